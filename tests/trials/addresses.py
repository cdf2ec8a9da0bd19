"""Every address of the house, filled with samples of what it wants."""

import re

from django.urls import URLPattern

SAMPLES = {
    "uuid": "01999999-9999-7999-8999-999999999999",
    "int": "1",
    "slug": "official",
    "str": "1",
    "path": "1",
}


def addresses(patterns, prefix="", space=""):
    """(name, path) of every address of the house, filled with samples."""
    for pattern in patterns:
        here = prefix + filled(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield space + (pattern.name or here), "/" + here
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern.url_patterns, here, inner)


def filled(pattern):
    route = getattr(pattern, "_route", None)
    if route is not None:
        return re.sub(r"<(?:(\w+):)?\w+>", lambda m: SAMPLES[m[1] or "str"], route)
    regex = re.sub(r"\(\?P<\w+>[^)]*\)", "1", pattern._regex)
    return regex.strip("^$").removesuffix(r"\Z").replace("\\", "")
