"""Terms of the demo."""
