"""The people who sign in: the ways in, who changes them, who is told, and the limits."""
