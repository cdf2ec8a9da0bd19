"""Popolo JSON (popoloproject.com): persons, organizations, posts, memberships."""

import re

from django.utils.translation import gettext as _

from officials.imports import cells
from officials.imports.reader_process import nothing_strange, records_of
from officials.imports.readers.limits import LIMITS
from officials.imports.readers.popolo_json import PARTS
from officials.imports.rows import Row, further_name
from officials.imports.unreadable_files import UnreadableFile
from officials.institutions.models import Institution
from officials.people.models import ContactPoint, OfficialName

KINDS = {
    "email": ContactPoint.Kind.EMAIL,
    "cell": ContactPoint.Kind.MOBILE,
    "mobile": ContactPoint.Kind.MOBILE,
    "voice": ContactPoint.Kind.OFFICE_PHONE,
    "phone": ContactPoint.Kind.OFFICE_PHONE,
    "address": ContactPoint.Kind.POSTAL,
}
FORMER = re.compile(r"birth|former|maiden|previous|прежн|девич", re.IGNORECASE)


def read_popolo(content):
    """(`Row`s, manner) of a Popolo file; UnreadableFile when it is none."""
    options = {"most_rows": LIMITS["popolo"].rows}
    records = records_of("popolo", content, options)
    with nothing_strange():
        tables = {part: [] for part in PARTS}
        for record in records:
            for part, each in record.items():
                tables[part].append(each)
        rows = list(Reader(tables).rows())
    if not rows:
        raise UnreadableFile(_("The file holds no person and no organization."))
    return rows, "Popolo, UTF-8"


class Reader:
    """Reads the objects of one file; they name each other by `id`."""

    def __init__(self, tables):
        self.persons = tables["persons"]
        self.organizations = by_id(tables["organizations"])
        self.posts = by_id(tables["posts"])
        self.listed = tables
        self.memberships = {}
        nested = [
            {"person_id": person.get("id"), **each}
            for person in self.persons
            for each in person.get("memberships", ())
        ]
        for each in (*tables["memberships"], *nested):
            self.memberships.setdefault(each.get("person_id"), []).append(each)
        self.number = 0

    def next_row(self):
        self.number += 1
        return Row(self.number)

    def rows(self):
        for each in self.listed["organizations"]:
            yield self.institution(each)
        for person in self.persons:
            memberships = self.memberships.pop(person.get("id"), [])
            yield self.person(person, memberships[0] if memberships else None)
            for each in memberships[1:]:
                yield self.person({k: person.get(k, "") for k in ("id", "name")}, each)
        for key in self.memberships:
            row = self.next_row()
            row.refuse(
                _("A membership names the person “%(key)s”, who is not in the file.")
                % {"key": str(key)[:40]}
            )
            yield row

    def institution(self, each):
        row = self.next_row()
        self.set(row, "institution", cells.an_institution, each.get("name"))
        above = self.organizations.get(each.get("parent_id")) or each.get("parent", {})
        self.set(row, "above", cells.an_institution, above.get("name"))
        kind = each.get("classification", "").lower().replace(" ", "_")
        row.kind = kind if kind in Institution.Kind.values else ""
        return row

    def person(self, person, membership):
        row = self.next_row()
        key = " ".join(person.get("id", "").split())
        row.who = f"k:{key}"[:300] if key else ""
        self.set(row, "name", cells.a_name, person.get("name"))
        if row.name is None and not row.problems:
            row.refuse(_("A person without a name."))
        self.set(row, "gender", cells.a_gender, person.get("gender"))
        self.set(row, "born", cells.a_day_past, person.get("birth_date"))
        self.set(row, "died", cells.a_day_past, person.get("death_date"))
        for each in person.get("other_names", ()):
            self.add_name(row, each)
        for each in person.get("identifiers", ()):
            self.add_identifier(row, each)
        for each in person.get("contact_details", ()):
            self.add_contact(row, each.get("type"), each.get("value"))
        if person.get("email"):
            self.add_contact(row, "email", person["email"])
        if membership:
            self.add_membership(row, membership)
        return row

    def add_name(self, row, each):
        name = self.value(row, cells.a_name, each.get("name"))
        if name is None or (row.name and name.text == row.name.text):
            return
        former = each.get("end_date") or FORMER.search(each.get("note", ""))
        kind = OfficialName.Kind.FORMER if former else ""
        language = each.get("lang", "")[:8]
        row.add("names", further_name(name, row.name, kind, language))

    def add_identifier(self, row, each):
        try:
            identifier = cells.an_identifier(
                each.get("scheme", ""), each.get("identifier", "")
            )
        except ValueError as reason:
            row.refuse(str(reason))
        else:
            row.add("identifiers", identifier)

    def add_contact(self, row, kind, value):
        kind = KINDS.get((kind or "").lower(), ContactPoint.Kind.OTHER)
        if value := self.value(row, cells.a_contact, value):
            row.add("contacts", [kind, value])

    def add_membership(self, row, each):
        post = self.posts.get(each.get("post_id")) or {}
        place = each.get("organization_id") or post.get("organization_id")
        organization = self.organizations.get(place) or each.get("organization") or {}
        title = post.get("label") or post.get("role") or each.get("role")
        title = title or each.get("label") or _("Member")
        self.set(row, "post", cells.a_title, title)
        self.set(row, "institution", cells.an_institution, organization.get("name"))
        self.set(row, "started", cells.a_date, each.get("start_date"))
        self.set(row, "ended", cells.a_date, each.get("end_date"))

    def set(self, row, name, read, value):
        if (cell := self.value(row, read, value)) is not None:
            setattr(row, name, cell)

    def value(self, row, read, value):
        """What `read` makes of a value; None, with the reason in the row, if none."""
        text = " ".join((value or "").replace("\x00", " ").split())
        try:
            return read(text) if text else None
        except ValueError as reason:
            row.refuse(str(reason))
            return None


def by_id(listed):
    return {each["id"]: each for each in listed if "id" in each}
