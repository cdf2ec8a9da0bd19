"""Lists, steps and forms, as people use them."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from engagements.contacts.models import OutreachAction
from engagements.monitoring.models import Note
from officials.people.models import Official
from tests.factories import day
from tests.factories.accounts import UserFactory
from tests.factories.contacts import OutreachActionFactory
from tests.factories.exchanges import ExchangeFactory, ParticipationFactory
from tests.factories.institutions import InstitutionFactory, PostFactory
from tests.factories.monitoring import NoteFactory
from tests.factories.outcomes import OutcomeFactory
from tests.factories.people import AppointmentFactory, OfficialFactory
from tests.factories.relationships import RelationshipFactory
from tests.factories.security import CircleFactory
from tests.factories.themes import ThemeFactory
from tests.factories.translations.catalogue import DocumentFactory
from tests.factories.translations.deliveries import in_force
from tests.factories.translations.jobs import TranslationFactory
from translations.jobs.models import Translation

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(as_role):
    return as_role("Officer")


def titles(response):
    """The leading cells of the table, in their order."""
    cells = [row["cells"] for row in response.context["rows"]]
    return [next(c["text"] for c in row if c["link"]) for row in cells]


# Lists


def test_a_list_is_narrowed_by_its_filter_and_says_so_in_a_pill(officer):
    NoteFactory(headline="From a reliable source", reliability="A")
    NoteFactory(headline="From hearsay", reliability="E")
    assert len(titles(officer.get("/notes/"))) == 2

    page = officer.get("/notes/", {"graded": "B"})

    assert titles(page) == ["From a reliable source"]
    (pill,) = page.context["pills"]
    assert pill["value"] == "B – usually reliable"
    assert "graded" not in pill["remove_url"]
    assert len(titles(officer.get(pill["remove_url"]))) == 2


def test_a_filter_that_makes_no_sense_is_refused_in_words(officer):
    NoteFactory()

    page = officer.get("/notes/", {"graded": "Z"})

    assert page.status_code == 200
    assert page.context["filter"].form.errors["graded"]


@pytest.mark.parametrize("path", ["/notes/", "/officials/", "/actions/"])
def test_a_list_is_sorted_either_way_by_each_of_its_columns(officer, path):
    for number in range(3):
        official = OfficialFactory(named=f"Person{number} Family{number}")
        NoteFactory(headline=f"Note {number}", about=[official])
        OutreachActionFactory(subject=f"Talk {number}", towards=[official])
    page = officer.get(path)
    assert len(titles(page)) == 3

    for header in page.context["headers"]:
        if header["sort_url"]:
            up = officer.get(header["sort_url"])
            again = next(h for h in up.context["headers"] if h["sorted"] == "asc")
            down = officer.get(again["sort_url"])
            assert sorted(titles(up)) == sorted(titles(down)) == sorted(titles(page))
            if header["label"] in ("What happened", "What it is about", "Name"):
                assert titles(down) == titles(up)[::-1] == sorted(titles(up))[::-1]


def test_what_is_unknown_comes_last_either_way(officer):
    ExchangeFactory(title="Dated")
    ExchangeFactory(title="Undated", starts_on=None, ends_on=None)

    for sort in ("starts_on", "-starts_on"):
        assert titles(officer.get("/exchanges/", {"sort": sort})) == [
            "Dated",
            "Undated",
        ]


def test_a_long_list_has_pages_of_fifty(officer):
    for number in range(51):
        OutreachActionFactory(subject=f"Action {number:02}", lead=officer.person)

    first = officer.get("/actions/", {"sort": "subject"})
    second = officer.get(first.context["page"]["next_url"])

    assert len(titles(first)) == 50
    assert titles(second) == ["Action 50"]
    assert titles(officer.get("/actions/", {"page": "7"})) == []
    assert len(titles(officer.get("/actions/", {"page": "nonsense"}))) == 50
    assert officer.get("/actions/", {"page": "9" * 30}).status_code == 200


def test_a_reader_chooses_the_columns(officer):
    NoteFactory(detail="A long story")
    labels = [h["label"] for h in officer.get("/notes/").context["headers"]]
    assert "In more words" not in labels

    page = officer.get("/notes/", {"columns": ["headline", "detail"]})

    assert [h["label"] for h in page.context["headers"]] == [
        "What happened",
        "In more words",
    ]
    assert "A long story" in page.text


def test_a_list_is_searched_in_whatever_script_one_types(officer):
    OfficialFactory(named="Рашид Нургалиев")
    OfficialFactory(named="Anna Volkova")

    for words in ("нургалиев", "Nurgaliyev", "NURGALIEV rashid"):
        page = officer.get("/officials/", {"q": words})
        assert page.context["total_text"] == "1", words
    assert officer.get("/officials/", {"q": "nobody"}).context["total_text"] == "0"


def furnish(path, number, person):
    """One more row in the list at `path`."""
    official = OfficialFactory(named=f"Anna Person{number}")
    institution = InstitutionFactory(name=f"Ministry for {number}")
    post = PostFactory(institution=institution)
    AppointmentFactory(official=official, post=post)
    theme = ThemeFactory()
    official.themes.add(theme)
    RelationshipFactory(official=official, lead=person)
    if path == "/notes/":
        NoteFactory(about=[official], institution=institution, recorded_by=person)
    if path == "/outcomes/":
        OutcomeFactory(official=official, institution=institution)
    if path in ("/actions/", "/outcomes/results/"):
        OutreachActionFactory(towards=[official], lead=person, done=True, result="Yes")
    if path in ("/documents/", "/translations/"):
        TranslationFactory(document=DocumentFactory(), translator=person)
    if path in ("/exchanges/", "/participations/"):
        exchange = ExchangeFactory(lead=person)
        ParticipationFactory(exchange=exchange, official=official)


@pytest.mark.parametrize(
    "path",
    [
        "/officials/",
        "/institutions/",
        "/notes/",
        "/actions/",
        "/outcomes/",
        "/outcomes/results/",
        "/relationships/",
        "/documents/",
        "/translations/",
        "/exchanges/",
        "/participations/",
        "/",
    ],
)
def test_a_list_asks_the_database_as_often_for_fifty_rows_as_for_five(officer, path):
    def query_count():
        officer.get(path)  # fills what is remembered between requests
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert officer.get(path).status_code == 200
        return len(queries)

    for number in range(5):
        furnish(path, number, officer.person)
    few = query_count()
    for number in range(5, 50):
        furnish(path, number, officer.person)

    assert query_count() == few


def test_the_pages_of_an_official_ask_as_often_for_many_entries(officer):
    official = OfficialFactory()
    paths = [f"/officials/{official.pk}/?tab={tab}" for tab in ("timeline", "posts")]
    paths += [
        f"/officials/{official.pk}/?tab=offers",
        f"/officials/{official.pk}/print/",
    ]

    def query_count(path):
        officer.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert officer.get(path).status_code == 200
        return len(queries)

    def fill(rows):
        for _number in range(rows):
            AppointmentFactory(official=official)
            NoteFactory(about=[official])
            OutreachActionFactory(towards=[official], handing=[in_force()], done=True)
            ParticipationFactory(official=official)

    fill(2)
    few = [query_count(path) for path in paths]
    fill(10)
    assert [query_count(path) for path in paths] == few


# Search and suggestions


def test_search_finds_people_institutions_notes_and_documents(officer):
    OfficialFactory(named="Helena Sokolova")
    InstitutionFactory(name="Sokolova Institute")
    NoteFactory(headline="Sokolova spoke")
    DocumentFactory(title="Sokolova v. Russia")

    page = officer.get("/search/", {"q": "соколова"})

    counts = {group["label"]: len(group["results"]) for group in page.context["groups"]}
    assert counts == {"Officials": 1, "Institutions": 1, "Notes": 1, "Documents": 1}


def test_suggestions_are_of_what_one_may_see(officer):
    helena = OfficialFactory(named="Helena Sokolova")
    OfficialFactory(named="Olga Sokolova", circle=CircleFactory())
    assert Official.objects.search("sokolova").count() == 2

    answer = officer.get("/suggest/official/", {"q": "sokolova"}).json()

    assert [row["id"] for row in answer["results"]] == [str(helena.pk)]


def test_there_are_no_suggestions_of_what_is_never_chosen(officer):
    assert officer.get("/suggest/nonsense/").status_code == 404
    for kind in ("delivery", "edition", "translation", "official"):
        exact = {"q": "a", "exact": "1"}
        assert officer.get(f"/suggest/{kind}/", exact).status_code == 200, kind
    assert officer.get("/suggest/user/").status_code == 404


# Steps


def test_a_step_shows_only_where_the_state_allows_it(officer):
    planned_action, done_action = (
        OutreachActionFactory(),
        OutreachActionFactory(done=True),
    )

    labels = [
        [step["label"] for step in officer.get(f"/actions/{a.pk}/").context["steps"]]
        for a in (planned_action, done_action)
    ]

    assert labels == [["Mark as done", "Cancel it"], ["Plan it again"]]


def test_an_illegal_move_is_refused_in_words(officer):
    action = OutreachActionFactory(done=True)

    page = officer.post(
        f"/actions/{action.pk}/cancel/", {"cancel-reason": "x"}, follow=True
    )

    assert "It is “Done”: it cannot become “Cancelled” from there." in page.text
    action.refresh_from_db()
    assert action.state == "done"


def test_a_step_is_not_for_those_who_only_read(as_role):
    action = OutreachActionFactory()

    response = as_role("Viewer").post(f"/actions/{action.pk}/finish/")

    assert response.status_code == 403
    action.refresh_from_db()
    assert action.state == "planned"


def test_a_step_by_a_link_changes_nothing(officer):
    participation = ParticipationFactory()

    response = officer.get(f"/participations/{participation.pk}/invite/")

    assert response.status_code == 302
    participation.refresh_from_db()
    assert participation.state == "nominated"


def test_a_step_that_needs_a_reason_keeps_what_was_typed(officer):
    action = OutreachActionFactory()
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    fields = {"finish-done_on": tomorrow.isoformat(), "finish-result": "We talked"}

    page = officer.post(f"/actions/{action.pk}/finish/", fields)

    assert page.status_code == 422
    assert "That day is still to come." in page.text
    assert "We talked" in page.text


def test_words_for_a_step_that_somebody_made_meanwhile_are_kept(officer):
    action = OutreachActionFactory(done=True)
    words = "They want the handbook in May, and twelve copies of it"
    path = reverse("action-finish", args=[action.pk])
    today = timezone.localdate().isoformat()

    page = officer.post(path, {"finish-done_on": today, "finish-result": words})

    assert page.status_code == 422
    assert words in page.text
    assert page.context["form"].non_field_errors()
    assert officer.post(path, {"finish-done_on": today}).status_code == 302


def test_marking_an_action_as_done_plans_the_next_step_for_the_same_people(officer):
    official = OfficialFactory()
    action = OutreachActionFactory(towards=[official], lead=officer.person)
    soon = timezone.localdate() + datetime.timedelta(days=3)
    fields = {
        "finish-done_on": timezone.localdate().isoformat(),
        "finish-result": "They want the handbook",
        "finish-next_step": "Bring the handbook",
        "finish-next_step_on": soon.isoformat(),
    }

    officer.post(f"/actions/{action.pk}/finish/", fields)

    next_action = OutreachAction.objects.get(subject="Bring the handbook")
    assert list(next_action.officials.all()) == [official]
    assert (next_action.state, next_action.planned_on) == ("planned", soon)


def test_somebody_elses_translation_is_not_handed_in(as_role):
    theirs = TranslationFactory(state="translating", reviser=UserFactory())
    client = as_role("Officer")

    page = client.post(
        f"/translations/{theirs.pk}/hand_in/".replace("_", "-"), follow=True
    )

    assert "Somebody else has to do that." in page.text
    theirs.refresh_from_db()
    assert theirs.state == "translating"


def test_an_external_translator_works_on_their_own_jobs_only(as_role):
    client = as_role("Translator", is_external=True)
    mine = TranslationFactory(state="translating", translator=client.person)
    other = TranslationFactory(state="translating")
    assert Translation.objects.count() == 2

    page = client.get("/translations/")

    assert [row["url"] for row in page.context["rows"]] == [f"/translations/{mine.pk}/"]
    assert client.get(f"/translations/{other.pk}/").status_code == 404
    assert client.post(f"/translations/{other.pk}/hand-in/").status_code == 404
    checked = {"hand_in-machine": "none", "hand_in-checked": "on"}
    client.post(f"/translations/{mine.pk}/hand-in/", checked)
    mine.refresh_from_db()
    assert mine.state == "revising"


def test_a_document_leads_a_translator_to_no_list_they_may_not_read(as_role):
    document = DocumentFactory()
    path, link = f"/documents/{document.pk}/", 'href="/documents/"'
    assert link in as_role("Officer").get(path).text
    translator = as_role("Translator")
    TranslationFactory(
        document=document, translator=translator.person, state="translating"
    )
    assert translator.get("/documents/").status_code == 403

    page = translator.get(path)

    assert page.status_code == 200
    assert link not in page.text


def test_nobody_approves_their_own_translation_on_the_page(as_role):
    client = as_role("Manager")
    own = TranslationFactory(state="revising", translator=client.person)

    labels = [
        s["label"] for s in client.get(f"/translations/{own.pk}/").context["steps"]
    ]
    page = client.post(f"/translations/{own.pk}/approve/", follow=True)

    assert "Approve" not in labels
    assert "Somebody else has to do that." in page.text
    own.refresh_from_db()
    assert own.state == "revising"


# Forms


def test_a_form_keeps_its_text_on_errors(officer):
    fields = {"headline": "He kept his word", "happened_on": "long ago", "stance": "1"}

    page = officer.post("/notes/new/", fields)

    assert page.status_code == 422
    assert "He kept his word" in page.text
    assert "long ago" in page.text
    assert "is not a date" in page.text
    assert not Note.objects.exists()


def test_text_that_nobody_can_see_is_no_text(officer):
    page = officer.post("/notes/new/", {"headline": "\u200b\u2066"})

    assert page.status_code == 422
    assert page.context["form"].errors["headline"] == ["This field is required."]


def test_a_note_names_people_found_by_typing_a_part_of_the_name(officer):
    official = OfficialFactory(named="Рашид Нургалиев")
    fields = {
        "headline": "He kept his word",
        "happened_on": "2026-05",
        "officials_search": "nurgaliyev",
        "stance": "2",
        "source_kind": "press",
        "source_title": "Courier",
        "reliability": "B",
        "credibility": "2",
    }

    officer.post("/notes/new/", fields)

    mention = Note.objects.get().mentions.get()
    assert (mention.official, mention.stance) == (official, 2)
    assert Note.objects.get().recorded_by == officer.person


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("nobody at all", "Nothing called “nobody at all” is on record."),
        ("anna", "Several match “anna”: choose from the list."),
    ],
)
def test_words_that_match_nobody_or_several_are_answered(officer, words, sentence):
    OfficialFactory(named="Anna Volkova")
    OfficialFactory(named="Anna Sokolova")

    page = officer.post("/notes/new/", {"headline": "x", "officials_search": words})

    assert page.status_code == 422
    assert sentence in page.text
    assert ("Anna Sokolova" in page.text) == (words == "anna")


def test_a_form_sent_twice_makes_one_record(officer):
    page = officer.get("/documents/new/")
    fields = {
        "title": "Handbook",
        "kind": "handbook",
        "language": "en",
        "once": page.context["once"],
    }

    first, second = (officer.post("/documents/new/", fields) for _time in range(2))

    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert len(re.findall("Handbook", officer.get("/documents/").text)) >= 1
    assert officer.get("/documents/").context["total_text"] == "1"


def test_somebody_met_who_was_not_on_record_is_there_afterwards(officer):
    ministry = InstitutionFactory(name="Ministry of Justice")
    fields = {
        "done_on": timezone.localdate().isoformat(),
        "subject": "Talked in the corridor",
        "kind": "meeting",
        "new_name": "Анна Сергеевна Волкова",
        "new_post": "Adviser",
        "new_institution_search": "justice",
    }

    response = officer.post("/met/", fields)

    assert response.status_code == 302, response.context["form"].errors
    official = OutreachAction.objects.get().officials.get()
    assert official.native_name == "Анна Сергеевна Волкова"
    assert official.appointments.get().post.institution == ministry


def test_a_name_that_nobody_has_becomes_somebody_new_when_saved_again(officer):
    fields = {
        "done_on": timezone.localdate().isoformat(),
        "subject": "Rang about the handbook",
        "officials_search": "Viktor Karelin",
    }

    first = officer.post("/met/", fields)

    assert first.status_code == 422
    form = first.context["form"]
    assert list(form.errors) == ["new_name"]
    assert form["new_name"].value() == "Viktor Karelin"
    assert not Official.objects.exists()

    sent_back = {**fields, "officials_search": "", "new_name": form["new_name"].value()}
    assert officer.post("/met/", sent_back).status_code == 302
    assert str(OutreachAction.objects.get().officials.get()) == "Viktor Karelin"


def test_a_name_like_one_on_record_is_not_taken_for_somebody_new(officer):
    OfficialFactory(named="Viktor Karelin")
    fields = {
        "done_on": timezone.localdate().isoformat(),
        "subject": "Rang about the handbook",
        "officials_search": "Viktor Karelim",
    }

    page = officer.post("/met/", fields)

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["officials"]
    assert "Viktor Karelim" in page.text


def test_a_page_that_fails_leaves_nothing_behind(officer, monkeypatch):
    note_counts = []

    def fail_late(*args, **kwargs):
        note_counts.append(Note.objects.count())
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("staff.pages.forms.messages.success", fail_late)
    officer.raise_request_exception = False
    fields = {
        "headline": "He kept his word",
        "happened_on": "2026",
        "stance": "0",
        "source_kind": "press",
        "source_title": "Courier",
        "reliability": "B",
        "credibility": "2",
    }

    response = officer.post("/notes/new/", fields)

    assert response.status_code == 500
    assert note_counts == [1]
    assert not Note.objects.exists()


def test_history_tells_who_changed_what_and_from_which_page(as_role):
    client = as_role("Manager", full_name="Boris Manager")
    official = OfficialFactory(born=day("1970"))
    revision = client.get(f"/officials/{official.pk}/edit/").context["revision"]
    client.post(
        f"/officials/{official.pk}/edit/",
        {"gender": "f", "born": "1971", "revision": revision},
    )

    page = client.get(reverse("history", args=["official", official.pk]))

    latest = next(e for e in page.context["events"] if e["action"] == "changed")
    assert latest["by"] == "Boris Manager"
    assert latest["where"] == "/officials/…/edit/"  # its key tells too much
    changes = {c["label"]: (c["before"], c["after"]) for c in latest["changes"]}
    assert changes["Born"] == ("1970", "1971")


def test_history_is_for_those_who_may_see_it(officer):
    official = OfficialFactory()

    assert officer.get(f"/history/official/{official.pk}/").status_code == 403


def test_the_desk_tells_what_is_overdue(officer):
    past = timezone.localdate() - datetime.timedelta(days=3)
    OutreachActionFactory(subject="Ring her back", lead=officer.person, planned_on=past)
    OutreachActionFactory(subject="Not mine to do")

    page = officer.get("/")

    assert "Ring her back" in page.text
    assert "3 days overdue" in page.text
    assert "Not mine to do" not in page.text
