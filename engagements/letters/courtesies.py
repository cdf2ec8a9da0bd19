"""Courtesies: whom to congratulate in the days to come, and one greeting to many.

An official is greeted by name. An institution is greeted as an office, with no official
named.
"""

import datetime
import hashlib
import uuid
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.contacts.models import OutreachAction, ProfessionalDay
from engagements.letters.letter_fields import speaks_to_a_person
from engagements.letters.letter_texts import language_for, post_of, template_for
from engagements.letters.models import Letter, LetterTemplate
from engagements.letters.workflow import compose, plan_action, write
from engagements.relationships.models import InstitutionRelationship, Relationship
from officials.institutions.models import Agreement, Appointment, Institution
from officials.people.bulk import chosen as chosen_officials
from officials.people.models import Official
from officials.safeguards.models import ConductCheck

DAYS_AHEAD = 14
MOST = 200  # letters of one greeting
Occasion = LetterTemplate.Occasion
Stage = Relationship.Stage


class Courtesy(NamedTuple):
    """An occasion to greet: the day, whom, and what for in words."""

    day: datetime.date
    to: Official | Institution
    words: str


def coming(user, today=None):
    """The occasions of the next 14 days for those whom `user` leads, soonest first.

    Nobody with whom work is paused, closed or refused.
    """
    today = today or timezone.localdate()
    occasions = [
        *coming_to_officials(user, today),
        *coming_to_institutions(user, today),
    ]
    return sorted(occasions, key=lambda each: (each.day, filed_under(each.to)))


def filed_under(to):
    """By what an official or an institution stands in its place of a list."""
    return to.sort_name if isinstance(to, Official) else str(to)


def coming_to_officials(user, today):
    """Birthdays and anniversaries where the day is known for certain; their days."""
    relationships = Relationship.objects.visible_to(user).filter(lead=user)
    relationships = relationships.exclude(stage__in=(Stage.PAUSED, Stage.CLOSED))
    officials = Official.objects.visible_to(user).filter(
        pk__in=relationships.values("official"), died=None
    )
    people = {each.pk: each for each in officials}
    refused_keys = refused_among(people, user)
    people = {key: each for key, each in people.items() if key not in refused_keys}
    appointments = (
        Appointment.objects.visible_to(user).current().filter(official__in=people)
    )
    appointments = list(appointments.select_related("post__institution").order_by("pk"))
    by_kind = {}
    for appointment in appointments:
        kind = appointment.post.institution.kind
        by_kind.setdefault(kind, {})[appointment.official_id] = True
    yield from birthdays(people.values(), today)
    yield from anniversaries(appointments, people, today)
    yield from professional_days(by_kind, people, today)


def coming_to_institutions(user, today):
    """Their professional days, and the years since what they agreed with us."""
    relationships = (
        InstitutionRelationship.objects.visible_to(user).at_work().filter(lead=user)
    )
    places = Institution.objects.visible_to(user).filter(
        pk__in=relationships.values("institution"), dissolved_on=None
    )
    places = {each.pk: each for each in places}
    by_kind = {}
    for each in places.values():
        by_kind.setdefault(each.kind, {})[each.pk] = True
    yield from professional_days(by_kind, places, today)
    agreed = Agreement.objects.visible_to(user).in_force(today)
    for each in agreed.filter(institution__in=places, signed_on__isnull=False):
        day = coming_day(each.signed_on, today)
        years = day.year - each.signed_on.year
        if is_near(day, today) and years:
            words = ngettext(
                "%(n)s year since we agreed: %(title)s",
                "%(n)s years since we agreed: %(title)s",
                years,
            )
            sentence = words % {"n": years, "title": each}
            yield Courtesy(day, places[each.institution_id], sentence)


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


def anniversaries(appointments, people, today):
    for appointment in appointments:
        start = appointment.started
        if not start or start.precision != "day" or appointment.started_circa:
            continue
        day = coming_day(start.first, today)
        years = day.year - start.first.year
        if is_near(day, today) and years:
            words = ngettext("%(n)s year in office", "%(n)s years in office", years)
            yield Courtesy(day, people[appointment.official_id], words % {"n": years})


def professional_days(by_kind, greeted, today):
    """Of `greeted` (by key), of whom `by_kind` tells the kinds of institutions."""
    for each in ProfessionalDay.objects.all():
        days = [each.in_year(year) for year in (today.year, today.year + 1)]
        day = min((day for day in days if day and day >= today), default=None)
        if is_near(day, today):
            theirs = by_kind.get(each.kind, {}) if each.kind else greeted
            for key in theirs:
                yield Courtesy(day, greeted[key], str(each))


def chosen(keys, *, by):
    """The officials, and then the institutions, of `keys` that `by` may see."""
    places = Institution.objects.visible_to(by).filter(pk__in=keys)
    return [*chosen_officials(keys, by=by), *places.select_related("circle")]


