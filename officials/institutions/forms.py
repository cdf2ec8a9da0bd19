"""Forms of institutions, their posts, who held them, and what was agreed."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officials.dates import PartialDate, PartialDateFormField, that_has_begun
from officials.forms import CheckedForm, RecordForm
from officials.institutions import changes
from officials.institutions.faults import clashes_in, dispute_hidden
from officials.institutions.models import (
    Agreement,
    Appointment,
    Institution,
    InstitutionChange,
    Post,
)
from officials.names.choice import ChooseOne


class InstitutionForm(RecordForm):
    folded = ("side", "level", "country", "region", "dissolved_on", "circle")

    class Meta:
        model = Institution
        fields = [
            "name",
            "native_name",
            "kind",
            "parent",
            "side",
            "level",
            "country",
            "region",
            "dissolved_on",
            "circle",
        ]
        field_classes = {"parent": ChooseOne}

    def clean_country(self):
        return self.cleaned_data["country"].upper()


class PostForm(RecordForm):
    folded = ("rank", "renamed_from", "abolished_on", "circle")

    class Meta:
        model = Post
        fields = [
            "title",
            "native_title",
            "is_leading",
            "function",
            "seats",
            "rank",
            "renamed_from",
            "abolished_on",
            "circle",
        ]
        field_classes = {"renamed_from": ChooseOne}

    clashes = ()

    def clean_seats(self):
        """One seat only where no two people are on record in it at one time."""
        seats = self.cleaned_data["seats"]
        if seats == 1 and not self.instance._state.adding:
            self.clashes = clashes_in(self.instance, self.user)
        if self.clashes:
            raise ValidationError(
                _(
                    "At one time it was held by %(people)s. Mend their dates, or mark "
                    "one of them as disputed; then it can have one seat."
                ),
                params={"people": names_of(self.clashes)},
            )
        return seats

    def save(self, commit=True):
        if self.instance.seats == 1 and not self.instance._state.adding:
            dispute_hidden(self.instance, self.user)
        return super().save(commit)


def names_of(clashes):
    """“Anna Volkova and Boris Petrov; ...”, three pairs at most."""
    pairs = [
        _("%(one)s and %(other)s") % {"one": one.official, "other": other.official}
        for one, other in clashes[:3]
    ]
    return "; ".join([*pairs, "…"] if len(clashes) > len(pairs) else pairs)


class AppointmentForm(RecordForm):
    """An appointment; `clashes` are the others that stand in its way, if any."""

    folded = ("acting", "term", "started_circa", "ended_circa", "source", "disputed")

    class Meta:
        model = Appointment
        fields = [
            "post",
            "started",
            "ended",
            "acting",
            "term",
            "started_circa",
            "ended_circa",
            "source",
            "disputed",
        ]
        field_classes = {"post": ChooseOne}
        labels = {
            "started_circa": _("It began about that time"),
            "ended_circa": _("It ended about that time"),
        }

    clashes = ()

    def clean_started(self):
        return that_has_begun(self.cleaned_data["started"])

    def _post_clean(self):
        super()._post_clean()
        mine = self.instance
        if self.errors and mine.post_id and mine.single_seat and not mine.acting:
            appointments = Appointment.objects.visible_to(self.user).filter(
                disputed=False
            )
            appointments = appointments.exclude(pk=mine.pk).filter(
                circle=mine.whole().circle_id
            )
            self.clashes = list(
                appointments.contradicting(mine).select_related("official")[:5]
            )


class ChangeForm(RecordForm):
    """A change of an institution that was not written down when it happened."""

    class Meta:
        model = InstitutionChange
        fields = [
            "kind",
            "happened_on",
            "former_name",
            "former_native_name",
            "other",
            "source",
        ]
        field_classes = {"other": ChooseOne}

    def clean_happened_on(self):
        return that_has_begun(self.cleaned_data["happened_on"])


class NewChangeForm(CheckedForm):
    """What every change of today asks: when, and where we know it from.

    `institution` is the one that changes; `verb`, of
    officials/institutions/changes.py, does it.
    """

    verb = None
    change_fields = ()

    happened_on = PartialDateFormField(label=_("When"))
    source = forms.CharField(
        label=_("Source"),
        max_length=250,
        required=False,
        help_text=_("Where we know it from."),
    )

    class Meta:
        model = Institution
        fields = []

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        today = timezone.localdate()
        self.fields["happened_on"].initial = PartialDate(today, today)
        for name in ("parent", "other"):
            if name in self.fields:
                institutions = Institution.objects.in_circles_of(user)
                self.fields[name].queryset = institutions.exclude(pk=self.instance.pk)

    def clean_happened_on(self):
        return that_has_begun(self.cleaned_data["happened_on"])

    def _post_clean(self):
        """The verb checks the institution and what is kept of it."""

    def save(self, commit=True):
        words = {name: self.cleaned_data[name] for name in self.change_fields}
        type(self).verb(
            self.instance,
            happened_on=self.cleaned_data["happened_on"],
            source=self.cleaned_data["source"],
            **words,
        )
        return self.instance


class RenameForm(NewChangeForm):
    verb = staticmethod(changes.rename)
    change_fields = ("name", "native_name")
    field_order = ["name", "native_name", "happened_on", "source"]

    name = forms.CharField(label=_("New name in English"), max_length=250)
    native_name = forms.CharField(
        label=_("New name in its own language"), max_length=250, required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial |= {
            "name": self.instance.name,
            "native_name": self.instance.native_name,
        }


class MoveForm(NewChangeForm):
    verb = staticmethod(changes.move_under)
    change_fields = ("parent",)
    field_order = ["parent", "happened_on", "source"]

    parent = ChooseOne(
        label=_("Belongs now to"),
        queryset=Institution.objects.all(),
        required=False,
        help_text=_("Empty: it belongs to no other institution."),
    )


class MergeForm(NewChangeForm):
    verb = staticmethod(changes.merge_into)
    change_fields = ("other",)
    field_order = ["other", "happened_on", "source"]

    other = ChooseOne(label=_("Merged into"), queryset=Institution.objects.all())


class AgreementForm(RecordForm):
    folded = ("file", "note", "circle")

    class Meta:
        model = Agreement
        fields = ["title", "kind", "signed_on", "until", "file", "note", "circle"]
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}


class OnDateForm(forms.Form):
    """The date of which somebody asks what an institution was then."""

    on = PartialDateFormField(label=_("As it was on"), help_text="")

    def clean_on(self):
        return that_has_begun(self.cleaned_data["on"])


class EndForm(forms.Form):
    """When somebody left a post."""

    ended = PartialDateFormField(label=_("Left on"))
    circa = forms.BooleanField(label=_("About that time"), required=False)

    def clean_ended(self):
        return that_has_begun(self.cleaned_data["ended"])


class SeatsForm(forms.Form):
    """How many people hold a post at one time."""

    seats = forms.IntegerField(
        label=_("Seats"),
        min_value=2,
        max_value=30000,
        required=False,
        help_text=_("Empty while nobody knows how many."),
    )


class KindsField(forms.MultipleChoiceField):
    """Kinds of institution to tick, for a list column of their names."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, base_field=None, max_length=None, **kwargs):
        super().__init__(choices=Institution.Kind, **kwargs)

    def has_changed(self, initial, data):
        return super().has_changed(list(initial or ()), data)


class FunctionsField(KindsField):
    """Functions of posts to tick, for a list column of their names."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.choices = [each for each in Post.Function.choices if each[0]]
