"""Who leads the relationship with many officials at once."""

from django.db import transaction
from django.utils.translation import gettext as _

from engagements.relationships.models import Relationship
from officials.batches import workflow as batch_steps
from officials.people import bulk
from officials.security.models import Circle


def plan_lead(officials, lead, *, by):
    """The `Plan` of making `lead` the lead of `officials`.

    One who has no relationship that `by` sees gets one in the circle of the official.
    """
    relationships_by_official = known_relationships(officials, by)
    plan = bulk.Plan([], [], [])
    sees = set(Circle.objects.open_to(lead).values_list("pk", flat=True))
    for official in officials:
        relationships = relationships_by_official.get(official.pk, [])
        if why := why_not(official, relationships, sees, by):
            plan.refused.append((official, why))
        elif relationships and relationships[0].lead_id == lead.pk:
            plan.already.append(official)
        else:
            plan.changes.append(official)
    return plan


def known_relationships(officials, by):
    """The relationships with `officials` that `by` sees, by the official's key."""
    relationships_by_official = {}
    mine = Relationship.objects.visible_to(by).filter(official__in=officials)
    for relationship in mine.order_by("pk"):
        relationships_by_official.setdefault(relationship.official_id, []).append(
            relationship
        )
    return relationships_by_official


def why_not(official, relationships, sees, by):
    """Why `by` may not set a lead who sees the circles `sees`; empty if they may."""
    if len(relationships) > 1:
        return _("has leads in several circles: change them one by one")
    verb = "change" if relationships else "add"
    if not by.has_perm(f"engagements.{verb}_relationship"):
        return _("you may not change who leads")
    whole = relationships[0] if relationships else official
    if whole.circle_id not in sees:
        return _("the new lead is not in the circle of this record")
    return ""


@transaction.atomic
def set_lead(officials, lead, *, by):
    """Makes `lead` the lead of `officials` where `by` may; the batch, or None."""
    plan = plan_lead(officials, lead, by=by)
    if not plan.changes:
        return None
    batch = bulk.begin("set_lead", lead, plan, by=by)
    relationships_by_official = known_relationships(plan.changes, by)
    mine = Relationship.objects.visible_to(by)
    keys = [relationships[0].pk for relationships in relationships_by_official.values()]
    batch_steps.change(batch, mine.filter(pk__in=keys), lead=lead)
    new = Relationship.objects.bulk_create(
        Relationship(official=official, lead=lead, circle=official.circle)
        for official in plan.changes
        if official.pk not in relationships_by_official
    )
    if new:
        new_keys = [relationship.pk for relationship in new]
        batch_steps.made(batch, Relationship, new_keys, stays_if_touched=True)
    return batch
