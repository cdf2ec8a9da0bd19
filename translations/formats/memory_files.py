"""Translation memories that come in as files: their pairs, and what was left out."""

from typing import NamedTuple

from officials.imports.reader_process import nothing_strange, records_of
from translations.formats.readers.limits import SHELF
from translations.formats.unreadable_texts import SENTENCES


class Pair(NamedTuple):
    """A segment and its translation, both tagged; `tags` as those of a paragraph."""

    source: str
    target: str
    tags: dict


class MemoryFile(NamedTuple):
    """The pairs of a file, and how many units were left out, by the reason.

    Reasons: language (a unit has not both), empty (no words), long (no segment is).
    """

    pairs: list
    left_out: dict


def read_memory(content, source, target):
    """The `MemoryFile` in `content` (TMX, in bytes) for two codes of languages.

    Raises `RefusedFile`.
    """
    options = {"source": source, "target": target}
    records = records_of("memory", content, options, SENTENCES, SHELF)
    with nothing_strange():
        *pairs, last = records
        counts = {str(why): int(count) for why, count in last["left_out"].items()}
        return MemoryFile(
            [
                Pair(str(each["source"]), str(each["target"]), dict(each["tags"]))
                for each in pairs
            ],
            counts,
        )
