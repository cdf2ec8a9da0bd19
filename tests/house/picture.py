"""The picture of the models in docs/models.md: a diagram a room, as Mermaid.

`python3 dev.py picture` writes it anew from the models. GitHub and most editors draw
the text; a test compares it with what the models are.
"""

import os
from collections.abc import Iterator

import django
from django.apps import apps
from django.db.models import Field, ForeignKey, ManyToManyField, Model, OneToOneField

from tests.house.sources import APPS, ROOT, name_of
from tests.house.test_rooms import ROOMS

PICTURE = ROOT / "docs" / "models.md"
ABOVE = """\
# The models

Written by `python3 dev.py picture`, a diagram a room. Every record has a key and a
`circle` besides; tables of history and what only Django needs are left out. A box
without fields is of another room. `||` is one, `o|` one or none, `o{` any number: the
many side is the one that holds the key, unless the line says *each other*.
"""
EVERYWHERE = {"id", "circle", "folded"}


def room_of(model: type[Model]) -> str:
    """`engagements/letters`; the name of the app where it has no rooms."""
    app, room, *_rest = model.__module__.split(".")
    return f"{app}/{room}" if room in ROOMS.get(app, ()) else app


def place_of(model: type[Model]) -> tuple[int, int]:
    """Where its room stands from left to right."""
    app, room, *_rest = model.__module__.split(".")
    rooms = ROOMS.get(app, ())
    return APPS.index(app), rooms.index(room) if room in rooms else 0


def models() -> list[type[Model]]:
    """Those of our apps without their history, room by room."""
    ours = [
        model
        for model in apps.get_models()
        if model._meta.app_label in APPS and not hasattr(model, "pgh_tracked_model")
    ]
    return sorted(ours, key=place_of)


def line(field: Field) -> str:
    """Two boxes with what is between them."""
    one, other = field.related_model.__name__, field.model.__name__
    if isinstance(field, ManyToManyField):
        return f'  {one} }}o--o{{ {other} : "{field.name}, each other"'
    left = "o|" if field.null else "||"
    right = "o|" if isinstance(field, OneToOneField) else "o{"
    return f'  {one} {left}--{right} {other} : "{field.name}"'


def box(model: type[Model]) -> Iterator[str]:
    """A model with its own columns; keys of other tables are lines."""
    columns = [
        field
        for field in model._meta.local_fields
        if field.name not in EVERYWHERE and not isinstance(field, ForeignKey)
    ]
    if not columns:
        yield f"  {model.__name__}"
        return
    yield f"  {model.__name__} {{"
    yield from (
        f"    {field.get_internal_type().removesuffix('Field')} {field.name}"
        for field in columns
    )
    yield "  }"


def relations(model: type[Model]) -> Iterator[str]:
    for field in model._meta.local_fields:
        if isinstance(field, ForeignKey) and field.name not in EVERYWHERE:
            yield line(field)
    for field in model._meta.local_many_to_many:
        if field.remote_field.through._meta.auto_created:  # else it is a box
            yield line(field)


def diagram(room: list[type[Model]]) -> Iterator[str]:
    yield "```mermaid"
    yield "erDiagram"
    for model in room:
        yield from box(model)
    for model in room:
        yield from relations(model)
    yield "```"


def picture() -> str:
    """The text of docs/models.md."""
    rooms: dict[str, list[type[Model]]] = {}
    for model in models():
        rooms.setdefault(room_of(model), []).append(model)
    lines = [ABOVE.rstrip()]
    for room, its_models in rooms.items():
        lines += ["", f"## `{room}`", "", *diagram(its_models)]
    return "\n".join(lines) + "\n"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    PICTURE.write_text(picture())
    print(name_of(PICTURE))


if __name__ == "__main__":
    main()
