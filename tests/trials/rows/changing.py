"""Rows of the trial: changing."""


def arrange(world, *, circle, people, place, note, action, client):
    """One of each in `circle`, about its own person and everybody."""
