"""How a letter to an official begins, in Russian and in English, as the rank asks.

Russian: given name and patronymic after «Уважаемый», else «господин» and the post or
the surname (ГОСТ Р 7.0.97-2016, 5.18: «Уважаемый господин Губернатор!», the post with
a capital). «Глубокоуважаемый» to high officials and the elected (gramota.ru,
«Письмовник»). A woman is «госпожа» in any post. English: Ms or Mr with the surname, the
whole name where nobody knows which; ministers, governors and ambassadors by their
office, judges, generals and senators by it and the surname (Debrett’s, “Forms of
address”; “Your Honour” is said in court and not written).
"""

import re
from typing import NamedTuple

from officials.institutions.models import Institution, Post
from officials.names.names import split_name

Function = Post.Function


class Rank(NamedTuple):
    """A rank with a salutation of its own.

    `titles` begin the title of the post, in either language; `functions` tell it where
    no title does. `esteemed` is whether it is «Глубокоуважаемый»; `russian` follows
    «господин», and `english` follows “Dear”; empty: as for anybody.
    """

    titles: str
    esteemed: bool = False
    russian: str = ""
    english: str = ""
    functions: tuple = ()


# Who leads a court or a parliament, or stands next to that, is one of its members.
LED_BY = {
    Institution.Kind.COURT: Function.JUDGE,
    Institution.Kind.PARLIAMENT: Function.LEGISLATOR,
}
# The first that fits.
RANKS = (
    Rank(
        r"prime minister|премьер-министр|председатель правительства",
        True,
        "Премьер-министр",
        "Prime Minister",
    ),
    Rank(
        r"deputy minister|(первый )?заместитель министра",
        False,
        "Заместитель Министра",
        "Deputy Minister",
    ),
    Rank(r"minister(?! ?-? ?counsel)|министр(?!-)", True, "Министр", "Minister"),
    Rank(
        r"prosecutor general|procurator general|генеральный прокурор",
        True,
        "Генеральный прокурор",
        "Prosecutor General",
    ),
    Rank(r"governor(?! general)|губернатор", True, "Губернатор", "Governor"),
    Rank(r"mayor|мэр", False, "Мэр", "Mayor"),
    Rank(
        r"ambassador|(чрезвычайный и полномочный )?посол",
        True,
        "Посол",
        "Ambassador",
    ),
    Rank(
        r"((human|children.?s) rights )?ombuds(man|woman|person)|"
        r"(high )?commissioner for human |human rights commissioner|уполномоченный по ",
        True,
        "Уполномоченный",
    ),
    Rank(r"senator|сенатор|член совета федерации", True, "Сенатор", "Senator {family}"),
    Rank(
        r"deputy of the |member of (the )?parliament|депутат",
        True,
        "Депутат",
        functions=(Function.LEGISLATOR,),
    ),
    Rank(
        r"((chief|presiding|senior) )?(judge|justice)\b|(\w+ )?судья",
        False,
        "Судья",
        "Judge {family}",
        functions=(Function.JUDGE,),
    ),
    Rank(
        r"((lieutenant|major|colonel)[ -])?general(?= of | in |$)|генерал(?!ьн)",
        False,
        "Генерал",
        "General {family}",
    ),
)


def rank_of(post):
    """The `Rank` of who holds `post`, or None: greeted like anybody.

    Whoever leads a national institution is «Глубокоуважаемый» under any title.
    """
    if post is None:
        return None
    titles = [title.strip().lower() for title in (post.title, post.native_title)]
    for rank in RANKS:
        if any(re.match(rf"(?:{rank.titles})", title) for title in titles):
            return rank
    leads = post.rank == 1 or post.function == Function.HEAD
    function = post.function
    if leads or function == Function.DEPUTY:
        function = LED_BY.get(post.institution.kind, function)
    for rank in RANKS:
        if function in rank.functions:
            return rank._replace(esteemed=rank.esteemed or leads)
    national = post.institution.level == Institution.Level.NATIONAL
    return Rank("", esteemed=True) if leads and national else None


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


def is_whole(part):
    """Whether a part of a name is more than its first letter."""
    return len(part.rstrip(".")) > 1


def salutations(official, names, post=None):
    """[(language, the line)] of a letter to `official`, whose names are `names`.

    A name that carries its own salutation is taken at its word, before what the rank
    of their `post` asks; a language for whose script no name is known has no line.
    Former names are used only where there is no other.
    """
    gender, rank = gender_of(official, names), rank_of(post)
    lines = []
    for language, script, line in (
        ("ru", "Cyrl", in_russian),
        ("en", "Latn", in_english),
    ):
        choices = best_first(names, script)
        if choices:
            greeting = choices[0].salutation or line(choices[0], gender, rank)
            lines.append((language, greeting))
    return lines


def best_first(names, script):
    """Those of `names` in `script`: with a salutation, then whole and in use, first."""
    choices = [name for name in names if name.script == script]
    return sorted(choices, key=lambda name: (not name.salutation, _worth(name)))


def _worth(name):
    given, patronymic, _family = parts_of(name)
    return (name.kind == "former", not name.is_display, not given, not patronymic)


def in_russian(name, gender, rank=None):
    """«Уважаемая Анна Сергеевна!», «Уважаемый господин Министр!»."""
    given, patronymic, family = parts_of(name)
    if is_whole(given) and is_whole(patronymic) and gender:
        opening = "Глубокоуважаем" if rank and rank.esteemed else "Уважаем"
        return f"{opening}{'ая' if gender == 'f' else 'ый'} {given} {patronymic}!"
    called = (rank and rank.russian) or family
    if called and gender:
        opening = "Уважаемая госпожа" if gender == "f" else "Уважаемый господин"
        return f"{opening} {called}!"
    called = " ".join(part for part in (given, patronymic) if part)
    return f"Здравствуйте, {called or name.text}!"


def in_english(name, gender, rank=None):
    """“Dear Ms Volkova,”; “Dear Anna Volkova,” when nobody knows; “Dear Minister,”."""
    given, _patronymic, family = parts_of(name)
    if rank and rank.english and (family or "{family}" not in rank.english):
        return f"Dear {rank.english.format(family=family)},"
    if gender and family:
        return f"Dear {'Ms' if gender == 'f' else 'Mr'} {family},"
    return f"Dear {' '.join(part for part in (given, family) if part) or name.text},"
