"""A server of feeds on loopback: it does what the test tells it."""

import datetime
import gzip
import ssl
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>News</title>{items}</channel></rss>"""
ITEM = """<item><title>{title}</title><link>https://example.org/{id}</link>
<guid>{id}</guid><description>{text}</description>
<pubDate>Mon, 02 Nov 2026 10:00:00 +0300</pubDate></item>"""


def rss(*titles, text="Some words."):
    """An RSS feed with an item for each title."""
    items = [
        ITEM.format(title=title, id=number, text=text)
        for number, title in enumerate(titles)
    ]
    return RSS.format(items="".join(items)).encode()


class Newsstand:
    """What is served, and what was asked: `requests` holds (path, headers)."""

    def __init__(self):
        self.status, self.body = 200, rss("News of today")
        self.headers = {"Content-Type": "application/rss+xml"}
        self.say = None  # a function of the handler, which then says everything
        self.requests = []
        self.closing = threading.Event()

    def answer(self, handler):
        self.requests.append((handler.path, dict(handler.headers)))
        if self.say:
            self.say(handler)
            return
        handler.send_response(self.status)
        for name, value in {"Content-Length": len(self.body), **self.headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(self.body)

    def speak_tls(self, folder):
        """From now on with a certificate that it has signed itself."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self_signed(folder))
        self.server.socket = context.wrap_socket(
            self.server.socket, server_side=True, do_handshake_on_connect=False
        )
        self.url = self.url.replace("http:", "https:")

    def pack(self, body):
        self.body = gzip.compress(body)
        self.headers["Content-Encoding"] = "gzip"


def self_signed(folder):
    """The file of a certificate for 127.0.0.1, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    path = folder / "certificate.pem"
    path.write_bytes(
        certificate.public_bytes(pem)
        + key.private_bytes(
            pem,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


@contextmanager
def open_newsstand():
    """A Newsstand that serves on 127.0.0.1; it has its `url`."""
    stand = Newsstand()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            try:
                stand.answer(self)
            except OSError:
                self.close_connection = True  # the reader had enough

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *args: None
    stand.server = server
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    stand.url = f"http://127.0.0.1:{server.server_port}/feed.xml"
    try:
        yield stand
    finally:
        stand.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
