"""The Big List of Naughty Strings through every form, search box and filter.

Every string goes through every form and every list; in one request each field gets
another one, so that a form of six fields takes the list in a sixth of the requests.
"""

import copy
import datetime
import html
import json
import logging

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from engagements.models import Mention, Note, OutreachAction
from exchanges.models import Exchange
from officials.choosing import Chooser
from officials.dates import PartialDate
from officials.models import Institution, Official, OfficialName
from staff.revisions import revision_of
from tests.factories import (
    AppointmentFactory,
    ContactPointFactory,
    DocumentFactory,
    ExchangeFactory,
    InstitutionFactory,
    NoteFactory,
    OfficialFactory,
    OfficialNameFactory,
    OutreachActionFactory,
    ParticipationFactory,
    PostFactory,
    RelationshipFactory,
    TranslationFactory,
    UserFactory,
)
from tests.house.sources import ROOT
from translations.models import Document, Translation

LIST = ROOT.parent / "shared" / "data" / "blns.json"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not LIST.exists(), reason=f"{LIST} is not here"),
]
STRINGS = [
    *dict.fromkeys(json.loads(LIST.read_text()) if LIST.exists() else ["x"]),
    *(
        "nul\x00here",
        "\ud7ff\ufffd",
        "a" * 5000,
        "%s %(x)s {0} {x}",
        "../../etc/passwd",
    ),
]
DANGEROUS = [s for s in STRINGS if len(s) > 4 and html.escape(s) != s and "<" in s]
FORMATTED = ("country", "wikidata_id")


