"""The form of the countries we work on."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from officials.clearance.models import WorkCountry

CODE = re.compile(r"[A-Z]{2}")


class WorkCountriesForm(forms.Form):
    """All of them in one line, as two letters each."""

    countries = forms.CharField(
        label=gettext_lazy("Countries we work on"),
        required=False,
        max_length=300,
        help_text=gettext_lazy(
            "Two letters each: RU, BY. Whoever holds a post there is asked about "
            "before we turn to them. Empty: everybody is, wherever they are."
        ),
    )

    def __init__(self, *args, user, **kwargs):
        codes = WorkCountry.objects.values_list("code", flat=True)
        kwargs["initial"] = {"countries": ", ".join(codes)} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def clean_countries(self):
        """The codes, each once."""
        codes = self.cleaned_data["countries"].upper().replace(",", " ").split()
        for code in codes:
            if not CODE.fullmatch(code):
                raise ValidationError(
                    _("“%(word)s” is no country: write two letters, as RU.")
                    % {"word": code}
                )
        return list(dict.fromkeys(codes))

    @transaction.atomic
    def save(self):
        """Leaves those on the list that were written, and no others."""
        codes = self.cleaned_data["countries"]
        WorkCountry.objects.exclude(code__in=codes).delete()
        WorkCountry.objects.bulk_create(map(WorkCountry, codes), ignore_conflicts=True)
        return codes
