"""Letters: written from templates, numbered in a register, disclosed by law alone."""

from engagements.letters.models.disclosures import Disclosure
from engagements.letters.models.letter_templates import LegalLabel, LetterTemplate
from engagements.letters.models.letters import Letter, LetterSeries

__all__ = [
    "Disclosure",
    "LegalLabel",
    "Letter",
    "LetterSeries",
    "LetterTemplate",
]
