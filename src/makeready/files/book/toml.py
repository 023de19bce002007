"""The bytes of a TOML file → a checked structure, or one error with line, key and remedy."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec import inspect

from makeready.core.errors import ConfigError
from makeready.core.findings import Place
from makeready.core.suggest import suggest
from makeready.files.book.toml_lines import KeyPath, line_of

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 1_000_000
"""The most bytes that a file of settings may have."""

# tomllib is quadratic in the dots of a key: half a million of them take an hour
_MOST_DOTS = 1_000

_Kind = TypeVar("_Kind", bound=msgspec.Struct)

_WORDS = {
    "str": "text in quotes",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "date": "a date such as 2026-11-22, without quotes",
    "datetime": "a date with a time of day",
    "time": "a time of day",
    "array": "a list in [ ]",
    "object": "a table",
    "null": "nothing",
}
_MEANT = {
    **dict.fromkeys(
        ("author", "authors", "creator", "creators", "contributor", "contributors", "persons"),
        ("people", '[[people]] with name = "…" and role = "aut"'),
    ),
    **dict.fromkeys(
        ("editor", "editors"), ("people", '[[people]] with name = "…" and role = "edt"')
    ),
    **dict.fromkeys(
        ("translator", "translators"), ("people", '[[people]] with name = "…" and role = "trl"')
    ),
    "lang": ("language", 'language = "…"'),
    "date": ("published", "published = 2026-01-31"),
    **dict.fromkeys(
        ("chapter", "files", "content", "sources"), ("parts", '[[parts]] with file = "…"')
    ),
    **dict.fromkeys(("keywords", "keyword", "subject", "tags"), ("subjects", 'subjects = ["…"]')),
    **dict.fromkeys(("license", "licence", "copyright"), ("rights", 'rights = "…"')),
    **dict.fromkeys(("id", "uuid"), ("identifier", 'identifier = "urn:uuid:…"')),
    **dict.fromkeys(("abstract", "summary"), ("description", 'description = "…"')),
}
"""Keys that other programs have: that of ours, and how it is written."""

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_DATE = re.compile(r"""[^"'#]*=\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*(?:#.*)?\Z""")
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class TomlFile:
    """A file of settings as it was read; it knows where each of its keys stands."""

    file: str
    text: str

    def fault(self, path: KeyPath, message: str, hint: str = "") -> ConfigError:
        """Return the error that this key is to blame for."""
        where = Place(self.file, line_of(self.text, path))
        told = f"{format_path(path)}: {message}" if path else message
        return ConfigError(told, where=where, hint=hint)


def format_path(path: KeyPath) -> str:
    """Return a key path as people write it: `people[1].name`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def read_toml(data: bytes, file: str) -> TomlFile:
    """Return the file's text; anything but UTF-8 is refused with its line."""
    if len(data) > LARGEST:
        raise too_large(file, len(data))
    try:
        return TomlFile(file=file, text=data.removeprefix(b"\xef\xbb\xbf").decode())
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(
            f"byte 0x{data[error.start]:02x} is not UTF-8",
            where=Place(file, line),
            hint="save the file as UTF-8",
        ) from error


def too_large(file: str, size: int) -> ConfigError:
    """Return the error for a file of settings that is too large to be one."""
    return ConfigError(
        f"the file has {size:,} bytes; settings may have {LARGEST:,}",
        where=Place(file),
        hint="the text of a book belongs in its part files",
    )


def decode(toml_file: TomlFile, kind: type[_Kind]) -> _Kind:
    """Return the settings as this structure; an unknown, missing or ill-typed key is an error."""
    values = _parse(toml_file)
    _refuse_unknown(toml_file, values, kind)
    _refuse_lacking(toml_file, values, kind)
    try:
        decoded = msgspec.convert(values, kind, builtin_types=(dt.date, dt.datetime, dt.time))
    except msgspec.ValidationError as error:
        raise _translate(toml_file, str(error)) from error
    # the depth of nesting is bounded from here on
    _refuse_unfit(toml_file, values)
    return decoded


def _parse(toml_file: TomlFile) -> dict[str, object]:
    _refuse_tortuous(toml_file)
    try:
        return tomllib.loads(toml_file.text)
    except RecursionError as error:
        raise ConfigError(
            "the values are nested too deeply", where=Place(toml_file.file)
        ) from error
    except ValueError as error:
        # a decoding error, or a number too long for Python to read
        message, _, place = str(error).partition(" (at ")
        line = re.match(r"line (\d+)", place)
        last = toml_file.text.rstrip().count("\n") + 1 if place else None
        number = int(line[1]) if line else last
        _refuse_impossible_date(toml_file, number)
        raise ConfigError(
            f"this is not TOML: {message[:1].lower()}{message[1:]}",
            where=Place(toml_file.file, number),
            hint='text stands in quotes: title = "…"; see https://toml.io',
        ) from error


def _refuse_impossible_date(toml_file: TomlFile, number: int | None) -> None:
    """Refuse a date that no calendar has, which the parser takes for no value at all."""
    lines = toml_file.text.split("\n")
    found = _DATE.match(lines[number - 1]) if number and number <= len(lines) else None
    if found is None:
        return
    written = "-".join(found.groups())
    try:
        dt.date.fromisoformat(written)
    except ValueError as error:
        raise ConfigError(
            f"there is no such date: {written}",
            where=Place(toml_file.file, number),
            hint="month and day have two figures: 2026-01-31",
        ) from error


