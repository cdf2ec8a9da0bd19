"""Forms of an e-mail that is brought: the file, and the action it becomes."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from engagements.contacts import email_reader, workflow
from engagements.contacts.forms import DoneActionForm


class EmailFileForm(forms.Form):
    """The e-mail as a file."""

    file = forms.FileField(
        label=_("E-mail"),
        help_text=_("A file .eml: mail programs save a message so."),
        widget=forms.FileInput(attrs={"accept": ".eml,message/rfc822"}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_file(self):
        upload = self.cleaned_data["file"]
        email_reader.check(upload)
        self.content = upload.read()
        return upload


class EmailActionForm(DoneActionForm):
    """The action that the e-mail becomes; what happened is never refused."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        workflow.begin_as_done(self.instance)
        self.fields["done_on"].required = True
        del self.fields["planned_on"]

    def clean_direction(self):
        direction = self.cleaned_data["direction"]
        if not direction:
            raise ValidationError(_("Say who wrote it."))
        return direction

    class Meta(DoneActionForm.Meta):
        fields = [
            "direction",
            "subject",
            "officials",
            "institution",
            "done_on",
            "result",
            "responded",
            "next_step",
            "next_step_on",
            "kind",
            "lead",
            "interpreter",
            "others_present",
            "planned_on",
            "days_spent",
            "money_spent",
            "currency",
            "circle",
        ]
        labels = {"direction": _("Who wrote it"), "done_on": _("Sent on")}

    folded = (
        "kind",
        "lead",
        "interpreter",
        "others_present",
        "days_spent",
        "money_spent",
        "currency",
        "circle",
    )
