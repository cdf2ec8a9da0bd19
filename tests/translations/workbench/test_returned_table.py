"""The bilingual table goes to Word and comes back, as freelancers do it."""

import pytest
from django.urls import reverse
from lxml import etree

from staff.models import ImportFile
from tests.factories.accounts import UserFactory
from tests.factories.translations.jobs import (
    SegmentCommentFactory,
    SegmentFactory,
    TranslationFactory,
)
from tests.translations.formats.word_files import docx, p
from tests.translations.workbench.tables import (
    bring,
    put,
    send,
    statuses,
    taken,
    ticks,
    words,
)
from translations.formats.readers.word.xml_names import W, w
from translations.jobs.models import Segment, Translation
from translations.workbench import workflow

pytestmark = pytest.mark.django_db
# As in the cases of the trial: what stands there, and is confirmed or not.
SENTENCES = [
    ("The court is open.", "", "empty"),
    ('The "law" is clear.', "", "empty"),
    ("A ⟦1⟧fair⟦/1⟧ trial.", "⟦1⟧Справедливый⟦/1⟧ суд.", "confirmed"),
    ("Nobody was there.", "Никого не было.", "draft"),
    ("Cells are dry.", "Камеры.", "draft"),
    ("No one was hurt.", "", "empty"),
    ("Done in Lesnaya.", "", "empty"),
]


@pytest.fixture(autouse=True)
def one_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def job(roles):
    job = TranslationFactory(
        state="translating",
        translator=UserFactory(role="Translator", is_external=True),
        reviser=UserFactory(role="Translator", is_external=True),
        requested_by=UserFactory(role="Officer", full_name="Olga Orders"),
    )
    for position, (source, target, state) in enumerate(SENTENCES, start=1):
        SegmentFactory(
            translation=job,
            position=position,
            source=source,
            target=target,
            state=state,
            tags={"1": "format"} if "⟦" in source else {},
        )
    return job


@pytest.fixture
def translator(client, job):
    client.force_login(job.translator)
    return job.translator


def segment(job, position):
    return job.segments.get(position=position)


def target(job, position):
    return segment(job, position).target


def test_the_table_has_a_row_a_sentence_and_says_what_must_stay(
    client, job, translator
):
    Segment.objects.filter(position=5).update(is_locked=True)
    SegmentCommentFactory(segment=segment(job, 4), text="Which yard?")

    table = taken(client, job)

    head, *rows = table.rows
    assert len(rows) == 7
    assert head.find(f"{w('trPr')}/{w('tblHeader')}") is not None
    assert [words(row[1]).split()[0] for row in rows] == list("1234567")
    assert words(rows[2][2]) == "A ⟦1⟧fair⟦/1⟧ trial."
    assert words(rows[2][3]) == "⟦1⟧Справедливый⟦/1⟧ суд."
    assert words(rows[3][4]) == "Which yard?"
    assert "locked" in words(rows[4][1])
    top = " ".join(words(each) for each in table.root.iter(w("p")))
    assert "must stay as they are" in top
    assert str(job.document) in top


def test_each_column_is_spelt_in_its_language(client, job, translator):
    row = taken(client, job).row(3)

    languages = [
        {mark.get(w("val")) for mark in cell.iter(w("lang"))} for cell in row[2:4]
    ]
    assert languages == [{"en-GB"}, {"ru-RU"}]


def test_no_name_goes_out_with_the_table(client, job, translator):
    SegmentCommentFactory(segment=segment(job, 1), written_by=job.requested_by)
    SegmentCommentFactory(segment=segment(job, 1), text="Canary of a comment")

    table = taken(client, job)

    everything = "".join(part.decode() for part in table.parts.values())
    assert "Canary of a comment" in everything
    for person in (job.translator, job.reviser, job.requested_by):
        assert person.full_name not in everything
    assert not [name for name in table.parts if name.startswith("docProps")]