def _refuse_tortuous(toml_file: TomlFile) -> None:
    for number, line in enumerate(toml_file.text.split("\n"), 1):
        if any(piece.count(".") > _MOST_DOTS for piece in line.split("=")):
            raise ConfigError("a key has too many dots", where=Place(toml_file.file, number))


def _refuse_unfit(toml_file: TomlFile, values: dict[str, object]) -> None:
    """Refuse characters that no XML document may hold, before one of them is made."""
    for path, text in _strings(values):
        found = _UNFIT.search(text)
        if found:
            message = f"the control character U+{ord(found[0]):04X} cannot stand in a book"
            raise toml_file.fault(path, message, "delete it")


def _strings(value: object, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    match value:
        case str():
            yield path, value
        case dict():
            for name, inner in value.items():
                yield from _strings(inner, (*path, name))
        case list():
            for index, inner in enumerate(value):
                yield from _strings(inner, (*path, index))


def _refuse_unknown(toml_file: TomlFile, values: dict[str, object], kind: type) -> None:
    root = inspect.type_info(kind)
    for path, known in _unknown(values, root, ()):
        name = str(path[-1])
        hint = _home(root, name) or _describe_meant(name, known) or suggest(name, known)
        raise toml_file.fault(path, "this key is not known", hint)


def _describe_meant(name: str, known: tuple[str, ...]) -> str:
    """Return what to write for a key that other programs have and this file calls otherwise."""
    key, written = _MEANT.get(name, ("", ""))
    return f"write {written} instead" if key in known else ""


def _refuse_lacking(toml_file: TomlFile, values: dict[str, object], kind: type) -> None:
    """Refuse a file that lacks several keys at its top, with all of them, and not one by one.

    One that lacks a list of tables alone is refused here, too, with how these are written.
    """
    root = inspect.type_info(kind)
    fields = root.fields if isinstance(root, inspect.StructType) else ()
    lacking = [each for each in fields if each.required and each.encode_name not in values]
    examples = [_write_example(each) for each in lacking]
    if len(lacking) > 1 or any(each.startswith("[[") for each in examples):
        names = [f"`{each.encode_name}`" for each in lacking]
        said = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
        raise ConfigError(
            f"{said} {'is' if len(names) == 1 else 'are'} missing",
            where=Place(toml_file.file),
            hint=f"add to the file: {'; '.join(examples)}",
        )


def _write_example(field: inspect.Field) -> str:
    """Return a key as it might stand in the file, a table with the keys that it must have."""
    kind = field.type
    inner = kind.item_type if isinstance(kind, inspect.VarTupleType | inspect.ListType) else kind
    if isinstance(inner, inspect.StructType):
        keys = " ".join(_write_example(each) for each in inner.fields if each.required)
        return f"[[{field.encode_name}]] {keys}"
    value = "2026-01-31" if isinstance(kind, inspect.DateType) else '"…"'
    return f"{field.encode_name} = {value}"


def _home(root: inspect.Type, name: str) -> str:
    """Return where a key belongs that stands in the wrong table, most often below a header."""
    table = next((table for table, keys in _tables(root) if name in keys), None)
    if table is None:
        return ""
    return f"`{name}` belongs " + (f"in [{table}]" if table else "above the first [table]")


def _unknown(
    value: object, kind: inspect.Type, path: KeyPath
) -> Iterator[tuple[KeyPath, tuple[str, ...]]]:
    """Yield each key that its table does not have, with the keys that it has."""
    kind = _inner(kind)
    if isinstance(kind, inspect.StructType) and isinstance(value, dict):
        fields = {field.encode_name: field.type for field in kind.fields}
        for name, inner in value.items():
            if name not in fields:
                yield (*path, name), tuple(fields)
            else:
                yield from _unknown(inner, fields[name], (*path, name))
    elif isinstance(kind, inspect.VarTupleType) and isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _unknown(inner, kind.item_type, (*path, index))


def _inner(kind: inspect.Type) -> inspect.Type:
    """Return the structure of an optional one."""
    if isinstance(kind, inspect.UnionType):
        return next((t for t in kind.types if isinstance(t, inspect.StructType)), kind)
    return kind


def _tables(root: inspect.Type) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the plain tables of a file with their keys, first the nameless one at its top."""
    if isinstance(root, inspect.StructType):
        yield "", tuple(field.encode_name for field in root.fields)
        for field in root.fields:
            kind = _inner(field.type)
            if isinstance(kind, inspect.StructType):
                yield field.encode_name, tuple(inner.encode_name for inner in kind.fields)


def _translate(toml_file: TomlFile, message: str) -> ConfigError:
    """Return msgspec's message in the words of people who write books."""
    told, _, place = message.partition(" - at `$")
    path = _path(place.removesuffix("`"))
    if told.startswith("Object missing required field `"):
        return _report_missing(toml_file, path, told.split("`")[1])
    wrong = re.fullmatch(r"Expected `(.+)`, got `(.+)`", told)
    if wrong:
        expected = wrong[1].removesuffix(" | null")
        return toml_file.fault(path, f"this must be {_word(expected)}, not {_word(wrong[2])}")
    return toml_file.fault(path, told[:1].lower() + told[1:])


def _word(kind: str) -> str:
    return _WORDS.get(kind, kind)


def _report_missing(toml_file: TomlFile, path: KeyPath, name: str) -> ConfigError:
    table = f"[[{path[0]}]]" if len(path) > 1 else f"[{path[0]}]" if path else "the file"
    return toml_file.fault(path, f"`{name}` is missing", f"add `{name} = …` to {table}")


def _path(place: str) -> KeyPath:
    return tuple(int(step[2]) if step[2] else step[1] for step in _STEP.finditer(place))
