"""Signing in: closed to strangers, second factor, secrets sealed at rest."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group, Permission
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Concat

from staff.models import User
from staff.roles import NEEDS_SECOND_FACTOR


class RightsBackend(ModelBackend):
    """Reads who asks together with all that they may do: one statement a request."""

    def get_user(self, user_id):
        name = Concat("content_type__app_label", Value("."), "codename")
        by_role = Permission.objects.filter(group__user=OuterRef("pk"))
        alone = Permission.objects.filter(user=OuterRef("pk"))
        roles = Group.objects.filter(user=OuterRef("pk"))
        people = User.objects.order_by().annotate(
            allowed_by_role=ArraySubquery(by_role.order_by().values_list(name)),
            allowed_alone=ArraySubquery(alone.order_by().values_list(name)),
            role_names=ArraySubquery(roles.values_list("name")),
            has_second_factor=Exists(Authenticator.objects.filter(user=OuterRef("pk"))),
        )
        user = people.filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        user.permission_names = frozenset(user.allowed_by_role + user.allowed_alone)
        return user

    def get_all_permissions(self, user_obj, obj=None):
        names = getattr(user_obj, "permission_names", None)
        if names is None or obj is not None or user_obj.is_superuser:
            return super().get_all_permissions(user_obj, obj)
        return names if user_obj.is_active else set()


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
    if not settings.SECOND_FACTOR_REQUIRED:
        return False
    if user.must_use_second_factor or user.is_staff:
        return True
    if (roles := getattr(user, "role_names", None)) is not None:
        return not NEEDS_SECOND_FACTOR.isdisjoint(roles)
    return user.groups.filter(name__in=NEEDS_SECOND_FACTOR).exists()


def lacks_second_factor(user):
    """Whether this person is signed in and must set one up first."""
    if not (user.is_authenticated and must_use_second_factor(user)):
        return False
    has_one = getattr(user, "has_second_factor", None)
    return not (is_mfa_enabled(user) if has_one is None else has_one)
