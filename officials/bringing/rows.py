"""The one form in which every file brings its rows."""

from dataclasses import dataclass, field

from officials.bringing.cells import Name
from officials.dates import PartialDate


@dataclass(slots=True)
class Row:
    """A person holds, or held, a post; or only a person; or only an institution.

    `who` is the key by which the file itself tells its people, if it does.
    `problems` are sentences, one for each thing that cannot be taken as it is;
    `extra` is what another app reads (lead, stage ...).
    """

    number: int
    who: str = ""
    name: Name | None = None
    names: list = field(default_factory=list)  # of dicts: text, kind, language
    gender: str = ""
    born: PartialDate | None = None
    died: PartialDate | None = None
    identifiers: list[str] = field(default_factory=list)  # “wikidata:Q7747”
    contacts: list = field(default_factory=list)  # of [kind, value]
    themes: list[str] = field(default_factory=list)
    institution: str = ""
    above: str = ""
    country: str = ""
    kind: str = ""  # of the institution
    post: str = ""
    started: PartialDate | None = None
    ended: PartialDate | None = None
    acting: bool = False
    term: str = ""
    source: str = ""
    extra: dict = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def further_name(name, main, kind="", language=""):
    """A name beside the main one, as it will be kept; native, romanised or an alias."""
    if not kind:
        kind = name.kind if main is None or name.script != main.script else "alias"
    return {**name._asdict(), "kind": kind, "language": language}
