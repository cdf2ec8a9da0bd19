"""A translated document, or a memory, comes back and is laid beside the sentences."""

import re

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.translations.catalogue import SourceTextFactory
from tests.factories.translations.jobs import TranslationFactory
from tests.imports.test_slow_files import address, job_args, work_off  # noqa: F401
from tests.translations.formats.word_files import docx, footnotes, note_mark, p, r
from tests.translations.workbench.tables import bring, send
from translations.jobs.segmentation import split_source
from translations.workbench import workflow

pytestmark = pytest.mark.django_db
HEADING = {"properties": '<w:pStyle w:val="Heading1"/>'}


@pytest.fixture(autouse=True)
def one_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False


def judgment(heading, first, cells, last, note):
    """A document with a heading, a paragraph, a table, a paragraph and a note."""
    row = "".join(f"<w:tc>{p(text)}</w:tc>" for text in cells)
    table = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{row}</w:tr></w:tbl>"
    body = p(heading, **HEADING) + p(*first) + table + p(last)
    parts, relations = footnotes(p(r(inner="<w:footnoteRef/>"), note))
    return docx(body, parts, relations)


def english():
    return judgment(
        "The circumstances of the case",
        ["The applicant was born in 1972 and lives in Lesnaya.", note_mark(2),
         " He was arrested on 12 April 2006. No lawyer was present."],
        ["Days in the cell", "14"],
        "The Court finds a violation of Article 3. It awards 7,500 euros.",
        "See paragraph 17 of the application.",
    )  # fmt: skip


def russian(last="Суд устанавливает нарушение статьи 3. Он присуждает 7500 евро."):
    return judgment(
        "Обстоятельства дела",
        ["Заявитель родился в 1972 году и проживает в Лесной.", note_mark(2),
         " Он был задержан 12 апреля 2006 года. Адвоката при этом не было."],
        ["Дней в камере", "14"],
        last,
        "См. пункт 17 жалобы.",
    )  # fmt: skip


@pytest.fixture
def job(client, roles):
    source = SourceTextFactory(
        file=ContentFile(english(), "case.docx"), file_name="case.docx", language="en"
    )
    job = TranslationFactory(
        source=source,
        document=source.document,
        state="translating",
        translator=UserFactory(role="Translator", is_external=True),
        reviser=UserFactory(role="Translator", is_external=True),
    )
    split_source(job, by=job.translator)
    client.force_login(job.translator)
    return job


def pairs(page):
    """[(source, translation)] as the page shows them."""
    return [
        (
            "".join(words for words, chip in row["source"] if not chip),
            "".join(words for kind, words in row["words"] if kind != "out"),
        )
        for row in page.context["rows"]
    ]


def words_of(page):
    """The words of all translations of a page, without tags, in any order."""
    texts = " ".join(pair[1] for pair in pairs(page))
    return sorted(re.sub("⟦.*?⟧", "", texts).split())


def move(client, page, name, number):
    places = [f"{r['number']}:{r['version']}" for r in page.context["rows"]]
    ticked = [
        f"{r['number']}:{r['version']}" for r in page.context["rows"] if r["is_ticked"]
    ]
    typed = {"place": places, "row": ticked, "move": f"{name}:{number}"}
    return client.post(page.request["PATH_INFO"], typed, follow=True)


def take(client, page, **more):
    places = [f"{r['number']}:{r['version']}" for r in page.context["rows"]]
    return send(client, page, take="1", place=places, **more)


def targets(job):
    return [*job.segments.order_by("position").values_list("target", flat=True)]


def test_each_sentence_finds_its_source_and_its_note(client, job):
    page = bring(client, job, russian())

    assert [row["is_sure"] for row in page.context["rows"]].count(False) == 0
    assert pairs(page)[1][1].startswith("Заявитель родился")
    take(client, page)
    assert targets(job) == [
        "Обстоятельства дела",
        "Заявитель родился в 1972 году и проживает в Лесной.⟦1/⟧",
        "Он был задержан 12 апреля 2006 года.",
        "Адвоката при этом не было.",
        "Дней в камере",
        *([] if len(targets(job)) == 8 else ["14"]),
        "Суд устанавливает нарушение статьи 3.",
        "Он присуждает 7500 евро.",
        "См. пункт 17 жалобы.",
    ]
    assert {*job.segments.values_list("state", flat=True)} == {"draft"}


def test_what_stands_there_already_is_shown_and_not_overwritten(client, job):
    first = job.segments.get(position=1)
    workflow.write(first, by=job.translator, target="Факты", version=0)

    page = bring(client, job, russian())

    assert not page.context["rows"][0]["is_ticked"]
    assert "There is a translation already." in page.content.decode()
    take(client, page)
    assert targets(job)[:2] != ["", ""]
    assert targets(job)[0] == "Факты"


def test_two_sentences_that_became_one_are_unsure_and_wait(client, job):
    page = bring(
        client,
        job,
        russian("Суд устанавливает нарушение статьи 3 и присуждает 7500 евро."),
    )

    rows = {pair[0]: row for pair, row in zip(pairs(page), page.context["rows"],
                                              strict=True)}  # fmt: skip
    first = rows["The Court finds a violation of Article 3."]
    second = rows["It awards 7,500 euros."]
    assert not first["is_sure"]
    assert not first["is_ticked"]
    assert second["word"] == "no sentence of the translation"
    take(client, page)
    assert "" in targets(job)
    assert not any("7500" in target for target in targets(job))


