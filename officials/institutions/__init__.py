"""Institutions, the posts in them, and who held them when."""
