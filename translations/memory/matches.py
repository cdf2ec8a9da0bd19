"""The best five pairs of the memory for a segment.

Exact ones by the key of their words. Others by the rarest two words in a row that the
memory holds of the segment: those are few whatever its size, where letters in threes
are many; whatever shares the most of them is compared word by word. A pair serves in
both directions.
"""

from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, FloatField, Func, IntegerField, Q, Value
from rapidfuzz.distance import Levenshtein

from officials.names.fold import fold
from officials.security.models import Circle
from translations.memory.adaptation import adapted
from translations.memory.likeness import EXACT, likeness, order
from translations.memory.models import FEW, MemoryPair, WordPairCount
from translations.memory.normal_text import key_of, normal_text, word_pairs_of

IN_CONTEXT = 101
LOWEST = 60  # per cent; what is less alike helps nobody
BEST = 5
SAME = 50  # exact ones that are looked at
CANDIDATES = 60  # of the others, compared word by word
SCORED = 10  # of those, compared with signs, capitals and tags
ASKED = 14  # word pairs that are asked for
ROWS = 4_000  # pairs that these may lead to
BAND = 0.6  # a shorter one is less alike than LOWEST whatever it says
# What a match needs of a pair; the rest is large, or for those who find it.
COLUMNS = [
    "source_language",
    "source",
    "target",
    "previous_key",
    "next_key",
    "symbol",
    "title",
    "issuer",
    "edition",
    "grade",
    "translated_by",
]
QUESTIONS = {}  # (external, circles, languages, circle): SQL of exact ones, parameters
MOST_QUESTIONS = 200
NO_KEY = -(1 << 62) - 1  # stands for a key in a question
COMPARED = (*COLUMNS, "normal_source", "normal_target")


@dataclass(frozen=True)
class Search:
    """What is asked of the memory: a segment, and what stands around it.

    `languages` are two codes, `before` and `after` the sentences around it ("" at the
    edge of the text), `issuer` whose document it is of ("" where nobody says), `circle`
    the key of that of its job: of others nothing is offered, but what all staff see.
    """

    source: str
    languages: tuple
    before: str = ""
    after: str = ""
    issuer: str = ""
    circle: int = Circle.ALL_STAFF


@dataclass(frozen=True)
class Match:
    """A pair of the memory, its score, and the translation that it proposes.

    `source` is its text in the language of the segment; `target` its own translation,
    or that with the figures of the new source (`is_adapted`). `is_reversed` says that
    it was translated the other way round, `is_quoted` that the segment quotes it.
    """

    pair: MemoryPair
    score: int
    source: str
    target: str
    is_adapted: bool = False
    is_reversed: bool = False
    is_quoted: bool = False


class Similarity(Func):
    """How many letters in threes two texts share, from 0 to 1 (pg_trgm)."""

    function = "similarity"
    arity = 2
    output_field = FloatField()


class SharedPairs(Func):
    """How many of the second array the first holds."""

    template = "(SELECT count(*) FROM unnest(%(expressions)s))"
    arg_joiner = ") word_pair WHERE word_pair = ANY ("
    output_field = IntegerField()


def matches_for(search, user):
    """The best Matches of a Search, at most BEST, the best first.

    At most three statements.
    """
    normal = normal_text(search.source)
    if not normal:
        return []
    scores = scored(same_as(normal, search, user), search)
    if not any(score >= EXACT for score, _pair in scores):
        pairs = offered_to(user, search)
        near = nearest(alike_in(pairs, normal, search.languages), normal, search)
        scores += scored(near, search)
    return best(scores, search)


def offered_to(user, search):
    """The pairs between the languages of a Search that may match for `user`."""
    pairs = MemoryPair.objects.visible_to(user).in_use()
    pairs = pairs.filter(circle__in={Circle.ALL_STAFF, search.circle})
    pairs = pairs.either_way(*search.languages)
    return pairs.only(*COLUMNS).order_by()


def same_as(normal, search, user):
    """The pairs that say the same words, the latest first, at most SAME.

    To say the question in SQL takes Django longer than to answer it takes the database,
    and only the key is another each time: for one set of circles it is said once.
    """
    circles = () if user.is_external else getattr(user, "open_circles", None)
    if circles is None:
        question = question_of_same(search, user)
    else:
        languages, circle = tuple(search.languages), search.circle
        asked = (user.is_external, tuple(circles), languages, circle)
        if asked not in QUESTIONS:
            if len(QUESTIONS) >= MOST_QUESTIONS:
                QUESTIONS.clear()
            QUESTIONS[asked] = question_of_same(search, user)
        question = QUESTIONS[asked]
    sql, params = question
    key = key_of(normal)
    params = [key if param == NO_KEY else param for param in params]
    return MemoryPair.objects.raw(sql, params)


