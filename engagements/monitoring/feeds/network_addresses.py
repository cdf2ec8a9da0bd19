"""Addresses on the network: which of them the server may ask at all.

Only http and https on their own ports, and only machines of the open internet: no
spelling of an address, no name and no number may lead inside (server-side request
forgery, OWASP A10).
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.utils.translation import gettext_noop as _

PORTS = {"http": 80, "https": 443}
STREAM = socket.SOCK_STREAM
PRINTED = "%/:=&?~+!$,;'@()*[]"  # what `quote` leaves alone in a path and a query
NAT64 = ipaddress.ip_network("64:ff9b::/96")
PRIVATE_NAMES = ("localhost", "local", "internal", "lan", "home", "intranet")
UNICAST = ipaddress.ip_network("2000::/3")
NOT_OURS = [
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",
        "100.64.0.0/10",  # carriers, and the metadata of one cloud
        "168.63.129.16/32",  # public by number, inside another cloud
        "192.0.0.0/24",
        "192.88.99.0/24",
        "2002::/16",  # 6to4 and Teredo carry an address inside
        "2001::/23",
    )
]


class Trouble(Exception):
    """Why nothing was fetched: one sentence, to be translated when it is shown.

    `retry_after` is the number of seconds that the server asked for, or None; `gone`
    says that it told us not to come back.
    """

    def __init__(self, sentence, *, retry_after=None, gone=False):
        super().__init__(sentence)
        self.sentence = sentence
        self.retry_after = retry_after
        self.gone = gone


NOT_WEB = _("The address does not begin with http:// or https://.")
NO_ADDRESS = _("This is no address that could be fetched.")
CREDENTIALS = _("The address holds a name or a password: leave them out.")
OTHER_PORT = _("The address names a port: only the usual ones, 80 and 443, are asked.")
NOT_PUBLIC = _(
    "The address leads into a private network, which the server does not enter."
)


@dataclass(frozen=True)
class Place:
    """An address taken apart: only what may be asked for becomes one."""

    scheme: str
    host: str
    port: int
    path: str

    @classmethod
    def of(cls, url):
        """The place of `url`; Trouble says what is wrong with it."""
        try:
            parts = urlsplit(url.strip())
            port = parts.port
            host = (parts.hostname or "").encode("idna").decode("ascii")
        except (ValueError, UnicodeError):
            raise Trouble(NO_ADDRESS) from None
        if parts.scheme not in PORTS:
            raise Trouble(NOT_WEB)
        if parts.username is not None or parts.password is not None:
            raise Trouble(CREDENTIALS)
        if not host:
            raise Trouble(NO_ADDRESS)
        if host.rstrip(".").rpartition(".")[2].lower() in PRIVATE_NAMES:
            raise Trouble(NOT_PUBLIC)
        port = PORTS[parts.scheme] if port is None else port
        if port not in PORTS.values() and not settings.FEEDS_MAY_READ_LOOPBACK:
            raise Trouble(OTHER_PORT)
        path = quote(parts.path, safe=PRINTED) or "/"
        if parts.query:
            path += "?" + quote(parts.query, safe=PRINTED)
        return cls(parts.scheme, host, port, path)

    @property
    def name(self):
        """The host as the server expects it to be called."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def refuse(url):
    """Raises Trouble when `url` can be seen to be wrong without asking anybody.

    Numbers stand for addresses in many spellings: 127.1, 0x7f000001, 2130706433.
    """
    place = Place.of(url)
    try:
        numeric = socket.getaddrinfo(
            place.host, None, type=STREAM, flags=socket.AI_NUMERICHOST
        )
    except (OSError, UnicodeError, ValueError):
        return  # a name: it is looked at when it is resolved
    if not all(may_be_asked(entry[4][0]) for entry in numeric):
        raise Trouble(NOT_PUBLIC)


def is_public(address):
    """Whether `address`, as the resolver gives it, is one of the open internet."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if ip in NAT64:
        ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if ip.version == 6 and ip not in UNICAST:
        return False  # also ::ffff:127.0.0.1, ::127.0.0.1, fec0::, ff02::
    if any(ip in network for network in NOT_OURS if network.version == ip.version):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved)


def may_be_asked(address):
    if settings.FEEDS_MAY_READ_LOOPBACK and ipaddress.ip_address(address).is_loopback:
        return True
    return is_public(address)
