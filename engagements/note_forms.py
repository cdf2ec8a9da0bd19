"""Forms of notes and mentions."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.models import Mention, Note
from officials.choosing import ChooseMany, ChooseOne
from officials.dates import PartialDate, that_has_come
from officials.forms import RecordForm, WebAddressField


class NoteForm(RecordForm):
    """A monitoring note; the first five fields take half a minute."""

    folded = (
        *("detail", "source_kind", "source_title", "source_on", "reliability"),
        *("credibility", "second_source", "institution", "themes"),
        *("happened_circa", "circle"),
    )

    class Meta:
        model = Note
        fields = [
            *("headline", "officials", "happened_on", "source_url", "detail"),
            *("source_kind", "source_title", "source_on", "reliability"),
            *("credibility", "second_source", "institution", "themes"),
            *("happened_circa", "circle"),
        ]
        field_classes = {
            "officials": ChooseMany,
            "institution": ChooseOne,
            "source_url": WebAddressField,
        }
        widgets = {
            "themes": forms.CheckboxSelectMultiple,
            "detail": forms.Textarea(attrs={"rows": 4}),
        }
        labels = {"happened_circa": _("It happened about that time")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            today = timezone.localdate()
            self.initial["happened_on"] = PartialDate(today, today)

    def clean_happened_on(self):
        """What is still to come cannot have been seen."""
        happened_on = self.cleaned_data["happened_on"]
        that_has_come(happened_on and happened_on.first)
        return happened_on


class NewNoteForm(NoteForm):
    """A new note asks the stance once; each person's can be changed on its page."""

    stance = forms.TypedChoiceField(
        label=_("What it shows of them"),
        choices=Mention.Stance,
        coerce=int,
        initial=Mention.Stance.NEUTRAL,
        help_text=_("Their stance towards human rights and reform, in this one case."),
    )

    field_order = ["headline", "officials", "stance"]

    def _save_m2m(self):
        super()._save_m2m()
        self.instance.mentions.update(stance=self.cleaned_data["stance"])


class MentionForm(RecordForm):
    class Meta:
        model = Mention
        fields = ["stance"]
