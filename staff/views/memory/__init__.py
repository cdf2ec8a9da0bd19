"""Pages of the translation memory."""
