"""Fetching an address from the network without becoming anybody's messenger.

Whoever enters an address could make our server knock at doors inside its own
network; `places` says which may be asked. The name is resolved once, every address it
has is looked at, and the connection goes to the very address that was looked at; each
redirect begins anew. What answers may be slow, endless or packed to burst: time and
size are limited as a whole. Proxies of the environment are not asked.
"""

import email.utils
import http.client
import io
import math
import socket
import ssl
import threading
import time
import zlib
from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import gettext_noop as _

from engagements.monitoring.feeds.network_addresses import (
    NOT_PUBLIC,
    STREAM,
    Place,
    Trouble,
    may_be_asked,
)

SECONDS = 15  # for everything: names, redirects, headers, the last byte
LARGEST = 5 * 1024 * 1024  # bytes, as sent and as unpacked
REDIRECTS = 3
PIECE = 64 * 1024


UNKNOWN_HOST = _("There is no server of this name.")
NO_ANSWER = _("The server does not answer.")
BAD_CERTIFICATE = _("The certificate of the server cannot be trusted.")
TOO_SLOW = _("The server took longer than 15 seconds.")
TOO_LARGE = _("The answer is larger than 5 MB.")
BROKEN = _("The answer of the server broke off or is not understood.")
MANY_REDIRECTS = _("The server sends us from one address to the next.")
PACKED = _("The answer is packed in a way that is not known here.")
NOT_TEXT = _("What is there is not a feed.")
GONE = _("The server says that the feed is gone for good: it is no longer fetched.")
NOT_THERE = _("The server says that there is nothing at this address.")
NOT_FOR_US = _("The server does not give it to us.")
BUSY = _("The server is busy and asked us to come later.")
ITS_TROUBLE = _("The server has trouble of its own.")
ODD = _("The server answered something that is no feed.")

TYPES = ("text/", "application/octet-stream")  # and whatever is called XML


@dataclass(frozen=True)
class Answer:
    """What came; `body` is None when nothing changed since `etag` and `modified`."""

    body: bytes | None
    content_type: str = ""
    etag: str = ""
    modified: str = ""


