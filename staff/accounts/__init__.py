"""How people sign in: ways in, who changes them and who is told, and the limits."""
