"""Pages of officials, of how to reach them and whom they know."""
