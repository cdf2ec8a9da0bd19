"""How a letter to an official begins, in Russian and in English.

Russian: given name and patronymic after «Уважаемый», else «господин» and the surname
(ГОСТ Р 7.0.97-2016 and the manners of ministries). English: Ms or Mr with the surname,
and the whole name where nobody knows which.
"""

from officials.names import split_name

MALE_ENDS = ("ович", "евич", "ич", "оглы", "оғлы", "улы", "ұлы", "угли")
FEMALE_ENDS = ("овна", "евна", "ична", "инична", "кызы", "қызы", "гызы")
MALE_LATIN = ("ovich", "evich", "ich", "ovych", "ovič", "oglu", "ogly", "uly")
FEMALE_LATIN = ("ovna", "evna", "ichna", "ivna", "kyzy", "qizi")


def gender_of(official, names):
    """“f”, “m” or nothing: as recorded, else as the patronymics of `names` say."""
    if official.gender:
        return official.gender
    for name in names:
        patronymic = parts_of(name)[1].casefold()
        if patronymic.endswith(FEMALE_ENDS + FEMALE_LATIN):
            return "f"
        if patronymic.endswith(MALE_ENDS + MALE_LATIN):
            return "m"
    return ""


def parts_of(name):
    """Given name, patronymic and family name, as told apart by hand or else guessed."""
    if name.given or name.patronymic or name.family:
        return name.given, name.patronymic, name.family
    return split_name(name.text)


def salutations(official, names):
    """[(language, the line)] of a letter to `official`, whose names are `names`.

    A name that carries its own salutation is taken at its word; a language for whose
    script no name is known has no line.
    Former names are used only where there is no other.
    """
    gender = gender_of(official, names)
    found = []
    ways = (("ru", "Cyrl", in_russian), ("en", "Latn", in_english))
    for language, script, line in ways:
        known = [name for name in names if name.script == script]
        known.sort(key=lambda name: (not name.salutation, _worth(name)))
        if known:
            found.append((language, known[0].salutation or line(known[0], gender)))
    return found


def _worth(name):
    given, patronymic, _family = parts_of(name)
    return (name.kind == "former", not name.is_display, not given, not patronymic)


def in_russian(name, gender):
    """«Уважаемая Анна Сергеевна!», «Уважаемый господин Иванов!»."""
    given, patronymic, family = parts_of(name)
    if given and patronymic and gender:
        opening = "Уважаемая" if gender == "f" else "Уважаемый"
        return f"{opening} {given} {patronymic}!"
    if family and gender:
        opening = "Уважаемая госпожа" if gender == "f" else "Уважаемый господин"
        return f"{opening} {family}!"
    called = " ".join(part for part in (given, patronymic) if part)
    return f"Здравствуйте, {called or name.text}!"


def in_english(name, gender):
    """“Dear Ms Volkova,”; “Dear Anna Volkova,” when nobody knows which."""
    given, _patronymic, family = parts_of(name)
    if gender and family:
        return f"Dear {'Ms' if gender == 'f' else 'Mr'} {family},"
    return f"Dear {' '.join(part for part in (given, family) if part) or name.text},"
