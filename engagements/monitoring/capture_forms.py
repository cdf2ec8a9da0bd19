"""Quick capture: an address and a sentence, and who is named in it."""

import re
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from engagements.monitoring.forms import NoteForm
from engagements.monitoring.models import Mention, Note
from officials.names.choice import valid_keys
from officials.names.recognition import recognise
from officials.people.models import Official
from officials.sources.models import Source

ADDRESS = re.compile(r"https?://[^\s<>\"«»]+", re.IGNORECASE)
TRAILING = ".,;:!?)]}'’”"
LONGEST = 5_000  # letters of what is pasted
FIRST_SENTENCE = re.compile(r".{20,}?[.!?…](?=\s)")
NOT_NAMED = ""
web_address = URLValidator(
    schemes=["http", "https"],
    message=_("Write an address on the web: it begins with http:// or https://."),
)


def parted(text):
    """(the sentence, the first address on the web in it or nothing) of a text."""
    address_match = ADDRESS.search(text)
    if not address_match:
        return text, ""
    address = address_match[0].rstrip(TRAILING)
    rest = text[: address_match.start()] + text[address_match.start() + len(address) :]
    return re.sub(r"[ \t]{2,}", " ", rest).strip(), address


class FoundInText(forms.Widget):
    """A row for each official who is named, with a stance; a line for the source.

    `rows(value)` and `source(value)` are given by the form.
    """

    template_name = "engagements/monitoring/found.html"
    use_fieldset = True

    def value_from_datadict(self, data, files, name):
        start = f"{name}-"
        return {
            key.removeprefix(start): data.get(key) for key in data if start in key[:20]
        }

    def value_omitted_from_data(self, data, files, name):
        return False

    def get_context(self, name, value, attrs):
        context = super().get_context(name, None, attrs)
        value = value or {}
        stances = [(NOT_NAMED, pgettext_lazy("in a note", "not named"))]
        stances += Mention.Stance.choices
        return context | {
            "rows": self.rows(value),
            "source": self.source(),
            "from_source": "source" in value or "offered" not in value,
            "stances": [(str(number), label) for number, label in stances],
        }


class FoundField(forms.Field):
    """What was answered to the rows: {key of an official: stance or None}."""

    widget = FoundInText
    takes_source = False

    def clean(self, value):
        """Only keys and stances that there are; the rest was not asked."""
        answers = {}
        if not isinstance(value, dict):
            if value:
                raise ValidationError(_("A stance goes from -2 to 2."))
            value = {}
        allowed = {str(number) for number in Mention.Stance.values}
        for key, stance in value.items():
            for pk in valid_keys([key]):
                if stance and stance not in allowed:
                    raise ValidationError(_("A stance goes from -2 to 2."))
                answers[pk] = int(stance) if stance else None
        self.takes_source = "source" in value
        return answers

    def has_changed(self, initial, data):
        return bool(data)


