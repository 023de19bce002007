"""The text of a TOML file → the line on which each key and each table stands."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

KeyPath = tuple[str | int, ...]

_DEEPEST = 8
# A hostile file can hold one statement of a hundred thousand lines, which would be read over and
# over to find its end; ordinary files stay far below this many characters for each of their own.
_EFFORT = 2
_FREE = 1_000_000
_LONGEST_ELEMENT = 2_000


def line_of(text: str, path: KeyPath) -> int | None:
    """Return the line of this key, or of the nearest table around it that has a line."""
    places = lines(text)
    return next((places[path[:n]] for n in range(len(path), 0, -1) if path[:n] in places), None)


def lines(text: str) -> Mapping[KeyPath, int]:
    """Return the line of every key path in a TOML text that is known to be valid."""
    places: dict[KeyPath, int] = {}
    counts: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for line, chunk, values in _statements(text):
        names, value = _outermost(values)
        if not names:
            continue
        if chunk.lstrip().startswith("["):
            table = _open(names, counts, repeated=isinstance(value, list))
            places.setdefault(table, line)
        else:
            _place(places, table, values, line)
            _place_elements(places, table + names, value, chunk, line)
    return places


def _statements(text: str) -> Iterator[tuple[int, str, dict[str, object]]]:
    """Yield each statement with its first line; the shortest run of lines that parses is one."""
    held: list[str] = []
    effort = _FREE + _EFFORT * len(text)
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        held.append(line)
        chunk = "\n".join(held)
        effort -= len(chunk)
        if effort < 0:
            return
        values = _parse(chunk)
        if values is None:
            continue
        yield number - len(held) + 1, chunk, values
        held.clear()


def _parse(chunk: str) -> dict[str, object] | None:
    try:
        return tomllib.loads(chunk)
    except (ValueError, RecursionError):
        return None


def _outermost(values: Mapping[str, object]) -> tuple[KeyPath, object]:
    """Return the dotted names that a statement begins with, and what stands under them."""
    names: list[str] = []
    value: object = values
    while isinstance(value, dict) and len(value) == 1 and len(names) < _DEEPEST:
        name, value = next(iter(value.items()))
        names.append(name)
    return tuple(names), value


def _open(names: KeyPath, counts: dict[KeyPath, int], *, repeated: bool) -> KeyPath:
    """Return the path of the table that a header opens: a name may stand for the last of many."""
    path: KeyPath = ()
    for depth, name in enumerate(names, 1):
        path = (*path, name)
        if repeated and depth == len(names):
            counts[path] = counts.get(path, 0) + 1
        if path in counts:
            path = (*path, counts[path] - 1)
    return path


def _place(places: dict[KeyPath, int], path: KeyPath, value: object, line: int) -> None:
    """Give every key below this path the line, unless it has one."""
    if path:
        places.setdefault(path, line)
    if isinstance(value, dict) and len(path) < _DEEPEST:
        for name, inner in value.items():
            _place(places, (*path, name), inner, line)


def _place_elements(
    places: dict[KeyPath, int], path: KeyPath, value: object, chunk: str, line: int
) -> None:
    """Give each element of an array that is written over several lines its own line."""
    if not isinstance(value, list):
        return
    count = 0
    for offset, found in _elements(chunk):
        for element in found:
            _place_anew(places, (*path, count), element, line + offset)
            count += 1
    for index in range(count, len(value)):
        _place_anew(places, (*path, index), value[index], line)


def _place_anew(places: dict[KeyPath, int], path: KeyPath, value: object, line: int) -> None:
    places.pop(path, None)
    _place(places, path, value, line)


def _elements(chunk: str) -> Iterator[tuple[int, list[object]]]:
    """Yield the elements of a written array, line by line, with the offset of their line."""
    head, *rest = chunk.split("\n")
    yield 0, _array(f"{head}\n]") or []
    held: list[str] = []
    for offset, line in enumerate(rest[:-1], 1):
        held.append(line)
        written = "\n".join(held)
        if len(written) > _LONGEST_ELEMENT:
            return
        found = _array(f"x = [{written}\n]")
        if found is not None:
            yield offset - len(held) + 1, found
            held.clear()


def _array(chunk: str) -> list[object] | None:
    values = _parse(chunk)
    if values is None:
        return None
    value = _outermost(values)[1]
    return value if isinstance(value, list) else None
