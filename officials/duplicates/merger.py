"""Merging two records of one person into one, so that nothing is lost.

Whatever names the one that goes names the one that stays afterwards: found through
the model graph, of whatever app. Where both have the same thing (a relationship in
one circle, a seat in one exchange) the two become one in the same way, with what
hangs on them. A batch keeps every row as it was; undoing it puts each back.
"""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import CheckConstraint, F, Max, Q
from django.utils.translation import gettext as _

from officials.batches import workflow as batch_steps
from officials.batches.models import Batch
from officials.batches.moves import move
from officials.duplicates.models import FormerKey
from officials.names.fold import FoldedField, ScriptField
from officials.people.models import Official
from officials.people.models.people import DIED_FIRST
from officials.security.context import as_system
from officials.security.lifts import gate_lifted
from officials.security.records import (
    Record,
    is_derived,
    relations_to,
    rules_of_uniqueness,
)
from officials.security.refusals import ask

CHOSEN = ("gender", "born", "died")  # what the two may say differently of the person
TWICE = "23505"  # SQLSTATE: unique violation


class Twins(NamedTuple):
    """Two records that would be one after the merge: of who stays, and of who goes."""

    stays: Record
    goes: Record


def why_not(one, other):
    """The sentence that says why these two cannot be merged, or nothing."""
    if one.pk == other.pk:
        return _("That is the same record: choose another one.")
    circles = {o.circle_id: o.circle for o in (one, other) if not o.circle.everyone}
    if len(circles) > 1:
        return _(
            "They are known to two different circles, so they stay two: "
            "move one of them first."
        )
    return ""


def twins(one, other):
    """The records of both that a rule of uniqueness lets stand only once."""
    pairs = []
    for relation in relations_to(type(one)):
        pairs += _twins(relation, one, other)
    return pairs


@transaction.atomic
def merge(stays, goes, *, by, taken=(), kept=()):
    """Makes one official of two; returns the `Batch` that can undo it for 30 days.

    `taken` names what is taken from `goes`: fields of CHOSEN, and "name" for the name
    that is shown. `kept` are keys of records of `goes` that stay instead of their
    twins. The narrower circle of the two holds. Raises PermissionDenied unless `by`
    sees both, and ValidationError, in words, when they cannot be one.
    """
    pair = Official.objects.visible_to(by).select_for_update(of=("self",))
    pair = pair.select_related("circle")
    by_key = {o.pk: o for o in pair.filter(pk__in=(stays.pk, goes.pk)).order_by("pk")}
    if len(by_key) != len({stays.pk, goes.pk}):
        raise PermissionDenied
    stays, goes = by_key[stays.pk], by_key[goes.pk]
    if reason := why_not(stays, goes):
        raise ValidationError(reason)
    details = {"stays": str(stays.pk), "goes": str(goes.pk)}
    batch = batch_steps.begin(Batch.Kind.MERGE, by=by, details=details)
    with as_system():
        for follower in followers(stays, goes):
            batch_steps.keep(batch, follower)
    meet_in_narrower(stays, goes, by, batch)
    with as_system(), gate_lifted("merge"):
        clearances = in_json(*followers(stays, goes))
        take(batch, stays, goes, taken)
        absorb(batch, goes, stays, set(kept))
        fold = "app_fold_clearances(%s, %s::jsonb, %s)"
        ask(fold, stays.pk, clearances, batch.made_at)
        former = FormerKey.objects.create(official=stays, key=goes.pk)
        batch_steps.made(batch, FormerKey, [former.pk])
    return batch


def followers(one, other):
    """What the database writes about both with what it rests on, as querysets."""
    for relation in relations_to(Official, followers=True):
        name = f"{relation.field.name}__in"
        yield relation.related_model._base_manager.filter(**{name: (one, other)})


def in_json(clearances):
    """The rows of a queryset as the database writes them."""
    with connection.cursor() as cursor:
        keys = list(clearances.values_list("pk", flat=True))
        table = connection.ops.quote_name(clearances.model._meta.db_table)
        query = f"SELECT jsonb_agg(to_jsonb(t))::text FROM {table} t"  # noqa: S608
        cursor.execute(f"{query} WHERE t.id = ANY(%s)", [keys])
        return cursor.fetchone()[0] or "[]"


def meet_in_narrower(stays, goes, by, batch):
    """Moves the one in All staff to the circle of the other, with what goes along."""
    for one, other in ((stays, goes), (goes, stays)):
        if one.circle.everyone and not other.circle.everyone:
            move(one, other.circle, by=by, batch=batch)


def take(batch, stays, goes, taken):
    """Sets on `stays` what was taken from `goes`, and what only `goes` knows."""
    values = {
        name: getattr(goes, name)
        for name in CHOSEN
        if getattr(goes, name) and (name in taken or not getattr(stays, name))
    }
    born, died = (values.get(name, getattr(stays, name)) for name in ("born", "died"))
    if born and died and died.last < born.first:
        raise ValidationError(DIED_FIRST)
    if values:
        batch_steps.change(batch, Official._base_manager.filter(pk=stays.pk), **values)
    hidden = stays if "name" in taken else goes
    names = hidden.names.model._base_manager.filter(official=hidden, is_display=True)
    batch_steps.change(batch, names, is_display=False)