class SeenForm(NoteForm):
    """Seen: a sentence, who is named in it and what it shows of each."""

    headline = forms.CharField(
        label=_("What happened"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A sentence, and the address where it stands if there is one."),
    )
    found = FoundField(label=_("Who is named"), required=False)
    each = None  # each who is named has a row
    folded = ("detail", "source", *NoteForm.folded[1:])
    field_order = ["headline", "found", "officials", "happened_on", "source_url"]

    class Meta(NoteForm.Meta):
        """The same fields; the headline is longer, and cut."""

    def __init__(self, *args, **kwargs):
        initial_day = (kwargs.get("initial") or {}).get("happened_on")
        super().__init__(*args, **kwargs)
        if initial_day:
            self.initial["happened_on"] = initial_day
        if self.is_bound:
            self.data = self.data.copy()
        self._part()
        self._recognised = None
        widget = self.fields["found"].widget
        widget.rows, widget.source = self.rows, self.source
        self.fields["source_url"].error_messages["invalid"] = web_address.message

    def _part(self):
        """Takes an address out of the sentence into its own field."""
        entries = self.data if self.is_bound else self.initial
        sentence, address = parted(entries.get("headline") or "")
        if address and not entries.get("source_url"):
            entries["headline"], entries["source_url"] = sentence, address

    def text_of(self, name):
        """What stands in a field just now, as text."""
        value = self.data.get(name) if self.is_bound else self.initial.get(name)
        return str(value or "").replace("\x00", "")[:LONGEST]

    def recognised(self):
        """Who of the person's circles is named in the sentence; asked once."""
        if self._recognised is None:
            officials = Official.objects.in_circles_of(self.user)
            self._recognised = recognise(self.text_of("headline"), officials)
        return self._recognised

    def rows(self, answers):
        """The officials to ask a stance of: named, chosen by hand, answered before."""
        rows = [
            {
                "official": each.official,
                "words": each.words,
                "why": each.why,
                "stance": answers.get(str(each.official.pk), "0" * each.certain),
            }
            for each in self.recognised()
        ]
        keys = {row["official"].pk for row in rows}
        keys_by_hand = self["officials"].value() or []
        rated = [key for key, stance in answers.items() if stance]
        other_keys = set(valid_keys([*keys_by_hand, *rated])) - keys
        if not other_keys:
            return rows
        others = Official.objects.in_circles_of(self.user).with_hints()
        return rows + [
            {"official": each, "stance": answers.get(str(each.pk)) or "0"}
            for each in others.filter(pk__in=other_keys)
        ]

    def source(self):
        """The source on our register whose site the address is on, or None."""
        host = _host(self.text_of("source_url"))
        if not host:
            return None
        sources = Source.objects.visible_to(self.user).in_use()
        sources = sources.filter(url__icontains=host.removeprefix("www."))[:50]
        same = [each for each in sources if _host(each.url) == host]
        return min(same, key=lambda each: len(each.url), default=None)

    def clean_source_url(self):
        address = self.cleaned_data["source_url"]
        if address:
            web_address(address)
        return address

    def clean(self):
        cleaned = super().clean()
        answers = cleaned.get("found") or {}
        officials_by_hand = list(cleaned.get("officials") or ())
        unasked = {each.official.pk for each in self.recognised() if each.certain} - {
            *answers,
            *(each.pk for each in officials_by_hand),
        }
        if unasked:
            self.add_error(
                "found",
                _("Say what it shows of those who are named, and save again."),
            )
        keys = [key for key, stance in answers.items() if stance is not None]
        rated = Official.objects.in_circles_of(self.user).filter(pk__in=keys)
        cleaned["officials"] = list(dict.fromkeys([*officials_by_hand, *rated]))
        self._shorten(cleaned)
        return cleaned

    def _shorten(self, cleaned):
        """A headline is one sentence; the whole goes into the details."""
        text = " ".join((cleaned.get("headline") or "").split())
        longest = Note._meta.get_field("headline").max_length
        if len(text) > longest:
            more = cleaned.get("detail")
            cleaned["detail"] = "\n\n".join(filter(None, [cleaned["headline"], more]))
            first = FIRST_SENTENCE.match(text[:longest])
            cut = text[: longest - 1].rpartition(" ")[0] or text[: longest - 1]
            text = first[0] if first else f"{cut}…"
        if "headline" in cleaned:
            cleaned["headline"] = text

    def take_from_source(self):
        """The source of the site is taken where its line was ticked, as if chosen."""
        if self.fields["found"].takes_source and not self.cleaned_data.get("source"):
            self.cleaned_data["source"] = self.source()
            self.changed_data.append("source")
        super().take_from_source()

    def _save_m2m(self):
        super()._save_m2m()
        for key, stance in self.cleaned_data["found"].items():
            if stance:
                self.instance.mentions.filter(official=key).update(stance=stance)


def _host(address):
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:  # “http://[”
        return ""
