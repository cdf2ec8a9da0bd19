"""What changed, what contributed, who outside confirms it, and how it is told."""
