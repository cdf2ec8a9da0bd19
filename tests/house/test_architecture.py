"""The house keeps its shape: who imports whom, how long things are, what they load."""

import ast
import re
from collections.abc import Iterator

from tests.house.picture import PICTURE, picture
from tests.house.sources import APPS, ROOT, assets, name_of, python_files, templates

MODULE_LINES, TEST_MODULE_LINES = 400, 600
FUNCTION_LINES = 40
TEMPLATE_LINES = 120

# Each names a kind of code and not a subject, and so refuses nothing.
FORBIDDEN_NAMES = {
    "core",
    "common",
    "utils",
    "helpers",
    "services",
    "selectors",
    "managers",
    "mixins",
    "constants",
    "misc",
}

IMPORTS = (ast.Import, ast.ImportFrom)
LITERALS = (ast.Tuple, ast.List, ast.Set)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

# What was done with a value does not say what it is, and cannot be searched for.
PARTICIPLES = {
    "found",
    "held",
    "known",
    "led",
    "looked",
    "met",
    "refused",
    "said",
    "seen",
    "sent",
    "shown",
    "told",
}
# Nouns that end so: terms of ours, and what the thing is called.
NOUNS = {"Greeting", "ImportMapping", "LetterIncoming", "Meaning", "Quoting"}

LOADED_FROM_ELSEWHERE = re.compile(
    r"""(?: \b(?:src|srcset|poster|action)= | <link\b[^>]*\bhref= | \burl\(
          | @import\s | \b(?:from|import|fetch|importScripts)\s*\(? )
        \s*["'`]?\s*(?:https?:)?//[\w.]""",
    re.VERBOSE | re.IGNORECASE,
)


def apps_imported(node: ast.Import | ast.ImportFrom) -> set[str]:
    """Which of our apps an import statement names."""
    if isinstance(node, ast.Import):
        modules = [alias.name for alias in node.names]
    else:
        modules = [] if node.level else [node.module or ""]
    return {module.partition(".")[0] for module in modules} & set(APPS)


def imports_to_the_right(app: str, source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, IMPORTS):
            for imported in apps_imported(node):
                if APPS.index(imported) > APPS.index(app):
                    yield f"{node.lineno}: {app} imports {imported}"


def hidden_imports(source: str) -> Iterator[str]:
    """Imports of our apps inside a function; AppConfig.ready() is Django's own way."""
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, FUNCTIONS) and function.name != "ready":
            for node in ast.walk(function):
                if isinstance(node, IMPORTS) and apps_imported(node):
                    yield f"{node.lineno}: an import inside {function.name}()"


def long_functions(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, FUNCTIONS):
            lines = node.end_lineno - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{node.lineno}: {node.name}() has {lines} lines"


def starred_literals(source: str) -> Iterator[str]:
    """Items that stand in a literal within a literal, to save lines."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Starred) and isinstance(node.value, LITERALS):
            yield f"{node.lineno}: write the items out"


def test_imports_point_left():
    assert list(imports_to_the_right("officials", "import staff.roles"))
    assert list(imports_to_the_right("exchanges", "from engagements import models"))

    wrong = [
        f"{name_of(path)}:{import_line}"
        for app in APPS
        for path in python_files(app)
        for import_line in imports_to_the_right(app, path.read_text())
    ]

    assert wrong == []


def tables_to_the_right(app: str, sql: str) -> Iterator[str]:
    """Tables of apps further right in the SQL of `app`; Django's are of staff."""
    code = re.sub(r"--.*", "", sql)
    further = [*APPS[APPS.index(app) + 1 :]]
    if app != "staff":
        further += ["auth", "django"]
    yield from re.findall(rf"\b(?:{'|'.join(further)})_\w+", code)


def test_sql_reads_no_table_of_an_app_further_right():
    assert list(tables_to_the_right("officials", "SELECT 1 FROM staff_user"))
    assert list(tables_to_the_right("engagements", "JOIN auth_permission p ON true"))
    assert not list(tables_to_the_right("staff", "SELECT 1 FROM auth_group"))
    files = {app: sorted((ROOT / app).rglob("*.sql")) for app in APPS}
    assert sum(map(len, files.values())) > 5

    wrong = [
        f"{name_of(path)}: {table}"
        for app, paths in files.items()
        for path in paths
        for table in tables_to_the_right(app, path.read_text())
    ]

    assert wrong == []


