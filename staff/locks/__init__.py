"""Locks: a colleague kept out, the house shut; at once, and nothing is erased."""
