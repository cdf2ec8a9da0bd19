"""Forms over records: they offer only what the person may see."""

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import (
    NON_FIELD_ERRORS,
    ValidationError,
)
from django.core.validators import EMPTY_VALUES, URLValidator
from django.db.models import CheckConstraint, ManyToManyField, Q
from django.utils.translation import gettext_lazy as _

from officials.dates import PartialDateFormField
from officials.duplicates.duplicates import remember_apart
from officials.institutions.models import Appointment, Institution, Post
from officials.names.candidates import candidates
from officials.names.choosing import ChooseOne
from officials.names.names import is_blank, split_name
from officials.people.models import Official, OfficialName
from officials.security.models import Circle
from officials.security.records import Record
from officials.security.row_security import NoWiderThan
from officials.themes.models import Theme

RESEMBLING = 5  # people of a like name that a new one is compared with
DAY_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]


class DayInput(forms.DateInput):
    """A day, with the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day, written in figures, that says how when it cannot be read."""

    widget = DayInput
    input_formats = DAY_FORMATS
    default_error_messages = {"invalid": _("Write a day as 12.11.2026 or 2026-11-12.")}


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


class KindsField(forms.MultipleChoiceField):
    """Kinds of institution to tick, for a list column of their names."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, base_field=None, max_length=None, **kwargs):
        super().__init__(choices=Institution.Kind, **kwargs)

    def has_changed(self, initial, data):
        return super().has_changed(list(initial or ()), data)


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
            elif type(field) is forms.DateField:
                field.widget = DayInput()
                field.input_formats = DAY_FORMATS
                field.error_messages |= DayField.default_error_messages
            elif isinstance(field, forms.CharField) and field.required:
                field.validators = [*field.validators, that_is_seen]
        if "circle" in self.fields and self.fields["circle"].queryset.count() < 2:
            del self.fields["circle"]

    def limit(self, name, field):
        """Leaves in `field` only what the person may choose."""
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


class OfficialForm(RecordForm):
    """What is known of a person besides names, posts and contacts."""

    folded = ("died", "circle")

    class Meta:
        model = Official
        fields = ["gender", "born", "themes", "died", "circle"]
        widgets = {"themes": forms.CheckboxSelectMultiple}


class NewOfficialForm(OfficialForm):
    """A new person: a name, the same in Latin letters, and the post they hold."""

    folded = ("gender", "born", "themes", "died", "circle")

    written = forms.CharField(
        label=_("Name as written"),
        max_length=300,
        help_text=_("The whole name, in any script: Анна Сергеевна Волкова."),
    )
    latin = forms.CharField(
        label=_("The same in Latin letters"), max_length=300, required=False
    )
    post = ChooseOne(label=_("Post"), queryset=Post.objects.all(), required=False)
    since = PartialDateFormField(label=_("In that post since"), required=False)
    is_new = forms.BooleanField(
        label=_("This is another person"), required=False, widget=forms.HiddenInput
    )

    field_order = ["is_new", "written", "latin", "post", "since"]
    resembling = ()  # `Candidate`s: the page asks whether it is one of them

    def clean_written(self):
        return self.a_name("written", OfficialName.Kind.LEGAL)

    def clean_latin(self):
        if not self.cleaned_data["latin"]:
            return None
        return self.a_name("latin", OfficialName.Kind.ROMANISED)

    def a_name(self, field, kind):
        """The name typed into `field`, checked; its official is not known yet."""
        name = OfficialName(text=self.cleaned_data[field], kind=kind)
        name.is_display = kind == OfficialName.Kind.LEGAL
        name.full_clean(exclude=["official", "circle"], validate_constraints=False)
        return name

    def clean(self):
        """Asks once, when somebody on record may be the same person."""
        cleaned = super().clean()
        if not self.errors and not cleaned.get("is_new"):
            self.resembling = self.known_already()
            if self.resembling:
                self.fields["is_new"].widget = forms.CheckboxInput()
                self.add_error(
                    "is_new", _("Tick this if it is none of those on record.")
                )
        return cleaned

    def known_already(self):
        """`Candidate`s whose name is taken for one of those written here."""
        officials = Official.objects.in_circles_of(self.user)
        post, namesakes = self.cleaned_data.get("post"), {}
        for field in ("written", "latin"):
            name = self.cleaned_data.get(field)
            if name is None:
                continue
            place = post and post.institution
            for each in candidates(name.text, officials, RESEMBLING, place=place):
                if each.same:
                    namesakes.setdefault(each.official.pk, each)
        return list(namesakes.values())[:RESEMBLING]

    def clean_post(self):
        post = self.cleaned_data["post"]
        if post and not post.circle.everyone:
            self.instance.circle_id = post.circle_id
        return post

    def save(self, commit=True):
        official = super().save(commit)
        for name in (self.cleaned_data["written"], self.cleaned_data["latin"]):
            if name is not None and not official.names.filter(text=name.text).exists():
                name.official = official
                name.save()
        if self.cleaned_data["post"]:
            Appointment.objects.create(
                official=official,
                post=self.cleaned_data["post"],
                started=self.cleaned_data["since"],
            )
        if self.cleaned_data["is_new"]:
            alike = [each for each in self.known_already() if each.official != official]
            remember_apart(official, alike, by=self.user)
        official.refresh_from_db()
        return official


class OfficialNameForm(RecordForm):
    folded = (
        "family",
        "given",
        "patronymic",
        "language",
        "valid_from",
        "valid_until",
        "salutation",
    )

    class Meta:
        model = OfficialName
        fields = [
            "text",
            "kind",
            "is_display",
            "family",
            "given",
            "patronymic",
            "language",
            "valid_from",
            "valid_until",
            "salutation",
        ]

    def clean(self):
        """Parts that nobody told apart by hand follow a name that is written anew."""
        cleaned = super().clean()
        parts = ("given", "patronymic", "family")
        before = tuple(self.initial.get(part) for part in parts)
        by_hand = before != split_name(self.initial.get("text") or "")
        if not (by_hand or {*parts} & {*self.changed_data}):
            cleaned |= dict.fromkeys(parts, "")
        return cleaned
