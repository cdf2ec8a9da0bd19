"""How the rooms of one kind of record are numbered."""

from django.urls import path


def rooms(plural, name, **pages):
    """The addresses of one kind of record: `plural/`, `plural/new/`, `plural/<id>/`.

    Any other verb is `plural/<id>/verb/`; the names are `name-verb`.
    """
    fixed = {
        "list": f"{plural}/",
        "add": f"{plural}/new/",
        "detail": f"{plural}/<uuid:pk>/",
    }
    return [
        path(
            fixed.get(verb, f"{plural}/<uuid:pk>/{verb.replace('_', '-')}/"),
            page.as_view(),
            name=f"{name}-{verb}",
        )
        for verb, page in pages.items()
    ]


def part(whole, name, page):
    """The address under `whole/<id>/` where a part is added."""
    return path(f"{whole}/<uuid:pk>/{name}s/new/", page.as_view(), name=f"{name}-add")
