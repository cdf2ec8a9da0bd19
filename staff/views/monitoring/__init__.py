"""Pages of notes, news and recommendations to the State."""
