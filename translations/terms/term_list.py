"""Lists of terms on their way in: a table with a column a language.

A row is compared with what is on record each time it is looked at: it is new, it
changes a term (adds forms, or says its note or source anew), is the same, or wrong.
"""

import re
from collections import Counter
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from officials.batches import workflow as batch_steps
from officials.batches.models import Batch
from officials.imports.row_writer import wait_for_other_imports
from officials.imports.tables import read_table
from officials.names.fold import fold
from officials.security.models import Circle
from translations.catalogue.languages import LANGUAGES
from translations.terms.models import Term, TermForm

KIND = "terms"  # of the file that waits
MOST_ROWS = 20_000
LARGEST = 5 * 1024 * 1024  # bytes
State = TermForm.State
DETAILS = ("domain", "note", "source")
OTHERS = {"allowed": State.ALLOWED, "forbidden": State.FORBIDDEN}
WORDS = {
    "domain": "domain область тематика",
    "note": "note comment примечание",
    "source": "source where_the_wording_is_from источник откуда_формулировка",
    "allowed": "allowed допускается допустимо допустимые",
    "forbidden": "forbidden not_used не_употребляется нельзя",
}


class Row(NamedTuple):
    """A row of the file, and what it is beside the record.

    `status` is new, changed, same or wrong; `forms` are the (language, state, text)
    it would bring, `details` the fields it would write, `term` the Term it changes.
    """

    number: int
    status: str
    forms: tuple = ()
    details: dict = {}
    term: Term | None = None
    why: str = ""


def plain(text):
    return re.sub(r"[\W_]+", "_", text.casefold()).strip("_")


def meanings():
    """{plain name of a column: what it means}, in both languages of the interface."""
    names = {word: field for field, words in WORDS.items() for word in words.split()}
    for code, name in LANGUAGES:
        names[code] = code
        for interface in ("en", "ru"):
            with translation.override(interface):
                names[plain(str(name))] = code
    return names


def read(content):
    """The rows of a file as [number, {column: text}]; ValidationError when unread."""
    names = meanings()
    table = read_table("table", content, names, most_rows=MOST_ROWS)
    columns = [names.get(plain(name)) for name in table.header]
    codes = {code for code, _name in LANGUAGES}
    if not codes.intersection(columns):
        raise ValidationError(
            _("The first line names the columns: a language at least, like en or ru.")
        )
    return [
        (number, {c: cell.strip() for c, cell in zip(columns, cells, strict=True) if c})
        for number, cells in table.rows
        if any(cell.strip() for cell in cells)
    ]


def compare(lines, user):
    """The `Row`s of the `lines` of a file, each beside what `user` sees on record."""
    terms = Term.objects.in_circles_of(user).filter(circle=Circle.ALL_STAFF)
    by_form, by_term = {}, {}
    for term in terms.prefetch_related("forms"):
        forms = {(f.language, fold(f.text)): f.standing for f in term.forms.all()}
        by_term[term.pk] = forms
        for key, state in forms.items():
            if state == State.APPROVED:
                by_form.setdefault((plain(term.domain), *key), term)
    rows, earlier = [], {}
    for number, cells in lines:
        row = compared(number, cells, by_form, by_term, earlier)
        for language, state, text in row.forms if row.status == "new" else ():
            if state == State.APPROVED:
                domain = plain(row.details["domain"])
                earlier[domain, language, fold(text)] = number
        if row.status == "changed":  # what a later line says again
            forms = {(code, fold(text)): state for code, state, text in row.forms}
            by_term[row.term.pk] |= forms
        rows.append(row)
    return rows


