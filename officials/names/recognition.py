"""Officials whose names stand in a running text, in any script and Russian case.

Words that may be a surname are brought to the nominative (`cases`) and asked of the
register all at once, by sound; what stands beside each is judged by `comparison`: a
given name or initials that differ are another person's. A surname alone proves
little: where it is an ordinary word, or several people's, nobody is chosen.
"""

import re
from collections import defaultdict
from typing import NamedTuple

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rapidfuzz import fuzz

from officials.names.candidates import candidates
from officials.names.cases import is_ordinary, nominatives
from officials.names.comparison import (
    PARTICLES,
    compare_given,
    compare_patronymics,
    written_name,
)
from officials.names.fold import fold
from officials.names.running_text import Place, places, speaks_ukrainian, words_of
from officials.names.sounds import VOWELS, distance

MOST_FORMS = 3_000  # forms of words that are asked for
MOST_NAMES = 20_000  # names of the register that are looked at
MOST_OFFICIALS = 60  # that are offered
ASKED_ABOUT = 5  # people whom one line may mean
NEAR = 80  # of 100: how much of two folded words must be the same
SOUNDS_ALIKE = 0.3  # `sounds.distance`, in which 1 is about one letter

# A name is found by the sound of any of its words, in one pass over the index.
STANDING = """
    WITH said AS MATERIALIZED (
        SELECT word, app_sounds(word) AS sounds FROM unnest(%(words)s::text[]) word
    )
    SELECT DISTINCT n.official_id, n.text, n.family, n.given, n.patronymic
    FROM said JOIN officials_officialname n ON n.sounds && said.sounds
    LIMIT %(most)s
"""
# Chinese, Japanese and Korean names stand in a text without spaces around them.
UNSPACED = """
    SELECT official_id, text FROM officials_officialname
    WHERE script IN ('Hani', 'Hang', 'Jpan') AND length(text) > 1
      AND strpos(%(said)s, replace(text, ' ', '')) > 0
    LIMIT %(most)s
"""

ALONE, POST, INITIALS, FULL, FULLER = range(1, 6)
WHY = {
    ALONE: gettext_lazy("surname alone"),
    POST: gettext_lazy("surname and post"),
    INITIALS: gettext_lazy("surname and initials"),
    FULL: gettext_lazy("given name and surname"),
    FULLER: gettext_lazy("given name, patronymic and surname"),
}
# So many people have these that a surname alone says nothing (B. Unbegaun, 1972).
FREQUENT = frozenset(
    map(
        fold,
        words_of("""
Иванов Иванова Смирнов Смирнова Кузнецов Кузнецова Попов Попова Васильев Васильева
Петров Петрова Соколов Соколова Михайлов Михайлова Новиков Новикова Федоров Федорова
Морозов Морозова Волков Волкова Алексеев Алексеева Мельник Шевченко Бондаренко
Коваленко Ткаченко Кравченко Smith Jones Brown Johnson Williams Miller Müller
Schmidt Martin Kim Lee Li
"""),
    )
)


class Recognised(NamedTuple):
    """An official who stands in a text.

    `words` are those of the text, as they stand there. `certain` is whether the
    official may be taken without asking; `why` says what it rests on.
    """

    official: object
    words: str
    certain: bool
    why: str


class Name(NamedTuple):
    """A name of the register: its parts, and the word by which it is recognised."""

    official_id: str
    surname: str
    given: str
    patronymic: str

    @classmethod
    def of(cls, official_id, text, family, given, patronymic):
        """`Name`s of a row: more than one where nothing tells the surname."""
        if family:
            surnames = [
                word for word in family.split() if word.lower() not in PARTICLES
            ]
            yield cls(
                official_id, max(surnames or [family], key=len), given, patronymic
            )
            return
        taken = written_name(text)
        for at in taken.surnames:
            rest = [word for place, word in enumerate(taken.words) if place != at]
            yield cls(official_id, taken.words[at], *[*rest, "", ""][:2])


class Find(NamedTuple):
    """A name of the register at a place of the text, and how strong that is."""

    official_id: str
    place: Place
    words: str
    strength: int


