"""Strings that break software: kept as they were, or refused in words; never a 5xx.

The list is the Big List of Naughty Strings; `../shared/data` is not part of the
repository. Every string goes alone through every text field and into every text
column; through each page they go in packs, as many as a field takes, because a page
costs a thousand times as much as a field.
"""

import functools
import html
import itertools
import json
from dataclasses import dataclass
from zlib import crc32

import pytest
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse

from officials.dates import PartialDateFormField
from staff.pages import FormPage, StepPage
from staff.revisions import revision_of
from tests.filled_forms import standing
from tests.trials import routes, world

pytestmark = pytest.mark.django_db

LIST = settings.BASE_DIR.parent / "shared" / "data" / "blns.json"
OURS = [
    "a\x00b",
    "\x00",
    "=1+1",
    "@SUM(1)",
    "%s %(a)s {0} {a}",
    "\\N \\. \\",
    "\ufeff",
    '"><q9z>',
    "'><q9z>",
    "</textarea><q9z>",
    "</title><q9z>",
    "{{ 7|add:7 }}",
    "9" * 30,
    "-1",
    "1e9",
    "٣",
    "٢٠٢٦",
    "0001-01-01",
    "9999-12-31",
    "x" * 4000,
]
NO_CHOICE = ["a\x00b", "-1", "9" * 30, "٢٠٢٦", "9999-12-31", "0001-01-01"]
BETWEEN = " ¦ "
LOOKED_AT = 4  # of so many saves, one page is looked at
MOST_FILLS = 6  # of one form
ROOM = 20_000  # letters into a field that sets no limit
OPEN = {}  # which record of a page's model was the first with which it opens
STRICT = (forms.URLField, forms.EmailField, PartialDateFormField)
# Forms that keep nothing: what was asked is answered on the spot, or as a file.
ANSWERED_AT_ONCE = {"document-named", "memory-take"}
NOT_FREE = {"country", "scheme", "language"}


@functools.cache
def strings():
    if not LIST.exists():
        pytest.skip(f"{LIST} is not here")
    return [*dict.fromkeys([*json.loads(LIST.read_text()), *OURS])]


def shuffled(name):
    """All strings, for each name in another order, and always in the same."""
    return sorted(strings(), key=lambda each: crc32(f"{name}{each}".encode()))


def packs(most):
    """All strings, as many together as fit into `most` letters; NUL stays alone."""
    pack, size = [], 0
    for each in strings():
        if "\x00" in each or len(each) > most:
            continue
        if pack and size + len(each) + len(BETWEEN) > most:
            yield BETWEEN.join(pack).strip()
            pack, size = [], 0
        pack.append(each)
        size += len(each) + len(BETWEEN)
    yield BETWEEN.join(pack).strip()


@dataclass
class Place:
    """A page with a form: where it is, and the form as it opens."""

    name: str
    address: str
    data: dict
    form: forms.BaseForm
    record: object
    is_step: bool
    plain: str

    def revision(self):
        """What an edit form carries to say which state of the record it shows."""
        has_revision = "revision" in self.data
        return {"revision": revision_of(self.record)} if has_revision else {}

    def free(self):
        """The fields that take any text, by the name they are sent under."""
        return {
            self.form.add_prefix(name): field
            for name, field in self.form.fields.items()
            if isinstance(field, forms.CharField)
            and not isinstance(field, STRICT)
            and name not in NOT_FREE
        }

    def strict(self):
        return [
            self.form.add_prefix(name)
            for name, field in self.form.fields.items()
            if self.form.add_prefix(name) not in self.free()
            and not isinstance(field, forms.FileField)
        ]


@pytest.fixture
def small_world(as_role, settings, tmp_path):
    """One of every record in All staff, and a manager who may change them all."""
    settings.MEDIA_ROOT = tmp_path
    settings.SECOND_FACTOR_REQUIRED = False
    client = as_role("Manager")
    client.raise_request_exception = True
    new_world = world.World()
    world.add_people(new_world)
    world.add_records(new_world, world.ALL)
    new_world.rows = {
        model: list(model._base_manager.order_by("pk"))
        for model in world.record_models()
    }
    return client, new_world


def places(client, new_world):
    """Every page of the map that has a form, on the first record where it opens."""
    form_places = []
    for route in routes.in_map(routes.urls.urlpatterns):
        if not (route.page and issubclass(route.page, FormPage | StepPage)):
            continue
        if route.name.startswith("import"):
            continue  # files; tests/imports brings wrong ones
        rows = new_world.rows.get(route.model, []) if route.wants else [None]
        for row in rows[OPEN.get(route.name, 0) :]:
            address = reverse(route.name, args=[row.pk] if row else [])
            page = client.get(address)
            if page.status_code == 200 and page.context.get("form") is not None:
                place = Place(
                    route.name,
                    address,
                    standing(page.context),
                    page.context["form"],
                    row,
                    issubclass(route.page, StepPage),
                    page.content.decode(),
                )
                OPEN[route.name] = rows.index(row)
                form_places.append(place)
                break
    return form_places


