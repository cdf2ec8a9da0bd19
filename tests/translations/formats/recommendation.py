"""A recommendation as the Council of Europe sends it out: several pages in Word.

Headings of two levels, numbered rules with letters below them, a table, a text box,
notes at the foot and at the end, a contents field, a reference, a link, page numbers.
"""

from tests.translations.formats.word_files import (
    docx,
    field,
    instructed,
    mark,
    p,
    r,
    xml,
)

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMES = ("document", "styles", "settings", "numbering", "footnotes", "endnotes",
         "header1", "footer1")  # fmt: skip
KINDS = {"document": "document.main", "header1": "header", "footer1": "footer"}
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/word/{name}.xml"'
        f' ContentType="{WORD}.{KINDS.get(name, name)}+xml"/>'
        for name in NAMES
    )
    + "</Types>"
)
RELATIONS = (
    ("footnotes", "footnotes.xml"),
    ("endnotes", "endnotes.xml"),
    ("numbering", "numbering.xml"),
    ("header", "header1.xml"),  # rId5
    ("footer", "footer1.xml"),
    ("hyperlink", "https://example.org/rules", 'TargetMode="External"'),  # rId7
)
SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/><w:footerReference'
    ' w:type="default" r:id="rId6"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar'
    ' w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="708"'
    ' w:footer="708" w:gutter="0"/></w:sectPr>'
)
NUMBERING = xml(
    "numbering",
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
    + "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind'
        f' w:left="{left}" w:hanging="567"/></w:pPr></w:lvl>'
        for level, kind, text, left in (
            (0, "decimal", "%1.", 567),
            (1, "lowerLetter", "(%2)", 1134),
        )
    )
    + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="Part %1"/><w:suff w:val="space"/>'
    "</w:lvl></w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>',
)
STYLES = xml(
    "styles",
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman"'
    ' w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="24"/>'
    '<w:lang w:val="en-GB"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing'
    ' w:after="160" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    "</w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name'
    ' w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn'
    ' w:val="Normal"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:sz'
    ' w:val="36"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
    '<w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:numPr><w:numId w:val="2"/>'
    '</w:numPr><w:spacing w:before="360"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr>'
    '<w:b/><w:sz w:val="30"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/>'
    '<w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:outlineLvl w:val="1"/></w:pPr>'
    "<w:rPr><w:b/><w:i/></w:rPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/><w:basedOn'
    ' w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote'
    ' text"/><w:basedOn w:val="Normal"/><w:rPr><w:sz w:val="20"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="FootnoteReference"><w:name'
    ' w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    "</w:style>",
)
RAISED = '<w:rStyle w:val="FootnoteReference"/>'
PARTS = (
    (
        "Basic principles",
        (
            "All persons deprived of their liberty shall be treated with respect for "
            "their human rights.",
            "Persons deprived of their liberty retain all rights that are not lawfully "
            "taken away by the decision sentencing them or remanding them in custody.",
            "Prison conditions that infringe prisoners’ human rights are not justified "
            "by lack of resources.",
        ),
    ),
    (
        "Conditions of imprisonment",
        (
            "The accommodation provided for prisoners shall respect human dignity and, "
            "as far as possible, privacy. It shall meet the requirements of health and "
            "hygiene, due regard being paid to climatic conditions.",
            "In all buildings where prisoners are required to live, the windows shall "
            "be large enough to enable them to read or work by natural light.",
            "Every prisoner shall be provided with a separate bed and separate and "
            "appropriate bedding, which shall be kept in good order and changed often "
            "enough to ensure its cleanliness.",
        ),
    ),
    (
        "Health",
        (
            "Prison authorities shall safeguard the health of all prisoners in their "
            "care. Medical services in prison shall be organised in close relation "
            "with the general health administration of the community.",
            "Sick prisoners who require specialist treatment shall be transferred to "
            "specialised institutions or to civil hospitals.",
        ),
    ),
)
LETTERS = ("food and water;", "clothing and bedding;", "exercise in the open air.")
ROWS = (
    ("Kind of cell", "Area, m²", "Persons"),
    ("Single cell", "6.0", "1"),
    ("Shared cell", "4.0 per person", "2 to 6"),
    ("Observation room", "9.5", "1"),
)
NOTES = (
    "Recommendation Rec(2006)2, adopted on 11 January 2006.",
    "See Article 3 of the Convention.",
    "CPT/Inf (2015) 44, paragraph 9.",
)


def styled(style, *runs, more=""):
    return p(*runs, properties=f'<w:pStyle w:val="{style}"/>{more}')


def rule(text, *runs, level=0):
    numbers = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return p(text, *runs, properties=numbers)


def foot(number):
    return r(inner=f'<w:footnoteReference w:id="{number}"/>', properties=RAISED)


