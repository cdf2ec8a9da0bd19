"""What the database refuses, in the words of the office.

A rule of the database answers with a code, and never with the words of a record: the
message is the code, beside the names of the constraint, the table and, where a rule is
about one, the column. Each room lists its codes with their sentences and registers them
here, the one place where a code, or the name of a constraint, becomes a sentence, and a
column the field beside which it stands.
"""

from contextlib import contextmanager
from functools import lru_cache

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

SENTENCES = {}
WAITING = """
    SELECT string_agg(quote_ident(tgname), ', ' ORDER BY tgname) FROM pg_trigger
    WHERE tginitdeferred AND NOT tgisinternal
"""
CHANGED_MEANWHILE = _(
    "Somebody saved something else at the same moment. Look again and save."
)
REFUSED = _("The database refused this, because a rule of the register is against it.")


def register(sentences):
    """Adds what the codes of a room say: {code: sentence}, each code once."""
    twice = SENTENCES.keys() & sentences.keys()
    if twice:
        raise ValueError(f"These codes have a sentence already: {sorted(twice)}.")
    SENTENCES.update(sentences)


register(
    {
        "wider_than_named": _(
            "It names somebody or something that fewer people may see: put it into "
            "their circle as well."
        ),
        "left_wider": _(
            "Something that names it would be seen by more people than it: move that "
            "first."
        ),
        "circle_changed_by_hand": _(
            "A record moves to another circle with all that names it: change its "
            "circle in its own form."
        ),
        "above_itself": _("It cannot stand above itself."),
        "sealed_too_early": _(
            "No circle is sealed yet: first two people hold the role of manager or "
            "administrator, with a second factor, for a day."
        ),
        "sealed_stays": _("A sealed circle stays sealed."),
        "membership_by_rule": _(
            "Nobody suspends a member by hand, or lifts that: another member confirms "
            "that they spoke with them. Whose place it is stays."
        ),
        "written_stays": _("What was written is not changed any more."),
    }
)


def ask(function, *values):
    """What a function of the database answers: `ask("app_unprepared(%s)", key)`."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}", values)
        return cursor.fetchone()[0]


def in_words(code):
    """The sentence for `code` in the reader's language; "" for none.

    A code that nobody gave a sentence is told as plainly as can be.
    """
    return str(SENTENCES.get(code, REFUSED)) if code else ""


def sentence_of(error):
    """The sentence for an IntegrityError: its constraint's, its code's, a plain one.

    A constraint speaks first, since it knows which field of which record it guards. One
    write may touch several tables (a post, and who holds it), so all are asked.
    """
    diagnosis = getattr(error.__cause__, "diag", None)
    constraint = getattr(diagnosis, "constraint_name", None)
    for model in apps.get_models():
        for rule in model._meta.constraints:
            if rule.name == constraint and has_sentence(rule):
                return str(rule.get_violation_error_message())
    return sentence_of_code(error, otherwise=CHANGED_MEANWHILE)


def refusal_of(error):
    """The ValidationError for an IntegrityError, on the field that its rule names."""
    sentence, name = sentence_of(error), field_of(error)
    return ValidationError({name: sentence} if name else sentence)


def field_of(error):
    """The name of the field that the rule which refused is about, or ""."""
    diagnosis = getattr(error.__cause__, "diag", None)
    column = getattr(diagnosis, "column_name", None)
    for model in apps.get_models() if column else ():
        if model._meta.db_table == diagnosis.table_name:
            columns = {field.column: field.name for field in model._meta.fields}
            return columns.get(column, "")
    return ""


def sentence_of_code(error, *, otherwise):
    """The sentence of the rule that refused, or `otherwise` where none gave a code."""
    code = getattr(getattr(error.__cause__, "diag", None), "message_primary", None)
    return str(SENTENCES.get(code, otherwise))


def has_sentence(rule):
    """Whether somebody wrote a sentence for when the constraint `rule` is broken."""
    general = rule.default_violation_error_message
    return getattr(rule, "message", rule.violation_error_message) != general


@contextmanager
def refused_in_words():
    """A savepoint in which a refusal of the database becomes a ValidationError."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise refusal_of(error) from error


def ask_waiting_rules():
    """Asks the rules that wait for the end of the transaction, and all others at once.

    The last word of a request, a form or an import, so that nothing is refused for the
    first time when it is committed, where nobody could say it in words. Those that wait
    for a second record go on waiting for what is written after this.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        if names := names_of_waiting_rules():
            cursor.execute(f"SET CONSTRAINTS {names} DEFERRED")


@lru_cache
def names_of_waiting_rules():
    """Our rules that are asked at the end of a transaction, with commas between."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return cursor.fetchone()[0]
