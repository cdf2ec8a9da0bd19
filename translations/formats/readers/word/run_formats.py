"""What letters look like: by the style of the paragraph, of the letters, by the run.

Two runs that look alike are one to whoever translates, however often the file was
saved, proof-read, scanned or converted.
"""

from collections import ChainMap

from translations.formats.readers.word.xml_names import DRAWN, VALUE, is_on, value_of, w

SWITCHES = ("b", "i", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
            "emboss", "imprint", "vanish")  # fmt: skip
VALUES = ("u", "sz", "color", "highlight", "vertAlign", "em", "effect")
NO_VALUE = {"none", "auto", "baseline", "000000", "clear", "ffffff", "normal"}
WIDE = 20  # twentieths of a point: letters s p a c e d for emphasis
RAISED = 3  # half points: more than a scanner's doubt
HAIR = 2  # half points between two sizes of a scanned page
SYMBOL_FONTS = ("symbol", "wingdings", "webdings", "zapfdingbats", "zapf dingbats",
                "mt extra", "marlett", "monotype sorts")  # fmt: skip
# Fonts of typewriters: words in them are of another kind; all others are alike.
TYPEWRITERS = (
    "courier", "consolas", "lucida console", "andale mono", "monaco", "menlo",
    "dejavu sans mono", "liberation mono", "source code",
)  # fmt: skip
DARK = 0x40  # of 255: a colour that a converter gives to black
HEADINGS = ("heading ", "title", "subtitle")
THEMES = {"major": "majorFont", "minor": "minorFont"}


class Style:
    """A style as it stands: what it says itself, and on which it is based."""

    def __init__(self, element, theme):
        self.key = element.get(w("styleId"))
        self.kind = element.get(w("type"))
        self.based_on = value_of(element, "basedOn")
        self.name = (value_of(element, "name") or "").lower()
        self.format = format_of(element.find(w("rPr")), theme)
        self.level = value_of(element, "pPr", "outlineLvl")
        self.number = value_of(element, "pPr", "numPr", "numId")


class Styles:
    """The styles of a document, as `root` (of styles.xml, or None) has them."""

    def __init__(self, root=None, theme=None):
        self.theme = theme or {}
        self.styles, self.formats, self.first, self.normal = {}, {}, {}, None
        self.paragraphs, self.runs = {}, {}  # what was worked out already
        if root is None:
            return
        defaults = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
        self.first = format_of(defaults, self.theme)
        for element in root.iter(w("style")):
            style = Style(element, self.theme)
            self.styles[style.key] = style
            if style.kind == "paragraph" and element.get(w("default")) in ("1", "true"):
                self.normal = style.key

    def line(self, key):
        """The style `key` and those that it is based on, each once."""
        line = []
        while (style := self.styles.get(key)) is not None and style not in line:
            line.append(style)
            key = style.based_on
        return line

    def of_style(self, key):
        """What letters of a style look like by it alone."""
        if key not in self.formats:
            maps = [style.format for style in self.line(key)]
            self.formats[key] = dict(ChainMap({}, *maps))
        return self.formats[key]

    def of_paragraph(self, properties):
        """What letters look like in a paragraph with such a w:pPr (or None)."""
        key = self.style_of(properties)
        if key not in self.paragraphs:
            self.paragraphs[key] = {**self.first, **self.of_style(key)}
        return self.paragraphs[key]

    def style_of(self, properties):
        """The key of the style that a w:pPr names, else of the usual one."""
        return (value_of(properties, "pStyle") if properties is not None else None) or (
            self.normal
        )

    def of_run(self, properties, paragraph):
        """What a run with such a w:rPr looks like, in a paragraph that looks so.

        The same dict for the same look, where both are written alike.
        """
        if properties is None:
            return paragraph
        key = id(paragraph), *((c.tag, *c.attrib.items()) for c in properties)
        if key not in self.runs:
            self.runs[key] = self.mixed(properties, paragraph)
        return self.runs[key]

    def mixed(self, properties, paragraph):
        style = self.of_style(value_of(properties, "rStyle"))
        mixed = {**paragraph, **style}
        for name in SWITCHES:  # two styles that both say so say the contrary
            if style.get(name) and paragraph.get(name):
                mixed[name] = "1" if self.first.get(name) else ""
        return {**mixed, **format_of(properties, self.theme)}

    def is_heading(self, properties):
        """Whether a paragraph with such a w:pPr (or None) is one."""
        level = value_of(properties, "outlineLvl") if properties is not None else None
        for style in self.line(self.style_of(properties)):
            level = level if level is not None else style.level
            if style.name.startswith(HEADINGS):
                return True
        return level is not None and level != "9"

    def is_numbered(self, properties):
        """Whether Word writes a number or a bullet before such a paragraph."""
        number = None
        if properties is not None:
            number = value_of(properties, "numPr", "numId")
        for style in self.line(self.style_of(properties)):
            number = number if number is not None else style.number
        return number not in (None, "0")


