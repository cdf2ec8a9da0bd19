"""The rooms of the large apps: which may import which, and how full a folder may be."""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.house.sources import APPS, ROOT, name_of, python_files

FOLDER_MODULES = 20

# From left to right: each may import itself and those before it. A room is a folder;
# what lies in the folder of the app itself is numbered by its name.
ROOMS = {
    "officials": (
        # the ground
        "days",
        "dates",
        "costs",
        "cost_forms",
        "pdf",
        "postgres",
        "sets",
        # the rooms, and what the forms and lists of those after them share
        "names",
        "security",
        "workflow",
        "schema",
        "batches",
        "themes",
        "forms",
        "filters",
        "record_admin",
        "institutions",
        "people",
        "duplicates",
        "imports",
        "sources",
        "safeguards",
        "clearance",
        # what Django looks for
        "models",
        "checks",
        "admin",
        "management",
        "apps",
    ),
    "translations": (
        "catalogue",
        "formats",
        "terms",
        "memory",
        "jobs",
        "workbench",
        "deliveries",
        # what Django looks for
        "models",
        "admin",
        "management",
        "apps",
    ),
    "engagements": (
        "monitoring",
        "contacts",
        "relationships",
        "assessment",
        "approach",
        "planning",
        "letters",
        "support",
        "outcomes",
        "together",
        # what Django looks for, and the lists that a new database begins with
        "models",
        "starting_lists",
        "admin",
        "jobs",
        "apps",
    ),
}
# What only the interface has; the small app is a room.
OF_STAFF = {
    "desk",
    "search",
    "reports",
    "imports",
    "accounts",
    "frame",
    "keepers",
    "locks",
    "operations",
}
SMALL_APPS = {"exchanges"}
# Where the same words stand again, as folders or as modules; what is no room there.
# An app of many rooms may keep its own together there.
ROOMS_AGAIN = {
    "staff/views": (),
    "staff/urls": ("redirects", "rooms", "translations"),
    "staff/demo": ("chapters", "files", "load", "preparation", "server", "worker"),
    "tests/factories": ("translations",),
    "tests/trials/rows": (),
}
FOLDERS_AGAIN = (
    "tests/officials",
    "tests/translations",
    "tests/engagements",
    "tests/staff",
    "templates/officials",
    "templates/engagements",
    "templates/staff",
)
# Words that stand once in each room, and mean the same in all.
FIXED_WORDS = {
    "models",
    "workflow",
    "forms",
    "filters",
    "admin",
    "rules",
    "walls",
    "lists",
    "jobs",
    "checks",
    "apps",
    "reviews",
}
# Terms of the field that end like what somebody is doing, and name what is there: two
# rooms, and what an administrator calls it to give a server what it needs.
TERMS = {"monitoring", "planning", "provisioning"}
PARTICLES = {"away", "back", "down", "in", "off", "on", "out", "over", "up"}
each_app = pytest.mark.parametrize("app", ROOMS)


def room_of(path: Path, app: str) -> str:
    """The folder below the app in which a module lies, or its own name."""
    return path.relative_to(ROOT / app).parts[0].removesuffix(".py")


def modules(app: str) -> list[Path]:
    """Those that lie in a room; the `__init__` of the app itself is in none."""
    return [path for path in python_files(app) if room_of(path, app) != "__init__"]


