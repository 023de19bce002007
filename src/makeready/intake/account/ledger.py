"""Operations → the ledger: laid out, replayed, checked, written and read."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from makeready.core.findings import Code, Finding, Severity, finding, table
from makeready.core.model import Digest
from makeready.intake.model import Kind, Ledger, Operation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

CODES = table(
    Code(
        code="L-001",
        severity=Severity.ERROR,
        title="The ledger does not account for every character",
        why="A stretch of the source is in no line of the ledger, or in two.",
        remedy="Import the source again.",
    ),
    Code(
        code="L-002",
        severity=Severity.ERROR,
        title="A kept stretch differs from the source",
        why="The ledger says that words were kept, and they are not the source's.",
        remedy="Import the source again.",
    ),
    Code(
        code="L-003",
        severity=Severity.ERROR,
        title="A rule wrote what it may not write",
        why="Each rule has a closed list of what it may put in; this is not on it.",
        remedy="Import the source again.",
    ),
    Code(
        code="L-004",
        severity=Severity.ERROR,
        title="Letters were dropped",
        why="Letters may go only as page furniture, contents list, note marker or markup.",
        remedy="Import the source again.",
    ),
    Code(
        code="L-005",
        severity=Severity.ERROR,
        title="The source is not the one that was imported",
        why="The ledger was made from other bytes.",
        remedy="Put the original back into source/, or import the new one.",
    ),
)

# Rules that may drop letters: furniture, contents list, note markers, markup, bullets (an o may be
# one), and what a PDF's page has beside its text.
LOSING = (
    "F.", "C.", "N.", "M.", "L.bullet",
    "P.head", "P.folio", "P.line", "P.stamp", "P.hidden", "P.figure", "P.front",
)  # fmt: skip
# What each rule may write where the source has something else, or nothing.
WRITES: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.DOTALL)
    for name, pattern in {
        "B.cell": r"[ |\n-]*",
        "B.seam": r"(?:\n(?:\| )?)? {0,40}",
        "E.escape": r"\\",
        "E.separator": r"\n{1,2}",
        "E.end": r"\n",
        "E.fence": r"\n?`{3,}\n?",
        "E.heading": r"#{1,6} ",
        "E.note": r"\[\^[^\]\s]+\]: ",
        "E.label": r": ",
        "E.opening": r" *(?:> |:   |- |\(?\w{1,5}[.)] )?",
        "E.quote": r"(?:> )+",
        "E.nested": r"(?:    )+",
        "E.verse": r"\| ",
        "J.url": "",
        "J.dash": "",
        "J.line": " ?",
        "J.hyphen": "[-‐‑⸗⹀=]? ?",
        "L.bullet": " *- ",
        "L.rule": r"\* \* \*",
        "M.emphasis": r"\*{1,3}|[\^~]",
        "M.formula": r"[$\\].*",
        "M.image": r"!\[[^\[\]\n]*\]\(images/[\w.-]+\)(?:\{[^{}\n]*\})?",
        "M.link": r"[\[\]]|\]\(\S+\)",
        "M.picture": ".*",
        "M.raised": r"\^?[\w*†‡§¶‖]+\^?",
        "M.tag": " ?",
        "M.tex": r"`.+`\{\.tex\}",
        "P.cell": r"\s*\|?[ |\n-]*(?:\n\n: )?",
        "P.emphasis": r"\*{1,3}|[\^~]|`+ ?| `+|\[|\]\{\.smallcaps\}",
        "P.fence": r"\s*`*\n?",
        "P.id": r" \{#[\w.-]+\}|\[\]\{#[\w.-]+\}",
        "P.ligature": r"[a-z]{2,3}",
        "P.link": r"\[|\]\((?:#[\w.-]+|(?:https?://|mailto:)[^\s()<>\"]+)\)",
        "P.margin": "::: box|:::",
        "P.note": r"\n\n    ",
        "P.picture": r"!\[|\]\([\w./-]*\)"
        r"(?:\{alt=\"[^\"\n]*\"(?: width=\d{1,3}%)?\}|\{height=\d{1,2}\.\d\dem\})?"
        r"|!\[\]\([\w./-]*\)\{height=\d{1,2}\.\d\dem\}",
        "P.space": " ?",
        "P.symbol": r"\\?\S",
        "P.verse": r"\n?\| \xa0*",
        "N.call": r"\[\^[^\]\s]+\]",
        "N.stray": r"(?:\^\S+\^ )?",
        "S.apostrophe": "",
        "S.call": " ?",
        "S.closing": "",
        "S.control": "",
        "S.dash": "—",
        "S.ends": "",
        "S.escape": r"\\?.{1,2}",
        "S.glued": " ",
        "S.hyphen": "",
        "S.leader": " … ",
        "S.quote": "",
        "S.dropcap": "",
        "S.accent": r"[^\W\d_]",
        "S.sign": r".{1,3}",
        "S.spaced": " ?",
        "S.spaces": " ?",
        "S.wide": "",
    }.items()
}
_LETTER = re.compile(r"[^\W\d_]")


def lay_out(length: int, operations: Sequence[Operation]) -> tuple[Operation, ...]:
    """Return the operations in the order of the source, the white space between them dropped."""
    ordered = sorted(operations, key=lambda op: (op.start, op.end > op.start, op.order))
    out: list[Operation] = []
    at = 0
    for operation in ordered:
        if operation.start > at:
            out.append(_blank(at, operation.start))
        out.append(operation)
        at = max(at, operation.end)
    if at < length:
        out.append(_blank(at, length))
    return tuple(out)


def _blank(start: int, end: int) -> Operation:
    return Operation(
        kind=Kind.DROP, start=start, end=end, text="", target="", order=0, rule="B.blank"
    )


def other_source(name: str) -> Finding:
    """Return the finding that the source is not the one that the ledger speaks of."""
    return finding(CODES["L-005"], f"source/{name} has other bytes, or is not there")


def replay(ledger: Ledger) -> Mapping[str, str]:
    """Return what the ledger's lines give for each target, read in their order."""
    parts: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for operation in ledger.operations:
        if operation.target:
            parts[operation.target].append((operation.order, operation.text))
    return {
        target: "".join(text for _, text in sorted(pieces, key=lambda piece: piece[0]))
        for target, pieces in sorted(parts.items())
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """An operation that is wrong, and what is told of it."""

    operation: Operation
    told: str


def find_faults(ledger: Ledger, source: str) -> tuple[Fault, ...]:
    """Return the operations that are wrong, judged against the source that the ledger speaks of."""
    return (*_find_untiled(ledger), *(
        Fault(operation=op, told=problem.message)
        for op in ledger.operations
        for problem in _wrong(op, source)
    ))  # fmt: skip


def _find_untiled(ledger: Ledger) -> Iterator[Fault]:
    """Yield the operations that do not begin where the one before them ends."""
    at = 0
    for operation in ledger.operations:
        if operation.start != at and (operation.start, operation.end) != (at, at):
            told = f"{operation.rule} was at characters that another rule was at, too"
            yield Fault(operation=operation, told=told)
        at = max(at, operation.end)


def check(ledger: Ledger, source: str) -> tuple[Finding, ...]:
    """Return what is wrong with a ledger, judged against the source it speaks of."""
    return (*_check_tiling(ledger, source), *(
        problem for op in ledger.operations for problem in _wrong(op, source)
    ))  # fmt: skip


def _check_tiling(ledger: Ledger, source: str) -> Iterator[Finding]:
    at = 0
    for operation in ledger.operations:
        if operation.start != at and (operation.start, operation.end) != (at, at):
            yield finding(CODES["L-001"], f"characters {at} to {operation.start} are not tiled")
            return
        at = max(at, operation.end)
    if at != len(source) or ledger.length != len(source):
        yield finding(CODES["L-001"], f"the ledger ends at {at} of {len(source)} characters")


def _wrong(operation: Operation, source: str) -> Iterator[Finding]:
    was = source[operation.start : operation.end]
    if operation.kind in (Kind.KEEP, Kind.MOVE):
        if operation.text != was:
            yield finding(
                CODES["L-002"],
                f"characters {operation.start} to {operation.end} ({operation.rule})",
            )
    elif operation.kind in (Kind.REPLACE, Kind.INSERT):
        if not may_write(operation):
            yield finding(CODES["L-003"], f"{operation.rule} wrote {operation.text!r}")
        if _loses_letters(was, operation.text) and not _may_lose(operation):
            yield finding(CODES["L-004"], f"{operation.rule} turned {was!r} to {operation.text!r}")
    elif operation.kind is Kind.DROP and _LETTER.search(was) and not _may_lose(operation):
        yield finding(CODES["L-004"], f"{operation.rule} dropped {was!r}")


def may_write(operation: Operation) -> bool:
    """Tell whether the operation's rule may write its text; an editor's answer may write any."""
    if operation.by != "rule":
        return True
    allowed = WRITES.get(operation.rule)
    return allowed is not None and allowed.fullmatch(operation.text) is not None


def _may_lose(operation: Operation) -> bool:
    return operation.by != "rule" or operation.rule.startswith(LOSING)


def _loses_letters(was: str, now: str) -> bool:
    return len(_LETTER.findall(was)) > len(_LETTER.findall(now)) and not was.startswith("&")


def dumps(ledger: Ledger) -> str:
    """Return the ledger as JSON lines: a heading, then one operation a line."""
    heading = {
        "source": ledger.source,
        "sha256": ledger.digest,
        "encoding": ledger.encoding,
        "length": ledger.length,
    }
    rows = (_row(number, op) for number, op in enumerate(ledger.operations, start=1))
    return "".join(
        json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"
        for row in (heading, *rows)
    )


def _row(number: int, op: Operation) -> dict[str, object]:
    row: dict[str, object] = {
        "id": number,
        "kind": op.kind.value,
        "src": [op.start, op.end],
        "text": op.text,
        "out": [op.target, op.order],
        "rule": op.rule,
    }
    if op.evidence:
        row["evidence"] = op.evidence
    return row | {"confidence": op.confidence, "by": op.by}


def loads(text: str) -> Ledger:
    """Return the ledger that JSON lines hold; ValueError or KeyError where they hold none."""
    heading, *rows = (json.loads(line) for line in text.split("\n") if line)
    return Ledger(
        source=heading["source"],
        digest=Digest(heading["sha256"]),
        encoding=heading["encoding"],
        length=heading["length"],
        operations=tuple(_operation(row) for row in rows),
    )


def _operation(row: Mapping[str, object]) -> Operation:
    src, out = row["src"], row["out"]
    assert isinstance(src, list)
    assert isinstance(out, list)
    return Operation(
        kind=Kind(str(row["kind"])),
        start=int(src[0]),
        end=int(src[1]),
        text=str(row["text"]),
        target=str(out[0]),
        order=int(out[1]),
        rule=str(row["rule"]),
        evidence=str(row.get("evidence", "")),
        confidence=float(str(row["confidence"])),
        by=str(row["by"]),
    )


def by_rule(operations: Iterable[Operation]) -> Mapping[str, tuple[int, int]]:
    """Return, for each rule, its operations and the characters of the source that they hold."""
    counts: dict[str, tuple[int, int]] = {}
    for op in operations:
        number, size = counts.get(op.rule, (0, 0))
        counts[op.rule] = (number + 1, size + op.end - op.start)
    return dict(sorted(counts.items()))
