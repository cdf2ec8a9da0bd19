"""What is noted of officials in the demo, and its news."""
