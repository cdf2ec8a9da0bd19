"""The icons of the frame: drawn by lucide once, then kept."""

from functools import lru_cache

from django import template
from lucide.templatetags.lucide import lucide as draw

register = template.Library()


@lru_cache(maxsize=512)
def icon_markup(name, size, attributes):
    return draw(name, size=size, **dict(attributes))


@register.simple_tag
def lucide(name, *, size=24, **attributes):
    """The SVG of an icon, as lucide's own tag makes it at twice the time of a page."""
    return icon_markup(str(name), size, tuple(attributes.items()))
