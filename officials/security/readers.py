"""Who may read a record, of all of us."""

from django.contrib.auth import get_user_model
from django.db.models import Q


def readers_of(record):
    """The active people who may see `record`: by their circles and by their role.

    Only they can be told of a comment on it. A queryset of people.
    """
    meta, circle = type(record)._meta, record.whole().circle
    people = get_user_model().objects.filter(is_active=True, is_external=False)
    people = people.filter(holds(meta.app_label, f"view_{meta.model_name}"))
    if circle.everyone:
        return people.distinct()
    readership = Q(memberships__circle=circle, memberships__suspended_at=None)
    if not circle.sealed:
        readership |= holds("officials", "see_open_circles")
    return people.filter(readership).distinct()


def holds(app, codename):
    """People with the permission `app.codename`, which only roles give."""
    return Q(
        groups__permissions__codename=codename,
        groups__permissions__content_type__app_label=app,
    )
