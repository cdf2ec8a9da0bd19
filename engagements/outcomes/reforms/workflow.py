"""The steps of a reform: forward one or more, back with a reason, or reversed."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.outcomes.models import Reform, ReformStep
from engagements.outcomes.models.reforms import STAGES
from officials.security.refusals import refused_in_words
from officials.workflow import illegal_move, in_the_name_of

State = Reform.State
AFTER_ADOPTION = (State.ADOPTED, State.IN_FORCE, State.PRACTISED)
NEXT = {
    state: {*STAGES} - {state} - (set() if state in AFTER_ADOPTION else {"reversed"})
    for state in STAGES
}


def goes_back(from_state, to_state):
    """Whether that step leads back, or reverses the reform: it needs words."""
    if from_state == "":
        return False
    if State.REVERSED in (from_state, to_state):
        return True
    return STAGES.index(to_state) < STAGES.index(from_state)


@transaction.atomic
def move(reform, to_state, *, by, happened_on, words="", file=None, first=False):
    """Keeps a step of `reform` to `to_state`, and lets the reform stand there.

    `first`: it stood there when we began to follow it. `file` is the text of that
    version. Raises ValidationError, in words.
    """
    step = ReformStep(reform=reform, to_state=to_state, happened_on=happened_on)
    step.words = words.strip()
    take(step, by=by, file=file, first=first)
    return step.reform


@transaction.atomic
def take(step, *, by, file=None, first=False):
    """Keeps the unsaved `step`; its reform stands where the step led."""
    reform = step.reform = lock(step.reform)
    if not first and step.to_state not in NEXT[reform.state]:
        raise ValidationError({"to_state": refusal(reform, step.to_state)})
    step.circle, step.moved_by = reform.circle, by
    step.from_state = "" if first else reform.state
    step.moved_at = timezone.now()
    if goes_back(step.from_state, step.to_state) and not step.words.strip():
        raise ValidationError({"words": _("It went back: say why.")})
    if file:
        keep_file(step, file)
    step.full_clean(exclude=["circle"])
    with refused_in_words():
        step.save(force_insert=True)
        reform.state = step.to_state
        reform.save(update_fields=["state"])
    return step


def refusal(reform, to_state):
    if to_state == reform.state:
        return _("It stands there already.")
    if to_state == State.REVERSED:
        return _("Only what was adopted can be reversed.")
    return illegal_move(reform, to_state)


@transaction.atomic
def take_back(reform, *, by):
    """The latest step was a mistake: it goes, and the reform stands where it stood."""
    reform = lock(reform)
    step = reform.steps.order_by("-moved_at", "-pk").first()
    if step is None:
        raise ValidationError(_("It has made no step yet."))
    before = step.from_state or State.PROPOSAL
    with in_the_name_of(by):
        step.delete()
        reform.state = before
        reform.save(update_fields=["state"])
    return reform


def keep_file(record, upload):
    """Keeps a checked file in `file` of `record`, with its digest."""
    record._meta.get_field("file").save_form_data(record, upload)
    record.sha256 = digest_of(upload)


def digest_of(upload):
    """The SHA-256 (FIPS 180-4) of a file that came in, left at its beginning."""
    digest = hashlib.sha256()
    upload.seek(0)
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


def lock(reform):
    return Reform.objects.select_for_update(of=("self",)).get(pk=reform.pk)
