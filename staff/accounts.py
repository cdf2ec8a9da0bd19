"""Signing in: closed to strangers, second factor, secrets sealed at rest."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet
from django.conf import settings

from staff.roles import NEEDS_SECOND_FACTOR


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Nobody signs up: an administrator adds people."""

    def is_open_for_signup(self, request):
        return False


class SealedSecretsAdapter(DefaultMFAAdapter):
    """The secrets of second factors are encrypted in the database (Fernet, AES-128)."""

    def encrypt(self, text):
        return sealing_key().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return sealing_key().decrypt(encrypted_text.encode()).decode()


def sealing_key():
    """The key of second-factor secrets, derived from SECRET_KEY."""
    digest = hashlib.blake2b(
        settings.SECRET_KEY.encode(), digest_size=32, person=b"second factor"
    )
    return Fernet(base64.urlsafe_b64encode(digest.digest()))


def must_use_second_factor(user):
    """Whether this person may not work without a second factor."""
    return settings.SECOND_FACTOR_REQUIRED and (
        user.must_use_second_factor
        or user.is_staff
        or user.groups.filter(name__in=NEEDS_SECOND_FACTOR).exists()
    )


def lacks_second_factor(user):
    """Whether this person is signed in and must set one up first."""
    return (
        user.is_authenticated
        and must_use_second_factor(user)
        and not is_mfa_enabled(user)
    )