def test_a_sentence_that_was_put_wrong_is_moved(client, job):
    page = bring(client, job, russian())
    before = pairs(page)

    page = move(client, page, "shift_down", 3)
    shifted = pairs(page)
    assert shifted[2][1] == ""
    assert shifted[3][1] == before[2][1]
    page = move(client, page, "shift_up", 3)
    assert [pair[1] for pair in pairs(page)][:4] == [pair[1] for pair in before][:4]

    page = move(client, page, "join_up", 4)
    joined = pairs(page)
    assert joined[2][1] == f"{before[2][1]} {before[3][1]}"
    page = move(client, page, "join_down", 3)
    assert pairs(page) == before


def test_no_sentence_is_lost_whatever_one_moves(client, job):
    page = bring(client, job, russian())
    sentences = words_of(page)

    moves = ("shift_down", "join_up", "shift_up", "join_down")
    for number in range(1, len(pairs(page)) + 1):
        for name in moves:
            page = move(client, page, name, number)

    assert words_of(page) == sentences


def test_what_one_unticked_stays_so_while_one_moves_others(client, job):
    page = bring(client, job, russian())
    page.context["rows"][0]["is_ticked"] = False

    page = move(client, page, "join_up", 4)

    assert not page.context["rows"][0]["is_ticked"]


def test_it_is_accepted_once_and_the_second_time_changes_nothing(client, job):
    take(client, bring(client, job, russian()))
    versions = [*job.segments.values_list("version", flat=True)]
    assert max(versions) == 1

    take(client, bring(client, job, russian()))

    assert [*job.segments.values_list("version", flat=True)] == versions


def test_a_document_without_a_word_is_refused(client, job):
    page = bring(client, job, docx(p("")))

    assert page.status_code == 422
    assert "There are no words in this document." in page.content.decode()


# A memory


def memory(*pairs):
    units = "".join(
        f'<tu><tuv xml:lang="en"><seg>{one}</seg></tuv>'
        f'<tuv xml:lang="ru"><seg>{other}</seg></tuv></tu>'
        for one, other in pairs
    )
    return (
        '<?xml version="1.0"?><tmx version="1.4"><header srclang="en"/>'
        f"<body>{units}</body></tmx>"
    ).encode()


def test_a_memory_fills_what_is_empty_and_of_the_same_words(client, job):
    first = job.segments.get(position=1)
    workflow.write(first, by=job.translator, target="Факты", version=0)
    content = memory(
        ("The circumstances of the case", "Обстоятельства дела"),
        ("No lawyer was present.", "Адвоката не было."),
        ("It awards 7,600 euros.", "Он присуждает 7600 евро."),
    )

    page = bring(client, job, content, "pairs.tmx")
    assert [pair[1] for pair in pairs(page)] == ["Адвоката не было."]
    send(client, page)

    filled = job.segments.exclude(target="").order_by("position")
    assert [(each.target, each.state) for each in filled] == [
        ("Факты", "draft"),
        ("Адвоката не было.", "draft"),
    ]


def test_tags_of_a_memory_become_those_of_the_sentence(client, job):
    content = memory(
        (
            "The applicant was born in 1972 and lives in Lesnaya.<ph x='9'/>",
            "Заявитель<ph x='9'/> родился в 1972 году.",
        )
    )

    send(client, bring(client, job, content, "pairs.tmx"))

    assert "Заявитель⟦1/⟧ родился в 1972 году." in targets(job)


def test_two_translations_of_one_sentence_are_both_shown(client, job):
    content = memory(
        ("No lawyer was present.", "Адвоката не было."),
        ("No lawyer was present.", "Защитник отсутствовал."),
    )

    page = bring(client, job, content, "pairs.tmx")

    assert [row["status"] for row in page.context["rows"]] == ["twice", "twice"]
    send(client, page)
    assert not any(targets(job))


def test_a_memory_with_nothing_of_this_text_says_so(client, job):
    page = bring(client, job, memory(("Other words.", "Другое.")), "pairs.tmx")

    assert page.status_code == 422
    assert "nothing can be taken from it" in page.content.decode()


def test_a_long_text_is_laid_beside_in_the_background(client, job, job_args):  # noqa: F811
    waits = bring(client, job, russian(), name="case-ru.docx")
    assert "The file is being read" in waits.text
    assert "Imports" not in waits.text

    work_off(job_args)

    page = client.get(address("progress"), follow=True)
    assert pairs(page)[0] == ("The circumstances of the case", "Обстоятельства дела")
    take(client, page)
    assert job.segments.get(position=1).target == "Обстоятельства дела"


def test_a_long_file_that_cannot_be_read_leads_back_to_its_job(
    client,
    job,
    job_args,  # noqa: F811
):
    bring(client, job, docx(p("")), name="empty.docx")

    work_off(job_args)

    page = client.get(address("progress"))
    assert "There are no words in this document." in page.text
    assert reverse("translation-bring_back", args=[job.pk]) in page.text
    client.force_login(job.reviser)
    assert client.get(address("progress")).status_code == 404
