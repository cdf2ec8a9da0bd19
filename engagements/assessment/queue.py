"""The identification queue: whom to look at next, and why.

Officials with whom we only watch are proposed by rules that staff read and managers
switch, each proposal with its reasons. Software proposes; a person looks, assesses and
decides, or says “not now”. Nobody is scored or moved by it.

The rules look a few hundred people up in sums (`SignalSum`) that a job keeps fresh;
what is shown of each is then asked of the notes as they are at this moment, so that a
note that was moved to a narrower circle a minute ago no longer speaks here.
"""

import datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import (
    BooleanField,
    ExpressionWrapper,
    F,
    Q,
    Sum,
    TextField,
    Value,
)
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from engagements.assessment.models import (
    Assessment,
    NotNow,
    QueueRule,
    SignalSum,
    SumsMade,
)
from engagements.contacts.models import ActionOfficial, OutreachAction
from engagements.monitoring.models import Mention
from engagements.monitoring.signal import (
    DECAY,
    HALF_LIFE,
    K,
    Signal,
    compiled,
    counted,
    signals_among,
)
from engagements.relationships.models import Relationship
from exchanges.models import Participation
from officials.dates import PartialDate
from officials.institutions.models import Appointment, Institution
from officials.people.models import Official
from officials.security.context import as_system
from officials.security.models import Circle
from officials.security.records import Record
from officials.workflow import in_the_name_of

REFERENCE = datetime.date(2020, 1, 1)  # the day at which the sums are kept
ASSESSED_WITHIN = 365  # days: who was assessed since then does not come up again
ROUNDING = 1 - 1e-9
Name = QueueRule.Name
DEFAULTS = {
    Name.SIGNAL: {"bar": 0.4, "evidence": 1.0},
    Name.STRONG_NOTE: {"days": 90},
    Name.NEW_POST: {"days": 180},
    Name.ATTENDED: {"days": 180},
    Name.ANSWERED: {"days": 90},
}
STRONG = Q(
    stance=Mention.Stance.COMMITTED,
    note__reliability__lte="B",
    note__credibility__lte=2,
)
REFRESH = f"""
    WITH fresh AS (
        SELECT official_id, circle_id, sum(stance * r * c * d) AS numerator,
               sum(r * c * d) AS denominator, count(*) AS mentions,
               max(latest_on) AS last_on,
               max(latest_on) FILTER (WHERE strong) AS strong_on
        FROM (
            SELECT counted.*, {DECAY.format(on="%s::date")} AS d
            FROM ({{counted}}) counted
        ) term GROUP BY official_id, circle_id
    ), gone AS (
        DELETE FROM engagements_signalsum old WHERE NOT EXISTS (
            SELECT 1 FROM fresh WHERE fresh.official_id = old.official_id
            AND fresh.circle_id = old.circle_id)
        RETURNING 1
    ), put AS (
        INSERT INTO engagements_signalsum AS old (official_id, circle_id, numerator,
            denominator, mentions, last_on, strong_on)
        SELECT * FROM fresh
        ON CONFLICT (official_id, circle_id) DO UPDATE
        SET numerator = EXCLUDED.numerator, denominator = EXCLUDED.denominator,
            mentions = EXCLUDED.mentions, last_on = EXCLUDED.last_on,
            strong_on = EXCLUDED.strong_on
        WHERE (old.mentions, old.last_on, old.strong_on) IS DISTINCT FROM
              (EXCLUDED.mentions, EXCLUDED.last_on, EXCLUDED.strong_on)
           OR abs(old.numerator - EXCLUDED.numerator) > 1e-12 * EXCLUDED.denominator
           OR abs(old.denominator - EXCLUDED.denominator) > 1e-12 * old.denominator
        RETURNING 1
    )
    SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM put)
"""  # noqa: S608
CHOOSE = f"""
    WITH reason AS ({{reasons}}), candidate AS MATERIALIZED (
        SELECT official_id, count(*) AS reasons FROM reason
        WHERE official_id NOT IN ({{settled}}) GROUP BY official_id
    ), total AS (
        SELECT official_id, sum(numerator) * %s AS n, sum(denominator) * %s AS d
        FROM ({{sums}}) visible WHERE official_id IN (SELECT official_id FROM candidate)
        GROUP BY official_id
    )
    SELECT official_id FROM candidate
    JOIN ({{officials}}) official ON official.id = candidate.official_id
    LEFT JOIN total USING (official_id)
    ORDER BY reasons DESC, n / ({K} + d) DESC NULLS LAST, sort_name, official_id
    LIMIT %s
"""  # noqa: S608


class Reason(NamedTuple):
    """Why a rule proposes somebody, and the record that shows it, if it is one."""

    rule: str
    words: str
    record: Record | None = None


