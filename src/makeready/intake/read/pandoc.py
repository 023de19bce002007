"""Documents through pandoc, with what its log says of them.

Pandoc reads in its sandbox, with its memory bounded; it sees the bytes it is handed and one
temporary folder, into which it lays the document's pictures.
"""

from __future__ import annotations

import itertools
import json
import re
import textwrap
from typing import TYPE_CHECKING, cast

from makeready.core.errors import SourceError
from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.files.programs.pandoc import is_exhausted, run_pandoc
from makeready.intake.read.pandoc_json import content, elements, is_element

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from makeready.files.programs.run import Ran
    from makeready.intake.read.pandoc_json import Json

CODES = table(
    Code(
        code="S-121",
        severity=Severity.WARNING,
        title="Pandoc warned while it read the document",
        why="Something in the document has no counterpart in the manuscript, or names another "
        "file, which is never read.",
        remedy="Look at the place in the source and see whether words are missing.",
    ),
    Code(
        code="S-122",
        severity=Severity.HINT,
        title="Pandoc passed over commands of the document",
        why="Commands that it does not know, such as those of a LaTeX package, leave no trace; "
        "those that set words take their words along.",
        remedy="Look whether one of the commands named sets words; if so, type them into the text.",
    ),
)

PASSED_OVER = "S-122"
"""What is told where nothing but pandoc read a document."""

# In JSON; the press takes a label out of a formula before it is set.
_LABEL = re.compile(r"\\\\label\{[^{}\"]*\}")

# Curly quotation marks and dashes stay the characters they are (-smart), and nothing is written
# that the press would not read back: no raw code; formulas come in their own signs. What only looks
# like a citation (@sec-rivers) is escaped.
# The id of a heading that a link means is written out, even where it could be told from its words.
_MANUSCRIPT = (
    "markdown-smart-auto_identifiers-raw_tex-raw_html-raw_attribute-tex_math_dollars"
    "-yaml_metadata_block-pandoc_title_block-native_divs-native_spans"
)
_WRITING = ("--wrap=none", "--reference-location=section", "--markdown-headings=atx")
_LINE = 72  # pandoc's own
_COLUMN = 8


def convert(
    name: str, data: str | bytes, reader: str, writer: str, options: tuple[str, ...]
) -> str:
    """Return what pandoc makes of the data, in its sandbox.

    Raises SourceError where it cannot read it, and ToolError where there is no pandoc.
    """
    given = data.encode() if isinstance(data, str) else data
    arguments = (f"--from={reader}", f"--to={writer}", "--sandbox", *options)
    ran = run_pandoc(arguments, given)
    if ran.status:
        raise _unreadable(name, reader, ran)
    return ran.output.decode(errors="replace")


def write_manuscript(name: str, document: Mapping[str, Json]) -> str:
    """Return a document, as pandoc's JSON has it, as a manuscript."""
    options = (*_WRITING, f"--columns={_measure(document)}")
    return convert(name, json.dumps(document), "json", _MANUSCRIPT, options)


def _measure(document: Mapping[str, Json]) -> int:
    """Return how many signs a line of the manuscript needs for the widest table of a document.

    A table with paragraphs in its cells that has fewer than eight signs for a column would be
    left out (Text.Pandoc.Writers.Markdown of pandoc 3.9).
    """
    tables = (each for each in elements(document.get("blocks", [])) if is_element(each, "Table"))
    columns = (cast("list[Json]", content(each)[2]) for each in tables)
    widest = max(map(len, columns), default=0)
    return max(_LINE, _COLUMN * widest)


def read_formulas(name: str, page: str, count: int) -> list[str]:
    """Return the TeX of the formulas in a page of HTML, which has one in each paragraph."""
    document = json.loads(convert(name, page, "html", "json", ()))
    found = [_formula(block) for block in document["blocks"]]
    return (found + [""] * count)[:count]


def find_unread_tex(name: str, document: str, texts: Iterable[str], folder: Path) -> frozenset[str]:
    """Return the TeX, in a document as JSON and besides, that pandoc cannot turn into MathML.

    Its log is written into the folder.
    """
    beside = list(texts)
    if '"t":"Math"' not in document.replace('": "', '":"') and not beside:
        return frozenset()
    held = json.loads(_LABEL.sub("", document))
    held["blocks"] = [
        *held["blocks"],
        *({"t": "Para", "c": [{"t": "Math", "c": [{"t": "InlineMath"}, tex]}]} for tex in beside),
    ]
    log = folder / "mathml.json"
    convert(name, json.dumps(held), "json", "html5", ("--mathml", f"--log={log}"))
    entries = json.loads(log.read_bytes()) if log.is_file() else []
    return frozenset(
        str(each["contents"]) for each in entries if each["type"] == "CouldNotConvertTeXMath"
    )


def _formula(block: Json) -> str:
    return next((str(content(e)[1]) for e in elements(block) if e["t"] == "Math"), "")


def _unreadable(name: str, reader: str, ran: Ran) -> SourceError:
    kind = reader.partition("+")[0]
    if is_exhausted(ran):
        return SourceError(
            f"pandoc needs more than two gigabytes of memory to read this as {kind}",
            where=Place(name),
            hint="look in it for commands that expand into many others, or for parts that stand "
            "very deep in one another; else divide the document, and import its parts",
        )
    told = " ".join(ran.complaint.decode(errors="replace").split())[:300]
    return SourceError(
        f"pandoc cannot read this as {kind}: {told or f'it left with status {ran.status}'}",
        where=Place(name),
        hint="open it in the program that made it, save it again, and see that the suffix is right",
    )


def report_losses(name: str, log: Path, text: str) -> tuple[Finding, ...]:
    """Return what pandoc's log says of lost content, the same thing once."""
    entries: list[dict[str, str]] = json.loads(log.read_bytes()) if log.is_file() else []
    warned = dict.fromkeys(entry["pretty"] for entry in entries if entry["verbosity"] == "WARNING")
    # a LaTeX preamble sets no words
    body = text.count("\n", 0, max(text.find("\\begin{document}"), 0))
    skipped = dict.fromkeys(
        textwrap.shorten(entry["contents"], 40, placeholder="...")
        for entry in entries
        if entry["type"] == "SkippedContent"
        and int(entry.get("line", 0)) > body
        and not entry["contents"].lower().startswith(("<script", "<style"))
    )
    place = Place(name)
    warnings = tuple(finding(CODES["S-121"], message, place) for message in warned)
    if not skipped:
        return warnings
    shown = ", ".join(itertools.islice(skipped, 5))
    message = f"pandoc passed over {len(skipped)} pieces, such as {shown}"
    return (*warnings, finding(CODES["S-122"], message, place))
