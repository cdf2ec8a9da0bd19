"""A state moves along one road: the verbs of a workflow.py, and nowhere else."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from engagements.letters import workflow as letter_steps
from officials.batches import workflow as batch_steps
from officials.security.records import new_key
from tests import one_road
from tests.factories.accounts import UserFactory
from tests.factories.letters import LetterFactory
from tests.house.sources import APPS, ROOT, name_of, python_files

STATES = {"state", "stage", "warmth", "decision"}
WRITERS = {"update", "create", "get_or_create", "update_or_create", "change"}
# What is no move: a decision that a form asks for is a field of the record it makes.
REASONED = {
    "staff/demo/safeguards/safeguards.py": "create(decision=)",  # the check itself
}
ROADS = {"workflow"}  # the modules that may
RULES = {"CheckConstraint", "Q"}  # what only asks
WRITES = {"take_step", "save", "create", "delete", "update", "bulk_create"}
# How a state might be changed elsewhere, whatever the syntax says; `row` is a letter.
OFFENCES = {
    "a record that is saved": "setattr(row, name, 'ready'); row.save()",
    "an update": "rows.filter(pk=row.pk).update(**{name: 'ready'})",
    "many at once": "setattr(row, name, 'ready'); rows.bulk_update([row], [name])",
    "plain SQL": (
        "with open_cursor() as cursor:\n"
        "    cursor.execute(f\"UPDATE engagements_letter SET {name} = 'ready'\")"
    ),
    "what an import or a merge writes": (
        "change(begin('bulk', by=row.written_by), rows.all(), **{name: 'ready'})"
    ),
    "one that begins elsewhere": (
        "row.pk = None; row._state.adding = True; row.id = key()\n"
        "setattr(row, name, 'ready'); row.save()"
    ),
}


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


def run_as(file, source):
    """Runs `source` as if it stood in `file`; what is heard of it off the road."""
    letter = LetterFactory()
    names = {"row": letter, "rows": type(letter).objects, "name": "state"}
    names["open_cursor"] = connection.cursor
    names |= {"change": batch_steps.change, "begin": batch_steps.begin, "key": new_key}
    with one_road.heard() as offences:
        exec(compile(source, ROOT / file, "exec"), names)  # noqa: S102 - ours
    return offences


@pytest.mark.django_db
@pytest.mark.parametrize("source", OFFENCES.values(), ids=OFFENCES)
def test_a_state_that_changes_off_the_road_is_heard(source):
    (offence,) = run_as("engagements/letters/letter_texts.py", source)

    assert offence[0].startswith("engagements_letter.state")
    assert offence[1].startswith("engagements/letters/letter_texts.py") or (
        "batches" in offence[1]
    )


@pytest.mark.django_db
@pytest.mark.parametrize("source", OFFENCES.values(), ids=OFFENCES)
def test_what_a_workflow_writes_is_no_offence(source):
    assert run_as("engagements/letters/workflow.py", source) == []


@pytest.mark.django_db
def test_what_the_demo_and_tests_arrange_is_no_offence():
    for folder in ("staff/demo/letters", "tests/letters", "engagements/migrations"):
        assert run_as(f"{folder}/letters.py", OFFENCES["an update"]) == []


@pytest.mark.django_db
def test_every_declared_state_is_listened_to():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(DISTINCT tgrelid) FROM pg_trigger"
            " WHERE tgfoid = 'app_say_state'::regproc AND tgname <> 'goes_out_said'"
        )
        triggers, tables = cursor.fetchone()

    fields = one_road.state_fields()
    assert triggers == 2 * len(fields) > 20
    assert tables == len({field.model for field in fields})


def verbs(tree):
    """The functions of a workflow.py that write, and that no other there calls."""
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    called = {function.name: set(names_called(function)) for function in functions}
    inner = {name for own, names in called.items() for name in names if name != own}
    return [
        function
        for function in functions
        if function.name not in inner and called[function.name] & WRITES
    ]


def names_called(tree):
    """What is called in `tree`, by its last name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "attr", getattr(node.func, "id", ""))


def reads_by(function):
    """Whether a function that takes `by` does anything with it."""
    return any(
        isinstance(node, ast.Name) and node.id == "by"
        for step in function.body
        for node in ast.walk(step)
    )


def unused_by(source):
    """The functions of `source` that are told who, and do not look."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            taken = {each.arg for each in (*node.args.args, *node.args.kwonlyargs)}
            if "by" in taken and not reads_by(node):
                yield node.name


def test_a_verb_is_told_who_does_it():
    (mute,) = verbs(ast.parse("def end(work):\n    work.save()"))
    assert mute.name == "end"
    roads = [path for path in python_files(*APPS) if path.stem in ROADS]
    roads.remove(ROOT / one_road.GENERAL)  # what it writes is of a batch, and its maker
    roads.remove(ROOT / "officials/workflow.py")
    written = {
        f"{name_of(path)}: {verb.name}": {each.arg for each in verb.args.kwonlyargs}
        for path in roads
        for verb in verbs(ast.parse(path.read_text()))
    }

    assert len(written) > 45
    assert [name for name, taken in written.items() if "by" not in taken] == []


def test_whoever_is_told_who_does_it_uses_it():
    assert list(unused_by("def end(work, *, by):\n    work.save()")) == ["end"]
    assert not list(unused_by("def end(work, *, by):\n    work.ended_by = by"))

    wrong = [
        f"{name_of(path)}: {name}"
        for path in python_files(*APPS)
        for name in unused_by(path.read_text())
    ]

    assert wrong == []


@pytest.mark.django_db
def test_the_history_of_a_move_names_who_made_it_on_no_page_as_well():
    person, letter = UserFactory(), LetterFactory()

    letter_steps.make_ready(letter, by=person)

    latest = letter.events.order_by("pgh_id").last()
    assert (latest.state, latest.pgh_context.metadata["user"]) == ("ready", person.pk)