def absorb(batch, goes, stays, keys_to_stay=frozenset()):
    """Lets everything that names `goes` name `stays`, then removes `goes`."""
    for relation in relations_to(type(goes)):
        count_on(batch, relation, goes, stays)
        for pair in _twins(relation, stays, goes):
            keeper, loser = reversed(pair) if pair.goes.pk in keys_to_stay else pair
            complete(batch, keeper, loser)
            absorb(batch, loser, keeper)
        _repoint(batch, relation, goes, stays)
    batch_steps.remove(batch, type(goes)._base_manager.filter(pk=goes.pk))


def count_on(batch, relation, goes, stays):
    """Records that are counted go on after those of `stays`: none of them is a twin."""
    model, name = relation.related_model, relation.field.name
    if not (counter := model.counted_by):
        return
    of_stays = model._base_manager.filter(**{name: stays})
    last = of_stays.aggregate(last=Max(counter))["last"]
    if not last:
        return
    for row in model._base_manager.filter(**{name: goes}).order_by(f"-{counter}"):
        alone = model._base_manager.filter(pk=row.pk)
        batch_steps.change(batch, alone, **{counter: getattr(row, counter) + last})


def _twins(relation, stays, goes):
    """Pairs of records of `relation` that name one each and could not name the same."""
    model, name = relation.related_model, relation.field.name
    pairs = []
    if model.counted_by:
        return pairs
    for row in model._base_manager.filter(**{name: goes}):
        for rule in rules_of_uniqueness(model, name):
            if twin := _twin(row, rule, name, stays):
                pairs.append(Twins(twin, row))
                break
    return pairs


def _twin(row, rule, name, stays):
    """The record of `stays` that `rule` would not allow beside `row`, or None."""
    same = {name: stays}
    for other in rule.fields:
        value = getattr(row, row._meta.get_field(other).attname)
        if other == name:
            continue
        if value is None and rule.nulls_distinct is not False:
            return None
        same[other if value is not None else f"{other}__isnull"] = (
            True if value is None else value
        )
    return type(row)._base_manager.filter(rule.condition or Q(), **same).first()


def _repoint(batch, relation, goes, stays):
    """Points the keys of `relation` at `stays`: all at once, else one by one."""
    model, name = relation.related_model, relation.field.name
    rows = model._base_manager.filter(**{name: goes})
    try:
        with transaction.atomic():
            _set_now(batch, rows, name, stays)
    except IntegrityError:
        for row in rows:
            _repoint_one(batch, model, row, name, stays)


def _repoint_one(batch, model, row, name, stays):
    """One record; what would name the person twice over goes, kept in the batch."""
    alone = model._base_manager.filter(pk=row.pk)
    try:
        with transaction.atomic():
            _set_now(batch, alone, name, stays)
    except IntegrityError as reason:
        if not names_one_twice(model, name, reason):
            raise ValidationError(_sentence(model, reason)) from reason
        batch_steps.remove(batch, alone)


def names_one_twice(model, name, reason):
    """Whether `reason` is that a record would stand twice, or join somebody to oneself.

    A rule of uniqueness says the first; the second, a constraint that keeps the record
    that `name` names apart from another one. What any other rule refuses is no twin.
    """
    if getattr(reason.__cause__, "sqlstate", "") == TWICE:
        return True
    constraint = getattr(reason.__cause__.diag, "constraint_name", "")
    return any(
        rule.name == constraint and name in kept_apart(rule)
        for rule in model._meta.constraints
    )


def kept_apart(rule):
    """The two fields that the check `rule` forbids to be the same, or none."""
    condition = getattr(rule, "condition", None)
    if not (isinstance(rule, CheckConstraint) and condition.negated):
        return ()
    if len(condition.children) != 1 or not isinstance(condition.children[0], tuple):
        return ()
    field, other = condition.children[0]
    return (field, other.name) if isinstance(other, F) else ()


def _set_now(batch, rows, name, stays):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    batch_steps.change(batch, rows, **{name: stays})


def _sentence(model, reason):
    """The sentence of the constraint that the database refused."""
    constraint = getattr(reason.__cause__.diag, "constraint_name", "")
    for rule in model._meta.constraints:
        if rule.name == constraint and not isinstance(rule, CheckConstraint):
            return rule.get_violation_error_message()
    return _("They cannot be merged: %(kind)s would contradict each other.") % {
        "kind": model._meta.verbose_name_plural
    }


def complete(batch, keeper, loser):
    """Fills what `keeper` does not know from its twin; texts of both are kept."""
    filled = {}
    for field in type(keeper)._meta.concrete_fields:
        if field.primary_key or is_derived(field) or not _is_said(field):
            continue
        mine, theirs = getattr(keeper, field.attname), getattr(loser, field.attname)
        if theirs in (None, "") or theirs == mine:
            continue
        if mine in (None, ""):
            filled[field.name] = theirs
        elif isinstance(field, models.TextField) and theirs not in mine:
            filled[field.name] = f"{mine}\n\n{theirs}"
    if not filled:
        return
    for name, value in filled.items():
        setattr(keeper, type(keeper)._meta.get_field(name).attname, value)
    folded = [
        field.name
        for field in type(keeper)._meta.concrete_fields
        if isinstance(field, FoldedField | ScriptField)
    ]
    batch_steps.change_each(
        batch, type(keeper), [keeper.pk], [*filled, *folded], keeper.save
    )


def _is_said(field):
    """Whether a person says `field` of a record: no file, key or word from a list."""
    return not (
        isinstance(field, FoldedField | ScriptField | models.FileField)
        or field.is_relation
        or field.choices
    )
