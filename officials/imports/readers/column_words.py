"""What columns are called: which word stands for which meaning."""

import re


def plain(name):
    """A column name without case, spaces and signs."""
    return re.sub(r"[\W_]", "", name.casefold())


def meanings_of(header, words, several):
    """A meaning, or "", for each name in `header`; none twice but those in `several`.

    `words` are {plain word: meaning}.
    """
    meanings = []
    for name in header:
        meaning = words.get(plain(name), "") or _by_beginning(plain(name), words)
        if meaning and meaning in meanings and meaning not in several:
            meaning = ""
        meanings.append(meaning)
    return meanings


def recognised(names, words, several):
    """How many of `names` have a meaning."""
    return sum(bool(meaning) for meaning in meanings_of(names, words, several))


def _by_beginning(name, words):
    """“ФИО сотрудника”, “Должность (полностью)”: the longest word it begins with."""
    fits = [word for word in words if len(word) > 3 and name.startswith(word)]
    return words[max(fits, key=len)] if fits else ""
