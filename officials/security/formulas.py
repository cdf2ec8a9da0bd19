"""Text that a spreadsheet would take for a formula, and how it is made harmless."""

import re

# OWASP: CSV injection. As Postgres writes it; in Python `IN_PYTHON`.
FORMULA = r"^[[:space:]\u200b-\u200f\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]"
IN_PYTHON = re.compile(FORMULA.replace("[:space:]", r"\s"))


def harmless(text):
    """`text`, behind an apostrophe where it looks like a formula."""
    return f"'{text}" if IN_PYTHON.search(text) else text
