"""Terms: a concept, and what it is called, and not called, in each language."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Concat, Lower
from django.utils.translation import gettext_lazy as _

from officials.names.fold import FoldedField, fold
from officials.security.models import Circle
from officials.security.records import Record, RecordQuerySet, keeps_history
from officials.security.row_security import Circled, FollowsParent
from translations.catalogue.languages import LANGUAGES
from translations.catalogue.models import MINE, SourceText
from translations.terms.word_forms import WORD, normal_forms

LONGEST = 200  # characters of a form
WORD_LANGUAGES = ("en", "fr", "de", "es", "ru", "uk")  # whose endings we know
# Who has a job reads the terms that everybody of us reads, and no other.
OF_WHO_HAS_A_JOB = (
    "circle_id = {circle}"
    " AND EXISTS (SELECT 1 FROM translations_translation t WHERE {mine})"
)
OF_JOBS = OF_WHO_HAS_A_JOB.format(circle=Circle.ALL_STAFF, mine=MINE)

RULES = ("names", "courts", "articles", "lists")  # the parts of a style sheet
# A style sheet shows to who has a job whose document is of that issuer.
OF_SUCH_JOBS = """EXISTS (
    SELECT 1 FROM translations_translation t
    WHERE {mine} AND t.language = translations_stylesheet.language
    AND translations_stylesheet.circle_id IN ({circle}, t.circle_id)
    AND EXISTS (
        SELECT 1 FROM translations_document d
        WHERE d.id = t.document_id AND starts_with(
            lower(d.issuer) || ',', lower(translations_stylesheet.issuer) || ','
        )
    )
)"""
STYLE_OF_JOBS = OF_SUCH_JOBS.format(mine=MINE, circle=Circle.ALL_STAFF)


def forms_of_words(text, language):
    """Under what each word of `text` may be listed: frozensets, in order."""
    return [normal_forms(word[0], language) for word in WORD.finditer(text)]


def has_no_separator(text):
    """ValidationError where `text` could not stand in a cell beside other forms."""
    if ";" in text:
        raise ValidationError(_("A semicolon stands between two forms: enter each."))


def has_a_word(text):
    """ValidationError where no text could hold `text` as a term."""
    if not WORD.search(text):
        raise ValidationError(_("A term has at least one word."))


class NormalFormsField(ArrayField):
    """The normal forms of all words of `text` in `language`; kept at every save."""

    def __init__(self, **kwargs):
        kwargs |= {"default": list, "editable": False, "blank": True}
        super().__init__(models.CharField(max_length=60), **kwargs)

    def deconstruct(self):
        name, path, _args, _kwargs = super().deconstruct()
        return name, path, [], {}

    def pre_save(self, instance, add):
        words = forms_of_words(instance.text, instance.language)
        forms = sorted({form for word in words for form in word})
        setattr(instance, self.attname, forms)
        return forms


class TermQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Those of the reader's circles; of All staff for who has a job with us."""
        jobs = SourceText.translations.rel.related_model.objects.assigned_to(user)
        mine = Q(circle__in=Circle.objects.keys_open_to(user))
        return self.filter(mine | Q(Exists(jobs), circle=Circle.ALL_STAFF))

    def of_work_in(self, circle_id):
        """Those that hold for a translation of that circle."""
        return self.filter(circle__in=[Circle.ALL_STAFF, circle_id])

    def search(self, text):
        """Those that hold every word of `text`, in whatever case, in one place."""
        matches = self
        wordings = TermForm.objects.filter(term=OuterRef("pk"))
        for word in text.replace("\x00", "").split():
            parts = [
                form
                for language in WORD_LANGUAGES
                for part in forms_of_words(word, language)
                for form in part
            ]
            spelled = wordings.filter(
                Q(folded__contains=fold(word)) | Q(normal_forms__overlap=parts)
            )
            matches = matches.filter(
                Q(folded__contains=fold(word)) | Q(Exists(spelled))
            )
        return matches


class TermFormQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Those of the terms that the reader sees."""
        terms = Term.objects.visible_to(user)
        return self.filter(term__in=terms.order_by().values("pk"))


@keeps_history
class Term(Record):
    """A concept of some domain; its forms are rows."""

    domain = models.CharField(
        _("domain"),
        max_length=100,
        blank=True,
        help_text=_("Like prisons, courts or police."),
    )
    note = models.TextField(
        _("note"),
        max_length=2000,
        blank=True,
        help_text=_("What it means, and when another form is right."),
    )
    source = models.CharField(
        _("where the wording is from"),
        max_length=300,
        blank=True,
        help_text=_("Like the Russian text of A/RES/70/175."),
    )
    folded = FoldedField("domain", "note")

    objects = TermQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["domain", "pk"]
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [Circled(name="%(app_label)s_%(class)s_circle", also=OF_JOBS)]
        indexes = [
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="term_folded")
        ]

    def __str__(self):
        forms = sorted(self.forms.all(), key=lambda each: each.rank)
        texts = {}
        for form in forms:
            if form.standing == TermForm.State.APPROVED:
                texts.setdefault(form.language, form.text)
        return " · ".join(texts.values()) or self.domain or str(_("term"))


@keeps_history
class TermForm(Record):
    """What a concept is called in one language: so, or also so, or not so."""

    class State(models.TextChoices):
        APPROVED = "approved", _("Approved")
        ALLOWED = "allowed", _("Allowed")
        FORBIDDEN = "forbidden", _("Not used")

    term = models.ForeignKey(Term, models.CASCADE, related_name="forms", editable=False)
    language = models.CharField(_("language"), max_length=8, choices=LANGUAGES)
    text = models.CharField(
        _("form"), max_length=LONGEST, validators=[has_no_separator, has_a_word]
    )
    standing = models.CharField(
        _("standing"), max_length=9, choices=State, default=State.APPROVED
    )
    folded = FoldedField("text")
    normal_forms = NormalFormsField()

    objects = TermFormQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["term", "language", "standing", "pk"]
        verbose_name = _("form of a term")
        verbose_name_plural = _("forms of terms")
        constraints = [
            Circled(name="%(app_label)s_%(class)s_circle", also=OF_JOBS),
            FollowsParent(name="termform_of_term", field="term"),
            models.UniqueConstraint(
                fields=["term", "language", "folded"],
                name="termform_once",
                violation_error_message=_("It has that form already."),
            ),
        ]
        indexes = [
            GinIndex(
                fields=["folded"], opclasses=["gin_trgm_ops"], name="termform_folded"
            )
        ]

    @property
    def rank(self):
        """Its place among the forms of a term: languages as we list them."""
        return CODES.index(self.language), STATES.index(self.standing), self.text

    def __str__(self):
        return self.text


class StyleSheetQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Those of the reader's circles, and those that a job of theirs concerns."""
        mine = Q(circle__in=Circle.objects.keys_open_to(user))
        jobs = SourceText.translations.rel.related_model.objects.assigned_to(user)
        jobs = jobs.filter(language=OuterRef("language")).annotate(
            issuers=Concat(Lower("document__issuer"), Value(",")),
            asked=Concat(Lower(OuterRef("issuer")), Value(",")),
        )
        jobs = jobs.filter(issuers__startswith=F("asked"))
        of_circle = jobs.filter(circle=OuterRef("circle"))
        return self.filter(
            mine | Q(Exists(jobs), circle=Circle.ALL_STAFF) | Q(Exists(of_circle))
        )

    def for_job(self, translation):
        """Those that hold for a translation, the widest first: of its issuer, or of
        the whole that its issuer is a part of."""
        issuer = translation.document.issuer.lower()
        sheets = self.filter(
            language=translation.language,
            circle__in=[Circle.ALL_STAFF, translation.circle_id],
        )
        sheets = sheets.annotate(
            asked=Value(f"{issuer},"), own=Concat(Lower("issuer"), Value(","))
        )
        return sheets.filter(asked__startswith=F("own")).order_by("issuer", "pk")


@keeps_history
class StyleSheet(Record):
    """How what one issuer says is rendered in one language.

    “Council of Europe” holds for its parts as well: “Council of Europe, Committee of
    Ministers”.
    """

    issuer = models.CharField(
        _("issued by"),
        max_length=150,
        help_text=_("As in its documents. A sheet of the whole holds for its parts."),
    )
    language = models.CharField(
        _("into"), max_length=8, choices=LANGUAGES, default="ru"
    )
    names = models.TextField(
        _("names of bodies"),
        max_length=2000,
        blank=True,
        help_text=_("How it and its bodies are called."),
    )
    courts = models.TextField(
        _("courts and cases"),
        max_length=2000,
        blank=True,
        help_text=_("How courts, parties and case numbers are written."),
    )
    articles = models.TextField(
        _("articles and paragraphs"),
        max_length=2000,
        blank=True,
        help_text=_("How its provisions are referred to."),
    )
    lists = models.TextField(
        _("lists"),
        max_length=2000,
        blank=True,
        help_text=_("Numbers, letters, and what ends each item."),
    )
    folded = FoldedField("issuer", *RULES)

    objects = StyleSheetQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["issuer", "language", "pk"]
        verbose_name = _("style sheet")
        verbose_name_plural = _("style sheets")
        constraints = [
            Circled(name="%(app_label)s_%(class)s_circle", also=STYLE_OF_JOBS),
            models.UniqueConstraint(
                Lower("issuer"),
                "language",
                "circle",
                name="stylesheet_once",
                violation_error_message=_(
                    "There is a style sheet of this issuer in that language already."
                ),
            ),
        ]

    def rules(self):
        """(label, text) of each part that says something."""
        fields = [self._meta.get_field(name) for name in RULES]
        return [
            (field.verbose_name, text)
            for field in fields
            if (text := getattr(self, field.name))
        ]

    def __str__(self):
        return f"{self.issuer} ({self.get_language_display()})"


CODES = [code for code, _name in LANGUAGES]
STATES = TermForm.State.values
