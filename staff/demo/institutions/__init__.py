"""The institutions of the demo, and who holds which post."""
