"""Choosing a record by typing a part of its name, in any script.

With JavaScript the select asks the suggestion page; without it a line beside the
select takes the words: one match is chosen, several are offered.
"""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from officials.names.fold import fold

OFFERED = 20
SHORTEST = 3  # letters, once folded, by which one record may be meant
LONGEST = 200  # letters of what is typed; each word more costs the database


class Chooser(forms.SelectMultiple):
    """A select that holds only what is chosen, and what the typed words matched."""

    template_name = "officials/names/choose.html"
    offered = ()

    def __init__(self, *, several, attrs=None):
        super().__init__(attrs)
        self.allow_multiple_selected = several

    def __deepcopy__(self, memo):
        copied = super().__deepcopy__(memo)
        copied.allow_multiple_selected = self.allow_multiple_selected
        return copied

    def value_from_datadict(self, data, files, name):
        keys = data.getlist(name) if hasattr(data, "getlist") else data.get(name)
        if isinstance(keys, str | uuid.UUID):
            keys = [keys]
        words = (data.get(f"{name}_search") or "").replace("\x00", "")
        return Chosen([each for each in keys or [] if each], words.strip()[:LONGEST])

    def optgroups(self, name, value, attrs=None):
        keys = valid_keys(value)
        rows = list(self.queryset.with_hints().filter(pk__in=keys)) if keys else []
        chosen_keys = {row.pk for row in rows}
        rows += [row for row in self.offered if row.pk not in chosen_keys]
        options = [
            self.create_option(
                name,
                str(row.pk),
                described(row),
                row.pk in chosen_keys,
                index,
                attrs=attrs,
            )
            for index, row in enumerate(rows)
        ]
        if not self.allow_multiple_selected and not self.is_required:
            empty = self.create_option(
                name, "", "—", not chosen_keys, len(rows), attrs=attrs
            )
            options.insert(0, empty)
        return [(None, options, 0)]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["words"] = getattr(value, "words", "")
        context["widget"]["attrs"]["data-suggest-url"] = reverse_lazy(
            "suggest", args=[self.queryset.model._meta.model_name]
        )
        if self.allow_multiple_selected:
            context["widget"]["attrs"]["multiple"] = True
        return context

    def format_value(self, value):
        if value is None:
            return []
        return [
            str(each)
            for each in (value if isinstance(value, list | tuple) else [value])
        ]


class Chosen(list):
    """The keys that were chosen, and the words typed to find one more."""

    def __init__(self, keys, words=""):
        super().__init__(keys)
        self.words = words


def described(row):
    """A record in one line: its name and, where it helps, what it is."""
    return f"{row} — {row.hint}" if row.hint else str(row)


def valid_keys(values):
    """Those of `values` that can be keys of records."""
    keys = []
    for value in values or []:
        try:
            keys.append(uuid.UUID(str(getattr(value, "pk", value))))
        except ValueError:
            continue
    return keys


class ChoiceByWords:
    """What both fields share: words that match one record choose it."""

    def __init__(self, *args, **kwargs):
        kwargs["widget"] = Chooser(several=self.several)
        super().__init__(*args, **kwargs)

    def _set_queryset(self, queryset):
        super()._set_queryset(queryset)
        self.widget.queryset = queryset

    queryset = property(forms.ModelChoiceField._get_queryset, _set_queryset)

    def __deepcopy__(self, memo):
        copied = super().__deepcopy__(memo)
        copied.widget.queryset = copied.queryset
        return copied

    def has_changed(self, initial, data):
        before = initial if isinstance(initial, list | tuple) else [initial]
        return bool(getattr(data, "words", "")) or set(valid_keys(data)) != set(
            valid_keys([each for each in before if each])
        )

    def one_match(self, words):
        """The one record that `words` match; ValidationError offers several."""
        matching = self.queryset.with_hints().search(words) if fold(words) else []
        rows = list(matching[: OFFERED + 1])
        if not rows:
            self.widget.offered = self.queryset.suggested(words, OFFERED)
            if self.widget.offered:
                raise ValidationError(
                    _(
                        "Nothing called “%(words)s” is on record, but something like "
                        "it is: choose from the list."
                    ),
                    params={"words": words},
                )
            raise ValidationError(
                _("Nothing called “%(words)s” is on record."), params={"words": words}
            )
        if len(rows) > 1 or len(fold(words)) < SHORTEST:
            self.widget.offered = rows[:OFFERED]
            raise ValidationError(
                _("Several match “%(words)s”: choose from the list.")
                if len(rows) > 1
                else _("“%(words)s” is little to go by: choose from the list."),
                params={"words": words},
            )
        return rows[0]


class ChooseOne(ChoiceByWords, forms.ModelChoiceField):
    """One record, found by name."""

    several = False
    widget = Chooser

    def clean(self, value):
        words = getattr(value, "words", "")
        if words:
            return self.one_match(words)
        keys = valid_keys(value)
        if value and not keys:
            raise ValidationError(
                self.error_messages["invalid_choice"], "invalid_choice"
            )
        return super().clean(keys[0] if keys else None)

    def prepare_value(self, value):
        return value if isinstance(value, Chosen) else super().prepare_value(value)


class ChooseMany(ChoiceByWords, forms.ModelMultipleChoiceField):
    """Several records, each found by name."""

    several = True
    widget = Chooser

    def clean(self, value):
        words = getattr(value, "words", "")
        keys = valid_keys(value)
        if len(keys) != len(value or []):
            wrong = ", ".join(str(each)[:LONGEST] for each in value)[:LONGEST]
            message = self.error_messages["invalid_choice"]
            raise ValidationError(message, "invalid_choice", {"value": wrong})
        if words:
            keys.append(self.one_match(words).pk)
        return super().clean(keys)

    def prepare_value(self, value):
        return value if isinstance(value, Chosen) else super().prepare_value(value)
