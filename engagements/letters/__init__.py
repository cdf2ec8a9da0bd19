"""Letters: written from templates, numbered in a register, disclosed by law alone."""
