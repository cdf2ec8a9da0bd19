"""A bilingual table as a translator changes it in Word, by hand for the tests."""

import io
import zipfile
from copy import deepcopy

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import etree

from tests.translations.formats.word_files import xml
from translations.formats.readers.word.xml_names import RELATIONS, R, W, w

COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


class Table:
    """A table that somebody downloaded; what changes it here is done to the XML."""

    def __init__(self, content):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.root = etree.fromstring(self.parts["word/document.xml"])

    @property
    def rows(self):
        return [*self.root.iter(w("tr"))]

    def row(self, number):
        """The row of the sentence with this number."""
        return next(row for row in self.rows if words(row[1]).split()[0] == str(number))

    def write(self, number, column, *paragraphs):
        """Puts `paragraphs` into a cell (source 2, target 3, comment 4) of a row."""
        put(self.row(number)[column], *paragraphs)

    def copy(self, number):
        """The same row once more, behind it."""
        row = self.row(number)
        double = deepcopy(row)
        row.addnext(double)
        return double

    def remark(self, number, text):
        """A comment of Word on the translation of a row."""
        self.parts["word/comments.xml"] = xml(
            "comments",
            f'<w:comment w:id="1" w:author="I. R."><w:p><w:r><w:t>{text}</w:t></w:r>'
            "</w:p></w:comment>",
        ).encode()
        self.add("word/_rels/document.xml.rels", f"<Relationship xmlns='{RELATIONS}' "
                 f"Id='rId9' Type='{R}/comments' Target='comments.xml'/>")  # fmt: skip
        mark = f"<w:r xmlns:w='{W}'><w:commentReference w:id='1'/></w:r>"
        paragraph = [*self.row(number)[3].iter(w("p"))][-1]
        paragraph.append(etree.fromstring(mark))

    def add(self, part, element):
        root = etree.fromstring(self.parts[part])
        root.append(etree.fromstring(element))
        self.parts[part] = etree.tostring(root)

    def content(self):
        self.parts["word/document.xml"] = etree.tostring(self.root)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content)
        return stream.getvalue()


def words(cell):
    return " ".join(each.text or "" for each in cell.iter(w("t")))


def put(cell, *paragraphs):
    for each in cell.findall(w("p")):
        cell.remove(each)
    for text in paragraphs:
        run = etree.SubElement(etree.SubElement(cell, w("p")), w("r"))
        etree.SubElement(run, w("t")).text = text


def taken(client, job):
    """The table of a job, as somebody downloads it."""
    answer = client.get(reverse("translation-table", args=[job.pk]))
    assert answer.status_code == 200
    return Table(answer.content)


def bring(client, job, content, name="table.docx", **typed):
    """Brings a file back to its job; the page that looks it over, or that refuses."""
    upload = SimpleUploadedFile(name, content)
    address = reverse("translation-bring_back", args=[job.pk])
    return client.post(address, {"file": upload, **typed}, follow=True)


def statuses(page):
    """{label of a row: what becomes of it} of all rows of the page."""
    rows = [*page.context["rows"], *page.context.get("left_out", ())]
    return {row["label"]: row["status"] for row in rows}


def ticks(page):
    """What a browser sends when one presses the button and changes no tick."""
    rows = page.context["rows"]
    return {
        "row": [f"{r['number']}:{r['version']}" for r in rows if r["is_ticked"]],
        "comment": [f"{r['number']}:{r['version']}" for r in rows if r["comments"]],
    }


def send(client, page, **more):
    """Presses the button of a page that looks a file over."""
    return client.post(page.request["PATH_INFO"], ticks(page) | more, follow=True)
