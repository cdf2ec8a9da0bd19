"""Words that do not suit: what reads as blame, pressure or a label."""

from django.db import models
from django.db.models import BooleanField, F, Func, Q, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

FOUND = "app_says"  # (text, word): whether the text holds the word in any of its forms


class RespectWordQuerySet(models.QuerySet):
    def said_in(self, text):
        """Those of which `text` holds any form, compared by their stems."""
        occurrence = Func(
            Value(text), F("word"), function=FOUND, output_field=BooleanField()
        )
        return self.filter(occurrence)


class RespectWord(models.Model):
    """A word, or a few in a row, that an official would not read with respect.

    A list that managers and administrators keep; it warns, and forbids nothing.
    """

    class Language(models.TextChoices):
        ENGLISH = "en", _("English")
        RUSSIAN = "ru", _("Russian")

    class Why(models.TextChoices):
        BLAME = "blame", _("it blames")
        PRESSURE = "pressure", _("it presses")
        LABEL = "label", _("it labels a person")
        HASTE = "haste", _("it promises or asks too much too soon")

    language = models.CharField(_("language"), max_length=5, choices=Language)
    word = models.CharField(
        _("word"),
        max_length=80,
        help_text=_("One word or a few in a row, in any form: endings do not matter."),
    )
    why = models.CharField(_("why"), max_length=10, choices=Why)
    instead = models.CharField(_("what to say instead"), max_length=200, blank=True)

    objects = RespectWordQuerySet.as_manager()

    class Meta:
        ordering = ["language", "word"]
        verbose_name = _("word that does not suit")
        verbose_name_plural = _("words that do not suit")
        constraints = [
            models.UniqueConstraint(
                "language",
                Lower("word"),
                name="respectword_once",
                violation_error_message=_("This word is on the list already."),
            ),
            models.CheckConstraint(
                name="respectword_is_said",
                condition=Q(word__regex=r"\w{3}"),
                violation_error_message=_("Write a word of three letters or more."),
            ),
        ]

    def __str__(self):
        return self.word
