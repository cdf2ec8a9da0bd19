"""E-mails (.eml, RFC 5322 and MIME), taken apart by the standard library.

Its parser of modern headers takes a time that grows with the square of their length
and fails in many ways, so headers are read raw, cut, and decoded here.
"""

import email
import email.parser  # noqa: F401 - it could not be loaded later
import email.policy
import encodings.raw_unicode_escape  # noqa: F401
import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import getaddresses, parsedate_to_datetime

from officials.imports.readers.charsets import is_loaded
from officials.imports.readers.html_words import words_of
from officials.imports.readers.unreadable import Unreadable

MOST_PARTS = 100
MOST_PEOPLE = 50
LONGEST_HEADER, LONGEST_NAME, LONGEST_SUBJECT = 20_000, 500, 2_000  # characters
LONGEST_TEXT = 100_000
MULTIPART = re.compile(rb"^content-type:[ \t\r\n]*multipart/", re.I | re.M)
OTHER_LETTERS = ("utf-8", "cp1251")  # where it does not say, or says what is not so


class RawHeaders(email.policy.Compat32):
    """Takes headers as they stand, and no more of them than anybody reads."""

    def header_source_parse(self, sourcelines):
        name, value = super().header_source_parse(sourcelines)
        return name[:100], value[:LONGEST_HEADER]


def read(content, _options):
    """One record of what the e-mail says; Unreadable where nobody wrote it.

    `date` is ISO 8601, or “”; `letters` says that its letters were not those it claims.
    """
    message = parsed(content)
    sender = people(message, "from") or people(message, "sender")
    if not sender:
        raise Unreadable("no sender")
    text, is_guessed = text_of(message)
    yield {
        "sender": sender,
        "receivers": people(message, "to", "cc"),
        "subject": in_words(header(message, "subject")[:LONGEST_SUBJECT]),
        "date": date_of(message),
        "text": text[:LONGEST_TEXT],
        "letters": "guessed" if is_guessed else "",
    }


def parsed(content):
    """The message, in a bounded number of parts, not nested without end."""
    if len(MULTIPART.findall(content)) > MOST_PARTS:
        raise Unreadable("parts", most=MOST_PARTS)
    try:
        message = email.message_from_bytes(content, policy=RawHeaders())
        for number, _part in enumerate(message.walk(), start=1):
            if number > MOST_PARTS:
                raise Unreadable("parts", most=MOST_PARTS)
    except RecursionError:
        raise Unreadable("nested") from None
    return message


def header(message, name):
    """The first header called `name` as one line of text; “” where there is none."""
    for each, value in message.raw_items():
        if each.lower() == name:
            raw = str(value).encode("ascii", "surrogateescape")
            if raw.isascii():
                return " ".join(value.splitlines())
            # Bytes that no header should hold: in the letters of the text, mostly.
            text, _is_guessed = decoded(raw, charset_of(message))
            return " ".join(text.splitlines())
    return ""


def in_words(text):
    """`text` with its encoded words (RFC 2047) decoded, as far as that goes."""
    try:
        parts = decode_header(text)
    except (HeaderParseError, ValueError):
        return text
    return "".join(
        part if isinstance(part, str) else decoded(part, charset)[0]
        for part, charset in parts
    )


def decoded(payload, charset):
    """(text, whether that was guessed) of bytes that claim to be in `charset`."""
    for attempt in dict.fromkeys((charset or "utf-8", *OTHER_LETTERS)):
        try:
            if is_loaded(attempt):
                return payload.decode(attempt), attempt != (charset or "utf-8")
        except ValueError:
            continue
    return payload.decode("utf-8", "replace"), True


def people(message, *names):
    """[[name, address]] of the headers `names`, addresses in small letters."""
    try:
        addresses = getaddresses([header(message, name) for name in names])
    except (RecursionError, ValueError, IndexError, TypeError):
        return []
    return [
        [in_words(name[:LONGEST_NAME]).strip(), address.strip().lower()]
        for name, address in addresses
        if "@" in address and len(address) <= LONGEST_NAME
    ][:MOST_PEOPLE]


def date_of(message):
    try:
        return parsedate_to_datetime(header(message, "date")[:200]).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def text_of(message):
    """(text, whether its letters were guessed): the plain text, or else of the HTML."""
    bodies = {}
    for part in own_parts(message):
        bodies.setdefault(part.get_content_type(), part)
    body = bodies.get("text/plain") or bodies.get("text/html")
    if body is None:
        return "", False
    payload = body.get_payload(decode=True) or b""
    text, is_guessed = decoded(payload, charset_of(body))
    if body.get_content_type() == "text/html":
        text = words_of(text)
    return text, is_guessed


def own_parts(message):
    """The parts of its body: no attachments, and no other e-mail inside it."""
    if message.get_content_type() == "message/rfc822" or is_attachment(message):
        return
    if message.is_multipart():
        for part in message.get_payload():
            yield from own_parts(part)
    else:
        yield message


def is_attachment(part):
    return header(part, "content-disposition").lower().lstrip().startswith("attachment")


def charset_of(part):
    try:
        return str(part.get_content_charset() or "")
    except (LookupError, ValueError, TypeError, IndexError):
        return ""
