"""What is done with officials and what came of it, chapter by chapter."""

from staff.demo.letters import add_letters


def add_engagement(demo):
    """Tells the chapters in the order in which they rest on each other."""
    # tailoring
    # engaging
    # letters
    add_letters(demo)
    # supporting
    # changing
    # together
