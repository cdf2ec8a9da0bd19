"""The languages whose figures we read; of others only what is written in figures."""

from translations.memory.figures.language import Language
from translations.memory.figures.languages.english import ENGLISH
from translations.memory.figures.languages.french import FRENCH
from translations.memory.figures.languages.german import GERMAN
from translations.memory.figures.languages.russian import RUSSIAN
from translations.memory.figures.languages.ukrainian import UKRAINIAN

LANGUAGES = {
    language.code: language
    for language in (ENGLISH, FRENCH, GERMAN, RUSSIAN, UKRAINIAN)
}


def language_of(code):
    """The Language of `code` ("en", "en-GB"); without words where we have none."""
    code = code.replace("_", "-").partition("-")[0].lower()
    return LANGUAGES.get(code) or Language(code, thousands=" .,")
