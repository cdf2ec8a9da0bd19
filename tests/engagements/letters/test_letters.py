"""Letters: filled from templates, dispatched with a label and a number, answered."""

import datetime
import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connections, transaction
from django.utils import timezone
from docx import Document

from engagements.contacts.models import OutreachAction
from engagements.letters import workflow
from engagements.letters.letter_files import docx_of, pdf_of
from engagements.letters.models import Letter, LetterSeries
from officials.institutions.models import Institution
from officials.security.context import acting_as, as_system
from staff.models import Export
from staff.roles import set_roles
from tests.factories.accounts import UserFactory
from tests.factories.institutions import InstitutionFactory, PostFactory
from tests.factories.letters import (
    LegalLabelFactory,
    LetterFactory,
    LetterTemplateFactory,
)
from tests.factories.people import (
    AppointmentFactory,
    OfficialFactory,
    OfficialNameFactory,
)
from tests.factories.security import CircleFactory
from tests.filled_forms import fill

pytestmark = pytest.mark.django_db
State = Letter.State
TODAY = timezone.localdate


def sent(letter, **dispatch_fields):
    """`letter` after it was made ready and dispatched by who wrote it."""
    by = letter.written_by
    if letter.state == State.DRAFT:
        letter = workflow.make_ready(letter, by=by)
    return workflow.dispatch(letter, by=by, **{"method": "post", **dispatch_fields})


def received(**fields):
    letter_fields = {
        "subject": "Your proposal",
        "received_on": TODAY(),
        "language": "en",
    }
    letter = Letter(**{**letter_fields, **fields})
    return workflow.register_incoming(letter, by=UserFactory())


def in_office(*, rank=None, side="domestic", **fields):
    official = OfficialFactory(**fields)
    post = PostFactory(rank=rank, institution=InstitutionFactory(side=side))
    AppointmentFactory(official=official, post=post)
    return official


def test_a_template_with_an_unknown_field_is_refused_by_name(as_role):
    client = as_role("Officer")
    template_fields = {"name": "Greeting", "subject": "Hello", "language": "en"}

    page = fill(
        client, "/letter-templates/new/", **template_fields, body="Dear {{ adress }},"
    )

    assert page.status_code == 422
    words = page.content.decode()
    assert "There is no field “adress”. There are: salutation, official" in words
    half = fill(
        client, "/letter-templates/new/", **template_fields, body="Dear {{ post,"
    )
    assert "one of them is missing" in half.content.decode()
    both = {
        **template_fields,
        "subject": "On {{ subjct }}",
        "body": "Dear {{ adress }},",
    }
    words = fill(client, "/letter-templates/new/", **both).content.decode()
    assert "no field “subjct”" in words
    assert "no field “adress”" in words
    good = fill(
        client, "/letter-templates/new/", **template_fields, body="Dear {{post}},"
    )
    assert good.status_code == 302


def test_what_people_typed_is_filled_in_as_text_and_never_run(as_role):
    client = as_role("Officer")
    official = in_office(named="Anna {{ number }} {% now %}")
    template = LetterTemplateFactory(body="To {{ official }}: {% load %} {{ date }}")
    letter_fields = {"official": official.pk, "template": template.pk, "language": "en"}

    assert fill(client, "/letters/new/", **letter_fields).status_code == 302

    letter = Letter.objects.get()
    assert letter.body.startswith("To Anna {{ number }} {% now %}: {% load %}")


def test_a_letter_begins_with_the_template_of_its_language_and_rank(as_role):
    client = as_role("Officer")
    LetterTemplateFactory(body="For anybody", occasion="request")
    LetterTemplateFactory(body="For heads, {{ post }}", occasion="request", rank=1)
    LetterTemplateFactory(body="По-русски", occasion="request", language="ru")
    head, clerk = in_office(rank=1), in_office(rank=4)

    for official in (head, clerk):
        letter_fields = {
            "official": official.pk,
            "language": "en",
            "occasion": "request",
        }
        assert fill(client, "/letters/new/", **letter_fields).status_code == 302

    assert Letter.objects.get(official=clerk).body == "For anybody"
    letter = Letter.objects.get(official=head)
    assert letter.body.startswith("For heads, Head of department")
    assert "Ministry" in letter.addressee


