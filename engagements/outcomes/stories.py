"""The story of an outcome for a reader outside: what changed, and what contributed.

Nobody is named who did not agree to be named in public, at whatever level.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.outcomes.contribution_chain import chain
from engagements.outcomes.models import Substantiation
from engagements.outcomes.publicity import named_in
from engagements.outcomes.redaction import Redaction
from officials.costs import days_in_words, money_in_words, took
from officials.dates import PartialDate
from officials.people.models import Official

LEVELS = {
    "names": gettext_lazy("Names of those who agreed"),
    "posts": gettext_lazy("Posts only"),
    "nobody": gettext_lazy("No persons"),
}
OUTSIDE = gettext_lazy("somebody outside our organisation")


def story(outcome, user, level):
    """What a print of `outcome` says at `level`, as plain words (a dict for JSON).

    title, who, facts [[label, value]], parts [{heading, text}], steps [{on, what,
    words, took}], sums [[label, value]], confirmed [{who, when, words}], warning.
    """
    outcome_chain = chain(outcome, user)
    redaction = Redaction(named_in(outcome, user), level)
    text = redaction.text
    return {
        "title": text(outcome.title),
        "level": str(LEVELS[level]),
        "state": str(outcome.get_state_display()),
        "facts": [[str(a), str(b)] for a, b in facts(outcome, redaction) if b],
        "parts": [
            {"heading": str(heading), "text": text(part_text)}
            for heading, part_text in parts(outcome)
            if part_text
        ],
        "steps": [step(each, redaction) for each in outcome_chain.steps],
        "steps_heading": _("What contributed, in order of date"),
        "sums": sums(outcome_chain),
        "sums_heading": _("What it took"),
        "confirmed": [
            confirmation(each, redaction) for each in agreeing(outcome, user)
        ],
        "confirmed_heading": _("Who confirms it"),
        "warning": _(
            "Names were taken out where they were recognised. Read it before it leaves "
            "the house."
        )
        if redaction.hidden
        else "",
    }


def sums(outcome_chain):
    """[[label, value]]: the days, and the money of each currency."""
    days = (
        [[_("Days of our people"), days_in_words(outcome_chain.days)]]
        if outcome_chain.days
        else []
    )
    return [
        *days,
        *[[_("Money"), money_in_words(*each)] for each in outcome_chain.money],
    ]


def facts(outcome, redaction):
    person = redaction.who(outcome.official) if outcome.official else ""
    place = str(outcome.institution or "")
    who = [person, "" if place in person else place, redaction.text(outcome.who_words)]
    direction = outcome.get_setback_display() or outcome.get_direction_display()
    return (
        (_("Who changed"), ", ".join(filter(None, who))),
        (_("When"), outcome.changed_on or ""),
        (_("Where"), redaction.text(outcome.place)),
        (_("Kind"), outcome.get_kind_display()),
        (_("Direction"), direction),
        (_("State"), outcome.get_state_display()),
        (_("Reform"), redaction.text(str(outcome.reform or ""))),
        (
            _("Recommendation to the State"),
            redaction.text(str(outcome.recommendation or "")),
        ),
    )


def parts(outcome):
    return (
        (_("What changed"), outcome.what_changed),
        (_("Why it matters"), outcome.significance),
        (_("What we contributed"), outcome.our_contribution),
        (_("What others contributed"), outcome.others_contribution),
        (_("What we learnt"), outcome.lessons),
    )


def step(each, redaction):
    """One step of the chain as the print has it."""
    named = each.kind in ("approach", "confirmation")
    words = redaction.text(each.words)
    if named:
        words = who_of(each.record, redaction)
    step_row = {"on": str(each.on), "what": str(each.label), "words": words}
    step_row["how"] = "" if each.kind == "confirmation" else redaction.text(each.how)
    return {**step_row, "took": took(each.days, each.money, each.currency)}


def who_of(record, redaction):
    """Whom `record` names: an approach its official, a confirmation who says so."""
    official = record.official
    if isinstance(official, Official):
        return redaction.who(official)
    affiliation = ", ".join(filter(None, [record.role, record.organisation]))
    if redaction.level == "nobody":
        return str(OUTSIDE)
    if record.person_id:
        return _("one of us, who had no part in it")
    if redaction.level == "posts":
        return affiliation or str(OUTSIDE)
    return ", ".join(filter(None, [record.name, affiliation]))


def agreeing(outcome, user):
    confirmations = Substantiation.objects.visible_to(user).filter(outcome=outcome)
    confirmations = confirmations.exclude(agreement=Substantiation.Agreement.NOT)
    return confirmations.select_related("official", "person")


def confirmation(each, redaction):
    return {
        "who": who_of(each, redaction),
        "on": str(PartialDate(each.said_on, each.said_on)),
        "what": str(each.get_agreement_display()),
        "words": redaction.text(each.words),
    }
