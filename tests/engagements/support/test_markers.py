"""Progress markers: what we expect, would like and would love to see."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from engagements.support import marker_steps
from engagements.support.models import MarkerIdea, MarkerJudgement, ProgressMarker
from officials.security.context import acting_as
from tests.factories.accounts import UserFactory
from tests.factories.institutions import InstitutionFactory
from tests.factories.people import OfficialFactory
from tests.factories.support import MarkerJudgementFactory, ProgressMarkerFactory

pytestmark = pytest.mark.django_db


def test_the_library_begins_with_two_dozen_ideas_of_each_level():
    levels = set(MarkerIdea.objects.values_list("level", flat=True))

    assert MarkerIdea.objects.count() == 24
    assert levels == {"expect", "like", "love"}
    assert not MarkerIdea.objects.filter(text_ru="").exists()


def test_a_marker_is_of_one_official_or_of_one_institution():
    both = ProgressMarkerFactory.build(
        official=OfficialFactory(),
        institution=InstitutionFactory(),
        set_by=UserFactory(),
    )

    with pytest.raises(ValidationError, match="one official or of one institution"):
        both.full_clean()

    assert ProgressMarkerFactory(official=None, institution=InstitutionFactory()).pk


def test_who_drops_a_marker_says_why_and_its_judgements_stay():
    judgement = MarkerJudgementFactory()

    with pytest.raises(ValidationError, match="Say why it is dropped"):
        marker_steps.drop(judgement.marker, by=UserFactory(), reason=" ")

    dropped = marker_steps.drop(
        judgement.marker, by=UserFactory(), reason="They retired"
    )
    assert dropped.judgements.count() == 1
    assert list(ProgressMarker.objects.standing()) == []
    with pytest.raises(ValidationError, match="dropped already"):
        marker_steps.drop(dropped, by=UserFactory(), reason="Again")

    assert marker_steps.take_up(dropped, by=UserFactory()).dropped_because == ""


def test_a_judgement_is_not_rewritten_once_an_hour_is_over():
    hours = datetime.timedelta(hours=2)
    old = MarkerJudgementFactory(judged_at=timezone.now() - hours)
    new = MarkerJudgementFactory()

    with acting_as(UserFactory()):
        assert MarkerJudgement.objects.filter(pk=new.pk).update(degree=3)
        with pytest.raises(DatabaseError, match="append"), transaction.atomic():
            MarkerJudgement.objects.filter(pk=old.pk).update(degree=3)


def test_a_judgement_says_what_shows_it():
    judgement = MarkerJudgementFactory()
    judgement.words = " "

    with pytest.raises(ValidationError, match="Say what shows it"):
        judgement.full_clean()
