"""Zip archives that anybody may have made, so that they may be made to swell.

What one declares and what comes out of it are both measured before anything reads it
(OWASP ASVS 5.0, V5).
"""

import encodings.cp437  # noqa: F401 - zipfile could not load it later
import zipfile
import zlib

from officials.imports.readers.unreadable import Unreadable

MOST_MEMBERS = 2_000
MOST_BYTES = 300 * 1024 * 1024  # of what was packed
MOST_TIMES = 200  # larger than packed
CHUNK = 1024 * 1024
# What comes of unpacking an archive that is damaged, or of a kind yet to come.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    ValueError,
    NotImplementedError,
    EOFError,
)


def check_swelling(package, code):
    """Unreadable by `code` if `package`, a ZipFile, unpacks to far more than it may."""
    members = package.infolist()
    declared = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    if len(members) > MOST_MEMBERS or declared > MOST_BYTES:
        raise Unreadable(code)
    if declared > CHUNK and declared > packed * MOST_TIMES:
        raise Unreadable(code)
    if measured(package, members, code) > declared:
        raise Unreadable(code)


def measured(package, members, code):
    """How many bytes come out in truth; stops as soon as they are too many."""
    total = 0
    for member in members:
        with package.open(member) as stream:
            while chunk := stream.read(CHUNK):
                total += len(chunk)
                if total > MOST_BYTES:
                    raise Unreadable(code)
    return total
