"""Who of those that an outcome names agreed to be named in public.

Nobody is named in what is published unless they agreed (`ExposureRisk.publicity`);
not to have been asked counts as no.
"""

import re

from django.utils.translation import gettext as _

from officials.models import ExposureRisk, Official
from officials.names import split_name

Publicity = ExposureRisk.Publicity
SHORTEST = 4  # letters of a name that is looked for in a text
ENDING = re.compile(r"[аеёиоуыэюяьйaeiouy]$", re.IGNORECASE)


def named_in(outcome, user):
    """The officials whom `outcome` and what stands behind it name, as `user` sees them.

    Whom it is about, who confirms it, and who was met, mentioned or took part.
    """
    ways = (
        {"outcomes": outcome},
        {"substantiations__outcome": outcome},
        {"actions__outcome_links__outcome": outcome},
        {"notes__outcome_links__outcome": outcome},
        {"approaches__outcome_links__outcome": outcome},
        {"participations__exchange__outcome_links__outcome": outcome},
    )
    found = Official.objects.visible_to(user)
    keys = set()
    for way in ways:
        keys.update(found.filter(**way).values_list("pk", flat=True))
    return list(found.with_post().filter(pk__in=keys).order_by("sort_name", "pk"))


def risks_of(officials):
    """The latest exposure risk of each, by key; none where nobody wrote one."""
    latest = {}
    for risk in (
        ExposureRisk.objects.filter(official__in=officials)
        .order_by("written_at", "pk")
        .prefetch_related("threats")
    ):
        latest[risk.official_id] = risk
    return latest


def without_consent(officials):
    """Those of `officials` who did not agree to be named in public, in their order."""
    risks = risks_of(officials)
    return [
        each
        for each in officials
        if each.pk not in risks or risks[each.pk].publicity != Publicity.AGREED
    ]


def exposed(officials):
    """Whether the risk of one of them is red: then only a manager signs."""
    red = ExposureRisk.Level.RED
    return any(risk.level == red for risk in risks_of(officials).values())


class Redaction:
    """Takes names of people out of what is printed.

    `level`: “names” leaves the names of those who agreed to be named in public,
    “posts” says of everybody what they are, “nobody” not even that. In running text a
    name is found by its family name in any case ending; a person reads it all the same
    before it leaves the house.
    """

    LEVELS = ("names", "posts", "nobody")

    def __init__(self, officials, level):
        self.level = level
        self.hidden = without_consent(officials) if level == "names" else officials
        self.known = {each.pk: each for each in self.hidden}
        self.words = [
            (re.compile(rf"\b{re.escape(stem)}\w*", re.IGNORECASE), self.instead(each))
            for each in self.hidden
            for stem in stems(each)
        ]

    def instead(self, official):
        """What stands for the name of `official`."""
        if self.level == "nobody":
            return _("an official")
        return official.hint or _("an official")

    def who(self, official):
        """`official` as the print names them."""
        known = self.known.get(official.pk)
        return self.instead(known) if known else str(official)

    def text(self, words):
        """`words` without the names that are withheld."""
        for found, instead in self.words:
            words = found.sub(lambda _match, said=instead: f"[{said}]", words)
        return words


def stems(official):
    """The beginnings by which the family name of `official` is found in a text."""
    found = set()
    for name in (official.name, official.native_name):
        family = split_name(name or "")[2]
        stem = ENDING.sub("", family) if len(family) > SHORTEST else family
        if len(stem) >= SHORTEST:
            found.add(stem)
    return sorted(found)
