"""The first command of a stranger: what it installs, what it says when it cannot."""

import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
LISTED = re.compile(r"^([\w.-]+)(?:\[([\w, -]+)\])?==", re.MULTILINE)


def listed(name):
    """Package: its extras, of one list."""
    return {
        package.lower(): {extra.strip() for extra in extras.split(",") if extra}
        for package, extras in LISTED.findall((ROOT / name).read_text())
    }


def missing_extras(packages):
    """“package[extra]” for each extra that one of `packages` wants and none lists."""
    for package, extras in packages.items():
        try:
            requirements = distribution(package).requires or []
        except PackageNotFoundError:  # for another platform
            continue
        for requirement in map(Requirement, requirements):
            applies = requirement.marker is None or any(
                requirement.marker.evaluate({"extra": extra}) for extra in {"", *extras}
            )
            lacking = requirement.extras - packages.get(requirement.name.lower(), set())
            if applies and lacking:
                yield f"{package} wants {requirement}"


def test_the_lists_keep_the_extras_that_packages_want():
    lines = listed("requirements-dev.txt")
    assert len(lines) > 50
    assert lines["coverage"] == {"toml"}
    assert list(missing_extras({**lines, "coverage": set()}))

    assert list(missing_extras(lines)) == []
    assert listed("requirements.txt").items() <= lines.items()


def test_what_cannot_be_installed_is_told_in_the_words_of_the_installer(tmp_path):
    shutil.copy(ROOT / "dev.py", tmp_path)
    (tmp_path / "requirements-dev.txt").write_text("django>=5\n")

    process = subprocess.run(
        [sys.executable, "dev.py", "test"],
        cwd=tmp_path,
        env={**os.environ, "PATH": os.defpath},  # where no uv is
        capture_output=True,
        text=True,
    )

    assert process.returncode == 1
    assert "The packages could not be installed" in process.stderr
    assert "ERROR: In --require-hashes mode" in process.stderr
    assert "install.log" in process.stderr
