"""In what the figures of two texts differ."""

from collections import defaultdict
from dataclasses import dataclass, replace

from translations.memory.figures.figure import DATES, NUMBERS, REFERENCES, number

MOST_PATHS = 400  # more are no sentence, and not compared by their order


@dataclass(frozen=True)
class Difference:
    """Figures of one text that the other has not; `kind` is theirs."""

    kind: str
    source: tuple = ()
    target: tuple = ()


def differences(source, target, plain_dates=False):
    """Differences between two Figures, one for one fault.

    With `plain_dates` (months of one language are not known) a date is its numbers.
    """
    if plain_dates:
        source, target = _plain(source), _plain(target)
    lost, more = _missed(source, target), _missed(target, source)
    kinds = {figure.kind for figure in (*lost, *more)}
    if REFERENCES not in kinds and _paths_differ(source.paths, target.paths):
        return [*_by_kind(lost, more), _of_paths(source, target)]
    return _by_kind(lost, more)


def _missed(figures, others):
    """Firm figures that nothing of the other text explains."""
    explained, years = set(), defaultdict(set)
    for other in others.items:
        explained |= other.readings.union(*other.parts)
        if other.date:
            for day, month in other.date.days:
                explained |= {("month", month), number(day)}
                years[day, month].add(other.date.year)
    return [
        figure
        for figure in figures.items
        if figure.firm
        and (not _is_explained(figure, explained) or _in_other_year(figure, years))
    ]


def _is_explained(figure, explained):
    if figure.readings & explained:
        return True
    return bool(figure.parts) and all(part & explained for part in figure.parts)


def _in_other_year(figure, years_of_days):
    """Whether the other text has that day, and always in another year."""
    if not figure.date or not figure.date.year:
        return False
    years = set().union(*(years_of_days.get(day, ()) for day in figure.date.days))
    return bool(years) and figure.date.year not in years and None not in years


def _by_kind(lost, more):
    """One Difference a kind; one side of a fault takes the other side with it."""
    kinds = list(dict.fromkeys(figure.kind for figure in (*lost, *more)))
    sides = {
        kind: (
            [figure for figure in lost if figure.kind == kind],
            [figure for figure in more if figure.kind == kind],
        )
        for kind in kinds
    }
    only_lost = [kind for kind in kinds if sides[kind][0] and not sides[kind][1]]
    only_more = [kind for kind in kinds if sides[kind][1] and not sides[kind][0]]
    for first, second in zip(list(only_lost), list(only_more), strict=False):
        keep, drop = (second, first) if first == NUMBERS else (first, second)
        sides[keep] = (sides[first][0], sides[second][1])
        del sides[drop]
    return [
        Difference(kind, tuple(source), tuple(target))
        for kind, (source, target) in sides.items()
    ]


def _paths_differ(source, target):
    """Whether the same numbers stand at other levels: Article 6 § 1, Article 1 § 6."""
    if not source or not target or len(source) + len(target) > MOST_PATHS:
        return False
    lengths = sorted(map(len, source)), sorted(map(len, target))
    if lengths[0] == lengths[1]:
        return not all(_has(target, path) for path in source) or not all(
            _has(source, path) for path in target
        )
    return any(_is_reversed(path, target) for path in source)


def _has(paths, path):
    return any(
        len(other) == len(path)
        and all(one & two for one, two in zip(path, other, strict=True))
        for other in paths
    )


def _is_reversed(path, others):
    """Whether what is below in `path` is above in the others, and never below."""
    for place, upper in enumerate(path):
        for lower in path[place + 1 :]:
            orders = {_order(other, upper, lower) for other in others} - {0}
            if orders == {-1}:
                return True
    return False


def _order(path, upper, lower):
    """1 where `upper` is above `lower` in `path`, -1 below, 0 where not both."""
    places = [
        (first, second)
        for first, one in enumerate(path)
        for second, two in enumerate(path)
        if first != second and one & upper and two & lower
    ]
    if not places:
        return 0
    return 1 if any(first < second for first, second in places) else -1


def _of_paths(source, target):
    sides = [
        tuple(figure for figure in side.items if figure.kind == REFERENCES)
        for side in (source, target)
    ]
    return Difference(REFERENCES, *sides)


def _plain(figures):
    """`figures` with the numbers of days in place of dates, without months."""
    items = []
    for figure in figures.items:
        if figure.kind != DATES:
            items.append(figure)
        elif figure.date:
            days = frozenset(number(day) for day, _ in figure.date.days)
            items.append(replace(figure, readings=days, parts=(), date=None))
        elif not any(
            reading for reading in figure.readings if isinstance(reading, tuple)
        ):
            items.append(figure)
    return replace(figures, items=tuple(items))
