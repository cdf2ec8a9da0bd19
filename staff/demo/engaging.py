"""What is done with officials and what came of it, chapter by chapter."""

from staff.demo.together import add_together


def add_engagement(demo):
    """Tells the chapters in the order in which they rest on each other."""
    # tailoring
    # engaging
    # letters
    # supporting
    # changing
    # together
    add_together(demo, demo.read("together"))
