"""What is published as Word looks as its source does: in an office, page by page."""

import io
import re
import shutil
import subprocess
import zipfile

import pytest
from django.core.files.base import ContentFile

from tests.factories.accounts import UserFactory
from tests.factories.translations.catalogue import SourceTextFactory
from tests.factories.translations.jobs import TranslationFactory
from tests.translations.formats.recommendation import NOTES, PARTS, recommendation
from tests.translations.jobs.steps import step
from translations.jobs.publication import blocks_of
from translations.jobs.segmentation import split_source
from translations.workbench import workflow
from translations.workbench.faults import faults_of

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(OFFICE is None, reason="no LibreOffice (soffice) here"),
]
PAGE = re.compile(rb"/Type\s*/Page\b")
# What an office shows of it, as it calls these in its own files.
SHOWN = (
    "text:h",
    "text:note",
    "table:table",
    "table:table-row",
    "table:table-cell",
    "text:list-item",
    "draw:custom-shape",
    "text:a",
    "text:page-number",
)
LATIN = "abcdefghijklmnopqrstuvwxyz"
CYRILLIC = "абцдефгхийклмнопярстуввхыз"
# What has figures, in words of Russian: the checks look at these.
RIGHT = {
    "Adopted on 11 January 2006⟦1/⟧": "Принята 11 января 2006 года⟦1/⟧",
    NOTES[0]: "Рекомендация Rec(2006)2, принята 11 января 2006 года.",
    NOTES[1]: "См. статью 3 Конвенции.",
    NOTES[2]: "CPT/Inf (2015) 44, пункт 9.",
}
LETTERS = str.maketrans(LATIN + LATIN.upper(), CYRILLIC + CYRILLIC.upper())


def in_other_letters(text):
    """`text` with Cyrillic letters, but for what the checks want to find again."""
    if text in RIGHT:
        return RIGHT[text]
    return " ".join(
        word if re.search(r"\d", word) and "⟦" not in word else word.translate(LETTERS)
        for word in text.split(" ")
    )


@pytest.fixture
def edition(client, roles, settings):
    """The edition of a recommendation, every sentence of it in other letters."""
    settings.SECOND_FACTOR_REQUIRED = False
    source = SourceTextFactory(
        file=ContentFile(recommendation(), "rules.docx"),
        file_name="rules.docx",
        language="en",
    )
    job = TranslationFactory(
        source=source,
        document=source.document,
        state="translating",
        translator=UserFactory(role="Translator", full_name="Tamara Translates"),
        reviser=UserFactory(role="Translator"),
    )
    split_source(job, by=job.translator)
    for each in job.segments.all():
        target = in_other_letters(each.source)
        workflow.write(each, by=job.translator, target=target, version=0, confirm=True)
        now = job.segments.get(pk=each.pk)
        for fault in faults_of(now):
            workflow.tick(now, by=job.translator, key=fault.key)
    for person, verb in (
        (job.translator, "hand_in"),
        (job.reviser, "approve"),
        (UserFactory(role="Manager"), "publish"),
    ):
        client.force_login(person)
        step(client, job, verb)
    assert job.state == "published", blocks_of(job, "published")
    with job.in_force.file.open("rb") as file:
        return file.read()


def converted(folder, content, kind):
    """`content` as an office writes it in another kind, in bytes."""
    file = folder / "text.docx"
    file.write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        [OFFICE, "--headless", profile, "--convert-to", kind, "--outdir", str(folder),
         str(file)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return (folder / f"text.{kind}").read_bytes()


def shown(folder, content):
    """How many of each of SHOWN an office finds in it, and how many pages."""
    with zipfile.ZipFile(io.BytesIO(converted(folder, content, "odt"))) as archive:
        text = archive.read("content.xml") + archive.read("styles.xml")
    counts = {name: len(re.findall(rf"<{name}[ >/]".encode(), text)) for name in SHOWN}
    pages = len(PAGE.findall(converted(folder, content, "pdf")))
    return counts | {"pages": pages}


def test_an_office_shows_as_many_pages_headings_rows_and_notes(edition, tmp_path):
    before = shown(tmp_path, recommendation())
    after = shown(tmp_path, edition)

    assert before["text:h"] >= 2 * len(PARTS)
    assert before["text:note"] == len(NOTES) + 1
    assert before["pages"] > 2
    assert after == before


def test_the_contents_repeat_the_headings_also_behind_a_number(edition):
    with zipfile.ZipFile(io.BytesIO(edition)) as archive:
        text = archive.read("word/document.xml").decode()

    for number, (heading, _rules) in enumerate(PARTS, start=1):
        assert f">Part {'I' * number} {heading}<" not in text
        assert f">Парт {'I' * number} {heading.translate(LETTERS)}<" in text
