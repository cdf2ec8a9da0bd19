"""Courtesies: whom to congratulate in the days to come, and one greeting to many."""

import datetime
import hashlib
import uuid
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.corresponding import compose, plan_action, write
from engagements.letter_texts import language_for, post_of, template_for
from engagements.models import (
    Letter,
    LetterTemplate,
    OutreachAction,
    ProfessionalDay,
    Relationship,
)
from officials.models import Appointment, ConductCheck, Official

DAYS_AHEAD = 14
MOST = 200  # letters of one greeting
Occasion = LetterTemplate.Occasion
Stage = Relationship.Stage


class Courtesy(NamedTuple):
    """An occasion to greet: the day, whom, and what for in words."""

    day: datetime.date
    official: Official
    words: str


def coming(user, today=None):
    """The occasions of the next 14 days for officials whom `user` leads, soonest first.

    Birthdays and anniversaries only where the day is known for certain; nobody with
    whom work is paused, closed or refused.
    """
    today = today or timezone.localdate()
    led = Relationship.objects.visible_to(user).filter(lead=user)
    led = led.exclude(stage__in=(Stage.PAUSED, Stage.CLOSED))
    officials = Official.objects.visible_to(user).filter(
        pk__in=led.values("official"), died=None
    )
    people = {each.pk: each for each in officials}
    refused = refused_among(people, user)
    people = {key: each for key, each in people.items() if key not in refused}
    held = Appointment.objects.visible_to(user).current().filter(official__in=people)
    held = list(held.select_related("post__institution").order_by("pk"))
    found = [
        *birthdays(people.values(), today),
        *anniversaries(held, people, today),
        *professional_days(held, people, today),
    ]
    return sorted(found, key=lambda each: (each.day, each.official.sort_name))


def coming_day(date, today):
    """The next return of the day of the year of `date`, from `today` on.

    Who was born on 29 February is greeted on the 28th in other years.
    """
    for year in (today.year, today.year + 1):
        try:
            day = date.replace(year=year)
        except ValueError:
            day = date.replace(year=year, day=28)
        if day >= today:
            return day
    return None  # never: the next year's is always to come


def is_near(day, today):
    return day is not None and (day - today).days <= DAYS_AHEAD


def birthdays(officials, today):
    for official in officials:
        if official.born and official.born.precision == "day":
            day = coming_day(official.born.first, today)
            if is_near(day, today):
                yield Courtesy(day, official, _("Birthday"))


def anniversaries(held, people, today):
    for appointment in held:
        start = appointment.started
        if not start or start.precision != "day" or appointment.started_circa:
            continue
        day = coming_day(start.first, today)
        years = day.year - start.first.year
        if is_near(day, today) and years:
            words = ngettext("%(n)s year in office", "%(n)s years in office", years)
            yield Courtesy(day, people[appointment.official_id], words % {"n": years})


def professional_days(held, people, today):
    by_kind = {}
    for appointment in held:
        kind = appointment.post.institution.kind
        by_kind.setdefault(kind, {})[appointment.official_id] = True
    for each in ProfessionalDay.objects.all():
        days = [each.in_year(year) for year in (today.year, today.year + 1)]
        day = min((day for day in days if day and day >= today), default=None)
        if is_near(day, today):
            theirs = by_kind.get(each.kind, {}) if each.kind else people
            for key in theirs:
                yield Courtesy(day, people[key], str(each))


def refused_among(officials, user):
    """{key: why} of those among `officials` whose latest conduct check says no."""
    latest = {}
    checks = ConductCheck.objects.visible_to(user).filter(official__in=officials)
    for key, decision in checks.order_by("checked_on", "pk").values_list(
        "official", "decision"
    ):
        latest[key] = decision
    refused = ConductCheck.Decision.REFUSE
    why = _("the decision is not to work with them")
    return {key: why for key, decision in latest.items() if decision == refused}


def why_skipped(officials, user):
    """{key: why, in words} of those among `officials` who are not greeted."""
    keys = [each.pk for each in officials]
    skipped = refused_among(keys, user)
    known = Relationship.objects.visible_to(user).filter(official__in=keys)
    for tie in known.filter(stage__in=(Stage.PAUSED, Stage.CLOSED)):
        skipped[tie.official_id] = _("work with them is %(stage)s") % {
            "stage": tie.get_stage_display()
        }
    for each in officials:
        if each.died:
            skipped[each.pk] = _("died %(day)s") % {"day": each.died}
    return skipped


class Greeting(NamedTuple):
    """One greeting: its template (None: as fits each), its day, who signs."""

    template: LetterTemplate | None
    day: datetime.date
    signatory: object
    occasion: str = Occasion.CONGRATULATION


def letter_to(official, greeting, *, by):
    """The unsaved letter of `greeting` to `official`; ValidationError says why none."""
    language = greeting.template.language if greeting.template else ""
    letter = Letter(
        official=official,
        circle=official.circle,
        language=language or language_for(official),
        template=greeting.template,
        signatory=greeting.signatory,
        written_by=by,
    )
    post = post_of(official, by)
    if letter.template is None:
        letter.template = template_for(
            greeting.occasion, letter.language, post, official.circle, by
        )
    if letter.template is None:
        raise ValidationError(
            _("there is no template for this occasion in “%(language)s”")
            % {"language": letter.get_language_display()}
        )
    compose(letter, post)
    return letter


def preview(officials, greeting, *, by):
    """([unsaved letters], [(official, why not)]) of `greeting` to `officials`."""
    skipped = why_skipped(officials, by)
    letters, refused = [], []
    for official in officials:
        try:
            if official.pk in skipped:
                raise ValidationError(skipped[official.pk])
            letters.append(letter_to(official, greeting, by=by))
        except ValidationError as reason:
            refused.append((official, " ".join(reason.messages)))
    return letters, refused


@transaction.atomic
def greet(officials, greeting, *, by, once):
    """Writes the letters as drafts, each with an action planned for the day.

    All of them or none. `once` is the key of this greeting: sent again, it gives back
    the letters that it made before.
    """
    letters, _refused = preview(officials, greeting, by=by)
    keys = {each.official_id: key_of(once, each.official_id) for each in letters}
    known = Letter.objects.visible_to(by).filter(pk__in=keys.values())
    if made := list(known.order_by("pk")):
        return made
    for letter in letters:
        letter.pk = keys[letter.official_id]
        write(letter, by=by)
        kind = OutreachAction.Kind.CONGRATULATION
        plan_action(letter, kind, greeting.day, by=by)
    return sorted(letters, key=lambda letter: letter.pk)


def key_of(once, official):
    """The key of the letter to `official` (a key) of the greeting `once`."""
    digest = hashlib.sha256(once.bytes + official.bytes).digest()
    return uuid.UUID(bytes=once.bytes[:9] + digest[:7])
