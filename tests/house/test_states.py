"""A state moves along one road: the verbs of a workflow.py, and nowhere else."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.sources import APPS, ROOT, name_of, python_files

STATES = {"state", "stage", "warmth", "decision"}
WRITERS = {"update", "create", "get_or_create", "update_or_create", "change"}
# What is no move: a decision that a form asks for is a field of the record it makes.
REASONED = {
    "staff/demo/safeguards/safeguards.py": "create(decision=)",  # the check itself
}
ROADS = {"workflow"}  # the modules that may
RULES = {"CheckConstraint", "Q"}  # what only asks


def is_legal_moves(node: ast.AST) -> bool:
    """Whether `node` is a table of which state may follow which."""
    return isinstance(node, ast.Assign) and any(
        isinstance(target, ast.Name) and target.id.split("_")[0] == "NEXT"
        for target in node.targets
    )


def states_written(source: str) -> Iterator[str]:
    """Each place where a state is assigned, or is a keyword of what writes rows."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            if node.attr in STATES:
                yield f".{node.attr} ="
        elif isinstance(node, ast.Call):
            yield from states_of_call(node)


def states_of_call(node: ast.Call) -> Iterator[str]:
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if name == "setattr" and len(node.args) > 1:
        field = node.args[1]
        if isinstance(field, ast.Constant) and field.value in STATES:
            yield f"setattr({field.value})"
    makes_a_record = name[:1].isupper() and name not in RULES
    if name in WRITERS or makes_a_record:
        yield from (f"{name}({key.arg}=)" for key in node.keywords if key.arg in STATES)


def test_a_state_is_written_by_the_verbs_of_a_workflow_only():
    assert list(states_written("letter.state = 'ready'"))
    assert list(states_written("Letter.objects.filter(pk=1).update(state='ready')"))
    assert list(states_written("Letter(subject='x', state='ready')"))
    assert list(states_written("setattr(letter, 'stage', 'ally')"))
    assert not list(states_written("Letter.objects.filter(state='ready')"))
    assert not list(states_written("models.Q(state='ready')"))
    roads = [path for path in python_files(*APPS) if path.stem in ROADS]
    assert sum(bool(list(states_written(path.read_text()))) for path in roads) > 3

    wrong = [
        f"{name_of(path)}: {written}"
        for path in python_files(*APPS)
        if path.stem not in ROADS
        for written in states_written(path.read_text())
        if REASONED.get(name_of(path)) != written
    ]

    assert wrong == []


def test_every_table_of_legal_moves_stands_in_a_workflow():
    assert is_legal_moves(ast.parse("NEXT = {}").body[0])

    homes = {
        path
        for path in python_files(*APPS)
        if any(map(is_legal_moves, ast.walk(ast.parse(path.read_text()))))
    }

    assert len(homes) > 8
    assert [name_of(path) for path in homes if path.stem != "workflow"] == []


def test_the_reasoned_exceptions_are_needed():
    for name, written in REASONED.items():
        assert written in set(states_written(Path(ROOT / name).read_text()))
