"""E-mails that people bring (.eml, RFC 5322 and MIME): read, and never trusted.

They are taken apart in a process of their own; nothing is rendered, fetched or run.
What a program left broken is mended where that loses nothing, and told in a sentence.
"""

import contextlib
import datetime
import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db.models.functions import Lower
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.contacts.models import OutreachAction
from officials.imports.reader_process import nothing_strange, records_of
from officials.imports.readers.limits import LIMITS
from officials.names.recognition import recognise
from officials.people.models import ContactPoint, Official

LARGEST = LIMITS["email"].size
LONGEST = 4_000  # letters of its text that an action keeps
# Signs that change how a line reads without being seen (bidi, zero width), and C0.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
SENTENCES = {
    "no sender": gettext_lazy("This is no e-mail: it does not say who wrote it."),
    "parts": gettext_lazy("This e-mail has more than %(most)s parts."),
    "nested": gettext_lazy(
        "This e-mail cannot be read: its parts are nested without end."
    ),
}


@dataclass
class Letter:
    """What an e-mail says; `remarks` are sentences about what was not right in it."""

    subject: str = ""
    on: datetime.date | None = None
    sender: list = field(default_factory=list)  # [(name, address)]
    receivers: list = field(default_factory=list)
    text: str = ""
    remarks: list = field(default_factory=list)


def check(upload):
    """ValidationError, in one sentence, for what is no e-mail that we can take."""
    if not upload.name.lower().endswith(".eml"):
        raise ValidationError(
            _("Bring an e-mail as a file .eml: mail programs save it so.")
        )
    if upload.size > LARGEST:
        raise ValidationError(
            _("The e-mail has %(size)s; the most that fits is %(most)s."),
            params={
                "size": filesizeformat(upload.size),
                "most": filesizeformat(LARGEST),
            },
        )


def read(content):
    """The `Letter` in `content` (bytes); ValidationError, in one sentence."""
    return letter_of(message_of(content))


def message_of(content):
    """What the reader says of `content`, for `letter_of`: a dictionary of text."""
    records = records_of("email", content, sentences=SENTENCES)
    with nothing_strange():
        (message,) = records
    letter_of(message)
    return message


def letter_of(message):
    """The `Letter` that a message makes, its remarks in the language of who reads."""
    with nothing_strange():
        letter = Letter(
            subject=" ".join(defused(message["subject"]).split()),
            sender=people(message["sender"]),
            receivers=people(message["receivers"]),
        )
        letter.on = day_of(message["date"], letter.remarks)
        letter.text = text_of(message, letter.remarks)
    return letter


def defused(text):
    """`text` without signs that are not seen, as the database can keep it."""
    return UNSEEN.sub("", text)


def people(pairs):
    return [(defused(name).strip(), defused(address)) for name, address in pairs]


def day_of(moment, remarks):
    """The day on which it was sent, by our clock; None and a remark where unknown."""
    when = None
    with contextlib.suppress(ValueError):
        when = datetime.datetime.fromisoformat(moment)
    if when is None:
        remarks.append(_("The e-mail does not say when it was sent: choose the day."))
        return None
    with contextlib.suppress(ValueError, OverflowError):
        when = timezone.localtime(when) if timezone.is_aware(when) else when
    if when.date() > timezone.localdate():
        remarks.append(
            _("The e-mail says that it was sent on a day to come: choose the day.")
        )
        return None
    return when.date()


def text_of(message, remarks):
    """The text of its body, at most LONGEST letters."""
    if message["letters"]:
        remarks.append(_("Its letters were not what it claims: look at them."))
    text = defused(message["text"]).replace("\r\n", "\n")
    text = re.sub(r"\n\s*\n\s*", "\n\n", text).strip()
    if len(text) > LONGEST:
        remarks.append(_("The text was shortened; the e-mail itself is kept whole."))
        text = f"{text[: LONGEST - 1]}…"
    return text


def officials_named(letter, user):
    """(wrote, received): keys of the officials whom `user` sees behind the addresses.

    By contact points first, then by names that are beyond doubt.
    """
    both = letter.sender + letter.receivers
    points = ContactPoint.objects.visible_to(user)
    points = points.annotate(address=Lower("value")).filter(
        address__in={address for _name, address in both}
    )
    officials_by_address = {}
    for address, official in points.values_list("address", "official"):
        officials_by_address.setdefault(address, set()).add(official)
    officials = {}
    unknown = [each for each in both if each[1] not in officials_by_address and each[0]]
    if unknown:
        full_names = ". ".join(name for name, _address in unknown)
        for each in recognise(full_names, Official.objects.in_circles_of(user)):
            if each.certain:
                officials[each.official.pk] = each.words
    return tuple(
        _keys(group, officials_by_address, officials)
        for group in (letter.sender, letter.receivers)
    )


def _keys(group, officials_by_address, named):
    """The officials behind one line of addresses."""
    keys = set()
    for name, address in group:
        keys |= officials_by_address.get(address, set())
        if address not in officials_by_address:
            keys |= {pk for pk, words in named.items() if str(words) in name}
    return keys


def as_action(letter, user, ours):
    """What the form of the action starts with: a dict; `ours` are our own addresses.

    We wrote it when its sender is one of us; else they did.
    """
    wrote, received = officials_named(letter, user)
    by_us = any(address in ours for _name, address in letter.sender)
    by_us = by_us or (bool(received) and not wrote)
    direction = OutreachAction.Direction
    return {
        "kind": OutreachAction.Kind.EMAIL,
        "direction": direction.OUT if by_us else direction.IN,
        "subject": letter.subject[:200] or _("E-mail without a subject"),
        "done_on": letter.on,
        "result": letter.text,
        "officials": list((received if by_us else wrote) or wrote | received),
    }
