"""The tables of codes in the modules that raise them → one register."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from makeready.core.errors import UsageError
from makeready.core.findings import Code
from makeready.core.suggest import suggest
from makeready.press.build import memory, waivers
from makeready.press.build.limits import overdue

if TYPE_CHECKING:
    from types import ModuleType

_STAGES = ("checks", "editions", "intake", "master", "site")


def every_code() -> Mapping[str, Code]:
    """Return every code that a finding can have, sorted; importing all stages takes a moment."""
    register: dict[str, Code] = {}
    for module in (memory, overdue, waivers, *_modules()):
        for name, code in _tables(module):
            if register.setdefault(name, code) is not code:
                raise ValueError(f"{name} is defined twice, the second time in {module.__name__}")
    return dict(sorted(register.items()))


def look_up(name: str) -> Code:
    """Return the code of this name, in capitals or not."""
    register = every_code()
    code = register.get(name.upper())
    if code is None:
        raise UsageError(f'there is no code "{name}"', hint=suggest(name.upper(), register))
    return code


def _modules() -> Iterator[ModuleType]:
    for stage in _STAGES:
        package = importlib.import_module(f"makeready.{stage}")
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(found.name)


def _tables(module: ModuleType) -> Iterator[tuple[str, Code]]:
    """Yield the rows of the module's tables of codes, whatever they are called."""
    for value in vars(module).values():
        if isinstance(value, Mapping):
            rows = tuple(value.items())
            if all(isinstance(row, Code) for _, row in rows):
                yield from rows
