"""Who keeps the keys of the demo's house."""
