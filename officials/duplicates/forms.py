"""The form of a new official, which asks whether they are on record already."""

from django import forms
from django.utils.translation import gettext_lazy as _

from officials.dates import PartialDateFormField
from officials.duplicates.workflow import remember_apart
from officials.institutions.models import Appointment, Post
from officials.names.candidates import candidates
from officials.names.choice import ChooseOne
from officials.people.forms import OfficialForm
from officials.people.models import Official, OfficialName

RESEMBLING = 5  # people of a like name that a new one is compared with


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
