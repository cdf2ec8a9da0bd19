"""Days in the forms, verbs and pages of what we do."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from engagements.contacts import workflow
from engagements.contacts.models import OutreachAction
from exchanges.models import Exchange
from officials.days import shift
from tests.factories.contacts import OutreachActionFactory, met_before
from tests.factories.people import OfficialFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db

FARTHEST = (datetime.date.min, datetime.date.max)
REFUSED = "A day of what we do lies between 1900 and 2200."


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1899-12-31"])
def test_an_action_is_not_planned_for_a_day_out_of_reach(as_role, day):
    client, official = as_role("Officer"), OfficialFactory()
    met_before(official)
    plan = {"subject": "Call", "officials": [str(official.pk)], "kind": "call"}
    assert fill(
        client, reverse("action-add"), **plan, planned_on=str(timezone.localdate())
    ).status_code in (302, 422)

    answer = fill(client, reverse("action-add"), **plan, planned_on=day)

    assert answer.status_code == 422
    assert answer.context["form"].errors["planned_on"] == [REFUSED]
    assert not OutreachAction.objects.filter(planned_on=day).exists()


def test_an_action_is_planned_within_ten_years_in_form_and_verb(as_role):
    client, official = as_role("Officer"), OfficialFactory()
    met_before(official)
    too_far = shift(timezone.localdate(), 1, years=10)

    answer = fill(
        client,
        reverse("action-add"),
        subject="Call",
        officials=[str(official.pk)],
        planned_on=str(too_far),
        nevertheless="Agreed",
    )

    assert answer.context["form"].errors["planned_on"] == [
        "Choose a day within ten years."
    ]
    action = OutreachActionFactory()
    with pytest.raises(ValidationError, match="within ten years"):
        workflow.finish(
            action, by=action.lead, next_step="Call again", next_step_on=too_far
        )
    action.refresh_from_db()
    assert action.state == "planned"


@pytest.mark.parametrize("name", ["planned_on", "next_step_on", "done_on"])
@pytest.mark.parametrize("day", FARTHEST)
def test_the_database_keeps_no_day_out_of_reach(name, day):
    action = OutreachActionFactory(done=True)
    with pytest.raises(IntegrityError, match="within_reach"), transaction.atomic():
        OutreachAction.objects.filter(pk=action.pk).update(**{name: day})


def test_an_exchange_ends_within_ten_years(as_role):
    client = as_role("Manager")
    answer = fill(
        client,
        reverse("exchange-add"),
        title="Study visit",
        kind="study_visit",
        ends_on="9999-12-31",
    )
    assert answer.context["form"].errors["ends_on"] == [REFUSED]
    assert not Exchange.objects.exists()
