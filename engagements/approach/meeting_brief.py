"""Brief me: what somebody takes to a meeting with an official, on two pages.

Collected through what the reader may see, in a constant number of queries. How much it
tells is chosen: paper gets lost, and people are not scored aloud (product.md, rule 7).
"""

from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from engagements.approach import workflow
from engagements.approach.models import Approach, BriefPrint
from engagements.assessment.models import Assessment, Score
from engagements.assessment.scales import in_words
from engagements.contacts.models import Commitment, OutreachAction
from engagements.relationships.models import Relationship
from engagements.relationships.workflow import contacts_with
from officials.dates import short_date
from officials.days import shift
from officials.pdf import page_count, pdf
from officials.people.models import Tie
from officials.people.salutation import salutations
from officials.security.models import Circle
from translations.deliveries.models import Delivery

Level = BriefPrint.Level
CONTACTS, POSTS, DOCUMENTS, TIES, COMMITMENTS = 5, 3, 8, 6, 8
ROOM = (700, 400, 220, 120)  # letters a paragraph may have, until it fits two pages
PAGES = 2
MANNERS = (
    "what_matters",
    "interests",
    "words_that_suit",
    "do",
    "do_not",
    "messenger",
    "where_to_begin",
    "what_we_offer",
    "next_small_step",
)


def brief(official, user, *, level, action=None):
    """The PDF (bytes) about `official` for `user`, two pages at most.

    `action` is the planned meeting, or None. What is too long is cut with “…” until it
    fits.
    """
    data = collected(official, user, level=level, action=action)
    for letters in ROOM:
        paper = pdf("brief.typ", shortened(data, letters))
        if page_count(paper) <= PAGES:
            break
    return paper


def shortened(data, letters):
    """`data` with every paragraph cut to so many `letters`."""
    cut = [
        {
            **part,
            "lines": [
                {**line, **{name: short(line[name], letters) for name in LONG}}
                for line in part["lines"]
            ],
        }
        for part in data["parts"]
    ]
    return {**data, "parts": cut}


LONG = ("text", "more")


def short(text, letters):
    return Truncator(" ".join(text.split())).chars(letters)


def collected(official, user, *, level, action=None):
    """What stands in the brief, as templates/print/brief.typ reads it."""
    if level == Level.CARRY and action is not None and is_narrower(action, official):
        action = None
    parts = [
        (_("Meeting"), meeting(action)),
        (_("Last contacts"), contacts(official, user, level)),
        (_("Open commitments"), commitments(official, user, level)),
        (_("Documents handed over"), documents(official, user, level)),
        (_("Ties"), ties(official, user, level)),
    ]
    if level != Level.CARRY:
        plan = workflow.in_force(official, user)
        parts += [
            (_("How to go about it"), manners(plan)),
            (_("What could go wrong"), risks(plan, user)),
        ]
    if level == Level.EVERYTHING:
        parts.append(
            (_("Where it stands, and how we judge it"), judged(official, user))
        )
    return {
        "title": _("Brief"),
        "level": str(Level(level).label),
        "mark": mark(user),
        "name": str(official),
        "other_name": official.other_name,
        "headline": "",
        "facts": facts(official, user, level, action),
        "parts": [{"heading": head, "lines": lines} for head, lines in parts if lines],
    }


def mark(user):
    """The foot of every page: who printed it, and when."""
    now = timezone.localtime()
    imprint = {"name": user, "when": f"{day(now)}, {now:%H:%M}"}
    return _("Printed by %(name)s on %(when)s. Destroy it when you are done.") % imprint


def day(date):
    return short_date(date) if date else ""


def line(when="", text="", more=""):
    return {"when": when, "text": str(text), "more": str(more)}


def seen(queryset, official, user, level):
    """What `user` sees; on paper to carry, only what no narrower circle keeps."""
    records = queryset.visible_to(user)
    if level == Level.CARRY:
        wide = Circle.objects.filter(Q(everyone=True) | Q(pk=official.circle_id))
        records = records.filter(circle__in=wide)
    return records


def is_narrower(action, official):
    """Whether fewer people know of the meeting than of the person."""
    return not action.circle.everyone and action.circle_id != official.circle_id


def facts(official, user, level, action):
    """How to greet them, their posts, their themes, who interprets."""
    names = list(seen(official.names, official, user, level))
    appointments = seen(official.appointments, official, user, level)
    appointments = list(appointments.select_related("post__institution")[:POSTS])
    post = next((each.post for each in appointments if each.is_current), None)
    lines = salutations(official, names, post)
    greetings = " / ".join(words for _language, words in lines)
    themes = ", ".join(sorted(str(theme) for theme in official.themes.all()))
    fact_rows = [
        (_("Salutation"), greetings),
        *((_("Post"), post_in_words(each)) for each in appointments),
        (_("Themes"), themes),
        (_("Interpreter"), interpreter(official, user, level, action)),
    ]
    return [[str(label), str(value)] for label, value in fact_rows if value]


