"""Markdown: what is said in it, passage by passage; all else stays in the source."""

import re
from bisect import bisect_right

from officials.imports.readers.unreadable import Unreadable
from translations.formats.readers import html_text
from translations.formats.readers.encoded_text import decoded
from translations.formats.readers.html_runs import Run
from translations.formats.readers.markdown_places import items_of, markdown
from translations.formats.readers.passages import Passage, Piece, record_of
from translations.formats.readers.tags import text_of

MOST_LINES = 500_000
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
FRONT = re.compile(
    r"---[ \t]*(?:\r\n|\r|\n)(.*?(?:\r\n|\r|\n))(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z)", re.S
)
TITLE = re.compile(
    r"^(title|subtitle|description|summary)[ \t]*:[ \t]*"
    r"(?:\"((?:[^\"\\\r\n]|\\.)*)\"|'([^'\r\n]*)'"
    r"|([^\s\"'\[{&*!|>#%@`][^\r\n#]*?))[ \t]*$",
    re.M,
)
DEFINITION = re.compile(r"^( {0,3})\[(?=\^[^\]\s]+\]:)", re.M)
MASK = "\ue000"  # no letter: stands for the bracket before the name of a note
LABEL = re.compile(MASK + r"\^[^\]\s]+\]:[ \t]*")
ATTRIBUTES = re.compile(r"\s*\{[#.:][^{}]*\}\s*$")
TASK = re.compile(r"\[[ xX]\][ \t]+")
PREFIX = re.compile(r"[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)*")


def read(content, options):
    """A record of each passage, in reading order. Raises `Unreadable`."""
    for passage in passages_of(decoded(content).text):
        yield record_of(passage)


def passages_of(source):
    """What is said in `source`, as Passages in order."""
    return Manuscript(source).passages()


