"""The NGO's own spreadsheet: thirty live dialogues come in on the first day."""

import datetime
import io

import openpyxl
import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from engagements.contacts.models import OutreachAction
from engagements.relationships.models import Relationship, StageMove
from officials.batches.models import Batch
from officials.imports.models import StagedRow
from officials.institutions.models import Institution
from officials.people.models import Official
from staff.models import ImportFile, ImportMapping
from tests.factories.accounts import UserFactory
from tests.factories.monitoring import MentionFactory
from tests.factories.people import OfficialFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]

HEADER = [
    "ФИО",
    "Должность",
    "Учреждение",
    "Ответственный",
    "Этап",
    "Последний контакт",
    "Следующий шаг",
    "Дата шага",
    "Примечания",
    "Ритм",
]
GARIN = [
    "Гарин Семён",
    "Начальник",
    "ГУВД",
    "Vera Lind",
    "В диалоге",
    "2026-05-13",
    "Позвонить о семинаре",
    "2030-01-15",
    "Помогал в 2019",
    "60",
]


@pytest.fixture
def officer(as_role):
    return as_role("Officer", full_name="Olga Officer")


@pytest.fixture
def manager(as_role):
    return as_role("Manager", full_name="Mary Manager")


@pytest.fixture
def vera():
    return UserFactory(username="vera", full_name="Vera Lind")


def sheet(*rows):
    book, content = openpyxl.Workbook(), io.BytesIO()
    for row in (HEADER, *rows):
        book.active.append(row)
    book.save(content)
    return content.getvalue()


def bring(client, content, name="links.xlsx", **fields):
    """The preview of a file whose columns mean what is guessed."""
    upload = {"file": SimpleUploadedFile(name, content)}
    settings = client.post(reverse("import-add"), upload).url
    form = client.get(settings).context["form"]
    column_meanings = {f: form.fields[f].initial for f in form.columns}
    kind = form.fields["file_kind"].initial
    answer = client.post(
        settings, {"file_kind": kind, "country": "RU", **column_meanings, **fields}
    )
    assert answer.status_code == 302, answer.context["form"].errors
    return answer.url


