"""What is done with officials and what came of it, chapter by chapter."""

from staff.demo.supporting import add_support


def add_engagement(demo):
    """Tells the chapters in the order in which they rest on each other."""
    # tailoring
    # engaging
    # letters
    # supporting
    add_support(demo)
    # changing
    # together
