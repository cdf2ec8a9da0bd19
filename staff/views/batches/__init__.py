"""Pages of what is written in one go."""
