"""Choose a file, look it over, import all or the chosen rows; or drop it."""

import csv
import datetime
import io
import json

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from officials.imports.forms import LARGEST
from officials.institutions.models import Appointment, Institution, Post
from officials.people.models import Official
from officials.security.models import Circle
from staff.models import ImportFile
from staff.views.imports import imports
from tests.factories.accounts import UserFactory
from tests.factories.institutions import InstitutionFactory
from tests.factories.people import OfficialFactory
from tests.factories.security import CircleFactory
from tests.house.sources import ROOT
from tests.imports.files import HEADER, file_of

BLNS = ROOT.parent / "shared" / "data" / "blns.json"
PUTIN = "President,Vladimir Putin,Q7747,2000-05-07,2008-05-07"
GARIN = "Minister,Semyon Garin,,2009,"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]


@pytest.fixture
def officer(as_role):
    return as_role("Officer")


def upload(client, content, name="cabinet.csv"):
    """The answer to a file alone."""
    data = {"file": SimpleUploadedFile(name, content)}
    return client.post(reverse("import-add"), data)


def bring(client, *rows, content=None, name="cabinet.csv", **fields):
    """The answer to a file that goes to a new institution, unless `fields` say else."""
    content = file_of(*rows) if content is None else content
    answer = upload(client, content, name)
    if answer.status_code != 302:
        return answer
    if "institution" not in fields:
        fields = {"new_institution": "Government", "kind": "other", **fields}
    form = client.get(answer.url).context["form"]
    guessed = {f: form.fields[f].initial for f in form.columns}
    data = {
        "file_kind": form.fields["file_kind"].initial,
        "country": "ru",
        **guessed,
        **fields,
    }
    return client.post(answer.url, data)


def bring_and_see(client, *rows, **fields):
    """The preview of a file, and its address."""
    url = bring(client, *rows, **fields).url
    return client.get(url), url


def page_messages(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def errors(response):
    assert response.status_code == 422
    return response.context["form"].errors


# Choosing the file


def test_a_file_is_looked_over_before_anything_is_imported(officer):
    page, _url = bring_and_see(officer, PUTIN, GARIN)

    assert page.status_code == 200
    text = page.content.decode()
    assert "Vladimir Putin" in text
    assert "Read as UTF-8, commas, line ends LF." in text
    assert "<strong>Government</strong> (RU), which is new." in text
    assert "Import all 2 rows" in text
    assert not Official.objects.exists()
    assert not Institution.objects.exists()


def test_a_file_goes_to_an_institution_on_record(officer):
    ministry = InstitutionFactory(name="Ministry of Justice")

    _page, url = bring_and_see(officer, PUTIN, institution=ministry.pk)
    officer.post(url, {"which": "all"})

    assert Post.objects.get().institution == ministry


def test_an_institution_typed_again_is_the_same_institution(officer):
    for _again in range(2):
        _page, url = bring_and_see(officer, PUTIN, GARIN)
        answer = officer.post(url, {"which": "all"})

    assert Institution.objects.count() == 1
    assert Appointment.objects.count() == 2
    assert page_messages(answer) == ["There was nothing new in cabinet.csv."]


def test_the_preview_of_a_file_that_is_in_says_nothing_new(officer):
    _page, url = bring_and_see(officer, PUTIN)
    officer.post(url, {"which": "all"})

    page, _url = bring_and_see(officer, PUTIN)

    assert "Nothing new in this file." in page.content.decode()
    assert "Import all" not in page.content.decode()


def test_the_source_is_the_name_of_the_file_unless_somebody_says_otherwise(officer):
    for source in ("", "Wikidata, June"):
        _page, url = bring_and_see(officer, PUTIN, source=source)
        officer.post(url, {"which": "all"})

    sources = set(Appointment.objects.values_list("source", flat=True))
    assert sources == {"cabinet", "Wikidata, June"}


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"country": "R1"}, "country", "A country is two capital letters"),
        ({"new_institution": ""}, "institution", "Choose the institution, or write"),
        ({"institution": "no key"}, "institution", "Select a valid choice"),
    ],
)
def test_a_form_that_does_not_say_where_to_is_refused(officer, fields, field, sentence):
    assert sentence in str(errors(bring(officer, PUTIN, **fields))[field])


def test_an_institution_of_another_country_is_refused(officer):
    ministry = InstitutionFactory(name="Ministry", country="FI")

    answer = bring(officer, PUTIN, institution=ministry.pk)

    assert errors(answer)["country"] == ["Ministry is in FI."]


def test_an_institution_of_a_narrower_circle_wants_that_circle(officer):
    circle = CircleFactory(name="Prison reform", people=[officer.person])
    prison = InstitutionFactory(circle=circle)

    refusal = bring(officer, PUTIN, institution=prison.pk, circle=Circle.ALL_STAFF)
    taken = bring(officer, PUTIN, institution=prison.pk, circle=circle.pk)

    assert "is known to the circle Prison reform only" in str(errors(refusal))
    assert taken.status_code == 302


