"""The NGO's own list of relationships: what a file says of those we talk to already.

Lead, stage, last contact, next step and remarks come in with the official whom a row
is about. A stage that was so before we began is kept as that, at most “in dialogue”,
and opens nothing: of whoever comes in as approached or further, somebody who signs is
asked (`TakenOver`). Only a manager brings stages.
"""

import datetime
import json

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.contacts.models import ActionOfficial, OutreachAction
from engagements.relationships.models import Relationship, StageMove, TakenOver
from engagements.relationships.workflow import ASKED_FROM, BROUGHT_TO, LADDER
from officials.batches import workflow as batch_steps
from officials.days import within_reach, within_ten_years
from officials.imports import cells
from officials.imports.columns import Meaning
from officials.imports.staged_rows import run
from officials.names.fold import fold
from officials.safeguards.workflow import SIGNS_RED

# As people write them in their lists, beside the names of the stages themselves.
STAGE_WORDS = {
    "monitored": "наблюдение под_наблюдением отслеживается watched",
    "identified": "выявлен выявлена определён определен определена",
    "approached": "первый_контакт обратились подход contacted",
    "in_dialogue": "в_диалоге диалог ведётся_диалог ведется_диалог dialogue",
    "collaborating": "сотрудничество сотрудничает сотрудничаем cooperation",
    "ally": "союзник союзница",
    "paused": "пауза на_паузе приостановлен приостановлено on_hold",
    "closed": "закрыт закрыто завершено",
}
LONGEST_REMARK = 5_000
TOO_HIGH = [str(stage) for stage in LADDER[LADDER.index(BROUGHT_TO) + 1 :]]
KINDS = {
    OutreachAction.Kind.CALL: ("call", "phone", "ring", "звон", "телефон"),
    OutreachAction.Kind.LETTER: ("letter", "write", "mail", "письм", "написать"),
    OutreachAction.Kind.INVITATION: ("invit", "приглас", "приглаш"),
    OutreachAction.Kind.CONGRATULATION: ("congrat", "поздрав"),
    OutreachAction.Kind.VISIT: ("visit", "визит", "посет"),
}


class Leads:
    """The people of the house, found by name, username or e-mail address."""

    @cached_property
    def keys_by_name(self):
        keys = {}
        for user in get_user_model().objects.filter(is_active=True, is_external=False):
            for name in {user.username, user.full_name, user.email} - {""}:
                keys.setdefault(fold(name), set()).add(user.pk)
        return keys

    def __call__(self, text):
        keys = self.keys_by_name.get(fold(text), set())
        if len(keys) != 1:
            sentence = (
                _("Several people here are called “%(name)s”: write the username.")
                if keys
                else _(
                    "Nobody here is called “%(name)s”: write their name or username."
                )
            )
            raise ValueError(sentence % {"name": text[:40]})
        return next(iter(keys))


def a_stage(text):
    """A stage by its name in English or in Russian."""
    stage_name = text.casefold().replace("_", " ")
    for stage in Relationship.Stage:
        names = {stage.value.replace("_", " ")}
        names |= {word.replace("_", " ") for word in STAGE_WORDS[stage].split()}
        for language in ("en", "ru"):
            with translation.override(language):
                names.add(str(stage.label).casefold())
        if stage_name in names:
            return stage.value
    stages = ", ".join(str(label) for label in Relationship.Stage.labels)
    raise ValueError(
        _("“%(text)s” is no stage. Write one of: %(stages)s.")
        % {"text": text[:40], "stages": stages}
    )


def a_contact_day(text):
    """The last day on which the contact may have been; never one to come."""
    date = cells.a_date(text)
    if date.first > datetime.date.today():
        raise ValueError(_("%(date)s is still to come.") % {"date": date})
    day = min(date.last, datetime.date.today())
    return in_words(within_reach, day).isoformat()


def a_planned_day(text):
    """The first day on which it may be; within ten years."""
    day = cells.a_date(text).first
    return in_words(within_ten_years, in_words(within_reach, day)).isoformat()


def in_words(rule, day):
    """`day`; ValueError, in words, when `rule` refuses it."""
    try:
        return rule(day)
    except ValidationError as reason:
        raise ValueError(" ".join(reason.messages)) from None


def a_rhythm(text):
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:6]) <= 1000:
        raise ValueError(_("A rhythm is 1 to 1000 days."))
    return int(text)


