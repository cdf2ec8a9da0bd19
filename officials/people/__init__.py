"""Officials: their names, contacts and ties, and how one writes to them."""
