"""Terms: what a concept is called in each language, and what it is not called."""