def a_step(text):
    return cells.words(text, OutreachAction._meta.get_field("subject").max_length)


def a_remark(text):
    return text[:LONGEST_REMARK]


COLUMNS = {
    "lead": (
        gettext_lazy("Lead"),
        "lead relationship_lead owner responsible ответственный кто_ведет кто_ведёт"
        " куратор ведет ведёт",
    ),
    "stage": (
        gettext_lazy("Stage"),
        "stage status relationship_stage этап стадия статус ступень",
    ),
    "last_contact": (
        gettext_lazy("Last contact"),
        "last_contact last_contacted contacted last_meeting последний_контакт"
        " последняя_встреча дата_контакта",
    ),
    "next_step": (
        gettext_lazy("Next step"),
        "next_step next next_action to_do todo следующий_шаг далее что_дальше план",
    ),
    "next_step_on": (
        gettext_lazy("Next step by"),
        "next_step_by next_step_date next_date due due_date deadline срок_шага"
        " дата_следующего_шага дата_шага когда",
    ),
    "rhythm": (
        gettext_lazy("Rhythm (days)"),
        "rhythm rhythm_days every frequency ритм периодичность",
    ),
    "remarks": (
        gettext_lazy("Remarks"),
        "remarks remark comment comments note notes примечание примечания"
        " комментарий заметки",
    ),
}
READERS = {
    "stage": a_stage,
    "last_contact": a_contact_day,
    "next_step": a_step,
    "next_step_on": a_planned_day,
    "rhythm": a_rhythm,
    "remarks": a_remark,
}


def meanings():
    """What columns of the NGO's own list may mean, beside those of officials.

    Made anew for each file: the leads are the people who are here now.
    """
    readers = {**READERS, "lead": Leads()}
    return {
        name: Meaning(label, headers, readers[name], extra=True)
        for name, (label, headers) in COLUMNS.items()
    }


# One row an official: the first that says anything of the relationship. `stage` is the
# one that it gets, `cut` what it said where that was too high, `held` whether it said
# one that no manager brings.
SAID = """
    DROP TABLE IF EXISTS brought_relationship;
    CREATE TEMPORARY TABLE brought_relationship ON COMMIT DROP AS
    SELECT DISTINCT ON (p.official) b.number, p.official, b.name,
           app_new_key() AS relationship, app_new_key() AS action, b.extra,
           CASE WHEN NOT %(brings)s THEN NULL
                WHEN b.extra ->> 'stage' = ANY (%(too_high)s) THEN %(highest)s
                ELSE b.extra ->> 'stage' END AS stage,
           CASE WHEN %(brings)s AND b.extra ->> 'stage' = ANY (%(too_high)s)
                THEN b.extra ->> 'stage' END AS cut,
           NOT %(brings)s AND coalesce(b.extra ->> 'stage', 'monitored') <> 'monitored'
               AS held,
           EXISTS (SELECT 1 FROM engagements_relationship r
                   WHERE r.official_id = p.official AND r.circle_id = %(circle)s)
                       AS known
    FROM brought b JOIN brought_person p USING (who)
    WHERE b.extra <> '{}' AND b.sound AND p.state IN ('known', 'new')
    ORDER BY p.official, b.number
"""
ADDS = """
    INSERT INTO brought_add (number, what, value)
    SELECT number, 'relationship', '' FROM brought_relationship WHERE NOT known
    UNION ALL
    SELECT number, 'stage', stage FROM brought_relationship
    WHERE NOT known AND stage IS NOT NULL
    UNION ALL
    SELECT number, 'stage-cut', cut FROM brought_relationship
    WHERE NOT known AND cut IS NOT NULL
    UNION ALL
    SELECT number, 'stage-held', extra ->> 'stage' FROM brought_relationship
    WHERE NOT known AND held
"""
TAKEN = "brought_relationship s JOIN brought_taken USING (number) WHERE NOT s.known"
RELATIONSHIPS = f"""
    INSERT INTO engagements_relationship (id, circle_id, official_id, lead_id,
        rhythm_days, began_on, stage, contact_before_on, remarks, warmth)
    SELECT s.relationship, %(circle)s, s.official,
           coalesce((s.extra ->> 'lead')::bigint, %(by)s),
           coalesce((s.extra ->> 'rhythm')::int, 90),
           coalesce((s.extra ->> 'last_contact')::date, %(today)s),
           coalesce(s.stage, 'monitored'),
           (s.extra ->> 'last_contact')::date, coalesce(s.extra ->> 'remarks', ''), 0
    FROM {TAKEN} RETURNING id
"""
MOVES = f"""
    INSERT INTO engagements_stagemove (circle_id, relationship_id, from_stage, to_stage,
        reason, was_so_before, moved_by_id, moved_at)
    SELECT %(circle)s, s.relationship, '', s.stage, '', true, %(by)s, now()
    FROM {TAKEN} AND s.stage IS NOT NULL RETURNING id
"""
TAKEN_OVER = f"""
    INSERT INTO engagements_takenover (circle_id, official_id, brought_by_id,
        brought_at, known_since, harm)
    SELECT %(circle)s, s.official, %(by)s, now(), '', ''
    FROM {TAKEN} AND s.stage = ANY (%(asked)s) RETURNING id
"""
ACTIONS = """
    INSERT INTO engagements_outreachaction (id, circle_id, kind, state, subject,
        planned_on, place, lead_id, result, responded, next_step, folded, direction,
        interpreter, others_present, others_are_strangers, nevertheless, currency,
        ground, ground_words, went_already)
    SELECT s.action, %(circle)s, k.kind, 'waiting', s.extra ->> 'next_step',
           coalesce((s.extra ->> 'next_step_on')::date, greatest(%(today)s::date,
               (s.extra ->> 'last_contact')::date
               + coalesce((s.extra ->> 'rhythm')::int, 90))),
           '', coalesce((s.extra ->> 'lead')::bigint, %(by)s), '', false, '', k.folded,
           'out', '', '', false, '', 'EUR', '', '', ''
    FROM brought_relationship s JOIN brought_taken USING (number)
    JOIN jsonb_to_recordset(%(steps)s::jsonb) AS k(number int, kind text, folded text)
        USING (number)
    WHERE NOT s.known RETURNING id
"""
TOWARDS = f"""
    INSERT INTO engagements_actionofficial (circle_id, action_id, official_id)
    SELECT %(circle)s, s.action, s.official FROM {TAKEN} AND s.extra ? 'next_step'
    RETURNING id
"""
CLEARANCES = f"""
    SELECT app_begin_clearances(array_agg(s.official), %(circle)s) FROM {TAKEN}
"""


