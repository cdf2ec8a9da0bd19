"""Whether we may turn to somebody now, and how strongly: one gate for what goes out."""
