"""What is searched is made anew where it was made in another way than today."""

import pytest
from django.core.checks import run_checks
from django.core.management import call_command

from engagements.monitoring.models import Note
from officials.institutions.models import Institution
from officials.names import fold
from officials.schema import folds
from officials.security.context import as_system
from tests.factories.institutions import InstitutionFactory
from tests.factories.monitoring import NoteFactory

pytestmark = pytest.mark.django_db(transaction=True)


def warnings():
    messages = run_checks(databases=["default"])
    return [each.msg for each in messages if each.id == "officials.W005"]


def migrate():
    call_command("migrate", interactive=False, verbosity=0)


@pytest.fixture
def place():
    with as_system():
        return InstitutionFactory(name="Заря", kind="ministry", region="Omsk")


@pytest.fixture
def another_way(monkeypatch):
    """Code that makes the folds otherwise, within; then as ever, and so the rows."""
    with monkeypatch.context() as patch:
        yield patch
    fold._fold_word.cache_clear()
    migrate()


def folded(record):
    with as_system():
        return type(record).objects.values_list("folded", flat=True).get(pk=record.pk)


def test_a_fold_of_other_fields_is_told_and_made_anew(place, another_way):
    assert warnings() == []
    assert "ministry" not in folded(place)
    field = Institution._meta.get_field("folded")
    with as_system():
        before = place.events.count()

    another_way.setattr(field, "sources", (*field.sources, "kind"))

    (warning,) = warnings()
    assert "officials.Institution.folded" in warning
    migrate()
    assert folded(place) == "zaria omsk ministri"
    assert warnings() == []
    with as_system():
        assert place.events.count() == before, "nobody changed anything"


def test_another_way_of_folding_is_told_and_every_row_made_anew(place, another_way):
    with as_system():
        notes = [NoteFactory(headline=f"Opened {n}") for n in range(3)]
    another_way.setattr(folds, "AT_ONCE", 2)

    another_way.setattr(fold, "FOLDS", [])
    fold._fold_word.cache_clear()

    (warning,) = warnings()
    assert "engagements.Note.folded" in warning
    assert "officials.OfficialName.sort_key" in warning
    migrate()
    assert folded(place) == "zarya omsk"
    assert [folded(note)[:8] for note in notes] == ["opened 0", "opened 1", "opened 2"]
    assert warnings() == []
    assert len(folds.folded_fields()) > 12
    assert Note._meta.get_field("folded") in folds.folded_fields()