def compared(number, cells, by_form, by_term, earlier):
    """The `Row` of one line."""
    try:
        forms = forms_in(cells)
    except ValidationError as reason:
        return Row(number, "wrong", why=" ".join(reason.messages))
    details = {name: cells.get(name, "") for name in DETAILS}
    domain = plain(details["domain"])
    keys = [(domain, code, fold(t)) for code, s, t in forms if s == State.APPROVED]
    term = next((by_form[key] for key in keys if key in by_form), None)
    if term is None:
        line = next((earlier[key] for key in keys if key in earlier), None)
        if line:
            why = _("Row %(number)s has it already.") % {"number": line}
            return Row(number, "wrong", forms, details, why=why)
        return checked(Row(number, "new", forms, details))
    present = by_term[term.pk]
    more = tuple(form for form in forms if (form[0], fold(form[2])) not in present)
    changes = {
        name: text
        for name, text in details.items()
        if name != "domain" and text and text != getattr(term, name)
    }
    status = "changed" if more or changes else "same"
    return checked(Row(number, status, more, changes, term))


def checked(row):
    """The row, or why no record could be made of it."""
    try:
        Term(circle_id=Circle.ALL_STAFF, **row.details).clean_fields(exclude=["circle"])
        for language, state, text in row.forms:
            form = TermForm(language=language, standing=state, text=text)
            form.clean_fields(exclude=["term", "circle"])
    except ValidationError as reason:
        return Row(row.number, "wrong", why=" ".join(reason.messages))
    return row


def forms_in(cells):
    """The (language, state, text) of a row; ValidationError where it has none."""
    forms = {}
    for code, _name in LANGUAGES:
        for text in pieces(cells.get(code, "")):
            forms.setdefault((code, fold(text)), (code, State.APPROVED, text))
    if not forms:
        raise ValidationError(_("It has no approved form in any language."))
    for name, state in OTHERS.items():
        for piece in pieces(cells.get(name, "")):
            code, colon, text = piece.partition(":")
            code, text = code.strip().lower(), text.strip()
            if not colon or code not in dict(LANGUAGES) or not text:
                raise ValidationError(
                    _("“%(text)s” says no language: write it like “ru: зэк”."),
                    params={"text": piece[:60]},
                )
            forms.setdefault((code, fold(text)), (code, state, text))
    return tuple(forms.values())


def pieces(cell):
    """The forms in a cell, in order."""
    return [" ".join(text.split()) for text in cell.split(";") if text.strip()]


@transaction.atomic
def take_in(lines, *, by, chosen=None, details=None):
    """Brings in what is new or changed, or of that the rows numbered in `chosen`.

    Returns {"new": terms, "changed": terms}, and their `Batch`, None where it was
    nothing.
    """
    wait_for_other_imports()
    rows = [
        row
        for row in compare(lines, by)
        if row.status in ("new", "changed") and (chosen is None or row.number in chosen)
    ]
    counts = Counter(row.status for row in rows)
    if not rows:
        return counts, None
    details = {**(details or {}), "terms": counts["new"], "changed": counts["changed"]}
    batch = batch_steps.begin(Batch.Kind.IMPORT, by=by, details=details)
    new = [row._replace(term=Term(circle_id=Circle.ALL_STAFF)) for row in rows]
    new = [each for each in new if each.status == "new"]
    save_details(new)
    batch_steps.made(batch, Term, [row.term.pk for row in new])
    changed = [row for row in rows if row.status == "changed"]
    keys = [row.term.pk for row in changed]
    batch_steps.change_each(
        batch, Term, keys, [*DETAILS, "folded"], lambda: save_details(changed)
    )
    forms = TermForm.objects.bulk_create(
        TermForm(
            term=row.term,
            circle=row.term.circle,
            language=language,
            standing=state,
            text=text,
        )
        for row in (*new, *changed)
        for language, state, text in row.forms
    )
    batch_steps.made(batch, TermForm, [form.pk for form in forms])
    return counts, batch


def save_details(rows):
    """Writes what the rows say of their terms besides the forms."""
    for row in rows:
        for name, text in row.details.items():
            setattr(row.term, name, text)
        if row.details:
            row.term.save()