def rooms_imported(app: str, source: str) -> Iterator[tuple[int, str]]:
    """(line, room) of every import of a room of `app`, also those for types alone."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            first, *rest = name.split(".")
            if first == app and rest:
                yield node.lineno, rest[0]


def imports_of_later_rooms(app: str, room: str, source: str) -> Iterator[str]:
    order = ROOMS[app]
    for line, imported in rooms_imported(app, source):
        if order.index(imported) > order.index(room):
            yield f"{line}: {room} imports {imported}"


def words() -> set[str]:
    """The names of all rooms."""
    rooms = {
        room for app in ROOMS for room in ROOMS[app] if (ROOT / app / room).is_dir()
    }
    return rooms - {"management"} | OF_STAFF | SMALL_APPS


def strangers(names: Iterable[str], apart_from: Iterable[str] = ()) -> list[str]:
    """Those of `names` that are no room."""
    return sorted({*names} - words() - {*apart_from, "__init__", "__pycache__"})


def crowded(paths: Iterable[Path]) -> Iterator[str]:
    """Folders that hold more modules than anybody looks through."""
    numbers = Counter(path.parent for path in paths if path.name != "__init__.py")
    for folder, number in sorted(numbers.items()):
        if number > FOLDER_MODULES:
            yield f"{folder} holds {number} modules"


@each_app
def test_every_room_has_its_number(app):
    numbered = ROOMS[app]
    assert len(set(numbered)) == len(numbered)

    assert {room_of(path, app) for path in modules(app)} == set(numbered)


@each_app
def test_rooms_import_those_to_their_left(app):
    first, last = ROOMS[app][0], ROOMS[app][-1]
    for wrong_way in (
        f"from {app} import {last}",
        f"from {app}.{last} import anything",
        f"from {app}.{last}.deeper import anything",
        f"import {app}.{last}.deeper",
        f"if TYPE_CHECKING:\n    from {app}.{last} import anything",
    ):
        assert list(imports_of_later_rooms(app, first, wrong_way)), wrong_way
        assert not list(imports_of_later_rooms(app, last, wrong_way)), wrong_way

    wrong = [
        f"{name_of(path)}:{line}"
        for path in modules(app)
        for line in imports_of_later_rooms(app, room_of(path, app), path.read_text())
    ]

    assert wrong == []


def test_rooms_have_the_same_names_everywhere():
    assert {"monitoring", "people", "desk"} <= words()
    assert strangers(["monitoring", "engaging"]) == ["engaging"]

    wrong = {}
    for place, apart_from in ROOMS_AGAIN.items():
        modules = [path for path in (ROOT / place).iterdir() if path.suffix != ".json"]
        wrong[place] = strangers([path.stem for path in modules], apart_from)
    for place in FOLDERS_AGAIN:
        folders = [path.name for path in (ROOT / place).iterdir() if path.is_dir()]
        assert folders
        wrong[place] = strangers(folders)

    assert {place: names for place, names in wrong.items() if names} == {}


def test_a_folder_holds_few_modules():
    full = [Path(f"staff/views/page{number}.py") for number in range(FOLDER_MODULES)]
    assert not list(crowded([*full, Path("staff/views/__init__.py")]))
    assert list(crowded([*full, Path("staff/views/one_more.py")]))

    paths = python_files(*APPS, "tests", "benchmarks")
    assert len(paths) > 100

    assert list(crowded(path.relative_to(ROOT) for path in paths)) == []


def doubles(app: str, paths: Iterable[Path]) -> list[str]:
    """Names that several modules of `app` bear, though each has a subject of its own.

    In `staff` a module named as a room is of that room: its addresses, pages, demo.
    A command of `manage.py` is named for what is typed, as what it runs may be.
    """
    apart = FIXED_WORDS | {"__init__"} | (words() if app == "staff" else set())
    numbers = Counter(path.stem for path in paths if path.parent.name != "commands")
    return sorted(
        name for name, number in numbers.items() if number > 1 and name not in apart
    )


def is_gerund(name: str) -> bool:
    """Whether a module is named for what somebody is doing: watching, handing_over."""
    first, *others = name.removeprefix("test_").split("_")
    if others and others[-1] not in PARTICLES:
        first = others[-1]  # a running_text is a text
    return first.endswith("ing") and first not in TERMS


def test_no_name_stands_twice_in_an_app():
    pages, models = Path("staff/views/together/news.py"), Path("staff/models/news.py")
    assert doubles("staff", [pages, models]) == ["news"]
    assert doubles("staff", [pages]) == []
    rooms = [Path(f"engagements/{room}/workflow.py") for room in ("letters", "support")]
    assert doubles("engagements", rooms) == []
    letters = [Path("urls/letters.py"), Path("views/letters/letters.py")]
    assert doubles("staff", letters) == []
    assert doubles("engagements", letters) == ["letters"]

    twice = {app: doubles(app, python_files(app)) for app in APPS}

    assert {app: names for app, names in twice.items() if names} == {}


def test_modules_are_named_for_what_is():
    gerunds = ("watching", "test_watching", "handing_over", "moving_on", "case_folding")
    assert [name for name in gerunds if not is_gerund(name)] == []
    nouns = ("monitoring", "test_planning", "running_text", "starting_lists")
    assert [name for name in nouns if is_gerund(name)] == []

    paths = python_files(*APPS, "tests", "benchmarks")
    assert len(paths) > 100

    assert [name_of(path) for path in paths if is_gerund(path.stem)] == []
