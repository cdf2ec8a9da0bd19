"""What stands in a letter before anybody writes: addressee, salutation, template."""

from django.db.models import Q
from django.utils.dateformat import format as format_date
from django.utils.translation import override

from engagements.letters.letter_fields import speaks_to_a_person
from engagements.letters.models import LetterTemplate
from engagements.letters.models.letters import Direction
from officials.institutions.models import Appointment, Institution
from officials.names.dative import name_to, post_to
from officials.names.names import script_of
from officials.people.salutation import (
    best_first,
    gender_of,
    in_english,
    in_russian,
    parts_of,
    rank_of,
    salutations,
)

TO_NOBODY_BY_NAME = {"ru": "Уважаемые коллеги!", "en": "Dear Sir or Madam,"}
DATE = {"ru": "j E Y г.", "en": "j F Y"}


def post_of(official, user):
    """The post that `official` holds today as `user` sees it, a leading one first."""
    if official is None:
        return None
    appointments = (
        Appointment.objects.visible_to(user).current().filter(official=official)
    )
    appointments = appointments.select_related("post__institution")
    first = appointments.order_by("-post__is_leading", "-started", "pk").first()
    return first and first.post


def salutation_of(official, language, post=None):
    """How a letter in `language` to the holder of `post` (or to nobody by name) begins.

    By a name of the script of the language; where none is known, by any.
    """
    if official is None:
        return TO_NOBODY_BY_NAME[language]
    names = list(official.names.all())
    lines_by_language = dict(salutations(official, names, post))
    if language in lines_by_language:
        return lines_by_language[language]
    if not names:
        return TO_NOBODY_BY_NAME[language]
    line = in_russian if language == "ru" else in_english
    return line(names[0], gender_of(official, names), rank_of(post))


def name_of(official, language):
    """The name of `official` as a letter in `language` writes it."""
    if official is None:
        return ""
    return (language == "ru" and official.native_name) or official.name


def told_in(named, language):
    """An institution or a post, as a letter in `language` writes it, or ""."""
    if named is None:
        return ""
    with override(language):
        return str(named)


def addressee_of(letter, post):
    """Post, institution and name, each on a line, as far as they are known.

    A Russian letter that goes out names the institution first and then, in the dative,
    the post and the person (ГОСТ Р 7.0.97-2016, 5.15).
    """
    institution = letter.institution or (post and post.institution)
    lines = [
        told_in(post, letter.language),
        told_in(institution, letter.language),
        name_of(letter.official, letter.language),
    ]
    if letter.language == "ru" and letter.direction == Direction.OUT:
        lines = [lines[1], post_to(lines[0]), name_in_dative(letter.official)]
    return "\n".join(line for line in lines if line)[:500]


def name_in_dative(official):
    """“Петрову И. И.”; the name as it stands where its parts are not known."""
    if official is None:
        return ""
    names = list(official.names.all())
    cyrillic_names = best_first(names, "Cyrl")
    given_name, patronymic, family = (
        parts_of(cyrillic_names[0]) if cyrillic_names else ("", "", "")
    )
    if not (given_name and family):
        return name_of(official, "ru")
    return name_to(given_name, patronymic, family, gender_of(official, names))


def long_date(day, language):
    """“12 November 2026”, «12 ноября 2026 г.»."""
    with override(language):
        return format_date(day, DATE[language])


def values_of(letter, post):
    """What the fields of a template stand for in `letter`; its number comes later."""
    institution = letter.institution or (post and post.institution)
    return {
        "salutation": letter.salutation,
        "official": name_of(letter.official, letter.language),
        "post": told_in(post, letter.language),
        "institution": told_in(institution, letter.language),
        "date": long_date(letter.dated_on, letter.language),
        "signatory": str(letter.signatory or ""),
    }


def template_for(occasion, letter, post, user):
    """The template for `occasion` that fits the rank of `post` best, or None.

    In the language and the circle of `letter`. One for just this rank goes before one
    for any; a letter to an office takes none that names an official.
    """
    fitting = LetterTemplate.objects.in_circles_of(user).in_use()
    fitting = fitting.filter(
        Q(circle__everyone=True) | Q(circle=letter.circle),
        Q(rank=None) | Q(rank=post and post.rank),
        occasion=occasion,
        language=letter.language,
    )
    if letter.official is None:
        fitting = [each for each in fitting if not speaks_to_a_person(each)]
    return min(fitting, key=lambda each: (each.rank is None, each.pk), default=None)


def language_for(whom):
    """Russian for whoever has a name in Cyrillic letters, else English."""
    if isinstance(whom, Institution):
        return "ru" if script_of(whom.native_name) == "Cyrl" else "en"
    scripts = {name.script for name in whom.names.all()}
    return "ru" if "Cyrl" in scripts else "en"
