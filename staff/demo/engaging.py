"""What is done with officials and what came of it, chapter by chapter."""

from staff.demo.changing import add_changes


def add_engagement(demo):
    """Tells the chapters in the order in which they rest on each other."""
    # tailoring
    # engaging
    # letters
    # supporting
    # changing
    add_changes(demo)
    # together
