"""The forms at the entrance: to come in, and when the password is forgotten."""

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from officials.security.context import acting_as
from staff.accounts.limits import TOO_MANY, take_try_of_code
from staff.accounts.mailbox import mail_leaves
from staff.accounts.sign_in import is_code_of
from staff.models import User

COMES_IN = _(
    "With your password and this code you come in now. Without a second factor, use a "
    "browser in which you have signed in before, or wait."
)
STAYS_OPEN = _(
    "With it your sealed circles stay open to you. Without it they are closed until a "
    "colleague of theirs has spoken with you."
)


class CodeField(forms.CharField):
    """The digits that the telephone shows now; `help_text` says what they are for."""

    def __init__(self, help_text=COMES_IN):
        super().__init__(
            label=_("Code of your second factor"),
            required=False,
            max_length=10,
            help_text=help_text,
            widget=forms.TextInput(
                attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}
            ),
        )


class SignInForm(LoginForm):
    """Name and password; a code beside them once strangers used up the tries."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "code" in self.data:
            self.fields["code"] = CodeField()

    def user_credentials(self):
        credentials = super().user_credentials()
        code = self.cleaned_data.get("code", "")
        return {**credentials, "code": code} if code else credentials

    def clean(self):
        try:
            return super().clean()
        except ValidationError as error:
            if error.code == TOO_MANY:
                self.fields["code"] = CodeField()
            raise


class SecondFactorForm(AuthenticateForm):
    """The code after the password; who has stolen that keeps nobody from theirs."""

    def clean_code(self):
        attempt = take_try_of_code(context.request, self.user.username)
        code = self.cleaned_data["code"]
        for authenticator in Authenticator.objects.filter(user=self.user):
            if authenticator.wrap().validate_code(code):
                self.authenticator = authenticator
                attempt.rollback()
                return code
        raise get_adapter().validation_error("incorrect_code")


class ResetForm(ResetPasswordForm):
    """Sends a link to the one address on record of whoever may sign in.

    An address is an administrator's matter, so there are no others, verified or not.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.mail_leaves = mail_leaves()

    def clean_email(self):
        if not self.mail_leaves:
            raise ValidationError(_("No mail leaves this server."))
        email = self.cleaned_data["email"].lower()
        people = User.objects.filter(email__iexact=email, is_active=True)
        self.users = [
            person
            for person in people
            if person.has_usable_password()
            and person.email.lower() == email
            and not person.is_locked_out
        ]
        return email


class OwnPasswordForm(ChangePasswordForm):
    """Changes one's password, for another one."""

    def clean_password1(self):
        password = self.cleaned_data["password1"]
        if password == self.cleaned_data.get("oldpassword"):
            raise ValidationError(_("Choose another one than the one you have now."))
        return password


class NewPasswordForm(ResetPasswordKeyForm):
    """Sets the password of whoever followed a link; a mailbox alone is not the person.

    With the code of the second factor it is done in their own name, and else in
    nobody's: then their sealed circles are closed to them.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        totp = Authenticator.Type.TOTP
        if Authenticator.objects.filter(user=self.user, type=totp).exists():
            self.fields["code"] = CodeField(STAYS_OPEN)

    def clean_code(self):
        code = self.cleaned_data["code"]
        if code:
            attempt = take_try_of_code(context.request, self.user.username)
            if not is_code_of(self.user, code):
                raise get_adapter().validation_error("incorrect_code")
            attempt.rollback()
        return code

    def save(self):
        is_theirs = self.cleaned_data.get("code")
        with acting_as(self.user if is_theirs else None):
            super().save()
