"""Rows of the trial: support."""

from django.utils import timezone

from tests.factories.exchanges import ExchangeFactory
from tests.factories.support import (
    MarkerJudgementFactory,
    OfferFactory,
    ProgressMarkerFactory,
    SupportPlanFactory,
    SupportRequestFactory,
)
from tests.factories.translations.catalogue import DocumentFactory
from tests.factories.translations.jobs import TranslationFactory


def arrange(world, *, circle, people, place, note, action, client):
    """One of each in `circle`, about its own person and everybody."""
    document = DocumentFactory(circle=circle, useful_to=["ministry"])
    published = TranslationFactory(
        document=document,
        translator=world.people["translator"],
        approved_by=client,
        state="published",
    )
    coming = ExchangeFactory(circle=circle, lead=client, useful_to=["ministry"])
    for person in people:
        fields = {"official": person, "circle": circle}
        SupportRequestFactory(
            **fields, institution=place, recorded_by=client, heard_in=action,
            document=document, due_on=timezone.localdate(), promised_by=client,
            promised_on=timezone.localdate(), state="promised",
        )  # fmt: skip
        SupportRequestFactory(
            **fields, recorded_by=client, answered=3, action=action, exchange=coming
        )
        SupportPlanFactory(
            **fields, contact=client, written_by=client, review_on=timezone.localdate()
        )
        OfferFactory(
            **fields, edition=published.in_force, offered_by=client, action=action
        )
        marker = ProgressMarkerFactory(**fields, set_by=client)
        MarkerJudgementFactory(
            marker=marker, note=note, action=action, judged_by=client
        )
    ProgressMarkerFactory(
        official=None, institution=place, circle=circle, set_by=client
    )
