"""Whatever is read of a file is read in a process of its own, behind walls."""

import ast
import json
import re
import subprocess
import sys
import time
from contextlib import ExitStack

import pytest
from django.core.checks import run_checks

from officials.imports import reader_process
from officials.imports.reader_process import records_of
from officials.imports.readers import confinement
from officials.imports.readers.limits import LIMITS, MEGABYTE, SHELF
from officials.imports.unreadable_files import SENTENCES, RefusedFile
from tests.house.sources import APPS, ROOT, name_of, python_files
from translations.formats.readers import limits as of_texts

SHELVES = (SHELF, of_texts.SHELF)
FOLDERS = [ROOT.joinpath(*shelf.folder.split(".")) for shelf in SHELVES]
each_shelf = pytest.mark.parametrize("shelf", SHELVES, ids=lambda each: each.folder)
# What takes a file apart that anybody may have made, by module and by call.
PARSERS = {
    "PIL", "bs4", "calamine", "docx", "email", "expat", "feedparser", "html.parser",
    "html5lib", "icalendar", "lxml", "marshal", "odf", "openpyxl", "pickle",
    "plistlib", "pypdf", "tarfile", "tomllib", "vobject", "xlrd", "xml", "yaml",
    "zipfile",
}  # fmt: skip
CALLS = {"csv.reader", "csv.DictReader", "json.load", "json.loads"}
# Where such a thing stands elsewhere, and why it may.
NO_FILE_OF_OTHERS = {
    "engagements/letters/disclosure_steps.py": "writes an archive",
    "engagements/monitoring/feeds/network_fetch.py": "a date in a header",
    "engagements/letters/letter_files.py": "writes a letter",
    "translations/formats/table_writer.py": "writes a table",
    "officials/management/commands/seed_themes.py": "a file of ours",
    "officials/schema/origin.py": "what we wrote into the database",
    "staff/demo/": "files of ours",
    "staff/pages/keyset.py": "a mark of a thousand letters, in an address",
    "staff/operations/": "backups, which a key of ours has opened",
}


def refusal(how):
    with pytest.raises(RefusedFile) as error:
        records_of("probe", how.encode())
    return error.value.reason


