"""What belongs to every page: drafts, history, preferences, switches."""
