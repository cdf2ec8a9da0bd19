"""The translations of the demo."""
