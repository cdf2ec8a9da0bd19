"""What a file offers for the sentences of a job, laid beside what stands there now."""

from collections import Counter, defaultdict
from typing import NamedTuple

from django.utils.translation import gettext_lazy

from translations.jobs.models import Segment
from translations.workbench.differences import differences
from translations.workbench.faults import faults_of, refusal_of_text
from translations.workbench.workflow import LONGEST_COMMENT

State = Segment.State
DONE = (State.CONFIRMED, State.REVISED)
HIDDEN = str.maketrans("", "", "\u00ad\ufeff")  # which programs add and take away
# What becomes of an offer. Those in TICKED go in unless one unticks them; those in
# OPEN wait for a decision, and nothing is overwritten without one.
TICKED = ("new", "changed")
OPEN = ("late", "there", "moved", "twice")
LEFT_OUT = ("unknown", "source", "locked", "wrong", "broken", "empty")
REASONS = {
    "late": gettext_lazy("It was changed in the workbench meanwhile."),
    "there": gettext_lazy("There is a translation already."),
    "moved": gettext_lazy(
        "The source is another one here: it was changed in the file, or the sentence "
        "was cut or joined meanwhile."
    ),
    "twice": gettext_lazy("The file has two texts for this sentence: choose one."),
    "unknown": gettext_lazy("There is no such sentence in this translation."),
    "locked": gettext_lazy("The sentence is locked: it stays as it is."),
    "broken": gettext_lazy(
        "It is confirmed, and this text has an error: write it in the workbench."
    ),
    "empty": gettext_lazy("It is empty in the file; what stands here stays."),
}


class Offer(NamedTuple):
    """A text for one segment, as a file has it.

    `segment` is None where the file names one that is not there; `base` says whether
    the segment has still the text that the file went out with: None where nobody
    knows. `is_moved` says that the file has another source.
    """

    number: int
    label: str
    segment: Segment | None
    target: str
    source: str = ""
    base: bool | None = None
    is_moved: bool = False
    comments: tuple = ()


class Judged(NamedTuple):
    """An offer with its `status`, why, its faults, the difference to what is there."""

    offer: Offer
    status: str
    why: str
    faults: list
    changes: list
    comments: list

    @property
    def may_go_in(self):
        return self.status in TICKED + OPEN

    @property
    def is_ticked(self):
        return self.status in TICKED


def level(text):
    """`text` as it is compared: one kind of line end, nothing at the edges."""
    return text.replace("\r\n", "\n").translate(HIDDEN).strip()


def judged(offers, book=None):
    """A `Judged` for each of `offers`; `book` as for the checks."""
    texts = defaultdict(set)
    for each in offers:
        if each.segment is not None and each.target.strip():
            texts[each.segment.pk].add(level(each.target))
    rows = []
    for each in offers:
        segment = each.segment
        is_twice = segment is not None and len(texts[segment.pk]) > 1
        status, why = status_of(each, is_twice)
        rows.append(with_faults(each, status, why, book))
    return rows


def status_of(offer, is_twice):
    """(what becomes of an offer, the sentence that says why or "")."""
    segment, target = offer.segment, level(offer.target)
    if segment is None:
        return "unknown", REASONS["unknown"]
    now = level(segment.target)
    if target == now and not is_twice:
        return ("source", REASONS["moved"]) if offer.is_moved else ("same", "")
    if not target:
        return "empty", REASONS["empty"]
    if refusal := refusal_of_text(target):
        return "wrong", refusal
    if segment.is_locked:
        return "locked", REASONS["locked"]
    for status, holds in (
        ("twice", is_twice),
        ("moved", offer.is_moved),
        ("late", offer.base is False),
        ("there", offer.base is None and now),
    ):
        if holds:
            return status, REASONS[status]
    return ("changed" if now else "new"), ""


def with_faults(offer, status, why, book):
    """The `Judged` of an offer: a text with an error is not put over a confirmed one,
    and one that was hardly meant for its source nowhere."""
    segment, faults, changes = offer.segment, [], []
    if status in TICKED + OPEN:
        former = segment.target
        changes = differences(former, offer.target)
        segment.target = offer.target
        faults = faults_of(segment, book)
        segment.target = former
        long = [each.text for each in faults if each.key == "length"]
        if long:
            status, why = "wrong", long[0]
        elif any(each.is_error for each in faults) and segment.state in DONE:
            status, why = "broken", REASONS["broken"]
    comments = [] if segment is None else new_comments(offer)
    return Judged(offer, status, why, faults, changes, comments)


def new_comments(offer):
    """The comments of an offer that nobody made at its segment before."""
    lines = set()
    for each in offer.segment.comments.all():
        for text in (each.text, each.answer):
            lines |= {level(line) for line in text.split("\n")}
            lines.add(level(text))
    comments = []
    for text in offer.comments:
        kept = [line for line in text.split("\n") if bare_line(line) not in lines]
        words = "\n".join(kept).strip()
        if words and words not in comments:
            comments += [part for part in cut(words) if level(part) not in lines]
    return comments


def cut(text):
    """`text` in parts that are no longer than a comment."""
    starts = range(0, len(text), LONGEST_COMMENT)
    return [text[start : start + LONGEST_COMMENT] for start in starts]


def bare_line(line):
    """A line of a comment, without the mark of an answer."""
    return level(level(line).removeprefix("→"))


def counts_of(rows):
    """How many of `rows` become what: {status: number}; comments beside."""
    counts = Counter(each.status for each in rows)
    counts["comments"] = sum(len(each.comments) for each in rows)
    return counts
