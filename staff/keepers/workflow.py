"""The steps of keepers, and of what one asks and another confirms."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from officials.security.refusals import ask as ask_database
from officials.security.refusals import in_words, refused_in_words
from staff.keepers.codes import is_code
from staff.keepers.effects import CARRY_OUT
from staff.keepers.models import Assurance, Keeper, KeyRequest

Kind = KeyRequest.Kind
KIND_OF_ROLE = {"Manager": Kind.MANAGER, "Administrator": Kind.ADMINISTRATOR}


def is_awake():
    """Whether two people have held the keys for a day: the rules here hold since."""
    return ask_database("app_keys_held()")


def holds_key(user):
    """Whether `user` may be the second person: administrator, manager or keeper."""
    return ask_database("app_holds_key(%s)", user.pk)


def lost_key(user):
    """Whether they are, and may not: somebody else changed of late how they get in."""
    trusted = ask_database("app_trusted_with_key(%s)", user.pk)
    return trusted and not holds_key(user)


# Keepers


def name(person, *, by):
    """The manager `by` names `person`, who is a keeper once another manager confirms.

    ValidationError says why not.
    """
    keeper = Keeper(person=person, named_by=by)
    keeper.full_clean()
    with refused_in_words():
        keeper.save()
    return keeper


def confirm(keeper, *, by):
    """Another manager names the same person: from now on they are a keeper."""
    change(keeper, confirmed_by=by, confirmed_at=timezone.now())


def withdraw(keeper, *, by):
    """The manager `by` takes back a name that nobody confirmed yet."""
    if not by.has_perm(Keeper.MAY_NAME):
        raise ValidationError(in_words("keeper_by_two_managers"))
    with refused_in_words():
        keeper.delete()


def lay_down(keeper, *, by):
    """The keeper `by` themselves is one no more."""
    if keeper.person_id != by.pk:
        raise ValidationError(in_words("keeper_by_two_managers"))
    change(keeper, laid_down_at=timezone.now())


def change(keeper, **stamps):
    """Writes `stamps`; ValidationError where it is gone or a rule is against it."""
    with refused_in_words():
        changed = Keeper.objects.filter(pk=keeper.pk, laid_down_at=None)
        if not changed.update(**stamps):
            raise too_late()


def too_late():
    return ValidationError(_("Somebody else was quicker. Look again."))


# Suspended members


def assure(place, *, by):
    """The member `by` spoke with whose `place` (a membership or closure) is closed.

    What was closed to them is open again.

    ValidationError where `by` is suspended as well, or had a part in the changes.
    """
    with refused_in_words():
        return Assurance.objects.create(
            person_id=place.person_id, circle_id=place.circle_id, given_by=by
        )


# What one asks and another confirms


def ask(person, kind, *, by):
    """`by` asks for `kind` (`KeyRequest.Kind`) for `person`; asked twice, it is one."""
    mine = KeyRequest.objects.waiting().filter(person=person, kind=kind, asked_by=by)
    if (request := mine.first()) is not None:
        return request
    with refused_in_words():
        return KeyRequest.objects.create(
            person=person,
            kind=kind,
            asked_by=by,
            lasts_until=timezone.now() + KeyRequest.LASTS,
        )


def agree(request, *, by, code=""):
    """The second person `by` confirms `request`, and it is done.

    ValidationError where they may not, it is too late, or a rescue's code is wrong.
    """
    if request.asked_by_id is None and not is_code(code, request.code_digest):
        raise ValidationError(_("No rescue waits for this code."))
    with refused_in_words():
        waiting = KeyRequest.objects.waiting().filter(pk=request.pk)
        if not waiting.update(confirmed_by=by, confirmed_at=timezone.now()):
            raise too_late()
        CARRY_OUT[request.kind](request.person)


def close(request, *, by):
    """`by` declines what another asked, or takes back what they asked themselves.

    ValidationError where `by` could not confirm it either, or it is too late.
    """
    with refused_in_words():
        waiting = KeyRequest.objects.waiting().filter(pk=request.pk)
        if not waiting.update(closed_by=by, closed_at=timezone.now()):
            raise too_late()