def test_the_salutation_is_as_usual_unless_somebody_writes_another(as_role):
    client = as_role("Officer")
    official = in_office(named="Anna Volkova", gender="f")
    OfficialNameFactory(official=official, text="Волкова Анна Сергеевна", kind="native")
    letter_fields = {
        "official": official.pk,
        "subject": "О заседаниях",
        "body": "Текст",
    }

    fill(client, "/letters/new/", **letter_fields, language="ru")
    fill(
        client,
        "/letters/new/",
        **letter_fields,
        language="en",
        salutation="Your Honour,",
    )

    assert Letter.objects.get(language="ru").salutation == "Уважаемая Анна Сергеевна!"
    assert Letter.objects.get(language="en").salutation == "Your Honour,"


def test_a_russian_letter_is_addressed_in_the_dative_and_in_words_that_can_change(
    as_role,
):
    client = as_role("Officer")
    official = OfficialFactory(named="Ivan Petrov")
    OfficialNameFactory(official=official, text="Петров Иван Ильич", kind="native")
    ministry = InstitutionFactory(native_name="Министерство юстиции")
    post = PostFactory(institution=ministry, native_title="Министр юстиции")
    AppointmentFactory(official=official, post=post)
    letter_fields = {
        "official": official.pk,
        "subject": "О заседаниях",
        "body": "Текст",
    }

    fill(client, "/letters/new/", **letter_fields, language="ru")
    mine = {"addressee": "Господину Петрову", "salutation": "Господин министр!"}
    fill(
        client,
        "/letters/new/",
        **{**letter_fields, "subject": "Ещё"},
        **mine,
        language="ru",
    )

    letter = Letter.objects.get(subject="О заседаниях")
    assert letter.addressee == ("Министерство юстиции\nМинистру юстиции\nПетрову И. И.")
    assert letter.salutation == "Глубокоуважаемый Иван Ильич!"
    own_letter = Letter.objects.get(subject="Ещё")
    assert own_letter.addressee == "Господину Петрову"
    assert own_letter.salutation == "Господин министр!"
    came = received(official=official, language="ru")
    assert came.addressee.splitlines()[0] == "Министр юстиции"


def test_a_letter_without_its_label_stays_here_until_the_label_is_in():
    letter = LetterFactory(official=in_office())
    label = LegalLabelFactory()

    with pytest.raises(ValidationError, match="is missing: the letter cannot go"):
        sent(letter)
    letter.refresh_from_db()
    assert letter.state == State.DRAFT
    assert letter.number is None
    assert not LetterSeries.objects.filter(last_number__gt=0).exists()

    letter = workflow.put_label(letter, by=letter.written_by)
    assert letter.label == label.text_en
    assert sent(letter).number == 1


def test_the_database_itself_holds_a_letter_back_without_its_label():
    letter = LetterFactory(official=in_office())
    LegalLabelFactory()
    by = letter.written_by
    dispatch_fields = {
        "state": "dispatched",
        "method": "post",
        "dispatched_on": TODAY(),
    }
    dispatch_fields |= {
        "dispatched_by": by,
        "number": 1,
        "year": 2026,
        "series_circle": 1,
    }

    with (
        pytest.raises(IntegrityError, match="letter_without_label"),
        transaction.atomic(),
    ):
        Letter.objects.filter(pk=letter.pk).update(**dispatch_fields)

    dispatch_fields["body"] = letter.body + "\n" + label_of(letter)
    assert Letter.objects.filter(pk=letter.pk).update(**dispatch_fields)


def label_of(letter):
    return workflow.labels_for(letter)


def test_a_label_binds_home_and_the_unknown_but_not_officials_abroad():
    LegalLabelFactory()
    home, nowhere = in_office(), OfficialFactory()
    abroad = in_office(side=Institution.Side.FOREIGN)

    assert sent(LetterFactory(official=abroad)).state == State.DISPATCHED
    for official in (home, nowhere):
        with pytest.raises(ValidationError, match="is missing"):
            sent(LetterFactory(official=official))

    LegalLabelFactory(binds="all", until=TODAY() - datetime.timedelta(days=1))
    assert sent(LetterFactory(official=abroad)).state == State.DISPATCHED
    LegalLabelFactory(binds="all")
    with pytest.raises(ValidationError, match="is missing"):
        sent(LetterFactory(official=abroad))


def test_what_went_out_with_a_number_is_not_changed_any_more(as_role):
    client = as_role("Officer")
    letter = sent(LetterFactory())

    page = client.get(f"/letters/{letter.pk}/edit/")

    assert set(page.context["form"].fields) == {"file"}
    with (
        pytest.raises(IntegrityError, match="letter_stays"),
        acting_as(letter.written_by),
    ):
        Letter.objects.filter(pk=letter.pk).update(body="Something else")


