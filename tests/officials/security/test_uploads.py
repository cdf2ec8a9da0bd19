"""Files that people bring, and the door through which they are handed out."""

import errno
import io
import os
import re
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from officials.security import storage as storage_of_files
from officials.security.context import acting_as
from officials.security.uploads import LARGEST
from tests.factories.accounts import UserFactory
from tests.factories.security import CircleFactory
from tests.factories.translations.catalogue import SourceTextFactory
from tests.factories.translations.jobs import TranslationFactory
from tests.filled_forms import fill
from translations.catalogue.models import Document, SourceText

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06"
RTF = rb"{\rtf1\ansi A text.}"


def package(*names):
    """A zip file that holds empty files of these names."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return content.getvalue()


DOCX = package("[Content_Types].xml", "word/document.xml")
ODT = package("mimetype", "content.xml")
OF_TOMORROW = DOCX.replace(b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\xff")


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def officer(as_role):
    return as_role("Officer")


def bring(client, name, content):
    """Files a new document with this file; the answer."""
    document = {"title": "A text", "kind": "report", "language": "en"}
    upload = SimpleUploadedFile(name, content)
    return client.post("/documents/new/", {**document, "file": upload})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("text.pdf", PDF),
        ("TEXT.PDF", PDF),
        ("text.docx", DOCX),
        ("text.odt", ODT),
        ("text.rtf", RTF),
        ("text.txt", "Текст".encode()),
        ("text.txt", "Текст".encode("cp1251")),
    ],
)
def test_a_file_is_kept_as_it_came(officer, name, content):
    assert bring(officer, name, content).status_code == 302

    text = SourceText.objects.get()
    assert text.file_name == name
    with text.file.open() as file:
        assert file.read() == content


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("holiday.pdf", PNG, "named .pdf, but its content is something else"),
        ("text.pdf", b"no pdf at all", "named .pdf, but"),
        ("text.pdf", b"\x00", "named .pdf, but"),
        ("text.docx", b"no docx at all", "named .docx, but"),
        ("text.docx", package("something.xml"), "named .docx, but"),
        ("text.docx", DOCX[:60], "named .docx, but"),
        ("text.docx", OF_TOMORROW, "named .docx, but"),
        ("text.docx", DOCX.replace(b"PK\x05\x06", b"PK\x05\x07"), "named .docx, but"),
        ("text.docx", DOCX + b"x" * 70_000, "named .docx, but"),
        ("text.odt", DOCX, "named .odt, but"),
        ("text.rtf", PDF, "named .rtf, but"),
        ("text.txt", b"half a\x00text", "named .txt, but"),
        ("text.txt", PDF, "named .txt, but"),
        ("text.txt", DOCX, "named .txt, but"),
        ("page.html", b"<p>\x00</p>", "named .html, but"),
        ("script.svg", b"<svg>", "of the kind “svg” is not taken"),
        ("text.pdf.exe", PDF, "of the kind “exe” is not taken"),
        ("pdf", PDF, "of the kind “?” is not taken"),
        ("text.pdf", b"", "is empty"),
    ],
)
def test_what_is_not_what_it_says_is_refused_in_words(officer, name, content, sentence):
    refusal = bring(officer, name, content)

    assert refusal.status_code == 422
    assert sentence in refusal.content.decode()
    assert not Document.objects.exists()
    assert not SourceText.objects.exists()


def test_of_an_archive_only_a_short_directory_is_looked_through(officer):
    names = [f"{number}" * 5 for number in range(20_000)]
    packages = (
        package(*names[:2_000], "word/document.xml"),
        package(*names, "word/document.xml"),
    )

    answers = [bring(officer, "text.docx", content) for content in packages]

    assert [answer.status_code for answer in answers] == [302, 422]


def test_a_file_of_21_mb_is_refused(officer):
    refusal = bring(officer, "text.txt", b"x" * (LARGEST + 1024 * 1024))

    assert refusal.status_code == 422
    assert "The file has 21.0\xa0MB; the most that fits is 20.0\xa0MB." in (
        refusal.content.decode()
    )


def test_a_refused_file_leaves_nothing_on_the_disk(officer, storage):
    bring(officer, "holiday.pdf", PNG)

    assert not [path for path in storage.rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", ["../../etc/text.txt", "C:\\Users\\Anna\\text.txt"])
def test_the_folders_in_a_name_are_dropped(officer, name):
    upload = io.BytesIO(b"A text")
    upload.name = name  # unlike an UploadedFile, this keeps the folders

    officer.post(
        "/documents/new/",
        {"title": "A text", "kind": "report", "language": "en", "file": upload},
    )

    assert SourceText.objects.get().file_name == "text.txt"


def test_a_file_is_stored_under_a_random_name(officer, storage):
    for _ in range(2):
        bring(officer, "Анна Волкова.txt", b"A text")

    names = set(SourceText.objects.values_list("file", flat=True))
    assert len(names) == 2
    for name in names:
        assert re.fullmatch(r"sourcetext/[0-9a-f]{32}", name)
        assert (storage / name).stat().st_mode & 0o077 == 0


def test_a_very_long_name_is_cut_and_keeps_its_kind(officer):
    bring(officer, "т" * 230 + ".txt", b"A text")

    name = SourceText.objects.get().file_name
    assert len(name) == 200
    assert name.endswith("т.txt")


def filed(name='Текст «a» "b".txt', content=b"A text", **fields):
    return SourceTextFactory(
        file=SimpleUploadedFile(name, content), file_name=name, **fields
    )


def fetch(client, record, page="texts"):
    """The answer of the door to the file of `record`, and what it handed out."""
    answer = client.get(f"/{page}/{record.pk}/file/")
    return answer, b"".join(answer) if answer.streaming else b""


def status(client, record, page="texts"):
    return fetch(client, record, page)[0].status_code


def test_a_file_is_handed_out_as_an_attachment_that_can_do_nothing(officer):
    document = filed("текст.txt", b"<script>alert(1)</script>")

    answer, content = fetch(officer, document)

    assert content == b"<script>alert(1)</script>"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "no-store"


def test_a_name_with_quotes_does_not_break_out_of_its_header(officer):
    document = filed('a"; filename="b.html')

    header = fetch(officer, document)[0]["Content-Disposition"]

    assert header == 'attachment; filename="a\\"; filename=\\"b.html"'


def test_outsiders_find_no_file(officer):
    hidden = filed(document__circle=CircleFactory())
    open_file = filed()

    assert status(officer, open_file) == 200
    assert status(officer, hidden) == 404
    officer.logout()
    assert status(officer, open_file) == 302


def test_a_file_that_is_missing_is_not_there(officer, storage):
    empty, lost = SourceTextFactory(), filed()
    (storage / lost.file.name).unlink()

    assert status(officer, empty) == 404
    assert status(officer, lost) == 404
    assert officer.get(f"/documents/{lost.document_id}/").status_code == 200


def test_a_translator_gets_the_files_of_their_own_jobs_only(client):
    translator = UserFactory(role="Translator", is_external=True)
    mine, other = filed(), filed()
    job = TranslationFactory(
        source=mine,
        document=mine.document,
        translator=translator,
        state="translating",
        file=SimpleUploadedFile("draft.txt", b"A draft"),
        file_name="draft.txt",
    )
    TranslationFactory(source=other, document=other.document, state="translating")
    client.force_login(translator)

    assert status(client, mine) == 200
    assert status(client, job, "translations") == 200
    assert status(client, other) == 404


def test_the_name_of_a_new_file_replaces_the_old_one(officer):
    document = filed("old.txt")
    page = f"/texts/{document.pk}/edit/"

    fill(officer, page, file=SimpleUploadedFile("new.txt", b"New"))
    document.refresh_from_db()
    assert document.file_name == "new.txt"

    fill(officer, page, **{"file-clear": "on"})
    document.refresh_from_db()
    assert (bool(document.file), document.file_name) == (False, "")


def test_a_form_names_the_file_as_it_came_and_not_where_it_lies(officer):
    document = filed("old.txt")

    page = officer.get(f"/texts/{document.pk}/edit/").text

    assert "old.txt" in page
    assert document.file.name not in page


# Where they lie


def paths_below(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_file_is_ours_alone_to_read(as_role, tmp_path):
    assert bring(as_role("Manager"), "standard.pdf", PDF).status_code == 302

    (path,) = paths_below(tmp_path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_file_for_which_there_is_no_room_is_refused_in_words(
    as_role, tmp_path, monkeypatch
):
    monkeypatch.setattr(storage_of_files, "SPARE", 2**60)

    refusal = bring(as_role("Manager"), "standard.pdf", PDF)

    assert "There is no room for this file on the server." in refusal.text
    assert paths_below(tmp_path) == []


def test_a_file_that_is_cut_off_leaves_nothing(tmp_path):
    class CutOff(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"the first half"
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        default_storage.save("document/half", CutOff(b""))

    assert paths_below(tmp_path) == []


def test_nobody_sweeps_who_does_not_see_every_record(tmp_path):
    with acting_as(UserFactory(role="Manager")), pytest.raises(RuntimeError):
        storage_of_files.sweep()


def test_what_no_record_names_is_swept_after_a_week(as_role, tmp_path):
    bring(as_role("Manager"), "standard.pdf", PDF)
    (path,) = paths_below(tmp_path)
    stray, fresh = (path.with_name(name) for name in ("stray", ".aside-fresh"))
    stray.write_bytes(PDF)
    fresh.write_bytes(PDF)
    for each in (path, stray):
        os.utime(each, (0, 0))

    assert storage_of_files.sweep() == 1

    assert set(paths_below(tmp_path)) == {path, fresh}
