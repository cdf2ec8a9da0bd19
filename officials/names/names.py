"""How names of people are written: scripts, parts, order."""

import re
import unicodedata

SCRIPTS = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "ARABIC": "Arab",
    "GEORGIAN": "Geor",
    "ARMENIAN": "Armn",
    "GREEK": "Grek",
    "HEBREW": "Hebr",
    "CJK": "Hani",
    "HANGUL": "Hang",
    "HIRAGANA": "Jpan",
    "KATAKANA": "Jpan",
    "DEVANAGARI": "Deva",
}


def is_blank(text):
    """Whether nothing of `text` is seen: only spaces, marks of direction and such."""
    return all(unicodedata.category(character)[0] in "ZC" for character in text)


def script_of(text):
    """The script (ISO 15924 code) of the first letter of `text`; “Zyyy” when none."""
    for character in text:
        if character.isalpha():
            first_word = unicodedata.name(character, "").split(" ", 1)[0]
            return SCRIPTS.get(first_word, "Zyyy")
    return "Zyyy"


def split_name(text):
    """Given name, patronymic and family name of a name written in one line.

    “Кузнецова, Анна Юрьевна” is family first; “Anna Kuznetsova” family last. A single
    word is taken as the family name. What cannot be told is left in the given name.
    """
    text = " ".join(text.split())
    if "," in text:
        family, _comma, rest = (part.strip() for part in text.partition(","))
        given, _space, patronymic = rest.partition(" ")
        return given, patronymic, family
    words = text.split(" ")
    if len(words) == 4 and words[2].casefold().strip("’'") in SON_OR_DAUGHTER:
        return words[0], " ".join(words[1:3]), words[3]
    if len(words) == 1:
        return "", "", words[0]
    if len(words) > 1 and all(map(INITIAL.fullmatch, words[1:])):
        return words[1], " ".join(words[2:]), words[0]
    if len(words) == 3 and all(map(INITIAL.fullmatch, words[:2])):
        return words[0], words[1], words[2]
    if len(words) == 3 and words[1].casefold().endswith(PATRONYMIC_ENDS):
        return words[0], words[1], words[2]
    if len(words) == 3 and words[2].casefold().endswith(PATRONYMIC_ENDS):
        return words[1], words[2], words[0]
    return " ".join(words[:-1]), "", words[-1]


INITIAL = re.compile(r"\w{1,2}\.")
PATRONYMIC_ENDS = (
    "ич",
    "вна",
    "ична",
    "івна",
    "оглы",
    "кызы",
    "vich",
    "lyich",
    "vna",
    "ichna",
    "ovych",
    "ivna",
    "wicz",
    "vitch",
)
# “Son of”, “daughter of”: written after the name of the father.
SON_OR_DAUGHTER = frozenset(
    [
        "oglu",
        "oğlu",
        "ogly",
        "ogli",
        "oʻgʻli",
        "o'g'li",
        "uulu",
        "uly",
        "ұлы",
        "qizi",
        "qızı",
        "kyzy",
        "gyzy",
        "kizi",
        "qyzy",
        "оглы",
        "оглу",
        "огли",
        "кызы",
        "кизи",
        "гызы",
        "қызы",
        "уулу",
        "улы",
    ]
)
