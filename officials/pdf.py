"""Paper: a PDF of a template in templates/print/, made by typst without any network.

What people typed goes in as data (JSON) and never as markup: `#`, `$` and `*` of a name
stay what they are.
"""

import functools
import json
import re

import typst
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import get_language

TEMPLATES = settings.BASE_DIR / "templates" / "print"
FONTS = settings.BASE_DIR / "static" / "vendor" / "noto-2.004"


@functools.cache
def fonts():
    """The fonts of the house: Latin, Cyrillic, Greek, Georgian, Armenian, Arabic."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])


def pdf(template_name, data):
    """The PDF, as bytes, of templates/print/`template_name` filled with `data`.

    `data` is a dict of what JSON knows, with dates and lazy strings. The template reads
    it by `json(bytes(sys.inputs.data))`, and `language` is that of the reader. Raises
    typst.TypstError when the template itself is wrong.
    """
    inputs = {"language": (get_language() or "en")[:2], **data}
    compiler = typst.Compiler(
        TEMPLATES / template_name,
        root=TEMPLATES,
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(inputs, cls=DjangoJSONEncoder)},
    )
    return compiler.compile(format="pdf")


def page_count(paper):
    """How many pages a PDF of ours has, which its first object says."""
    return int(re.search(rb"/Type/Pages/Count (\d+)", paper)[1])
