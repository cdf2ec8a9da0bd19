"""Contents and references marked to be worked out anew when the file is opened."""

from translations.formats.readers.word.revisions import stories_of
from translations.formats.readers.word.word_fields import MARK, MARK_KIND, name_of
from translations.formats.readers.word.xml_names import MATH, w

UPDATED = {
    "TOC", "TOA", "INDEX", "REF", "PAGEREF", "NOTEREF", "STYLEREF", "SEQ", "PAGE",
    "NUMPAGES", "SECTIONPAGES", "SECTION", "HYPERLINK", "FORMTEXT", "FORMCHECKBOX",
    "FORMDROPDOWN", "XE", "TC", "TA", "LISTNUM", "=",
}  # fmt: skip
# What may follow w:updateFields among the settings (ECMA-376, part 1, CT_Settings).
AFTER_UPDATE = {
    w(name) for name in (
        "hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "docVars", "rsids",
        "attachedSchema", "themeFontLang", "clrSchemeMapping", "captions",
        "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade",
        "readModeInkLockDown", "smartTagType", "shapeDefaults", "doNotEmbedSmartTags",
        "decimalSymbol", "listSeparator",
    )
} | {f"{{{MATH}}}mathPr"}  # fmt: skip


def update_fields(package):
    """Has contents and references be worked out anew, and all others stay as they are.

    What the others say comes from data that are no longer there.
    """
    has_fields = False
    for name in stories_of(package):
        root = package.root(name)
        for begin, instruction in fields_in(root):
            has_fields = True
            if name_of(instruction) not in UPDATED:
                package.change(name)
                begin.set(w("fldLock"), "true")
    settings = package.related(package.main, "settings")
    if not has_fields or not settings:
        return
    root = package.change(settings)
    for former in root.findall(w("updateFields")):
        root.remove(former)
    root.insert(place_of_update(root), root.makeelement(w("updateFields")))
    root.find(w("updateFields")).set(w("val"), "true")


def place_of_update(root):
    """Where the schema wants w:updateFields among the settings."""
    return next(
        (n for n, child in enumerate(root) if child.tag in AFTER_UPDATE), len(root)
    )


def fields_in(root):
    """(what begins it, instruction) of each field below `root`."""
    for simple in root.iter(w("fldSimple")):
        yield simple, simple.get(w("instr"), "")
    row = []
    for element in root.iter(MARK, w("instrText")):
        if element.tag == w("instrText"):
            if row and not row[-1][2]:
                row[-1][1] += element.text or ""
            continue
        kind = element.get(MARK_KIND)
        if kind == "begin":
            row.append([element, "", ""])
        elif row and kind == "separate":
            row[-1][2] = "result"
        elif row:
            begin, instruction, _phase = row.pop()
            yield begin, instruction
