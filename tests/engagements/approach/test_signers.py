"""Who may sign “Before we approach”: the desk, the page and the database agree."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from engagements.approach import workflow
from engagements.approach.models import Approach
from officials.safeguards.models import ReviewRequest
from tests.factories.accounts import UserFactory
from tests.factories.approach import ApproachFactory
from tests.factories.assessment import AssessmentFactory
from tests.factories.relationships import RelationshipFactory

pytestmark = pytest.mark.django_db


def wrote(approach, user):
    Approach.objects.filter(pk=approach.pk).update(written_by=user)


def checked_conduct(approach, user):
    type(approach.conduct).objects.filter(pk=approach.conduct_id).update(
        checked_by=user
    )


def weighed_exposure(approach, user):
    type(approach.exposure).objects.filter(pk=approach.exposure_id).update(
        written_by=user
    )


def leads(approach, user):
    RelationshipFactory(official=approach.official, lead=user)


def nothing(approach, user):
    """Somebody who had no part in it."""


PARTS = (wrote, checked_conduct, weighed_exposure, leads)


@pytest.fixture
def waiting():
    """`waiting(part, user)`: an approach to be signed, in which `user` had a part."""

    def prepare(part, user):
        approach = ApproachFactory(official__named="Vera Starostina")
        AssessmentFactory(official=approach.official)
        part(approach, user)
        approach = Approach.objects.get(pk=approach.pk)
        return workflow.ask(approach, by=UserFactory(role="Officer"))

    return prepare


@pytest.mark.parametrize("part", [nothing, *PARTS])
def test_the_desk_asks_those_who_may_sign_and_no_others(as_role, waiting, part):
    manager = as_role("Manager")
    waiting(part, manager.person)

    page = manager.get("/").text

    assert ("To sign" in page) == (part is nothing)


@pytest.mark.parametrize("part", PARTS)
def test_who_had_a_part_in_it_is_refused_by_the_verb_and_by_the_database(waiting, part):
    manager = UserFactory(role="Manager")
    approach = waiting(part, manager)

    with pytest.raises(ValidationError, match="Somebody other than"):
        workflow.sign(approach, by=manager)
    with pytest.raises(IntegrityError, match="signed_by_"), transaction.atomic():
        ReviewRequest.objects.filter(pk=approach.review_id).update(
            state="signed", decided_by=manager
        )


def test_somebody_who_had_no_part_signs(waiting):
    manager = UserFactory(role="Manager")

    approach = workflow.sign(waiting(nothing, manager), by=manager)

    assert approach.review.state == "signed"