def test_office_reviser_and_translator_take_it_and_nobody_else(client, job):
    address = reverse("translation-table", args=[job.pk])
    for person in (job.translator, job.reviser, job.requested_by):
        client.force_login(person)
        assert client.get(address).status_code == 200
        for page in ("", "workbench/"):
            answer = client.get(f"/translations/{job.pk}/{page}")
            assert address in answer.content.decode()
    client.force_login(UserFactory(role="Translator", is_external=True))
    assert client.get(address).status_code == 404


def change_as_in_the_trial(table):
    """What a freelancer did to the seven rows in Word."""
    table.write(1, 3, "Суд открыт.")
    table.write(1, 4, "please check")
    table.write(2, 3, "«Закон» ясен.")
    table.write(3, 3, "⟦1⟧Справедливое разбирательство.")
    table.row(4).getparent().remove(table.row(4))
    table.write(5, 2, "Cells are very dry.")
    table.write(5, 3, "Камеры сухие.")
    table.write(6, 3, "Никто не пострадал.")
    put(table.copy(6)[3], "Пострадавших нет.")
    table.write(7, 3, "Совершено", "в Лесной.")
    table.remark(7, "Or: in the town of Lesnaya?")
    unknown = table.copy(7)
    put(unknown[1], "9")
    put(unknown[3], "Новая строка.")
    last = table.row(7)
    last.getparent().insert(3, last)  # rows in another order change nothing


def test_what_was_done_to_it_in_word_is_read_row_by_row(client, job, translator):
    table = taken(client, job)
    change_as_in_the_trial(table)

    page = bring(client, job, table.content())

    assert statuses(page) == {
        "1": "new",
        "2": "new",
        "3": "broken",
        "5": "moved",
        "6": "twice",
        "7": "new",
        "9": "unknown",
    }
    words_of_page = page.content.decode()
    assert "Sentence 4 is not in the file, and stays as it is." in words_of_page
    assert "Пострадавших нет." in words_of_page
    assert "Никто не пострадал." in words_of_page
    send(client, page)
    assert [target(job, n) for n in range(1, 8)] == [
        "Суд открыт.",
        "«Закон» ясен.",
        "⟦1⟧Справедливый⟦/1⟧ суд.",
        "Никого не было.",
        "Камеры.",
        "",
        "Совершено\nв Лесной.",
    ]
    assert segment(job, 1).state == "draft"
    assert segment(job, 1).changed_by == translator
    comments = {c.segment.position: c.text for c in job.comments.all()}
    assert comments == {1: "please check", 7: "Or: in the town of Lesnaya?"}


def test_what_was_remarked_in_word_can_be_asked_of_the_office(client, job, translator):
    table = taken(client, job)
    table.write(1, 4, "Which court is meant?")
    table.write(2, 4, "A remark only.")
    page = bring(client, job, table.content())
    first, second = ticks(page)["comment"]

    send(client, page, comment=[second], question=[first])

    asked = job.comments.open_questions().values_list("text", flat=True)
    assert list(asked) == ["Which court is meant?"]
    assert job.comments.filter(text="A remark only.", is_question=False).exists()


def test_one_of_two_texts_is_chosen_and_never_both(client, job, translator):
    table = taken(client, job)
    table.write(6, 3, "Никто не пострадал.")
    put(table.copy(6)[3], "Пострадавших нет.")
    page = bring(client, job, table.content())
    one, other = (f"{r['number']}:0" for r in page.context["rows"])

    answer = send(client, page, row=[one, other])
    assert "Two texts are ticked for the sentence 6" in answer.content.decode()
    assert target(job, 6) == ""

    send(client, page, row=[other])
    assert target(job, 6) == "Пострадавших нет."