def recognise(text, officials):
    """`Recognised` among `officials` (a queryset, scoped to who asks), best first.

    Costs at most three queries, however long the text is; what is beyond its first
    50,000 letters is not read.
    """
    word_places = places(text)
    finds, others = _finds(word_places, speaks_ukrainian(text))
    finds += _unspaced(text)
    officials_by_key = _officials_by_key(officials, finds)
    finds = [each for each in finds if each.official_id in officials_by_key]
    finds = [_with_post(each, officials_by_key[each.official_id]) for each in finds]
    return _ranking(_best_finds(finds, others), officials_by_key)


def _finds(word_places, ukrainian):
    """`Find`s in the text, and places where somebody of that surname is another."""
    forms = defaultdict(list)
    for place in word_places:
        for form in nominatives(place.word, ukrainian) if place.may_be_surname else ():
            forms[fold(form)].append((form, place))
    forms.pop("", None)
    words = list(forms)[:MOST_FORMS]
    finds, others = [], []
    for name in _names(words):
        for form in _spelled_alike(name.surname, words, forms):
            for _form, place in forms[form]:
                strength, standing = _beside(name, place, ukrainian)
                find = Find(name.official_id, place, standing, strength)
                (finds if strength else others).append(find)
    return finds, others


def _names(words):
    if not words:
        return
    with connection.cursor() as cursor:
        cursor.execute(STANDING, {"words": words, "most": MOST_NAMES})
        rows = cursor.fetchall()
    for row in rows:
        yield from Name.of(*row)


def _spelled_alike(surname, words, forms):
    """The folded forms of the text that are this surname, in another spelling too."""
    folded = fold(surname)
    if folded in forms:
        return [folded]
    ending = folded[-1:] if folded[-1:] in VOWELS else ""
    return [
        word
        for word in words
        if abs(len(word) - len(folded)) < 3
        # the last vowel is a gender: Иваново is not Иванова
        and (word[-1] == ending or (not ending and word[-1] not in VOWELS))
        and fuzz.ratio(word, folded, score_cutoff=NEAR)
        and distance(forms[word][0][0], surname.lower()) <= SOUNDS_ALIKE
    ]


def _beside(name, place, ukrainian):
    """(strength, words as they stand) of a name at a place; 0: it is another's."""
    initials = [each for each in (place.initials_before, place.initials_after) if each]
    if initials:
        fits = [each for each in initials if _initials_fit(name, each)]
        standing = place.standing(initials=fits[0] if fits else initials[0])
        return (INITIALS if fits else 0), standing
    alike, unlike = [], False
    for word in (*place.words_before, *place.words_after):
        name_part = _said_of(name, word.word, ukrainian)
        if name_part:
            alike.append((name_part, word))
        unlike = unlike or (not name_part and word.is_given)
    standing = place.standing(words=[word for _name_part, word in alike])
    if any(name_part == "given" for name_part, _word in alike):
        return (FULLER if len(alike) > 1 else FULL), standing
    return (0 if unlike else ALONE), standing


def _initials_fit(name, initials):
    parts = [part for part in (name.given, name.patronymic) if part]
    judged = (compare_given, compare_patronymics)
    return bool(parts) and all(
        judge(initial, part).endswith(("initials", "patronymic"))
        for judge, initial, part in zip(judged, initials, parts, strict=False)
    )


def _said_of(name, word, ukrainian):
    """“given” or “patronymic” when `word` is that of `name`, or nothing."""
    forms = nominatives(word, ukrainian)
    given = name.given.split()[0] if name.given else ""
    if given and any(compare_given(f, given) in GIVEN for f in forms):
        return "given"
    father = name.patronymic or " ".join(name.given.split()[1:])
    if father and any(compare_patronymics(f, father) == "patronymic" for f in forms):
        return "patronymic"
    return ""


GIVEN = {"given", "given-spelling", "given-form", "initials"}


def _unspaced(text):
    """`Find`s of names in a script that does not part its words."""
    letters = "".join(text[:50_000].split()).replace("\x00", "")
    if not any(
        "\u3040" <= each <= "\u9fff" or "가" <= each <= "힣" for each in letters
    ):
        return []
    with connection.cursor() as cursor:
        cursor.execute(UNSPACED, {"said": letters, "most": MOST_OFFICIALS})
        rows = cursor.fetchall()
    return [Find(key, Place.of(name), name, FULL) for key, name in rows]


