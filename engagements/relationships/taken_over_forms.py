"""The three answers of a signer about each of the people whom a sheet brought."""

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.relationships.models import TakenOver

GOES_ON = {"yes": True, "no": False}
NAMES = ("known_since", "harm", "goes_on")


class TakenOverForm(forms.Form):
    """Three questions about each of `rows`; who has no answer stays."""

    def __init__(self, *args, rows, gone=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.rows, self.gone = rows, gone
        for row in rows:
            self.fields[f"known_since-{row.pk}"] = forms.CharField(
                label=_("Who knows them, and since when?"),
                help_text=_("“Anna, since 2011” is enough."),
                max_length=TakenOver._meta.get_field("known_since").max_length,
                required=False,
            )
            self.fields[f"harm-{row.pk}"] = forms.ChoiceField(
                label=_("Could our contact harm them?"),
                choices=TakenOver.Harm,
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[f"goes_on-{row.pk}"] = forms.ChoiceField(
                label=_("Go on while we write it up?"),
                choices=(("yes", _("Yes, go on")), ("no", _("No, wait"))),
                widget=forms.RadioSelect,
                required=False,
            )

    def questions(self):
        """(row, its three fields by name) as they stand on the page."""
        return [
            (row, {name: self[f"{name}-{row.pk}"] for name in NAMES})
            for row in self.rows
        ]

    def clean(self):
        cleaned = super().clean()
        self.answers = {}
        for row in self.rows:
            answers = {name: cleaned.get(f"{name}-{row.pk}", "") for name in NAMES}
            if not any(answers.values()):
                continue
            for name in ("harm", "goes_on"):
                if not answers[name]:
                    self.refuse(row, name, _("%(name)s: choose an answer."))
            opens = (answers["harm"], answers["goes_on"]) == (TakenOver.Harm.NO, "yes")
            if opens and not answers["known_since"]:
                self.refuse(
                    row,
                    "known_since",
                    _("%(name)s: say who knows them, and since when."),
                )
            answers["goes_on"] = GOES_ON.get(answers["goes_on"])
            self.answers[row.pk] = answers
        if self.gone:
            self.add_error(
                None,
                _("Not yours to answer, or answered meanwhile: %(names)s.")
                % {"names": ", ".join(self.gone)},
            )
        elif not self.answers and not self.errors:
            self.add_error(None, _("Answer for one person at least."))
        return cleaned

    def refuse(self, row, name, text):
        if f"{name}-{row.pk}" not in self.errors:
            self.add_error(f"{name}-{row.pk}", text % {"name": row.official})
