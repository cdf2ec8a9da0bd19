"""One change to many officials: what it would do, and doing it as one batch.

What the change is stands with its subject: themes here, leads in the app of
relationships. Each first makes a `Plan`, which the page shows, and then carries it
out inside a `Batch`, so that it can be undone.
"""

from typing import NamedTuple

from django.db import transaction

from officials.batches import workflow as batch_steps
from officials.batches.models import Batch
from officials.people.models import Official, OfficialTheme

MOST = 5_000


class Plan(NamedTuple):
    """What a change would do: officials it changes, leaves, and may not change.

    `changes` and `already` are lists of officials, `refused` of (official, why).
    """

    changes: list
    already: list
    refused: list


def chosen(keys, *, by):
    """The officials `keys` that the person `by` may see, in the order of the list."""
    mine = Official.objects.visible_to(by).filter(pk__in=keys)
    return list(mine.select_related("circle"))


def plan_theme(officials, theme, *, by, remove=False):
    """The `Plan` of giving `theme` to `officials`, or of taking it from them."""
    linked = OfficialTheme.objects.visible_to(by).filter(
        official__in=officials, theme=theme
    )
    have = set(linked.values_list("official", flat=True))
    changes = [each for each in officials if (each.pk in have) == remove]
    already = [each for each in officials if (each.pk in have) != remove]
    return Plan(changes, already, [])


@transaction.atomic
def add_theme(officials, theme, *, by):
    """Gives `theme` to `officials` where they lack it; the batch, or None."""
    plan = plan_theme(officials, theme, by=by)
    if not plan.changes:
        return None
    batch = begin("add_theme", theme, plan, by=by)
    links = OfficialTheme.objects.bulk_create(
        OfficialTheme(official=each, theme=theme, circle=each.circle)
        for each in plan.changes
    )
    keys = [link.pk for link in links]
    batch_steps.made(batch, OfficialTheme, keys, stays_if_touched=True)
    return batch


@transaction.atomic
def remove_theme(officials, theme, *, by):
    """Takes `theme` from `officials` who have it; the batch, or None."""
    plan = plan_theme(officials, theme, by=by, remove=True)
    if not plan.changes:
        return None
    batch = begin("remove_theme", theme, plan, by=by)
    links = OfficialTheme.objects.visible_to(by)
    batch_steps.remove(batch, links.filter(official__in=plan.changes, theme=theme))
    return batch


def begin(what, value, plan, *, by):
    """A batch of the bulk change `what` to `value`, with the counts of its `plan`."""
    details = {
        "what": what,
        "value": value.pk,
        "changed": len(plan.changes),
        "already": len(plan.already),
        "refused": len(plan.refused),
    }
    return batch_steps.begin(Batch.Kind.BULK, by=by, details=details)


def officials_of(leftovers, batch, *, by):
    """The officials whom the `leftovers` of an undoing of `batch` are about.

    `leftovers` are pairs of model and key; a record that is gone is known by what the
    batch kept of it.
    """
    official_keys = set()
    for model in {model for model, _key in leftovers}:
        keys = [key for each, key in leftovers if each is model]
        there = model.objects.visible_to(by).filter(pk__in=keys)
        official_keys |= set(there.values_list("official", flat=True))
        batch_rows = batch.rows.filter(model=model._meta.label, key__in=keys)
        official_rows = batch_rows.filter(before__has_key="official_id")
        official_keys |= set(
            official_rows.values_list("before__official_id", flat=True)
        )
    return chosen(official_keys, by=by)