def test_what_changed_meanwhile_is_shown_and_not_overwritten(client, job, translator):
    table = taken(client, job)
    table.write(4, 3, "Там никого.")
    late = segment(job, 4)
    workflow.write(late, by=translator, target="Пусто.", version=late.version)

    page = bring(client, job, table.content())

    assert statuses(page) == {"4": "late"}
    words_of_page = page.content.decode()
    assert "It was changed in the workbench meanwhile." in words_of_page
    assert "Пусто." in words_of_page
    send(client, page)
    assert target(job, 4) == "Пусто."
    row = page.context["rows"][0]
    send(client, page, row=[f"{row['number']}:{row['version']}"])
    assert target(job, 4) == "Там никого."


def test_what_changes_while_one_looks_it_over_stays(client, job, translator):
    table = taken(client, job)
    table.write(4, 3, "Там никого.")
    page = bring(client, job, table.content())
    late = segment(job, 4)
    workflow.write(late, by=translator, target="Пусто.", version=late.version)

    answer = send(client, page)

    assert target(job, 4) == "Пусто."
    assert "Changed meanwhile, so they stay as they are: 4." in answer.content.decode()


def test_what_only_the_workbench_changed_stays_without_a_question(
    client, job, translator
):
    table = taken(client, job)
    here = segment(job, 4)
    workflow.write(here, by=translator, target="Пусто.", version=here.version)

    page = bring(client, job, table.content())

    assert "Nothing new in this file." in page.content.decode()


def test_the_same_file_twice_changes_nothing_the_second_time(client, job, translator):
    table = taken(client, job)
    table.write(1, 3, "Суд открыт.")
    table.write(1, 4, "please check")
    send(client, bring(client, job, table.content()))
    versions = [*job.segments.values_list("version", flat=True)]
    assert versions[0] == 1

    page = bring(client, job, table.content())
    assert not page.context["rows"]
    send(client, page)

    assert [*job.segments.values_list("version", flat=True)] == versions
    assert job.comments.count() == 1


def test_an_empty_cell_deletes_nothing(client, job, translator):
    table = taken(client, job)
    table.write(4, 3, "")

    page = bring(client, job, table.content())

    assert statuses(page) == {"4": "empty"}
    send(client, page)
    assert target(job, 4) == "Никого не было."


def test_a_row_that_lost_its_signs_is_found_by_its_number(client, job, translator):
    table = taken(client, job)
    for number in (1, 4):
        table.write(number, 3, "Другое.")
        table.write(number, 1, str(number))

    page = bring(client, job, table.content())

    assert statuses(page) == {"1": "new", "4": "there"}  # who knows what was there


def test_a_row_whose_number_was_deleted_is_named(client, job, translator):
    table = taken(client, job)
    table.write(1, 3, "Суд открыт.")
    table.write(1, 1, "")

    page = bring(client, job, table.content())

    assert statuses(page) == {"?": "unknown"}
    assert "Суд открыт." in page.content.decode()
    assert "Sentence 1 is not in the file" in page.content.decode()


def test_a_document_with_a_table_of_its_own_is_no_bilingual_table(
    client, job, translator
):
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc>{p(text)}</w:tc>" for text in row) + "</w:tr>"
        for row in (("1", "Камера", "6 м"), ("2", "Двор", "30 м"))
    )
    content = docx(p("Суд открыт.") + f"<w:tbl><w:tblPr/><w:tblGrid/>{cells}</w:tbl>")

    page = bring(client, job, content)

    assert "/returned-texts/" in page.request["PATH_INFO"]


def test_what_is_locked_or_far_too_long_is_left_out_and_named(client, job, translator):
    Segment.objects.filter(position=2).update(is_locked=True)
    table = taken(client, job)
    table.write(1, 3, "Суд открыт. " * 200)
    table.write(2, 3, "Закон ясен.")

    page = bring(client, job, table.content())

    assert statuses(page) == {"1": "wrong", "2": "locked"}
    words_of_page = page.content.decode()
    assert "more than twenty times as long" in words_of_page
    assert "The sentence is locked" in words_of_page


