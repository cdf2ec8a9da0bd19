"""What is done towards officials in the demo."""