class Proposal(NamedTuple):
    """An official to look at, with every reason."""

    official: Official
    signal: Signal | None
    reasons: list


def rules():
    """Every rule: as somebody set it, or else as it comes."""
    rules_by_name = {rule.name: rule for rule in QueueRule.objects.all()}
    return [
        rules_by_name.get(name) or QueueRule(name=name, **DEFAULTS[name])
        for name in Name
    ]


def refresh():
    """Makes the sums of all signals anew; returns how many changed. For a job."""
    strong = ExpressionWrapper(STRONG, output_field=BooleanField())
    inner = counted(Mention.objects.annotate(strong=strong), "circle_id", "strong")
    with as_system(), connection.cursor() as cursor:
        started = timezone.now()
        # One at a time: another that ran meanwhile has seen no less than this one.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('signal sums'))")
        text, params = compiled(inner)
        cursor.execute(REFRESH.format(counted=text), [REFERENCE, *params])
        changed = cursor.fetchone()[0]
        SumsMade.objects.update_or_create(pk=1, defaults={"at": started})
    return changed


def made_at():
    """When the sums were last made; None before the first time."""
    return SumsMade.objects.values_list("at", flat=True).first()


def scale(day):
    """By what the sums at the reference day are multiplied to be those of `day`."""
    return 0.5 ** ((day - REFERENCE).days / HALF_LIFE)


def proposals(user, limit=50):
    """At most `limit` `Proposal`s for `user`, the best first.

    Best are those with most reasons, then the most supportive. Whoever the reader
    knows to be further than monitored, to have been assessed in a year, to wait by a
    “not now”, or to have died is left out. As many queries however many there are.
    """
    today = timezone.localdate()
    used = [rule for rule in rules() if rule.on]
    if not used:
        return []
    if made_at() is None:
        refresh()
    keys = best_keys(used, user, today, limit)
    signals_by_key = signals_among(keys, user)
    reasons = {key: [] for key in keys}
    for rule in used:
        for key, reason in REASONS[rule.name](rule, keys, user, today, signals_by_key):
            if rule.name not in [earlier.rule for earlier in reasons[key]]:
                reasons[key].append(reason)
    people = Official.objects.visible_to(user).with_post().in_bulk(keys)
    return [
        Proposal(people[key], signals_by_key.get(key), reasons[key])
        for key in keys
        if key in people and reasons[key]
    ]


def best_keys(used, user, today, limit):
    """The keys of the officials whom the rules `used` propose to `user`, best first."""
    first, *others = (CANDIDATES[rule.name](rule, user, today) for rule in used)
    parts = {
        "reasons": first.union(*others),
        "settled": settled(user, today),
        "sums": SignalSum.objects.visible_to(user),
        "officials": Official.objects.visible_to(user)
        .filter(died=None)
        .order_by()
        .values_list("id", "sort_name"),
    }
    parts = {name: compiled(query) for name, query in parts.items()}
    if None in parts.values():
        return []
    sql = CHOOSE.format(**{name: text for name, (text, _params) in parts.items()})
    params = {name: values for name, (_text, values) in parts.items()}
    values = [*params["reasons"], *params["settled"], scale(today), scale(today)]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, *params["sums"], *params["officials"], limit])
        return [key for (key,) in cursor.fetchall()]


def settled(user, today):
    """The officials who need no proposal, as far as `user` knows."""
    further = Relationship.objects.visible_to(user)
    further = further.exclude(stage=Relationship.Stage.MONITORED)
    since = today - datetime.timedelta(days=ASSESSED_WITHIN)
    assessed = Assessment.objects.visible_to(user).standing()
    assessed = assessed.filter(assessed_on__gt=since)
    postponements = NotNow.objects.visible_to(user).in_force(today)
    # A colleague from abroad is asked for help, and not identified.
    abroad = Appointment.objects.visible_to(user).on(today)
    abroad = abroad.exclude(post__institution__side=Institution.Side.DOMESTIC)
    first, *others = (
        query.order_by().values_list("official_id")
        for query in (further, assessed, postponements, abroad)
    )
    return first.union(*others, all=True)


def back(rule, today):
    return today - datetime.timedelta(days=rule.days or 0)


def named(queryset, rule):
    """(official, rule) of what a rule found, for the union of all."""
    name = Value(str(rule.name), output_field=TextField())
    return queryset.order_by().values_list("official_id", name)


