"""Search, and what a person keeps of a list."""
