"""What the people of the demo say to each other."""