def answer_of(field, text):
    """What `field` makes of `text`, or the sentences with which it refuses."""
    try:
        return field.clean(text), []
    except ValidationError as refusal:
        return None, refusal.messages


def is_kept(field, text):
    """Whether `field` takes `text` as it is; else it must say why not."""
    value, sentences = answer_of(field, text)
    if sentences:
        assert all(sentences), repr(text)
        return False
    if isinstance(field, forms.CharField) and not isinstance(field, STRICT):
        assert value in (text.strip(), field.empty_value), repr(text)
    return True


def test_every_field_keeps_every_string_or_says_why_not(small_world):
    tried_count, kept_count, kinds = 0, 0, set()
    for place in places(*small_world):
        for name, field in place.form.fields.items():
            kind = (type(place.form), name)
            if isinstance(field, forms.FileField | forms.ModelChoiceField):
                continue
            if isinstance(field, forms.MultiValueField) or kind in kinds:
                continue
            kinds.add(kind)
            for text in strings():
                kept_count += is_kept(field, text)
                tried_count += 1

    assert len(kinds) > 70
    assert kept_count > tried_count / 3


def test_every_column_keeps_every_string(small_world):
    """Beneath the forms: the triggers, the folded text, the history, the way back."""
    _client, new_world = small_world
    for model, rows in new_world.rows.items():
        columns = [
            each
            for each in world.text_fields(model)
            if each.name not in ("value", "scheme", "file_name", "url")
            and (each.max_length or world.ROOM_FOR_A_CANARY) >= world.ROOM_FOR_A_CANARY
        ]
        if not columns:
            continue
        # some have no room for words: a confidential source, what did not go ahead
        row = next(
            r for r in rows if not any(world.must_be_empty(r, each) for each in columns)
        )
        for column in columns:
            fitting = [
                text
                for text in strings()
                if text.strip()
                and "\x00" not in text
                and len(text) <= (column.max_length or 10_000)
            ]
            batch = BETWEEN.join(fitting)[: column.max_length or 100_000]
            short = column.max_length and column.max_length < 100
            assert len(fitting) > (200 if short else 400), column
            setattr(row, column.name, batch)
        row.save()
        again = type(row).objects.get(pk=row.pk)
        for column in columns:
            assert getattr(again, column.name) == getattr(row, column.name)


def loose(page, plain):
    """Those of the strings that stand unescaped in `page` and not in `plain`.

    A field that was sent back holds what was typed: with a blank at its beginning it
    would read like the string that begins with a quotation mark.
    """
    page = page.replace('value=" ', "value= ")
    return [
        each
        for each in strings()
        if len(each) > 3
        and ("<" in each or '"' in each)
        and html.escape(each) != each
        and each in page
        and each not in plain
    ]


def fills(place, share):
    """Fills of the free fields, until every string of this `share` was in one."""
    strings = [each for each in share if each.strip() and "\x00" not in each][::-1]
    room = {n: field.max_length or ROOM for n, field in place.free().items()}
    strings = [each for each in strings if len(each) <= max(room.values(), default=0)]
    while strings and room:
        texts = {}
        for name, most in room.items():
            part = []
            while strings and len(BETWEEN.join([*part, strings[-1]])) <= most:
                part.append(strings.pop())
            texts[name] = BETWEEN.join(part) or "Text"
        yield texts


def spaced_once(text):
    """`text` as a headline keeps it: with one blank wherever there are several."""
    return " ".join(text.split())


def words_of_answer(answer):
    """What an answer says, of a file that streams as well."""
    return answer.getvalue().decode()


def test_every_form_answers_every_string(small_world):
    """Each free field holds other strings, and is saved with them.

    A page meets as many as go into MOST_FILLS saves, each page others: the fields, the
    columns and the refused forms meet them all.
    """
    client, new_world = small_world
    form_places = places(client, new_world)
    assert len(form_places) >= 25
    saved_count = 0
    for place in form_places:
        share = shuffled(place.name)
        for entries in itertools.islice(fills(place, share), MOST_FILLS):
            data = {**place.data, **entries, **place.revision()}
            answer = client.post(place.address, data)
            content = words_of_answer(answer)
            if place.name in ANSWERED_AT_ONCE and answer.status_code == 200:
                assert not loose(content, place.plain), place.name
                continue
            assert answer.status_code in (302, 422), (place.name, entries)
            if answer.status_code == 422:
                assert answer.context["form"].errors, place.name
                page_words = spaced_once(content)
                for text in entries.values():
                    assert html.escape(spaced_once(text)) in page_words, place.name
            else:
                saved_count += 1
                if place.is_step or saved_count % LOOKED_AT == 0:
                    page = client.get(answer["Location"])
                    assert page.status_code == 200, (place.name, entries)
                    content = page.content.decode()
            assert not loose(content, place.plain), place.name
            if place.is_step and answer.status_code == 302:
                break
    assert saved_count > 80


