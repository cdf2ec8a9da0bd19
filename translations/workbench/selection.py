"""Which sentences of a translation stand on the screen."""

from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from translations.jobs.checks.open_faults import open_kinds, rows_of
from translations.jobs.models import Segment
from translations.workbench.faults import book_for, letter_faults

ROWS = 15
BEFORE = 4  # rows above the current one
FORM_ROWS = 50
FILTERS = {
    "": _("All"),
    "unresolved": _("Unresolved"),
    "changed": _("Changed by the reviser"),
    "question": _("With a question"),
    "warning": _("With a warning"),
}


def filtered(translation, only="", text=""):
    """The segments of `translation` that `only` names and that hold `text`."""
    segments = translation.segments.order_by("position")
    if only == "unresolved":
        segments = segments.unresolved()
    elif only == "changed":
        segments = segments.filter(state=Segment.State.REVISED)
        segments = segments.exclude(handed_in=F("target"))
    elif only == "question":
        segments = segments.with_open_questions()
    elif only == "warning":
        segments = segments.filter(pk__in=with_warnings(translation, segments))
    if text := text.replace("\x00", "").strip():
        segments = segments.filter(
            Q(source__icontains=text)
            | Q(target__icontains=text)
            | Q(note__icontains=text)
        )
    return segments


def with_warnings(translation, segments):
    """The keys of those of a job that have a fault which nobody ticked."""
    languages = (translation.source.language, translation.language)
    book = book_for(translation)
    return [
        key
        for key, row in rows_of(segments)
        if open_kinds(row, languages, book.concepts_in)
        or any(each.key not in row[3] for each in letter_faults(*row[:2]))
    ]


def window(segments, at, size=ROWS, before=BEFORE):
    """At most `size` of `segments` around position `at`, in order."""
    later = list(segments.filter(position__gte=at)[:size])
    room = max(before, size - len(later))
    earlier = segments.filter(position__lt=at).order_by("-position")[:room]
    return ([*reversed(earlier), *later])[:size]


def nearest(segments, at, backwards=False):
    """The one of `segments` at position `at`; else the next one there is, or None."""
    before = [each for each in segments if each.position <= at]
    behind = [each for each in segments if each.position >= at]
    ways = [before[-1:], behind[:1]] if backwards else [behind[:1], before[-1:]]
    return next((way[0] for way in ways if way), None)


def next_unresolved(translation, at):
    """The position of the next unresolved segment from `at` on, else of the first."""
    positions = translation.segments.unresolved().order_by("position")
    positions = positions.values_list("position", flat=True)
    return positions.filter(position__gte=at).first() or positions.first() or at


def numbers_of(translation):
    """How many segments there are, unresolved, and how many open questions."""
    State = Segment.State
    unresolved = Q(is_locked=False, state__in=[State.EMPTY, State.DRAFT])
    numbers = translation.segments.aggregate(
        total=Count("pk"), unresolved=Count("pk", filter=unresolved)
    )
    questions = translation.comments.open_questions().count()
    return {**numbers, "questions": questions}
