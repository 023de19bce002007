"""Manuscript files become one HTML tree a file: pandoc reads them, once a title."""

from __future__ import annotations

import json
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pypandoc
from lxml import etree

from makeready.core.errors import MasterError
from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.master.trees import elements, remove

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from makeready.core.model import Text

# Raw TeX, metadata blocks and the like are off since pandoc would drop or hide their words;
# off, they stay text that everybody can see.
READER = (
    "markdown+smart+east_asian_line_breaks-citations-raw_tex-raw_attribute-latex_macros-task_lists"
    "-tex_math_dollars-yaml_metadata_block-pandoc_title_block"
)

CODES = table(
    Code(
        code="N-001",
        severity=Severity.ERROR,
        title="A note is defined and never called",
        why="Its words would stand in no edition; a note has one call and one definition.",
        remedy="Set its call, [^label], where the note belongs, or take the note out.",
    ),
    Code(
        code="T-001",
        severity=Severity.WARNING,
        title="pandoc had to guess",
        why="What the manuscript says and what pandoc understood may differ.",
        remedy="Mend the line so that it can be read in one way only.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One manuscript file as pandoc understood it: its blocks, under a `div`."""

    text: Text
    tree: etree._Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """All files of a title in order, with the bodies of their notes by pandoc's own ids."""

    readings: tuple[Reading, ...]
    notes: dict[str, etree._Element]


def read(texts: Sequence[Text]) -> tuple[Manuscript, tuple[Finding, ...]]:
    """Return what pandoc understands of the files, and what it found fault with.

    Raises MasterError when pandoc fails.
    """
    html, log = _run_pandoc(texts)
    body = _parse(html)
    _forget_files(body)
    notes = _take_notes(body)
    readings = tuple(
        Reading(text=text, tree=tree)
        for text, tree in zip(texts, _split(body, len(texts)), strict=True)
    )
    return Manuscript(readings=readings, notes=notes), tuple(_findings(log, texts))


def _run_pandoc(texts: Sequence[Text]) -> tuple[str, list[dict[str, object]]]:
    # pandoc scopes notes and ids by file only when it is given files, so the texts are laid out
    # in a folder of their own; an empty division between them shows where each begins.
    with tempfile.TemporaryDirectory(prefix="makeready-") as folder:
        root = Path(folder)
        (root / "mark.md").write_text("::: {#makeready-part}\n:::\n", encoding="utf-8")
        names: list[str] = []
        for number, text in enumerate(texts):
            (root / f"{number}.md").write_text(text.text, encoding="utf-8", newline="\n")
            names += [str(root / "mark.md"), str(root / f"{number}.md")]
        try:
            html = pypandoc.convert_file(
                names,
                "html5",
                format=READER,
                extra_args=[
                    "--file-scope",
                    "--quiet",
                    f"--log={root / 'log.json'}",
                    "--wrap=none",
                    "--syntax-highlighting=none",
                ],
                sandbox=True,
                sort_files=False,
            )
        except (RuntimeError, OSError) as error:
            raise MasterError(
                f"pandoc could not read the manuscript: {_first_line(error)}",
                where=Place(texts[0].file),
                hint="run `makeready doctor` to see whether pandoc works on this machine",
            ) from error
        log = root / "log.json"
        messages = json.loads(log.read_text("utf-8")) if log.exists() else []
    return html, messages


def _first_line(error: Exception) -> str:
    return next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)


def _parse(html: str) -> etree._Element:
    # XML has no place for control characters; config and files refuse them before.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    document = etree.fromstring(f"<!DOCTYPE html><html><body>{html}</body></html>".encode(), parser)
    body = document.find("body")
    if body is None:
        raise MasterError("pandoc's answer holds no text")
    return body


def _forget_files(body: etree._Element) -> None:
    """Take out of ids and links the name of the file that pandoc puts before them."""
    mark = next(
        (e.get("id", "") for e in body if e.get("id", "").endswith("mark.md__makeready-part")), ""
    )
    scope = re.compile(
        re.escape(mark.removesuffix("mark.md__makeready-part")) + r"(?:\d+|mark)\.md__"
    )
    for element in elements(body):
        for name in ("id", "href"):
            value = element.get(name)
            if value and scope.search(value):
                element.set(name, scope.sub("", value, count=1))


def _take_notes(body: etree._Element) -> dict[str, etree._Element]:
    """Take pandoc's list of notes out of the tree and return the notes by id."""
    section = body.find("section[@id='footnotes']")
    if section is None:
        return {}
    body.remove(section)
    notes = {item.get("id", ""): item for item in section.iterfind("ol/li")}
    for item in notes.values():
        for link in item.xpath(".//a[@class='footnote-back']"):
            remove(link)
    return notes


def _split(body: etree._Element, count: int) -> list[etree._Element]:
    parts: list[etree._Element] = []
    for child in list(body):
        if child.tag == "div" and child.get("id") == "makeready-part" and not len(child):
            parts.append(etree.Element("div"))
        elif parts:
            parts[-1].append(child)
    if len(parts) != count:
        raise MasterError(
            f"pandoc returned {len(parts)} files for {count}",
            hint="an unclosed raw HTML element may swallow the files after it",
        )
    return parts


def _findings(log: Iterable[dict[str, object]], texts: Sequence[Text]) -> Iterable[Finding]:
    for message in log:
        place = _place(message, texts)
        if message["type"] == "NoteDefinedButNotUsed":
            yield finding(CODES["N-001"], f"the note [^{message['key']}] is never called", place)
        elif message.get("verbosity") == "WARNING":
            pretty = str(message.get("pretty", message["type"]))
            yield finding(CODES["T-001"], _renamed(pretty, texts), place)


def _place(message: dict[str, object], texts: Sequence[Text]) -> Place | None:
    spot = message.get("openpos") or message
    assert isinstance(spot, dict)
    source = Path(str(spot.get("source", ""))).stem
    if not source.isdigit():
        return None
    return Place(texts[int(source)].file, spot.get("line"))


def _renamed(words: str, texts: Sequence[Text]) -> str:
    """Return pandoc's words with our file names in place of the laid-out ones."""
    return re.sub(r"\S*/(\d+)\.md\b", lambda found: texts[int(found[1])].file, words)
