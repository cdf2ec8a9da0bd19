"""Officials recognised in running text, by the names they have on record."""

from dataclasses import dataclass

from officials.folding import fold
from officials.models import Official


@dataclass(frozen=True)
class Recognised:
    """An official, the words of the text that name them, and why we think so."""

    official: Official
    words: str
    certain: bool = True
    why: str = ""


def recognise(text, officials):
    """Those of `officials` (a queryset) whose name stands in `text`."""
    folded = f" {fold(text)} "
    found = []
    for official in officials:
        for name in filter(None, (official.name, official.native_name)):
            if f" {fold(name)} " in folded:
                found.append(Recognised(official, name))
                break
    return found