def table():
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    width = '<w:tcW w:w="3000" w:type="dxa"/>'
    rows = [
        '<w:tr><w:tc><w:tcPr><w:tcW w:w="9000" w:type="dxa"/><w:gridSpan w:val="3"/>'
        f"</w:tcPr>{p(r('Minimum standards of space', '<w:b/>'))}</w:tc></w:tr>"
    ]
    for row in ROWS:
        cells = [f"<w:tc><w:tcPr>{width}</w:tcPr>{p(text)}</w:tc>" for text in row]
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return (
        f"<w:tbl><w:tblPr><w:tblW w:w='9000' w:type='dxa'/><w:tblBorders>{borders}"
        "</w:tblBorders></w:tblPr><w:tblGrid><w:gridCol w:w='3000'/><w:gridCol "
        f"w:w='3000'/><w:gridCol w:w='3000'/></w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def boxed(*paragraphs):
    """A text box as Word draws it, with its copy for older programs."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline'
        ' distT="0" distB="0" distL="0" distR="0"><wp:extent cx="5400000"'
        ' cy="900000"/><wp:docPr id="7" name="Box 7"/><a:graphic><a:graphicData uri="'
        'http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext'
        ' cx="5400000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        '</a:prstGeom><a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/>'
        f"</a:solidFill></a:ln></wps:spPr><wps:txbx>{content}</wps:txbx><wps:bodyPr/>"
        "</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        '<mc:Fallback><w:pict><v:shape id="s7" style="width:425pt;height:70pt">'
        f"<v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def contents():
    """A contents field over as many paragraphs as there are parts."""
    begin = mark("begin") + instructed(r"TOC \o 1-1 \h") + mark("separate")
    lines = [f"Part {'I' * n} {part[0]}" for n, part in enumerate(PARTS, start=1)]
    first, *others = [r(f"{line}") for line in lines]
    others[-1] += mark("end")
    return "".join(styled("TOC1", line) for line in (begin + first, *others))


def part(number, heading, rules):
    """A heading with its rules; the table, the box and the notes stand in some."""
    mark_of_heading = (
        f'<w:bookmarkStart w:id="{number}" w:name="_Ref{number}"/>{r(heading)}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )
    body = styled("Heading1", mark_of_heading)
    body += styled("Heading2", f"Scope of part {number}")
    for text in rules:
        body += rule(text, foot(number + 1) if text == rules[0] else "")
        body += rule("This includes:")
        body += "".join(rule(letter, level=1) for letter in LETTERS)
    bold = r("only as a measure of last resort", "<w:b/>")
    reference = field(f"REF _Ref{number} \\h", heading)
    body += p("Force is used ", bold, ", and for the shortest time. See “", reference,
              "”.")  # fmt: skip
    return body


def recommendation():
    """The document, in bytes."""
    words = r("the text on the web", '<w:u w:val="single"/>')
    link = f'<w:hyperlink r:id="rId7">{words}</w:hyperlink>'
    body = (
        styled("Title", "Recommendation Rec(2006)2 of the Committee of Ministers")
        + styled("Title", "on the European Prison Rules")
        + p(r("Adopted on 11 January 2006", "<w:i/>"),
            r(inner='<w:endnoteReference w:id="2"/>', properties=RAISED))
        + contents()
        + p("The Committee of Ministers recommends that governments be guided by these "
            "rules. See ", link, " for the annex.")
        + p(boxed(p("These rules are read together with the commentary."),
                  p("They bind nobody, and oblige all.")))
        + "".join(part(n, *each) for n, each in enumerate(PARTS, start=1))
        + table()
        + p("The end of the rules.")
    )  # fmt: skip
    return docx(body, further_parts(), RELATIONS, SECTION)


def further_parts():
    """{name: text} of the notes, the numbering, the header and the footer."""
    front = r(inner="<w:footnoteRef/>", properties=RAISED)
    notes = "".join(
        f'<w:footnote w:id="{number}">{styled("FootnoteText", front, " " + note)}'
        "</w:footnote>"
        for number, note in enumerate(NOTES, start=2)
    )
    end = r(inner="<w:endnoteRef/>", properties=RAISED)
    pages = (field("PAGE", "1"), " of ", field("NUMPAGES", "1"))
    return {
        "[Content_Types].xml": TYPES,
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        "word/footnotes.xml": xml("footnotes", notes),
        "word/endnotes.xml": xml(
            "endnotes",
            f'<w:endnote w:id="2">{p(end, " At the 952nd meeting.")}</w:endnote>',
        ),
        "word/header1.xml": xml("hdr", p("European Prison Rules")),
        "word/footer1.xml": xml("ftr", p("Page ", *pages)),
    }
