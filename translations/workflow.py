"""The legal moves of a translation, as verbs (ISO 17100)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from officials.workflow import take_step
from translations.models import Translation

State = Translation.State
NEXT = {
    State.REQUESTED: {State.TRANSLATING, State.WITHDRAWN},
    State.TRANSLATING: {State.REVISING, State.WITHDRAWN},
    State.REVISING: {State.PUBLISHED, State.TRANSLATING, State.WITHDRAWN},
    State.PUBLISHED: {State.WITHDRAWN},
}


def begin(translation, *, by):
    """Somebody starts translating: the translator, or `by` when nobody was named."""
    return take_step(
        translation,
        State.TRANSLATING,
        by=by,
        legal=NEXT,
        translator=translation.translator or by,
    )


def hand_in(translation, *, by):
    """The translator is done; somebody else revises."""
    return take_step(translation, State.REVISING, by=by, legal=NEXT)


def send_back(translation, *, by):
    """The reviser wants changes from the translator."""
    return take_step(translation, State.TRANSLATING, by=by, legal=NEXT)


@transaction.atomic
def approve(translation, *, by):
    """A second person vouches for the text and it is published.

    ValidationError where nobody has brought a text.
    """
    published_translation = take_step(
        translation,
        State.PUBLISHED,
        by=by,
        legal=NEXT,
        approved_by=by,
        approved_at=timezone.now(),
    )
    if not published_translation.file:
        raise ValidationError(
            _("There is no text to publish: the translator brings the file first.")
        )
    return published_translation


def withdraw(translation, *, by, reason):
    """It is no longer offered; `reason` says why, in a sentence."""
    if not reason.strip():
        raise ValidationError(_("Say why it is withdrawn."))
    return take_step(
        translation,
        State.WITHDRAWN,
        by=by,
        legal=NEXT,
        withdrawn_because=reason.strip(),
    )
