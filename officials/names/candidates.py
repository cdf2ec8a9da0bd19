"""Officials whose names resemble a written one, best first, and why they do.

Found by sound and by spelling (`lookup`), judged by `comparison`.
"""

from typing import NamedTuple

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from officials.names.comparison import Likeness, compare
from officials.names.fold import fold
from officials.names.lookup import FEW, resembling, typed

WORTH_SHOWING = 0.6  # below, two names have little in common
JUDGED = 40  # names of those found that are compared closely


class Candidate(NamedTuple):
    """An official who may be meant, how alike the names are, and sentences why."""

    official: object
    likeness: Likeness
    reasons: tuple

    @property
    def same(self):
        """Whether the names are taken for one."""
        return self.likeness.same

    @property
    def why(self):
        """The reasons in one line."""
        return ", ".join(self.reasons)


def closest(text, hits):
    """The best `Likeness` to `text` of each official among `hits`, by key."""
    names = {(hit.official_id, hit.text): fold(hit.text) for hit in hits}
    near = process.extract(
        fold(text), names, scorer=fuzz.token_sort_ratio, limit=JUDGED
    )
    likenesses = {}
    for _folded, _ratio, (official_id, name) in near:
        likeness = compare(text, name)
        if likeness.score > likenesses.get(official_id, (0,))[0]:
            likenesses[official_id] = likeness
    return likenesses


def candidates(text, officials, limit=10, *, place=None, at_least=WORTH_SHOWING):
    """`Candidate`s among `officials` (a queryset, scoped to who asks), best first.

    `place` is an institution: who has a post there today is told so, and comes first
    among equals. Costs two queries.
    """
    likenesses = closest(text, resembling(text))
    keys = [key for key, likeness in likenesses.items() if likeness.score >= at_least]
    keys.sort(key=lambda key: -likenesses[key].score)
    rows = officials.filter(pk__in=keys[: 4 * limit]).with_hints() if keys else ()
    likeliest = [_candidate(row, likenesses[row.pk], place) for row in rows]
    likeliest.sort(key=lambda each: (-each.likeness.score, -len(each.reasons)))
    return likeliest[:limit]


def _candidate(official, likeness, place):
    reasons = likeness.sentences()
    if place is not None and official.place_id == place.pk:
        reasons.append(_("both at %(institution)s") % {"institution": place})
        likeness = likeness._replace(score=min(1.0, likeness.score + 0.02))
    return Candidate(official, likeness, tuple(reasons))


def suggestions(text, officials, limit):
    """Officials that hold what was typed; when they are few, also who resembles it.

    At most three queries. Those whose sort name begins with it come first, sorted.
    """
    order = {}
    for hit in typed(text, limit):
        place = (hit.stage, 0, hit.key)
        order[hit.official_id] = min(order.get(hit.official_id, place), place)
    if len(order) < min(limit, FEW):
        for key, likeness in closest(text, resembling(text)).items():
            if likeness.score >= WORTH_SHOWING:
                order.setdefault(key, (2, -likeness.score, ""))
    keys = sorted(order, key=order.get)[:limit]
    rows = officials.filter(pk__in=keys).with_hints() if keys else ()
    return sorted(rows, key=lambda row: (*order[row.pk], str(row.pk)))