def post_in_words(appointment):
    post = appointment.post
    if appointment.is_current:
        when = _("now")
    else:
        ended = appointment.ended
        when = _("until %(day)s") % {"day": ended} if ended else _("formerly")
    return f"{post}, {post.institution} ({when})"


def interpreter(official, user, level, action):
    """Who interprets at the meeting, or did at the last contact that had somebody."""
    if action is not None and action.interpreter:
        return action.interpreter
    past = seen(contacts_with(official.pk, user), official, user, level)
    interpreters = past.exclude(interpreter="").values_list("interpreter", flat=True)
    return interpreters.first() or ""


def meeting(action):
    """The planned action for which it is printed."""
    if action is None:
        return []
    where = ", ".join(part for part in (action.place, action.others_present) if part)
    text = f"{action.get_kind_display()}: {action.subject}"
    return [line(day(action.on), text, where)]


def contacts(official, user, level):
    """The last five that took place; what came of them stays out of what is carried."""
    last = seen(contacts_with(official.pk, user), official, user, level)
    return [
        line(
            day(each.done_on),
            f"{each.get_kind_display()}: {each.subject}",
            "" if level == Level.CARRY else each.result,
        )
        for each in last[:CONTACTS]
    ]


def commitments(official, user, level):
    """What is promised and open, by them or by us: lines, the first due on top."""
    open_commitments = Commitment.objects.open().of_official(official)
    open_commitments = seen(open_commitments, official, user, level).order_by(
        "due_on", "pk"
    )
    return [
        line(
            day(commitment.due_on) if commitment.due_on else "",
            f"{commitment.get_whose_display()}: {commitment.text}",
        )
        for commitment in open_commitments[:COMMITMENTS]
    ]


def documents(official, user, level):
    """Which editions they hold; an earlier one is marked."""
    deliveries = Delivery.objects.filter(official=official)
    deliveries = seen(deliveries, official, user, level).with_hints()
    earlier = set(deliveries.outdated(user).values_list("pk", flat=True))
    later = _("a later edition is in force")
    return [
        line(
            day(each.given_on),
            f"{each} — {later}" if each.pk in earlier else str(each),
        )
        for each in deliveries[:DOCUMENTS]
    ]


def ties(official, user, level):
    """Whom they know, the closest first; without where we know it from."""
    their_ties = seen(Tie.objects.of(official), official, user, level)
    their_ties = their_ties.select_related("official", "other")
    return [
        line(text=f"{capfirst(each.words(official))}: {each.across(official)}")
        for each in their_ties[:TIES]
        if not each.is_over
    ]


def manners(plan):
    """How to go about it, as far as the plan in force says."""
    if plan is None:
        return []
    return [
        line(capfirst(str(Approach._meta.get_field(name).verbose_name)), manner)
        for name in MANNERS
        if (manner := getattr(plan, name))
    ]


def risks(plan, user):
    """What could go wrong, for whom, and what we do about it; and our conditions."""
    if plan is None or plan.exposure is None:
        return []
    threats = plan.exposure.threats.visible_to(user)
    lines = [
        line(each.get_whom_display(), each.what, each.mitigation) for each in threats
    ]
    lines.append(line(text=plan.exposure.get_publicity_display()))
    if plan.conduct.conditions:
        lines.append(line(_("Conditions"), plan.conduct.conditions))
    return lines


def judged(official, user):
    """The stage, what is known against them, and the assessments that stand."""
    stages = Relationship.objects.visible_to(user).filter(official=official)
    stage = capfirst(str(Relationship._meta.get_field("stage").verbose_name))
    lines = [line(stage, each.get_stage_display()) for each in stages]
    plan = workflow.in_force(official, user)
    if plan is not None and plan.conduct is not None:
        conduct = plan.conduct
        lines.append(line(_("Known"), conduct.allegations, conduct.sources))
    scores = Prefetch("scores", Score.objects.visible_to(user).order_by("axis"))
    standing = Assessment.objects.visible_to(user).standing().filter(official=official)
    standing = standing.select_related("assessor").prefetch_related(scores)
    for each in standing.order_by("-assessed_on", "-pk")[:2]:
        axes = "; ".join(
            f"{score.get_axis_display()}: {in_words(score.axis, score.value)}"
            for score in each.scores.all()
        )
        text = " ".join(part for part in (each.summary, axes) if part)
        lines.append(line(day(each.assessed_on), text, each.assessor))
    return lines


def keep_print(official, *, by, level, action=None):
    """Remembers that it was printed; of a planned meeting the day after is kept too."""
    planned = action is not None and action.state == OutreachAction.State.PLANNED
    due = shift(action.planned_on, 1) if planned else None
    printed = BriefPrint(
        official=official,
        action=action,
        level=level,
        printed_by=by,
        debrief_due_on=due,
        circle=action.circle if action is not None else official.circle,
    )
    printed.full_clean()
    printed.save()
    return printed
