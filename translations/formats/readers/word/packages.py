"""The package that a Word document is: parts of XML, and which names which."""

import io
import posixpath
import zipfile

from lxml import etree

from officials.imports.readers.archives import BROKEN, check_swelling
from officials.imports.readers.unreadable import Unreadable
from translations.formats.readers.word.xml_names import RELATIONS, TYPES

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # OLE: an old .doc, or a password
LOCKED = "EncryptedPackage".encode("utf-16-le")
MAIN = "/officeDocument"
STRICT = "http://purl.oclc.org/ooxml/"
DOCUMENTS = ("wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml")
CONTENT_TYPES = "[Content_Types].xml"


def parser():
    """What takes a part apart: nothing is fetched, nothing is expanded."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )


class Package:
    """A Word document; `roots` are the parts that were taken apart, by name."""

    def __init__(self, content):
        check_beginning(content)
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                check_swelling(archive, "docx swells")
                self.parts = parts_of(archive)
        except BROKEN:
            raise Unreadable("docx damaged") from None
        except RuntimeError:
            raise Unreadable("docx password") from None
        self.roots, self.changed = {}, set()
        self.main = self.main_part()

    def main_part(self):
        """The name of the part that holds the text, by relation, its type looked at."""
        if CONTENT_TYPES not in self.parts:
            raise Unreadable("docx other")
        if any(name.lower().endswith("vbaproject.bin") for name in self.parts):
            raise Unreadable("docx macros")
        for kind, target in self.relations(""):
            if kind.endswith(MAIN):
                if kind.startswith(STRICT):
                    raise Unreadable("docx strict")
                if target in self.parts:
                    self.check_type(target)
                    return target
        raise Unreadable("docx other")

    def check_type(self, name):
        kind = self.type_of(name)
        if "macroEnabled" in kind:
            raise Unreadable("docx macros")
        if not kind.endswith(DOCUMENTS):
            raise Unreadable("docx other")

    def type_of(self, name):
        """The content type of a part, an empty text if nobody says."""
        types = self.root(CONTENT_TYPES)
        for override in types.iter(f"{{{TYPES}}}Override"):
            if override.get("PartName", "").lower() == f"/{name}".lower():
                return override.get("ContentType", "")
        extension = name.rpartition(".")[2].lower()
        for default in types.iter(f"{{{TYPES}}}Default"):
            if default.get("Extension", "").lower() == extension:
                return default.get("ContentType", "")
        return ""

    def root(self, name):
        """The element at the top of a part; Unreadable where it is no sound XML."""
        if name not in self.roots:
            if name not in self.parts:
                raise Unreadable("docx damaged")
            try:
                root = etree.fromstring(self.parts[name], parser())
            except (etree.XMLSyntaxError, ValueError, LookupError):
                raise Unreadable("docx damaged") from None
            if root.getroottree().docinfo.doctype:
                raise Unreadable("docx doctype")
            self.roots[name] = root
        return self.roots[name]

    def relations(self, name):
        """(kind, name of the part) of all that the part `name` names, within it."""
        return [
            (relation.get("Type", ""), absolute(name, relation.get("Target", "")))
            for relation in self.relation_rows(name)
            if relation.get("TargetMode") != "External"
        ]

    def relation_rows(self, name):
        """The elements that say so; `name` is empty for the package itself."""
        rels = relations_name(name)
        if rels not in self.parts:
            return []
        return [*self.root(rels).iter(f"{{{RELATIONS}}}Relationship")]

    def by_key(self, name):
        """{the id of a relation of the part `name`: the name of the part it names}."""
        return {
            relation.get("Id"): absolute(name, relation.get("Target", ""))
            for relation in self.relation_rows(name)
            if relation.get("TargetMode") != "External"
        }

    def related(self, name, kind):
        """The first part of `kind` that the part `name` names; None without one."""
        for each, target in self.relations(name):
            if each.endswith(f"/{kind}") and target in self.parts:
                return target
        return None

    def change(self, name):
        """The root of a part, which will be written anew."""
        self.changed.add(name)
        return self.root(name)

    def add(self, name, root, content_type):
        """Adds a part that is not there yet."""
        self.parts[name], self.roots[name] = b"", root
        self.changed.add(name)
        types = self.change(CONTENT_TYPES)
        etree.SubElement(
            types, f"{{{TYPES}}}Override", PartName=f"/{name}", ContentType=content_type
        )

    def relate(self, name, kind, target):
        """Has the part `name` name another, `target` (a path from there)."""
        rels = relations_name(name)
        if rels not in self.parts:
            self.parts[rels] = b""
            self.roots[rels] = etree.Element(
                f"{{{RELATIONS}}}Relationships", nsmap={None: RELATIONS}
            )
        row = etree.SubElement(self.change(rels), f"{{{RELATIONS}}}Relationship")
        keys = {each.get("Id") for each in self.relation_rows(name)}
        number = next(n for n in range(1, len(keys) + 2) if f"rIdT{n}" not in keys)
        for attribute, value in (
            ("Id", f"rIdT{number}"),
            ("Type", kind),
            ("Target", target),
        ):
            row.set(attribute, value)

    def drop(self, name):
        """Takes a part out; whoever names it is for the caller to look after."""
        for each in (name, relations_name(name)):
            self.parts.pop(each, None)
            self.roots.pop(each, None)
            self.changed.discard(each)
        types = self.root(CONTENT_TYPES)
        for override in [*types.iter(f"{{{TYPES}}}Override")]:
            if override.get("PartName", "").lower() == f"/{name}".lower():
                types.remove(override)
                self.changed.add(CONTENT_TYPES)

    def content(self):
        """The document in bytes; a part that nothing changed is as it came."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                info = zipfile.ZipInfo(name)  # of the year 1980: it tells no day
                info.compress_type = zipfile.ZIP_DEFLATED
                if name in self.changed:
                    content = etree.tostring(
                        self.roots[name],
                        xml_declaration=True,
                        encoding="UTF-8",
                        standalone=True,
                    )
                archive.writestr(info, content)
        return stream.getvalue()


def check_beginning(content):
    """Unreadable for what is no archive at all, by how it begins."""
    if content.startswith(COMPOUND):
        raise Unreadable("docx password" if LOCKED in content else "doc")
    if content[:1024].lstrip().startswith(b"%PDF"):
        raise Unreadable("pdf")
    if content.lstrip()[:5] == rb"{\rtf":
        raise Unreadable("rtf")
    if not content.startswith(b"PK"):
        raise Unreadable("docx other")


def parts_of(archive):
    """{name: bytes} of what the archive holds; Unreadable if a name stands twice."""
    parts = {}
    for member in archive.infolist():
        name = member.filename.lstrip("/").replace("\\", "/")
        if member.is_dir():
            continue
        if name in parts:
            raise Unreadable("docx damaged")
        parts[name] = archive.read(member)
    return parts


def relations_name(name):
    folder, _slash, file = name.rpartition("/")
    return posixpath.join(folder, "_rels", f"{file}.rels")


def absolute(name, target):
    """The part that `target` is, as said in the relations of the part `name`."""
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
