"""Checks of what the sign-in rests on: whose addresses are counted, where mail goes."""

import ipaddress

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import connection

from staff.accounts.mailbox import mail_leaves, prints_mail

SOME_PEOPLE = 3  # who do not all sit at one machine
ABOUT_PROXIES = "docs/operations.md, “Who may try how often”."
ABOUT_MAIL = "docs/operations.md, “Mail”."


@register(Tags.security, deploy=True)
def check_proxies(app_configs, **options):
    """Whether the limits on sign-in can tell one visitor from another."""
    counted = settings.ALLAUTH_TRUSTED_PROXY_COUNT > 0
    behind_one = getattr(settings, "SECURE_PROXY_SSL_HEADER", None) is not None
    if behind_one and not counted:
        return [
            Error(
                "All requests seem to come from the proxy: whoever guesses passwords "
                "uses up the tries of the whole office.",
                hint=f"Set TRUSTED_PROXY_COUNT, as a rule to 1. {ABOUT_PROXIES}",
                id="staff.E001",
            )
        ]
    if counted and not behind_one:
        return [
            Warning(
                "Addresses are read from X-Forwarded-For, and no proxy is said to be "
                "there: without one, anybody can write into it what they like.",
                hint=f"Set BEHIND_TLS_PROXY, or TRUSTED_PROXY_COUNT=0. {ABOUT_PROXIES}",
                id="staff.W001",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def check_mail(app_configs, **options):
    """Whether links that set a password reach their mailbox, and nothing else."""
    if prints_mail():
        return [
            Error(
                "Mail is printed, and would hand links that set a password to whoever "
                "reads the log. None is sent.",
                hint=f"Let EMAIL_URL name a mail server. {ABOUT_MAIL}",
                id="staff.E002",
            )
        ]
    if not mail_leaves():
        return [
            Warning(
                "No mail leaves: nobody is told at their address that a way in was "
                "changed, and only an administrator sets a new password.",
                hint=f"Let EMAIL_URL name a mail server. {ABOUT_MAIL}",
                id="staff.W002",
            )
        ]
    return []


@register(Tags.database)
def check_addresses(app_configs, databases, **options):
    """Whether the people who are signed in all seem to sit at one machine inside."""
    if not databases or "default" not in databases:
        return []
    if UserSession._meta.db_table not in connection.introspection.table_names():
        return []  # before the first migration
    sessions = UserSession.objects.order_by()
    addresses = sessions.values_list("ip", flat=True).distinct()[:2]
    people = sessions.values("user").distinct()
    if len(addresses) != 1 or len(people[:SOME_PEOPLE]) < SOME_PEOPLE:
        return []
    if ipaddress.ip_address(addresses[0]).is_global:
        return []  # an office behind one address of its own
    return [
        Warning(
            "Everybody who is signed in seems to sit at one machine: it may be the "
            "proxy, and limits on sign-in are then those of one person.",
            hint=f"See TRUSTED_PROXY_COUNT. {ABOUT_PROXIES}",
            id="staff.W003",
        )
    ]
