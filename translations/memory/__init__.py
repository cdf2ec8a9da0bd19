"""What was translated before, and how near it comes to what stands there now."""