def test_numbers_run_by_circle_way_and_year():
    narrow = CircleFactory()
    first, second = sent(LetterFactory()), sent(LetterFactory(body="No. {{ number }}"))
    hidden = sent(LetterFactory(circle=narrow))
    came = received(addressee="A ministry")
    assert [first.number, second.number, hidden.number, came.number] == [1, 2, 1, 1]
    assert second.body == f"No. 2/{TODAY().year}"


def test_a_number_of_a_hidden_letter_leaves_no_gap_and_others_are_told(as_role):
    client = as_role("Officer")
    narrow = CircleFactory(name="Case 14")
    sent(LetterFactory(circle=narrow, subject="Hidden"))
    cancelled, moved, stays = (sent(LetterFactory()) for _n in range(3))
    workflow.cancel(cancelled, by=cancelled.written_by, reason="Wrong enclosure")
    Letter.objects.filter(pk=moved.pk).update(circle=narrow)

    page = client.get("/letters/gaps/").content.decode()

    assert f"1/{stays.year}" in page
    assert "Wrong enclosure" in page
    assert f"2/{stays.year}" in page
    assert "It was moved to another circle." in page
    assert "Case 14" not in page
    assert f"3/{stays.year}" not in page
    narrow.people.add(client.person)
    register = client.get("/letters/").content.decode()
    assert f"1/{stays.year} · Case 14" in register
    assert f"2/{stays.year}" in register


@pytest.mark.django_db(transaction=True)
def test_twenty_who_dispatch_at_once_get_twenty_numbers_without_a_gap():
    set_roles()
    with as_system():
        person = UserFactory()
        letters = [LetterFactory(written_by=person) for _n in range(20)]
        for letter in letters:
            workflow.make_ready(letter, by=person)
    together = Barrier(20, timeout=60)

    def go(letter):
        try:
            together.wait()
            with acting_as(person):
                return workflow.dispatch(letter, by=person, method="post").number
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as pool:
        numbers = list(pool.map(go, letters))

    assert sorted(numbers) == list(range(1, 21))
    with as_system():
        assert LetterSeries.objects.get().last_number == 20


def test_dispatching_is_a_done_action_and_cancelling_takes_it_back():
    official = OfficialFactory()
    letter = sent(LetterFactory(official=official))

    action = letter.action
    assert (action.kind, action.state, action.direction) == ("letter", "done", "out")
    assert action.done_on == TODAY()
    assert list(action.officials.all()) == [official]

    workflow.cancel(letter, by=letter.written_by, reason="It was never posted")
    action.refresh_from_db()
    assert action.state == OutreachAction.State.CANCELLED
    assert action.result == "It was never posted"
    letter.refresh_from_db()
    assert letter.number == 1
    with pytest.raises(ValidationError, match="write a new letter"):
        workflow.reopen(letter, by=letter.written_by)


def test_an_answer_that_came_in_answers_ours_and_says_that_they_responded():
    ours = sent(LetterFactory())

    theirs = received(answers=ours, official=ours.official)

    ours.refresh_from_db()
    ours.action.refresh_from_db()
    assert ours.state == State.ANSWERED
    assert ours.action.responded
    assert theirs.action.direction == "in"
    reply = sent(LetterFactory(answers=theirs, official=ours.official))
    theirs.refresh_from_db()
    assert theirs.state == State.ANSWERED
    workflow.cancel(reply, by=reply.written_by, reason="Never posted")
    theirs.refresh_from_db()
    assert theirs.state == State.RECEIVED


def test_a_letter_that_came_in_is_registered_with_a_number_and_is_a_done_action(
    as_role,
):
    client = as_role("Officer")
    letter_fields = {
        "addressee": "A ministry",
        "subject": "Your proposal",
        "method": "post",
    }

    page = fill(client, "/letters/incoming/", **letter_fields, received_on=TODAY())

    assert page.status_code == 302
    letter = Letter.objects.get()
    assert (letter.direction, letter.state, letter.number) == ("in", "received", 1)
    assert letter.action.state == "done"
    edit = f"/letters/{letter.pk}/edit/"
    assert fill(client, edit, their_number="17-3").status_code == 302
    letter.refresh_from_db()
    assert letter.their_number == "17-3"
    assert client.get(f"/letters/new/?answers={letter.pk}").status_code == 200


def test_a_letter_answers_one_that_went_the_other_way(as_role):
    client = as_role("Officer")
    ours = sent(LetterFactory())
    letter_fields = {"subject": "x", "body": "y", "addressee": "A ministry"}

    page = fill(client, "/letters/new/", **letter_fields, answers=ours.pk)

    assert page.status_code == 422
    assert "answers one that went the other way" in page.content.decode()


