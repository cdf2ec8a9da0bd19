"""The keepers, and what needs a second person."""
