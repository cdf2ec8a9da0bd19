"""The walls around a reader, put up by itself before it sees the file.

Each holds without the others: limits of the system (no file, no socket and no process
can be opened, for there is no number left to call it by), a filter of system calls
(Linux on the two usual processors), and a hook of Python that refuses by name.
"""

import contextlib
import ctypes
import os
import sys

try:
    import resource
except ImportError:  # Windows, which is for trying Rapport out
    resource = None

REFUSED_EVENTS = (
    "open", "socket.", "subprocess.", "os.", "shutil.", "ctypes.", "pty.", "signal.",
    "tempfile.", "glob.", "urllib.", "http.", "sqlite3.", "mmap.",
)  # fmt: skip
CLOCK_TICK = 1  # second between the request to stop and the end

# Numbers of the calls that reading needs (memory, standard streams, clock, end), from
# the tables of Linux: arch/x86/entry/syscalls/syscall_64.tbl, asm-generic/unistd.h.
CALLS = {
    "x86_64": (
        0xC000003E,
        (0, 1, 3, 5, 8, 9, 10, 11, 12, 13, 14, 15, 20, 24, 25, 28, 35, 39, 60, 63, 96,
         98, 99, 102, 104, 107, 108, 131, 186, 201, 202, 204, 219, 228, 229, 230, 231,
         273, 318, 324, 334),
    ),
    "aarch64": (
        0xC00000B7,
        (57, 62, 63, 64, 66, 80, 93, 94, 98, 99, 101, 113, 114, 115, 123, 124, 128,
         132, 134, 135, 139, 160, 165, 169, 172, 174, 175, 176, 177, 178, 179, 214,
         215, 216, 222, 226, 233, 278, 283, 293),
    ),
}  # fmt: skip
LOAD, JUMP_IF, RETURN = 0x20, 0x15, 0x06
NUMBER, ARCHITECTURE = 0, 4  # where they stand in what the filter is shown
ALLOW, KILL, REFUSE = 0x7FFF0000, 0x80000000, 0x00050001  # EPERM
NO_NEW_PRIVILEGES, SECCOMP, BY_FILTER = 38, 22, 2


class Instruction(ctypes.Structure):
    """One step of a filter: struct sock_filter."""

    _fields_ = (
        ("code", ctypes.c_ushort),
        ("if_so", ctypes.c_ubyte),
        ("if_not", ctypes.c_ubyte),
        ("value", ctypes.c_uint),
    )


class Program(ctypes.Structure):
    """A filter: struct sock_fprog."""

    _fields_ = (
        ("length", ctypes.c_ushort),
        ("instructions", ctypes.POINTER(Instruction)),
    )


def confine(limit):
    """Puts up all walls that this system has; nothing takes them down."""
    limit_resources(limit)
    filter_calls()
    sys.addaudithook(refuse)


def limit_resources(limit):
    if resource is None:
        return
    seconds = limit.seconds
    for name, soft, hard in (
        ("RLIMIT_CPU", seconds, seconds + CLOCK_TICK),
        ("RLIMIT_AS", limit.memory, limit.memory),
        ("RLIMIT_FSIZE", 0, 0),
        ("RLIMIT_CORE", 0, 0),
        ("RLIMIT_NPROC", 0, 0),
        ("RLIMIT_NOFILE", 3, 3),
    ):
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (soft, hard))


def filter_calls():
    """Has Linux refuse every system call but CALLS; True where it does."""
    machine = os.uname().machine if sys.platform == "linux" else ""
    if machine not in CALLS:
        return False
    architecture, calls = CALLS[machine]
    steps = [
        (LOAD, 0, 0, ARCHITECTURE),
        (JUMP_IF, 1, 0, architecture),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER),
    ]
    steps += [
        (JUMP_IF, len(calls) - place, 0, call) for place, call in enumerate(calls)
    ]
    steps += [(RETURN, 0, 0, REFUSE), (RETURN, 0, 0, ALLOW)]
    program = Program(len(steps), (Instruction * len(steps))(*steps))
    libc = ctypes.CDLL(None)
    if libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    return not libc.prctl(SECCOMP, BY_FILTER, ctypes.byref(program), 0, 0)


def refuse(event, _arguments):
    """The hook of Python: what a reader of bytes never has to do is refused."""
    if event.startswith(REFUSED_EVENTS):
        raise PermissionError(event)
