"""What the server asks for, when nobody inside can be the second person."""

from django.utils import timezone

from staff.keepers.codes import digest_of, is_code, new_code
from staff.keepers.models import KeyRequest


def ask_from_server(person, kind):
    """The server asks: a code, told once, that somebody confirms within the hour."""
    code = new_code()
    KeyRequest.objects.create(
        person=person,
        kind=kind,
        code_digest=digest_of(code),
        lasts_until=timezone.now() + KeyRequest.CODE_LASTS,
    )
    return code


def asked_with(code):
    """The rescue whose code this is, if it still waits; None for none."""
    rescues = KeyRequest.objects.waiting().filter(asked_by=None)
    return next((each for each in rescues if is_code(code, each.code_digest)), None)
