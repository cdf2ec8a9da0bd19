"""One person walks through every address, and what they were shown is kept."""

import re
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple
from urllib.parse import quote

from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.messages import get_messages
from django.db import transaction
from django.test import Client
from django.urls import reverse

from officials.security.models import Circle
from officials.security.records import Record
from tests.papers import text_in
from tests.trials.oracle import STRANGERS, may_see
from tests.trials.routes import FOUND_BY, NOBODY_KNOWS, hidden_words, search_words
from tests.trials.world import KEY, TOKEN, Owner

UNKNOWN_WORD = "zq99999qz"
CLOSED = (302, 403)  # to everybody of that role, whatever the id
UNSTEADY = {"Content-Length", "Expires"}  # headers that tell the size, or the second
SHORT = 6  # an id of so few signs stands only in its address
OPEN = {"/healthz", "/left/"}  # what names nothing of the house
UNKNOWN_CIRCLE = 999_999
TOKENS = (
    re.compile(  # what every answer has of its own: secrets, the moment, the address
        r'name="(csrfmiddlewaretoken|once|until)" value="[^"]*"|data-draft-page="[^"]*"'
    )
)
COOKIE = re.compile(r"^messages=.*$", re.MULTILINE)  # signed; the words stand beside
TAB = re.compile(r"\?tab=(\w+)")
TOTAL = re.compile(r'id="list-total"[^>]*>([\d,\s\u00a0]+)<')
# Names by which a page asks for the key of what is called otherwise.
CALLED_ELSE = {"answers": "letter", "action": "outreachaction"}
ONE_EACH = {"matrix-list": "official_id"}  # lists of which each whole has one row


class Answer(NamedTuple):
    """What came back: everything that the person could read, and the page's context."""

    status: int
    text: str
    context: dict

    def without(self, *parts):
        """Status and text with what was asked, and the tokens of forms, blanked."""
        text = COOKIE.sub("", TOKENS.sub("", self.text))
        for each in sorted(map(str, parts), key=len, reverse=True):
            if len(each) > SHORT:
                text = text.replace(quote(each), "…").replace(each, "…")
        return self.status, text


@dataclass
class Findings:
    """What all the walks brought to light."""

    answers: int = 0
    leaks: set = field(default_factory=set)
    broken: set = field(default_factory=set)
    told_apart: set = field(default_factory=set)
    miscounted: set = field(default_factory=set)
    seen: set = field(default_factory=set)  # (person, number of a canary)
    sightings: set = field(default_factory=set)  # (person, key of a record)

    def faults(self):
        """What must be empty, in one list that a failed test can show."""
        kinds = ("leaks", "told_apart", "miscounted", "broken")
        return [
            (kind, *map(str, each))
            for kind in kinds
            for each in sorted(getattr(self, kind), key=str)
        ]


