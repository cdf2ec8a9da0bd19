"""Translation memories of other tools (TMX 1.1 to 1.4b): their pairs of two languages.

Nothing is fetched: a DOCTYPE names a file, as most tools write it, and is not followed;
one that declares entities is refused.
"""

import re
from collections import Counter
from io import BytesIO

from lxml import etree

from officials.imports.readers.unreadable import Unreadable
from translations.formats.readers.tags import Tag, text_of

ENTITY = re.compile(rb"<\0?!\0?E\0?N\0?T\0?I\0?T\0?Y")
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
LINES = re.compile(r"[ \t]*[\r\n]+\s*")
LONGEST = 20_000  # letters of a segment, which is a sentence or a paragraph
KINDS = {
    "link": "link", "xlink": "link", "fnote": "note", "enote": "note", "cite": "note",
    "image": "picture", "lb": "break", "pb": "break", "index": "field",
    "date": "field", "time": "field", "variable": "field",
}  # fmt: skip


def read(content, options):
    """A record of each pair; then of the units that were left out, and why.

    `options` name the languages, `source` and `target`, by their codes. A pair is
    {source, target, tags}, both tagged, tags of one number the same thing in both. What
    is left out is counted: {"left_out": {language, empty, long: count}}. Raises
    `Unreadable`.
    """
    source, target = options.get("source") or "", options.get("target") or ""
    left_out = Counter()
    for unit in units_of(content):
        sources = variants_of(unit, source)[:1]
        targets = variants_of(unit, target)
        if not sources or not targets:
            left_out["language"] += 1
            continue
        for variant in targets:
            pair = pair_of(sources[0], variant)
            if "left_out" in pair:
                left_out[pair["left_out"]] += 1
            else:
                yield pair
    yield {"left_out": {reason: str(count) for reason, count in left_out.items()}}


def units_of(content):
    """The units (`tu`) in `content`, one after the other, each forgotten after it."""
    if ENTITY.search(content):
        raise Unreadable("tmx entities")
    try:
        for event, element in etree.iterparse(
            BytesIO(content),
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        ):
            if event == "start" and element.getparent() is None:
                if name_of(element) != "tmx":
                    raise Unreadable("tmx other")
            elif event == "end" and name_of(element) == "tu":
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError as fault:
        raise Unreadable("tmx damaged", line=fault.lineno or 1) from None


def name_of(element):
    return etree.QName(element).localname


def variants_of(unit, language):
    """The segments of `unit` in `language`: of that very code, else of its language."""
    wanted, exact, near = code_of(language), [], []
    for variant in unit.iterchildren("{*}tuv"):
        code = code_of(variant.get(LANGUAGE) or variant.get("lang") or "")
        segment = variant.find("{*}seg")
        if segment is None or code.partition("-")[0] != wanted.partition("-")[0]:
            continue
        (exact if code == wanted else near).append(segment)
    return exact or near


def code_of(language):
    return language.strip().lower().replace("_", "-")


def pair_of(source, target):
    """The record of two segments, or why they are left out."""
    numbers, kinds = {}, {}
    texts = []
    for segment in (source, target):
        parts = parts_in(segment, numbers, kinds)
        words = "".join(part for part in parts if isinstance(part, str))
        if not any(letter.isalnum() for letter in words):
            return {"left_out": "empty"}
        if len(words) > LONGEST:
            return {"left_out": "long"}
        texts.append(text_of(trimmed(parts)))
    return {"source": texts[0], "target": texts[1], "tags": kinds}


def parts_in(segment, numbers, kinds):
    """The words and tags of `segment`; `numbers` are those of tags met before."""
    pairs = pairs_in(segment)
    counts = Counter()

    def number_of(element, key):
        name = "pair" if key else name_of(element)
        counts[name] += 1
        key = (name, element.get("x") or key or str(counts[name]))
        number = numbers.setdefault(key, len(numbers) + 1)
        kind = "format" if name in ("pair", "hi") else "code"
        kinds.setdefault(str(number), KINDS.get(element.get("type"), kind))
        return number

    def walk(element):
        parts = [element.text or ""]
        for child in element:
            name, number = name_of(child), None
            if name == "hi":
                number = number_of(child, None)
                inside = walk(child)
                parts += [Tag(number, "open"), *inside, Tag(number, "close")]
            elif name == "bpt" and child in pairs:
                number = opened[child.get("i")] = number_of(child, child.get("i"))
                parts.append(Tag(number, "open"))
            elif name == "ept" and child in pairs:
                parts.append(Tag(opened[child.get("i")], "close"))
            else:
                parts.append(Tag(number_of(child, None), "alone"))
            parts.append(child.tail or "")
        return parts

    opened = {}
    return walk(segment)


def pairs_in(segment):
    """The `bpt` and `ept` of `segment` that are pairs, none of them across another."""
    pairs, stacks = set(), {}
    for element in segment.iter("{*}bpt", "{*}ept"):
        stack = stacks.setdefault(element.getparent(), [])
        if name_of(element) == "bpt":
            stack.append(element)
        elif stack and stack[-1].get("i") == element.get("i") is not None:
            pairs |= {stack.pop(), element}
    return pairs


def trimmed(parts):
    """`parts` with line ends of the file made blanks, and no blanks at its edges."""
    parts = [part if isinstance(part, Tag) else LINES.sub(" ", part) for part in parts]
    if isinstance(parts[0], str):
        parts[0] = parts[0].lstrip()
    if isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip()
    return [part for part in parts if part != ""]
