"""The sentences for what a row is, and why, in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from officials.dates import PartialDate
from officials.people.models import Official

SENTENCES = {
    "new-official": gettext_lazy("New official."),
    "new-institution": gettext_lazy("New institution."),
    "new-post": gettext_lazy("New post."),
    "new-appointment": gettext_lazy("New appointment."),
    "namesake": gettext_lazy("One of this name is on record, and is somebody else."),
    "elsewhere": gettext_lazy("One of this name is on record in another circle."),
    "on-record": gettext_lazy("On record already."),
    "other-source": gettext_lazy("The same start is on record from another source."),
    "other-end": gettext_lazy("Known from the same start with another end: %(value)s."),
    "ended": gettext_lazy("Ended %(value)s; that was open."),
    "ended-known": gettext_lazy("On record already, and that it ended %(value)s."),
    "row": gettext_lazy("Row %(value)s says the same."),
    "several": gettext_lazy("Its numbers belong to several people on record."),
    "doubt": gettext_lazy(
        "Somebody like this is on record: say whether it is the same."
    ),
    "later": gettext_lazy("To be decided later."),
    "future": gettext_lazy("It begins in the future."),
    "two-holders": gettext_lazy(
        "Two people on one seat at one time: comes in as disputed, for “To mend”."
    ),
    "ends-before": gettext_lazy(
        "It ends before it begins: comes in as disputed, for “To mend”."
    ),
    "adds-gender": gettext_lazy("Adds gender: %(value)s."),
    "adds-born": gettext_lazy("Adds born: %(value)s."),
    "adds-died": gettext_lazy("Adds died: %(value)s."),
    "adds-name": gettext_lazy("Adds the name %(value)s."),
    "adds-number": gettext_lazy("Adds the number %(value)s."),
    "adds-contact": gettext_lazy("Adds the contact %(value)s."),
    "adds-theme": gettext_lazy("Adds the theme %(value)s."),
    "adds-relationship": gettext_lazy("Adds the relationship."),
}
REASONS = {
    "namesake": gettext_lazy("the same name"),
    "unlike": gettext_lazy("a name like this, or born at another time"),
}
OF_DATES = {"other-end", "ended", "ended-known", "adds-born", "adds-died"}
# What another app makes of the value of its own codes: the words for a person.
IN_WORDS = {}


def register(code, text, in_words=str):
    """The sentence for a code of another app, which may say a value of its own."""
    SENTENCES[code] = text
    IN_WORDS[code] = in_words


def sentence(code):
    """The sentence for one code of `StagedRow.why`, like “ended|2008-05-07”."""
    code, _bar, value = code.partition("|")
    if code in OF_DATES:
        value = date_text(value)
    elif code == "adds-gender":
        value = Official.Gender(value).label
    elif code in IN_WORDS and value:
        value = IN_WORDS[code](value)
    return SENTENCES[code] % {"value": value} if value else str(SENTENCES[code])


def date_text(text):
    """A date as a person reads it; open where there is none."""
    if not text:
        return _("open")
    return str(PartialDate.parse(text)) if "/" not in text else text


def reason(candidate):
    """Why an official may be the person of a row."""
    if reasons := candidate.get("reasons"):
        return ", ".join(reasons)
    return str(REASONS["unlike" if candidate.get("unlike") else "namesake"])
