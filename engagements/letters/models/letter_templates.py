"""What letters are made of: templates with fields, and labels that the law demands."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from engagements.letters.letter_fields import why_not_fields
from officials.days import Day, days_within_reach
from officials.security.records import Record, RecordQuerySet, keeps_history


class Language(models.TextChoices):
    """The languages in which letters are written."""

    RUSSIAN = "ru", _("Russian")
    ENGLISH = "en", _("English")


class LetterTemplateQuerySet(RecordQuerySet):
    def in_use(self):
        """Those that nobody retired."""
        return self.filter(retired=False)

    choosable = in_use


@keeps_history
class LetterTemplate(Record):
    """A letter to be filled in: `{{ salutation }}`, `{{ post }}` and the like.

    It is of one language, and for one rank of post or for any.
    """

    class Occasion(models.TextChoices):
        REQUEST = "request", _("Request or proposal")
        INVITATION = "invitation", _("Invitation")
        COVER = "cover", _("With a document")
        ANSWER = "answer", _("Answer")
        THANKS = "thanks", _("Thanks")
        CONGRATULATION = "congratulation", _("Congratulation")
        CONDOLENCE = "condolence", _("Condolence")
        OTHER = "other", pgettext_lazy("occasion", "Other")

    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=150)
    occasion = models.CharField(
        _("occasion"), max_length=15, choices=Occasion, default=Occasion.OTHER
    )
    language = models.CharField(
        _("language"), max_length=2, choices=Language, default=Language.RUSSIAN
    )
    rank = models.PositiveSmallIntegerField(
        _("rank"),
        null=True,
        blank=True,
        help_text=_("For holders of posts of this rank only; empty for any."),
    )
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(
        _("text"), help_text=_("With fields like {{ salutation }} or {{ post }}.")
    )
    retired = models.BooleanField(_("retired"), default=False)

    objects = LetterTemplateQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["occasion", "name", "pk"]
        verbose_name = _("letter template")
        verbose_name_plural = _("letter templates")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["name", "language", "circle"],
                name="lettertemplate_named_once",
                violation_error_message=_("There is a template of this name already."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def hint(self):
        return f"{self.get_occasion_display()}, {self.get_language_display()}"

    def clean(self):
        """ValidationError with the first field that no letter has, beside each text."""
        wrong = {}
        for name in ("subject", "body"):
            if why := why_not_fields(getattr(self, name) or ""):
                wrong[name] = why
        if wrong:
            raise ValidationError(wrong)


class LegalLabelQuerySet(RecordQuerySet):
    def missing_in(self, letter, on=None):
        """The labels that a rule makes obligatory for `letter` and its text lacks.

        As the database judges it when the letter is ready or dispatched (`on` that
        day): by today and by the day that it bears, whichever asks more.
        """
        days = [timezone.localdate(), letter.dated_on, on]
        query_params = [
            letter.circle_id,
            letter.language,
            letter.official_id,
            letter.institution_id,
            letter.typed_addressee,
            [day for day in days if day],
            letter.whole_text,
        ]
        rule_query = "SELECT app_missing_labels(%s, %s, %s, %s, %s, %s::date[], %s)"
        return self.filter(pk__in=RawSQL(rule_query, query_params))  # noqa: S611


@keeps_history
class LegalLabel(Record):
    """A mark that the law demands on letters, in both languages, from when until when.

    It binds the letters of its circle, one of *All staff* all letters.
    """

    class BindsFor(models.TextChoices):
        DOMESTIC = "domestic", _("Letters to officials of our own country")
        ALL = "all", _("All letters")

    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=150)
    text_ru = models.TextField(_("text in Russian"))
    text_en = models.TextField(_("text in English"))
    since = Day(_("from"))
    until = Day(_("until"), null=True, blank=True)
    binds = models.CharField(
        _("obligatory for"),
        max_length=10,
        choices=BindsFor,
        default=BindsFor.DOMESTIC,
    )

    objects = LegalLabelQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-since", "name", "pk"]
        verbose_name = _("legal label")
        verbose_name_plural = _("legal labels")
        constraints = [
            *Record.Meta.constraints,
            *days_within_reach("legallabel", "since", "until"),
            models.CheckConstraint(
                name="legallabel_ends_after_start",
                condition=Q(until=None) | Q(until__gte=F("since")),
                violation_error_message=_("It cannot end before it began."),
            ),
            models.CheckConstraint(
                name="legallabel_says_something",
                condition=Q(text_ru__regex=r"\S", text_en__regex=r"\S"),
                violation_error_message=_("Write the label in both languages."),
            ),
        ]

    def __str__(self):
        return self.name

    def text_in(self, language):
        """The label as a letter of `language` bears it."""
        return self.text_ru if language == Language.RUSSIAN else self.text_en
