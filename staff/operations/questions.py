"""What has to be true of a server, asked one by one: each answer says what mends it."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.core.checks import CheckMessage, Tags, run_checks

from engagements.monitoring.feeds.checks import check_feeds
from officials import checks as of_database
from staff.accounts import checks as of_accounts
from staff.operations import checks as around


class Question(NamedTuple):
    """`ask()` gives messages, none where all is well; each has a hint that mends it."""

    title: str
    ask: Callable


def django_settings(app_configs=None, **options):
    """What Django itself asks of a server: secret, cookies, headers, names."""
    return [
        message
        for message in run_checks(tags=[Tags.security], include_deployment_checks=True)
        if message.id.startswith("security.")
    ]


# No question without a way to undo it: tests/staff/operations/test_doctor.py.
QUESTIONS = (
    Question("A real server, no demo", around.check_mode),
    Question("Settings of Django", django_settings),
    Question("Role that serves", of_database.role_errors),
    Question("What that role may do", of_database.right_warnings),
    Question("Role that copies", around.check_backup_role),
    Question("Tables of this release", around.check_migrations),
    Question("Row security and triggers", of_database.wall_errors),
    Question("Log of the database", of_database.log_errors),
    Question("Extensions", of_database.extension_errors),
    Question("Letters (LC_CTYPE)", of_database.letter_errors),
    Question("LEAKPROOF marks", of_database.mark_warnings),
    Question("Folded texts", of_database.fold_warnings),
    Question("Proxy", of_accounts.check_proxies),
    Question("Addresses of visitors", of_accounts.check_addresses),
    Question("Mail", of_accounts.check_mail),
    Question("Feeds", check_feeds),
    Question("Readers of files", of_database.check_readers),
    Question("Disk", around.check_disk),
    Question("Clock", around.check_clock),
    Question("Last backup", around.check_backup),
    Question("Last drill", around.check_drill),
    Question("Two administrators", around.check_administrators),
    Question("Three keepers", around.check_keepers),
    Question("Recovery codes", around.check_codes),
)


def examine() -> Iterator[tuple[str, list[CheckMessage]]]:
    """Each title with what is wrong, in the order of QUESTIONS."""
    for question in QUESTIONS:
        yield question.title, list(question.ask(None, databases=["default"]))