class Walk:
    """The walk of one person."""

    def __init__(self, world, person, findings):
        self.world = world
        self.person = person
        self.findings = findings
        self.tried = set()  # (place, name of a field that chooses)
        self.client = Client(raise_request_exception=False)
        if person not in STRANGERS:
            self.client.force_login(world.people[person])
            # The numbers beside the places are kept in the session; as each request is
            # undone, each would count them. No page of ours is visited for that.
            self.client.get("/nowhere/")
        if person == "viewer":
            self.client.cookies["django_language"] = "ru"

    # Asking

    def ask(self, path, data=None, *, post=False):
        """The answer to one request; only files leave something behind: their log."""
        session = self.client.cookies.get(settings.SESSION_COOKIE_NAME)
        with transaction.atomic():
            ask = self.client.post if post else self.client.get
            response = ask(path, data or {})
            answer = self.read(response)
            transaction.set_rollback("Content-Disposition" not in response)
        self.client.cookies.pop("messages", None)
        if session is not None:  # as if nobody had signed out
            self.client.cookies[settings.SESSION_COOKIE_NAME] = session.value
        self.note(answer, "POST" if post else "GET", path, data or {})
        return answer

    def read(self, response):
        parts = [f"{n}: {v}" for n, v in response.items() if n not in UNSTEADY]
        parts += [str(message) for message in get_messages(response.wsgi_request)]
        cookies = {n: c.value for n, c in response.cookies.items()}
        cookies.pop(settings.SESSION_COOKIE_NAME, None)  # written once a minute
        parts += [f"{name}={value}" for name, value in cookies.items()]
        parts.append(text_in(response.getvalue()))
        context = getattr(response, "context_data", None) or {}
        return Answer(response.status_code, "\n".join(parts), context)

    def note(self, answer, method, path, data):
        """Keeps what the person saw in the answer besides what they had asked."""
        findings, request = self.findings, f"{path} {data}"
        findings.answers += 1
        where = (self.person, method, path, str(data))
        if answer.status >= 500:
            findings.broken.add(where)
        closed = path not in OPEN and not path.startswith("/accounts/")
        if self.person in STRANGERS and answer.status == 200 and closed:
            findings.leaks.add((*where, "a page for strangers", ""))
        for number in set(TOKEN.findall(answer.text)) - set(TOKEN.findall(request)):
            owner, name = self.world.owners.get(int(number), (None, ""))
            self.judge(owner, name, where)
            findings.seen.add((self.person, int(number)))
        for key in set(KEY.findall(answer.text)) - set(KEY.findall(request)):
            if owner := self.world.keys.get(key):
                self.judge(owner, "pk", where)
                findings.sightings.add((self.person, key))

    def judge(self, owner, name, where):
        if owner and not may_see(self.person, owner, name):
            self.findings.leaks.add((*where, owner.kind, f"{name} ({owner.circle})"))

    def same(self, first, second, where):
        """Notes a difference between two answers that should tell nothing apart."""
        if first != second:
            self.findings.told_apart.add((self.person, *where))

    # Walking

    def visit(self, route, *, posts=True):
        """GET, and POST where a page takes one, with an id of every circle.

        Yields the pages that the person may see. Where nobody of this role is let in,
        one hidden id is enough.
        """
        unknown = {}
        for arguments, owner in route.targets(self.world):
            path, group = route.address(arguments), arguments.get("kind")
            hidden = owner is not None and not may_see(self.person, owner)
            closed = owner and unknown[group, False][0].status in CLOSED
            if closed and (not hidden or (group, "hidden") in unknown):
                continue
            answer = self.meet(path, arguments, owner, unknown, (group, False))
            if posts and route.takes_posts and (hidden or owner is None):
                self.meet(path, arguments, owner, unknown, (group, True))
            if hidden:
                unknown[group, "hidden"] = True
            else:
                yield path, answer

    def meet(self, path, arguments, owner, unknown, group):
        """Asks; a hidden id must be answered as the unknown one was."""
        parts = (path, *arguments.values())
        answer = self.ask(path, post=group[1])
        if owner is None:
            unknown[group] = answer, parts
        elif not may_see(self.person, owner):
            nothing, nobody = unknown[group]
            self.same(answer.without(*parts), nothing.without(*nobody), group + parts)
        return answer

    def open_tabs(self, path, answer):
        """What a page leads to on itself: its tabs, and what was typed there before."""
        if draft := answer.context.get("draft_url"):
            self.ask(draft)
        for tab in sorted(set(TAB.findall(answer.text))):
            self.ask(path, {"tab": tab})

    def look_into(self, route, path, answer):
        """The files, searches and filters behind an address."""
        if route.is_list:
            self.work_through(route, path, answer)
        elif route.name in ("search", "suggest"):
            kind = path.strip("/").rpartition("/")[2]
            for label in FOUND_BY:
                if kind == "search" or label.lower().split(".")[1].startswith(kind):
                    self.search(path, apps.get_model(label))

    def ask_by_key(self, path):
        """Hidden keys in an address, by whatever name a page may ask for one."""
        unknown, hidden = str(NOBODY_KNOWS["pk"]), {}
        for model in self.world.rows:
            for key in self.hidden_keys(model):
                hidden[model._meta.model_name] = key
        names = {name: hidden[of] for name, of in CALLED_ELSE.items() if of in hidden}
        rows = list(hidden.values())
        named = {**hidden, **names, "row": rows}
        nobody = {**dict.fromkeys(named, unknown), "row": [unknown] * len(rows)}
        nothing = self.ask(path, nobody)
        answer = self.ask(path, named)
        self.same(answer.without(*rows), nothing.without(unknown), (path, "keys"))

    def work_through(self, route, path, answer):
        """All columns, the file, the search and the filters of a list."""
        columns = [c["name"] for c in answer.context["column_choices"] or ()]
        self.ask(path, {"columns": columns, "filters": "open"})
        self.ask(path, {"columns": columns, "format": "csv"})
        if route.model:
            self.count(route, path, answer)
        model = route.model._meta.label if route.model else ""
        model = "officials.OfficialName" if model == "officials.Official" else model
        if answer.context["search"] is not None and model in FOUND_BY:
            self.search(path, apps.get_model(model))
        if answer.context["filter"] is not None:
            for name, choice in answer.context["filter"].form.fields.items():
                self.try_choice(path, name, choice, post=False)

    def count(self, route, path, answer):
        """The number above a list is the number of records the person may see."""
        listed = route.page.queryset
        if each := ONE_EACH.get(route.name):
            listed = listed.order_by(each).distinct(each)
        listed = listed.values_list("pk", flat=True)
        expected = sum(
            may_see(self.person, self.world.keys[str(key)]) for key in listed
        )
        number = TOTAL.search(answer.text)
        page_total = int(re.sub(r"\D", "", number[1])) if number else None
        if page_total != expected:
            self.findings.miscounted.add((self.person, path, page_total, expected))

    def search(self, path, model):
        """Words of hidden records find as much as words that nobody wrote.

        What merely resembles them depends on the words: it may only show no leak.
        """
        exact = {"exact": "true"}
        nothing = self.ask(path, {"q": UNKNOWN_WORD, **exact}).without(UNKNOWN_WORD)
        for circle, word in search_words(self.world, model).items():
            self.ask(path, {"q": word})
            answer = self.ask(path, {"q": word, **exact}).without(word)
            if not may_see(self.person, Owner(model._meta.label, circle=circle)):
                self.same(answer, nothing, (path, word))

    def try_form(self, path, context):
        """Names hidden and unknown records, and hidden circles, in a form."""
        form = context["form"]
        data = {
            name: value
            for name in form.fields
            if (value := form[name].value()) not in (None, "")
            and not isinstance(form.fields[name], forms.FileField)
        }
        if "revision" in context:
            data["revision"] = context["revision"]
        for name, choice in form.fields.items():
            kind = (path.split("/")[1], name)
            if kind not in self.tried:
                self.tried.add(kind)
                self.try_choice(path, name, choice, post=True, sent=data)
        if "circle" in form.fields:
            for circle in form.fields["circle"].queryset:
                self.ask(path, {**plain(data), "circle": circle.pk}, post=True)

    def try_choice(self, path, name, choice, *, post, sent=None):
        if not isinstance(choice, forms.ModelChoiceField):
            return
        model = choice.queryset.model
        if issubclass(model, Record):
            unknown, hidden = str(NOBODY_KNOWS["pk"]), self.hidden_keys(model)
        elif model is Circle:
            unknown, hidden = str(UNKNOWN_CIRCLE), self.hidden_circles()
        else:
            return
        data = plain(sent or {})
        nothing = self.ask(path, {**data, name: unknown}, post=post)
        nothing = nothing.without(unknown, f"{name}={unknown}")
        for key in hidden:
            answer = self.ask(path, {**data, name: key}, post=post)
            answer = answer.without(key, f"{name}={key}")
            self.same(answer, nothing, (path, name, key))

    def search_in_admin(self, route, path):
        """Words of hidden records find nothing in a list, its chooser, its choices."""
        model_admin = admin.site._registry[route.model]
        for lookup in model_admin.search_fields:
            for popup in ({}, {"_popup": "1"}):
                self.search_for_hidden(target_of(route.model, lookup), path, "q", popup)
        choices = reverse("admin:autocomplete")
        for name in model_admin.autocomplete_fields:
            asked = {
                "app_label": route.model._meta.app_label,
                "model_name": route.model._meta.model_name,
                "field_name": name,
            }
            chosen = route.model._meta.get_field(name).related_model
            self.search_for_hidden(chosen, choices, "term", asked)

    def search_for_hidden(self, model, path, name, data):
        unknown = self.ask(path, {**data, name: UNKNOWN_WORD}).without(UNKNOWN_WORD)
        hidden_from_me = partial(may_see, self.person)
        for word in hidden_words(self.world, model, hidden_from_me):
            answer = self.ask(path, {**data, name: word}).without(word)
            self.same(answer, unknown, (path, name, word))

    def hidden_keys(self, model):
        """One record of `model` from a circle that is closed to this person."""
        rows = self.world.rows[model]
        hidden = (r for r in rows if not may_see(self.person, self.world.owner_of(r)))
        return [str(row.pk) for row in list(hidden)[-1:]]

    def hidden_circles(self):
        return [
            str(circle.pk)
            for name, circle in self.world.circles.items()
            if not may_see(self.person, Owner("officials.Circle", circle=name))
        ]


def target_of(model, lookup):
    """The model whose words a search of the admin looks into."""
    name, _rest, further = lookup.lstrip("^=@").partition("__")
    related = further and model._meta.get_field(name).related_model
    return target_of(related, further) if related else model


def plain(values):
    """Values of a form as a browser would send them."""
    data = {}
    for name, value in values.items():
        many = isinstance(value, list | tuple)
        data[name] = [str(getattr(v, "pk", v)) for v in value] if many else str(value)
    return data
