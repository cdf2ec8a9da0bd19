"""Playbooks at work: dated steps, moved to working days, begun and stopped."""

import functools

import holidays
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.contacts import workflow as action_steps
from engagements.contacts.models import OutreachAction
from engagements.planning.models import PlaybookRun
from officials.days import LAST, shift

State = OutreachAction.State


@functools.cache
def days_off():
    """The public holidays of the country of the setting WORKDAY_COUNTRY."""
    return holidays.country_holidays(settings.WORKDAY_COUNTRY)


def working_day(day):
    """`day`, or the next one that is no weekend and no public holiday."""
    while day < LAST and (day.weekday() >= 5 or day in days_off()):
        day = shift(day, 1)
    return day


def dated_steps(playbook, anchor_on):
    """[(day, step)]: each step on a working day, none of them before today."""
    today = timezone.localdate()
    dated = []
    for step in playbook.steps.all():
        day = shift(anchor_on, step.days)
        dated.append((working_day(max(day, today)), step))
    return dated


@transaction.atomic
def begin(playbook, *, by, lead, anchor_on, official=None, institution=None):
    """Plans the steps as actions of `lead`, in the circle of whom they go to.

    What may not go out yet waits. Returns the `PlaybookRun`; ValidationError says why
    not. Later changes of the playbook leave what is planned here alone.
    """
    if playbook.retired:
        raise ValidationError(_("This playbook is no longer used."))
    steps = dated_steps(playbook, anchor_on)
    if not steps:
        raise ValidationError(_("This playbook has no steps yet."))
    narrow = [r.circle for r in (official, institution) if r and not r.circle.everyone]
    circle = {"circle": narrow[0]} if narrow else {}
    run = PlaybookRun(
        playbook=playbook,
        official=official,
        institution=institution,
        anchor_on=anchor_on,
        lead=lead,
        begun_by=by,
        **circle,
    )
    run.full_clean()
    run.save()
    for day, step in steps:
        plan(run, day, step, by=by)
    return run


def plan(run, day, step, *, by):
    """One step of `run` as an action for `day`."""
    action = OutreachAction(
        kind=step.kind,
        subject=str(step),
        planned_on=day,
        lead=run.lead,
        institution=run.institution,
        playbook_run=run,
        circle=run.circle,
    )
    people = [run.official] if run.official else []
    action_steps.plan(action, people, by=by)


@transaction.atomic
def stop(run, *, by, reason):
    """What is still to come is cancelled, with `reason`; what was done stays."""
    run = stop_planning(run, by=by, reason=reason)
    for action in run.actions.to_come():
        action_steps.cancel(action, by=by, reason=run.why_stopped)
    return run


@transaction.atomic
def stop_planning(run, *, by, reason):
    """It is stopped, with `reason`; its steps stay, for who asks to cancel them."""
    run = PlaybookRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.stopped_at:
        raise ValidationError(_("It is stopped already."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is stopped.")})
    run.stopped_at, run.stopped_by = timezone.now(), by
    run.why_stopped = reason.strip()
    run.full_clean()
    run.save()
    return run


@transaction.atomic
def resume(run, *, by):
    """It goes on after a mistake: what was cancelled is planned again."""
    run = PlaybookRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if not run.stopped_at:
        raise ValidationError(_("It is not stopped."))
    cancelled = run.actions.filter(state=State.CANCELLED, result=run.why_stopped)
    for action in cancelled:
        action_steps.reopen(action, by=by)
    run.stopped_at, run.stopped_by, run.why_stopped = None, None, ""
    run.full_clean()
    run.save()
    return run