def test_the_domain_knows_no_addresses():
    """Where a record stands is for the interface to say; the admin has its own."""
    domain = python_files("officials", "translations", "exchanges", "engagements")
    assert any("def " in path.read_text() for path in domain)

    wrong = [
        name_of(path)
        for path in domain
        if path.stem != "admin" and re.search(r"\breverse\(['\"]", path.read_text())
    ]

    assert wrong == []


def test_no_import_hides_inside_a_function():
    assert list(hidden_imports("def late():\n    from staff import roles"))

    wrong = [
        f"{name_of(path)}:{import_line}"
        for path in python_files(*APPS)
        for import_line in hidden_imports(path.read_text())
    ]

    assert wrong == []


def test_items_are_written_out():
    assert list(starred_literals("NAMES = (*('a', 'b'), 'c')"))

    wrong = [
        f"{name_of(path)}:{literal}"
        for path in python_files(*APPS, "tests", "benchmarks")
        for literal in starred_literals(path.read_text())
    ]

    assert wrong == []


def test_modules_are_short():
    sizes = {
        path: len(path.read_text().splitlines())
        for path in python_files(*APPS, "tests", "benchmarks")
    }
    assert max(sizes.values()) > 100

    wrong = [
        f"{name_of(path)} has {lines} lines"
        for path, lines in sizes.items()
        if lines
        > (TEST_MODULE_LINES if path.is_relative_to(ROOT / "tests") else MODULE_LINES)
    ]

    assert wrong == []


def test_functions_are_short():
    assert list(long_functions("def f():\n" + "    pass\n" * FUNCTION_LINES))

    wrong = [
        f"{name_of(path)}:{function}"
        for path in python_files(*APPS, "tests", "benchmarks")
        for function in long_functions(path.read_text())
    ]

    assert wrong == []


def test_templates_are_short():
    sizes = {path: len(path.read_text().splitlines()) for path in templates()}
    assert sizes

    wrong = [
        f"{name_of(path)} has {lines} lines"
        for path, lines in sizes.items()
        if lines > TEMPLATE_LINES
    ]

    assert wrong == []


def test_modules_are_named_for_their_subject():
    modules = [path.relative_to(ROOT) for path in python_files(*APPS, "tests")]
    assert modules

    wrong = [
        path.as_posix()
        for path in modules
        if FORBIDDEN_NAMES & {*path.parts, path.stem}
    ]

    assert wrong == []


def test_nothing_is_loaded_from_elsewhere():
    for example in (
        '<script src="https://cdn.example/x.js">',
        '<link rel="stylesheet" href="//cdn.example/x.css">',
        "@import 'http://example.org/x.css'",
        "background: url(https://example.org/x.png)",
        'import x from "https://example.org/x.js"',
    ):
        assert LOADED_FROM_ELSEWHERE.search(example), example
    assert not LOADED_FROM_ELSEWHERE.search('<a href="https://example.org/">')

    wrong = [
        f"{name_of(path)}: {address.group()}"
        for path in (*templates(), *assets())
        for address in LOADED_FROM_ELSEWHERE.finditer(path.read_text())
    ]

    assert wrong == []


def participles(source: str) -> Iterator[str]:
    """Values of functions that are named for what was done with them."""
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                stored = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
                if stored and node.id in PARTICIPLES:
                    yield f"{node.lineno}: {node.id}"


def gerunds(source: str) -> Iterator[str]:
    """Classes that are named for what somebody is doing."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            is_gerund = node.name.endswith("ing") and not node.name.endswith("thing")
            if is_gerund and node.name not in NOUNS:
                yield f"{node.lineno}: {node.name}"


def test_values_and_classes_are_named_for_what_they_are():
    assert list(participles("def f():\n    found = 1\n    match = 2")) == ["2: found"]
    assert list(gerunds("class Describing: pass\nclass Meaning: pass")) == [
        "1: Describing"
    ]

    paths = python_files(*APPS, "tests", "benchmarks")
    assert len(paths) > 100

    assert [
        f"{name_of(path)}:{word}"
        for path in paths
        for words in (participles, gerunds)
        for word in words(path.read_text())
    ] == []


def test_the_picture_is_that_of_the_models():
    text = picture()
    assert '  Official ||--o{ Appointment : "official"' in text
    assert "    Boolean disputed" in text

    assert PICTURE.read_text() == text, "Run: python3 dev.py picture"
