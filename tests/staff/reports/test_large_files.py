"""More than a thousand rows leave the house with a reason, in one sentence."""

import pytest

from engagements.monitoring.models import Note
from staff.exports import REASON_ABOVE
from staff.models import Export
from tests.factories.accounts import UserFactory
from tests.factories.monitoring import NoteFactory

pytestmark = pytest.mark.django_db
LIST = {"graded": "B", "columns": "headline", "format": "csv"}


@pytest.fixture
def many():
    """One note more than leaves without a reason, and one of another grade."""
    first = NoteFactory(reliability="A", headline="Note")
    fields = {"recorded_by": first.recorded_by, "happened_on": first.happened_on}
    fields |= {"source": first.source, "reliability": "A", "headline": "Note"}
    Note.objects.bulk_create(Note(**fields) for _n in range(REASON_ABOVE))
    NoteFactory(reliability="E", headline="Rumour")


def asked(client):
    """The page to which the link of the file leads."""
    answer = client.get("/notes/", LIST)
    assert answer.status_code == 302
    assert client.get(answer.url).status_code == 200
    return answer.url


def test_so_many_rows_are_not_taken_before_somebody_says_why(as_role, many):
    client = as_role("Officer")

    page = asked(client)
    refusal = client.post(page, {"reason": "  "})

    assert refusal.status_code == 422
    assert "reason" in refusal.context["form"].errors
    assert not Export.objects.exists()


def test_with_a_reason_the_same_rows_and_columns_come_and_it_is_kept(as_role, many):
    client = as_role("Officer", full_name="Irina Inside")

    answer = client.post(asked(client), {"reason": "The yearly report"})
    lines = answer.getvalue().decode().splitlines()

    assert lines[0].endswith('"What happened"')
    assert lines[1:] == ['"Note"'] * (REASON_ABOVE + 1)
    export = Export.objects.get()
    assert (export.page, export.rows) == ("note-list", REASON_ABOVE + 1)
    assert export.reason == "The yearly report"
    assert export.filters == {"graded": ["B"], "columns": ["headline"]}
    client.force_login(UserFactory(role="Manager"))
    assert "The yearly report" in client.get("/reports/exports/").content.decode()


def test_a_thousand_rows_are_taken_without_a_reason(as_role, many):
    Note.objects.filter(headline="Note").first().delete()

    answer = as_role("Officer").get("/notes/", LIST)

    assert len(answer.getvalue().decode().splitlines()) == REASON_ABOVE + 1
    assert Export.objects.get().reason == ""


def test_a_reason_opens_no_list_that_is_not_ones_own_to_read(as_role, many):
    client = as_role("Translator")

    for page in ("note-list", "export-list"):
        address = f"/reports/exports/{page}/?format=csv"
        assert client.get(address).status_code == 403
        assert client.post(address, {"reason": "To know"}).status_code == 403
    assert client.get("/reports/exports/nonsense/").status_code == 404
    assert not Export.objects.exists()
