"""What was promised, theirs or ours, and by when."""
