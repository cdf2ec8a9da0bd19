"""What a translator is offered for a sentence: of this text, and of the memory."""

from dataclasses import dataclass

from django.db.models import CharField, F, Q, Value
from django.utils.translation import gettext as _

from officials.security.models import Circle
from translations.jobs.models import Edition, Segment
from translations.memory.adaptation import adapted
from translations.memory.likeness import EXACT, likeness
from translations.memory.matches import BEST, LOWEST, Search, matches_for
from translations.memory.normal_text import normal_text, word_pairs_of
from translations.memory.official_words import cited_symbols, official_matches_for
from translations.terms.bare_text import bare
from translations.workbench.differences import differences

State = Segment.State
NEAR = 300  # sentences before and after, which are compared
COMPARED = 12  # of those, word by word
MOST = 9  # as many as there are keys
TITLES = 2  # of documents that a sentence names


@dataclass(frozen=True)
class Suggestion:
    """A translation on offer: how alike its source is (0 to 101), and where it is from.

    `changes` are the stretches in which its source differs: (kind, text). `is_revised`
    is None where it is none of this text; `official` says of what it is the official
    wording, "" where it is not.
    """

    score: int
    target: str
    changes: list
    where_from: str
    is_adapted: bool = False
    is_revised: bool | None = None
    official: str = ""


def suggestions_for(segment, user):
    """At most MOST Suggestions; of seven statements.

    The official wording of what it quotes stands first, then the most alike.
    """
    job = segment.translation
    search = search_of(segment)
    quoted = official_matches_for(search, user)
    suggestions = [of_memory(match, segment, user) for match in quoted]
    suggestions += of_titles(segment, user)
    others = [of_memory(each, segment, user) for each in matches_for(search, user)]
    others += of_job(segment, (job.source.language, job.language))
    suggestions += sorted(others, key=lambda each: -each.score)
    different = {}
    for each in suggestions:
        different.setdefault(each.target, each)
    return [*different.values()][:MOST]


def search_of(segment):
    """What the memory is asked for a segment."""
    job, at = segment.translation, segment.position
    around = job.segments.filter(position__in=[at - 1, at + 1])
    around = dict(around.values_list("position", "source"))
    return Search(
        segment.source,
        (job.source.language, job.language),
        before=around.get(at - 1, ""),
        after=around.get(at + 1, ""),
        issuer=job.document.issuer,
        circle=job.circle_id,
    )


def of_memory(match, segment, user):
    """The Suggestion of a match; external people are told no name."""
    pair = match.pair
    words = [pair.where_from]
    if pair.edition:
        words.append(_("edition %(number)s") % {"number": pair.edition})
    if pair.where_from != pair.get_grade_display():
        words.append(pair.get_grade_display())
    if match.is_reversed:
        words.append(_("translated the other way round"))
    if pair.translated_by and not user.is_external:
        words.append(pair.translated_by)
    official = _("official wording of %(symbol)s")
    return Suggestion(
        match.score,
        match.target,
        differences(match.source, segment.source),
        " · ".join(words),
        is_adapted=match.is_adapted,
        official=official % {"symbol": name_of(pair)} if match.is_quoted else "",
    )


def name_of(document):
    """The symbol of a document, or of the one that a pair is of; else its title."""
    return document.symbol or document.title


def of_titles(segment, user):
    """The official titles of documents that a segment names, by symbol or title."""
    text = bare(segment.source).text
    language = segment.translation.language
    editions = Edition.objects.visible_to(user).filter(
        kind=Edition.Kind.OFFICIAL,
        language=language,
        circle__in={Circle.ALL_STAFF, segment.translation.circle_id},
    )
    editions = editions.exclude(title="").annotate(text=Value(text, CharField()))
    named = Q(document__normal_symbol__in=cited_symbols(text))
    named |= Q(text__icontains=F("document__title"))
    editions = editions.filter(named).select_related("document").order_by("pk")
    label = _("official title of %(symbol)s")
    return [
        Suggestion(
            likeness(each.document.title, segment.source),
            each.title,
            [],
            each.where_from,
            official=label % {"symbol": name_of(each.document)},
        )
        for each in editions[:TITLES]
    ]


def of_job(segment, languages):
    """Suggestions of what is confirmed in this text, near or of the same words."""
    at, own = segment.position, set(word_pairs_of(normal_text(segment.source)))
    rows = segment.translation.segments.exclude(pk=segment.pk).filter(
        Q(source=segment.source) | Q(position__range=(at - NEAR, at + NEAR)),
        state__in=[State.CONFIRMED, State.REVISED],
        is_locked=False,
    )
    near = []
    for source, target, state, position in rows.values_list(
        "source", "target", "state", "position"
    ):
        shared = len(own.intersection(word_pairs_of(normal_text(source))))
        if shared or source == segment.source:
            key = (source != segment.source, -shared, abs(position - at))
            near.append((key, source, target, state, position))
    suggestions = []
    for _key, source, target, state, position in sorted(near)[:COMPARED]:
        score = likeness(source, segment.source)
        if score < LOWEST:
            continue
        other = adapted(source, target, segment.source, languages)
        is_adapted = score < EXACT and other is not None
        suggestions.append(
            Suggestion(
                score,
                other if is_adapted else target,
                differences(source, segment.source),
                _("this text, sentence %(number)s") % {"number": position},
                is_adapted=is_adapted,
                is_revised=state == State.REVISED,
            )
        )
    return sorted(suggestions, key=lambda each: -each.score)[:BEST]
