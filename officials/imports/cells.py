"""What may stand in a cell, and what is made of it.

Each reader takes the text of a cell, white space evened out and never empty, and
returns a value; ValueError is the sentence for whoever brought the file.
"""

import datetime
import re
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext as _

from officials.dates import PartialDate
from officials.institutions.models import Appointment, Institution, Post
from officials.names.fold import SortKeyField, fold, sort_key
from officials.names.names import script_of, split_name
from officials.people.models import ContactPoint, Official, OfficialName

GENDERS = {
    **dict.fromkeys(("male", "m", "man", "м", "муж", "мужской", "мужчина"), "m"),
    **dict.fromkeys(("female", "f", "w", "ж", "жен", "женский", "женщина"), "f"),
}
YES = frozenset(
    ["1", "yes", "true", "y", "x", "+", "да", "д", "и.о.", "ио", "врио", "acting"]
)
NO = frozenset(["0", "no", "false", "n", "-", "нет", "н"])
WIKIDATA_ITEM = re.compile(r"(?:https?://www\.wikidata\.org/(?:wiki|entity)/)?(Q\d+)")
NUMBER = re.compile(r"(?:(?P<scheme>[A-Za-z0-9_-]{1,50})\s*:\s*)?(?P<value>.{1,200})")
ADDRESS = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]+")
SEVERAL = re.compile(r"\s*[;|\n]\s*")
NO_WORD = str.maketrans(dict.fromkeys("-.,;:/()[]{}_+*&#!?@=<>|~^%$\\", " "))


class Name(NamedTuple):
    """A name of a person, with what is made of it.

    `words` are those of the folded name in alphabetical order, `spelled` those of the
    name as it is written: “Жуков” and “Зуков” share the first only.
    """

    text: str
    folded: str
    sort_key: str
    words: str
    spelled: str
    given: str
    patronymic: str
    family: str
    script: str

    @property
    def kind(self):
        latin = self.script == "Latn"
        return OfficialName.Kind.ROMANISED if latin else OfficialName.Kind.NATIVE


def key_of(folded):
    """The words of a folded name in alphabetical order: the same whoever comes first.

    As the database makes it with `app_words`.
    """
    return " ".join(sorted(folded.translate(NO_WORD).split()))


def a_name(text):
    text = words(text, OfficialName._meta.get_field("text").max_length)
    folded = fold(text)
    key = key_of(folded)
    if not key:
        raise ValueError(_("“%(text)s” holds no letter.") % {"text": text[:40]})
    given, patronymic, family = (part[:100] for part in split_name(text))
    sorts = " ".join(part for part in (family, given, patronymic) if part) or text
    sorts = sort_key(sorts)[: SortKeyField.LONGEST]
    spelled = key_of(text.casefold().replace("ё", "е"))
    script = script_of(text)
    return Name(text, folded, sorts, key, spelled, given, patronymic, family, script)


def words(text, longest):
    """`text`, when it says something and fits."""
    if not any(character.isalnum() for character in text):
        raise ValueError(_("“%(text)s” holds no letter.") % {"text": text[:40]})
    if len(text) > longest:
        raise ValueError(
            _("%(length)s characters are too many; %(longest)s fit.")
            % {"length": len(text), "longest": longest}
        )
    return text


def text_of(model, field):
    """A reader of cells that go into a text field as they are."""
    longest = model._meta.get_field(field).max_length
    return lambda text: words(text, longest)


a_part = text_of(OfficialName, "given")
a_title = text_of(Post, "title")
an_institution = text_of(Institution, "name")
a_source = text_of(Appointment, "source")
a_term = text_of(Appointment, "term")
a_contact = text_of(ContactPoint, "value")


def names(text):
    """Names that stand in one cell, with semicolons or lines between."""
    return [a_name(each) for each in SEVERAL.split(text) if each]


def contacts(kind):
    """A reader of contacts of one kind; several in one cell have semicolons between."""

    def read(text):
        return [[kind, a_contact(each)] for each in SEVERAL.split(text) if each]

    return read


def addresses(text):
    """E-mail addresses, with commas, semicolons or lines between."""
    mail_addresses = [each for each in re.split(r"[\s,;|]+", text) if each]
    for each in mail_addresses:
        if not ADDRESS.fullmatch(each.removeprefix("mailto:")):
            raise ValueError(
                _("“%(text)s” is no e-mail address.") % {"text": each[:40]}
            )
    return [
        [ContactPoint.Kind.EMAIL, a_contact(each.removeprefix("mailto:"))]
        for each in mail_addresses
    ]


def an_item(text):
    item_match = WIKIDATA_ITEM.fullmatch(text)
    if not item_match or len(item_match[1]) > 20 or item_match[1].startswith("Q0"):
        raise ValueError(
            _("“%(text)s” is no Wikidata item. Write one like Q7747, or none.")
            % {"text": text[:40]}
        )
    return f"wikidata:{item_match[1]}"


def a_number(text):
    """“wikidata:Q7747”, “viaf:12” or “Q7747”; a bare number needs its register."""
    number_match = NUMBER.fullmatch(text)
    if number_match and number_match["scheme"]:
        return an_identifier(number_match["scheme"], number_match["value"])
    if WIKIDATA_ITEM.fullmatch(text):
        return an_item(text)
    raise ValueError(
        _("“%(text)s” does not say of which register it is: write viaf:%(text)s.")
        % {"text": text[:40]}
    )


def an_identifier(scheme, value):
    """“register:number” as the staged rows keep it."""
    scheme = re.sub(r"[^a-z0-9_-]+", "-", scheme.strip().lower()).strip("-")[:50]
    value = " ".join(str(value).split())
    if not scheme or not value or len(value) > 200:
        raise ValueError(
            _("This number cannot be read: “%(text)s”.") % {"text": value[:40]}
        )
    if scheme == "wikidata":
        return an_item(value)
    return f"{scheme}:{value}"


@lru_cache(maxsize=50_000)
def a_date(text):
    return PartialDate.parse(text)


def a_day_past(text):
    """A date of birth or death: nobody has one to come."""
    date = a_date(text)
    if date.first > datetime.date.today():
        raise ValueError(_("%(date)s is still to come.") % {"date": date})
    return date


def a_day(text):
    """A date of which the day is known."""
    date = a_date(text)
    if date.first != date.last:
        raise ValueError(
            _("“%(text)s” is no day. Write it like 12.11.2026.") % {"text": text[:40]}
        )
    return date.first


def a_gender(text):
    """What is neither female nor male stays unknown."""
    return GENDERS.get(text.casefold().rstrip("."), "") or Official.Gender.UNKNOWN


def yes_or_no(text):
    answer = text.casefold()
    if answer in YES:
        return True
    if answer in NO:
        return False
    raise ValueError(_("“%(text)s” is neither yes nor no.") % {"text": text[:40]})


def a_country(text):
    if not re.fullmatch(r"[A-Za-z]{2}", text):
        raise ValueError(_("A country is two capital letters: RU, FI, NL."))
    return text.upper()


def topics(text):
    """The names of themes, with commas, semicolons or lines between."""
    return [each.casefold() for each in re.split(r"\s*[,;|]\s*", text) if each]
