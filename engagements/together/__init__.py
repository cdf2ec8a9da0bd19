"""What we say to each other, and what changed of what one keeps an eye on."""
