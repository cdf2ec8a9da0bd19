"""Word documents made by hand for the tests, and what becomes of them."""

import base64
import io
import re
import zipfile

from translations.formats.readers import docx_reader, docx_writer

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    }.items()
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
STYLES = """<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="24"/>
<w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>
<w:rsid w:val="00A11CE0"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>
<w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>
<w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Clause"><w:name w:val="Clause"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Hid"><w:name w:val="Hid"/>
<w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/>
<w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Plain"><w:name w:val="apple-span"/></w:style>"""
SECTION = "<w:sectPr/>"


def xml(name, inner):
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f"{head}<w:{name} {NAMESPACES}>{inner}</w:{name}>"


def docx(body, parts=None, relations=(), section=SECTION, package_relations=()):
    """A document with `body`; `parts` {name: text} and (kind, target, more) of them."""
    rels = [("styles", "styles.xml"), ("settings", "settings.xml"), *relations]
    files = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        + "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{WORD}.{kind}+xml"/>'
            for name, kind in (
                ("document", "document.main"),
                ("styles", "styles"),
                ("settings", "settings"),
                ("footnotes", "footnotes"),
            )
        )
        + "</Types>",
        "_rels/.rels": relationships(
            [(f"{OFFICE}/officeDocument", "word/document.xml"), *package_relations]
        ),
        "word/document.xml": xml("document", f"<w:body>{body}{section}</w:body>"),
        "word/_rels/document.xml.rels": relationships(
            [(f"{OFFICE}/{kind}", *rest) for kind, *rest in rels]
        ),
        "word/styles.xml": xml("styles", STYLES),
        "word/settings.xml": xml("settings", ""),
        **(parts or {}),
    }
    return packed(files)


def relationships(rows):
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}" '
        f"{' '.join(more)}/>"
        for number, (kind, target, *more) in enumerate(rows)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def packed(files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()


def p(*runs, properties=""):
    """A w:p; what is no XML is a run of text."""
    inner = "".join(each if each.startswith("<") else r(each) for each in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def r(text="", properties="", inner=""):
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    words = f'<w:t xml:space="preserve">{text}</w:t>' if text else ""
    return f"<w:r>{look}{words}{inner}</w:r>"


def field(instruction, result=None, kind="begin"):
    """A field in runs of its own."""
    middle = "" if result is None else f"{mark('separate')}{r(result)}"
    return f"{mark(kind)}{instructed(instruction)}{middle}{mark('end')}"


def mark(kind):
    return r(inner=f'<w:fldChar w:fldCharType="{kind}"/>')


def instructed(text):
    return r(inner=f'<w:instrText xml:space="preserve"> {text} </w:instrText>')


def box(*paragraphs, copy=True):
    """A text box in a run, twice as Word keeps it."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    fallback = (
        f'<mc:Fallback><w:pict><v:shape id="s"><v:textbox>{content}</v:textbox>'
        "</v:shape></w:pict></mc:Fallback>"
    )
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
        '<wp:docPr id="1" name="Box"/><a:graphic><a:graphicData><wps:wsp><wps:txbx>'
        f"{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
        f"</w:drawing></mc:Choice>{fallback if copy else ''}"
        "</mc:AlternateContent></w:r>"
    )


def footnotes(*notes):
    """(parts, relations) of footnotes, each a text of XML, numbered from 2."""
    inner = "".join(
        f'<w:footnote w:id="{number}">{note}</w:footnote>'
        for number, note in enumerate(notes, start=2)
    )
    return {"word/footnotes.xml": xml("footnotes", inner)}, [
        ("footnotes", "footnotes.xml")
    ]


def note_mark(number):
    return r(inner=f'<w:footnoteReference w:id="{number}"/>')


# What becomes of them


def records(content, **options):
    *paragraphs, _left_out = docx_reader.read(content, options)
    return paragraphs


def texts(content, **options):
    return [record["text"] for record in records(content, **options)]


def left_out(content, **options):
    return [*docx_reader.read(content, options)][-1]["left_out"]


def written(content, targets=None, language="ru", **options):
    """`content` written anew; `targets` are by key, or a list in reading order."""
    if isinstance(targets, list):
        keys = [record["key"] for record in records(content)]
        targets = dict(zip(keys, targets, strict=False))
    options = {"targets": targets or {}, "language": language, **options}
    return b"".join(
        base64.b64decode(line) for (line,) in docx_writer.read(content, options)
    )


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body_of(content, part="word/document.xml"):
    """The XML of a part without namespaces, language and marks of kept spaces."""
    text = parts(content)[part].decode()
    text = re.sub(r' xmlns:\w+="[^"]*"|<\?xml.*?\?>\s*', "", text)
    text = text.replace(' xml:space="preserve"', "")
    text = re.sub(r"<w:lang [^>]*/>", "", text).replace("<w:rPr/>", "")
    return text.replace("<w:rPr></w:rPr>", "")
