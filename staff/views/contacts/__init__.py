"""Pages of actions, and of what was promised in them."""
