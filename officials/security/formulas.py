"""Text that a spreadsheet would take for a formula, and how it is made harmless.

OWASP: CSV injection. A cell that begins like a formula is put behind an apostrophe. So
is what would begin like one in a cell of its own where a spreadsheet splits at
semicolons, tabs or lines, whatever the quotes around say: `x;=1+1`.
"""

import re

_BLANK = r"[[:space:]\u200b-\u200f\ufeff]*"
_SIGN = r"[=+\-@＝＋－＠]"
# As Postgres writes them. First which text has anything to be made harmless, then the
# places that an apostrophe is put in; where one piece leaves off the next may begin.
FORMULA = rf"(^|[;\t\r\n]){_BLANK}{_SIGN}|^[\t\r\n]"
BEGINS = rf"^(?={_BLANK}{_SIGN}|[\t\r\n])"
GOES_ON = rf"([;\t\r\n])(?={_BLANK}{_SIGN})"

IN_PYTHON = tuple(
    re.compile(pattern.replace("[:space:]", r"\s")) for pattern in (BEGINS, GOES_ON)
)


def harmless(text):
    """`text`, behind an apostrophe where it looks like a formula."""
    begins, goes_on = IN_PYTHON
    return goes_on.sub(r"\1'", begins.sub("'", text))


def harmless_sql(cell):
    """The same in SQL; `cell` is the name of a column, for it is written three times.

    Nearly no text needs it, so that it is asked first, which costs a tenth.
    """
    begun = f"regexp_replace({cell}, '{BEGINS}', '''')"
    return (
        f"CASE WHEN {cell} ~ '{FORMULA}'"
        f" THEN regexp_replace({begun}, '{GOES_ON}', '\\1''', 'g') ELSE {cell} END"
    )
