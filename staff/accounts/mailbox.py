"""Whether mail leaves this server: what it prints, whoever reads its log would have."""

from django.conf import settings

BACKENDS = "django.core.mail.backends."
NOWHERE = f"{BACKENDS}dummy.EmailBackend"
PRINTED = {f"{BACKENDS}console.EmailBackend", f"{BACKENDS}filebased.EmailBackend"}


def prints_mail():
    """Whether mail goes to the console or to files, where a real server has people."""
    return settings.EMAIL_BACKEND in PRINTED and not settings.DEMO


def mail_leaves():
    """Whether a mail reaches its mailbox, or in the demo the console."""
    return settings.EMAIL_BACKEND != NOWHERE and not prints_mail()
