"""Pages of comments and watch lists."""
