"""Pages of translations at work."""
