"""Signing in: closed to strangers, second factor, secrets and sessions sealed."""

import base64
import hashlib
from functools import cache

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.utils import decrypt, is_mfa_enabled
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group, Permission
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.core.signing import JSONSerializer
from django.db.models import BooleanField, Exists, Func, OuterRef, Value
from django.db.models.functions import Concat
from django.shortcuts import redirect

from officials.security.context import acting_as
from staff.accounts import devices
from staff.accounts.browsers import kind_of
from staff.accounts.limits import TOO_MANY, may_try_code, take_try
from staff.accounts.notices import mail_link, tell
from staff.locks.lockable import lets_in, locks_of_each
from staff.models import AccessChange, Keeper, SignIn, User
from staff.roles import NEEDS_SECOND_FACTOR

# What a factor holds that is there for the rules of keepers only: the demo is entered
# with the password alone. Where a second factor is required it is asked for, in vain.
NOT_ASKED_FOR = {"secret": ""}
SOMEBODY = -1  # a key that nobody has, in the place of the one who is asked for


@cache
def of_one_person():
    """The SQL that reads a person with what they may do, and its values.

    Written once, because it takes Django 6 ms, and every request asks.
    """
    name = Concat("content_type__app_label", Value("."), "codename")
    by_role = Permission.objects.filter(group__user=OuterRef("pk"))
    alone = Permission.objects.filter(user=OuterRef("pk"))
    roles = Group.objects.filter(user=OuterRef("pk"))
    people = User.objects.order_by().annotate(
        allowed_by_role=ArraySubquery(by_role.order_by().values_list(name)),
        allowed_alone=ArraySubquery(alone.order_by().values_list(name)),
        role_names=ArraySubquery(roles.values_list("name")),
        has_second_factor=Exists(Authenticator.objects.filter(user=OuterRef("pk"))),
        **locks_of_each(),
        keys_are_held=Func(function="app_keys_held", output_field=BooleanField()),
    )
    return people.filter(pk=SOMEBODY).query.sql_with_params()


class RightsBackend(ModelBackend):
    """Reads who asks together with all that they may do: one statement a request."""

    def get_user(self, user_id):
        statement, values = of_one_person()
        values = [user_id if value == SOMEBODY else value for value in values]
        user = next(iter(User.objects.raw(statement, values)), None)
        if user is None or not self.user_can_authenticate(user):
            return None
        user.permission_names = frozenset(user.allowed_by_role + user.allowed_alone)
        return user

    def user_can_authenticate(self, user):
        """Whether they may be signed in: no lock keeps them out.

        Into a house that is locked keepers come, as far as the page that opens it.
        """
        return super().user_can_authenticate(user) and lets_in(user)

    def get_all_permissions(self, user_obj, obj=None):
        names = getattr(user_obj, "permission_names", None)
        if names is None or obj is not None or user_obj.is_superuser:
            return super().get_all_permissions(user_obj, obj)
        return names if user_obj.is_active else set()


