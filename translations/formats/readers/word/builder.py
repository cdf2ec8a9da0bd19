"""Runs, links, fields and controls put together anew, children of a paragraph."""

from copy import deepcopy

from lxml import etree

from translations.formats.readers.word.xml_names import PARAGRAPH_PROPERTIES, RUN, w

NOT_TWICE = {"note", "picture", "box"}


class Builder:
    """Fills an emptied paragraph; `path` says the wrappers around what is put."""

    def __init__(self, paragraph):
        self.paragraph, self.row = paragraph, []  # (wrapper, element that holds)
        self.wrappers, self.pieces, self.run = set(), set(), (None, None, None)
        for child in [*paragraph]:
            if child.tag != PARAGRAPH_PROPERTIES:
                paragraph.remove(child)

    def put(self, path, node, properties=None, source=None):
        """Puts `node` behind all that is there, in a run with such properties.

        What comes of one `source` is put into one run.
        """
        parent = self.open(path)
        node.tail = None
        holder, former, run = self.run
        is_same = holder is parent and former is source and parent[-1] is run
        if not is_same:
            run = etree.SubElement(parent, RUN)
            if properties is not None and len(properties):
                run.append(deepcopy(properties))
            self.run = parent, source, run
        run.append(node)

    @property
    def path(self):
        """The wrappers that are open."""
        return tuple(wrapper for wrapper, _holder in self.row)

    def reached(self, path):
        """As much of `path` as is open."""
        same = 0
        while same < min(len(self.row), len(path)) and self.row[same][0] is path[same]:
            same += 1
        return path[:same]

    def put_beside(self, path, node):
        """Puts `node` behind all that is there, beside the runs."""
        parent = self.open(path)
        node.tail = None
        parent.append(node)

    def put_pieces(self, pieces, path, own_path=()):
        """Puts the pieces of an atom that had `own_path`, now at `path`.

        Those that were put before are put as copies.
        """
        for piece in pieces:
            inner = [each for each in piece.path if each not in own_path]
            node = piece.node
            if id(node) in self.pieces:
                node = deepcopy(node)
            self.pieces.add(id(node))
            if piece.run is None:
                self.put_beside((*path, *inner), node)
            else:
                self.put((*path, *inner), node, piece.properties, piece.run)

    def open(self, path):
        """Closes and opens wrappers until those of `path` are open; what holds."""
        same = len(self.reached(path))
        while len(self.row) > same:
            self.close()
        for wrapper in path[same:]:
            self.begin(wrapper)
        return self.row[-1][1] if self.row else self.paragraph

    def begin(self, wrapper):
        parent = self.row[-1][1] if self.row else self.paragraph
        is_first = wrapper not in self.wrappers
        self.wrappers.add(wrapper)
        if wrapper.element is None:
            for piece in wrapper.head:
                self.append_copy(parent, piece)
            holder = parent
        elif wrapper.element.tag == w("sdt"):
            holder = control_like(wrapper.element, parent, is_first=is_first)
        else:
            attributes = dict(wrapper.element.attrib)
            holder = etree.SubElement(parent, wrapper.element.tag, attributes)
        self.row.append((wrapper, holder))

    def close(self):
        wrapper, _holder = self.row.pop()
        parent = self.row[-1][1] if self.row else self.paragraph
        for piece in wrapper.tail:
            self.append_copy(parent, piece)

    def append_copy(self, parent, piece):
        """A mark of a field, in a run of its own."""
        run = etree.SubElement(parent, RUN) if piece.run is not None else parent
        if piece.run is not None and piece.properties is not None:
            run.append(deepcopy(piece.properties))
        node = deepcopy(piece.node)
        node.tail = None
        run.append(node)
        self.run = None, None, None

    def end(self):
        self.open(())


def control_like(control, parent, *, is_first):
    """A content control as `control`, below `parent`; what is to hold its words.

    It is bound to no data, which would come back in their own language.
    """
    copy = etree.SubElement(parent, control.tag)
    for child in control:
        if child.tag in (w("sdtPr"), w("sdtEndPr")):
            copy.append(deepcopy(child))
    properties = copy.find(w("sdtPr"))
    if properties is not None:
        loosen(properties)
        if not is_first:  # their numbers are unique
            for number in properties.findall(w("id")):
                properties.remove(number)
    return etree.SubElement(copy, w("sdtContent"))


def loosen(properties):
    """Takes out of a w:sdtPr what would put the words of the source back."""
    for binding in properties.findall(w("dataBinding")):
        properties.remove(binding)
