"""What stands before and after the words of a paragraph, and is no matter of theirs.

A label that was typed, a bullet, a break of the page, a box that hangs on it: they stay
where they are, and whoever translates does not see them.
"""

import re

from translations.formats.readers.word.xml_names import FORMULAS

# Before a tab: a number or a bullet is no word. A letter may be another one elsewhere.
LABEL = re.compile(r"(?:\d{1,4}(?:\.\d{1,3}){0,4}[.)]?|[•–—·*▪●○◦■□►-])")
AT_EDGES = {"tab", "break", "picture", "box", "symbol"}
SPACES = re.compile(r"^(\s*)(.*?)(\s*)$", re.DOTALL)


def parts_by_space(atoms, own_mark=""):
    """`atoms`, each text cut where its spaces at the edges begin and end.

    `own_mark` is the mark of a note that somebody typed, with which the note begins.
    """
    for each in atoms:
        if each.role != "text":
            yield each
            continue
        texts = SPACES.match(each.text).groups()
        before, words, _after = texts
        if own_mark and words.startswith(own_mark):
            texts = (
                before,
                own_mark,
                *SPACES.match(each.text[len(before + own_mark) :]).groups(),
            )
        own_mark = "" if words else own_mark
        for part in texts:
            if part:
                yield each._replace(text=part)


def is_edge(atom):
    if atom.role == "alone":
        is_formula = any(piece.node.tag in FORMULAS for piece in atom.pieces)
        return atom.kind in AT_EDGES and not is_formula
    return atom.role != "text" or atom.is_space


def cut(atoms, own_mark=""):
    """(before, middle, after) of `atoms`, whose texts are cut at their spaces.

    `own_mark` is a mark of a note that somebody typed, which a note begins with.
    """
    begin, end = first_word(atoms, own_mark), len(atoms)
    while end > begin and is_edge(atoms[end - 1]):
        end -= 1
    middle = atoms[begin:end]
    moved = [each for each in middle if each.role == "front"]
    return (
        [*atoms[:begin], *moved],
        [each for each in middle if each.role != "front"],
        atoms[end:],
    )


def first_word(atoms, own_mark):
    """The place of the first atom that whoever translates is shown."""
    place = passed(atoms, 0)
    if own_mark and place < len(atoms) and atoms[place].text == own_mark:
        place = passed(atoms, place + 1)
    label = ""
    for number, each in enumerate(atoms[place:], start=place):
        if each.role == "alone" and each.kind == "tab":
            return passed(atoms, number) if LABEL.fullmatch(label.strip()) else place
        if each.role == "alone" or len(label) > 20:
            break
        label += each.text if each.role == "text" else ""
    return place


def passed(atoms, place):
    """The place behind all that is no word, from `place` on."""
    while place < len(atoms) and is_edge(atoms[place]):
        place += 1
    return place
