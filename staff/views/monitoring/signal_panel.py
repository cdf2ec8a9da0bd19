"""The signal on the Relationship tab: words first, the number under “why”."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from engagements.monitoring import signal
from engagements.monitoring.bias import guard
from engagements.monitoring.models import Mention, Note
from staff.addresses import address
from staff.phrases import short_date

SHOWN = 100  # terms; the others are told in one line
WIDTH, HEIGHT, LEFT = 640, 132, 34
TOP = 2  # a signal lies between -2 and 2


def panel(official, user):
    """What relationship_signal.html shows, in four queries."""
    official_signal = signal.signal_of(official, user)
    if official_signal is None:
        return {"words": ""}
    terms = signal.terms(official, user)
    points = signal.trend(official, user)
    watch = guard(official_signal, terms, user)
    return {
        "words": official_signal.words,
        "warnings": watch.warnings,
        "facts": [(label, words) for label, words in watch.facts if words],
        "value": decimal(official_signal.value),
        "numerator": decimal(official_signal.numerator),
        "denominator": decimal(official_signal.denominator),
        "k": signal.K,
        "terms": [row(term) for term in terms[:SHOWN]],
        "rest": rest(terms[SHOWN:]),
        "chart": chart(points),
        "points": [
            {
                "day": short_date(point.day),
                "value": "" if point.value is None else decimal(point.value, 2),
                "mentions": point.mentions,
            }
            for point in reversed(points)
        ],
    }


def decimal(value, digits=3):
    return number_format(round(value, digits) + 0.0, digits)


def row(term):
    """One term of the sum, with the way to its note."""
    return {
        "headline": term.headline,
        "url": address(Note(pk=term.note_id)),
        "day": short_date(term.latest_on),
        "stance": Mention.Stance(term.stance).label,
        "number": f"{term.stance:+d}" if term.stance else "0",
        "grade": term.grade,
        "r": decimal(term.r, 1),
        "c": decimal(term.c, 1),
        "d": decimal(term.d),
        "age_days": term.age_days,
        "weight": decimal(term.weight),
        "contribution": decimal(term.contribution),
    }


def rest(terms):
    """What the terms that are not shown come to, or None."""
    if not terms:
        return None
    return {
        "count": len(terms),
        "weight": decimal(sum(term.weight for term in terms)),
        "contribution": decimal(sum(term.contribution for term in terms)),
    }


def chart(points):
    """Where the line of the trend goes, and its scale; None for fewer than two."""
    valued_points = [(n, p) for n, p in enumerate(points) if p.value is not None]
    if len(valued_points) < 2:
        return None
    step = (WIDTH - LEFT - 6) / (len(points) - 1)
    places = [(round(LEFT + n * step, 1), height(p.value)) for n, p in valued_points]
    return {
        "box": f"0 0 {WIDTH} {HEIGHT}",
        "line": " ".join(f"{x},{y}" for x, y in places),
        "last": places[-1],
        "left": LEFT,
        "right": WIDTH,
        "grid": [
            {"y": height(level), "label": words}
            for level, words in ((TOP, "+2"), (0, "0"), (-TOP, "−2"))
        ],
        "bottom": HEIGHT - 4,
        "first_day": short_date(points[0].day),
        "last_day": _("today"),
    }


def height(value):
    """The place of a value on the paper, from the top."""
    return round(10 + (TOP - value) / (2 * TOP) * (HEIGHT - 36), 1)
