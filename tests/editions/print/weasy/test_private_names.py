"""Every name of WeasyPrint and pydyf that we touch is listed in private_names.toml, and there.

An upgrade begins with that list: what the new version has not fails here by its name. The names are
read out of our code and the libraries' source, so that neither side can leave the list behind. An
attribute is known by its name alone; those of our own values that a library happens to use too
stand under `ours`.
"""

from __future__ import annotations

import ast
import tomllib
from collections import defaultdict
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from weasyprint.css.properties import INITIAL_VALUES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HERE = Path(__file__).parent
PRINT = HERE.parents[3] / "src/makeready/editions/print"
DOORS = (*sorted((PRINT / "weasy").rglob("*.py")), PRINT / "tags/tagging.py")
LIBRARIES = "weasyprint", "pydyf"
LISTED = tomllib.loads((HERE / "private_names.toml").read_text("utf-8"))
OURS = frozenset(LISTED.pop("ours")["attributes"])
PROPERTIES = frozenset(LISTED.pop("styles")["properties"])
NAMES = {module: frozenset(lists.get("names", ())) for module, lists in LISTED.items()}
ATTRIBUTES = {module: frozenset(lists.get("attributes", ())) for module, lists in LISTED.items()}


@cache
def trees() -> tuple[ast.Module, ...]:
    return tuple(ast.parse(path.read_text("utf-8")) for path in DOORS)


def nodes() -> Iterator[ast.AST]:
    for tree in trees():
        yield from ast.walk(tree)


@cache
def source(module: str) -> ast.Module:
    spec = find_spec(module)
    assert spec is not None, f"{module} has gone"
    assert spec.origin is not None
    return ast.parse(Path(spec.origin).read_text("utf-8"))


def imported() -> Mapping[str, set[str]]:
    """Return what our code imports from each module of a library, and takes from it by a dot."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for tree in trees():
        modules = dict(_modules(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in LIBRARIES:
                found[str(node.module)] |= {alias.name for alias in node.names}
            elif isinstance(node, ast.Attribute) and ast.unparse(node.value) in modules:
                found[modules[ast.unparse(node.value)]].add(node.attr)
    for module in tuple(found):
        found[module] = {n for n in found[module] if f"{module}.{n}" not in found}
    return {module: names for module, names in found.items() if names}


def _modules(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield what our code calls a module of a library, and the module's whole name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((a.name, a.name) for a in node.names if a.name.split(".")[0] in LIBRARIES)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in LIBRARIES:
            for alias in node.names:
                if _is_module(f"{node.module}.{alias.name}"):
                    yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def touched() -> frozenset[str]:
    """Return the names of all attributes that our code reads or sets, and those of `getattr`."""
    return frozenset(name for node in nodes() for name in _touched(node))


def _touched(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("getattr", "hasattr"):
        yield from (str(each.value) for each in node.args[1:2] if isinstance(each, ast.Constant))


def defined(tree: ast.Module) -> Iterator[str]:
    """Yield the names that a module of a library gives to functions, classes and attributes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("namedtuple"):
            fields = ast.literal_eval(node.args[1])
            yield from fields.split() if isinstance(fields, str) else fields
        elif isinstance(node, ast.alias):
            yield node.asname or node.name


@cache
def attributes_of_libraries() -> frozenset[str]:
    """Return every name that a class or an object of the libraries may have."""
    found: set[str] = set()
    for library in LIBRARIES:
        origin = getattr(find_spec(library), "origin", None)
        assert origin is not None
        for path in Path(origin).parent.rglob("*.py"):
            # No value of these two reaches us, and they are half of the library.
            if not {"css", "svg"} & set(path.parts):
                found |= set(_members(ast.parse(path.read_text("utf-8"))))
    return frozenset(found)


def _members(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield from (n.name for n in node.body if isinstance(n, ast.FunctionDef))
            names = (n for part in node.body for n in ast.walk(part) if isinstance(n, ast.Name))
            yield from (name.id for name in names if isinstance(name.ctx, ast.Store))
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("namedtuple"):
            yield from ast.literal_eval(node.args[1])


def styles() -> frozenset[str]:
    """Return the properties of a box's style that our code asks for."""
    asked = {
        str(node.slice.value)
        for node in nodes()
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant)
    }
    named = {
        node.value
        for node in nodes()
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "_" in node.value
    }
    return frozenset((asked | named) & set(INITIAL_VALUES))


def test_the_list_has_what_our_code_imports_and_no_more() -> None:
    assert imported() == {module: set(names) for module, names in NAMES.items() if names}


def test_the_list_has_the_attributes_that_our_code_touches_and_no_more() -> None:
    listed = frozenset[str]().union(*ATTRIBUTES.values())
    members = frozenset[str]().union(*NAMES.values())
    asked = touched() & attributes_of_libraries()
    assert sorted(asked - listed - OURS - members) == []
    assert sorted((listed | OURS) - touched()) == []
    assert sorted(listed & OURS) == []


def test_the_list_has_the_properties_that_our_code_asks_for_and_no_more() -> None:
    assert styles() == PROPERTIES


@pytest.mark.parametrize("module", sorted(LISTED))
def test_the_library_still_has_what_is_listed(module: str) -> None:
    there = set(defined(source(module)))
    assert sorted(NAMES[module] - there) == []
    assert sorted(ATTRIBUTES[module] - there) == []
