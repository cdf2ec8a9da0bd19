"""What officials of the demo asked for."""