# What allauth calls a change of a way in, and what we do.
KINDS = {
    "account/email/password_changed": AccessChange.Kind.PASSPHRASE,
    "account/email/password_reset": AccessChange.Kind.RESET,
    "mfa/email/totp_activated": AccessChange.Kind.FACTOR_ON,
    "mfa/email/totp_deactivated": AccessChange.Kind.FACTOR_OFF,
    "mfa/email/recovery_codes_generated": AccessChange.Kind.CODES,
}


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Nobody signs up: an administrator adds people."""

    def is_open_for_signup(self, request):
        return False

    def authenticate(self, request, **credentials):
        """The person whose password it is, or None; ValidationError where too many.

        When the tries are used up, whoever has the `code` of the second factor beside
        the password may go on to the page that asks for it. One of the two alone gets
        the same answer as none, so that neither can be guessed for itself.
        """
        code = credentials.pop("code", "")
        try:
            return super().authenticate(request, **credentials)
        except ValidationError as error:
            if error.code != TOO_MANY or not code or not may_try_code(request):
                raise
            person = authenticate(request, **credentials)
            if person is None or not is_code_of(person, code):
                raise
            return person

    def pre_authenticate(self, request, **credentials):
        """Counts the try; allauth takes it back when the password is right."""
        self._login_failed_rl_usage = take_try(request, credentials["username"])

    def login(self, request, user):
        """The last step in; a lock may have been turned since the first."""
        if not RightsBackend().user_can_authenticate(user):
            raise ImmediateHttpResponse(redirect(settings.LOGIN_URL))
        super().login(request, user)

    def post_login(self, request, user, **details):
        """Whoever came the whole way in is known in this browser from now on."""
        response = super().post_login(request, user, **details)
        devices.remember(request, response, user.username)
        with acting_as(user):
            browser = kind_of(request.headers.get("User-Agent", ""))
            SignIn.objects.create(person=user, browser=browser)
        return response

    def get_reauthentication_methods(self, user):
        """The password alone: a telephone that lies about is no proof."""
        methods = super().get_reauthentication_methods(user)
        return [each for each in methods if each["id"] == "reauthenticate"]

    def send_password_reset_mail(self, user, email, context):
        """The link alone: whose it is, the mailbox need not know."""
        mail_link(email, context["password_reset_url"])

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """What allauth calls whenever a way in was changed: it is told our way."""
        tell(user, KINDS[template_prefix], by=user)


class SealedSecretsAdapter(DefaultMFAAdapter):
    """The secrets of second factors are encrypted in the database (Fernet, AES-128)."""

    def is_mfa_enabled(self, user, types=None):
        """Whether a sign-in asks for a factor: for none of the demo's."""
        if settings.SECOND_FACTOR_REQUIRED or user.is_anonymous:
            return super().is_mfa_enabled(user, types)
        factors = Authenticator.objects.filter(user=user).exclude(data=NOT_ASKED_FOR)
        return (factors.filter(type__in=types) if types else factors).exists()

    def encrypt(self, text):
        return sealing_key().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return sealing_key().decrypt(encrypted_text.encode()).decode()


def is_code_of(person, code):
    """Whether the telephone of `person` shows `code` now; it is not used up by that."""
    totp = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP)
    return any(validate_totp_code(decrypt(each.data["secret"]), code) for each in totp)


class SealedSerializer(JSONSerializer):
    """Sessions are encrypted in the database: a message in one may name a record."""

    def dumps(self, obj):
        return sealing_key("session").encrypt(super().dumps(obj))

    def loads(self, data):
        return super().loads(sealing_key("session").decrypt(data))


def sealing_key(purpose="second factor"):
    """The key of what is sealed for a purpose, derived from SECRET_KEY."""
    digest = hashlib.blake2b(
        settings.SECRET_KEY.encode(), digest_size=32, person=purpose.encode()
    )
    return Fernet(base64.urlsafe_b64encode(digest.digest()))


def must_use_second_factor(user):
    """Whether this person may not work without a second factor."""
    if not settings.SECOND_FACTOR_REQUIRED:
        return False
    if user.must_use_second_factor or user.is_staff:
        return True
    roles = getattr(user, "role_names", None)
    if roles is None:
        roles = user.groups.values_list("name", flat=True)
    return not NEEDS_SECOND_FACTOR.isdisjoint(roles) or is_to_be_keeper(user)


def is_to_be_keeper(user):
    """Whether `user` is named a keeper, be it confirmed or not yet."""
    with acting_as(user):
        return Keeper.objects.current().filter(person=user).exists()


def lacks_second_factor(user):
    """Whether this person is signed in and must set one up first."""
    has_one = getattr(user, "has_second_factor", None)
    if not user.is_authenticated or has_one or not must_use_second_factor(user):
        return False
    return has_one is False or not is_mfa_enabled(user)
