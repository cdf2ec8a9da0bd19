"""The server fetches feeds, and knocks at no door inside the network."""

import io
import socket
import time
import zlib

import pytest

from engagements.monitoring.feeds import network_fetch
from engagements.monitoring.feeds.checks import check_feeds
from engagements.monitoring.feeds.network_addresses import Trouble, is_public, refuse
from engagements.monitoring.feeds.network_fetch import fetch
from tests.engagements.monitoring.newsstand import open_newsstand, rss

INSIDE = [
    "http://127.0.0.1/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://0x7f000001/",
    "http://017700000001/",
    "http://127.1/",
    "http://0/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://feeds.localhost/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[fe80::1]/",
    "http://[fec0::1]/",
    "http://[fd00:ec2::254]/",
    "http://[ff02::1]/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://100.100.100.200/",
    "http://169.254.169.254/latest/meta-data/",
    "http://168.63.129.16/",
    "http://192.0.0.192/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
]


@pytest.fixture
def stand(settings):
    settings.FEEDS_MAY_READ_LOOPBACK = True
    with open_newsstand() as stand:
        yield stand


def resolve_to(monkeypatch, *addresses):
    """Every name has these addresses."""

    def getaddrinfo(host, port, *args, **kwargs):
        family = {True: socket.AF_INET6, False: socket.AF_INET}
        return [(family[":" in each], 1, 6, "", (each, port)) for each in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


@pytest.mark.parametrize("url", INSIDE)
def test_no_spelling_of_a_private_address_is_asked(url):
    with pytest.raises(Trouble, match="private network"):
        fetch(url)


@pytest.mark.parametrize("url", INSIDE)
def test_the_form_refuses_a_private_address_before_anybody_is_asked(url):
    with pytest.raises(Trouble, match="private network"):
        refuse(url)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("ftp://example.org/feed", "http:// or https://"),
        ("file:///etc/passwd", "http:// or https://"),
        ("gopher://example.org/", "http:// or https://"),
        ("example.org/feed", "http:// or https://"),
        ("https://", "no address"),
        ("https://anna:secret@example.org/", "name or a password"),
        ("https://anna@example.org/", "name or a password"),
        ("http://example.org:22/", "names a port"),
        ("https://example.org:8443/", "names a port"),
        ("https://example.org:99999/", "no address"),
        ("https://[::1/", "no address"),
        (f"https://{'a' * 70}.org/", "no address"),
    ],
)
def test_an_address_that_is_none_is_refused_in_words(url, sentence):
    with pytest.raises(Trouble, match=sentence):
        refuse(url)
    with pytest.raises(Trouble, match=sentence):
        fetch(url)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07::1"])
def test_public_addresses_may_be_asked(address):
    assert is_public(address)


@pytest.mark.parametrize("inside", ["10.0.0.1", "::1", "fd12::5", "127.0.0.53"])
def test_a_name_that_leads_inside_is_not_asked(monkeypatch, inside):
    resolve_to(monkeypatch, "93.184.215.14", inside)

    with pytest.raises(Trouble, match="private network"):
        fetch("https://news.example.org/feed")


def test_a_name_that_nobody_has_is_told(monkeypatch):
    def nobody(*args, **kwargs):
        raise socket.gaierror(-2, "not known")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)

    with pytest.raises(Trouble, match="no server of this name"):
        fetch("https://news.example.org/feed")