def parsers_in(source):
    """Lines of `source` that name something that takes files apart."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
            names += [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Call):
            names = [ast.unparse(node.func)] if ast.unparse(node.func) in CALLS else []
        else:
            continue
        for name in names:
            if name in CALLS or {name, name.partition(".")[0]} & PARSERS:
                yield f"{node.lineno}: {name}"


def test_files_are_taken_apart_by_readers_alone():
    assert list(parsers_in("from lxml import etree"))
    assert list(parsers_in("import xml.sax\nrows = csv.reader(x)")) == [
        "1: xml.sax",
        "2: csv.reader",
    ]
    assert any(list(parsers_in(path.read_text())) for path in FOLDERS[0].glob("*.py"))

    wrong = [
        f"{name_of(path)}:{parser}"
        for path in python_files(*APPS)
        if not {*path.parents} & {*FOLDERS}
        and not name_of(path).startswith(tuple(NO_FILE_OF_OTHERS))
        for parser in parsers_in(path.read_text())
    ]

    assert wrong == []


def readers_in(folder):
    return {
        path.stem
        for path in folder.glob("*.py")
        if re.search(r"^def read\(_?content, _?options\)", path.read_text(), re.M)
    }


@each_shelf
def test_each_reader_has_its_line_in_the_table_of_limits(shelf):
    assert "delimited" in readers_in(FOLDERS[0])
    readers = readers_in(FOLDERS[SHELVES.index(shelf)])

    assert {limit.reader for limit in shelf.limits.values()} == readers
    for limit in shelf.limits.values():
        assert limit.size <= 20 * MEGABYTE
        assert limit.memory <= 1024 * MEGABYTE
        assert limit.seconds <= 20


@pytest.mark.parametrize(
    ("shelf", "kind"), [(shelf, kind) for shelf in SHELVES for kind in shelf.limits]
)
def test_a_reader_loads_nothing_of_the_application(shelf, kind):
    reader = f"{shelf.folder}.{shelf.limits[kind].reader}"
    code = (
        "import json, sys\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        f"import {reader}\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    command = [sys.executable, "-I", "-c", code]
    answer = subprocess.run(command, capture_output=True, check=True, env={})
    modules = json.loads(answer.stdout)
    assert reader in modules

    ours = {name for name in modules if name.partition(".")[0] in APPS}
    assert not {"django", "psycopg", "procrastinate"} & set(modules)
    allowed = {SHELF.folder, shelf.folder}
    packages = {"officials", "officials.imports"}
    packages |= {"translations", "translations.formats"}
    assert all(name in packages or name.startswith(tuple(allowed)) for name in ours)


def test_a_reader_has_no_network_no_file_no_process_and_no_environment(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "of the server")

    attempts, surroundings = records_of("probe", b"")

    assert set(attempts) == {"network", "reading", "writing", "program", "process"}
    assert set(attempts.values()) == {"held"}
    assert set(surroundings["environment"]) <= {"LC_CTYPE"}  # Python sets that one
    assert surroundings["modules"] == []


@pytest.mark.skipif(sys.platform == "win32", reason="it has none of these walls")
@pytest.mark.parametrize(
    ("wall", "attempts"),
    [
        ("limit_resources(LIMITS['probe'])", ["connect", "read_file", "write_file"]),
        ("filter_calls()", ["connect", "read_file", "write_file", "run", "fork"]),
        ("sys.addaudithook(refuse)",
         ["connect", "read_file", "write_file", "run", "fork"]),
    ],
)  # fmt: skip
def test_each_wall_holds_without_the_others(wall, attempts, tmp_path):
    if wall.startswith("filter") and not filters():
        pytest.skip("there is no filter for this processor")
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from officials.imports.readers import probe\n"
        "from officials.imports.readers.confinement import *\n"
        "from officials.imports.readers.limits import LIMITS\n"
        "{}\n"
        f"attempts = [getattr(probe, name) for name in {attempts!r}]\n"
        "print([probe.answer_of(each) for each in attempts])"
    )

    def answers(wall):
        command = [sys.executable, "-I", "-c", code.format(wall)]
        run = subprocess.run(command, capture_output=True, check=True, cwd=tmp_path)
        return ast.literal_eval(run.stdout.decode().splitlines()[-1])

    assert answers("pass") == ["open"] * len(attempts)
    assert answers(wall) == ["held"] * len(attempts)


def filters():
    machine = confinement.os.uname().machine
    return sys.platform == "linux" and machine in confinement.CALLS


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ("memory", "memory"),
        ("chatter", "memory"),  # it tells more than anybody asked for
        ("fault", "fault"),
        ("deep", "fault"),
        ("numbers", "fault"),
        ("no end", "fault"),
    ],
)
def test_a_reader_that_goes_wrong_is_a_sentence(how, reason):
    assert refusal(how) == reason


def test_a_code_that_nobody_knows_is_a_sentence_too():
    with pytest.raises(RefusedFile, match="This file cannot be read: it is damaged"):
        records_of("probe", b"code")


def test_a_reader_that_does_not_come_to_an_end_is_killed(monkeypatch):
    its_own = LIMITS["probe"].seconds  # after which it would end by itself
    short = LIMITS["probe"]._replace(seconds=1)
    monkeypatch.setitem(LIMITS, "probe", short)  # in the parent: by the clock
    begin = time.monotonic()

    with pytest.raises(RefusedFile, match="could not be read within 1 seconds"):
        records_of("probe", b"endless")

    assert time.monotonic() - begin < its_own - 2


@pytest.mark.skipif(sys.platform == "win32", reason="it has none of these walls")
def test_a_reader_whose_parent_is_gone_comes_to_an_end_by_itself():
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from officials.imports.readers import probe\n"
        "from officials.imports.readers.confinement import limit_resources\n"
        "from officials.imports.readers.limits import LIMITS\n"
        "limit_resources(LIMITS['probe']._replace(seconds=1))\n"
        "probe.endless()"
    )
    command = [sys.executable, "-I", "-c", code]

    run = subprocess.run(command, capture_output=True, timeout=30)

    assert run.returncode == reader_process.OUT_OF_TIME


def test_half_a_letter_does_not_come_back():
    assert records_of("probe", b"half a letter") == [["a\ufffdb"]]


def test_what_is_larger_than_its_kind_may_be_is_not_begun():
    size = LIMITS["probe"].size

    assert records_of("probe", b" " * (size - 4) + b"none")
    with pytest.raises(RefusedFile, match="too large"):
        records_of("probe", b" " * (size + 1))


def test_every_code_of_a_reader_has_its_sentence():
    sentence_codes = set(SENTENCES)
    sources = [*ROOT.glob("engagements/**/*.py"), *ROOT.glob("translations/**/*.py")]
    for path in sources:
        sentence_codes |= set(
            re.findall(r'^    "([a-z0-9 -]+)": ', path.read_text(), re.M)
        )
    codes = set()
    for path in [path for folder in FOLDERS for path in folder.rglob("*.py")]:
        if path.stem not in ("probe", "__main__"):
            codes |= set(
                re.findall(r'Unreadable\(\s*"([^"]+)"|"(\w+)"\),$', path.read_text())
            )
    codes = {code for pair in codes for code in pair if code}
    assert {"quotation open", "no sender"} <= sentence_codes
    assert len(codes) > 15

    assert codes - sentence_codes == set()


def test_a_check_says_whether_readers_are_shut_in(monkeypatch):
    def warnings():
        return run_checks(tags=["files"], include_deployment_checks=True)

    assert warnings() == []
    monkeypatch.setitem(LIMITS, "probe", LIMITS["probe"]._replace(answer=1))

    assert [warning.id for warning in warnings()] == ["officials.W010"]


def test_who_comes_while_several_files_are_read_is_asked_to_come_again(monkeypatch):
    monkeypatch.setattr(reader_process, "PATIENCE", 0.1)
    assert records_of("probe", b"")

    with ExitStack() as others:
        for _each in range(reader_process.AT_ONCE):
            others.enter_context(reader_process.turns)
        with pytest.raises(RefusedFile, match="Several files are being read just now"):
            records_of("probe", b"")

    assert records_of("probe", b"")
