"""Texts and comments from a file, written where somebody chose them."""

from collections import Counter

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from translations.jobs.models import Segment, Translation
from translations.workbench import workflow
from translations.workbench.turns import why_not_write


@transaction.atomic
def accept(translation, rows, *, by, chosen, remarks=(), questions=(), confirm=False):
    """Writes the `chosen` of `rows` (`Judged`), and the comments of `remarks`; those
    of `questions` are for the office to answer.

    `chosen` are {number of an offer: version of its segment as it was looked at}. All
    of it or nothing, with history; what is confirmed before stays so only with
    `confirm`. Gives back how many texts and comments were written, and the numbers of
    the sentences that had changed meanwhile and stay. ValidationError where it is not
    the turn of `by`, or where two texts were chosen for one sentence.
    """
    jobs = Translation.objects.select_for_update(of=("self",))
    now = jobs.select_related("source").get(pk=translation.pk)
    if reason := why_not_write(now, by):
        raise ValidationError(reason)
    texts = [row for row in rows if row.may_go_in and row.offer.number in chosen]
    refuse_doubles(texts)
    written, late = 0, []
    keys = [row.offer.segment.pk for row in texts]
    segments = Segment.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    segments = {each.pk: each for each in segments.order_by("position")}
    for row in texts:
        segment = segments.get(row.offer.segment.pk)
        if segment is None or segment.version != chosen[row.offer.number]:
            late.append(row.offer.label)
            continue
        segment.translation = now
        put(segment, row.offer.target.strip(), by=by, confirm=confirm)
        written += 1
    comments = [*say(rows, by=by, remarks=remarks, questions=questions)]
    return written, len(comments), late


def say(rows, *, by, remarks, questions):
    """Each comment of the file that somebody chose, at its segment."""
    for row in rows:
        is_question = row.offer.number in questions
        if is_question or row.offer.number in remarks:
            for text in row.comments:
                segment = row.offer.segment
                yield workflow.comment(
                    segment, by=by, text=text, is_question=is_question
                )


def refuse_doubles(rows):
    """ValidationError where two texts are chosen for one sentence."""
    counts = Counter(row.offer.label for row in rows)
    doubles = [label for label, number in counts.items() if number > 1]
    if doubles:
        raise ValidationError(
            _("Two texts are ticked for the sentence %(number)s: leave one of them.")
            % {"number": ", ".join(doubles)}
        )


def put(segment, target, *, by, confirm):
    """Writes `target` into a locked segment as its next version."""
    state = workflow.state_after(segment, segment.translation, target, confirm)
    workflow.stamp(segment, by=by, target=target, state=state, ticks=[])
