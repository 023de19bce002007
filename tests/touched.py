"""What changed in the repository becomes the files of tests that it touches."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

_IMPORT = re.compile(r"^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]+(\([^)]*\)|.*)", re.MULTILINE)
_NAME = re.compile(r"\w+")


def list_changed(root: Path, since: str) -> frozenset[str]:
    """Return the paths of what is other than in a commit, and of what git does not know yet."""
    told = (
        ("diff", "--name-only", since, "--"),
        ("ls-files", "--others", "--exclude-standard"),
    )
    runs = (
        subprocess.run(("git", "-C", str(root), *words), check=True, capture_output=True, text=True)
        for words in told
    )
    return frozenset(path for run in runs for path in run.stdout.splitlines())


def find_touched(root: Path, changed: Collection[str]) -> frozenset[Path]:
    """Return the files of tests that changed, mirror a changed module or import one of their room.

    Where a module has none, these are the tests in the folder of its own. What other rooms do with
    a module is tested there, and takes longer.
    """
    imported = {
        file.relative_to(root).as_posix(): frozenset(_imported(file))
        for file in (root / "tests").rglob("test_*.py")
    }
    found = set(imported).intersection(changed)
    for path in changed:
        found |= _find_tests(path, imported)
    return frozenset(root / path for path in found)


def _find_tests(changed: str, imported: Mapping[str, Collection[str]]) -> set[str]:
    """Return the tests of a file, of those that are known by what they import."""
    module, mirror = _module(changed), _mirror(changed)
    if not module:
        return set()
    found = {
        path
        for path, names in imported.items()
        if path == mirror or (module in names and _is_near(path, module))
    }
    if found or not changed.startswith("src/"):
        return found
    beside = ({path for path in imported if Path(path).parent == at} for at in Path(mirror).parents)
    return next(filter(None, beside), set())


def _is_near(path: str, module: str) -> bool:
    """Tell whether a file of tests belongs to a module's room, or the module to the tests."""
    of_press, room = module.split(".", maxsplit=1)[0] == "makeready", path.split("/")[1]
    return not of_press or module.split(".")[1] == room


def _module(path: str) -> str:
    """Return how tests import a file of Python, or "" for another file."""
    if not path.startswith(("src/", "tests/")) or not path.endswith(".py"):
        return ""
    return path.partition("/")[2].removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _mirror(path: str) -> str:
    """Return where the tests of a module of the source stand."""
    source = Path(path.removeprefix("src/makeready/"))
    return f"tests/{(source.parent / f'test_{source.name}').as_posix()}"


def _imported(file: Path) -> Iterator[str]:
    """Yield the modules that a file imports, and what it takes out of them, perhaps a module."""
    for module, names in _IMPORT.findall(file.read_text("utf-8")):
        yield module
        yield from (f"{module}.{name}" for name in _NAME.findall(names))