@pytest.fixture(autouse=True)
def silence():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def manager(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.SECOND_FACTOR_REQUIRED = False
    client.raise_request_exception = False
    client.force_login(UserFactory(role="Manager"))
    return client


def edit(kind, factory, **fields):
    """The address of the form that edits one record, and the record."""

    def make():
        record = factory(**fields)
        return reverse(f"{kind}-edit", args=[record.pk]), record

    return make


def part(name, factory):
    """The address of the form that adds a part."""
    return lambda: (reverse(name, args=[factory().pk]), None)


FORMS = {
    "new institution": lambda: ("/institutions/new/", None),
    "new official": lambda: ("/officials/new/", None),
    "new note": lambda: ("/notes/new/", None),
    "seen": lambda: ("/seen/", None),
    "met": lambda: ("/met/", None),
    "new action": lambda: ("/actions/new/", None),
    "new document": lambda: ("/documents/new/", None),
    "new exchange": lambda: ("/exchanges/new/", None),
    "new post": part("post-add", InstitutionFactory),
    "new name": part("name-add", OfficialFactory),
    "new appointment": part("appointment-add", OfficialFactory),
    "new contact": part("contactpoint-add", OfficialFactory),
    "new participation": part("participation-add", ExchangeFactory),
    "institution": edit("institution", InstitutionFactory),
    "post": edit("post", PostFactory),
    "official": edit("official", OfficialFactory),
    "name": edit("name", OfficialNameFactory),
    "appointment": edit("appointment", AppointmentFactory),
    "contact": edit("contactpoint", ContactPointFactory),
    "note": edit("note", NoteFactory),
    "planned action": edit("action", OutreachActionFactory),
    "done action": edit("action", OutreachActionFactory, done=True),
    "document": edit("document", DocumentFactory),
    "translation": edit("translation", TranslationFactory),
    "exchange": edit("exchange", ExchangeFactory),
    "participation": edit("participation", ParticipationFactory),
}


def is_text(field):
    return isinstance(field, forms.CharField | forms.DateField | forms.IntegerField)


def takes_any_words(name, field):
    """Whether a field is of text that need not be a date, a number or an address."""
    plain = isinstance(field, forms.CharField) and type(field) is forms.CharField
    return plain and name not in FORMATTED


def base_of(form):
    """Values that the form would take as they are, for all but its fields of text."""
    sent = {}
    for name, field in form.fields.items():
        value = form[name].value()
        if isinstance(field, forms.FileField | forms.BooleanField):
            continue
        if value in (None, "", []) and field.required:
            value = a_value(field)
        if isinstance(value, list | tuple):
            sent[name] = [str(getattr(each, "pk", each)) for each in value]
        elif value not in (None, ""):
            sent[name] = str(value)
    return sent


def a_value(field):
    if isinstance(field, forms.ModelMultipleChoiceField):
        return [field.queryset.first().pk]
    if isinstance(field, forms.ModelChoiceField):
        return field.queryset.first().pk
    if isinstance(field, forms.ChoiceField):
        return next(key for key, _label in field.choices if key)
    if isinstance(field, forms.DateField):
        return timezone.localdate().isoformat()
    return "Words"


def is_chooser(field):
    return isinstance(field.widget, Chooser)


def rounds(names, strings=STRINGS):
    """{name: string} again and again, until every string has had its turn."""
    for start in range(0, len(strings), len(names)):
        turn = strings[start : start + len(names)]
        yield dict(zip(names, turn, strict=False))


def alike(kept, sent):
    return " ".join(str(kept).split()) == " ".join(sent.split())


def unescaped(text):
    return [string for string in DANGEROUS if string in text]


def sent_by(values):
    """What a browser sends, as a form gets it."""
    sent = QueryDict(mutable=True)
    for name, value in values.items():
        sent.setlist(name, value if isinstance(value, list) else [value])
    return sent


@pytest.mark.parametrize("name", FORMS)
def test_a_form_keeps_every_string_or_says_why_not(manager, name):
    path, _record = furnished(name)
    shown = manager.get(path).context["form"]
    base = base_of(shown)
    words = [n for n, field in shown.fields.items() if takes_any_words(n, field)]
    others = [n for n, f in shown.fields.items() if is_text(f) and n not in words]
    turns = [*(rounds(words) if words else ()), *(rounds(others) if others else ())]

    kept = 0
    for typed in turns:
        form = type(shown)(
            data=sent_by({**base, **typed}),
            user=shown.user,
            instance=copy.copy(shown.instance),
            initial=shown.initial,
        )
        with transaction.atomic():
            kept += is_kept(form, typed)
            transaction.set_rollback(True)
    assert kept > 50 or not words


def furnished(name):
    """The address and the record of a form, and something to choose in it."""
    OfficialFactory(named="Helena Sokolova"), DocumentFactory()
    PostFactory(), ExchangeFactory()
    return FORMS[name]()


def is_kept(form, typed):
    """Whether the form took the strings, and then as they were."""
    if not form.is_valid():
        assert all(str(error) for errors in form.errors.values() for error in errors)
        return False
    try:
        with transaction.atomic():
            record = form.save()
    except (ValidationError, IntegrityError):  # which the page says in words
        return False
    record.refresh_from_db()
    for name, string in typed.items():
        value = getattr(record, name, None)
        if isinstance(value, str) and name not in FORMATTED:
            assert alike(value, string), (name, string, value)
    return True


@pytest.mark.parametrize("name", FORMS)
def test_the_page_of_a_form_stays_whole(manager, name):
    path, record = furnished(name)
    form = manager.get(path).context["form"]
    base = base_of(form)
    names = [n for n, field in form.fields.items() if is_text(field)]
    names += [f"{n}_search" for n, f in form.fields.items() if is_chooser(f)]
    turn = list(FORMS).index(name)

    for typed in rounds(names, STRINGS[turn :: len(FORMS) // 3]):
        with transaction.atomic():
            sent = {**base, **typed}
            if record:
                sent["revision"] = revision_of(record)
            response = manager.post(path, sent)
            assert response.status_code in (302, 422), (response.status_code, typed)
            if response.status_code == 422:
                look_at(response, typed)
            transaction.set_rollback(True)


def look_at(response, typed):
    """A refused form tells why, and has every word that was typed."""
    assert response.context["form"].errors
    assert unescaped(response.text) == []
    for name, string in typed.items():
        if string.isprintable() and string.strip() == string:
            assert html.escape(string) in response.text, (name, string)


LISTS = (
    *("/officials/", "/institutions/", "/notes/", "/actions/", "/outcomes/"),
    *("/relationships/", "/documents/", "/translations/", "/exchanges/"),
    *("/participations/", "/reports/exports/"),
)


@pytest.mark.parametrize("path", LISTS)
def test_a_list_answers_whatever_it_is_asked(manager, path):
    RelationshipFactory(), ParticipationFactory(), TranslationFactory()
    NoteFactory(), OutreachActionFactory(done=True, result="Yes")
    page = manager.get(path)
    filters = page.context["filter"]
    names = ["q", "sort", "page", "columns", *(filters.form.fields if filters else ())]

    for asked in rounds(names, STRINGS[LISTS.index(path) :: 3]):
        with transaction.atomic():
            response = manager.get(path, asked)
            assert response.status_code == 200, asked
            assert unescaped(response.text) == []
            transaction.set_rollback(True)


@pytest.mark.parametrize("path", ["/search/", "/suggest/official/", "/suggest/post/"])
def test_search_answers_whatever_is_typed(manager, path):
    OfficialFactory(), PostFactory()

    for string in STRINGS[::3]:
        response = manager.get(path, {"q": string, "tab": string})
        assert response.status_code == 200, string
        if path == "/search/":
            assert unescaped(response.text) == []


def test_a_file_with_every_search_comes_or_is_refused(manager):
    NoteFactory()

    for string in STRINGS[::10]:
        response = manager.get("/notes/", {"q": string, "format": "csv"})
        assert response.status_code == 200
        assert response.getvalue()


def test_dates_take_every_string_or_say_why_not():
    for string in STRINGS:
        try:
            date = PartialDate.parse(string)
        except ValueError as refusal:
            said = str(refusal)
            assert said.endswith((".", "?"))
        else:
            assert isinstance(date.first, datetime.date)


def marked(model, factory, **fields):
    """Records of `model` with a dangerous string in each field of text."""
    names = [
        f.name
        for f in model._meta.concrete_fields
        if f.get_internal_type() in ("CharField", "TextField")
        and not f.choices
        and f.editable
        and (f.max_length or 1000) >= 100
    ]
    longest = min(model._meta.get_field(n).max_length or 1000 for n in names)
    strings = [s for s in DANGEROUS if len(s) <= longest]
    assert len(strings) > 50
    for start in range(0, len(strings), len(names)):
        values = dict(zip(names, strings[start : start + len(names)], strict=False))
        yield factory(**fields, **values)


def shown_by(person):
    """Addresses of pages that show records full of dangerous strings."""
    official = OfficialFactory()
    for name in marked(OfficialName, OfficialNameFactory):
        yield reverse("official-detail", args=[name.official_id])
        yield reverse("official-print", args=[name.official_id])
    for note in marked(Note, NoteFactory, about=[official], recorded_by=person):
        yield reverse("note-detail", args=[note.pk])
    for action in marked(OutreachAction, OutreachActionFactory, towards=[official]):
        yield reverse("action-detail", args=[action.pk])
    for document in marked(Document, DocumentFactory):
        yield reverse("document-detail", args=[document.pk])
    for job in marked(Translation, TranslationFactory):
        yield reverse("translation-detail", args=[job.pk])
    for exchange in marked(Exchange, ExchangeFactory):
        ParticipationFactory(exchange=exchange, official=official)
        yield reverse("exchange-detail", args=[exchange.pk])
    for institution in marked(Institution, InstitutionFactory):
        yield reverse("institution-detail", args=[institution.pk])
        yield reverse("institution-edit", args=[institution.pk])
    yield reverse("official-detail", args=[official.pk])
    yield reverse("official-print", args=[official.pk])
    yield reverse("history", args=["official", official.pk])


def test_no_page_shows_a_string_unescaped(manager):
    person = UserFactory(full_name="<script>alert('name')</script>")
    paths = list(shown_by(person))
    assert Official.objects.exists()
    assert Mention.objects.exists()

    told = 0
    for path in (*paths, "/", *LISTS, "/search/?q=script", "/search/?q=alert"):
        page = manager.get(path)
        assert page.status_code == 200
        assert unescaped(page.text) == [], path
        assert "<script>alert(" not in page.text
        told += "&lt;" in page.text
    assert told > 50
