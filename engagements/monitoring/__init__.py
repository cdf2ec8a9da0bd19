"""What we saw of officials, how we know, and what the State was recommended to do."""
