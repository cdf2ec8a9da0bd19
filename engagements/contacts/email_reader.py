"""E-mails that people bring (.eml, RFC 5322 and MIME): read, and never trusted.

The standard library takes them apart; nothing is rendered, fetched or run. What a
program left broken is mended where that loses nothing, and told in a sentence.
"""

import contextlib
import datetime
import email
import email.policy
import re
from dataclasses import dataclass, field
from email.utils import getaddresses, parsedate_to_datetime
from html.parser import HTMLParser

from django.core.exceptions import ValidationError
from django.db.models.functions import Lower
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.contacts.models import OutreachAction
from officials.names.recognition import recognise
from officials.people.models import ContactPoint, Official

LARGEST = 10 * 1024 * 1024
MOST_PARTS = 100
LONGEST = 4_000  # letters of its text that an action keeps
MOST_PEOPLE = 50
UNSHOWN = {"script", "style", "head", "title", "template"}
BREAKS = {"p", "br", "div", "li", "tr", "h1", "h2", "h3", "blockquote"}
# Signs that change how a line reads without being seen (bidi, zero width), and C0.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


@dataclass
class Letter:
    """What an e-mail says; `remarks` are sentences about what was not right in it."""

    subject: str = ""
    on: datetime.date | None = None
    sender: list = field(default_factory=list)  # [(name, address)]
    receivers: list = field(default_factory=list)
    text: str = ""
    remarks: list = field(default_factory=list)


class TextOfHtml(HTMLParser):
    """The words of a page, without what is not shown."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.words, self.hidden = [], 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in UNSHOWN
        if tag in BREAKS:
            self.words.append("\n")

    def handle_endtag(self, tag):
        self.hidden = max(0, self.hidden - (tag in UNSHOWN))

    def handle_data(self, data):
        if not self.hidden:
            self.words.append(data)


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
    message = parsed(content)
    letter = Letter()
    letter.sender = people(message, "From") or people(message, "Sender")
    letter.receivers = people(message, "To", "Cc")
    if not letter.sender:
        raise ValidationError(_("This is no e-mail: it does not say who wrote it."))
    letter.subject = " ".join(header(message, "Subject").split())
    letter.on = day_of(message, letter.remarks)
    letter.text = text_of(message, letter.remarks)
    return letter


def parsed(content):
    """The message, in a bounded number of parts, not nested without end."""
    try:
        message = email.message_from_bytes(content, policy=email.policy.default)
        for parts, _each in enumerate(message.walk(), start=1):
            if parts > MOST_PARTS:
                raise ValidationError(
                    _("This e-mail has more than %(most)s parts."),
                    params={"most": MOST_PARTS},
                )
    except RecursionError:
        raise ValidationError(
            _("This e-mail cannot be read: its parts are nested without end.")
        ) from None
    return message


def defused(text):
    """`text` without signs that are not seen, as the database can keep it."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return UNSEEN.sub("", text)


def header(message, name):
    """A header in words, whatever charset it was written in; “” where there is none.

    The parser of the standard library stumbles over some broken headers, in various
    ways: then the raw line has to do.
    """
    try:
        return defused(str(message.get(name, "")))
    except Exception:  # noqa: BLE001
        raw = dict(message.raw_items()).get(name, "")
        return defused(str(raw))


def people(message, *names):
    """[(name, address)] of the headers `names`, addresses in small letters."""
    headers = [header(message, name)[:20_000] for name in names]
    addresses = getaddresses(headers)
    return [
        (name.strip(), address.strip().lower())
        for name, address in addresses[:MOST_PEOPLE]
        if "@" in address
    ]


def day_of(message, remarks):
    """The day on which it was sent, by our clock; None and a remark where unknown."""
    when = None
    with contextlib.suppress(ValueError, TypeError, IndexError, OverflowError):
        when = parsedate_to_datetime(header(message, "Date"))
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
    """The plain text, or the words of the HTML; at most LONGEST letters."""
    body = None
    with contextlib.suppress(Exception):  # of a broken tree of parts
        body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    payload = body.get_payload(decode=True) or b""
    text = decoded(payload, body.get_content_charset("utf-8"), remarks)
    if body.get_content_subtype() == "html":
        words = TextOfHtml()
        words.feed(text)
        text = "".join(words.words)
    text = re.sub(r"\n\s*\n\s*", "\n\n", defused(text).replace("\r\n", "\n")).strip()
    if len(text) > LONGEST:
        remarks.append(_("The text was shortened; the e-mail itself is kept whole."))
        text = f"{text[: LONGEST - 1]}…"
    return text


def decoded(payload, charset, remarks):
    """The bytes as text; with a remark where they are not in the charset they claim."""
    for attempt in dict.fromkeys((charset, "utf-8", "cp1251")):
        with contextlib.suppress(LookupError, ValueError):
            text = payload.decode(attempt)
            if attempt != charset:
                remarks.append(_("Its letters were not what it claims: look at them."))
            return text
    remarks.append(_("Its letters were not what it claims: look at them."))
    return payload.decode("utf-8", "replace")


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
