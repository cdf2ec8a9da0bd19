"""What is done with officials and what came of it, chapter by chapter."""

from staff.demo.promises import add_promises


def add_engagement(demo):
    """Tells the chapters in the order in which they rest on each other."""
    # tailoring
    # engaging
    add_promises(demo)
    # letters
    # supporting
    # changing
    # together
