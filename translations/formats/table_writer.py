"""A table of sentences in two languages as a Word document.

Nothing in it says who made it, with which program, or when.
"""

import io
import re
import zipfile
from html import escape
from typing import NamedTuple

from translations.formats.readers.word.target_language import (
    EAST_ASIAN,
    LOCALES,
    RIGHT_TO_LEFT,
)
from translations.formats.readers.word.xml_names import RELATIONS, TYPES, R, W

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WIDTHS = (1500, 5100, 5100, 2870)  # twentieths of a point, on A4 across
GREY = '<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>'
STYLES = (
    f'{HEAD}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:eastAsia="Arial"/>'
    '<w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/></w:style></w:styles>'
)
TYPES_PART = (
    f'{HEAD}<Types xmlns="{TYPES}"><Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{WORD}.styles+xml"/></Types>'
)
RELATIONS_PART = (
    f'{HEAD}<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1"'
    f' Type="{R}/{{kind}}" Target="{{target}}"/></Relationships>'
)
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
GRID = "".join(f'<w:gridCol w:w="{width}"/>' for width in WIDTHS)
TABLE = (
    f'<w:tbl><w:tblPr><w:tblW w:w="{sum(WIDTHS)}" w:type="dxa"/>'
    f'<w:tblBorders>{BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
    f"<w:tblGrid>{GRID}</w:tblGrid>"
)
SECTION = (
    '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar'
    ' w:top="1000" w:right="1134" w:bottom="1000" w:left="1134" w:header="600"'
    ' w:footer="600" w:gutter="0"/></w:sectPr>'
)


class Line(NamedTuple):
    """A row to write: `number` and `key` make its id, `comment` has lines."""

    number: str
    key: str
    source: str
    target: str
    comment: str
    is_locked: bool = False


def table_of(lines, *, top, heads, languages, own):
    """The document, in bytes: paragraphs `top`, then a table of `Line`s under `heads`.

    `languages` are the codes of source and target, `own` that of `top`, of `heads` and
    of the comments, so that each is spelt as what it is.
    """
    marks = [mark_of(code) for code in (own, *languages, own)]
    size = '<w:b/><w:sz w:val="24"/>'
    title, *others = top
    body = [paragraph(title, size + marks[0])]
    body += [paragraph(line, marks[0]) for line in others]
    body += [TABLE, head_row(heads, marks[0])]
    body += [row_of(line, marks, languages) for line in lines]
    body += ["</w:tbl>", paragraph("", ""), SECTION]
    document = f'<w:document xmlns:w="{W}"><w:body>{"".join(body)}</w:body>'
    return packed(
        {
            "[Content_Types].xml": TYPES_PART,
            "_rels/.rels": RELATIONS_PART.format(
                kind="officeDocument", target="word/document.xml"
            ),
            "word/document.xml": f"{HEAD}{document}</w:document>",
            "word/_rels/document.xml.rels": RELATIONS_PART.format(
                kind="styles", target="styles.xml"
            ),
            "word/styles.xml": STYLES,
        }
    )


def head_row(heads, mark):
    """The row that stands at the top of every page."""
    cells = [
        cell(paragraph(head, f"<w:b/>{mark}"), width, GREY)
        for head, width in zip(heads, WIDTHS, strict=True)
    ]
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def row_of(line, marks, languages):
    """A row of the table; what is locked is grey."""
    shade = GREY if line.is_locked else ""
    own, source, target, comment = marks
    small = '<w:noProof/><w:color w:val="595959"/><w:sz w:val="14"/>'
    texts = (
        paragraph(line.number, f"<w:noProof/>{own}") + paragraph(line.key, small),
        paragraph(line.source, source, languages[0] in RIGHT_TO_LEFT),
        paragraph(line.target, target, languages[1] in RIGHT_TO_LEFT),
        "".join(paragraph(each, comment) for each in line.comment.split("\n")),
    )
    cells = [
        cell(text, width, shade) for text, width in zip(texts, WIDTHS, strict=True)
    ]
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def cell(content, width, shade=""):
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
        f"{content}</w:tc>"
    )


def paragraph(text, properties, is_right_to_left=False):
    """A paragraph; its end is of the language of its words, for who writes on."""
    turn = "<w:rtl/>" if is_right_to_left else ""
    run = f"<w:rPr>{turn}{properties}</w:rPr>" if properties or turn else ""
    bidi = "<w:bidi/>" if is_right_to_left else ""
    words = f"<w:r>{run}{words_of(text)}</w:r>" if text else ""
    return f"<w:p><w:pPr>{bidi}{run}</w:pPr>{words}</w:p>"


def words_of(text):
    """`text` as children of a run: tabs and ends of lines are elements."""
    text = escape(NOT_IN_XML.sub("\ufffd", text.replace("\r\n", "\n")))
    text = text.replace("\r", "\n")
    for letter, element in (("\t", "<w:tab/>"), ("\n", "<w:br/>")):
        text = text.replace(letter, f'</w:t>{element}<w:t xml:space="preserve">')
    return f'<w:t xml:space="preserve">{text}</w:t>'


def mark_of(code):
    """The w:lang of a language, so that spelling is looked at in it."""
    short = code.partition("-")[0].lower()
    locale = code if "-" in code else LOCALES.get(short, code)
    place = "bidi" if short in RIGHT_TO_LEFT else "val"
    place = "eastAsia" if short in EAST_ASIAN else place
    return f'<w:lang w:{place}="{escape(locale)}"/>'


def packed(files):
    """The bytes of an archive that tells no day."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return stream.getvalue()
