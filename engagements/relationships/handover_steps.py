"""Handing relationships over, for good or for a leave, and giving them back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.contacts.models import OutreachAction
from engagements.relationships.models import Handover, Relationship
from officials.security.readers import readers_of
from officials.security.records import new_key
from officials.workflow import in_the_name_of


@transaction.atomic
def hand_over(relationship, to, *, by, brief, until=None, key=None):
    """`to` leads from now on, with the plans of the old lead and a brief to read.

    The old lead becomes the deputy while it is cover for a leave (`until`, the last
    day). Returns the `Handover`, with the key `key` if given. ValidationError, in a
    sentence, when `to` may not see the relationship, leads it already, or `until` has
    passed.
    """
    locked = lock(relationship)
    if not readers_of(locked).filter(pk=to.pk).exists():
        raise ValidationError(
            {"to_lead": _("%(name)s may not see this relationship.") % {"name": to}}
        )
    if until and until < timezone.localdate():
        raise ValidationError({"until": _("That day has passed.")})
    handover = Handover(
        pk=key or new_key(),
        relationship=locked,
        from_lead=locked.lead,
        to_lead=to,
        until=until,
        brief=brief.strip(),
        handed_by=by,
        circle=locked.circle,
    )
    handover.full_clean()
    handover.save()
    lead(locked, to, deputy=locked.lead if until else locked.deputy)
    return handover


def lead(relationship, person, *, deputy):
    """Makes `person` the lead, who takes the plans of the one before along."""
    before = relationship.lead
    relationship.lead = person
    relationship.deputy = None if deputy == person else deputy
    relationship.save()
    planned = OutreachAction.objects.to_come().filter(
        lead=before,
        circle=relationship.circle,
        action_officials__official=relationship.official_id,
    )
    for action in OutreachAction.objects.filter(pk__in=planned.values("pk")):
        action.lead = person
        action.save()


@transaction.atomic
def mark_read(handover, *, by):
    """The new lead has read the brief."""
    if handover.to_lead_id != by.pk:
        raise ValidationError(_("Only who takes over marks the brief as read."))
    Handover.objects.filter(pk=handover.pk, read_at=None).update(read_at=timezone.now())


@transaction.atomic
def give_back(handover, *, by):
    """The cover is over: the one before leads again.

    ValidationError when it was for good, was given back, or somebody else leads now.
    """
    handover = Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    relationship = lock(handover.relationship)
    if handover.until is None or handover.given_back_at:
        raise ValidationError(_("There is nothing to give back."))
    if relationship.lead_id != handover.to_lead_id:
        raise ValidationError(_("Somebody else leads by now."))
    if not handover.from_lead.is_active:
        raise ValidationError(
            _("%(name)s does not work here any more.") % {"name": handover.from_lead}
        )
    handover.given_back_at = timezone.now()
    handover.read_at = handover.read_at or handover.given_back_at
    with in_the_name_of(by):
        lead(relationship, handover.from_lead, deputy=handover.to_lead)
        handover.save()
    return handover


def lock(relationship):
    """The relationship as it stands now, held until this transaction ends."""
    relationships = Relationship.objects.select_for_update(of=("self",))
    return relationships.select_related("circle", "lead", "deputy").get(
        pk=relationship.pk
    )


def waiting_for(user):
    """What was handed over to `user` and is unread, or is to be given back."""
    mine = Handover.objects.visible_to(user).filter(to_lead=user)
    return (
        (mine.unread() | mine.to_give_back())
        .select_related("relationship__official", "from_lead", "relationship__circle")
        .order_by("handed_at")
    )
