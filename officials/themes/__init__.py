"""The human-rights topics that notes, people and documents share."""