def test_a_circle_that_is_not_open_to_a_person_cannot_be_chosen(officer):
    CircleFactory(people=[officer.person])
    closed = CircleFactory()

    assert "circle" in errors(bring(officer, PUTIN, circle=closed.pk))


def test_an_institution_that_a_person_may_not_see_cannot_be_chosen(officer):
    hidden = InstitutionFactory(circle=CircleFactory())

    assert "institution" in errors(bring(officer, PUTIN, institution=hidden.pk))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\x89PNG\r\n", "This is a picture. Save the table as CSV, and bring that"),
        (
            file_of(PUTIN) + b"Minister,Gar",
            "Row 3 does not fit the first row: cells 2, columns 8",
        ),
        (
            b"x" * (LARGEST + 1),
            "The file has 20.0\xa0MB; the most that fits is 20.0\xa0MB",
        ),
    ],
)
def test_a_wrong_file_gets_one_sentence_and_nothing_is_kept(officer, content, sentence):
    answer = bring(officer, content=content)

    (error,) = errors(answer)["file"]
    assert sentence in error
    assert answer.context["form"].errors.keys() == {"file"}
    assert not ImportFile.objects.exists()


def test_a_file_of_200_megabytes_is_refused_unread(officer, monkeypatch):
    def must_not_be_read(content, kind, meanings):
        raise AssertionError("It was read.")

    monkeypatch.setattr("staff.import_files.check_readable", must_not_be_read)

    assert "file" in errors(bring(officer, content=b"x" * (LARGEST + 1)))


def test_an_error_beside_the_file_does_not_lose_the_file(officer):
    answer = bring(officer, PUTIN, country="R1")

    assert errors(answer).keys() == {"country"}
    file = ImportFile.objects.get()
    assert bytes(file.content) == file_of(PUTIN)
    assert "file" not in answer.context["form"].fields


# Looking it over


def test_rows_can_be_shown_by_what_they_are(officer):
    page, url = bring_and_see(officer, PUTIN, GARIN, "Minister,,,2009")

    wrong = officer.get(url, {"status": "wrong"})

    assert [tab["count"] for tab in page.context["tabs"]] == ["3", "2", "1"]
    assert [row["row"].number for row in wrong.context["rows"]] == [4]
    assert "One row is wrong and stays out." in page.content.decode()
    assert officer.get(url, {"status": "odd", "page": "9" * 5000}).status_code == 200


def test_a_long_file_comes_page_by_page_and_says_what_the_ticks_mean(
    officer, monkeypatch
):
    monkeypatch.setattr(imports, "ONE_PAGE", 4)
    monkeypatch.setattr(imports, "PAGE_SIZE", 3)
    rows = [f"Minister {n},Person {n}" for n in range(5)]

    page, url = bring_and_see(officer, *rows)
    last = officer.get(url, {"page": 2})
    officer.post(url, {"which": "all"})

    assert len(page.context["rows"]) == 3
    assert "Ticks count for this page only (rows 1–3 of 5)." in page.content.decode()
    assert [row["row"].number for row in last.context["rows"]] == [5, 6]
    assert Appointment.objects.count() == 5


def test_a_file_shows_to_who_brought_it_and_to_nobody_else(officer, client):
    _page, url = bring_and_see(officer, PUTIN)
    drop = url + "drop/"

    client.force_login(UserFactory(role="Manager"))

    assert client.get(url).status_code == 404
    assert client.post(url, {"which": "all"}).status_code == 404
    assert client.post(drop).status_code == 404
    assert client.get(reverse("import-preview", args=[999_999_999])).status_code == 404
    assert ImportFile.objects.get().content


@pytest.mark.parametrize("role", ["Viewer", "Coordinator", "Translator"])
def test_who_may_not_import_is_refused_everywhere(as_role, role):
    client = as_role(role)
    pages = [reverse("import-add"), reverse("import-list")]
    names = ("import-preview", "import-drop", "import-settings")
    files = [reverse(name, args=[1]) for name in names]

    assert {client.post(page).status_code for page in pages} == {403}
    # Coordinators bring e-mails, translators what comes back to a translation: they
    # may open a file of their own, and this is none.
    refusals = {403} if role == "Viewer" else {403, 404}
    assert {client.post(page).status_code for page in files} <= refusals


# Importing


def test_all_rows_go_in_and_the_message_counts_them(officer):
    _page, url = bring_and_see(officer, PUTIN, GARIN, "Minister,,,2009")

    answer = officer.post(url, {"which": "all"})

    assert answer.url == reverse("official-list")
    message = "Imported from cabinet.csv: 2 appointments, 2 new officials."
    assert page_messages(answer) == [message]
    assert Appointment.objects.count() == 2


