"""Somebody whom we know is in a new post: three questions, asked once."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from engagements.relationships.models import NewPostAnswer, Relationship
from officials.institutions.models import Appointment
from officials.safeguards.models.safeguards import on_other_track
from officials.workflow import in_the_name_of


def new_posts(user):
    """Posts of today that came after a relationship (the outer row) had begun.

    It was written down after the relationship was, and nobody knows that it began
    before. What `user` sees as answered is none.
    """
    answers = NewPostAnswer.objects.visible_to(user).filter(
        relationship=OuterRef(OuterRef("pk")), appointment=OuterRef("pk")
    )
    since = Q(started=None) | Q(started__endswith__gt=OuterRef("began_on"))
    return (
        Appointment.objects.visible_to(user)
        .current()
        .filter(
            since,
            official=OuterRef("official"),
            pk__gt=OuterRef("pk"),
            official__died=None,
            disputed=False,
        )
        .exclude(Exists(answers))
        .order_by("-pk")
    )


def with_new_post(relationships, user):
    """Those of `relationships` that ask; adds `new_post`, the key of an appointment.

    People of the accountability track are not asked: they see nothing of the answers.
    """
    asking = relationships.exclude(stage=Relationship.Stage.CLOSED)
    asking = asking.exclude(on_other_track(user))
    asking = asking.annotate(new_post=Subquery(new_posts(user).values("pk")[:1]))
    return asking.exclude(new_post=None)


def posts_of(relationships):
    """{key of a relationship: its `Appointment`} of those of `with_new_post`."""
    keys = {each.pk: each.new_post for each in relationships}
    appointments = Appointment.objects.select_related("post__institution", "official")
    by_key = appointments.in_bulk(set(keys.values()))
    return {pk: by_key[key] for pk, key in keys.items() if key in by_key}


@transaction.atomic
def answer(given, *, by):
    """Keeps the unsaved `NewPostAnswer`; ValidationError where nothing is asked."""
    relationships = Relationship.objects.visible_to(by).select_for_update(of=("self",))
    relationship = relationships.filter(pk=given.relationship_id)
    asking = with_new_post(relationship.order_by(), by).first()
    if asking is None or asking.new_post != given.appointment_id:
        raise ValidationError(_("Somebody has answered that already."))
    given.circle, given.answered_by = asking.circle, by
    given.full_clean()
    with in_the_name_of(by):
        given.save(force_insert=True)
    return given
