"""The fields of a letter template: `{{ salutation }}` and the few others.

A parser of our own, because what people typed is never a program: it knows names
between double braces, and nothing else.
"""

import re

from django.utils.translation import gettext as _

FIELDS = (
    "salutation",
    "official",
    "post",
    "institution",
    "date",
    "number",
    "signatory",
)
PERSONAL = {"official", "post"}  # what a letter to an office has nothing for
LATER = {"number"}  # what is known only when the letter is dispatched
BRACES = re.compile(r"\{\{(.*?)\}\}|\{\{|\}\}", re.DOTALL)


def why_not_fields(text):
    """Why `text` cannot be filled in, in a sentence, or ""."""
    for field_match in BRACES.finditer(text):
        name = field_match[1]
        if name is None:
            return _("A field begins with {{ and ends with }}: one of them is missing.")
        if name.strip() not in FIELDS:
            return _("There is no field “%(field)s”. There are: %(known)s.") % {
                "field": " ".join(name.split())[:60],
                "known": ", ".join(FIELDS),
            }
    return ""


def fill(text, values):
    """`text` with each field replaced by its value; one without a value stays.

    Values are put in once and not looked at again, whatever they hold.
    """

    def value_of(field_match):
        return str(values.get((field_match[1] or "").strip(), field_match[0]))

    return BRACES.sub(value_of, text)


def speaks_to_a_person(template):
    """Whether `template` has a field for the name or the post of an official."""
    whole_text = f"{template.subject}\n{template.body}"
    return any(
        (field_match[1] or "").strip() in PERSONAL
        for field_match in BRACES.finditer(whole_text)
    )
