"""Pages of actions, and of the commitments made in them."""