def format_of(properties, theme):
    """{what: how} of a w:rPr by itself; an empty text is what a usual letter has."""
    if properties is None:
        return {}
    look = {}
    for child in properties:
        name = child.tag.rpartition("}")[2]
        if name in SWITCHES:
            look[name] = "1" if is_on(child) else ""
        elif name in VALUES:
            value = (child.get(VALUE) or "").lower()
            is_usual = value in NO_VALUE or (name == "color" and is_dark(value))
            look[name] = "" if is_usual else value
        elif name == "shd":
            fill = (child.get(w("fill")) or "").lower()
            look[name] = "" if fill in NO_VALUE else fill
        elif name == "rFonts":
            if font := font_of(child, theme):
                look["font"] = font
        elif name in ("spacing", "position"):
            least = WIDE if name == "spacing" else RAISED
            look[name] = child.get(VALUE, "") if number_of(child) >= least else ""
    return look


def is_dark(color):
    """Whether nobody tells a colour (rrggbb) from black."""
    try:
        number = int(color, 16)
    except ValueError:
        return False
    return all(number >> place & 0xFF < DARK for place in (0, 8, 16))


def number_of(element):
    """The size of its w:val, without a sign; 0 where it is no number."""
    try:
        return abs(int(element.get(VALUE, "0")))
    except ValueError:
        return 0


def font_of(element, theme):
    """The font that a w:rFonts gives to letters, as one would say its name."""
    for name in ("ascii", "hAnsi"):
        if reference := element.get(w(f"{name}Theme")):
            return theme.get(reference[:5], reference[:5])
        if font := element.get(w(name)):
            return font.lower().removesuffix(" cyr").removesuffix(" ce").strip()
    return ""


def is_symbol_font(font):
    """Whether a letter in this font is a picture and no letter."""
    return (font or "").lower().startswith(SYMBOL_FONTS)


def theme_fonts(root):
    """{"major": font, "minor": font} of a theme (its root, or None)."""
    fonts = {}
    for place, name in THEMES.items():
        path = f".//{{{DRAWN}}}{name}/{{{DRAWN}}}latin"
        latin = None if root is None else root.find(path)
        if latin is not None and latin.get("typeface"):
            fonts[place] = latin.get("typeface").lower()
    return fonts


def difference(look, paragraph):
    """{what: how} in which a run differs from how its paragraph looks."""
    unlike = {
        name: look.get(name, "")
        for name in look.keys() | paragraph.keys()
        if look.get(name, "") != paragraph.get(name, "") and name != "vanish"
    }
    fonts = look.get("font", ""), paragraph.get("font", "")
    if not any(font.startswith(TYPEWRITERS) for font in fonts):
        unlike.pop("font", None)
    return unlike


def without_hair(differences, weights, usual):
    """The same, sizes made one where they differ by no more than a scan does.

    `weights` are the letters of each; `usual` is the size of the paragraph.
    """
    sizes = {}
    for each, weight in zip(differences, weights, strict=True):
        size = each.get("sz", usual)
        sizes[size] = sizes.get(size, 0) + weight
    main = max(sizes, key=sizes.get, default=usual)
    return [
        with_size(each, main, usual) if is_near(each.get("sz", usual), main) else each
        for each in differences
    ]


def with_size(each, size, usual):
    rest = {name: value for name, value in each.items() if name != "sz"}
    return rest if size == usual else {**rest, "sz": size}


def is_near(size, other):
    try:
        return abs(int(size) - int(other)) <= HAIR
    except ValueError:
        return size == other