def test_only_the_chosen_rows_go_in(officer):
    _page, url = bring_and_see(officer, PUTIN, GARIN)

    officer.post(url, {"row": ["3"]})

    assert Official.objects.get().name == "Semyon Garin"
    assert Post.objects.get().title == "Minister"


@pytest.mark.parametrize("ticked", [[], ["x", "٣", "9" * 5000]])
def test_choosing_no_row_imports_nothing_and_says_so(officer, ticked):
    _page, url = bring_and_see(officer, PUTIN)

    answer = officer.post(url, {"row": ticked})

    assert answer.url == url
    assert page_messages(answer) == ["No row was ticked, so nothing was imported."]
    assert not Official.objects.exists()


def test_a_chosen_row_that_became_wrong_stops_the_import(officer):
    _page, url = bring_and_see(officer, PUTIN, GARIN)
    for item in ("Q1", "Q2"):
        OfficialFactory(named="Semyon Garin", item=item)

    answer = officer.post(url, {"which": "ticked", "row": ["2", "3"]})

    assert answer.url == url
    assert "The records have changed since you looked." in page_messages(answer)[0]
    assert not Appointment.objects.exists()


def test_the_file_is_gone_once_it_is_imported(officer):
    _page, url = bring_and_see(officer, PUTIN)
    officer.post(url, {"which": "all"})

    again, look = officer.post(url, {"which": "all"}), officer.get(url)

    assert page_messages(again)[-1] == "This file was imported already."
    assert look.url == again.url == reverse("official-list")
    assert Appointment.objects.count() == 1
    assert not ImportFile.objects.get().content


def test_a_dropped_file_leaves_nothing(officer):
    _page, url = bring_and_see(officer, PUTIN)

    answer = officer.post(url + "drop/")

    assert page_messages(answer) == ["cabinet.csv was dropped; nothing was imported."]
    assert not ImportFile.objects.exists()
    assert officer.get(url).status_code == 404


def test_files_that_nobody_imported_are_swept_after_a_day(officer):
    bring(officer, PUTIN)
    ImportFile.objects.update(kept_until=timezone.now() - datetime.timedelta(minutes=1))

    bring(officer, GARIN)

    assert ImportFile.objects.count() == 1


def test_history_tells_who_imported(officer):
    _page, url = bring_and_see(officer, PUTIN)
    officer.post(url, {"which": "all"})

    (event,) = Appointment.pgh_event_models["insert"].objects.all()

    assert event.pgh_context.metadata["user"] == officer.person.pk
    assert event.pgh_context.metadata["url"] == url


def test_who_left_the_circle_meanwhile_imports_nothing(officer):
    circle = CircleFactory(people=[officer.person])
    _page, url = bring_and_see(officer, PUTIN, circle=circle.pk)
    circle.people.clear()

    answer = officer.get(url)

    assert answer.url == reverse("import-settings", args=[ImportFile.objects.get().pk])
    assert page_messages(answer) == ["That circle is no longer open to you."]
    assert officer.post(url, {"which": "all"}).status_code == 302
    assert not Official.objects.exists()


# Any text


def naughty_strings():
    return json.loads(BLNS.read_text(encoding="utf-8"))


@pytest.mark.skipif(not BLNS.is_file(), reason=f"{BLNS} is not there")
def test_any_text_in_any_cell_is_kept_or_refused_in_words(officer):
    strings = [" ".join(s.replace("\x00", "").split()) for s in naughty_strings()]
    strings = list(dict.fromkeys(s for s in strings if s))
    rows = [[s, f"Person {n}", "", "", ""] for n, s in enumerate(strings)]
    rows += [[f"Post {n}", s, "", "", ""] for n, s in enumerate(strings)]
    rows += [[f"Late {n}", f"Other {n}", s, s, s] for n, s in enumerate(strings)]
    content = io.StringIO()
    csv.writer(content).writerows([HEADER.split(",")[:5], *rows])

    url = bring(officer, content=content.getvalue().encode()).url
    page = officer.get(url)
    assert page.status_code == 200
    wrong = page.context["wrong"]
    answer = officer.post(url, {"which": "all"})

    assert answer.url == reverse("official-list")
    assert Appointment.objects.count() == len(rows) - wrong
    titles = set(Post.objects.values_list("title", flat=True))
    readable = {s for s in strings if any(c.isalnum() for c in s) and len(s) <= 250}
    assert readable <= titles
    assert len(readable) > 400
    assert b"<script>alert" not in page.content


def test_any_text_in_the_form_is_refused_in_words(officer):
    for text in ("\x00", "'; DROP TABLE x; --", "<b>", "٣٣", "🏳", "x" * 10_000):
        fields = {
            "country": text,
            "circle": text,
            "institution": text,
            "column_0": text,
        }
        answer = bring(officer, PUTIN, file_kind=text, **fields)
        assert answer.status_code == 422, text
