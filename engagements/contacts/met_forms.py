"""Met: what happened with somebody, on record in twenty seconds."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.contacts import workflow
from engagements.contacts.models import OutreachAction
from officials.days import that_has_come
from officials.forms import RecordForm
from officials.institutions.models import Appointment, Institution, Post
from officials.names.choice import ChooseMany, ChooseOne
from officials.people.models import Official, OfficialName


class MetForm(RecordForm):
    """We met, or they called: who, one sentence, Enter. Twenty seconds.

    Nothing is asked before it may be written down: what happened, happened.
    """

    folded = (
        "new_name",
        "new_post",
        "new_institution",
        "institution",
        "responded",
        "editions",
        "interpreter",
        "others_present",
        "circle",
    )

    new_name = forms.CharField(
        label=_("Somebody new: their name"), required=False, max_length=300
    )
    new_post = forms.CharField(label=_("Their post"), required=False, max_length=250)
    new_institution = ChooseOne(
        label=_("Their institution"),
        queryset=Institution.objects.all(),
        required=False,
    )

    field_order = [
        "officials",
        "subject",
        "kind",
        "direction",
        "done_on",
        "next_step",
        "next_step_on",
        "new_name",
        "new_post",
        "new_institution",
    ]

    class Meta:
        model = OutreachAction
        fields = [
            "officials",
            "done_on",
            "subject",
            "kind",
            "direction",
            "next_step",
            "next_step_on",
            "institution",
            "responded",
            "editions",
            "interpreter",
            "others_present",
            "circle",
        ]
        field_classes = {
            "officials": ChooseMany,
            "institution": ChooseOne,
            "editions": ChooseMany,
        }
        labels = {
            "officials": _("Whom"),
            "subject": _("In one sentence"),
            "done_on": _("When"),
            "direction": _("Who began"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officials"].required = False
        self.fields["done_on"].required = True
        editions = self.fields["editions"]
        editions.queryset = editions.queryset.in_force()
        for name in ("kind", "direction"):
            self.fields[name].required = False
        self.initial["done_on"] = timezone.localdate()
        workflow.begin_as_done(self.instance)
        if not self.user.has_perm("officials.add_official"):
            for name in ("new_name", "new_post", "new_institution"):
                del self.fields[name]

    def clean_done_on(self):
        return that_has_come(self.cleaned_data["done_on"])

    def clean_kind(self):
        return self.cleaned_data["kind"] or self.instance.kind

    def clean_direction(self):
        return self.cleaned_data["direction"] or self.instance.direction

    def clean_new_name(self):
        text = " ".join(self.cleaned_data["new_name"].split())
        if text:
            name = OfficialName(text=text, is_display=True)
            name.full_clean(exclude=["official", "circle"], validate_constraints=False)
        return text

    def clean(self):
        cleaned = super().clean()
        self.take_for_new()
        self.ask(
            "officials",
            ["officials", "new_name", "institution"],
            _("Say whom you met."),
        )
        if cleaned.get("new_post"):
            self.ask("new_name", ["new_name"], _("Say whose post it is."))
            self.ask(
                "new_institution",
                ["new_institution"],
                _("Say in which institution."),
            )
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        place = self.cleaned_data.get("new_institution")
        if place and self.cleaned_data.get("new_post"):
            self.check_circle("new_institution", place)

    def take_for_new(self):
        """Words that nobody is called by are the name of somebody new, after a look."""
        officials_widget = self.fields["officials"].widget
        typed = officials_widget.value_from_datadict(
            self.data, {}, self.add_prefix("officials")
        )
        if "new_name" not in self.fields or self.cleaned_data.get("new_name"):
            return
        if (
            "officials" not in self.errors
            or not typed.words
            or officials_widget.offered
        ):
            return
        del self.errors["officials"]
        self.data = self.data.copy()
        self.data[self.add_prefix("officials_search")] = ""
        self.data[self.add_prefix("new_name")] = typed.words
        self.add_error(
            "new_name",
            _("Nobody of this name is on record. Save again, and they are."),
        )

    def ask(self, name, fields, sentence):
        """An error on `name` when all `fields` are empty and none has an error yet."""
        if not any(self.cleaned_data.get(f) or f in self.errors for f in fields):
            self.add_error(name, sentence)

    def _save_m2m(self):
        super()._save_m2m()
        if self.cleaned_data.get("new_name"):
            self.instance.officials.add(self.new_official())

    def new_official(self):
        """The person who was not on record yet, in the circle of the action."""
        official = Official.objects.create(circle=self.instance.circle)
        name = OfficialName(
            official=official, text=self.cleaned_data["new_name"], is_display=True
        )
        name.clean()
        name.save()
        if self.cleaned_data["new_post"]:
            institution = self.cleaned_data["new_institution"]
            post, _created = Post.objects.get_or_create(
                institution=institution,
                title=self.cleaned_data["new_post"],
                circle=institution.circle,
            )
            Appointment.objects.create(official=official, post=post)
        return official
