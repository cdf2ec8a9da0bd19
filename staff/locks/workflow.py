"""Locks are turned and lifted. One ends every way in at once and erases nothing."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from officials.security.context import as_system
from officials.security.refusals import ask, refused_in_words
from staff.locks import rules
from staff.locks.models import HouseKey, HouseLock, Lock

__all__ = ["keys_of_others", "lift", "lock", "lock_house", "open_house", "rules"]

OPENED_BY = 2  # keepers


@transaction.atomic
def lock(person, *, by):
    """Keeps `person` out from now on, and returns the `Lock`.

    `by` None is the server itself. ValidationError, in a sentence, where `by` may not,
    or they are locked already. It never takes a second person.
    """
    new = Lock(person=person, locked_by=by)
    _keep(new, by)
    _end_sessions(person)
    return new


@transaction.atomic
def lift(lock, *, by):
    """Lets the person in again: they sign in anew; what they were before, they are.

    ValidationError where `by` is that person or may not; None is the server itself.
    """
    lock.lifted_at, lock.lifted_by = timezone.now(), by
    _keep(lock, by)


@transaction.atomic
def lock_house(*, by, reason=HouseLock.Reason.ASKED):
    """Shuts the house for everybody, and returns the `HouseLock`; the one that stands,
    where it is shut already.

    `by` None is the server itself: a restore, or a command. ValidationError where `by`
    does not work here.
    """
    if standing := HouseLock.objects.standing().first():
        return standing
    new = HouseLock(locked_by=by, reason=reason)
    try:
        _keep(new, by)
    except ValidationError:
        if standing := HouseLock.objects.standing().first():
            return standing  # somebody else was quicker
        raise
    Session.objects.all().delete()
    UserSession.objects.all().delete()
    return new


@transaction.atomic
def open_house(*, by, keeps_out=()):
    """The keeper `by` says that the house may be opened; whether it is open now.

    With the second keeper it is, and whom these two say that `keeps_out` is locked, in
    the name of each. ValidationError where `by` is none, said it already, or the house
    is open. `by` None is the server itself (`manage.py rescue`), which needs nobody
    else.
    """
    standing = HouseLock.objects.standing().select_for_update().first()
    if standing is None:
        raise ValidationError(_("The house is open."))
    if by is None:
        standing.opened_at = timezone.now()
        _keep(standing, by)
        return True
    ids = [person.pk for person in keeps_out]
    with refused_in_words():
        HouseKey.objects.create(house_lock=standing, keeper=by, keeps_out=ids)
    standing.refresh_from_db()  # the database opens it
    if standing.opened_at is None:
        return False
    for key in standing.keys.filter(keeper__in=standing.opened_with):
        _keep_out(key)
    return True


def _keep_out(key):
    """Locks those whom the keeper of `key` keeps out, in that keeper's name.

    As the system: it is the second of the two who speaks.
    """
    people = get_user_model().objects.filter(pk__in=key.keeps_out)
    with as_system():
        for person in people.exclude(pk__in=Lock.objects.standing().values("person")):
            Lock.objects.create(person=person, locked_by_id=key.keeper_id)
            _end_sessions(person)


def keys_of_others(lock, keeper):
    """The keys in `lock` of other keepers who are in office now.

    As the system: while the house is locked a keeper sees no other one.
    """
    keys = lock.keys.exclude(keeper=keeper).select_related("keeper")
    with as_system():
        return [key for key in keys if ask("app_opens_house(%s)", key.keeper_id)]


def _end_sessions(person):
    sessions = UserSession.objects.filter(user=person)
    keys = list(sessions.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    sessions.delete()


def _keep(lock, by):
    """Saves `lock`; the database asks whether `by` may, unless it is the server."""
    with refused_in_words():
        if by is None:
            with as_system():
                lock.save()
        else:
            lock.save()
