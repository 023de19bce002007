"""The sizes that keep the code readable: of files, folders and functions."""

from __future__ import annotations

import ast
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted(
    path for room in ("src", "tests", "benchmarks") for path in (ROOT / room).rglob("*.py")
)
FOLDERS = sorted({path.parent for path in (ROOT / "src").rglob("*.py")})
MOST_LINES = 400
MOST_MODULES = 15
LONGEST_FUNCTION = 60
MIDDLE_FUNCTION = 10
NAMES_OF_NOTHING = {"utils", "util", "helpers", "common", "misc"}


def functions(path: Path) -> list[tuple[str, int]]:
    """Return the name of each function of a module, and how many lines it has."""
    return [
        (node.name, (node.end_lineno or node.lineno) - node.lineno + 1)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_file_is_too_long() -> None:
    long = {name(path): len(path.read_text("utf-8").splitlines()) for path in FILES}
    assert {path: lines for path, lines in long.items() if lines > MOST_LINES} == {}


def test_no_folder_holds_too_much() -> None:
    held = {
        name(folder): len([each for each in folder.glob("*.py") if each.name != "__init__.py"])
        for folder in FOLDERS
    }
    assert {folder: count for folder, count in held.items() if count > MOST_MODULES} == {}


def test_functions_are_short() -> None:
    found = {
        f"{name(path)}: {called}": lines
        for path in FILES
        if path.is_relative_to(ROOT / "src")
        for called, lines in functions(path)
    }
    assert {place: lines for place, lines in found.items() if lines > LONGEST_FUNCTION} == {}
    assert median(found.values()) < MIDDLE_FUNCTION


def test_no_module_is_called_after_nothing() -> None:
    called = {path: {path.stem, *path.relative_to(ROOT).parts} for path in FILES}
    assert [name(path) for path, names in called.items() if names & NAMES_OF_NOTHING] == []
