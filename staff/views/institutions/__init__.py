"""Pages of institutions, their posts and those who hold them."""
