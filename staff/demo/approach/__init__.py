"""Tailored plans of the demo."""
