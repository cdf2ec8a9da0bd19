"""The way of a letter: written, ready, dispatched with a number, answered.

A letter that goes out and one that came in both become actions, through the moves
of an action (`workflow`).
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.contacts import workflow as action_steps
from engagements.contacts.models import OutreachAction
from engagements.letters.letter_fields import BRACES, LATER, fill
from engagements.letters.letter_texts import (
    addressee_of,
    post_of,
    salutation_of,
    template_for,
    values_of,
)
from engagements.letters.models import LegalLabel, Letter, LetterSeries
from engagements.letters.models.letters import Direction
from officials.clearance import workflow as clearance_steps
from officials.workflow import illegal_move, in_the_name_of, take_step

State = Letter.State
TO_WHOM = "app_letter_goes_to"
NEXT = {
    State.DRAFT: {State.READY, State.CANCELLED},
    State.READY: {State.DRAFT, State.DISPATCHED, State.CANCELLED},
    State.DISPATCHED: {State.ANSWERED, State.CANCELLED},
    State.RECEIVED: {State.ANSWERED, State.CANCELLED},
    State.ANSWERED: {State.DISPATCHED, State.RECEIVED},
    State.CANCELLED: {State.DRAFT},
}


@transaction.atomic
def write(letter, *, by, occasion=""):
    """Saves a draft; what is left empty is filled in from its template and addressee.

    Without a template, the one for `occasion` that fits the language and the rank of
    the post is taken, also beside a text of one's own: it says how heavily the letter
    weighs. The text of a letter that was ready makes it a draft again.
    """
    is_new = letter._state.adding
    post = post_of(letter.official, by)
    if occasion and not letter.template:
        letter.template = template_for(occasion, letter, post, by)
        if letter.template is None and not letter.body.strip():
            raise ValidationError(
                {"occasion": _("There is no template for that: write the text.")}
            )
    check_answered(letter)
    compose(letter, post)
    if not letter.subject.strip():
        raise ValidationError(
            {"subject": _("Write what it is about, or choose a template.")}
        )
    if is_new:
        letter.written_by = by
        letter.label = letter.label or labels_for(letter)
    elif letter.state == State.READY:
        letter.state = State.DRAFT
    letter.let_go_by = letter.let_go_at = None  # of what it was before
    letter.full_clean()
    letter.save()
    return letter


def compose(letter, post):
    """Fills what is empty in `letter` to the holder of `post`; saves nothing."""
    write_addressee(letter, post)
    letter.salutation = letter.salutation.strip() or salutation_of(
        letter.official, letter.language, post
    )
    if letter.template:
        values = values_of(letter, post)
        subject = fill(letter.template.subject, values)[:200]
        letter.subject = letter.subject.strip() or subject
        letter.body = letter.body.strip() or fill(letter.template.body, values)


def write_addressee(letter, post):
    """The addressee as it follows from the record, or what was written by hand.

    What stood there before stays what it was, as long as it goes to the same.
    """
    usual, written = addressee_of(letter, post), letter.addressee.strip()
    letter.addressee = written or usual
    same = Letter.objects.filter(
        pk=letter.pk,
        addressee=letter.addressee,
        official=letter.official_id,
        institution=letter.institution_id,
    )
    if written and same.exists():
        return
    letter.addressee_by_hand = letter.addressee != usual


def check_answered(letter):
    """ValidationError when `letter` answers one that went the same way."""
    if letter.answers and letter.answers.direction == letter.direction:
        raise ValidationError(
            {"answers": _("A letter answers one that went the other way.")}
        )


def labels_for(letter):
    """The text of the labels that are obligatory for `letter` and missing in it."""
    missing = LegalLabel.objects.missing_in(letter).order_by("since", "pk")
    return "\n\n".join(label.text_in(letter.language) for label in missing)


@transaction.atomic
def make_ready(letter, *, by):
    """The text is as it should be, and somebody is named who signs."""
    letter = lock(letter)
    if not letter.body.strip():
        raise ValidationError(_("Write the text first."))
    if blank_field := fields_left(letter):
        raise ValidationError(
            _("The text still has the field “%(field)s”: write what it stands for.")
            % {"field": blank_field}
        )
    if letter.signatory is None:
        raise ValidationError(_("Say who signs it."))
    bears_its_labels(letter)
    return take_step(letter, State.READY, by=by, legal=NEXT)


def fields_left(letter):
    """The first field that was not filled in and will not be, or ""."""
    for field_match in BRACES.finditer(f"{letter.subject}\n{letter.body}"):
        name = (field_match[1] or field_match[0]).strip()
        if name not in LATER:
            return name
    return ""


@transaction.atomic
def back_to_draft(letter, *, by):
    """There is something to change in it after all."""
    return take_step(letter, State.DRAFT, by=by, legal=NEXT)


@transaction.atomic
def put_label(letter, *, by):
    """Puts the obligatory labels that are missing below the text of a draft."""
    letter = lock(letter)
    if letter.is_fixed:
        raise ValidationError(_("It was dispatched: its text is not changed any more."))
    missing = labels_for(letter)
    letter.label = "\n\n".join(filter(None, [letter.label.strip(), missing]))
    letter.full_clean()
    with in_the_name_of(by):
        letter.save()
    return letter


def let_go(letter, *, by):
    """A manager lets it go out, where the gate leaves that to them."""
    if letter.is_fixed or letter.state not in (State.DRAFT, State.READY):
        raise ValidationError(_("It is no letter that is still to go."))
    return clearance_steps.let_go(letter, TO_WHOM, by=by)


@transaction.atomic
def dispatch(letter, *, by, method, dispatched_on=None, why_other_year=""):
    """It goes out on `dispatched_on` (today by default), with the next number.

    ValidationError while a label is missing that a rule makes obligatory. Its action
    is done; the letter that it answers is answered. The number is of this year; of
    the year of that day only if a manager says why.
    """
    letter = lock(letter)
    day = dispatched_on or timezone.localdate()
    if day > timezone.localdate():
        raise ValidationError({"dispatched_on": _("That day is still to come.")})
    if day < letter.dated_on:
        raise ValidationError(
            {"dispatched_on": _("It bears a later date: it cannot have gone before.")}
        )
    bears_its_labels(letter, day)
    year = year_of_number(day, by, why_other_year)
    numbered = number_for(letter, year) if may_go(letter) else {}
    number_field = {"number": "{number}/{year}".format(**numbered)} if numbered else {}
    letter = take_step(
        letter,
        State.DISPATCHED,
        by=by,
        legal=NEXT,
        method=method,
        dispatched_on=day,
        dispatched_by=by,
        subject=fill(letter.subject, number_field)[:200],
        body=fill(letter.body, number_field),
        why_other_year=why_other_year.strip() if year == day.year else "",
        **numbered,
    )
    becomes_action(letter, OutreachAction.Kind.LETTER, by=by)
    if answered := letter.answers:
        take_step(answered, State.ANSWERED, by=by, legal=answering(answered))
    return letter


def year_of_number(day, by, why_other_year):
    """This year; or the year of `day`, where `by` may give that and says why."""
    this_year = timezone.localdate().year
    if day.year == this_year or not why_other_year.strip():
        return this_year
    if not by.has_perm("engagements.number_letter"):
        raise ValidationError(
            {"why_other_year": _("A manager gives numbers of another year.")}
        )
    return day.year


def bears_its_labels(letter, day=None):
    """ValidationError while a label is missing that a rule makes obligatory."""
    if missing := list(LegalLabel.objects.missing_in(letter, day)):
        raise ValidationError(
            [
                _("The label “%(label)s” is missing: the letter cannot go without it.")
                % {"label": label}
                for label in missing
            ]
        )


def may_go(letter):
    """Whether the state of a locked `letter` lets it go out; no number is lost else."""
    return State.DISPATCHED in NEXT[letter.state] and letter.number is None


def number_for(letter, year):
    """The next number of the series of the letter's circle, which stays locked."""
    of = {"circle": letter.circle, "direction": letter.direction, "year": year}
    series, _created = LetterSeries.objects.get_or_create(**of)
    series = LetterSeries.objects.select_for_update(of=("self",)).get(pk=series.pk)
    series.last_number += 1
    series.save()
    return {
        "number": series.last_number,
        "year": year,
        "series_circle": letter.circle,
    }


