"""To whom a Russian letter is addressed: a post and a family name in the dative.

After ГОСТ Р 7.0.97-2016, 5.15 («Министру юстиции», «Петрову И. И.»). Which family
names are declined: Д. Э. Розенталь, «Справочник по правописанию», § 149 — those of
women in a consonant (Смит, Мельник), and those in -ко, -о, -ых, -их and the like are
not. Forms are those of the dictionary (`cases`); what it does not settle stays in the
nominative, for the writer to mend.
"""

import re

from officials.names.cases import CYRILLIC, UKRAINIAN, readings

AGREEING = {"ADJF", "PRTF"}
GENDERS = {"m": {"masc", "ms-f"}, "f": {"femn", "ms-f"}}
# The family names that are possessives or adjectives, and leave no doubt.
REGULAR = {
    "m": (("ов", "ову"), ("ев", "еву"), ("ёв", "ёву"), ("ин", "ину"), ("ын", "ыну"),
          ("ский", "скому"), ("цкий", "цкому")),
    "f": (("ова", "овой"), ("ева", "евой"), ("ёва", "ёвой"), ("ина", "иной"),
          ("ына", "ыной"), ("ская", "ской"), ("цкая", "цкой")),
}  # fmt: skip
# Apart from what they stand beside, parts of a post are declined each by itself.
PARTS = re.compile(r"(\s[–—-]\s|,\s)")


def post_to(title):
    """“Министр юстиции” as “Министру юстиции”; as it is where that is not certain."""
    pieces = PARTS.split(" ".join(title.split()))
    return "".join(
        piece if at % 2 else _head_declined(piece) for at, piece in enumerate(pieces)
    )


def _head_declined(piece):
    """The piece with its first noun, and the adjectives before that, declined.

    Where none follows, the last of these is the head: «Исполняющий обязанности».
    """
    words = piece.split(" ")
    for at, word in enumerate(words):
        parses = _nominatives(word)
        if word == "и" or (not parses and _is(word, "ADVB")):
            continue
        if not parses:
            return " ".join(words) if _is_known(word) else piece
        noun = next((each for each in parses if each.tag.POS == "NOUN"), None)
        agreeing = next((each for each in parses if each.tag.POS in AGREEING), None)
        if noun and not (agreeing and _goes_on(words[at + 1 : at + 2], agreeing)):
            words[at] = _put(word, noun)
            break
        if agreeing:
            words[at] = _put(word, agreeing)
    return " ".join(words)


def _is(word, part_of_speech):
    return any(part_of_speech == each.tag.POS for each in readings(word.lower()))


def _is_known(word):
    return any(each.is_known for each in readings(word.lower()))


def _goes_on(following, agreeing):
    """Whether the word after an adjective is what it agrees with."""
    genders = GENDERS["f" if agreeing.tag.gender == "femn" else "m"]
    return any(
        genders & each.tag.grammemes
        for word in following
        for each in _nominatives(word)
    )


def _nominatives(word):
    """The readings of `word` as a nominative singular, persons first."""
    if not CYRILLIC.fullmatch(word) or UKRAINIAN.search(word):
        return []
    parses = [
        each
        for each in readings(word.lower())
        if {"nomn", "sing"} <= each.tag.grammemes
        and each.tag.POS in {"NOUN", *AGREEING}
        and each.is_known
    ]
    return sorted(parses, key=lambda each: "anim" not in each.tag.grammemes)


def family_to(family, gender):
    """“Петров” as “Петрову”; as it is where it is not declined, or nobody knows."""
    if gender not in GENDERS:
        return family
    return "-".join(_part_to(part, gender) for part in family.split("-"))


def _part_to(word, gender):
    if not CYRILLIC.fullmatch(word) or UKRAINIAN.search(word):
        return word
    for ending, dative in REGULAR[gender]:
        if word.lower().endswith(ending):
            return _capitals(word, word[: -len(ending)].lower() + dative)
    here = [
        each
        for each in readings(word.lower())
        if {"nomn", "sing"} <= each.tag.grammemes
        and GENDERS[gender] & each.tag.grammemes
    ]
    surnames = [each for each in here if "Surn" in each.tag.grammemes]
    forms = {_put(word, each) for each in surnames}
    if not surnames and gender == "m":  # Мельник, Коваль: a noun, unless a vowel falls
        people = [each for each in here if "anim" in each.tag.grammemes]
        forms = {_put(word, each) for each in people}
        forms = {form for form in forms if form.startswith(word.rstrip("ьй"))}
    return forms.pop() if len(forms) == 1 else word


def _put(word, reading):
    """`word` in the dative of `reading`, without an ё that it has not itself."""
    form = reading.inflect({"datv"})
    if form is None:
        return word
    dative_form = form.word if "ё" in word.lower() else form.word.replace("ё", "е")
    return _capitals(word, dative_form)


def _capitals(word, form):
    """`form`, that of `word` in small letters, with the capitals of that."""
    same = 0
    while same < min(len(word), len(form)) and word[same].lower() == form[same]:
        same += 1
    ending = form[same:]
    return word[:same] + (ending.upper() if word.isupper() else ending)


def name_to(given, patronymic, family, gender):
    """“Петрову И. И.”: the family name, and the first letters of the others."""
    letters = [
        "-".join(f"{part[0]}." for part in name.split("-") if part)
        for name in (given, patronymic)
        if name
    ]
    return " ".join([family_to(family, gender), *letters])
