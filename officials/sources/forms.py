"""Forms of sources, and of who a confidential one is."""

from django import forms
from django.utils.translation import gettext_lazy as _

from officials.forms import RecordForm, WebAddressField
from officials.sources.models import Source, SourceIdentity


class SourceForm(RecordForm):
    """A source on our register.

    Whether it is confidential is said once: the name of one that was open stands in
    the history, and the number of one that was not stands in notes.
    """

    folded = ("quoting", "language", "file", "remarks", "circle")

    class Meta:
        model = Source
        fields = [
            "title",
            "url",
            "kind",
            "reliability",
            "confidential",
            "quoting",
            "language",
            "file",
            "remarks",
            "circle",
        ]
        field_classes = {"url": WebAddressField}
        widgets = {"remarks": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            del self.fields["confidential"]
            if self.instance.confidential:
                for name in ("title", "url", "file"):
                    del self.fields[name]

    def clean(self):
        """A confidential source is not quoted by name, unless somebody asks for it."""
        cleaned = super().clean()
        if cleaned.get("confidential") and "quoting" not in self.changed_data:
            cleaned["quoting"] = Source.Quoting.BACKGROUND
        return cleaned


class SourceIdentityForm(RecordForm):
    """Who a confidential source is: for the people of a narrower circle only."""

    class Meta:
        model = SourceIdentity
        fields = ["name", "contact", "remarks", "circle"]
        widgets = {"remarks": forms.Textarea(attrs={"rows": 3})}
        labels = {"circle": _("Who may know")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "circle" in self.fields:
            narrower = self.fields["circle"].queryset.exclude(everyone=True)
            circle = self.instance.source.circle
            if not circle.everyone:
                narrower = narrower.filter(pk=circle.pk)
            self.fields["circle"].queryset = narrower
