"""What is done to the sentences of a translation, as verbs."""

import hashlib
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from officials.security.refusals import refused_in_words
from officials.workflow import in_the_name_of
from translations.jobs.checks.open_faults import kept_faults
from translations.jobs.models import Segment, SegmentComment, Translation
from translations.jobs.models.segments import LONGEST_NOTE
from translations.workbench import pieces
from translations.workbench.faults import refusal_of_text
from translations.workbench.turns import is_office, may_comment, why_not_write

State = Segment.State
AT_WORK = ("requested", "translating", "revising")
LONGEST_COMMENT = 2000  # letters


def digest(text):
    """What tells whether a text is the one that somebody saw in a form."""
    text = text.replace("\r\n", "\n")
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:16]


class Outcome(NamedTuple):
    """The segment as it stands now; `kept` is the comment that keeps a second text.

    `copies` are the other segments that got the same text.
    """

    segment: Segment
    kept: SegmentComment | None = None
    copies: tuple = ()


def current(segment, *, by):
    """(translation, segment) as they are now, which nobody changes meanwhile.

    The translation first: it is not handed in while a sentence of it is written.
    ValidationError where it is not the turn of `by`.
    """
    jobs = Translation.objects.select_for_update(of=("self",))
    translation = jobs.get(pk=segment.translation_id)
    if reason := why_not_write(translation, by):
        raise ValidationError(reason)
    now = Segment.objects.select_for_update(of=("self",)).get(pk=segment.pk)
    if now.is_locked:
        raise ValidationError(_("This sentence is locked: it stays as it is."))
    now.translation = translation
    return translation, now


def faults_to_keep(segment):
    """What `segment` keeps of the faults of its translation."""
    if not segment.target.strip():
        return {}
    job = segment.translation
    languages = (job.source.language, job.language)
    return kept_faults(segment.source, segment.target, languages, segment.tags)


def stamp(segment, *, by, **fields):
    """Writes `fields` of a locked segment as its next version."""
    fields |= {"changed_by": by, "changed_at": timezone.now()}
    for name, value in fields.items():
        setattr(segment, name, value)
    fields["kept_faults"] = segment.kept_faults = faults_to_keep(segment)
    segment.version += 1
    with in_the_name_of(by), refused_in_words():
        segment.save(update_fields=[*fields, "version"])


@transaction.atomic
def write(segment, *, by, target, version, confirm=False, propagate=False, sent=None):
    """Writes `target`, typed from `version`; an `Outcome`.

    Where somebody else wrote since, theirs stays, and this one is kept as a comment.
    `sent` is a text that was sent before and never answered: where that stands there,
    it was nobody else.
    With `propagate` identical sentences of the source that are not confirmed get it
    too. ValidationError where it cannot be kept, or it is not the turn of `by`.
    """
    if reason := refusal_of_text(target):
        raise ValidationError(reason)
    translation, now = current(segment, by=by)
    if version != now.version and now.target not in (target, sent):
        return Outcome(now, kept=keep_second(now, target, by=by))
    if confirm and not target.strip():
        raise ValidationError(_("There is nothing to confirm yet."))
    state = state_after(now, translation, target, confirm)
    former = now.target
    if (target, state) != (now.target, now.state):
        ticks = now.ticks if target == former else []  # given to another text
        stamp(now, by=by, target=target, state=state, ticks=ticks)
    copies = propagate_text(now, translation, former, by=by) if propagate else ()
    return Outcome(now, copies=copies)


def state_after(segment, translation, target, confirm):
    """The state of a segment that says `target` from now on."""
    if not target.strip():
        return State.EMPTY
    if translation.state == Translation.State.REVISING:
        return State.CONFIRMED if target == segment.handed_in else State.REVISED
    if confirm:
        return State.CONFIRMED
    return segment.state if target == segment.target else State.DRAFT


def propagate_text(segment, translation, former, *, by):
    """Gives the text to identical sentences; the segments that got it.

    While it is revised these are those that said the same as this one did.
    """
    others = translation.segments.filter(source=segment.source, is_locked=False)
    others = others.exclude(pk=segment.pk).exclude(target=segment.target)
    if translation.state == Translation.State.REVISING:
        others = others.filter(target=former or segment.handed_in)
    else:
        others = others.unresolved()
    others = list(others.select_for_update(of=("self",)).order_by("position"))
    for each in others:
        each.translation = translation
        state = state_after(each, translation, segment.target, confirm=True)
        stamp(each, by=by, target=segment.target, state=state, ticks=[])
    return tuple(others)


def keep_second(segment, text, *, by):
    """The comment that keeps the text of the second of two who wrote at once."""
    words = _("Written at the same time, and kept here:") + "\n" + text
    same = segment.comments.filter(written_by=by, text=words).first()
    if same:
        return same
    with in_the_name_of(by):
        return SegmentComment.objects.create(
            translation_id=segment.translation_id,
            segment=segment,
            text=words,
            written_by=by,
        )


@transaction.atomic
def tick(segment, *, by, key, stands=True):
    """Whoever writes says that the warning `key` may stand, or takes that back."""
    _translation, now = current(segment, by=by)
    if reason := refusal_of_text(key):
        raise ValidationError(reason)
    ticks = [each for each in now.ticks if each != key]
    now.ticks = [*ticks, key[:200]] if stands else ticks
    with in_the_name_of(by):
        now.save(update_fields=["ticks"])
    return now


