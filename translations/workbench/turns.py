"""Whose turn it is to write in a translation, and who may speak of it."""

from django.utils.translation import gettext as _

from translations.jobs.models import Translation

State = Translation.State


def why_not_write(translation, user):
    """The sentence that says why `user` may not write in it now; "" where they may.

    The translator writes while it is translated; the named reviser, or who may approve
    any, while it is revised.
    """
    if translation.state == State.TRANSLATING:
        if translation.translator_id == user.pk:
            return ""
        return _("It is being translated: its translator writes now.")
    if translation.state == State.REVISING:
        if revises(translation, user):
            return ""
        return _("It is being revised: its reviser writes now.")
    if translation.state == State.REQUESTED:
        return _("Nobody has begun it yet.")
    return _("Nobody writes in it now: it is “%(state)s”.") % {
        "state": translation.get_state_display()
    }


def revises(translation, user):
    """Whether `user` revises it: the one who is named, or who may approve any."""
    theirs = translation.reviser_id == user.pk or user.has_perm(
        "translations.approve_translation"
    )
    return theirs and translation.translator_id != user.pk


def may_comment(translation, user):
    """Whether `user` may say something of its sentences: those who work on it."""
    is_open = translation.state in (State.TRANSLATING, State.REVISING, State.TO_PUBLISH)
    works = user.pk in (translation.translator_id, translation.reviser_id)
    return is_open and (works or is_office(user))


def is_office(user):
    """Whether `user` is of the office: may lock sentences and answer questions."""
    return not user.is_external and user.has_perm("translations.change_translation")


def name_for(reader, translation, person):
    """What `reader` is told of who wrote something.

    External people know the translator and the reviser, and else the office.
    """
    if person is None:
        return ""
    if person.pk == reader.pk:
        return _("you")
    of_job = person.pk in (translation.translator_id, translation.reviser_id)
    if reader.is_external and not of_job:
        return _("the office")
    return str(person)
