"""How to reach an official, and their numbers in other registers: rows and forms."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from officials.people.contact_forms import ContactPointForm, IdentifierForm
from officials.people.models import ContactPoint, Identifier, Official
from staff.addresses import address
from staff.pages import CreatePart, RemovePage, UpdatePage
from staff.phrases import from_until

TAB = "names"
NUMBER = re.compile(r"\+?[\d\s().-]{3,}")
PAGES_OF_ITEMS = {Identifier.WIKIDATA: "https://www.wikidata.org/wiki/"}


def contacts_of(official, user):
    """What people/contacts.html shows: those of today, then past ones."""
    contacts = official.contact_points.visible_to(user).select_related("circle")
    today = timezone.localdate()
    rows = [contact_row(contact, user, today) for contact in contacts]
    rows.sort(key=lambda row: row["is_past"])
    return {
        "contact_points": rows,
        "add_contact_url": way_to_add(official, "contactpoint", user),
    }


def contact_row(contact, user, today):
    until, start = contact.valid_until, contact.valid_from
    is_past = until is not None and until.last < today
    usable = contact.safe_to_use and not is_past
    return {
        "value": contact.value,
        "link": link_of(contact) if usable else "",
        "kind_label": contact.get_kind_display(),
        "preferred": contact.preferred and not is_past,
        "safe": contact.safe_to_use,
        "is_past": is_past,
        "is_to_come": start is not None and start.first > today,
        "dates": from_until(start, until),
        "gatekeeper": contact.gatekeeper,
        "hours": contact.hours,
        "note": contact.note,
        "circle": "" if contact.circle.everyone else contact.circle,
        **ways_to_change(contact, user),
    }


def link_of(contact):
    """The address that writes or rings: `mailto:`, `tel:`; nothing for other kinds."""
    value = contact.value.strip()
    if NUMBER.fullmatch(value):
        return "tel:" + re.sub(r"[^\d+]", "", value)
    try:
        validate_email(value)
    except ValidationError:
        return ""
    return f"mailto:{value}"


def identifiers_of(official, user):
    """What templates/officials/people/identifiers.html shows."""
    rows = [
        {
            "scheme": each.scheme,
            "value": each.value,
            "link": page_of(each),
            **ways_to_change(each, user),
        }
        for each in official.identifiers.visible_to(user)
    ]
    return {
        "identifiers": rows,
        "add_identifier_url": way_to_add(official, "identifier", user),
    }


def page_of(identifier):
    """The page of a public register; it is opened by whoever clicks, never by us."""
    start = PAGES_OF_ITEMS.get(identifier.scheme)
    return f"{start}{identifier.value}" if start else ""


def way_to_add(official, part, user):
    may_add = user.has_perm(f"officials.add_{part}")
    return reverse(f"{part}-add", args=[official.pk]) if may_add else None


def ways_to_change(record, user):
    """`edit_url` and `remove_url`, for those who may."""
    ways = {}
    for verb, permission in (("edit", "change"), ("remove", "delete")):
        if user.has_perm(f"officials.{permission}_{record._meta.model_name}"):
            ways[f"{verb}_url"] = address(record, verb)
    return ways


class BackToContacts:
    """Leads back to the tab with names, contacts and numbers."""

    def get_success_url(self):
        return self.following(f"{address(self.record)}?tab={TAB}")


class ContactPointAdd(BackToContacts, CreatePart):
    title = gettext_lazy("New contact")
    model = Official
    part = ContactPoint
    parent_name = "official"
    form_class = ContactPointForm


class ContactPointEdit(BackToContacts, UpdatePage):
    model = ContactPoint
    form_class = ContactPointForm


class ContactPointRemove(RemovePage):
    model = ContactPoint
    tab = TAB


class IdentifierAdd(BackToContacts, CreatePart):
    title = gettext_lazy("New identifier")
    model = Official
    part = Identifier
    form_class = IdentifierForm


class IdentifierEdit(BackToContacts, UpdatePage):
    model = Identifier
    form_class = IdentifierForm


class IdentifierRemove(RemovePage):
    model = Identifier
    tab = TAB
