#!/usr/bin/env python3
"""Everything a developer does, on a machine that has only Python 3.11 or newer.

    python3 dev.py demo         run Rapport with fictional people in it
    python3 dev.py test         run every test
    python3 dev.py manage ...   run a management command
    python3 dev.py check        lint, format, architecture, migrations, translations
    python3 dev.py messages     bring the translations up to date with the sources
    python3 dev.py packages     compile the lists of packages anew, from pyproject.toml
    python3 dev.py migrations   make the migrations of all apps anew, from nothing
    python3 dev.py picture      draw the models anew in docs/models.md
    python3 dev.py likeness     what differs from the baseline, seen from outside
    python3 dev.py bench        measure what docs/performance.md tells; takes an hour
    python3 dev.py trial fuzz   give the readers damaged files; takes ten minutes
    python3 dev.py shots        take the pictures in docs/shots

Each first installs the packages into .venv when requirements-dev.txt has changed,
with uv if it is there, otherwise with pip; both verify every package's hash. What
follows a command's name is passed on.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

if os.name != "nt":
    import fcntl

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
REQUIREMENTS = ROOT / "requirements-dev.txt"
STAMP = VENV / ".installed"
LOCAL = ROOT / ".local"
LOG = LOCAL / "install.log"
BETWEEN_NEWS = 5  # seconds
MOST_LINES = 12  # of a log, below a sentence that says what failed

COMMANDS = {
    "demo": ["manage.py", "demo"],
    "test": ["-m", "pytest", "-n", "auto", "--dist", "worksteal"],
    "manage": ["manage.py"],
    "messages": ["-m", "tests.house.messages"],
    "migrations": ["-m", "tests.house.migrations"],
    "picture": ["-m", "tests.house.picture"],
    "likeness": ["-m", "tests.house.likeness"],
    "bench": ["-m", "benchmarks"],
    "trial": ["-m", "tests.trials"],
    "shots": ["-m", "tests.journeys.shots"],
}

# Exact versions with the hashes of every platform, and no address of an index. Extras
# stay: where a list has `coverage` and a package wants `coverage[toml]`, pip before
# 23.3 refuses it in hash mode, and uv does not mind.
COMPILE = [
    "uv", "pip", "compile", "pyproject.toml", "--universal", "--generate-hashes",
    "--no-strip-extras", "--no-header", "--no-annotate", "--no-emit-index-url",
    "--quiet",
]  # fmt: skip
LISTS = {
    "requirements.txt": [],
    "requirements-dev.txt": ["--group", "local", "--group", "test", "--group", "dev"],
}

CHECKS = {
    "Lint": ["ruff", "check"],
    "Format": ["ruff", "format", "--check"],
    "Templates": ["djade", "--check", "templates"],
    "Dependencies": ["python", "-m", "deptry", "."],
    "Migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
    "Architecture and translations": [
        "python", "-m", "pytest", "-q", "-n", "auto", "--dist", "worksteal",
        "tests/house", "--ignore=tests/house/test_migrations.py",  # two minutes alone
    ],
    "Django": ["python", "manage.py", "check"],
}  # fmt: skip


def main():
    if sys.version_info < (3, 11):  # noqa: UP036 - an older one does get here
        sys.exit(
            f"Rapport needs Python 3.11 or newer; this is {sys.version.split()[0]}."
        )
    name, *rest = sys.argv[1:] or ["help"]
    if name not in {"check", "packages", *COMMANDS}:
        sys.exit(__doc__)
    if name == "packages":
        sys.exit(compile_lists(rest))
    install()
    os.environ["PYTHONUTF8"] = "1"
    os.environ.setdefault("DEMO", "true")  # the settings refuse to run without secrets
    os.chdir(ROOT)
    if name == "check":
        sys.exit(check())
    run([*COMMANDS[name], *rest])


def run(arguments):
    """Become Python with these arguments, so that signals reach it and not us."""
    command = [str(PYTHON), *arguments]
    if os.name == "nt":
        sys.exit(subprocess.call(command))
    os.execv(command[0], command)  # noqa: S606 - no shell is what we want


def check():
    """Run every check, and print which have failed; 1 if any has."""
    failed = []
    for title, (program, *arguments) in CHECKS.items():
        print(f"== {title}", flush=True)
        command = [str(PYTHON.with_name(program)), *with_templates(arguments)]
        if subprocess.call(command):
            failed.append(title)
    print(f"Failed: {', '.join(failed)}." if failed else "All checks passed.")
    return 1 if failed else 0


def with_templates(arguments):
    """`arguments` with the folder of templates replaced by the templates in it."""
    for argument in arguments:
        if argument == "templates":
            yield from map(str, sorted(Path("templates").rglob("*.html")))
        else:
            yield argument


def install():
    """Make .venv hold exactly the packages of requirements-dev.txt.

    The stamp is written last: an environment without the right one was interrupted,
    or is of another Python or another list, and is made anew.
    """
    LOCAL.mkdir(exist_ok=True)
    with only_one():
        if STAMP.is_file() and STAMP.read_text() == wanted_stamp():
            return
        print("Installing the packages into .venv (about half a minute).", flush=True)
        shutil.rmtree(VENV, ignore_errors=True)
        with LOG.open("w") as log:
            if not (install_with_uv(log) or install_with_pip(log)):
                sys.exit(
                    "The packages could not be installed. What the installer says:\n\n"
                    f"{last_errors()}\n\nAll it said is in {LOG}."
                )
        STAMP.write_text(wanted_stamp())
        print("The packages are there.", flush=True)


def wanted_stamp():
    version = ".".join(map(str, sys.version_info[:2]))
    return f"{version} {hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()}"


@contextlib.contextmanager
def only_one():
    """Let a second `dev.py` wait until the first has installed."""
    with (LOCAL / "install.lock").open("w") as file:
        if os.name != "nt":
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def install_with_uv(log):
    uv = shutil.which("uv")
    return uv and (
        succeeds(log, uv, "venv", "--python", sys.executable, VENV)
        and succeeds(
            log, uv, "pip", "install", "--require-hashes",
            "--python", PYTHON, "-r", REQUIREMENTS,
        )
    )  # fmt: skip


def install_with_pip(log):
    if not (find_spec("venv") and find_spec("ensurepip")):
        sys.exit(
            "This Python comes without venv: install it ('apt install python3-venv' "
            "on Debian and Ubuntu), or install uv."
        )
    return succeeds(log, sys.executable, "-m", "venv", "--clear", VENV) and succeeds(
        log, PYTHON, "-m", "pip", "install", "--require-hashes",
        "--disable-pip-version-check", "--progress-bar", "off", "-r", REQUIREMENTS,
    )  # fmt: skip


def succeeds(log, *command):
    """Whether `command` goes well; its latest line says meanwhile how far it is."""
    began = time.monotonic()
    with subprocess.Popen(list(map(str, command)), stdout=log, stderr=log) as process:
        while True:
            try:
                return process.wait(BETWEEN_NEWS) == 0
            except subprocess.TimeoutExpired:
                seconds = time.monotonic() - began
                print(f"  {seconds:3.0f} s  {latest_line()[:68]}", flush=True)


def log_lines():
    """What is in the log so far, without empty lines."""
    return [
        line for line in LOG.read_text(errors="replace").splitlines() if line.strip()
    ]


def latest_line():
    return (log_lines() or ["..."])[-1].strip()


def last_errors():
    """The end of the log, from the first error in it where there is one."""
    lines = log_lines()[-MOST_LINES:] or ["(nothing)"]
    errors = [at for at, line in enumerate(lines) if "error" in line.lower()]
    return "\n".join(f"    {line}" for line in lines[errors[0] if errors else 0 :])


def compile_lists(options):
    """Write both lists anew, keeping the versions they have; 1 without uv.

    `options` go to uv: `--upgrade` takes newer versions, `--upgrade-package NAME` one.
    """
    if not shutil.which("uv"):
        print("The lists are compiled by uv: install it first ('pip install uv').")
        return 1
    os.chdir(ROOT)
    return max(
        subprocess.call([*COMPILE, *groups, *options, "--output-file", name])
        for name, groups in LISTS.items()
    )


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
    except PermissionError as error:
        sys.exit(
            f"{error.filename}: permission denied. Does it belong to another user?"
        )
