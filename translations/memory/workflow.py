"""How pairs come into the memory, and how they are taken out of matching."""

from collections import Counter
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from officials.batches import workflow as batch_steps
from officials.batches.models import Batch
from officials.security.refusals import refused_in_words
from officials.workflow import in_the_name_of
from translations.memory.models import MemoryPair
from translations.memory.normal_text import key_of, normal_text

AT_ONCE = 1000  # pairs that are written together
COUNT = """
    INSERT INTO translations_wordpaircount AS present (word_pair, number)
    SELECT * FROM unnest(%s::int[], %s::int[])
    ON CONFLICT (word_pair) DO UPDATE SET number = present.number + excluded.number
"""
EDGE = key_of("")  # the key of what stands before the first sentence: nothing


class Entry(NamedTuple):
    """A sentence in its order, with its translation; "" where it has none to keep."""

    source: str
    target: str


@transaction.atomic
def enter(entries, **fields):
    """Pairs of the sentences of one text, in order, with `fields`; how many.

    Those of the same `origin` that were there before are taken out of matching.
    """
    take_out(fields["origin"])
    keys = [EDGE, *(key_of(normal_text(each.source)) for each in entries), EDGE]
    pairs = [
        MemoryPair(
            source=entry.source,
            target=entry.target,
            previous_key=keys[at],
            next_key=keys[at + 2],
            **fields,
        )
        for at, entry in enumerate(entries)
        if entry.target.strip()
    ]
    return len(write(pairs))


def take_out(origin):
    """The pairs of a translation match no longer; they stay, with the moment."""
    pairs = MemoryPair.objects.filter(origin=origin, withdrawn_at=None)
    return pairs.update(withdrawn_at=timezone.now())


@transaction.atomic
def bring(entries, *, circle, languages, title, by, details=None):
    """Imported pairs from a file called `title`.

    One that is there already, of whatever file, is not brought again. Returns how many
    are new, and their `Batch`, by which they are undone (None where there are none).
    """
    source, target = languages
    present = MemoryPair.objects.filter(circle=circle, grade=MemoryPair.Grade.IMPORTED)
    keys = []
    for start in range(0, len(entries), AT_ONCE):
        pairs = new_pairs(
            entries[start : start + AT_ONCE],
            present.between(source, target),
            source_language=source,
            target_language=target,
            circle=circle,
            grade=MemoryPair.Grade.IMPORTED,
            title=title[:300],
        )
        keys += [pair.pk for pair in write(pairs)]
    return len(keys), batch_of(keys, by=by, details=details)


@transaction.atomic
def align(entries, *, by, details=None, **fields):
    """Pairs of two texts of one document, which somebody has looked over.

    `fields` name their origin, the edition, and the grade: official text or checked
    alignment. Returns how many are new, and their `Batch` (None where there are none).
    """
    present = MemoryPair.objects.filter(origin=fields["origin"])
    keys = [pair.pk for pair in write(new_pairs(entries, present, **fields))]
    return len(keys), batch_of(keys, by=by, details=details)


def new_pairs(entries, present, **fields):
    """Pairs of `entries` with `fields`, without those that `present` has."""
    pairs = {}
    for entry in entries:
        pair = MemoryPair(source=entry.source, target=entry.target, **fields)
        pair.index()
        pairs.setdefault((pair.source_key, pair.target_key), pair)
    same = present.filter(source_key__in=[key for key, _target in pairs])
    for keys in same.values_list("source_key", "target_key"):
        pairs.pop(keys, None)
    return pairs.values()


def batch_of(keys, *, by, details):
    """The `Batch` of new pairs, by their keys; None where there are none."""
    if not keys:
        return None
    details = {**(details or {}), "pairs": len(keys)}
    batch = batch_steps.begin(Batch.Kind.IMPORT, by=by, details=details)
    batch_steps.made(batch, MemoryPair, keys)
    return batch


def set_aside(pair, *, by, reason):
    """One of us takes a pair out of matching; `reason` says why, in a sentence."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is set aside.")})
    fields = {
        "set_aside_at": timezone.now(),
        "set_aside_by": by,
        "set_aside_because": reason.strip(),
    }
    return set_standing(pair, fields, by=by, otherwise=_("It is set aside already."))


def put_back(pair, *, by):
    """A pair that was set aside matches again; its history keeps why it did not."""
    fields = {"set_aside_at": None, "set_aside_by": None, "set_aside_because": ""}
    return set_standing(pair, fields, by=by, otherwise=_("It matches already."))


@transaction.atomic
def set_standing(pair, fields, *, by, otherwise):
    """Writes `fields`; a ValidationError says `otherwise` where they stand already."""
    now = MemoryPair.objects.select_for_update(of=("self",)).get(pk=pair.pk)
    if bool(now.set_aside_at) == bool(fields["set_aside_at"]):
        raise ValidationError(otherwise)
    for name, value in fields.items():
        setattr(now, name, value)
    with in_the_name_of(by), refused_in_words():
        now.save(update_fields=list(fields))
    return now


def write(pairs):
    """Writes `pairs` with what they are found by, and counts their words; a list."""
    pairs = list(pairs)
    for pair in pairs:
        if pair.words is None:
            pair.index()
    MemoryPair.objects.bulk_create(pairs, batch_size=AT_ONCE)
    counts = Counter(word_pair for pair in pairs for word_pair in pair.word_pairs)
    with connection.cursor() as cursor:
        # In one order, so that two who write at once do not wait for each other.
        word_pairs = sorted(counts)
        cursor.execute(COUNT, [word_pairs, [counts[each] for each in word_pairs]])
    return pairs
