"""The bilingual table through an office program, as a freelancer changes it there."""

import shutil
import subprocess

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.translations.jobs import SegmentFactory, TranslationFactory
from tests.translations.workbench.tables import Table, bring, send, statuses, taken

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(OFFICE is None, reason="no LibreOffice (soffice) here"),
]
SOURCES = [
    "The court  is open.",
    "A ⟦1⟧fair⟦/1⟧ trial‑room of 12 m.",
    "First line.\nSecond\tline.",
    "He said «no» – and left.",
]


@pytest.fixture
def job(client, roles, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    translator = UserFactory(role="Translator", is_external=True)
    job = TranslationFactory(state="translating", translator=translator)
    for position, source in enumerate(SOURCES, start=1):
        SegmentFactory(
            translation=job,
            position=position,
            source=source,
            target="Старое‑слово." if position == 4 else "",
            state="draft" if position == 4 else "empty",
        )
    client.force_login(translator)
    return job


def through(folder, content, kind, ending):
    """`content` as the office writes it in another kind, in bytes."""
    before = folder / f"table.{ending}"
    before.write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [OFFICE, "--headless", profile, "--convert-to", kind]
    place = folder / kind
    subprocess.run(
        [*command, "--outdir", str(place), str(before)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return (place / f"table.{kind}").read_bytes()


def there_and_back(folder, content):
    odt = through(folder, content, "odt", "docx")
    return through(folder, odt, "docx", "odt")


def test_a_table_that_an_office_saved_unchanged_changes_nothing(client, job, tmp_path):
    content = there_and_back(tmp_path, taken(client, job).content())

    page = bring(client, job, content)

    assert "Nothing new in this file." in page.content.decode()
    assert statuses(page) == {}


def test_a_cell_that_was_changed_in_an_office_comes_back(client, job, tmp_path):
    table = taken(client, job)
    table.write(2, 3, "⟦1⟧Справедливый⟦/1⟧ суд.")
    table.remark(2, "Which room?")
    saved = Table(there_and_back(tmp_path, table.content()))
    saved.write(1, 3, "Суд открыт.")
    saved.write(1, 4, "please check")
    content = there_and_back(tmp_path, saved.content())

    page = bring(client, job, content)
    assert statuses(page) == {"1": "new", "2": "new"}
    send(client, page)

    rows = job.segments.order_by("position").values_list("target", flat=True)
    assert [*rows] == ["Суд открыт.", "⟦1⟧Справедливый⟦/1⟧ суд.", "", "Старое‑слово."]
    assert [each.text for each in job.comments.order_by("segment__position")] == [
        "please check",
        "Which room?",
    ]
