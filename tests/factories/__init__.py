"""One valid record each; the call says only what matters."""

from officials.dates import PartialDate


def day(text):
    """A partial date from “2009”, “2009-05” or “2009-05-13”."""
    return PartialDate.parse(text)