def test_every_form_refuses_what_is_no_choice_no_day_and_no_address(small_world):
    client, new_world = small_world
    worst = itertools.cycle(NO_CHOICE)
    for place in places(client, new_world):
        names = [*place.strict(), *place.free()]
        names += [f"{name}_search" for name in place.strict()]
        for text in [*packs(100_000), next(worst), next(worst)]:
            entries = {**dict.fromkeys(names, text), "next": text, "once": text}
            data = {**place.data, **entries, **place.revision()}
            answer = client.post(place.address, data)
            if place.name in ANSWERED_AT_ONCE and answer.status_code == 200:
                assert not loose(words_of_answer(answer), place.plain), place.name
                continue
            assert answer.status_code in (302, 422), (place.name, text[:60])
            if answer.status_code == 422:
                page = answer.content.decode()
                assert not loose(page, place.plain), place.name


def test_whoever_writes_no_day_is_told_how_to_write_one(small_world):
    client, new_world = small_world
    days = [
        (place.name, field)
        for place in places(client, new_world)
        for field in place.form.fields.values()
        if isinstance(field, forms.DateField)
    ]
    assert len(days) >= 15
    for name, field in days:
        assert field.clean("12.11.2026") == field.clean("2026-11-12"), name
        with pytest.raises(ValidationError) as refusal:
            field.clean("soon")
        sentences = refusal.value.messages
        assert sentences == ["Write a day as 12.11.2026 or 2026-11-12."], name


def test_every_list_answers_every_string(small_world):
    """Each string is looked for, and is in turn a sort, a page, a column, a filter."""
    client, _made = small_world
    lists = [route for route in routes.in_map(routes.urls.urlpatterns) if route.is_list]
    assert len(lists) >= 10
    each = iter([*strings(), *packs(1500)])
    for number, three in enumerate(
        itertools.zip_longest(each, each, each, fillvalue="")
    ):
        ask_list(client, lists[number % len(lists)], three)


def test_every_list_answers_the_worst_strings(small_world):
    client, _made = small_world
    for route in routes.in_map(routes.urls.urlpatterns):
        if route.is_list:
            for text in NO_CHOICE:
                ask_list(client, route, (text, text, text))
            ask_for_file(client, route, BETWEEN.join(strings())[:3000])


def parameters_of(route, looked_for, list_text, filter_text):
    """Every parameter that the list knows, and one that it does not."""
    filters = route.page.filterset_class
    return {
        "q": looked_for,
        **dict.fromkeys(["sort", "page", "columns", "unknown"], list_text),
        **dict.fromkeys(filters.base_filters if filters else (), filter_text),
    }


def ask_list(client, route, texts):
    plain = plain_page(client, reverse(route.name))
    answer = client.get(reverse(route.name), parameters_of(route, *texts))

    assert answer.status_code == wanted_status(*texts), (route.name, texts)
    # A blank and a word, looked for, would read as a quote, a blank and the word.
    page = answer.content.decode().replace(f'"{html.escape(texts[0])}"', "")
    assert not [text for text in loose(page, plain) if text in texts], route.name


def wanted_status(*texts):
    """No database text holds a NUL: an address with one is a bad request."""
    return 400 if any("\x00" in text for text in texts) else 200


def plain_page(client, address):
    plain_pages = client.__dict__.setdefault("plain", {})
    if address not in plain_pages:
        plain_pages[address] = client.get(address).content.decode()
    return plain_pages[address]


def ask_for_file(client, route, text):
    words = {"q": text, "sort": text, "page": text, text: text}
    answer = client.get(reverse(route.name), {**words, "format": "csv"})

    assert answer.status_code == 200, (route.name, text)
    assert b"".join(answer).startswith(b"\xef\xbb\xbf")


def test_the_search_box_answers_every_string(as_role):
    client = as_role("Officer")
    plain = client.get("/search/?q=a").content.decode()
    for text in [*packs(200), *NO_CHOICE]:
        answer = client.get("/search/", {"q": text})
        assert answer.status_code == wanted_status(text), text
        assert not loose(answer.content.decode(), plain), text
        if answer.status_code == 200:
            assert answer.context["q"] == text.strip()[:200]


def test_suggestions_answer_every_string(as_role):
    client = as_role("Officer")
    kinds = ("official", "institution", "post", "document")
    for number, text in enumerate([*packs(200), *NO_CHOICE]):
        answer = client.get(f"/suggest/{kinds[number % 4]}/", {"q": text})
        assert answer.status_code == wanted_status(text), text
