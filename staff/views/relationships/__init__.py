"""Pages of relationships, their stages and those who lead them."""
