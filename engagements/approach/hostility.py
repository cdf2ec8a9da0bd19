"""A hostile, well graded note about somebody with whom something is open.

It asks the lead and the deputy to hold, keep or withdraw; nothing is cancelled by
itself. It is found by a query each time, among what the person may see.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from engagements.approach.workflow import in_force, lock, lose_signature
from engagements.contacts import workflow as action_steps
from engagements.contacts.models import OutreachAction
from engagements.monitoring.models import Mention
from engagements.relationships.models import HostileNoteAnswer, Relationship, StageMove
from engagements.relationships.workflow import AT_REST, ENGAGED, move_stage

Answer = HostileNoteAnswer.Answer
Stage = Relationship.Stage
# Graded B2 or better (Admiralty grading).
RELIABLE, CREDIBLE = ("A", "B"), (1, 2)


def questions(user):
    """The mentions that `user`, as lead or deputy, is asked about, latest first.

    Hostile, graded B2 or better, recorded since something is open with the person,
    and not answered yet. Each carries `relationship_key`.
    """
    asked = asked_relationships(user).order_by("-pk").values_list("official", "pk")
    # Their people first: among all notes one would look for a long time.
    keys = list(dict(asked).values())
    engaged = StageMove.objects.filter(to_stage__in=ENGAGED)
    first = engaged.filter(relationship=OuterRef("relationship_key"))
    answered = HostileNoteAnswer.objects.filter(
        mention=OuterRef("pk"), relationship=OuterRef("relationship_key")
    )
    return (
        Mention.objects.visible_to(user)
        .filter(
            official__relationships__in=keys,
            stance=Mention.Stance.HOSTILE,
            note__reliability__in=RELIABLE,
            note__credibility__in=CREDIBLE,
        )
        .annotate(
            relationship_key=F("official__relationships"),
            begun=F("official__relationships__began_on"),
        )
        .annotate(
            open_since=Subquery(first.order_by("moved_at").values("moved_at")[:1])
        )
        .filter(
            ~Exists(answered),
            Q(note__recorded_at__gte=F("open_since"))
            | Q(open_since=None, note__recorded_at__date__gte=F("begun")),
        )
        .select_related("note", "official", "circle")
        .order_by("-note__recorded_at", "-pk")
    )


def asked_relationships(user):
    """Those that `user` leads or stands in for, where a step or a plan is open."""
    return (
        Relationship.objects.visible_to(user)
        .filter(Q(lead=user) | Q(deputy=user))
        .filter(Q(stage__in=ENGAGED) | Exists(plans_with(OuterRef("official"), user)))
    )


def plans_with(official, user):
    """The actions to come towards `official` (a key) that `user` sees."""
    actions = OutreachAction.objects.visible_to(user).to_come()
    return actions.filter(action_officials__official=official).order_by("planned_on")


@transaction.atomic
def answer(mention, choice, *, by, reason, actions=()):
    """Keeps what the lead decided, and does it; returns the `HostileNoteAnswer`.

    Hold pauses the relationship, keep changes nothing, withdraw takes the signature
    back, cancels those of `actions` that are still planned, and closes. It stands in
    the narrower of the circles of note and relationship.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    open_question = questions(by).filter(pk=mention.pk).first()
    if open_question is None:
        raise ValidationError(_("This note is answered already, or not yours."))
    relationships = Relationship.objects.select_for_update(of=("self",))
    relationship = relationships.select_related("circle").get(
        pk=open_question.relationship_key
    )
    hostile_answer = HostileNoteAnswer(
        relationship=relationship,
        mention=open_question,
        answer=choice,
        reason=reason.strip(),
        answered_by=by,
        circle=narrower(open_question.circle, relationship.circle),
    )
    hostile_answer.full_clean()
    hostile_answer.save()
    visible_reason = (
        hostile_answer.reason
        if hostile_answer.circle_id == relationship.circle_id
        else _("By the lead")
    )
    if choice == Answer.HOLD and relationship.stage not in AT_REST:
        move_stage(relationship, Stage.PAUSED, by=by, reason=visible_reason)
    if choice == Answer.WITHDRAW:
        withdraw_all(relationship, by, visible_reason, actions)
    return hostile_answer


def withdraw_all(relationship, by, reason, actions):
    """Signature, plans and relationship are taken back, as the page listed them."""
    signed = in_force(relationship.official_id, by)
    if signed:
        lose_signature(lock(signed), by=by, reason=reason, entitled=True)
    planned = plans_with(relationship.official_id, by)
    for action in planned.filter(pk__in=[each.pk for each in actions]):
        action_steps.cancel(action, by=by, reason=reason)
    if relationship.stage != Stage.CLOSED:
        move_stage(relationship, Stage.CLOSED, by=by, reason=reason)


def narrower(one, other):
    """The narrower of two circles; ValidationError when neither holds the other."""
    if one == other or other.everyone:
        return one
    if one.everyone:
        return other
    raise ValidationError(
        _(
            "The note and the relationship are known to different circles: move one "
            "of them first."
        )
    )
