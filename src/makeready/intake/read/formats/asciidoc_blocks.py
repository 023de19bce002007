"""Blocks of AsciiDoc that pandoc 3.9 reads wrongly → what it reads right.

It takes verse for a quotation, the last row of any table for its foot, and fails at many tables
whose cells reach over others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from makeready.intake.read import marks
from makeready.intake.read.pandoc_json import Element, Json, content, elements

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_VERSE = re.compile(r"^\[(?:verse)(?:[#.%][^,\]]*)?(?:,(?P<said>[^\n]*))?\][ \t]*$", re.IGNORECASE)
_ID = re.compile(r"^\[\[[^\]\n]+\]\][ \t]*$|^\[#[^\]\n]+\][ \t]*$|^\.(?=[^\s.])")
_FENCE = re.compile(r"^(_{4,}|-{2}|\"{2})[ \t]*$")
_TABLE = re.compile(r"^\|={3,}[ \t]*$")
_TABLE_ID = re.compile(r"#([\w.:-]+)|\bid\s*=\s*\"?([\w.:-]+)")
_COLUMNS = re.compile(r"\bcols\s*=\s*(?:\"([^\"]*)\"|([^,\]]*))")
_OPTION = re.compile(r"\b(header|footer|noheader)\b")
_BAR = re.compile(r"(?<!\\)\|")
_SPEC = re.compile(
    r"(?<=\s)(?:(?P<times>[0-9]{1,3})\*|(?P<across>[0-9]{1,3})?(?:\.(?P<down>[0-9]{1,3}))?\+)?"
    r"[<^>]?(?:\.[<^>])?(?P<style>[aehlmsdv]?)\Z"
)
_MARK = re.compile(r"\ufdd0table=([0-9]+)\ufdd1")
_MOST = 200
"""The most columns of a table, and the most cells that are one repeated."""

_ALIGNED = {"": "AlignDefault", "<": "AlignLeft", "^": "AlignCenter", ">": "AlignRight"}
_LITERAL = re.compile(r"^(-{4,}|\.{4,}|\+{4,}|/{4,}|`{3,})[\w,]*[ \t]*$")


def write_verse(text: str) -> str:
    """Return a document with its blocks of verse as lines between marks, their source behind."""
    lines = text.split("\n")
    out: list[str] = []
    at, literal = 0, ""
    while at < len(lines):
        fence = _LITERAL.match(lines[at])
        if fence is not None:
            literal = "" if literal == fence[1] else literal or fence[1]
        found = None if literal else _VERSE.match(lines[at])
        begin, end, after = _find_block(lines, at + 1) if found else (at, at, at)
        if found is None or begin >= end:
            out.append(lines[at])
            at += 1
            continue
        out += [line for line in lines[at + 1 : begin] if _ID.match(line)]
        out += ["", marks.begin("verse"), "", *_write_lines(lines[begin:end])]
        out += ["", marks.end("verse"), "", *_write_source(found["said"] or "")]
        at = after
    return "\n".join(out)


def _find_block(lines: Sequence[str], at: int) -> tuple[int, int, int]:
    """Return where the lines of a block begin and end, and what follows it begins."""
    while at < len(lines) and _ID.match(lines[at]):
        at += 1
    fence = _FENCE.match(lines[at]) if at < len(lines) else None
    if fence is None:
        end = next((n for n in range(at, len(lines)) if not lines[n].strip()), len(lines))
        return at, end, end
    closing = (n for n in range(at + 1, len(lines)) if lines[n].rstrip() == fence[1])
    end = next(closing, -1)
    return (at, at, at) if end < 0 else (at + 1, end, end + 1)


def _write_lines(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines of verse with breaks behind them, indented ones with spaces that stay."""
    for at, line in enumerate(lines):
        words = line.strip()
        indent = "\N{NO-BREAK SPACE}" * (len(line.rstrip()) - len(words))
        goes_on = at + 1 < len(lines) and lines[at + 1].strip()
        yield f"{indent}{words}{' +' if words and goes_on else ''}"


def _write_source(said: str) -> list[str]:
    parts = [part.strip().strip('"') for part in said.split(",")]
    named = ", ".join(filter(None, parts))
    return [f"— {named}", ""] if named else []


@dataclass(frozen=True, slots=True, kw_only=True)
class TableShape:
    """The shape of a table: its columns' alignments, its head and foot, and its cells in order.

    Each cell says over how many rows and columns it reaches.
    """

    columns: tuple[str, ...]
    has_head: bool
    has_foot: bool
    cells: tuple[tuple[int, int], ...]


def write_tables(text: str) -> tuple[str, tuple[TableShape, ...]]:
    """Return a document with each table as one column of cells, and the tables' shapes.

    Pandoc 3.9 cannot read many cells that reach over others, and takes the last row of any table
    for its foot. The first cell begins with a mark that tells the number of the table.
    """
    lines = text.split("\n")
    out: list[str] = []
    shapes: list[TableShape] = []
    at, literal = 0, ""
    while at < len(lines):
        fence = _LITERAL.match(lines[at])
        if fence is not None:
            literal = "" if literal == fence[1] else literal or fence[1]
        is_table = not literal and _TABLE.match(lines[at])
        closing = (n for n in range(at + 1, len(lines)) if lines[n].rstrip() == lines[at].rstrip())
        end = next(closing, -1) if is_table else -1
        said = out[-1] if out and out[-1].startswith("[") and not out[-1].startswith("[[") else ""
        if end < 0 or re.search(r"\b(?:format|separator)\s*=", said):
            out.append(lines[at])
            at += 1
            continue
        shape, cells = _read_table(lines[at + 1 : end], said)
        if said:
            out.pop()
        named = _TABLE_ID.search(said)
        out += [f"[[{named[1]}]]"] if named else []
        out += ['[cols="1",options="noheader"]', "|==="]
        mark = marks.write_stand_in("table", len(shapes))
        out += [f"{style}|{mark if not n else ''}{words}" for n, (style, words) in enumerate(cells)]
        out.append("|===")
        shapes.append(shape)
        at = end + 1
    return "\n".join(out), tuple(shapes)


