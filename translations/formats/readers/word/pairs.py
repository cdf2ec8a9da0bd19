"""The tagged text of a paragraph, and what each of its tags stands for."""

from collections import namedtuple

from translations.formats.readers.tags import Tag, text_of
from translations.formats.readers.word.edges import cut, parts_by_space
from translations.formats.readers.word.run_formats import difference, without_hair
from translations.formats.readers.word.runs import WORD

# What a tag stands for: `kind` as translators are told, and one of the others.
# `properties` (a w:rPr or None) and `names` (of what they add) are of a format.
Meaning = namedtuple(
    "Meaning", "kind wrapper atom properties names", defaults=(None, None, None, ())
)
# What is seen on a stop too.
STRIKING = {"vertAlign", "strike", "dstrike", "highlight", "shd", "position"}
# What the words in a wrapper look like when no tag of a format is around them.
Ground = namedtuple("Ground", "properties extras")


class Tagged:
    """A paragraph as translators see it, with all that is needed to put it together."""

    def __init__(self, atoms, look, own_mark=""):
        pieces = parts_by_space(atoms, own_mark)
        visible = [each for each in pieces if each.role != "hidden"]
        self.has_hidden = any(each.role == "hidden" for each in atoms)
        self.before, self.middle, self.after = cut(visible, own_mark)
        self.around = outermost(self.middle)
        self.extras, self.grounds = {}, {}
        self.compare(look)
        self.meanings, self.parts, self.numbers = {}, [], {}
        self.anchors = []  # (letters before it, atom)
        self.write()

    @property
    def text(self):
        return text_of(self.parts)

    @property
    def words(self):
        return "".join(part for part in self.parts if isinstance(part, str))

    @property
    def has_words(self):
        return bool(WORD.search(self.words))

    def path(self, atom):
        """The wrappers of an atom, but those that are around all words."""
        return atom.path[len(self.around) :]

    def compare(self, look):
        """Finds what each text has more than its neighbours in the same wrapper."""
        texts = [each for each in self.middle if each.role == "text"]
        words = [each for each in texts if not is_slight(each, look)] or texts
        differences = without_hair(
            [difference(each.look, look) for each in words],
            [len(each.text) for each in words],
            look.get("sz", ""),
        )
        paths = {}
        for each, unlike in zip(words, differences, strict=True):
            paths.setdefault(each.path, []).append((each, unlike))
        for path, rows in paths.items():
            base = set.intersection(*(set(unlike.items()) for _atom, unlike in rows))
            for each, unlike in rows:
                extras = tuple(sorted(set(unlike.items()) - base))
                self.extras[id(each)] = extras
            each, extras = min(
                ((each, self.extras[id(each)]) for each, _unlike in rows),
                key=lambda row: len(row[1]),
            )
            self.grounds[path] = Ground(each.properties, names_of(extras))

    def looks(self):
        """(atom, its extras): what is no word takes after what is around it."""
        row = [(each, self.extras.get(id(each))) for each in self.middle]
        following, looks = None, []
        for each, extras in reversed(row):
            following = (each.path, extras) if extras is not None else following
            looks.append(following)
        looks.reverse()
        preceding = None
        for (each, extras), later in zip(row, looks, strict=True):
            if extras is not None:
                preceding = (each.path, extras)
                yield each, extras
            elif preceding == later and later is not None and later[0] == each.path:
                yield each, later[1]
            else:
                yield each, ()

    def write(self):
        """Fills `parts`, `meanings` and `anchors`."""
        row, letters = [], 0  # the tags that are open: (what for, number)
        for each, extras in self.looks():
            if each.role in ("anchor", "fixed"):
                self.anchors.append((letters, each))
                continue
            wanted = [*self.path(each)]
            if extras:
                wanted.append(extras)
            self.turn(row, wanted, each)
            if each.role == "alone":
                number = self.new(Meaning(each.kind, atom=each))
                self.parts.append(Tag(number, "alone"))
            else:
                self.add_words(each.text)
                letters += len(each.text)
        self.turn(row, [], None)

    def turn(self, row, wanted, each):
        """Closes and opens tags until those of `wanted` are open."""
        same = 0
        while same < min(len(row), len(wanted)) and row[same][0] == wanted[same]:
            same += 1
        while len(row) > same:
            self.parts.append(Tag(row.pop()[1], "close"))
        for what in wanted[same:]:
            if isinstance(what, tuple):
                properties, names = each.properties, names_of(what)
                number = self.new(
                    Meaning("format", None, each, properties, names),
                )
            else:
                number = self.numbers.get(what) or self.new(Meaning(what.kind, what))
                self.numbers[what] = number
            row.append((what, number))
            self.parts.append(Tag(number, "open"))

    def new(self, meaning):
        self.meanings[len(self.meanings) + 1] = meaning
        return len(self.meanings)

    def add_words(self, text):
        if self.parts and isinstance(self.parts[-1], str):
            self.parts[-1] += text
        else:
            self.parts.append(text)


def outermost(atoms):
    """The controls around all of `atoms`: nobody needs to place these."""
    path = ()
    if not atoms:
        return path
    for wrapper in atoms[0].path:
        deeper = (*path, wrapper)
        if wrapper.kind != "format":
            break
        if any(each.path[: len(deeper)] != deeper for each in atoms):
            break
        path = deeper
    return path


def is_slight(atom, look):
    """Whether nobody sees how a text looks: spaces, or a stop that is bold."""
    if WORD.search(atom.text):
        return False
    unlike = difference(atom.look, look).keys()
    return atom.is_space or bool(unlike and not unlike & STRIKING)


def names_of(extras):
    return tuple(name for name, _value in extras)
