"""`manage.py demo`: Rapport with fictional people in it, ready to sign in to."""

import os
import socket
import sys
from importlib.util import find_spec

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from staff.demo.load import read
from staff.demo.preparation import NotTheDemo, OlderDemo, prepare
from staff.demo.server import HOST, READY
from staff.demo.worker import Worker

NOT_A_DEMO = (
    "This is not a demo: the passwords of its accounts are known to everybody, so it "
    "runs only where DEMO=true is set."
)
STRANGERS = (
    "The database holds records that are not the demo's, and none of them was touched. "
    "Give the demo a database of its own, or none: without DATABASE_URL it makes one."
)
OLDER = (
    "The demo is of an earlier release, whose tables were made otherwise. Nothing was "
    "touched: `python3 dev.py demo --fresh` throws it away and makes it anew."
)


class Command(BaseCommand):
    help = "Loads the demonstration once, serves it, and says how to sign in."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--no-serve", action="store_true", help="load it and stop there"
        )
        parser.add_argument(
            "--fresh",
            action="store_true",
            help="throw away what is in the demo, and load it again",
        )

    def handle(self, *, port, no_serve, fresh, **options):
        if not settings.DEMO:
            raise CommandError(NOT_A_DEMO)
        if not no_serve:
            refuse_taken(port)
        try:
            is_loaded = prepare(fresh=fresh, tell=self.tell)
        except NotTheDemo:
            raise CommandError(STRANGERS) from None
        except OlderDemo:
            raise CommandError(OLDER) from None
        self.stdout.write(
            "The demo is loaded."
            if is_loaded
            else "The demo is as you left it; --fresh brings it back as it was."
        )
        self.write_accounts()
        if not no_serve:
            self.tell("\nStarting the server.")
            serve(port)

    def tell(self, sentence):
        """Says at once what is being done."""
        self.stdout.write(sentence)
        self.stdout.flush()

    def write_accounts(self):
        """The accounts of the demo, a line each."""
        self.stdout.write("\nSign in as one of these fictional people:\n\n")
        line = "  {:<9}{:<21}{:<15}{}"
        self.stdout.write(line.format("NAME", "PASSWORD", "ROLE", "WHO"))
        for row in read("accounts/users"):
            self.stdout.write(
                line.format(
                    row["username"],
                    row["password"],
                    row["role"],
                    f"{row['full_name']} {row['about']}",
                )
            )


def refuse_taken(port):
    """CommandError when the port cannot be had."""
    with socket.socket() as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as reason:
            raise CommandError(
                f"Port {port} cannot be had; a demo that runs already may hold it. "
                f"Choose another: --port {8001 if port == 8000 else 8000}."
            ) from reason


def serve(port):
    """Becomes gunicorn where there is one; else Django's own server, with threads."""
    connection.close()
    if find_spec("gunicorn") is None:
        jobs = Worker()
        jobs.start()
        print(READY.format(port=port), flush=True)
        try:
            call_command("runserver", f"{HOST}:{port}", use_reloader=False)
        finally:
            jobs.stop()
        return
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "config.wsgi",
        "--config",
        "python:staff.demo.server",
        "--bind",
        f"{HOST}:{port}",
    ]
    os.execv(command[0], command)  # noqa: S606 - no shell is what we want
