"""What stands before the first contact with somebody: one list, with ticks."""

from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.approach import workflow
from engagements.assessment.models import Assessment
from engagements.relationships.models import Relationship
from engagements.relationships.rules import red_and_unsigned

Stage = Relationship.Stage
BEFORE = (Stage.MONITORED, Stage.IDENTIFIED)


def hurdles(official, relationships, user):
    """[{label, done}] while a relationship stands before “approached”; else []."""
    if not user.has_perm("engagements.view_approach"):
        return []
    if not any(each.stage in BEFORE for each in relationships):
        return []
    assessments = Assessment.objects.visible_to(user).filter(official=official)
    latest = workflow.latest(official, user)
    in_force = workflow.in_force(official, user)
    answered = latest is not None and not workflow.answers_missing(latest)
    ticks = (
        (_("An assessment is written"), assessments.standing().exists()),
        (_("The four questions are answered"), answered),
        (_("A second person signed it"), counts(in_force)),
        (
            _("The conduct check is in date"),
            in_force is not None and not workflow.ran_out(in_force),
        ),
        (
            _("The risk is not red, or a manager signed for it"),
            latest is not None and not red_and_unsigned(official.pk),
        ),
    )
    return [{"label": label, "done": bool(done)} for label, done in ticks]


def counts(approach):
    """Whether it is signed, or went ahead without that in the last 72 hours."""
    if approach is None:
        return False
    review = approach.review
    return review.decided_by_id or review.countersign_until > timezone.now()