def promising(rule, user, today):
    """Whose sums pass the bar; one of the circles must bring its part of it."""
    sums, f = SignalSum.objects.visible_to(user), scale(today)
    evidence = rule.evidence or 0
    circles = len(Circle.objects.keys_open_to(user)) or 1
    least = rule.bar * (K + evidence) / f / circles * ROUNDING
    some = sums.filter(numerator__gte=least).values("official_id")
    totals = sums.filter(official_id__in=some).values("official_id")
    totals = totals.annotate(n=Sum("numerator"), d=Sum("denominator")).filter(
        d__gte=evidence / f * ROUNDING,
        n__gte=rule.bar * (K / f + F("d")) * ROUNDING,
    )
    return named(totals, rule)


def strongly_noted(rule, user, today):
    sums = SignalSum.objects.visible_to(user)
    return named(sums.filter(strong_on__gte=back(rule, today)), rule)


def newly_leading(user, since):
    appointments = Appointment.objects.visible_to(user).current()
    return appointments.filter(post__is_leading=True, started__endswith__gt=since)


def attended(user, since):
    participations = Participation.objects.visible_to(user)
    return participations.filter(
        state=Participation.State.ATTENDED, exchange__ends_on__gte=since
    )


def answered(user, since):
    action_links = ActionOfficial.objects.visible_to(user)
    return action_links.filter(
        action__state=OutreachAction.State.DONE,
        action__responded=True,
        action__done_on__gte=since,
    )


CANDIDATES = {
    Name.SIGNAL: promising,
    Name.STRONG_NOTE: strongly_noted,
    Name.NEW_POST: lambda rule, user, today: named(
        newly_leading(user, back(rule, today)), rule
    ),
    Name.ATTENDED: lambda rule, user, today: named(
        attended(user, back(rule, today)), rule
    ),
    Name.ANSWERED: lambda rule, user, today: named(
        answered(user, back(rule, today)), rule
    ),
}


def why_promising(rule, _keys, _user, _today, signals):
    for key, signal in signals.items():
        enough = signal.denominator >= (rule.evidence or 0) * ROUNDING
        if enough and signal.value >= rule.bar * ROUNDING:
            yield key, Reason(rule.name, capfirst(signal.words))


def why_strongly_noted(rule, keys, user, today, _signals):
    mentions = Mention.objects.visible_to(user).select_related("note")
    mentions = mentions.filter(
        STRONG,
        official__in=keys,
        note__happened_on__endswith__gt=back(rule, today),
        note__recorded_at__date__gte=back(rule, today),
    )
    for each in mentions.order_by("-note__happened_on", "-pk"):
        note = each.note
        words = _("Very supportive, %(day)s, graded %(grade)s: %(headline)s")
        yield (
            each.official_id,
            Reason(
                rule.name,
                words
                % {
                    "day": note.happened_on,
                    "grade": note.grade,
                    "headline": note.headline,
                },
                note,
            ),
        )


def why_newly_leading(rule, keys, user, today, _signals):
    appointments = newly_leading(user, back(rule, today)).filter(official__in=keys)
    appointments = appointments.select_related("post__institution")
    for each in appointments.order_by("-started", "pk"):
        words = _("New in a leading post, %(start)s: %(post)s, %(place)s") % {
            "start": each.started,
            "post": each.post,
            "place": each.post.institution,
        }
        yield each.official_id, Reason(rule.name, words, each.post)


def why_attended(rule, keys, user, today, _signals):
    participations = attended(user, back(rule, today)).filter(official__in=keys)
    for each in participations.select_related("exchange").order_by(
        "-exchange__ends_on", "pk"
    ):
        words = _("Came to our exchange “%(title)s”") % {"title": each.exchange}
        yield each.official_id, Reason(rule.name, words, each)


def why_answered(rule, keys, user, today, _signals):
    action_links = answered(user, back(rule, today)).filter(official__in=keys)
    for each in action_links.select_related("action").order_by(
        "-action__done_on", "pk"
    ):
        day = PartialDate(each.action.done_on, each.action.done_on)
        words = _("Responded to us, %(day)s: %(subject)s") % {
            "day": day,
            "subject": each.action,
        }
        yield each.official_id, Reason(rule.name, words, each.action)


REASONS = {
    Name.SIGNAL: why_promising,
    Name.STRONG_NOTE: why_strongly_noted,
    Name.NEW_POST: why_newly_leading,
    Name.ATTENDED: why_attended,
    Name.ANSWERED: why_answered,
}


def take_back(not_now, *, by):
    """The official may come up again from now on."""
    if not_now.taken_back_at:
        raise ValidationError(_("That is so already."))
    not_now.taken_back_at = timezone.now()
    with in_the_name_of(by):
        not_now.save(update_fields=["taken_back_at"])


def put_back(not_now, *, by):
    """The “not now” holds again, after it was taken back by mistake."""
    if not not_now.taken_back_at:
        raise ValidationError(_("That is so already."))
    not_now.taken_back_at = None
    with in_the_name_of(by):
        not_now.save(update_fields=["taken_back_at"])
