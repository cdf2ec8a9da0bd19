"""What officials asked for, how we go on with them, and what we hope to see."""
