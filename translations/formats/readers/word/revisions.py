"""Tracked changes: found, and taken as made.

More than what was struck out goes: a struck end of a paragraph joins it to the next, a
struck row leaves the table, a moved text stands in one place only.
"""

import re

from translations.formats.readers.word.xml_names import (
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    RUN_PROPERTIES,
    w,
)

GONE = {w("del"), w("moveFrom")}
KEPT = {w("ins"), w("moveTo")}
CELLS = {w("cellDel"), w("cellIns")}
FORMER = {w(name) for name in
          ("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange",
           "trPrChange", "tcPrChange", "tblGridChange", "numberingChange",
           "cellMerge")}  # fmt: skip
BOUNDS = re.compile(r"(?:moveFrom|moveTo|customXml(?:Ins|Del|MoveFrom|MoveTo))Range")
PROPERTIES = {w("rPr"), w("trPr"), w("tcPr"), w("numPr")}
STORIES = ("document", "header", "footer", "footnotes", "endnotes")


def stories_of(package):
    """The names of the parts that hold text."""
    names = [target for kind, target in package.relations(package.main)
             if kind.rpartition("/")[2] in STORIES]  # fmt: skip
    return [package.main, *dict.fromkeys(n for n in names if n in package.parts)]


def has_revisions(package):
    """Whether a change of the text was tracked and nobody said yes to it."""
    wanted = GONE | KEPT | CELLS
    return any(
        next(package.root(name).iter(*wanted), None) is not None
        for name in stories_of(package)
    )


def accept(package):
    """Takes all tracked changes as made."""
    for name in stories_of(package):
        root = package.root(name)
        if next(root.iter(*GONE, *KEPT, *CELLS), None) is not None:
            accept_in(package.change(name))


def accept_in(root):
    struck = [
        paragraph for paragraph in root.iter(PARAGRAPH) if has_struck_end(paragraph)
    ]
    for row in [*root.iter(w("tr"))]:
        if row.find(f"{w('trPr')}/{w('del')}") is not None:
            take_out(row)
    for cell in [*root.iter(w("tc"))]:
        if cell.find(f"{w('tcPr')}/{w('cellDel')}") is not None:
            take_out(cell)
    for element in [*root.iter(*GONE)]:
        if element.getparent() is not None:
            remove(element)
    for element in [*root.iter(*KEPT)]:
        if element.getparent().tag in PROPERTIES:
            remove(element)
        else:
            unwrap(element)
    for paragraph in struck:
        join_to_next(paragraph)
    forget_former(root)


def forget_former(root):
    """Takes out what formats were before, and the bounds of what was moved."""
    for element in [*root.iter(*FORMER, *CELLS)]:
        remove(element)
    for element in [*root.iter(w("*"))]:
        if BOUNDS.match(element.tag.rpartition("}")[2]):
            remove(element)


def has_struck_end(paragraph):
    mark = paragraph.find(f"{PARAGRAPH_PROPERTIES}/{RUN_PROPERTIES}")
    return mark is not None and any(mark.find(name) is not None for name in GONE)


def join_to_next(paragraph):
    """What is left of `paragraph` stands before the next one's words, in its form."""
    parent = paragraph.getparent()
    if parent is None:
        return
    follower = paragraph.getnext()
    while follower is not None and is_mark(follower):
        follower = follower.getnext()
    properties = paragraph.find(PARAGRAPH_PROPERTIES)
    if properties.find(w("sectPr")) is not None:
        return
    children = [child for child in paragraph if child is not properties]
    if follower is not None and follower.tag == PARAGRAPH:
        first = follower.find(PARAGRAPH_PROPERTIES)
        place = 0 if first is None else follower.index(first) + 1
        for number, child in enumerate(children):
            follower.insert(place + number, child)
        remove(paragraph)
    elif not children and is_spare(paragraph):
        remove(paragraph)


def is_mark(element):
    name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
    return name.endswith(("Start", "End")) or name == "proofErr"


def is_spare(paragraph):
    """Whether its parent can do without it: a cell or a note ends with a paragraph."""
    before = paragraph.getprevious()
    after = [each for each in paragraph.itersiblings() if not is_mark(each)]
    return bool(after) or (before is not None and before.tag == PARAGRAPH)


def take_out(element):
    """Removes a row or a cell; what is left empty around it goes with it."""
    parent = element.getparent()
    if parent is None:
        return
    remove(element)
    if parent.tag == w("tbl") and next(parent.iter(w("tr")), None) is None:
        holder = parent.getparent()
        remove(parent)
        if holder.tag == w("tc") and holder.find(PARAGRAPH) is None:
            holder.append(holder.makeelement(PARAGRAPH))
    elif parent.tag == w("tr") and next(parent.iter(w("tc")), None) is None:
        take_out(parent)


def remove(element):
    """Takes `element` out; no letter stands between the elements of Word."""
    element.getparent().remove(element)


def unwrap(element):
    """Puts what `element` holds in its place."""
    parent = element.getparent()
    place = parent.index(element)
    for number, child in enumerate([*element]):
        parent.insert(place + number, child)
    remove(element)