def fetch(url, *, etag="", modified=""):
    """The answer from `url`, at most LARGEST bytes within SECONDS.

    `etag` and `modified` are those of the last answer: the server then need not send
    it again (RFC 9110, 13). Raises Trouble.
    """
    deadline = Deadline(SECONDS)
    headers = {
        "User-Agent": settings.FEEDS_USER_AGENT,
        "Accept": "application/rss+xml, application/atom+xml, application/xml;q=0.9, "
        "text/xml;q=0.9, */*;q=0.1",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    if etag:
        headers["If-None-Match"] = etag
    if modified:
        headers["If-Modified-Since"] = modified
    try:
        for _redirect in range(REDIRECTS + 1):
            answer = ask(url, headers, deadline)
            if isinstance(answer, Answer):
                return answer
            url = urljoin(url, answer)
    except TimeoutError:
        raise Trouble(TOO_SLOW) from None
    except ssl.SSLCertVerificationError:
        raise Trouble(BAD_CERTIFICATE) from None
    except (http.client.HTTPException, zlib.error, ValueError):
        raise Trouble(BROKEN) from None
    except OSError:
        raise Trouble(NO_ANSWER) from None
    raise Trouble(MANY_REDIRECTS)


def ask(url, headers, deadline):
    """The Answer of one server, or the address to which it sends us."""
    place = Place.of(url)
    connection = http.client.HTTPConnection(place.host, place.port)
    link = connection.sock = connect(place, deadline)
    try:
        connection.putrequest(
            "GET", place.path, skip_host=True, skip_accept_encoding=True
        )
        for name, value in {"Host": place.name, **headers}.items():
            connection.putheader(name, value)
        connection.endheaders()
        with connection.getresponse() as response:
            return answer_of(response)
    finally:
        link.end()


# Where to


def resolve(place, deadline):
    """The addresses of the host of `place`; Trouble when one of them is not public.

    The resolver has a patience of its own, so it is asked aside.
    """
    host_entries = []

    def look_up():
        try:
            host_entries.extend(socket.getaddrinfo(place.host, place.port, type=STREAM))
        except (OSError, UnicodeError, ValueError):
            host_entries.append(None)

    asking = threading.Thread(target=look_up, daemon=True)
    asking.start()
    asking.join(deadline.seconds_left())
    if not host_entries:
        raise TimeoutError
    if None in host_entries:
        raise Trouble(UNKNOWN_HOST)
    addresses = list(dict.fromkeys(entry[4][0] for entry in host_entries))
    if not all(map(may_be_asked, addresses)):
        raise Trouble(NOT_PUBLIC)
    return addresses


def connect(place, deadline):
    """A link to one of the addresses that were looked at, and to no other."""
    addresses = resolve(place, deadline)
    while True:
        address = addresses.pop(0)
        patience = deadline.seconds_left() / (len(addresses) + 1)
        try:
            plain = reach(address, place.port, patience)
            break
        except OSError:
            if not addresses:
                raise
    try:
        return TimedSocket(secured(plain, place, deadline), deadline)
    except BaseException:
        plain.close()
        raise


def reach(address, port, patience):
    """A socket connected to `address`, which is a number and is not resolved again."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    plain = socket.socket(family, STREAM)
    try:
        plain.settimeout(patience)
        plain.connect((address, port))
    except BaseException:
        plain.close()
        raise
    return plain


def secured(plain, place, deadline):
    if place.scheme == "http":
        return plain
    plain.settimeout(deadline.seconds_left())
    return ssl.create_default_context().wrap_socket(plain, server_hostname=place.host)


# How long


class Deadline:
    """The moment at which patience ends, whatever has come by then."""

    def __init__(self, seconds):
        self.until = time.monotonic() + seconds

    def seconds_left(self):
        """The seconds that are left; TimeoutError when none is."""
        seconds = self.until - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds


class TimedSocket:
    """As much of a socket as http.client asks for; each wait ends at the deadline.

    The timeout of a plain socket begins anew with every byte that drips in.
    """

    def __init__(self, plain, deadline):
        self.plain, self.deadline = plain, deadline

    def makefile(self, mode):
        return io.BufferedReader(TimedReader(self))

    def sendall(self, data):
        self.plain.settimeout(self.deadline.seconds_left())
        self.plain.sendall(data)

    def receive(self, buffer):
        self.plain.settimeout(self.deadline.seconds_left())
        return self.plain.recv_into(buffer)

    def close(self):
        """http.client lets go of it before it has read the answer: `end` closes."""

    def end(self):
        self.plain.close()


class TimedReader(io.RawIOBase):
    def __init__(self, timed):
        super().__init__()
        self.timed = timed

    def readable(self):
        return True

    def readinto(self, buffer):
        return self.timed.receive(buffer)


# What came


def answer_of(response):
    """The Answer, or the address to which the server sends us; Trouble else."""
    status = response.status
    if status in (301, 302, 303, 307, 308) and response.headers.get("Location"):
        return response.headers["Location"].encode("latin-1").decode(errors="replace")
    validators = {
        "etag": kept_as_is(response.headers.get("ETag"), 300),
        "modified": kept_as_is(response.headers.get("Last-Modified"), 100),
    }
    if status == 304:
        return Answer(None, **validators)
    if status != 200:
        raise Trouble(
            sentence_for(status),
            retry_after=seconds_asked(response.headers.get("Retry-After")),
            gone=status == 410,
        )
    content_type = response.headers.get("Content-Type", "")
    kind = content_type.partition(";")[0].strip().lower()
    if kind and "xml" not in kind and not kind.startswith(TYPES):
        raise Trouble(NOT_TEXT)
    return Answer(body_of(response), content_type, **validators)


def kept_as_is(value, longest):
    """A header to send back another time; empty where it could do harm."""
    if not value or len(value) > longest or not value.isprintable():
        return ""
    return value


def sentence_for(status):
    if status in (429, 503):
        return BUSY
    if status >= 500:
        return ITS_TROUBLE
    sentences = {
        404: NOT_THERE,
        410: GONE,
        401: NOT_FOR_US,
        403: NOT_FOR_US,
        451: NOT_FOR_US,
    }
    return sentences.get(status, ODD)


def seconds_asked(value):
    """The seconds that Retry-After asks for (RFC 9110, 10.2.3), or None."""
    value = (value or "").strip()[:40]
    if value.isascii() and value.isdigit():
        return int(value[:9])
    try:
        moment = email.utils.parsedate_to_datetime(value)
        return max(0, math.ceil(moment.timestamp() - time.time()))
    except (TypeError, ValueError, OverflowError):
        return None


def body_of(response):
    """All of it, unpacked; Trouble when that is more than LARGEST bytes."""
    if (response.length or 0) > LARGEST:
        raise Trouble(TOO_LARGE)
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise Trouble(PACKED)
    unpack = Unpacker() if encoding not in ("", "identity") else None
    body, size = bytearray(), 0
    while piece := response.read(PIECE):
        size += len(piece)
        body += unpack.more(piece, LARGEST + 1 - len(body)) if unpack else piece
        if max(size, len(body)) > LARGEST:
            raise Trouble(TOO_LARGE)
    if response.length or (unpack and not unpack.is_whole()):
        raise Trouble(BROKEN)
    return bytes(body)


class Unpacker:
    """Gzip or deflate, unpacked piece by piece and never further than asked for."""

    def __init__(self):
        self.unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)

    def more(self, piece, most):
        """What `piece` unpacks to, at most `most` bytes of it."""
        return self.unpacker.decompress(piece, most)

    def is_whole(self):
        return self.unpacker.eof
