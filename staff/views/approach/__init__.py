"""Pages of “Before we approach”, its signatures and the brief."""