@transaction.atomic
def register_incoming(letter, *, by, why_other_year=""):
    """A letter that came in gets its number; our letter that it answers is answered."""
    letter.direction, letter.state = Direction.IN, State.RECEIVED
    letter.written_by = by
    if letter.received_on is None:
        raise ValidationError({"received_on": _("Say on which day it was received.")})
    if letter.received_on > timezone.localdate():
        raise ValidationError({"received_on": _("That day is still to come.")})
    if letter.received_on < letter.dated_on:
        raise ValidationError(
            {"dated_on": _("It bears a later date than the day it was received on.")}
        )
    check_answered(letter)
    letter.addressee = letter.addressee.strip() or addressee_of(
        letter, post_of(letter.official, by)
    )
    year = year_of_number(letter.received_on, by, why_other_year)
    letter.why_other_year = why_other_year.strip()
    for name, value in number_for(letter, year).items():
        setattr(letter, name, value)
    letter.full_clean()
    letter.save()
    becomes_action(letter, OutreachAction.Kind.LETTER, by=by)
    if letter.answers:
        take_step(
            letter.answers, State.ANSWERED, by=by, legal=answering(letter.answers)
        )
        if letter.answers.action:
            OutreachAction.objects.filter(pk=letter.answers.action_id).update(
                responded=True
            )
    return letter