def _read_table(lines: Sequence[str], said: str) -> tuple[TableShape, list[tuple[str, str]]]:
    """Return the shape of a table and its cells, each with its style and its words."""
    spans: list[tuple[int, int]] = []
    cells: list[tuple[str, str]] = []
    first, *parts = _BAR.split("\n" + "\n".join(lines))
    spec = _SPEC.search(first)
    for number, part in enumerate(parts):
        following = _SPEC.search(part) if number + 1 < len(parts) else None
        words = part[: following.start()] if following else part
        told = spec.groupdict() if spec else {}
        for _ in range(min(int(told.get("times") or 1), _MOST)):
            spans.append((int(told.get("down") or 1), int(told.get("across") or 1)))
            cells.append(("a" if told.get("style") == "a" else "", words.strip()))
        spec = following
    columns = _read_columns(said, lines)
    options = set(_OPTION.findall(said))
    is_apart = len(lines) > 1 and bool(lines[0].strip()) and not lines[1].strip()
    begins = is_apart and len(_BAR.findall(lines[0])) >= len(columns) > 0
    return (
        TableShape(
            columns=columns,
            has_head="header" in options or (begins and "noheader" not in options),
            has_foot="footer" in options,
            cells=tuple(
                (max(1, down), min(max(1, across), len(columns))) for down, across in spans
            ),
        ),
        cells,
    )


def _read_columns(said: str, lines: Sequence[str]) -> tuple[str, ...]:
    """Return the alignment of each column, as `cols` says it or the first line has cells."""
    found = _COLUMNS.search(said)
    if found is None:
        first = next((line for line in lines if line.strip()), "")
        before = _BAR.split(f" {first}")[:-1]
        specs = [_SPEC.search(each) for each in before]
        counts = (int(each["times"] or each["across"] or 1) if each else 1 for each in specs)
        return ("",) * max(1, min(sum(counts), _MOST))
    columns: list[str] = []
    for each in re.split(r"[,;]", found[1] or found[2] or ""):
        times = re.match(r"\s*(\d{1,3})\*", each)
        align = re.search(r"[<^>]", each)
        columns += [align[0] if align else ""] * (int(times[1]) if times else 1)
    return tuple(columns[:_MOST])


def set_tables(node: Json, shapes: Sequence[TableShape]) -> Json:
    """Return part of a document as JSON with the cells of each table in their rows again."""
    if isinstance(node, list):
        return [set_tables(each, shapes) for each in node]
    if not isinstance(node, dict):
        return node
    if node.get("t") == "Table":
        table = cast("Element", node)
        cells = [row[1][0] for row in _list_rows(table)]
        number = _take_number(cells[0]) if cells else -1
        if 0 <= number < len(shapes) and len(cells) == len(shapes[number].cells):
            node = _set_rows(table, cells, shapes[number])
    return {key: set_tables(value, shapes) for key, value in node.items()}


def _list_rows(table: Element) -> list[list[list[Json]]]:
    _, _, _, head, bodies, foot = content(table)
    held = [row for body in cast("list[list[list[Json]]]", bodies) for row in body[3]]
    return cast("list[list[list[Json]]]", [*cast("list[list[Json]]", head)[1], *held,
                                           *cast("list[list[Json]]", foot)[1]])  # fmt: skip


def _take_number(cell: Json) -> int:
    """Return the number of the table that its first cell tells, and take the mark out, in place."""
    for each in elements(cell):
        found = _MARK.match(str(each["c"])) if each["t"] == "Str" else None
        if found is not None:
            cast("dict[str, Json]", each)["c"] = str(each["c"])[found.end() :]
            return int(found[1])
    return -1


def _set_rows(table: Element, cells: Sequence[Json], shape: TableShape) -> dict[str, Json]:
    attrs, caption, *_ = content(table)
    for cell, (down, across) in zip(cells, shape.cells, strict=True):
        cast("list[Json]", cell)[2:4] = [down, across]
    rows = list(_fill_rows(cells, shape))
    first = 1 if shape.has_head else 0
    last = len(rows) - 1 if shape.has_foot and len(rows) > first + 1 else len(rows)
    columns: Json = [[{"t": _ALIGNED[each]}, {"t": "ColWidthDefault"}] for each in shape.columns]
    none: Json = ["", [], []]
    made: Json = [attrs, caption, columns, [none, rows[:first]],
                  [[none, 0, [], rows[first:last]]], [none, rows[last:]]]  # fmt: skip
    return {**table, "c": made}


def _fill_rows(cells: Sequence[Json], shape: TableShape) -> Iterator[Json]:
    """Yield rows with the cells in order; a tall one takes its place in those below."""
    width = len(shape.columns)
    waiting = [0] * width
    row: list[Json] = []
    at = 0
    for cell, (down, across) in zip(cells, shape.cells, strict=True):
        at = _find_free(waiting, at)
        while at >= width:
            yield [["", [], []], row]
            waiting = [max(0, each - 1) for each in waiting]
            row, at = [], _find_free(waiting, 0)
        for column in range(at, min(width, at + across)):
            waiting[column] = down
        row.append(cell)
        at += across
    if row:
        yield [["", [], []], row]


def _find_free(waiting: Sequence[int], at: int) -> int:
    """Return the first column from one on that no tall cell from above takes."""
    return next((n for n in range(at, len(waiting)) if not waiting[n]), len(waiting))
