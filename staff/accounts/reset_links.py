"""Links that set a new password: worth nothing once their person was locked out."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator


class LinksUntilLocked(PasswordResetTokenGenerator):
    """As Django has them; a lock ends those that were sent, and lifting it none."""

    def check_token(self, user, token):
        return super().check_token(user, token) and not user.is_locked_out

    def _make_hash_value(self, user, timestamp):
        return f"{super()._make_hash_value(user, timestamp)}{user.lock_mark}"
