"""The names that Word gives to the elements and attributes of its parts."""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/main"
PLACE = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
VML = "urn:schemas-microsoft-com:vml"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"

ALTERNATES = f"{{{MC}}}AlternateContent"
CHOICE = f"{{{MC}}}Choice"
FALLBACK = f"{{{MC}}}Fallback"
FORMULAS = (f"{{{MATH}}}oMath", f"{{{MATH}}}oMathPara")
DRAWN_PROPERTIES = f"{{{PLACE}}}docPr"
RELATION = f"{{{R}}}id"
OFF = ("0", "false", "off", "none")


def w(name):
    """The qualified name of `name` in WordprocessingML."""
    return f"{{{W}}}{name}"


PARAGRAPH, RUN, TEXT = w("p"), w("r"), w("t")
RUN_PROPERTIES, PARAGRAPH_PROPERTIES = w("rPr"), w("pPr")
BOX = w("txbxContent")
VALUE = w("val")


def value_of(parent, *path):
    """The w:val of the element at `path` below `parent`; None without one."""
    for name in path:
        parent = None if parent is None else parent.find(w(name))
    return None if parent is None else parent.get(VALUE)


def is_on(element):
    """Whether a switch (w:b, w:vanish) is on; None without it."""
    if element is None:
        return None
    return element.get(VALUE, "1").lower() not in OFF


def is_within(element, *names):
    """Whether `element` lies in an element of one of `names`."""
    return next(element.iterancestors(*names), None) is not None
