"""A value is named for what it is, and a class for what is there."""

import ast
from collections.abc import Iterator

from tests.house.sources import APPS, name_of, python_files

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
