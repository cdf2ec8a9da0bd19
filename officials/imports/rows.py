"""The one form in which every file brings its rows."""


class Row:
    """A person holds, or held, a post; or only a person; or only an institution.

    `who` is the key by which the file itself tells its people, if it does.
    `problems` are sentences, one for each thing that cannot be taken as it is;
    `extra` is what another app reads (lead, stage ...). What a row does not say costs
    nothing: it stays with the class.
    """

    who = ""
    name = None  # `Name`
    names = ()  # dicts of `further_name`
    gender = ""
    born = None  # `PartialDate`, as the other dates
    died = None
    identifiers = ()  # “wikidata:Q7747”
    contacts = ()  # (kind, value)
    themes = ()
    institution = ""
    above = ""
    country = ""
    kind = ""  # of the institution
    post = ""
    started = None
    ended = None
    acting = False
    term = ""
    source = ""
    extra = {}  # noqa: RUF012
    problems = ()

    def __init__(self, number):
        self.number = number

    def add(self, field, *values):
        """Adds to one of the fields that hold several values."""
        setattr(self, field, (*getattr(self, field), *values))

    def refuse(self, sentence):
        """Adds a problem: the row cannot come in."""
        self.problems = (*self.problems, sentence)

    def add_extra(self, name, value):
        self.extra = {**self.extra, name: value}


def further_name(name, main, kind="", language=""):
    """A name beside the main one, as it will be kept; native, romanised or an alias."""
    if not kind:
        kind = name.kind if main is None or name.script != main.script else "alias"
    return {**name._asdict(), "kind": kind, "language": language}
