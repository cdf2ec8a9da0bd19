"""What somebody typed or brought is hidden while a sealed circle is closed to them."""

from django.apps import apps
from django.db import models

from officials.security.row_security import ShownTo

SINCE = "(SELECT app_suspended_since())"
WORDS = (models.CharField, models.TextField, models.BinaryField, models.JSONField)

# Rows with words that show all the same, and why.
SHOW = {
    "officials.Access": "the key of a record, which shows to whoever sees that record",
    "officials.BatchRow": "as its batch does, which it asks",
    "staff.Export": "the log of what left the house; administrators read it as well",
    "staff.ImportMapping": "what columns mean, from a fixed list, and a digest",
    "staff.KeyRequest": "a digest of a code",
    "staff.SavedView": "the address of a list with its filters; no row of it",
    "staff.SignIn": "the name of a browser",
}


def own_rows():
    """Each model whose rows are no records and hold words, with its rule."""
    for model in apps.get_models():
        for rule in model._meta.constraints:
            if isinstance(rule, ShownTo) and any(map(holds_words, fields_of(model))):
                yield model._meta.label, rule


def fields_of(model):
    return model._meta.concrete_fields


def holds_words(field):
    """Whether a person or a file put words there; one of a few choices is none."""
    field = getattr(field, "base_field", field)
    return isinstance(field, WORDS) and not field.choices


def test_rows_with_words_are_hidden_while_a_sealed_circle_is_closed():
    rules = dict(own_rows())
    assert "staff.Draft" in rules
    open_ones = {label for label, rule in rules.items() if SINCE not in rule.who}

    assert open_ones == SHOW.keys()


def test_what_may_be_read_besides_is_hidden_as_well():
    """The part of a rule that lets people read only is another way to the same rows."""
    hidden = {label: rule for label, rule in own_rows() if label not in SHOW}

    assert {label for label, rule in hidden.items() if rule.also} == set()