@transaction.atomic
def note(segment, *, by, text, stood=None):
    """Whoever writes says something to the reader of this sentence; "" takes it back.

    `stood` is the digest of the note that they saw, where they saw one: that of
    somebody else is not replaced.
    The sentence keeps its version: no text is typed anew for a note.
    """
    _translation, now = current(segment, by=by)
    words = text.replace("\r\n", "\n").strip()
    reason = refusal_of_text(words)
    if stood not in (None, digest(now.note)):
        reason = _("Somebody else wrote there too.")
    elif len(words) > LONGEST_NOTE:
        reason = _("At most %(number)s letters.") % {"number": LONGEST_NOTE}
    if reason:
        raise ValidationError({"note": reason})
    now.note = " ".join(words.split())
    with in_the_name_of(by), refused_in_words():
        now.save(update_fields=["note"])
    return now


def lock(segment, *, by):
    """The office locks a sentence: nobody writes in it."""
    return set_lock(segment, True, by=by)


def unlock(segment, *, by):
    """The office unlocks a sentence."""
    return set_lock(segment, False, by=by)


@transaction.atomic
def set_lock(segment, is_locked, *, by):
    """Writes whether anybody may write in a segment, which goes out as it stands.

    ValidationError for others, and once the text is approved.
    """
    if not is_office(by):
        raise ValidationError(_("Somebody of the office has to do that."))
    jobs = Translation.objects.select_for_update(of=("self",))
    if jobs.get(pk=segment.translation_id).state not in AT_WORK:
        raise ValidationError(_("It is approved already: send it back first."))
    now = Segment.objects.visible_to(by).select_for_update(of=("self",))
    now = now.get(pk=segment.pk)
    if now.is_locked != is_locked:
        stamp(now, by=by, is_locked=is_locked)
    return now


@transaction.atomic
def comment(segment, *, by, text, is_question=False):
    """Says something of a segment; a question is for the office to answer."""
    if not may_comment(segment.translation, by):
        raise ValidationError(_("Only those who work on it comment now."))
    with in_the_name_of(by), refused_in_words():
        return SegmentComment.objects.create(
            translation_id=segment.translation_id,
            segment=segment,
            text=checked_words(text, "text", _("Write the comment.")),
            is_question=is_question,
            written_by=by,
        )


@transaction.atomic
def answer(question, *, by, text):
    """The office answers a question; the answer stands at its segment."""
    if not is_office(by):
        raise ValidationError(_("Somebody of the office has to do that."))
    now = SegmentComment.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if not now.is_question or now.answered_at:
        raise ValidationError(_("It is answered already."))
    now.answer = checked_words(text, "text", _("Write the answer."))
    now.answered_by, now.answered_at = by, timezone.now()
    with in_the_name_of(by), refused_in_words():
        now.save(update_fields=["answer", "answered_by", "answered_at"])
    return now


def checked_words(text, field, if_empty):
    """`text` as it is kept; ValidationError of `field` where it cannot be."""
    words = text.replace("\r\n", "\n").strip()
    reason = refusal_of_text(words) or ("" if words else if_empty)
    if len(words) > LONGEST_COMMENT:
        reason = _("At most %(number)s letters.") % {"number": LONGEST_COMMENT}
    if reason:
        raise ValidationError({field: reason})
    return words


@transaction.atomic
def split(segment, *, by, version, at):
    """Makes two sentences of one; the second begins at letter `at` of its source.

    The translation stays with the first. ValidationError where it cannot be cut there.
    """
    translation, now = current_for_cut(segment, by=by, version=version)
    first, gap, second = pieces.cut(now.source, at)
    if not first.strip() or not second.strip():
        raise ValidationError(_("Each part needs at least one word."))
    move_later(translation, now.position, 1)
    later = Segment(
        translation=translation,
        circle_id=now.circle_id,
        position=now.position + 1,
        paragraph=now.paragraph,
        kind=now.kind,
        source=second,
        gap=now.gap,
        tags=pieces.kinds_in(second, now.tags),
    )
    with in_the_name_of(by), refused_in_words():
        later.save()
    kinds = pieces.kinds_in(first, now.tags)
    state = State.DRAFT if now.target.strip() else State.EMPTY
    stamp(now, by=by, source=first, gap=gap, tags=kinds, state=state)
    return now


@transaction.atomic
def join(segment, *, by, version):
    """Makes one of this sentence and the next of its paragraph; of both languages."""
    translation, now = current_for_cut(segment, by=by, version=version)
    later = translation.segments.select_for_update(of=("self",)).filter(
        position=now.position + 1, paragraph=now.paragraph, is_locked=False
    )
    second = later.first()
    if second is None:
        raise ValidationError(_("No sentence of this paragraph follows."))
    gap = now.gap or " "
    fields = {
        "source": pieces.joined(now.source, now.gap, second.source),
        "target": pieces.joined(now.target, gap, second.target),
        "note": " ".join(filter(None, (now.note, second.note))),
        "handed_in": pieces.joined(now.handed_in, gap, second.handed_in),
        "gap": second.gap,
        "tags": now.tags | second.tags,
    }
    if pieces.doubles(fields["source"]):
        raise ValidationError(
            _("A mark stands in both sentences: they cannot be joined here.")
        )
    fields["state"] = State.DRAFT if fields["target"].strip() else State.EMPTY
    with in_the_name_of(by), refused_in_words():
        second.comments.update(segment=now)
        second.delete()
    move_later(translation, now.position, -1)
    stamp(now, by=by, **fields)
    return now


def current_for_cut(segment, *, by, version):
    """Like `current`; while it is translated only, from the version that was seen."""
    translation, now = current(segment, by=by)
    if translation.state != Translation.State.TRANSLATING:
        raise ValidationError(
            _("Sentences are joined and split while it is translated.")
        )
    if now.version != version:
        raise ValidationError(_("Somebody has written in it meanwhile: look again."))
    return translation, now


def move_later(translation, position, by):
    """Moves all segments behind `position` by so many places."""
    behind = translation.segments.filter(position__gt=position)
    behind.update(position=F("position") + by)
