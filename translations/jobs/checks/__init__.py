"""Checks of a translated segment: what differs that should not."""
