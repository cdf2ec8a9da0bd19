"""How a sentence stands on the screen: its row, and the column beside it."""

from pathlib import PurePath

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from staff.phrases import short_moment
from translations.formats.readers.tags import Tag, parts_of, tags_of
from translations.jobs.models import Segment
from translations.jobs.models.segments import LONGEST_NOTE
from translations.workbench.differences import differences
from translations.workbench.faults import book_for, faults_of, open_faults
from translations.workbench.suggestions import suggestions_for
from translations.workbench.turns import (
    is_office,
    may_comment,
    name_for,
    why_not_write,
)
from translations.workbench.workflow import digest

State = Segment.State
FROM_RIGHT_TO_LEFT = ("ar", "fa", "he", "ps", "ur")


def chips(text):
    """The stretches of a text: (words, None), or ("", what stands on the chip)."""
    return [
        ("", chip_words(part)) if isinstance(part, Tag) else (part, None)
        for part in parts_of(text)
    ]


def chip_words(tag):
    """“1” opens, “/1” closes, “1/” stands alone."""
    return str(tag).strip("⟦⟧")


def row_of(segment, current, open_questions):
    """What the template draws of one sentence of the list."""
    is_changed = segment.state == State.REVISED and segment.handed_in != segment.target
    return {
        "segment": segment,
        "source": chips(segment.source),
        "target": chips(segment.target),
        "changes": differences(segment.handed_in, segment.target) if is_changed else (),
        "state": state_of(segment),
        "state_label": state_in_words(segment),
        "is_current": segment == current,
        "has_question": segment.pk in open_questions,
    }


def state_of(segment):
    """The word of the style for where a sentence is."""
    return "locked" if segment.is_locked else segment.state


def state_in_words(segment):
    return _("locked") if segment.is_locked else segment.get_state_display()


def side_of(segment, user):
    """What the template draws of the column beside the current sentence."""
    translation = segment.translation
    may_write = not why_not_write(translation, user)
    return {
        "segment": segment,
        "may_write": may_write and not segment.is_locked,
        "may_comment": may_comment(translation, user),
        "is_office": is_office(user),
        "changed": changed_words(segment, user),
        "blocks": blocks_of(segment, user),
    }


def blocks_of(segment, user):
    """The blocks of that column."""
    texts = (segment.source, segment.target)
    book = book_for(segment.translation, user, texts)
    matches = [
        {"suggestion": each, "target": chips(each.target)}
        for each in suggestions_for(segment, user)
    ]
    faults = [fault_of(segment, fault) for fault in faults_of(segment, book)]
    terms, language = terms_of(segment, book), segment.translation.language
    return [
        block("translations/workbench/matches.html", _("Matches"), matches=matches),
        block(
            "translations/workbench/faults.html", _("What may be wrong"), faults=faults
        ),
        block(
            "translations/workbench/terms.html",
            _("Terms"),
            terms=terms,
            language=language,
        ),
        block(
            "translations/workbench/tags.html",
            _("Marks of the source"),
            tags=tag_chips(segment),
        ),
        block(
            "translations/workbench/note.html",
            _("Translator’s note"),
            longest=LONGEST_NOTE,
            noted=digest(segment.note),
        ),
        block(
            "translations/workbench/comments.html",
            _("Comments"),
            comments=comments_of(segment, user),
        ),
    ]


def block(template, title, **content):
    """A block of that column: its name, title and template, and what that needs."""
    name = PurePath(template).stem
    return {"name": name, "title": title, "template": template, **content}


def fault_of(segment, fault):
    """A fault, with whether it was ticked: “it is right so”."""
    return {**fault._asdict(), "is_ticked": fault.key in segment.ticks}


def faults_in_words(segment, user):
    """The open faults of a segment as JSON: [{text, is_error}]."""
    texts = (segment.source, segment.target)
    book = book_for(segment.translation, user, texts)
    return [
        {"text": fault.text, "is_error": fault.is_error}
        for fault in open_faults(segment, book)
    ]


def terms_of(segment, book):
    """What stands in the source, how it is said and how not, with its note."""
    source, target = book.languages
    return [
        {
            "name": entry.right(source)[0],
            "approved": entry.approved.get(target, ()),
            "allowed": entry.allowed.get(target, ()),
            "forbidden": entry.forbidden.get(target, ()),
            "note": entry.note,
        }
        for entry in book.entries_for(segment.source)
    ]


def tag_chips(segment):
    """The tags of the source in order, each with its kind and what a click inserts."""
    chips_by_text = {}
    for tag in tags_of(segment.source):
        kind = segment.tags.get(str(tag.number), "")
        chips_by_text[str(tag)] = {"words": chip_words(tag), "kind": kind}
    return [{"text": text, **chip} for text, chip in chips_by_text.items()]


def comments_of(segment, user):
    """What was said of a segment, as `user` may read it."""
    translation = segment.translation
    comments = segment.comments.select_related("written_by", "answered_by")
    return [
        {
            "comment": each,
            "by": name_for(user, translation, each.written_by),
            "on": short_moment(each.written_at),
            "answered_by": name_for(user, translation, each.answered_by),
        }
        for each in comments
    ]


def changed_words(segment, user):
    """“Written by … , 12 Nov 2026, 10:42”, or ""."""
    if not segment.changed_at:
        return ""
    return _("Written by %(name)s, %(moment)s") % {
        "name": name_for(user, segment.translation, segment.changed_by),
        "moment": short_moment(segment.changed_at),
    }


def clock(moment):
    """“10:42”."""
    return time_format(timezone.localtime(moment), "H:i")


def direction_of(language):
    """`rtl` or `ltr`."""
    return "rtl" if language.split("-")[0] in FROM_RIGHT_TO_LEFT else "ltr"