def test_days_that_cannot_be_are_refused_in_words(as_role):
    client, tomorrow = as_role("Officer"), TODAY() + datetime.timedelta(days=1)
    letter = LetterFactory(written_by=client.person)
    workflow.make_ready(letter, by=client.person)
    early = TODAY() - datetime.timedelta(days=1)
    step = f"/letters/{letter.pk}/dispatch/"

    for day, words in (
        (tomorrow, "That day is still to come."),
        (early, "It bears a later date"),
    ):
        dispatch_fields = {"dispatch-method": "post", "dispatch-dispatched_on": day}
        page = client.post(step, dispatch_fields)
        assert page.status_code == 422
        assert words in page.content.decode()

    letter_fields = {"addressee": "A ministry", "subject": "x", "received_on": tomorrow}
    page = fill(client, "/letters/incoming/", **letter_fields)
    assert "That day is still to come." in page.content.decode()
    nobody = fill(client, "/letters/new/", subject="x", body="y")
    assert "Say to whom it goes" in nobody.content.decode()


def test_a_field_that_was_not_filled_in_keeps_a_letter_from_going():
    letter = LetterFactory(body="Dear {{ post }}, No. {{ number }}")

    with pytest.raises(ValidationError, match="still has the field “post”"):
        workflow.make_ready(letter, by=letter.written_by)


def test_a_word_file_tells_nothing_of_who_made_it_and_holds_no_macro():
    letter = LetterFactory(body="One.\n\nTwo\x0b <b>&amp;</b>", language="en")

    content = docx_of(letter)

    document = Document(io.BytesIO(content))
    core = document.core_properties
    assert (core.author, core.last_modified_by, core.comments) == ("", "", "")
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "Dear Ms Volkova," in texts
    assert "Two <b>&amp;</b>" in texts
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
        assert not any("vba" in name.lower() for name in archive.namelist())
    assert b"Macintosh" not in whole
    assert b"python-docx" not in whole


def test_a_letter_as_pdf_takes_any_text_as_text(as_role):
    client = as_role("Viewer")
    letter = LetterFactory(body='#panic() $x$ *b* #read("/etc/passwd")\n\n@x <y>')

    answer = client.get(f"/letters/{letter.pk}/pdf/")

    assert answer.content.startswith(b"%PDF")
    assert pdf_of(letter).startswith(b"%PDF")
    export = Export.objects.get()
    assert (export.page, export.taken_by, export.rows) == (
        "letter-pdf",
        client.person,
        1,
    )


def test_a_scan_is_kept_with_its_digest(as_role):
    client = as_role("Officer")
    letter = sent(LetterFactory())
    scan = SimpleUploadedFile("scan.txt", b"As it was signed.")

    page = fill(client, f"/letters/{letter.pk}/edit/", file=scan)

    assert page.status_code == 302
    letter.refresh_from_db()
    assert len(letter.sha256) == 64
    assert client.get(f"/letters/{letter.pk}/file/").getvalue() == b"As it was signed."


def test_a_viewer_reads_letters_and_changes_none(as_role):
    letter = LetterFactory()
    client = as_role("Viewer")

    page = client.get(f"/letters/{letter.pk}/")

    assert page.status_code == 200
    assert not page.context["steps"]
    assert client.post(f"/letters/{letter.pk}/ready/").status_code == 403
    assert client.get("/letters/new/").status_code == 403
    assert client.get("/legal-labels/new/").status_code == 403


def test_labels_are_for_managers_to_change(as_role):
    label = LegalLabelFactory()
    label_fields = {"text_en": "Made by us"}

    assert as_role("Officer").get(f"/legal-labels/{label.pk}/edit/").status_code == 403
    client = as_role("Manager")
    page = fill(client, f"/legal-labels/{label.pk}/edit/", **label_fields)

    assert page.status_code == 302
    label.refresh_from_db()
    assert label.text_en == "Made by us"
    assert label.pgh_event_model.objects.filter(pgh_obj=label).count() == 2


def test_the_register_is_a_list_with_filters_and_a_file(as_role):
    client = as_role("Officer")
    official = in_office(named="Anna Volkova")
    sent(LetterFactory(official=official, subject="=cmd"))
    came = received(addressee="A ministry", subject="From the ministry")

    page = client.get("/letters/", {"direction": "in", "year": came.year})
    file = client.get("/letters/", {"format": "csv", "official": official.pk})

    assert "From the ministry" in page.content.decode()
    assert "=cmd" not in page.content.decode()
    text = b"".join(file.streaming_content).decode()
    assert f"1/{came.year}" in text
    assert "'=cmd" in text
    assert "Anna Volkova" in text
    assert "From the ministry" not in text