def _officials_by_key(officials, finds):
    """Those of the officials found who are among `officials`, by key."""
    strongest = sorted(finds, key=lambda each: -each.strength)
    keys = list(dict.fromkeys(each.official_id for each in strongest))
    if not keys:
        return {}
    rows = officials.filter(pk__in=keys[:1_000]).with_hints().with_posts_told()
    return {row.pk: row for row in rows}


def _with_post(find, official):
    """The find, stronger when what stands before the name is the official's post."""
    if find.strength != ALONE or not official.posts_told:
        return find
    post_stems = {stem(word) for word in official.posts_told.split()} - {""}
    near = {stem(word) for word in find.place.context} - {""}
    return find._replace(strength=POST) if post_stems & near else find


def stem(word):
    """What a word of a post keeps in all its cases; nothing of a short word."""
    folded = fold(word.strip(".,;:()«»“”\"'"))
    return folded[: max(4, len(folded) - 3)] if len(folded) > 3 else ""


def _best_finds(finds, others):
    """The finds that nothing stronger contradicts.

    At one place the stronger names the person; a surname alone means whoever of that
    surname the text has named in full, on the register or not.
    """
    best = defaultdict(int)
    named = {each.place.key for each in finds if each.strength > ALONE}
    strangers = {each.place.key for each in others}
    for each in finds:
        best[each.place.at] = max(best[each.place.at], each.strength)
    sure = {each.official_id for each in finds if each.strength > ALONE}
    others_named = frozenset().union(*named, *strangers)
    best_finds = []
    for each in finds:
        if each.strength < best[each.place.at]:
            continue
        by_surname = each.strength == ALONE and each.official_id not in sure
        if not (by_surname and each.place.key & others_named):
            best_finds.append(each)
    return best_finds


def _ranking(finds, officials_by_key):
    """`Recognised`, one an official, from the strongest find of each."""
    rivals = defaultdict(set)
    for each in finds:
        rivals[each.place.at, each.strength].add(each.official_id)
    best = {}
    for each in finds:
        alone = len(rivals[each.place.at, each.strength]) == 1
        rank = (each.strength, alone, -each.place.at)
        if each.official_id not in best or rank > best[each.official_id][0]:
            best[each.official_id] = rank, each
    ranking = [
        (rank, _recognised(each, officials_by_key[each.official_id], alone=rank[1]))
        for rank, each in best.values()
    ]
    ranking.sort(key=lambda each: (not each[1].certain, -each[0][0], -each[0][2]))
    return [recognised for _rank, recognised in ranking[:MOST_OFFICIALS]]


def _recognised(find, official, *, alone):
    why, certain = str(WHY[find.strength]), alone
    if not alone:
        why = _("%(why)s, which several people have") % {"why": why}
    elif find.strength == ALONE:
        doubt = _doubt(find.place)
        if doubt:
            why, certain = f"{why}, {doubt}", False
    return Recognised(official, find.words, certain, why)


def _doubt(place):
    """Why a surname alone may be nobody's of the register, or nothing."""
    if place.has_stranger_before:
        return _("after a word that may be another given name")
    if is_ordinary(place.word) or place.is_false_friend:
        return _("which is also an ordinary word")
    if FREQUENT & {fold(form) for form in nominatives(place.word)}:
        return _("which very many people have")
    return ""


def people_named(text, officials, separators="\n"):
    """Those among `officials` (a queryset) who may be meant by `text`, best first.

    In whatever case a sentence declines them («Петрову И. С.»), beside a post or alone;
    `separators` end the line of one of them.
    """
    meant = {each.official.pk: each.official for each in recognise(text, officials)}
    lines = re.split(f"[{separators}]", text)
    for line in lines:
        if len(line.split()) > 1:
            for each in candidates(line, officials, ASKED_ABOUT):
                if each.same:
                    meant.setdefault(each.official.pk, each.official)
    return list(meant.values())[: ASKED_ABOUT * len(lines)]