def compare(to, user):
    """Says of the rows of `brought` which of them add a relationship."""
    run(
        SAID,
        circle=to.circle.pk,
        brings=user.has_perm(SIGNS_RED),
        too_high=TOO_HIGH,
        highest=str(BROUGHT_TO),
    )
    run(ADDS)


def kind_of(step):
    """The kind of action that the words of a next step promise; else a meeting."""
    plain_step = step.casefold()
    for kind, beginnings in KINDS.items():
        if any(word in plain_step for word in beginnings):
            return kind
    return OutreachAction.Kind.MEETING


def take_in(batch, to, user):
    """Writes the relationships of the rows taken in; returns how many.

    The next step becomes an action of the lead, which waits until the gate lets it go:
    for the day that was said, else when the rhythm asks for it, never before today.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, extra ->> 'next_step' FROM brought_relationship"
                       " WHERE NOT known AND extra ? 'next_step'")  # fmt: skip
        steps = [
            {"number": number, "kind": kind_of(step), "folded": fold(step)}
            for number, step in cursor.fetchall()
        ]
    query_params = {
        "circle": to.circle.pk,
        "by": user.pk,
        "today": timezone.localdate(),
    }
    run("SET CONSTRAINTS relationship_begun DEFERRED")  # until the moves are written
    relationship_count = batch_steps.made_by_query(
        batch, Relationship, RELATIONSHIPS, **query_params
    )
    if relationship_count:
        batch_steps.made_by_query(batch, StageMove, MOVES, **query_params)
        asked = [str(stage) for stage in ASKED_FROM]
        batch_steps.made_by_query(
            batch, TakenOver, TAKEN_OVER, asked=asked, **query_params
        )
        steps = json.dumps(steps)
        batch_steps.made_by_query(
            batch, OutreachAction, ACTIONS, steps=steps, **query_params
        )
        batch_steps.made_by_query(batch, ActionOfficial, TOWARDS, **query_params)
        run(CLEARANCES, circle=to.circle.pk)
    return relationship_count
