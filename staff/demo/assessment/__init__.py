"""What the people of the demo think of officials."""
