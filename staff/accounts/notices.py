"""Who changed a way in is told to the person whose way it is: desk and mailbox."""

import logging
import smtplib
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _

from officials.security.context import acting_as
from staff.accounts.mailbox import mail_leaves
from staff.models import AccessChange
from staff.phrases import short_moment

logger = logging.getLogger(__name__)
outgoing = ThreadPoolExecutor(max_workers=2, thread_name_prefix="mail")


def soon(work, *args):
    """Has `work` done while the page answers: how long it takes tells nobody."""
    outgoing.submit(work, *args)


def tell(person, kind, *, by, mailbox=""):
    """Tells `person` that `by` changed a way in of theirs (`AccessChange.Kind`).

    It stands on their desk from now on; the mail goes out once the change is kept, to
    `mailbox` (the address that was, where it changed) or to the one on record.
    """
    with acting_as(person):
        change = AccessChange.objects.create(person=person, kind=kind, changed_by=by)
    if (mailbox := mailbox or person.email) and mail_leaves():
        transaction.on_commit(partial(mail, change, mailbox))


def mail(change, mailbox):
    """Sends the notice; a mail server that is down holds up no change.

    Mailboxes are read by others: no name, no address and no place stands in it.
    """
    body = _(
        "%(change)s: %(when)s.\n\n"
        "If you know of it, there is nothing to do. If not, tell an administrator at "
        "once, by telephone or in person: somebody else may have got in."
    ) % {
        "change": change.get_kind_display(),
        "when": short_moment(change.changed_at),
    }
    send(mailbox, _("How you sign in was changed"), body)


def mail_link(mailbox, link):
    """Sends the `link` with which whoever reads `mailbox` sets a new password.

    A stranger who asks for one waits no longer for a mailbox that is on record.
    """
    body = _(
        "Somebody, probably you, asked for a new password. This link works once, and "
        "for an hour:\n\n%(link)s\n\nIf it was not you, there is nothing to do."
    ) % {"link": link}
    soon(send, mailbox, _("A new password"), body)


def send(mailbox, subject, body):
    """Sends a mail; when the server of mail is down, the log says so and no more."""
    try:
        send_mail(subject, body, None, [mailbox])
    except (smtplib.SMTPException, OSError) as error:  # whose text may hold an address
        logger.error("A mail about a way in was not sent: %s", type(error).__name__)