def test_the_name_is_resolved_once_and_that_very_address_is_asked(stand, monkeypatch):
    hosts = []

    def first_ours_then_another(host, port, *args, **kwargs):
        hosts.append(host)
        address = "127.0.0.1" if len(hosts) == 1 else "10.0.0.1"
        return [(socket.AF_INET, 1, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", first_ours_then_another)
    port = stand.url.split(":")[2]

    answer = fetch(f"http://news.example.org:{port}")

    assert answer.body == rss("News of today")
    assert hosts == ["news.example.org"]
    assert stand.requests[0][1]["Host"] == f"news.example.org:{port.split('/')[0]}"


def test_a_redirect_inside_is_refused(stand, settings, monkeypatch):
    stand.status, stand.headers = 302, {"Location": "http://10.0.0.1/secret"}

    with pytest.raises(Trouble, match="private network"):
        fetch(stand.url)

    assert len(stand.requests) == 1


def test_a_redirect_to_loopback_is_refused_on_a_real_server(
    stand, settings, monkeypatch
):
    stand.status, stand.headers = 302, {"Location": stand.url}
    may_be_asked = network_fetch.may_be_asked
    outside = iter([True])
    monkeypatch.setattr(
        network_fetch,
        "may_be_asked",
        lambda each: next(outside, None) or may_be_asked(each),
    )

    def ask(url, *args):
        settings.FEEDS_MAY_READ_LOOPBACK = not stand.requests
        return real_ask(url, *args)

    real_ask = network_fetch.ask
    monkeypatch.setattr(network_fetch, "ask", ask)
    with pytest.raises(Trouble, match="names a port|private network"):
        fetch(stand.url)

    assert len(stand.requests) == 1


def test_redirects_are_followed_three_times(stand):
    def say(handler):
        step = int(handler.path.removeprefix("/feed.xml") or 0)
        handler.send_response(301 if step < 3 else 200)
        handler.send_header("Location", f"/feed.xml{step + 1}")
        handler.end_headers()
        handler.wfile.write(b"<rss/>")

    stand.say = say

    assert fetch(stand.url).body == b"<rss/>"
    assert len(stand.requests) == 4


def test_a_server_that_sends_us_round_is_left(stand):
    stand.status, stand.headers = 307, {"Location": stand.url}

    with pytest.raises(Trouble, match="from one address to the next"):
        fetch(stand.url)

    assert len(stand.requests) == 4


def test_a_redirect_to_a_file_is_refused(stand):
    stand.status, stand.headers = 302, {"Location": "file:///etc/passwd"}

    with pytest.raises(Trouble, match="http:// or https://"):
        fetch(stand.url)


def test_an_unchanged_feed_is_not_sent_again(stand):
    stand.headers |= {"ETag": '"abc"', "Last-Modified": "Mon, 02 Nov 2026 10:00:00 GMT"}
    first = fetch(stand.url)
    stand.status, stand.body = 304, b""

    second = fetch(stand.url, etag=first.etag, modified=first.modified)

    assert first.body
    assert second.body is None
    request_headers = stand.requests[1][1]
    assert request_headers["If-None-Match"] == '"abc"'
    assert request_headers["If-Modified-Since"] == "Mon, 02 Nov 2026 10:00:00 GMT"


def test_we_say_that_we_read_feeds_and_nothing_of_who_we_are(stand, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")

    fetch(stand.url)

    headers = stand.requests[0][1]
    assert "feed reader" in headers["User-Agent"]
    assert set(headers) == {
        "Host",
        "User-Agent",
        "Accept",
        "Accept-Encoding",
        "Connection",
    }


def endless(handler):
    """Without a length, for ever: five gigabytes and more."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/rss+xml")
    handler.end_headers()
    while True:
        handler.wfile.write(b"<item/>" * 10_000)


def test_an_endless_answer_is_cut_off(stand):
    stand.say = endless
    started = time.monotonic()

    with pytest.raises(Trouble, match="larger than 5 MB"):
        fetch(stand.url)

    assert time.monotonic() - started < 5


def test_an_answer_that_says_it_is_five_gigabytes_is_not_read(stand):
    stand.headers["Content-Length"] = str(5 * 1024**3)

    with pytest.raises(Trouble, match="larger than 5 MB"):
        fetch(stand.url)


def test_a_packed_feed_is_unpacked(stand):
    stand.pack(rss("News of today"))

    assert fetch(stand.url).body == rss("News of today")


def test_a_bomb_of_gzip_does_not_go_off(stand):
    packer = zlib.compressobj(9, wbits=31)
    bomb = io.BytesIO()
    for _megabyte in range(200):
        bomb.write(packer.compress(bytes(1024**2)))
    bomb.write(packer.flush())
    stand.body = bomb.getvalue()
    stand.headers["Content-Encoding"] = "gzip"
    assert len(stand.body) < 300_000

    with pytest.raises(Trouble, match="larger than 5 MB"):
        fetch(stand.url)


def drip(headers_first):
    def say(handler):
        start = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"
        handler.wfile.write(start + (b"\r\n" if headers_first else b""))
        while True:
            handler.wfile.write(b"x" if headers_first else b"X: 1\r\n")
            time.sleep(0.05)

    return say


@pytest.mark.parametrize("headers_first", [True, False])
def test_an_answer_that_drips_is_not_waited_for(stand, monkeypatch, headers_first):
    monkeypatch.setattr(network_fetch, "SECONDS", 0.6)
    stand.say = drip(headers_first)
    started = time.monotonic()

    with pytest.raises(Trouble, match="longer than 15 seconds|not understood"):
        fetch(stand.url)

    assert time.monotonic() - started < 3


def test_a_name_that_is_slow_to_resolve_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(network_fetch, "SECONDS", 0.2)
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *args, **kwargs: time.sleep(1) or []
    )

    with pytest.raises(Trouble, match="longer than 15 seconds"):
        fetch("https://news.example.org/")


def test_an_answer_that_breaks_off_is_told(stand):
    stand.headers["Content-Length"] = "100000"

    with pytest.raises(Trouble, match="broke off"):
        fetch(stand.url)


def test_what_is_no_http_is_told(stand):
    stand.say = lambda handler: handler.wfile.write(b"220 smtp.example.org ready\r\n")

    with pytest.raises(Trouble, match="not understood"):
        fetch(stand.url)


def test_nobody_who_listens_is_told(stand):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    with pytest.raises(Trouble, match="does not answer"):
        fetch(f"http://127.0.0.1:{port}/")


def test_a_picture_is_not_a_feed(stand):
    stand.headers["Content-Type"] = "image/png"

    with pytest.raises(Trouble, match="not a feed"):
        fetch(stand.url)


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (404, "nothing at this address"),
        (403, "does not give it"),
        (410, "gone for good"),
        (429, "come later"),
        (500, "trouble of its own"),
        (503, "come later"),
        (206, "no feed"),
    ],
)
def test_each_refusal_of_a_server_has_its_sentence(stand, status, sentence):
    stand.status = status
    stand.headers["Retry-After"] = "3600"

    with pytest.raises(Trouble, match=sentence) as caught:
        fetch(stand.url)

    assert caught.value.retry_after == 3600
    assert caught.value.gone == (status == 410)


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(stand, tmp_path):
    stand.speak_tls(tmp_path)

    with pytest.raises(Trouble, match="certificate of the server"):
        fetch(stand.url)

    assert stand.requests == []


def test_a_server_without_tls_is_told(stand):
    with pytest.raises(Trouble, match="does not answer|broke off"):
        fetch(stand.url.replace("http:", "https:"))


def test_a_real_server_may_not_read_from_itself(settings):
    assert check_feeds(None) == []

    settings.FEEDS_MAY_READ_LOOPBACK = True

    assert [error.id for error in check_feeds(None)] == ["engagements.E001"]
