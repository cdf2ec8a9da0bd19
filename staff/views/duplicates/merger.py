"""Merging two records of one person: find the other, compare, merge."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from officials.duplicates import merger
from officials.names.choice import ChooseOne
from officials.people.models import Official
from officials.security.records import relations_to
from staff.addresses import address
from staff.pages import RecordPage

STAYS, GOES = "stays", "goes"


class OtherForm(forms.Form):
    """Which record is of the same person."""

    def __init__(self, *args, queryset, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["with"] = ChooseOne(
            label=_("The other record of this person"), queryset=queryset
        )


class MergeForm(forms.Form):
    """What is kept where the two records differ; `stays` is proposed."""

    def __init__(self, *args, stays, goes, twins, **kwargs):
        super().__init__(*args, **kwargs)
        self.stays, self.goes, self.twins = stays, goes, twins
        if str(stays) != str(goes):
            self.ask("name", _("Shown as the name"), str(stays), str(goes))
        for name in merger.CHOSEN:
            one, other = getattr(stays, name), getattr(goes, name)
            if one and other and one != other:
                label = capfirst(Official._meta.get_field(name).verbose_name)
                self.ask(name, label, display_of(stays, name), display_of(goes, name))
        for twin in twins:
            if str(twin.stays) != str(twin.goes):
                label = capfirst(twin.goes._meta.verbose_name)
                self.ask(str(twin.goes.pk), label, str(twin.stays), str(twin.goes))

    def ask(self, name, label, one, other):
        choices = [(STAYS, one), (GOES, other)]
        self.fields[name] = forms.ChoiceField(
            label=label, choices=choices, initial=STAYS, widget=forms.RadioSelect
        )

    @property
    def taken_fields(self):
        """The fields for which the record that goes is right."""
        return {name for name, side in self.cleaned_data.items() if side == GOES}

    @property
    def staying_keys(self):
        """The keys of its records that stay instead of their twins."""
        return {
            twin.goes.pk
            for twin in self.twins
            if str(twin.goes.pk) in self.taken_fields
        }


def shown_as(relation):
    """What a person calls the records of `relation`: the note of a mention."""
    model = relation.related_model
    parent = model.parent_field()
    if parent and parent != relation.field.name:
        model = model._meta.get_field(parent).related_model
    return model._meta.verbose_name_plural


def display_of(official, name):
    display = getattr(official, f"get_{name}_display", None)
    return str(display() if display else getattr(official, name))


class OfficialMerge(RecordPage):
    """This record stays; the other one, once found, goes into it."""

    model = Official
    template_name = "officials/duplicates/merge.html"
    title = gettext_lazy("Merge two records of one person")
    permission_required = "officials.merge_official"

    def get_queryset(self):
        return Official.objects.with_post().select_related("circle")

    def get_trail(self):
        return [*super().get_trail(), (str(self.record), address(self.record))]

    def others(self):
        visible = self.get_queryset().visible_to(self.request.user)
        return visible.exclude(pk=self.record.pk)

    def get(self, request, *args, **kwargs):
        parameters = request.GET if {"with", "with_search"} & set(request.GET) else None
        chooser = OtherForm(parameters, queryset=self.others())
        if parameters is None or not chooser.is_valid():
            status = 200 if parameters is None else 422
            context = self.get_context_data(chooser=chooser)
            return self.render_to_response(context, status=status)
        other = self.others().get(pk=chooser.cleaned_data["with"].pk)
        return self.render_to_response(self.compared(other))

    def compared(self, other, form=None):
        """Both records side by side, what differs, and what moves."""
        record = self.record
        twins = self.twins(other)
        swapped = f"{reverse('official-merge', args=[other.pk])}?with={record.pk}"
        return self.get_context_data(
            other=other,
            reason=merger.why_not(record, other),
            form=form or MergeForm(stays=record, goes=other, twins=twins),
            columns=[self.column(record), self.column(other)],
            moving=self.moving(other),
            swap_url=swapped,
        )

    def twins(self, other):
        """The twins that the reader may see."""
        user = self.request.user
        return [
            pair
            for pair in merger.twins(self.record, other)
            if all(
                type(each).objects.visible_to(user).filter(pk=each.pk).exists()
                for each in pair
            )
        ]

    def column(self, official):
        """One of the two, as the page shows it."""
        user = self.request.user
        names = official.names.visible_to(user)
        numbers = official.identifiers.visible_to(user)
        return {
            "name": str(official),
            "url": address(official),
            "hint": official.hint,
            "circle": "" if official.circle.everyone else official.circle,
            "facts": [
                (_("Names"), ", ".join(str(name) for name in names)),
                (_("Born"), official.born or ""),
                (_("Died"), official.died or ""),
                (_("Identifiers"), ", ".join(str(each) for each in numbers)),
            ],
        }

    def moving(self, other):
        """(kind, how many) of the records that will name the one that stays."""
        counts = []
        for relation in relations_to(Official):
            model = relation.related_model
            records = model.objects.visible_to(self.request.user)
            count = records.filter(**{relation.field.name: other}).count()
            if count:
                counts.append((capfirst(shown_as(relation)), count))
        return counts

    def post(self, request, *args, **kwargs):
        chooser = OtherForm(request.POST, queryset=self.others())
        if not chooser.is_valid():
            context = self.get_context_data(chooser=chooser)
            return self.render_to_response(context, status=422)
        other = self.others().get(pk=chooser.cleaned_data["with"].pk)
        form = MergeForm(
            request.POST, stays=self.record, goes=other, twins=self.twins(other)
        )
        if form.is_valid():
            try:
                batch = merger.merge(
                    self.record, other, by=request.user, **self.merge_options(form)
                )
            except ValidationError as reason:
                form.add_error(None, reason)
            else:
                return self.merged(batch)
        return self.render_to_response(self.compared(other, form), status=422)

    def merge_options(self, form):
        return {"taken": form.taken_fields, "kept": form.staying_keys}

    def merged(self, batch):
        days = 30
        sentence = ngettext(
            "Merged. It can be undone for %(days)s day.",
            "Merged. It can be undone for %(days)s days.",
            days,
        )
        messages.success(
            self.request,
            sentence % {"days": days},
            extra_tags=reverse("batch-undo", args=[batch.pk]),
        )
        return HttpResponseRedirect(address(self.record))