def refused_among(officials, user):
    """{key: why} of those among `officials` whose latest conduct check says no."""
    latest = {}
    checks = ConductCheck.objects.visible_to(user).filter(official__in=officials)
    for key, decision in checks.order_by("checked_on", "pk").values_list(
        "official", "decision"
    ):
        latest[key] = decision
    refusal = ConductCheck.Decision.REFUSE
    why = _("the decision is not to work with them")
    return {key: why for key, decision in latest.items() if decision == refusal}


def why_skipped(greeted, user):
    """{key: why, in words} of those among `greeted` who are not greeted."""
    keys = [each.pk for each in greeted]
    skipped = refused_among(keys, user)
    at_rest = {"stage__in": (Stage.PAUSED, Stage.CLOSED)}
    people = Relationship.objects.visible_to(user).filter(official__in=keys)
    places = InstitutionRelationship.objects.visible_to(user)
    places = places.filter(institution__in=keys)
    relationships_at_rest = [(tie.official_id, tie) for tie in people.filter(**at_rest)]
    relationships_at_rest += [
        (tie.institution_id, tie) for tie in places.filter(**at_rest)
    ]
    for key, tie in relationships_at_rest:
        skipped[key] = _("work with them is %(stage)s") % {
            "stage": tie.get_stage_display()
        }
    for each in greeted:
        if isinstance(each, Institution):
            if each.dissolved_on:
                skipped[each.pk] = _("dissolved %(day)s") % {"day": each.dissolved_on}
        elif each.died:
            skipped[each.pk] = _("died %(day)s") % {"day": each.died}
    return skipped


class Greeting(NamedTuple):
    """One greeting: its template (None: as fits each), its day, who signs."""

    template: LetterTemplate | None
    day: datetime.date
    signatory: object
    occasion: str = Occasion.CONGRATULATION


def letter_to(whom, greeting, *, by):
    """The unsaved letter of `greeting` to an official or an institution.

    ValidationError says why there is none.
    """
    official = whom if isinstance(whom, Official) else None
    language = greeting.template.language if greeting.template else ""
    letter = Letter(
        official=official,
        institution=None if official else whom,
        circle=whom.circle,
        language=language or language_for(whom),
        template=greeting.template,
        signatory=greeting.signatory,
        written_by=by,
    )
    post = post_of(official, by)
    if letter.template is None:
        letter.template = template_for(greeting.occasion, letter, post, by)
    if why := why_no_template(letter):
        raise ValidationError(why)
    compose(letter, post)
    return letter


def why_no_template(letter):
    """Why there is no template that makes `letter`, in a sentence, or ""."""
    to_office = letter.official is None
    if letter.template:
        if to_office and speaks_to_a_person(letter.template):
            return _(
                "the template speaks to a person: choose one without the fields "
                "“official” and “post”"
            )
        return ""
    sentence = _("there is no template for this occasion in “%(language)s”")
    if to_office:
        sentence = _(
            "there is no template for this occasion in “%(language)s” without the "
            "fields “official” and “post”"
        )
    return sentence % {"language": letter.get_language_display()}


def preview(greeted, greeting, *, by):
    """([unsaved letters], [(whom, why not)]) of `greeting` to `greeted`."""
    skipped = why_skipped(greeted, by)
    letters, refusals = [], []
    for whom in greeted:
        try:
            if whom.pk in skipped:
                raise ValidationError(skipped[whom.pk])
            letters.append(letter_to(whom, greeting, by=by))
        except ValidationError as reason:
            refusals.append((whom, " ".join(reason.messages)))
    return letters, refusals


@transaction.atomic
def greet(greeted, greeting, *, by, once):
    """Writes the letters as drafts, each with an action planned for the day.

    All of them or none. `once` is the key of this greeting: sent again, it gives back
    the letters that it made before.
    """
    letters, _refused = preview(greeted, greeting, by=by)
    for letter in letters:
        letter.pk = key_of(once, letter.official_id or letter.institution_id)
    keys = [letter.pk for letter in letters]
    same_letters = Letter.objects.visible_to(by).filter(pk__in=keys)
    if earlier_letters := list(same_letters.order_by("pk")):
        return earlier_letters
    for letter in letters:
        write(letter, by=by)
        kind = OutreachAction.Kind.CONGRATULATION
        plan_action(letter, kind, greeting.day, by=by)
    return sorted(letters, key=lambda letter: letter.pk)


def key_of(once, whom):
    """The key of the letter to `whom` (a key) of the greeting `once`."""
    digest = hashlib.sha256(once.bytes + whom.bytes).digest()
    return uuid.UUID(bytes=once.bytes[:9] + digest[:7])
