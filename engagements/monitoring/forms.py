"""Forms of notes, mentions, files kept with a note, and notes of the same act."""

import hashlib

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.monitoring.models import Mention, Note, NoteAttachment, NoteLink
from officials.dates import PartialDate
from officials.days import that_has_come
from officials.forms import RecordForm, WebAddressField
from officials.names.choice import ChooseMany, ChooseOne, valid_keys
from officials.security.uploads import UploadFormField
from officials.sources.models import SourceKind

# Of these we are the witness, or whoever told us is; of the others there is a paper.
WITHOUT_PAPER = {
    SourceKind.OBSERVATION,
    SourceKind.CONVERSATION,
    SourceKind.SPEECH,
    SourceKind.OTHER,
}


class Stances:
    """Asks what a note shows of each person that it names.

    The fields `stance_<key>` are there for the people whom the note names already,
    and, once `each` was ticked, for those who are chosen now.
    """

    def stance_fields(self):
        """Adds a field for each named person; call it when the others stand."""
        self.stances = {}
        stances_by_official = {}
        if not self.instance._state.adding:
            mentions = self.instance.mentions.in_circles_of(self.user)
            stances_by_official = dict(mentions.values_list("official", "stance"))
        official_keys = list(stances_by_official)
        if "each" in self.fields and self["each"].value():
            official_keys = valid_keys(self["officials"].value())
        people = self.fields["officials"].queryset.filter(pk__in=official_keys)
        for person in people if official_keys else ():
            name = f"stance_{person.pk}"
            self.stances[person.pk] = name
            self.fields[name] = forms.TypedChoiceField(
                label=_("What it shows of %(name)s") % {"name": person},
                choices=[("", _("— as for all —")), *Mention.Stance.choices],
                coerce=int,
                empty_value=None,
                required=False,
                initial=stances_by_official.get(person.pk),
            )
        order = [name for name in self.fields if name not in self.stances.values()]
        after = order.index("stance" if "stance" in order else "officials") + 1
        self.order_fields([*order[:after], *self.stances.values(), *order[after:]])

    def ask_each(self):
        """An error while somebody wants to say the stance of each and was not asked."""
        named = self.cleaned_data.get("officials") or ()
        posted_fields = {name for name in self.stances.values() if name in self.data}
        if self.cleaned_data.get("each") and any(
            f"stance_{person.pk}" not in posted_fields for person in named
        ):
            self.add_error("each", _("Say what it shows of each, then save."))

    def keep_stances(self):
        for person, name in self.stances.items():
            stance = self.cleaned_data.get(name)
            if stance is not None:
                self.instance.mentions.filter(official=person).update(stance=stance)


