"""Tags: each once, in pairs, none lost and none crossed."""

from collections import Counter

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from translations.formats.readers.tags import TOKEN, Tag, tags_of
from translations.jobs.checks.fault import ERROR, TARGET, WARNING, Fault, Place

FORMATTING, NOTE = "formatting", "note"
# A lost one of these is gone from the document; formatting can be done without.
NEEDED = {"note", "link", "field", "picture", "break"}


def tag_faults(source, target, kinds):
    """At most one Fault; `kinds` maps the number of a tag to what it is.

    One that `kinds` does not tell of is formatting if a pair, a note if it is alone.
    """
    problems = [
        *_damaged(source, target),
        *_double(target),
        *_strange(source, target),
        *_crossed(target),
        *_lost(source, target, kinds),
    ]
    if problems:
        grades = {grade for grade, _ in problems}
        yield Fault(
            "tags",
            ERROR if ERROR in grades else WARNING,
            next(
                text for grade, text in problems if grade == ERROR or len(grades) == 1
            ),
            tuple(Place(TARGET, *token.span()) for token in TOKEN.finditer(target)),
        )


def _damaged(source, target):
    """Signs of a tag that are no tag any more, or a doubled ⟦ that is single."""
    rests = [TOKEN.sub("", text) for text in (source, target)]
    if any(rests[1].count(sign) > rests[0].count(sign) for sign in "⟦⟧"):
        yield ERROR, _("A tag is damaged; insert it anew.")


def _double(target):
    for tag, number in Counter(tags_of(target)).items():
        if number > 1:
            yield (
                ERROR,
                format_lazy(_("The tag {tag} stands there twice."), tag=str(tag)),
            )


def _strange(source, target):
    tags = set(tags_of(source))
    for tag in dict.fromkeys(tags_of(target)):
        if tag not in tags:
            yield ERROR, format_lazy(_("The source has no tag {tag}."), tag=str(tag))


def _crossed(target):
    """Pairs that cross each other, or are turned round."""
    opened, tags = [], tags_of(target)
    for tag in tags:
        if tag.role == "open":
            opened.append(tag.number)
        elif tag.role == "close" and tag.number in opened:
            if opened[-1] != tag.number:
                yield ERROR, _("The tags cross each other.")
            opened.remove(tag.number)
        elif tag.role == "close" and Tag(tag.number, "open") in tags:
            yield ERROR, _("A pair of tags ends before it begins.")


def _lost(source, target, kinds):
    present = set(tags_of(target))
    for tag in dict.fromkeys(tags_of(source)):
        if tag in present or (tag.role == "close"):
            continue
        kind = kinds.get(tag.number) or (NOTE if tag.role == "alone" else FORMATTING)
        closed = Tag(tag.number, "close") in present
        grade = ERROR if kind in NEEDED or closed else WARNING
        yield grade, format_lazy(_("The tag {tag} is missing."), tag=str(tag))
    for tag in present:
        if tag.role == "open" and Tag(tag.number, "close") not in present:
            yield ERROR, format_lazy(_("The tag {tag} is not closed."), tag=str(tag))
