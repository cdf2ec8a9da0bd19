"""pgtrigger keeps history, which a setting can leave out; no wall is of it."""

import datetime

import pgtrigger
import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from engagements.assessment.models import Assessment
from engagements.letters.models import Letter
from engagements.outcomes.models import Outcome
from engagements.relationships.models import Relationship
from officials.institutions.models import Institution
from officials.security.context import acting_as
from tests.factories.accounts import UserFactory
from tests.factories.assessment import AssessmentFactory
from tests.factories.institutions import InstitutionFactory
from tests.factories.letters import LegalLabelFactory, LetterFactory
from tests.factories.outcomes import OutcomeFactory
from tests.factories.people import AppointmentFactory
from tests.factories.relationships import RelationshipFactory
from tests.factories.security import CircleFactory

pytestmark = pytest.mark.django_db

SWITCHED_OFF = """
    SELECT t.tgrelid::regclass::text, t.tgname
    FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND p.prosrc LIKE '%pgtrigger_should_ignore%'
"""
OURS = """
    SELECT count(*) FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND p.proname LIKE 'app@_%' ESCAPE '@'
"""
HISTORY = {"insert_insert", "update_update", "delete_delete", "append_only"}


@pytest.fixture
def all_ignored():
    """The setting that switches off whatever a setting can."""
    names = [trigger.get_pgid(model) for model, trigger in pgtrigger.registered()]
    assert len(names) > 200
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pgtrigger.ignore', %s, true)",
            [f"{{{','.join(names)}}}"],
        )


def test_only_history_can_be_switched_off_by_a_setting():
    with connection.cursor() as cursor:
        cursor.execute(SWITCHED_OFF)
        triggers = cursor.fetchall()
        cursor.execute(OURS)
        assert cursor.fetchone()[0] > 200
    assert len(triggers) > 200

    registered = pgtrigger.registered()
    assert {trigger.name for _model, trigger in registered} == HISTORY
    names = {(m._meta.db_table, trigger.get_pgid(m)) for m, trigger in registered}
    assert set(triggers) <= names


def refused(code, queryset, **values):
    with pytest.raises(IntegrityError, match=code), transaction.atomic():
        queryset.update(**values)


def test_walls_stand_while_everything_is_ignored(all_ignored):
    person = UserFactory(role="Manager")
    institution = InstitutionFactory()
    relationship = RelationshipFactory()
    outcome, letter = (
        OutcomeFactory(),
        LetterFactory(official=AppointmentFactory().official),
    )
    LegalLabelFactory()
    year_ago = timezone.now() - datetime.timedelta(days=365)
    assessment = AssessmentFactory(assessed_at=year_ago)
    hidden = InstitutionFactory(circle=CircleFactory(people=[person]))

    refused("outcome_", Outcome.objects.filter(pk=outcome.pk), state="published")
    with acting_as(person):
        refused("stage_", Relationship.objects.filter(pk=relationship.pk), stage="ally")
        refused(
            "wider_than_named",
            Institution.objects.filter(pk=institution.pk),
            parent=hidden,
        )
        refused(
            "letter_without_label",
            Letter.objects.filter(pk=letter.pk),
            state="dispatched",
            method="post",
            dispatched_on=timezone.localdate(),
            dispatched_by=person,
            number=1,
            year=2026,
            series_circle=letter.circle_id,
        )
        refused(
            "written_stays", Assessment.objects.filter(pk=assessment.pk), summary="Else"
        )