def test_what_is_confirmed_there_is_confirmed_here_when_one_says_so(
    client, job, translator
):
    table = taken(client, job)
    table.write(1, 3, "Суд открыт.")

    send(client, bring(client, job, table.content()), confirm="on")

    assert segment(job, 1).state == "confirmed"


def test_the_reviser_brings_it_while_it_is_revised(client, job, translator):
    job.segments.filter(target="").update(target="Текст.")
    job.segments.update(state="confirmed")
    for each in job.segments.all():
        Segment.objects.filter(pk=each.pk).update(handed_in=each.target)
    Translation.objects.filter(pk=job.pk).update(state="revising")
    table = taken(client, job)
    table.write(1, 3, "Суд открыт.")
    answer = bring(client, job, table.content())
    assert "its reviser writes now" in answer.content.decode()
    assert target(job, 1) == "Текст."

    client.force_login(job.reviser)
    send(client, bring(client, job, table.content()))

    assert (target(job, 1), segment(job, 1).state) == ("Суд открыт.", "revised")
    assert segment(job, 1).changed_by == job.reviser


def test_tracked_changes_are_refused_or_taken_as_made(client, job, translator):
    table = taken(client, job)
    cell = table.row(1)[3]
    put(cell, "")
    cell[-1].append(
        etree.fromstring(
            f"<w:del xmlns:w='{W}' w:id='1' w:author='x'><w:r><w:delText>Зал"
            "</w:delText></w:r></w:del>"
        )
    )
    cell[-1].append(
        etree.fromstring(
            f"<w:ins xmlns:w='{W}' w:id='2' w:author='x'><w:r><w:t>Суд открыт."
            "</w:t></w:r></w:ins>"
        )
    )

    answer = bring(client, job, table.content())
    assert "has tracked changes" in answer.content.decode()

    send(client, bring(client, job, table.content(), as_final="on"))
    assert target(job, 1) == "Суд открыт."


def test_a_table_of_another_translation_changes_nothing(client, job, translator):
    other = TranslationFactory(state="translating", translator=translator)
    SegmentFactory(translation=other, position=1, source="Cells are dry.")
    table = taken(client, other)
    table.write(1, 3, "Чужое.")

    page = bring(client, job, table.content())

    assert statuses(page) == {"1": "unknown"}
    assert not page.context["rows"]


def test_nobody_else_sees_what_somebody_brought(client, job, translator):
    table = taken(client, job)
    table.write(1, 3, "Суд открыт.")
    page = bring(client, job, table.content())
    address = page.request["PATH_INFO"]
    assert client.get(address).status_code == 200

    client.force_login(job.reviser)
    assert client.get(address).status_code == 404
    assert client.post(address, {"row": ["2:0"]}).status_code == 404


def test_who_lost_the_job_no_longer_brings_what_waited(client, job, translator):
    table = taken(client, job)
    table.write(1, 3, "Суд открыт.")
    page = bring(client, job, table.content())
    assert ImportFile.objects.count() == 1
    Translation.objects.filter(pk=job.pk).update(translator=UserFactory())

    assert client.get(page.request["PATH_INFO"]).status_code == 404
    assert send(client, page).status_code == 404
    assert target(job, 1) == ""


@pytest.mark.parametrize(
    ("name", "content", "words_of_it"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "of the old kind"),
        ("a.docx", rb"{\rtf1 words}", "This is RTF"),
        ("a.docx", b"PK\x03\x04 no archive", "damaged"),
        ("a.pdf", b"%PDF-1.7", "Bring a Word document"),
        ("a.docx", b"", "Bring a Word document"),
        ("a.tmx", b"<tmx", "damaged"),
        ("a.tmx", b"<html/>", "no translation memory"),
    ],
)
def test_what_is_none_of_these_is_refused_in_a_sentence(
    client, job, translator, name, content, words_of_it
):
    page = bring(client, job, content, name)

    assert page.status_code == 422
    assert words_of_it in page.content.decode()
    assert not ImportFile.objects.exists()
