"""Rows of the trial: letters."""

from django.utils import timezone

from officials.days import shift
from tests.factories.letters import (
    DisclosureFactory,
    LegalLabelFactory,
    LetterFactory,
    LetterSeriesFactory,
    LetterTemplateFactory,
)
from tests.factories.safeguards import ReviewRequestFactory


def arrange(world, *, circle, people, place, note, action, client):
    """One of each in `circle`, about its own person and everybody.

    The label is of old: it keeps no letter from being ready.
    """
    template = LetterTemplateFactory(circle=circle)
    LegalLabelFactory(circle=circle, until=shift(timezone.localdate(), -1))
    LetterSeriesFactory(circle=circle, last_number=1)
    fields = {"circle": circle, "written_by": client, "scanned": True}
    about = {"institution": place, "template": template, "action": action}
    draft = LetterFactory(official=people[0], **about, **fields)
    LetterFactory(official=people[-1], state="ready", **fields)
    LetterFactory(
        official=people[-1],
        state="cancelled",
        reason="Not sent",
        answers=draft,
        **fields,
    )
    review = ReviewRequestFactory(circle=circle, asked_by=client, kind="disclosure")
    DisclosureFactory(circle=circle, written_by=client, review=review)
