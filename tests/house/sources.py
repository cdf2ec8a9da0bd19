"""The project's own source files, for the tests that read them."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# From left to right: each may import those before it.
APPS = ("officials", "translations", "exchanges", "engagements", "staff", "config")


def python_files(*folders: str) -> list[Path]:
    """The modules below `folders`, generated migrations aside."""
    return [
        path
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def templates() -> list[Path]:
    """Those of Django; those of typst hold no words, but what they are told."""
    files = sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())
    return [path for path in files if path.suffix != ".typ"]


def assets() -> list[Path]:
    """Our own style sheets and scripts, without the vendored ones."""
    return [
        path
        for path in sorted((ROOT / "static").rglob("*"))
        if path.suffix in {".css", ".js", ".mjs", ".svg"}
        and "vendor" not in path.relative_to(ROOT).parts
    ]


def name_of(path: Path) -> str:
    """The path as one would type it at the top of the project."""
    return path.relative_to(ROOT).as_posix()
