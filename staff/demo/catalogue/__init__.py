"""The documents of the demo."""
