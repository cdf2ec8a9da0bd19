"""Codes that the server prints once, for somebody to type in their own session."""

import hashlib
import hmac
import secrets

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is taken for another
GROUPS, A_GROUP = 5, 4  # 100 bits: too many to try, so a plain digest is enough


def new_code():
    """A code such as “K7QM-2ZRA-…”."""
    groups = (
        "".join(secrets.choice(LETTERS) for _ in range(A_GROUP)) for _ in range(GROUPS)
    )
    return "-".join(groups)


def digest_of(code):
    """What is kept of a code, however somebody typed it."""
    plain = "".join(each for each in code.upper() if each in LETTERS)
    return hashlib.sha256(plain.encode()).hexdigest()


def is_code(code, digest):
    """Whether `code` is the one of which `digest` was kept."""
    return hmac.compare_digest(digest_of(code), digest)
