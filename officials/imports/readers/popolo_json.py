"""Popolo JSON (popoloproject.com): persons, organizations, posts, memberships."""

import json

from officials.imports.readers.delimited import decoded
from officials.imports.readers.unreadable import Unreadable

PARTS = ("persons", "organizations", "posts", "memberships")
TEXTS = frozenset(
    ("id", "name", "gender", "birth_date", "death_date", "email", "note", "lang")
    + ("start_date", "end_date", "scheme", "identifier", "type", "value", "label")
    + ("role", "post_id", "person_id", "organization_id", "parent_id")
    + ("classification",)
)
OBJECTS = frozenset(("organization", "parent"))
LISTS = frozenset(("other_names", "identifiers", "contact_details", "memberships"))
MOST_LISTED = 1_000  # of what one object has several of


def read(content, options):
    """{part: object} for each object; numbers stay the text that they are."""
    text, _encoding = decoded(content)
    try:
        data = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as fault:
        raise Unreadable("json damaged", line=fault.lineno) from None
    except RecursionError:
        raise Unreadable("json depth") from None
    most = options["most_rows"]
    tables = tables_of(data)
    if sum(map(len, tables.values())) > most:
        raise Unreadable("rows", most=most)
    for part, listed in tables.items():
        for each in listed:
            yield {part: in_words(each)}


def tables_of(data):
    """{part: list of objects}; one object alone counts as its part."""
    if isinstance(data, list):
        data = {"persons": data}
    if not isinstance(data, dict):
        raise Unreadable("no popolo")
    if not set(PARTS) & set(data):
        part = {"classification": "organizations", "person_id": "memberships"}
        sole_part = next((p for key, p in part.items() if key in data), "persons")
        data = {sole_part: [data]} if "name" in data or "person_id" in data else {}
    tables = {}
    for part in PARTS:
        listed = data.get(part) or []
        if not isinstance(listed, list) or not all(isinstance(e, dict) for e in listed):
            raise Unreadable("json list", part=part)
        tables[part] = listed
    if not any(tables.values()):
        raise Unreadable("no popolo")
    return tables


def in_words(whole, *, deeper=True):
    """Of an object what somebody asks for: texts, and objects and lists of such."""
    parts = {
        name: value
        for name, value in whole.items()
        if name in TEXTS and isinstance(value, str)
    }
    for name in OBJECTS & whole.keys():
        if isinstance(whole[name], dict):
            parts[name] = in_words({"name": whole[name].get("name")}, deeper=False)
    for name in LISTS & whole.keys() if deeper else ():
        listed = whole[name] if isinstance(whole[name], list) else []
        if len(listed) > MOST_LISTED:
            raise Unreadable("rows", most=MOST_LISTED)
        parts[name] = [
            in_words(each, deeper=False) for each in listed if isinstance(each, dict)
        ]
    return parts
