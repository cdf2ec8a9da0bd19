"""Forms over records: they offer only what the person may see."""

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import (
    NON_FIELD_ERRORS,
    ValidationError,
)
from django.core.validators import EMPTY_VALUES, URLValidator
from django.db.models import CheckConstraint, ManyToManyField, Q
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from officials.names.names import is_blank
from officials.security.models import Circle
from officials.security.records import Record
from officials.security.row_security import NoWiderThan
from officials.themes.models import Theme


def that_is_seen(text):
    """ValidationError where `text` has no character that a reader sees."""
    if is_blank(text):
        raise ValidationError(forms.Field.default_error_messages["required"])


class WebAddressField(forms.URLField):
    """An address on the web; without a scheme it is taken for https."""

    default_validators = [
        URLValidator(
            schemes=["http", "https"],
            message=_(
                "This is no address on the web: it begins with https:// or http://."
            ),
        )
    ]
    default_error_messages = {
        "invalid": _(
            "This is no address on the web: it begins with https:// or http://."
        )
    }

    def __init__(self, **kwargs):
        super().__init__(**{"assume_scheme": "https", **kwargs})


class CheckedForm(forms.ModelForm):
    """A form that checks the rules of its record, also those beyond its fields."""

    checks_new = False  # a new record of the admin gets some fields later

    def _get_validation_exclusions(self):
        """Constraints are checked even where a part of them stands in no field."""
        if self.instance._state.adding and not self.checks_new:
            return super()._get_validation_exclusions()
        hidden = {
            field.name
            for field in self._meta.model._meta.fields
            if field.name not in self.fields
        }
        return super()._get_validation_exclusions() - hidden

    def add_error(self, field, error):
        """An error stands beside its field, or beside the one that its rule is about.

        Those of fields that the form does not show stand above it.
        """
        if field is None and hasattr(error, "error_dict"):
            for name, errors in error.error_dict.items():
                for each in errors:
                    target = self.about(each) if name == NON_FIELD_ERRORS else name
                    super().add_error(target if target in self.fields else None, each)
            return
        super().add_error(field, error)

    def about(self, error):
        """The field to mend when a rule of the record says `error`, or None.

        Of those that the rule is about, in the order of the form: the first that is
        empty, or else the last.
        """
        for rule in self._meta.model._meta.constraints:
            if isinstance(rule, CheckConstraint) and error.messages == [
                str(rule.get_violation_error_message())
            ]:
                names = fields_of(rule)
                named = [name for name in self.fields if name in names]
                entries = self.cleaned_data
                empty = [name for name in named if entries.get(name) in EMPTY_VALUES]
                return (empty[:1] or named[-1:] or [None])[0]
        return None


def fields_of(rule):
    """The names of the fields that a check constraint is about."""
    return {path.split("__")[0] for path, _value in leaves(rule.condition)}


def leaves(condition):
    """The (path, value) of a `Q`, however deep."""
    for child in condition.children:
        if isinstance(child, Q):
            yield from leaves(child)
        elif isinstance(child, tuple):
            yield child


class AtOnce(ModelChoiceIterator):
    """The choices of a field by one statement; a cursor on the server takes three."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        for record in self.queryset:
            yield self.choice(record)


class RecordForm(CheckedForm):
    """A form for one record, filled in by `user`.

    Every choice of records is of the person's own circles; people to choose from
    are those at work, and those outside only in the fields of `for_externals`. `folded`
    names the fields that wait under “More”.
    """

    folded = ()
    for_externals = ()
    checks_new = True

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField):
                self.limit(name, field)
            elif isinstance(field, forms.CharField) and field.required:
                field.validators = [*field.validators, that_is_seen]
        if "circle" in self.fields and self.fields["circle"].queryset.count() < 2:
            del self.fields["circle"]

    def limit(self, name, field):
        """Leaves in `field` only what the person may choose."""
        field.iterator = AtOnce
        model = field.queryset.model
        if issubclass(model, Record):
            field.queryset = field.queryset.in_circles_of(self.user)
        elif model is Circle:
            field.queryset = Circle.objects.open_to(self.user)
            field.empty_label = None
        elif model is get_user_model():
            person_key = getattr(self.instance, f"{name}_id", None)
            at_work = Q(is_active=True)
            if name not in self.for_externals:
                at_work &= Q(is_external=False)
            field.queryset = field.queryset.filter(at_work | Q(pk=person_key))
        elif model is Theme:
            self.offer_themes(field, self.initial.get(name))

    def offer_themes(self, field, themes):
        """Themes still in use, and those that the record has already."""
        themes = themes if isinstance(themes, list | tuple) else [themes]
        theme_keys = [getattr(theme, "pk", theme) for theme in themes if theme]
        in_use = Q(deprecated=False)
        field.queryset = field.queryset.filter(in_use | Q(pk__in=theme_keys))

    def _post_clean(self):
        super()._post_clean()
        for field in self._meta.model._meta.many_to_many:
            if field.name in self.cleaned_data:
                self.check_named(field)

    def check_named(self, field):
        """An error on `field` when it names a record of a circle narrower than this."""
        through = field.remote_field.through
        rules = through._meta.constraints if isinstance(field, ManyToManyField) else ()
        if not any(isinstance(rule, NoWiderThan) for rule in rules):
            return
        for named in self.cleaned_data[field.name]:
            self.check_circle(field.name, named)

    def check_circle(self, name, named):
        """An error on `name` when `named` is of a circle narrower than this."""
        circle = named.circle
        if not circle.everyone and circle.pk != self.instance.whole().circle_id:
            self.add_error(
                name,
                _(
                    "“%(named)s” is known to the circle %(circle)s only: "
                    "put this record into that circle as well."
                )
                % {"named": named, "circle": circle},
            )
