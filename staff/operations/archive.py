"""The file of a backup: one tar stream, sealed by age for those who hold a key.

Nothing is written unsealed, neither the database nor a file: what comes from `pg_dump`
goes in pieces through the tar, and that through a pipe into age. https://age-encryption.org/v1
"""

import contextlib
import getpass
import hashlib
import io
import json
import os
import sys
import tarfile
import threading
from pathlib import Path

import pyrage
from django.core.management.base import CommandError

PIECE = 4 * 1024 * 1024  # bytes
ABOUT, DATABASE, FILES, MANIFEST = "about.json", "database/", "files/", "manifest.json"
LEAST_RECIPIENTS = 2
SEALED_IDENTITY = b"age-encryption.org/"
RECIPIENTS = (
    "BACKUP_RECIPIENTS names {number} key: two are needed, of two people, or the loss "
    "of one key is the loss of all backups (docs/operations.md, “Backup”)."
)
NOT_A_RECIPIENT = "BACKUP_RECIPIENTS: “{text}” is no public key of age (age1...)."
NO_IDENTITY = (
    "A backup opens with the private key of one of its two holders: name its file with "
    "--identity (docs/operations.md, “Restore”)."
)
WRONG_KEY = "This key does not open this backup, or the file is damaged: {error}."


def recipients_of(texts):
    """For whom a backup is sealed; CommandError unless they are two or more."""
    different = sorted({*texts})
    if len(different) < LEAST_RECIPIENTS:
        raise CommandError(RECIPIENTS.format(number=len(different)))
    recipients = []
    for text in different:
        try:
            recipients.append(pyrage.x25519.Recipient.from_str(text))
        except pyrage.RecipientError:
            raise CommandError(NOT_A_RECIPIENT.format(text=text)) from None
    return recipients


def identities_of(path):
    """The private keys in the file `path`; CommandError says why there are none.

    A file that is itself sealed with a passphrase asks for it, where somebody sits.
    """
    if not path:
        raise CommandError(NO_IDENTITY)
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise CommandError(f"{NO_IDENTITY} {error.strerror}: {path}") from None
    if content.startswith(SEALED_IDENTITY):
        content = _opened_with_passphrase(content)
    lines = content.decode(errors="replace").splitlines()
    try:
        identities = [
            pyrage.x25519.Identity.from_str(line.strip())
            for line in lines
            if line.strip() and not line.startswith("#")
        ]
    except pyrage.IdentityError:
        identities = []
    if not identities:
        raise CommandError(f"{NO_IDENTITY} There is no private key of age in {path}.")
    return identities


def _opened_with_passphrase(content):
    if not sys.stdin.isatty():
        raise CommandError(
            "The key is sealed with a passphrase: run this in a terminal."
        )
    try:
        return pyrage.passphrase.decrypt(content, getpass.getpass("Passphrase: "))
    except pyrage.DecryptError:
        raise CommandError("This passphrase does not open the key.") from None


@contextlib.contextmanager
def sealed(file, recipients):
    """A Writer, what is put into which is sealed into the open `file`."""
    with (
        _through_pipe(
            lambda reader: pyrage.encrypt_io(reader, file, recipients), "rb"
        ) as pipe,
        tarfile.open(fileobj=pipe, mode="w|") as tar,
    ):
        yield Writer(tar)


@contextlib.contextmanager
def unsealed(path, identities):
    """The open tar in the sealed file `path`; CommandError if no key opens it.

    What was read is whole only when the block ends without an error.
    """
    with Path(path).open("rb") as file:

        def open_into(writer):
            try:
                pyrage.decrypt_io(file, writer, identities)
            except OSError as error:
                if error.errno is None:  # what age says, and not the system
                    raise CommandError(WRONG_KEY.format(error=error)) from None
                raise

        try:
            with (
                _through_pipe(open_into, "wb") as pipe,
                tarfile.open(fileobj=pipe, mode="r|") as tar,
            ):
                yield tar
                while pipe.read(PIECE):
                    pass
        except pyrage.DecryptError as error:
            raise CommandError(WRONG_KEY.format(error=error)) from None
        except tarfile.ReadError as error:
            raise CommandError(f"This is no backup: {error}.") from None


@contextlib.contextmanager
def _through_pipe(work, end):
    """The other end of a pipe on whose `end` (“rb”, “wb”) a thread does `work`.

    An error of the thread counts more than the broken pipe that it leaves.
    """
    faults = []
    reading, writing = os.pipe()
    theirs, ours = (reading, writing) if end == "rb" else (writing, reading)

    def run():
        try:
            with os.fdopen(theirs, end) as pipe:
                work(pipe)
        except BaseException as error:  # noqa: BLE001 - told below, to who waits
            faults.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        with os.fdopen(ours, "wb" if end == "rb" else "rb") as pipe:
            yield pipe
    except (BrokenPipeError, tarfile.ReadError):
        thread.join()
        if not faults:
            raise
    finally:
        thread.join()
    if faults and not isinstance(faults[0], BrokenPipeError):
        raise faults[0]


class Writer:
    """Puts pieces, files and notes into a tar, and counts what it put."""

    def __init__(self, tar):
        self.tar = tar

    def put(self, name, content):
        """The bytes `content` under `name`."""
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = len(content), 0o600
        self.tar.addfile(entry, io.BytesIO(content))

    def put_note(self, name, note):
        """What JSON can say, under `name`."""
        self.put(name, json.dumps(note).encode())

    def put_stream(self, prefix, stream):
        """What is read from `stream`, in pieces; how many bytes it was."""
        total = number = 0
        while piece := stream.read(PIECE):
            self.put(f"{prefix}{number:08}", piece)
            total, number = total + len(piece), number + 1
        return total

    def put_file(self, name, file):
        """An open file as it is now: its size in bytes and its SHA-256."""
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = os.fstat(file.fileno()).st_size, 0o600
        reader = WithDigest(file)
        self.tar.addfile(entry, reader)
        return [entry.size, reader.digest.hexdigest()]


class WithDigest:
    """A stream that is read once, and the SHA-256 of what went by."""

    def __init__(self, stream):
        self.stream, self.digest = stream, hashlib.sha256()

    def read(self, size=-1):
        content = self.stream.read(size)
        self.digest.update(content)
        return content