class NoteForm(Stances, RecordForm):
    """A monitoring note; the first five fields take half a minute."""

    folded = (
        "each",
        "detail",
        "kind",
        "quote",
        "quote_language",
        "excerpt",
        "source_kind",
        "source_title",
        "source_on",
        "file",
        "reliability",
        "credibility",
        "second_source",
        "institution",
        "delivery",
        "themes",
        "seen_on",
        "happened_circa",
        "circle",
    )

    field_order = (
        "headline",
        "officials",
        "stance",
        "happened_on",
        "source_url",
        "source",
        "each",
        "detail",
        "kind",
        "quote",
        "quote_language",
        "excerpt",
        "source_kind",
        "source_title",
        "source_on",
        "file",
    )

    each = forms.BooleanField(
        label=_("Each of them another stance: ask me for each"), required=False
    )

    class Meta:
        model = Note
        fields = [
            "headline",
            "officials",
            "happened_on",
            "source_url",
            "source",
            "detail",
            "kind",
            "quote",
            "quote_language",
            "excerpt",
            "source_kind",
            "source_title",
            "source_on",
            "reliability",
            "credibility",
            "second_source",
            "institution",
            "delivery",
            "themes",
            "seen_on",
            "happened_circa",
            "circle",
        ]
        field_classes = {
            "officials": ChooseMany,
            "institution": ChooseOne,
            "source": ChooseOne,
            "delivery": ChooseOne,
            "source_url": WebAddressField,
        }
        widgets = {
            "themes": forms.CheckboxSelectMultiple,
            "detail": forms.Textarea(attrs={"rows": 4}),
            "quote": forms.Textarea(attrs={"rows": 3}),
            "excerpt": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {"happened_circa": _("It happened about that time")}
        help_texts = {
            "headline": _("Could they read this?"),
            "source": _("It gives its kind and reliability, unless you say otherwise."),
            "credibility": _("1 needs a second source, independent of the first."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance._state.adding and not self.initial.get("happened_on"):
            today = timezone.localdate()
            self.initial["happened_on"] = PartialDate(today, today)
        for name in ("kind", "seen_on"):
            if name in self.fields:
                self.fields[name].required = False
        if "source" in self.fields:
            sources = self.fields["source"].queryset
            mine = sources.filter(pk=self.instance.source_id)
            self.fields["source"].queryset = sources.in_use() | mine
        if "officials" in self.fields:
            self.stance_fields()

    def clean_happened_on(self):
        """What is still to come cannot have been seen."""
        happened_on = self.cleaned_data["happened_on"]
        that_has_come(happened_on and happened_on.first)
        return happened_on

    def clean_kind(self):
        return self.cleaned_data["kind"] or self.instance.kind

    def clean_seen_on(self):
        """The day on which it was seen; today where nobody says."""
        return that_has_come(self.cleaned_data["seen_on"] or self.instance.seen_on)

    def clean_source_on(self):
        return that_has_come(self.cleaned_data["source_on"])

    def clean(self):
        cleaned = super().clean()
        happened_on, seen_on = cleaned.get("happened_on"), cleaned.get("seen_on")
        if happened_on and seen_on and seen_on < happened_on.first:
            self.add_error(
                "seen_on" if "seen_on" in self.fields else "happened_on",
                _("Nobody has seen it before it happened: mend one of the two days."),
            )
        self.take_from_source()
        self.ask_for_paper()
        self.offer_second_source()
        if "officials" in self.fields:
            self.ask_each()
        return cleaned

    def take_from_source(self):
        """Kind and reliability of a source just chosen, where nobody said them."""
        source = self.cleaned_data.get("source")
        if source is None or "source" not in self.changed_data:
            return
        for name, value in (
            ("source_kind", source.kind),
            ("reliability", source.reliability),
        ):
            if name not in self.changed_data:
                self.cleaned_data[name] = value
                setattr(self.instance, name, value)

    def ask_for_paper(self):
        """An error while nothing says where it was printed, aired or decided."""
        cleaned = self.cleaned_data
        kind = cleaned.get("source_kind", self.instance.source_kind)
        paper_fields = ("source", "source_title", "source_url", "file")
        wrong = any(name in self.errors for name in paper_fields)
        if (
            kind in WITHOUT_PAPER
            or wrong
            or any(cleaned.get(name) for name in paper_fields)
        ):
            return
        if self.instance._state.adding or not self.instance.attachments.exists():
            has_kind_field = "source_kind" in self.fields
            self.add_error(
                "source_kind" if has_kind_field else None,
                _(
                    "Say where it stands: a source on our register, a title, an "
                    "address on the web or a file."
                ),
            )

    def offer_second_source(self):
        """Where only a second source is missing, those of the twins of this note."""
        cleaned, note = self.cleaned_data, self.instance
        confirmed = cleaned.get("credibility") == Note.Credibility.CONFIRMED
        if not confirmed or cleaned.get("second_source") or note._state.adding:
            return
        links = NoteLink.objects.visible_to(self.user).of(note)
        twins = [
            link.across(note)
            for link in links.select_related("one__source", "other__source")
        ]
        sources = [twin.source or twin.source_title or twin.headline for twin in twins]
        if sources:
            self.add_error(
                "second_source",
                ValidationError(
                    _(
                        "A note of the same act rests on %(sources)s: name that here "
                        "if it is independent of the first source."
                    ),
                    params={"sources": ", ".join(f"“{each}”" for each in sources)},
                ),
            )

    def _save_m2m(self):
        super()._save_m2m()
        self.keep_stances()


class NewNoteForm(NoteForm):
    """A new note asks one stance for all, and more where somebody wants it."""

    stance = forms.TypedChoiceField(
        label=_("What it shows of them"),
        choices=Mention.Stance,
        coerce=int,
        initial=Mention.Stance.NEUTRAL,
        help_text=_("Their stance towards human rights and reform, in this one case."),
    )
    file = UploadFormField(
        label=_("File"),
        required=False,
        help_text=_("A copy of what it stands in, kept with the note."),
    )

    def _save_m2m(self):
        super()._save_m2m()
        keys_with_stance = [
            person
            for person, name in self.stances.items()
            if self.cleaned_data.get(name) is not None
        ]
        others = self.instance.mentions.exclude(official__in=keys_with_stance)
        others.update(stance=self.cleaned_data["stance"])
        if upload := self.cleaned_data.get("file"):
            attach(upload, NoteAttachment(note=self.instance), by=self.user)


class MentionForm(RecordForm):
    class Meta:
        model = Mention
        fields = ["stance"]


def attach(upload, attachment, *, by):
    """Keeps the checked file `upload` with the note of `attachment`, with its digest.

    The SHA-256 (FIPS 180-4) is of the file as it came: whoever has it can prove that
    it was not changed since.
    """
    attachment.circle, attachment.added_by = attachment.note.circle, by
    attachment.sha256, attachment.size = digest_of(upload), upload.size
    NoteAttachment._meta.get_field("file").save_form_data(attachment, upload)
    attachment.save()
    return attachment


def digest_of(upload):
    """The SHA-256 of a file that came in, which is left at its beginning."""
    upload.seek(0)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


class NoteAttachmentForm(RecordForm):
    """A file to keep with a note; a second copy of it is not taken."""

    class Meta:
        model = NoteAttachment
        fields = ["file"]

    def clean_file(self):
        upload = self.cleaned_data["file"]
        attachment = self.instance
        attachment.sha256, attachment.size = digest_of(upload), upload.size
        if attachment.note.attachments.filter(sha256=attachment.sha256).exists():
            raise ValidationError(_("This very file is kept with the note already."))
        return upload

    def save(self, commit=True):
        return attach(self.cleaned_data["file"], self.instance, by=self.user)


class NoteLinkForm(RecordForm):
    """Another note of the same act; the link is in the narrower circle of the two."""

    class Meta:
        model = NoteLink
        fields = ["other"]
        field_classes = {"other": ChooseOne}
        help_texts = {
            "other": _("By another of us, or of another source: type some words of it.")
        }

    def clean_other(self):
        one, other = self.instance.one, self.cleaned_data["other"]
        narrow = {each.circle for each in (one, other) if not each.circle.everyone}
        if len(narrow) > 1:
            raise ValidationError(
                _(
                    "This note is known to the circle %(circle)s only and the other "
                    "to %(second)s: a link would show each to the others."
                ),
                params={"circle": one.circle, "second": other.circle},
            )
        if narrow:
            self.instance.circle = narrow.pop()
        if one != other and NoteLink.objects.between(one, other).exists():
            raise ValidationError(_("These two notes are linked already."))
        return other
