"""What a document tells of those who wrote it, taken out.

Authors, firms, comments, changes, days, the numbers that Word gives to each sitting at
a desk (rsid), templates, printers, data and pictures of the first page.
"""

import re

from lxml import etree

from officials.imports.readers.unreadable import Unreadable
from translations.formats.readers.word.packages import relations_name
from translations.formats.readers.word.revisions import forget_former, stories_of
from translations.formats.readers.word.stories import is_covered
from translations.formats.readers.word.xml_names import (
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    RUN_PROPERTIES,
    TEXT,
    w,
)

DUBLIN = "http://purl.org/dc/elements/1.1/"
OF_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
OF_APP = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
OF_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
# Parts that go, by the last word of the relation that names them.
DROPPED = {
    "comments", "commentsExtended", "commentsIds", "commentsExtensible", "people",
    "customXml", "thumbnail", "printerSettings", "attachedTemplate",
    "keyMapCustomizations", "origin", "mailMergeSource", "mailMergeHeaderSource",
    "recipientData", "documenttasks", "userXmlData", "classificationlabels",
}  # fmt: skip
SETTINGS = {w(name) for name in
            ("rsids", "docVars", "attachedTemplate", "mailMerge", "trackRevisions",
             "writeProtection", "documentProtection", "saveThroughXslt",
             "attachedSchema", "removePersonalInformation")}  # fmt: skip
MARKS = {w(name) for name in
         ("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef",
          "proofErr", "printerSettings", "permStart", "permEnd")}  # fmt: skip
SESSION = re.compile(r"\{.*\}(?:rsid\w*|docId)$")


def clean(package, document, title="", language=""):
    """Takes all that out of the `package`, which was read as `document`."""
    for name in stories_of(package):
        remove_marks(package.change(name))
    hide(package, document)
    drop_notes(package, document)
    for name in [*package.parts]:
        if name.endswith(".xml") and b"rsid" in package.parts[name]:
            forget_sessions(package, name)
    clean_settings(package)
    for name in ["", *stories_of(package)]:
        drop_related(package, name)
    if settings := package.related(package.main, "settings"):
        drop_related(package, settings)
    clean_properties(package, title, language)


def remove_marks(root):
    """Takes out comments, changes of form and bindings to data that will be gone."""
    forget_former(root)
    for element in [*root.iter(*MARKS)]:
        run = element.getparent()
        run.remove(element)
        if run.tag == w("r") and all(each.tag == RUN_PROPERTIES for each in run):
            run.getparent().remove(run)
    for element in [*root.iter(w("dataBinding"))]:
        element.getparent().remove(element)


def hide(package, document):
    """Takes out text that nobody sees: it is in the language of the source."""
    styles = document.styles
    for name in stories_of(package):
        for paragraph in package.root(name).iter(PARAGRAPH):
            look = styles.of_paragraph(paragraph.find(PARAGRAPH_PROPERTIES))
            is_out = is_covered(paragraph)
            for run in [*paragraph.iter(w("r"))]:
                if is_out or is_hidden(styles, run, look):
                    for text in run.findall(TEXT):
                        run.remove(text)


def is_hidden(styles, run, look):
    return bool(styles.of_run(run.find(RUN_PROPERTIES), look).get("vanish"))


def drop_notes(package, document):
    """Takes out notes whose mark is gone, with a text that was struck out."""
    for name, one in (("footnotes", "footnote"), ("endnotes", "endnote")):
        part = package.related(package.main, name)
        if not part:
            continue
        keys = {key for kind, key in document.references if kind == name}
        for note in [*package.root(part).findall(w(one))]:
            is_text = note.get(w("type"), "normal") == "normal"
            if is_text and note.get(w("id")) not in keys:
                package.change(part).remove(note)


def forget_sessions(package, name):
    """Takes the numbers of sittings out of a part, if it can be read at all."""
    try:
        package.root(name)
    except Unreadable:
        return
    for element in package.root(name).iter():
        for attribute in [*element.attrib]:
            if SESSION.match(attribute):
                del element.attrib[attribute]
                package.changed.add(name)
    for element in [*package.root(name).iter(w("rsid"))]:
        if element.getparent() is not None:
            element.getparent().remove(element)
            package.changed.add(name)


def clean_settings(package):
    part = package.related(package.main, "settings")
    if not part:
        return
    root = package.change(part)
    for child in [*root]:
        is_number = isinstance(child.tag, str) and child.tag.endswith("}docId")
        if child.tag in SETTINGS or is_number:
            root.remove(child)


def drop_related(package, name):
    """Takes out the parts of DROPPED that the part `name` names, and the naming."""
    rels = relations_name(name)
    names = package.by_key(name)
    for row in package.relation_rows(name):
        kind = row.get("Type", "").rpartition("/")[2]
        if kind not in DROPPED:
            continue
        package.change(rels).remove(row)
        target = names.get(row.get("Id"))
        if target in package.parts:
            drop_whole(package, target)


def drop_whole(package, name):
    """Takes out a part and those that it alone names (customXml and its properties)."""
    others = [target for _kind, target in package.relations(name)]
    package.drop(name)
    for each in others:
        if each in package.parts and each.startswith(name.rpartition("/")[0] or "\0"):
            package.drop(each)


def clean_properties(package, title, language):
    """Empties the properties of the document; title and language are the new ones."""
    core = etree.Element(
        f"{{{OF_CORE}}}coreProperties", nsmap={"cp": OF_CORE, "dc": DUBLIN}
    )
    if title:
        etree.SubElement(core, f"{{{DUBLIN}}}title").text = title
    if language:
        etree.SubElement(core, f"{{{DUBLIN}}}language").text = language
    replace(package, "core-properties", core)
    replace(package, "extended-properties", empty("Properties", OF_APP))
    replace(package, "custom-properties", empty("Properties", OF_CUSTOM))


def empty(name, namespace):
    return etree.Element(f"{{{namespace}}}{name}", nsmap={None: namespace})


def replace(package, kind, root):
    """Puts `root` in the place of the part of such a relation, where there is one."""
    if part := package.related("", kind):
        package.roots[part] = root
        package.changed.add(part)
