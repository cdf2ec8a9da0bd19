"""The brief of a job: for what and for whom, and what part machines may have."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.people import OfficialFactory, OfficialNameFactory
from tests.factories.security import CircleFactory
from tests.factories.translations.catalogue import SourceTextFactory
from tests.factories.translations.jobs import SegmentFactory, TranslationFactory
from tests.filled_forms import fill
from tests.translations.jobs.steps import step
from translations.jobs.models import Translation

pytestmark = pytest.mark.django_db

State = Translation.State


def edit(job):
    return f"/translations/{job.pk}/edit/"


def anna_volkova():
    official = OfficialFactory(named="Anna Volkova")
    OfficialNameFactory(official=official, text="Анна Волкова", kind="native")


def test_who_asks_says_for_what_and_for_whom_and_the_translator_reads_it(
    as_role, client
):
    officer, document = as_role("Officer"), SourceTextFactory(language="en").document
    translator = UserFactory(role="Translator", is_external=True)
    answer = fill(
        officer,
        f"/documents/{document.pk}/translate/",
        language="kk",
        translator=translator.pk,
        purpose="For a seminar on pre-trial detention.",
        reader="judges of district courts",
        register="legal",
    )
    assert answer.status_code == 302, answer.context["form"].errors
    job = document.translations.get()
    SegmentFactory(translation=job)
    client.force_login(translator)

    for page in (
        f"/translations/{job.pk}/",
        reverse("translation-workbench", args=[job.pk]),
    ):
        text = client.get(page).text
        assert "For a seminar on pre-trial detention." in text
        assert "judges of district courts" in text
        assert "legal: as a law or a judgment" in text


@pytest.mark.parametrize("field", ["purpose", "reader"])
@pytest.mark.parametrize(
    "words", ["For Anna Volkova", "Для судьи Анны Волковой", "Wanted by A. Volkova"]
)
def test_a_brief_names_nobody_on_record(as_role, field, words):
    client, job = as_role("Officer"), TranslationFactory()
    anna_volkova()

    refusal = fill(client, edit(job), **{field: words})

    assert refusal.status_code == 422
    (error,) = refusal.context["form"].errors[field]
    assert "names somebody on record" in error
    job.refresh_from_db()
    assert getattr(job, field) == ""


@pytest.mark.parametrize(
    "words",
    [
        "For the Salduz v. Turkey seminar",
        "judges of district courts",
        "судьи районных судов Волгограда",
    ],
)
def test_general_words_and_the_names_of_cases_are_no_officials(as_role, words):
    client, job = as_role("Officer"), TranslationFactory()
    anna_volkova()

    assert fill(client, edit(job), purpose=words).status_code == 302
    job.refresh_from_db()
    assert job.purpose == words


def test_a_name_that_is_hidden_from_the_writer_is_not_told_by_a_refusal(as_role):
    client, job = as_role("Officer"), TranslationFactory()
    OfficialFactory(named="Anna Volkova", circle=CircleFactory())

    assert fill(client, edit(job), purpose="For Anna Volkova").status_code == 302


def test_the_admin_writes_no_words_of_the_brief(client, roles, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(UserFactory(role="Administrator"))
    job = TranslationFactory()

    page = client.get(f"/admin/translations/translation/{job.pk}/change/")

    form = page.context["adminform"].form
    assert "language" in form.fields
    assert not {"purpose", "reader"} & set(form.fields)


@pytest.mark.parametrize(
    ("rule", "stated", "sentence"),
    [
        ("none", "offline", "allows no machine translation"),
        ("none", "allowed", "allows no machine translation"),
        ("offline", "allowed", "allows a tool of our own only"),
        ("offline", "none", ""),
        ("offline", "offline", ""),
        ("allowed", "offline", ""),
        ("allowed", "allowed", ""),
    ],
)
def test_machine_translation_is_stated_at_hand_in_and_held_to_the_brief(
    as_role, rule, stated, sentence
):
    client = as_role("Translator")
    job = TranslationFactory(
        state=State.TRANSLATING, translator=client.person, machine_rule=rule
    )

    answer = step(client, job, "hand_in", **{"hand_in-machine": stated})

    if sentence:
        assert answer.status_code == 422
        assert sentence in str(answer.context["form"].errors["machine"])
        assert (job.state, job.machine) == (State.TRANSLATING, "")
    else:
        assert (job.state, job.machine) == (State.REVISING, stated)


def test_the_statement_is_given_and_shown_to_reviser_and_office(as_role):
    translator = as_role("Translator")
    job = TranslationFactory(
        state=State.TRANSLATING,
        translator=translator.person,
        reviser=UserFactory(role="Translator"),
        machine_rule="offline",
    )
    silent = step(translator, job, "hand_in", **{"hand_in-machine": ""})
    assert silent.status_code == 422
    step(translator, job, "hand_in", **{"hand_in-machine": "offline"})

    for reader in (job.reviser, UserFactory(role="Officer")):
        translator.force_login(reader)
        page = translator.get(f"/translations/{job.pk}/").text
        assert "Machine translation in it" in page
        assert page.count("a tool of our own, offline") == 2  # allowed, and stated


def test_the_database_keeps_to_the_brief_as_well():
    job = TranslationFactory(state=State.REVISING)

    with pytest.raises(IntegrityError, match="as_agreed"), transaction.atomic():
        Translation.objects.filter(pk=job.pk).update(machine="allowed")


def test_what_may_be_used_stands_once_it_is_handed_in(as_role):
    client = as_role("Officer")
    job = TranslationFactory(state=State.REVISING, machine_rule="none")

    assert fill(client, edit(job), machine_rule="allowed").status_code == 302

    job.refresh_from_db()
    assert job.machine_rule == "none"
