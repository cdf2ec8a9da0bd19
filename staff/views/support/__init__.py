"""Pages of requests, plans, offers and progress markers."""
