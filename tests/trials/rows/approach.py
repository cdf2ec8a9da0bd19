"""Rows of the trial: approach."""

from tests.factories.approach import BriefPrintFactory


def arrange(world, *, circle, people, place, note, action, client):
    """One of each in `circle`, about its own person and everybody."""
    for official in people:
        BriefPrintFactory(
            official=official, action=action, printed_by=client, circle=circle
        )