def question_of_same(search, user):
    """(SQL, parameters) of those of a key, which is NO_KEY."""
    same = Q(source_key=NO_KEY, source_language=search.languages[0])
    same |= Q(target_key=NO_KEY, target_language=search.languages[0])
    pairs = offered_to(user, search).filter(same).order_by("-entered_at")[:SAME]
    return pairs.query.sql_with_params()


def alike_in(pairs, normal, languages):
    """Those of `pairs` that may be alike, at most CANDIDATES."""
    words = len(normal.split())
    if words < FEW:
        return alike_in_letters(pairs, normal, languages)
    word_pairs = word_pairs_of(normal)
    rarest = rarest_of(word_pairs)
    if not rarest:
        return []
    shared = SharedPairs(
        F("word_pairs"),
        Value(word_pairs, output_field=ArrayField(IntegerField())),
    )
    band = (int(words * BAND), int(words / BAND) + 1)
    long_enough = Q(source_language=languages[0], words__range=band)
    long_enough |= Q(target_language=languages[0], target_words__range=band)
    near = pairs.filter(long_enough, word_pairs__overlap=rarest)
    near = near.only(*COMPARED)
    return near.order_by(-shared)[:CANDIDATES]


def alike_in_letters(pairs, normal, languages):
    """The same of a segment of few words: those that share the most of its letters."""
    near = []
    for side, words in (("source", "words"), ("target", "target_words")):
        text = f"normal_{side}"
        few = pairs.filter(
            **{
                f"{side}_language": languages[0],
                f"{words}__lte": FEW + 1,
                f"{text}__trigram_similar": normal,
            }
        )
        similarity = Similarity(F(text), Value(normal))
        few = few.only(*COMPARED)
        near.append(few.annotate(alike=similarity).order_by("-alike")[:BEST])
    return near[0].union(near[1], all=True)


def rarest_of(word_pairs):
    """Those that the memory holds, the rarest first, as many as lead to ROWS pairs."""
    counts = WordPairCount.objects.filter(word_pair__in=word_pairs).order_by("number")
    rarest, rows = [], 0
    for word_pair, number in counts.values_list("word_pair", "number")[:ASKED]:
        rows += number
        if rarest and rows > ROWS:
            break
        rarest.append(word_pair)
    return rarest


def nearest(pairs, normal, search):
    """Those of `pairs` that are worth a score: the nearest by words alone.

    What says the same words has its score already.
    """
    words = normal.split()
    alike = []
    for pair in pairs:
        text = pair.words_in(search.languages[0])
        if text != normal:
            near = Levenshtein.normalized_similarity(text.split(), words)
            alike.append((near, pair))
    alike.sort(key=lambda one: -one[0])
    return [pair for _alike, pair in alike[:SCORED]]


def scored(pairs, search):
    """(score, pair) of each, for a Search."""
    context = [key_of(normal_text(text)) for text in (search.before, search.after)]
    return [(score_of(pair, search, context), pair) for pair in pairs]


def score_of(pair, search, context):
    """How alike a pair is; `context` are the keys of the sentences around."""
    is_reversed = pair.source_language != search.languages[0]
    penalties = {
        "imported": pair.grade == MemoryPair.Grade.IMPORTED,
        "domain": is_of_another(pair.issuer, search.issuer),
        "reversed": is_reversed,
    }
    names = {name for name, applies in penalties.items() if applies}
    score = likeness(pair.sides(search.languages[0])[0], search.source, names)
    if score == EXACT and [pair.previous_key, pair.next_key] == context:
        return IN_CONTEXT
    return score


def is_of_another(issuer, other):
    """Whether two documents are of two issuers; not where one of them is unsaid."""
    return bool(issuer and other) and fold(issuer) != fold(other)


def best(scores, search):
    """The best Matches of `scores` (score, pair); one of each that say the same."""
    scores = [each for each in scores if each[0] >= LOWEST]
    scores.sort(key=lambda each: order(each[0], each[1].grade))
    different = {}
    for score, pair in scores:
        different.setdefault(pair.sides(search.languages[0]), (score, pair))
    return [match_of(*each, search) for each in [*different.values()][:BEST]]


def match_of(score, pair, search, **marks):
    """The Match of one pair, with the figures of the segment where that can be done."""
    source, target = pair.sides(search.languages[0])
    marks["is_reversed"] = pair.source_language != search.languages[0]
    if score < EXACT:
        other = adapted(source, target, search.source, search.languages)
        if other is not None:
            return Match(pair, score, source, other, is_adapted=True, **marks)
    return Match(pair, score, source, target, **marks)
