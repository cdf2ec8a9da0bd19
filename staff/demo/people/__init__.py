"""The officials of the demo, and who knows whom."""
