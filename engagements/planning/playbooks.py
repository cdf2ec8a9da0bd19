"""Playbooks at work: dated steps, moved to working days, begun and stopped."""

import datetime
import functools

import holidays
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.approach.workflow import why_not_contact
from engagements.contacts import workflow as action_steps
from engagements.contacts.models import ActionOfficial, OutreachAction
from engagements.planning.models import PlaybookRun

State = OutreachAction.State


@functools.cache
def days_off():
    """The public holidays of the country of the setting WORKDAY_COUNTRY."""
    return holidays.country_holidays(settings.WORKDAY_COUNTRY)


def working_day(day):
    """`day`, or the next one that is no weekend and no public holiday."""
    while day.weekday() >= 5 or day in days_off():
        day += datetime.timedelta(days=1)
    return day


def dated_steps(playbook, anchor_on):
    """[(day, step)]: each step on a working day, none of them before today."""
    today = timezone.localdate()
    dated = []
    for step in playbook.steps.all():
        day = anchor_on + datetime.timedelta(days=step.days)
        dated.append((working_day(max(day, today)), step))
    return dated


def why_not_begin(official, user):
    """Why `user` may not begin with `official`, in a sentence, or ""."""
    return why_not_contact(official, user) if official else ""


@transaction.atomic
def begin(playbook, *, by, lead, anchor_on, official=None, institution=None):
    """Plans the steps as actions of `lead`, in the circle of whom they go to.

    Returns the `PlaybookRun`; ValidationError says why not. Later changes of the
    playbook leave what is planned here alone.
    """
    if playbook.retired:
        raise ValidationError(_("This playbook is no longer used."))
    if why := why_not_begin(official, by):
        raise ValidationError(why)
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
        plan(run, day, step)
    return run


def plan(run, day, step):
    """One step of `run` as a planned action on `day`."""
    action = OutreachAction(
        kind=step.kind,
        subject=str(step),
        planned_on=day,
        lead=run.lead,
        institution=run.institution,
        playbook_run=run,
        circle=run.circle,
    )
    action.full_clean()
    action.save()
    if run.official:
        ActionOfficial.objects.create(action=action, official=run.official)


@transaction.atomic
def stop(run, *, by, reason):
    """What is still planned is cancelled, with `reason`; what was done stays."""
    run = PlaybookRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.stopped_at:
        raise ValidationError(_("It is stopped already."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is stopped.")})
    run.stopped_at, run.stopped_by = timezone.now(), by
    run.why_stopped = reason.strip()
    run.full_clean()
    run.save()
    for action in run.actions.planned():
        action_steps.cancel(action, by=by, reason=run.why_stopped)
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
