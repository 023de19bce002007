"""The files of a bibliography become the keys that may be cited, each with its line."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from makeready.core.errors import SourceError
from makeready.core.findings import Place
from makeready.master.cite.run import run_in_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.core.model import Asset
    from makeready.files.programs.run import Ran
    from makeready.master.cite.collect import Remember

FORMATS = {
    ".bib": "biblatex",
    ".bibtex": "bibtex",
    ".json": "csljson",
    ".ris": "ris",
    ".yaml": "markdown",
    ".yml": "markdown",
}
"""What pandoc calls the format of a bibliography, by the suffix of its file."""

_LINE = re.compile(r"line (\d+)")
_WHAT = re.compile(r"^(?:unexpected|found|expecting|Unexpected)\b.*$", re.MULTILINE)
_ENTRY = re.compile(
    r"^[ \t]*@(?!comment|string|preamble)\w+[ \t]*[{(]\s*([^\s,{}()]+)",
    re.IGNORECASE | re.MULTILINE,
)

_TAKEN = re.compile(r"[,\n][ \t]*(?:crossref|xdata|xref)\s*=\s*[{\"]?([^{}\"\n]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Work:
    """A work that may be cited: its key and where its entry begins."""

    key: str
    place: Place


def read_works(sources: Sequence[Asset], remember: Remember) -> tuple[Work, ...]:
    """Return the works of all files in order; a key that is given twice stands there twice.

    Raises SourceError, with the line where it is known, for a file that cannot be read.
    """
    return tuple(work for source in sources for work in _read(source, remember))


def _read(source: Asset, remember: Remember) -> Iterator[Work]:
    text = _decode(source)
    kind = PurePosixPath(source.name).suffix.lower()
    if kind.startswith(".bib") and (ring := find_ring(text)) is not None:
        raise _refers_to_itself(ring, source.name, text)
    known = ("works", kind, source.data)
    listed = json.loads(remember(known, lambda seconds: _list_keys(source.name, text, seconds)))
    written = [found[1] for found in _ENTRY.finditer(text)] if kind.startswith(".bib") else []
    repeated = [key for key in dict.fromkeys(written) if written.count(key) > 1]
    for key in [*listed, *repeated]:
        yield Work(str(key), Place(source.name, _find_line(str(key), text)))


def _refers_to_itself(ring: Sequence[str], name: str, text: str) -> SourceError:
    first = next(entry for entry in _ENTRY.finditer(text) if entry[1] == ring[0])
    return SourceError(
        f"the work “{ring[0]}” refers to itself: {' → '.join(ring)}",
        where=Place(name, text.count("\n", 0, first.start(1)) + 1),
        hint="take one of the references out; they stand in crossref, xdata or xref",
    )


def find_ring(text: str) -> tuple[str, ...] | None:
    """Return the keys of entries that take fields from one another in a ring, or None.

    pandoc would follow them without end. The first key stands last, too.
    """
    entries = [*_ENTRY.finditer(text)]
    ends = [each.start() for each in entries[1:]] + [len(text)] * bool(entries)
    taken = {
        entry[1]: _list_taken(text[entry.end() : end])
        for entry, end in zip(entries, ends, strict=True)
    }
    try:
        TopologicalSorter(taken).prepare()
    except CycleError as error:
        return tuple(error.args[1])
    return None


def _list_taken(entry: str) -> list[str]:
    found = _TAKEN.finditer(entry)
    return [key.strip() for field in found for key in field[1].split(",")]


def _decode(source: Asset) -> str:
    try:
        return source.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.data.count(b"\n", 0, error.start) + 1
        raise SourceError(
            f"byte 0x{source.data[error.start]:02x} is not UTF-8",
            where=Place(source.name, line),
            hint="save the file as UTF-8",
        ) from error


def _find_line(key: str, text: str) -> int | None:
    found = re.search(rf"(?<![\w:-]){re.escape(key)}(?![\w:-])", text)
    return None if found is None else text.count("\n", 0, found.start()) + 1


def _list_keys(name: str, text: str, seconds: float) -> str:
    kind = FORMATS[PurePosixPath(name).suffix.lower()]
    if kind == "csljson":
        _check_json(name, text)
    before = "---\n" if kind == "markdown" and not text.startswith("---") else ""
    after = "\n---\n" if kind == "markdown" and "\n---" not in text and "\n..." not in text else ""
    arguments = ("--sandbox", f"--from={kind}", "--to=csljson")
    ran = run_in_time(arguments, f"{before}{text}{after}".encode(), seconds, Place(name))
    if ran.status:
        raise _cannot_read(name, ran, shift=kind == "markdown" and not before)
    return json.dumps([str(entry.get("id", "")) for entry in json.loads(ran.output or b"[]")])


def _check_json(name: str, text: str) -> None:
    try:
        json.loads(text)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        what = error.msg if isinstance(error, json.JSONDecodeError) else "it stands too deep"
        raise SourceError(
            f"this is no JSON: {what}", where=Place(name, line), hint="correct the line"
        ) from error


def _cannot_read(name: str, ran: Ran, *, shift: bool) -> SourceError:
    # of YAML the last line counts, from the line behind its mark

    said = ran.complaint.decode(errors="replace")
    lines = _LINE.findall(said)
    what = _WHAT.search(said)
    return SourceError(
        f"the bibliography cannot be read{f': {what[0]}' if what else ''}",
        where=Place(name, int(lines[-1]) + shift if lines else None),
        hint="look there, and at the entry before it, for a brace or a comma too many or too few",
    )