def page_messages(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_a_row_brings_the_official_the_lead_the_stage_and_the_next_step(manager, vera):
    url = bring(manager, sheet(GARIN))

    answer = manager.post(url, {"which": "all"})

    assert page_messages(answer)[0].endswith(
        "1 appointment, 1 new official, 1 relationship."
    )
    relationship = Relationship.objects.get()
    assert relationship.lead == vera
    assert relationship.stage == Relationship.Stage.DIALOGUE
    assert relationship.contact_before_on == datetime.date(2026, 5, 13)
    assert (relationship.rhythm_days, relationship.remarks) == (60, "Помогал в 2019")
    move = StageMove.objects.get()
    assert (move.to_stage, move.was_so_before) == ("in_dialogue", True)
    assert move.moved_by == manager.person
    action = OutreachAction.objects.get()
    assert (action.kind, action.state, action.lead) == ("call", "waiting", vera)
    assert action.planned_on == datetime.date(2030, 1, 15)
    assert list(action.officials.all()) == [relationship.official]
    assert Institution.objects.get().name == "ГУВД"


def test_the_same_spreadsheet_again_is_all_the_same(officer, vera):
    officer.post(bring(officer, sheet(GARIN)), {"which": "all"})

    page = officer.get(bring(officer, sheet(GARIN)))

    assert [tab["label"] for tab in page.context["tabs"]] == ["All", "The same"]
    assert Relationship.objects.count() == 1


def test_thirty_dialogues_come_in_at_once_and_go_again(manager, vera):
    rows = [[f"Гарин {chr(1072 + n)}ов", *GARIN[1:]] for n in range(30)]
    manager.post(bring(manager, sheet(*rows)), {"which": "all"})
    assert Relationship.objects.in_dialogue().count() == 30

    answer = manager.post(reverse("batch-undo", args=[Batch.objects.get().pk]))

    assert page_messages(answer)[-1] == "Undone: everything is as it was before."
    for model in (Relationship, StageMove, OutreachAction, Official, Institution):
        assert not model.objects.exists()


@pytest.mark.parametrize(
    ("place", "cell", "sentence"),
    [
        (3, "Nobody", "Nobody here is called “Nobody”"),
        (4, "friend", "“friend” is no stage. Write one of:"),
        (5, "3 мая 2150", "is still to come"),
        (5, "3 мая 1850", "between 1900 and 2200"),
        (7, "3 мая 2150", "within ten years"),
        (9, "0", "A rhythm is 1 to 1000 days."),
    ],
)
def test_what_cannot_be_says_so_on_its_row(officer, vera, place, cell, sentence):
    row = [*GARIN]
    row[place] = cell

    page = officer.get(bring(officer, sheet(row)))

    (preview_row,) = page.context["rows"]
    assert preview_row["row"].status == "wrong"
    assert sentence in preview_row["why"][0]


def test_the_meaning_of_columns_is_kept_for_the_next_file(officer, vera):
    bring(officer, sheet(GARIN), column_8="")

    upload = {"file": SimpleUploadedFile("again.xlsx", sheet(GARIN))}
    form = officer.get(officer.post(reverse("import-add"), upload).url).context["form"]

    assert form.fields["column_8"].initial == ""
    assert ImportMapping.objects.get().kept_by == officer.person


def test_the_kind_of_a_file_can_be_corrected(officer):
    upload = {"file": SimpleUploadedFile("x.json", b"name,post\nGarin,Head\n")}
    refusal = officer.post(reverse("import-add"), upload)
    assert refusal.status_code == 422

    upload = {"file": SimpleUploadedFile("x.csv", b"name,post\nGarin,Head\n")}
    settings = officer.post(reverse("import-add"), upload).url
    answer = officer.post(settings, {"file_kind": "popolo"})

    assert "This JSON is damaged" in str(answer.context["form"].errors["file_kind"])


# Somebody like this is on record


def test_answers_are_kept_and_what_waits_can_come_in_afterwards(officer):
    putin = OfficialFactory(named="Vladimir Putin")
    content = (
        b"position,person,personID,start\n"
        b"President,Vladimir Putin,Q7747,2000\nMinister,Semyon Garin,,2009\n"
    )
    url = bring(officer, content, "cabinet.csv", new_institution="Government")
    assert "Vladimir Putin" in officer.get(url).content.decode()

    officer.post(url, {"which": "decide", "who-2": "later"})
    assert ImportFile.objects.get().choices == {"2": "later"}
    officer.post(url, {"which": "all"})
    assert Official.objects.count() == 2
    page = officer.get(url)
    assert [row["status"] for row in page.context["rows"]] == [
        "Who is it?",
        "The same",
    ]

    officer.post(url, {"which": "all", "who-2": str(putin.pk)})

    assert Official.objects.count() == 2
    assert putin.appointments.get().post.title == "President"
    assert putin.identifiers.get().value == "Q7747"
    assert not StagedRow.objects.exists()
    assert Batch.objects.count() == 2


def test_nobody_else_can_be_chosen_than_who_was_offered(officer):
    OfficialFactory(named="Vladimir Putin")
    stranger = OfficialFactory(named="Semyon Garin")
    content = b"position,person,personID\nPresident,Vladimir Putin,Q7747\n"
    url = bring(officer, content, "cabinet.csv", new_institution="Government")

    officer.post(url, {"which": "decide", "who-2": str(stranger.pk), "who-99": "new"})

    assert ImportFile.objects.get().choices == {}


# Undoing


def test_an_import_on_which_something_was_built_stays_and_says_what(officer, vera):
    officer.post(bring(officer, sheet(GARIN)), {"which": "all"})
    MentionFactory(official=Official.objects.get())

    answer = officer.post(reverse("batch-undo", args=[Batch.objects.get().pk]))

    assert "was built on it since, so it stays" in page_messages(answer)[-1]
    assert Official.objects.exists()


def test_undoing_opens_again_what_the_import_had_ended(officer):
    where = {"new_institution": "Government", "source": "one"}
    first = b"position,person,personID,start,end\nPresident,V Putin,Q7747,2000,\n"
    officer.post(bring(officer, first, "a.csv", **where), {"which": "all"})
    second = (
        b"position,person,personID,start,end,gender\n"
        b"President,V Putin,Q7747,2000,2008,male\n"
    )
    officer.post(bring(officer, second, "b.csv", **where), {"which": "all"})
    putin = Official.objects.get()
    assert putin.gender == "m"
    assert putin.appointments.get().ended.isoformat() == "2008"

    officer.post(reverse("batch-undo", args=[Batch.objects.first().pk]))

    putin.refresh_from_db()
    assert putin.gender == ""
    assert putin.appointments.get().ended is None


def test_imports_are_listed_with_what_they_did(officer, vera, client):
    officer.post(bring(officer, sheet(GARIN)), {"which": "all"})

    page = officer.get(reverse("import-list")).content.decode()
    assert "links.xlsx" in page
    assert "1 appointment, 1 new official, 1 relationship" in page

    client.force_login(UserFactory(role="Officer"))
    assert "links.xlsx" not in client.get(reverse("import-list")).content.decode()
    undo = reverse("batch-undo", args=[Batch.objects.get().pk])
    assert client.post(undo).status_code == 404


# Contradictions


def test_two_holders_of_one_seat_come_in_as_disputed_and_the_file_says_so(officer):
    content = (
        b"position,person,start,end\nPresident,Anna A,2000-01-01,2004-01-01\n"
        b"President,Boris B,2003-01-01,2006-01-01\n"
        b"President,Vera V,2007-01-01,2006-01-01\n"
        b"Deputy,Anna A,2001,\nDeputy,Boris B,2001,\nDeputy,Vera V,2001,\n"
    )
    where = {"new_institution": "Government", "one_seat": "on"}
    url = bring(officer, content, "a.csv", **where)

    page = officer.get(url)
    officer.post(url, {"which": "all"})

    why = [" ".join(row["why"]) for row in page.context["rows"]]
    assert ["as disputed" in each for each in why] == [True] * 3 + [False] * 3
    assert "their seats stay unknown: Deputy" in page.content.decode()
    disputed = Official.objects.filter(appointments__disputed=True).distinct()
    assert disputed.count() == 3


def test_a_new_holder_disputes_the_one_on_record(officer):
    where = {"new_institution": "Government", "one_seat": "on"}
    first = b"position,person,start,end\nPresident,Anna A,2000-01-01,2004-01-01\n"
    officer.post(bring(officer, first, "a.csv", **where), {"which": "all"})
    second = b"position,person,start,end\nPresident,Boris B,2003-01-01,2006-01-01\n"
    officer.post(bring(officer, second, "b.csv", **where), {"which": "all"})
    anna = Official.objects.get(name="Anna A").appointments.get()
    assert anna.disputed

    officer.post(reverse("batch-undo", args=[Batch.objects.first().pk]))

    anna.refresh_from_db()
    assert not anna.disputed


def test_a_tree_of_institutions_comes_in_and_a_loop_is_told_on_its_rows(officer):
    content = "Учреждение,Вышестоящее\nГУВД,МВД\nA,B\nB,C\nC,A\nD,C\n".encode()

    url = bring(officer, content, "tree.csv")
    page = officer.get(url)
    officer.post(url, {"which": "all"})

    wrong = [
        row["row"].institution for row in page.context["rows"] if row["row"].faults
    ]
    assert wrong == ["A", "B", "C"]
    assert Institution.objects.get(name="ГУВД").parent.name == "МВД"
    assert Institution.objects.get(name="D").parent is None
