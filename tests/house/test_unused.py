"""Nothing is kept that nobody uses: templates, and what the apps define.

What only tests use is used by nobody. Vulture finds names that no other code mentions;
what templates or strings mention, and what a framework calls, is taken off here.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from django.template.utils import get_app_template_dirs
from vulture import Vulture

from tests.house.sources import APPS, ROOT, name_of, python_files, templates

KINDS = {"class", "function", "import", "method", "property"}
CALLED_BY_DECORATOR = [
    "@admin.register",
    "@app.periodic",
    "@app.task",
    "@receiver",
    "@register",
    "@register.*",
]
# Called by a name that is put together, or by what is no base class of theirs.
CALLED_BY_NAME = {
    r"clean_\w+": "Django's forms: clean_<field>",
    r"[A-Z]\w+Config": "Django finds the class of an app by itself",
    r"\w+_tab": "the page of an official: a method a tab",
    "from_db_value": "Django's models: a field may have it",
    "makefile": "http.client asks it of what it takes for a socket",
    "post_worker_init": "gunicorn: a hook of its configuration",
    "worker_exit": "gunicorn: a hook of its configuration",
}
WORD = re.compile(r"[A-Za-z_]\w*")
DOTTED_NAME = re.compile(r"[A-Za-z_][\w.]*")
TAG = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
TEMPLATE = re.compile(r"[\w./-]+\.(?:html|typ)")
LAYOUT = re.compile(r"__\w+")  # allauth: an element in one layout
CODES = ("400", "403", "403_csrf", "404", "429", "500")
ERROR_PAGES = {f"{name}.html" for name in CODES}


def names_in_strings(source: str) -> set[str]:
    """Of strings that are a name and nothing else: method="led_by", a.middleware."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and DOTTED_NAME.fullmatch(text):
            names.update(text.split("."))
    return names


def names_in_tags(source: str) -> set[str]:
    """Of what a template asks: {{ form.finer_open }}."""
    return {name for tag in TAG.findall(source) for name in WORD.findall(tag)}


def class_around(source: str, line: int) -> str:
    """The class of the module in whose body `line` is, or an empty string."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef) and node.lineno < line <= node.end_lineno:
            return node.name
    return ""


def is_inherited(path: Path, owner: str, name: str) -> bool:
    """Whether a class from outside defines `name`, and so knows when to call it."""
    if not owner or not path.is_relative_to(ROOT):
        return False
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    owners = [getattr(import_module(module), owner)]
    # A mixin is given what its heirs inherit.
    for each in owners:
        owners += each.__subclasses__()
    return any(
        name in vars(base)
        for each in owners
        for base in each.__mro__
        if base.__module__.partition(".")[0] not in APPS
    )


def unused(paths: Iterable[Path], mentions: set[str]) -> Iterator[tuple[Path, str]]:
    """(module, “method name”) of what nothing mentions."""
    finder = Vulture(ignore_decorators=CALLED_BY_DECORATOR)
    finder.scavenge([str(path) for path in paths])
    for item in finder.get_unused_code():
        path = Path(item.filename)
        owner = class_around(path.read_text(), item.first_lineno)
        # Nobody calls a method of a queryset by a string.
        mentioned = item.name in mentions and not owner.endswith("QuerySet")
        if item.typ not in KINDS or mentioned:
            continue
        if any(re.fullmatch(name, item.name) for name in CALLED_BY_NAME):
            continue
        if not is_inherited(path, owner, item.name):
            yield path, f"{item.typ} {item.name}"


def test_what_is_written_is_used(tmp_path):
    scrap = tmp_path / "scrap.py"
    scrap.write_text(
        "class Form:\n"
        "    def dead(self): pass\n"
        "    def named(self): pass\n"
        "    def clean_name(self): pass\n"
        "class NoteQuerySet(Form):\n"
        "    def named(self): pass\n"
        "NoteQuerySet()\n"
    )
    assert [what for _path, what in unused([scrap], {"named"})] == [
        "method dead",
        "method named",
    ]
    source = '"""a dead word"""\nf(method="named", path="a.b")'
    assert names_in_strings(source) == {"named", "a", "b"}
    assert names_in_tags("dead {{ form.open|first }}") == {"form", "open", "first"}

    mentions = set()
    for path in python_files(*APPS):
        mentions |= names_in_strings(path.read_text())
    for path in templates():
        mentions |= names_in_tags(path.read_text())

    assert [
        f"{name_of(path)}: {what}"
        for path, what in unused([ROOT / app for app in APPS], mentions)
        if "migrations" not in path.parts
    ] == []


def templates_mentioned() -> set[str]:
    """Those that Python or another template names."""
    mentions: set[str] = set()
    for path in [*python_files(*APPS), *(ROOT / "templates").rglob("*.*")]:
        mentions |= set(TEMPLATE.findall(path.read_text()))
    return mentions | {f"print/{name}" for name in mentions if name.endswith(".typ")}


def test_every_template_is_used():
    shipped = get_app_template_dirs("templates")
    named = templates_mentioned()
    assert "base.html" in named

    assert [
        name
        for path in sorted((ROOT / "templates").rglob("*.*"))
        if (name := path.relative_to(ROOT / "templates").as_posix()) not in named
        and name not in ERROR_PAGES
        and not any((folder / LAYOUT.sub("", name)).exists() for folder in shipped)
    ] == []
