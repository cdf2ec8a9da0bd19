"""Reforms come from proposal to practice, and go back with a reason only."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from engagements.outcomes.models import Reform, ReformCopy
from engagements.outcomes.reforms import workflow as reform_steps
from tests.factories import day
from tests.factories.accounts import UserFactory
from tests.factories.institutions import InstitutionFactory
from tests.factories.outcomes import OutcomeFactory, ReformFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_place_for_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def move(reform, to, words=""):
    by, on = UserFactory(), day("2026-05")
    return reform_steps.move(reform, to, by=by, happened_on=on, words=words)


def test_a_reform_goes_on_one_or_more_and_back_with_a_reason():
    reform = ReformFactory()

    assert move(reform, "draft").state == "draft"
    with pytest.raises(ValidationError, match="It went back: say why"):
        move(reform, "working_group")
    assert move(reform, "working_group", "The judges asked.").state == "working_group"
    assert [each.to_state for each in reform.steps.all()] == ["draft", "working_group"]


def test_only_what_was_adopted_is_reversed_and_with_words():
    reform = ReformFactory(stands_at="draft")
    with pytest.raises(ValidationError, match="Only what was adopted"):
        move(reform, "reversed", "A new head.")
    move(reform, "adopted")
    with pytest.raises(ValidationError, match="It went back: say why"):
        move(reform, "reversed")

    assert move(reform, "reversed", "A new head.").state == "reversed"


def test_a_state_is_not_written_over_and_no_step_begins_elsewhere():
    reform = ReformFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Reform.objects.filter(pk=reform.pk).update(state="practised")
    with pytest.raises(IntegrityError), transaction.atomic():
        reform.steps.create(
            from_state="adopted",
            to_state="in_force",
            happened_on=day("2026"),
            moved_by=UserFactory(),
        )


def test_a_step_by_mistake_is_taken_back(as_role):
    client, reform = as_role("Officer"), ReformFactory(stands_at="draft")
    move(reform, "adopted")

    client.post(f"/reforms/{reform.pk}/take-back/")

    reform.refresh_from_db()
    assert reform.state == "draft"


def test_a_new_reform_says_where_it_stands_and_since_when(as_role):
    client = as_role("Officer")

    fill(
        client,
        "/reforms/new/",
        title="Rules of the duty room",
        what_it_changes="Who reads the rights.",
        stands_at="adopted",
        since="2025",
    )

    reform = Reform.objects.get()
    assert (reform.state, reform.steps.get().from_state) == ("adopted", "")


def test_a_step_keeps_the_text_of_its_version(as_role):
    client, reform = as_role("Officer"), ReformFactory()
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    address = f"/reforms/{reform.pk}/reformsteps/new/"
    text = SimpleUploadedFile("directive.txt", b"As it was adopted.")

    ahead = fill(client, address, to_state="draft", happened_on=str(tomorrow))
    fill(client, address, to_state="draft", happened_on="May 2026", file=text)

    assert "That day is still to come." in ahead.content.decode()
    step = reform.steps.get()
    assert len(step.sha256) == 64
    page = client.get(f"/reforms/{reform.pk}/").content.decode()
    assert step.sha256 in page
    assert client.get(f"/reform-steps/{step.pk}/file/").getvalue() == (
        b"As it was adopted."
    )


def test_a_copy_says_where_and_how_we_know(as_role):
    client, reform = as_role("Officer"), ReformFactory()
    address = f"/reforms/{reform.pk}/copies/new/"
    copy_fields = {"copied_on": "2026", "evidence": "Their order repeats it."}

    nowhere = fill(client, address, **copy_fields)
    fill(
        client, address, institution=InstitutionFactory(name="Pskov").pk, **copy_fields
    )

    assert "Say where it was copied." in nowhere.content.decode()
    assert str(ReformCopy.objects.get()) == "Pskov"
    assert "Their order repeats it." in client.get(f"/reforms/{reform.pk}/").text


def test_a_reform_names_the_outcomes_it_led_to(as_role):
    reform = ReformFactory()
    OutcomeFactory(title="They read it out", reform=reform)

    page = as_role("Officer").get(f"/reforms/{reform.pk}/").text

    assert "They read it out" in page
    assert (
        "Rules of" in as_role("Officer").get("/reforms/?format=csv").getvalue().decode()
    )
