"""What changed in the demo."""