def answering(letter):
    """The moves by which `letter` becomes answered; it may be answered more often."""
    return {**NEXT, State.ANSWERED: {State.ANSWERED}} if letter.is_fixed else NEXT


def becomes_action(letter, kind, *, by):
    """Finishes the action of `letter`, or makes one that is done, on its day."""
    action = letter.action or plan_action(letter, kind, letter.on, by=by)
    if action.state in action_steps.TO_COME:
        came = letter.direction == Direction.IN
        letter.action = action_steps.finish(
            action, by=by, done_on=letter.on, responded=came
        )


def plan_action(letter, kind, day, *, by):
    """An action to come for a saved `letter`, about whoever it is to or from."""
    action = OutreachAction(
        kind=kind,
        direction=letter.direction,
        subject=letter.subject,
        planned_on=day,
        lead=letter.signatory or by,
        institution=letter.institution,
        circle=letter.circle,
    )
    people = [letter.official] if letter.official else []
    action = action_steps.plan(action, people, by=by)
    Letter.objects.filter(pk=letter.pk).update(action=action)
    letter.action = action
    return action


@transaction.atomic
def went_already(letter, *, by, reason, went_on=None):
    """It is with them already: a done action names it; it gets no number, no paper.

    The letter itself is put aside, so that it does not go a second time.
    """
    letter = lock(letter)
    if letter.state not in (State.DRAFT, State.READY):
        raise ValidationError(illegal_move(letter, State.CANCELLED))
    day = went_on or timezone.localdate()
    kind = OutreachAction.Kind.LETTER
    action = letter.action or plan_action(letter, kind, day, by=by)
    action_steps.went_already(action, by=by, reason=reason, went_on=went_on)
    return take_step(letter, State.CANCELLED, by=by, legal=NEXT, reason=reason.strip())


@transaction.atomic
def cancel(letter, *, by, reason):
    """It does not go, or did not; a number that it has is not given again."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it was cancelled.")})
    letter = lock(letter)
    cancelled = take_step(
        letter, State.CANCELLED, by=by, legal=NEXT, reason=reason.strip()
    )
    if action := cancelled.action:
        if action.state == OutreachAction.State.DONE:
            action = action_steps.reopen(action, by=by)
        if action.state in action_steps.TO_COME:
            action_steps.cancel(action, by=by, reason=reason)
    if cancelled.number and cancelled.answers:
        no_longer_answered(cancelled.answers, by=by)
    return cancelled


def no_longer_answered(letter, *, by):
    """It waits again, unless another letter that stands answers it."""
    others = letter.answered_by.registered().exclude(state=State.CANCELLED)
    if letter.state == State.ANSWERED and not others.exists():
        before = State.RECEIVED
        if letter.direction == Direction.OUT:
            before = State.DISPATCHED
        take_step(letter, before, by=by, legal=NEXT)


@transaction.atomic
def reopen(letter, *, by):
    """A letter that was cancelled before it had a number is a draft again."""
    letter = lock(letter)
    if letter.number or letter.direction == Direction.IN:
        raise ValidationError(
            _("It has a number: write a new letter instead, and cancel none.")
        )
    if letter.action and letter.action.went_already:
        raise ValidationError(_("It went already: write a new letter instead."))
    draft = take_step(letter, State.DRAFT, by=by, legal=NEXT, reason="")
    if draft.action and draft.action.state == OutreachAction.State.CANCELLED:
        action_steps.reopen(draft.action, by=by)
    return draft


def lock(letter):
    """The letter as it stands now, held until this transaction ends."""
    letters = Letter.objects.select_for_update(of=("self",))
    letters = letters.select_related(
        "official", "institution", "circle", "signatory", "answers", "action"
    )
    return letters.get(pk=letter.pk)