class Manuscript:
    """A source, its lines, and the passages found in it."""

    def __init__(self, source):
        self.source, self.passage_list = source, []
        self.starts, self.lines = [], []
        if max(source.count("\n"), source.count("\r")) > MOST_LINES:
            raise Unreadable("rows", most=MOST_LINES)
        for match in LINE.finditer(source):
            if match[0] or match.start() == 0:
                self.starts.append(match.start())
                self.lines.append(match[0].rstrip("\r\n"))
        front = FRONT.match(source)
        self.front_end = front.end() if front else 0

    def passages(self):
        self.take_front()
        count = bisect_right(self.starts, self.front_end) if self.front_end else 0
        text = "\n" * count + "\n".join(self.lines[count:])
        env = {}
        tokens = markdown.parse(DEFINITION.sub(rf"\1{MASK}", text), env)
        kinds, cells, row = [], 0, []
        for token in tokens:
            if token.type == "tr_open":
                cells, row = 0, self.cells_in(token.map[0])
            elif token.type == "html_block":
                self.take_html(token)
            elif token.type == "inline" and kinds and kinds[-1] in ("th", "td"):
                if cells < len(row) and token.content:
                    self.take_cell(row[cells], env)
                cells += 1
            elif token.type == "inline":
                self.take_inline(token, kinds, env)
            kinds += [token.tag] if token.nesting > 0 else []
            if token.nesting < 0:
                kinds.pop()
        return self.passage_list

    def add(self, passage):
        key = str(len(self.passage_list) + 1)
        self.passage_list.append(passage._replace(key=key))

    def take_front(self):
        """What the front matter says in words: its title, and what it is about."""
        for match in TITLE.finditer(self.source, 0, self.front_end):
            place = next(number for number in (2, 3, 4) if match[number] is not None)
            words = match[place].strip()
            if place == 2:
                words = re.sub(r"\\(.)", r"\1", words)
            if any(letter.isalnum() for letter in words):
                quotes = place != 4
                begin, end = match.start(place) - quotes, match.end(place) + quotes
                kind = "title" if match[1] == "title" else "description"
                self.add(
                    Passage("", kind, begin, end, text_of([words]), {}, form="front")
                )

    def take_html(self, token):
        first, last = token.map
        begin = self.starts[first]
        end = self.starts[last] if last < len(self.starts) else len(self.source)
        for passage in html_text.passages_of(self.source[begin:end]):
            pieces = {
                number: Piece(
                    piece.kind, moved(piece.opening, begin), moved(piece.closing, begin)
                )
                for number, piece in passage.pieces.items()
            }
            passage = passage._replace(
                begin=passage.begin + begin, end=passage.end + begin
            )
            self.add(passage._replace(pieces=pieces, form="html"))

    def cells_in(self, number):
        """The spans of the cells in the line `number`, without blanks around them."""
        line, begin = self.lines[number], self.starts[number]
        place = PREFIX.match(line).end()
        spans = []
        for match in re.finditer(r"((?:[^|\\]|\\.|\\$)*)(\||$)", line[place:]):
            text = match[1]
            first = place + match.start() + len(text) - len(text.lstrip())
            spans.append((begin + first, begin + first + len(text.strip())))
            if not match[2]:
                break
        if spans and line[place:].startswith("|"):
            spans.pop(0)
        return spans

    def take_cell(self, span, env):
        text = self.source[slice(*span)]
        self.take_text(text, [(0, span[0])], "cell", env)

    def take_inline(self, token, kinds, env):
        lines, place, places = token.content.split("\n"), 0, []
        kind = "heading" if kinds and kinds[-1][:1] == "h" else "paragraph"
        kind = "list" if "li" in kinds and kind == "paragraph" else kind
        for number, line in enumerate(lines, start=token.map[0]):
            column = self.column(number, line)
            if column is None:
                return
            label = LABEL.match(line)
            if label and places:
                self.take_text(
                    token.content[places[0][0] : place - 1], based(places), kind, env
                )
                places = []
            if label:
                kind = "note"
                places = [(place + label.end(), column + label.end())]
            elif not places and (task := TASK.match(line)) and kind == "list":
                places = [(place + task.end(), column + task.end())]
            else:
                places.append((place, column))
            place += len(line) + 1
        text = token.content[places[0][0] :]
        if kind == "heading" and (match := ATTRIBUTES.search(text)):
            text = text[: match.start()]
        self.take_text(text, based(places), kind, env)

    def column(self, number, line):
        """Where the words `line` begin in that line of the source; None if nowhere."""
        source = self.lines[number].replace("\0", "\ufffd")
        plain = line.replace(MASK, "[", 1)
        stripped = source.rstrip()
        if stripped.endswith(plain.rstrip()) and plain.strip():
            start = len(stripped) - len(plain.rstrip())
        else:
            start = source.find(plain)
        return self.starts[number] + start if start >= 0 else None

    def take_text(self, text, places, kind, env):
        """The passage of inline `text`; `places` are (offset in it, in the source)."""
        offsets = [offset for offset, _place in places]

        def placed(offset):
            first, place = places[bisect_right(offsets, offset) - 1]
            return place + offset - first

        items, captions = items_of(text, env)
        run = Run(self.source)
        for item in items:
            begin = placed(item.begin)
            end = placed(item.end - 1) + 1 if item.end > item.begin else begin
            if item.kind == "break":  # with what the next line begins with
                end = placed(item.end)
            run.items.append(item._replace(begin=begin, end=max(begin, end)))
        if kind == "cell":
            run.items = [without_bars(item) for item in run.items]
        passage = run.passage(is_kept=False)
        if passage is not None:
            self.add(passage._replace(kind=kind))
        for begin, end in captions:
            words = text[begin:end]
            if re.fullmatch(r"[^\\\[\]*_`&<!\n]*\w[^\\\[\]*_`&<!\n]*", words):
                span = (placed(begin), placed(end - 1) + 1)
                self.add(Passage("", "alt", *span, text_of([words]), {}, True))


def based(places):
    first = places[0][0]
    return [(offset - first, place) for offset, place in places]


def moved(span, offset):
    begin, end = span
    return (begin + offset, end + offset) if end else span


def without_bars(item):
    is_text = item.role == "text" and item.words
    return item._replace(words=item.words.replace("\\|", "|")) if is_text else item
