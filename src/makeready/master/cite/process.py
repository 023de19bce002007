"""What files cite, in order, becomes what pandoc's citation processor makes of it."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from makeready.core.errors import SourceError
from makeready.core.findings import Place
from makeready.master.cite.collect import CITED, NOTES, Node
from makeready.master.cite.run import run_in_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.core.model import Title
    from makeready.files.programs.run import Ran
    from makeready.master.cite.collect import Remember

API = [1, 23, 1]
"""The version of pandoc's document; pandoc says what it reads by the first two numbers."""


@dataclass(frozen=True, slots=True)
class Processed:
    """The runs of text with their citations set, in order, and the list of works."""

    runs: list[Node]
    works: list[Node]


def write_document(blocks: Sequence[Node], meta: object = None) -> str:
    """Return a document of pandoc's in JSON."""
    return json.dumps({"pandoc-api-version": API, "meta": meta or {}, "blocks": list(blocks)})


def process(blocks: Sequence[Node], title: Title, remember: Remember) -> Processed:
    """Return what becomes of the citations of a book or a chapter, in the order of its text.

    Raises SourceError where pandoc cannot do it.
    """
    cited = [block for block in blocks if block["t"] in (CITED, NOTES)]
    number_notes(cited)
    runs = [block for block in cited if block["t"] == CITED]
    book = title.book
    assert book.bibliography is not None
    if not runs and not book.bibliography.uncited:
        return Processed([], [])
    meta: dict[str, Node] = {
        "lang": _string(book.language),
        "link-citations": {"t": "MetaBool", "c": True},
    }
    if book.bibliography.uncited:
        meta["nocite"] = {"t": "MetaInlines", "c": [_cite_all()]}
    document = write_document(runs, meta)
    known = ("citeproc", document, title.works, title.citation_style)
    made = json.loads(remember(known, lambda seconds: _run(document, title, seconds)))["blocks"]
    # pandoc ends with the list of works, but for a style that has none
    works = made[-1]["c"][1] if len(made) > len(runs) else []
    return Processed(made[: len(runs)], works)


def _string(said: str) -> Node:
    return {"t": "MetaString", "c": said}


def _cite_all() -> Node:
    every: Node = {
        "citationId": "*",
        "citationPrefix": [],
        "citationSuffix": [],
        "citationMode": {"t": "AuthorInText"},
        "citationNoteNum": 0,
        "citationHash": 0,
    }
    return {"t": "Cite", "c": [[every], [{"t": "Str", "c": "@*"}]]}


def number_notes(blocks: Sequence[Node]) -> None:
    """Give each citation, in place, the number of its note, as pandoc counts through one file.

    A citation outside of notes counts as one: in a style of notes it becomes one.
    """
    count = 0
    for block in blocks:
        if block["t"] == NOTES:
            content = block["c"]
            assert isinstance(content, list)
            count += int(content[1])
        else:
            count = _number(block["c"], count, within=False)


def _number(node: object, count: int, *, within: bool) -> int:
    if isinstance(node, list):
        for each in node:
            count = _number(each, count, within=within)
    elif isinstance(node, dict):
        kind = node.get("t")
        counts = kind == "Note" or (kind == "Cite" and not within)
        count += counts
        if kind == "Cite":
            for citation in node["c"][0]:
                citation["citationNoteNum"] = count
        else:
            count = _number(node.get("c"), count, within=within or kind == "Note")
    return count


def _run(document: str, title: Title, seconds: float) -> str:
    with tempfile.TemporaryDirectory(prefix="makeready-") as folder:
        root = Path(folder)
        options = ["--from=json", "--to=json", "--sandbox", "--citeproc"]
        for number, source in enumerate(title.works):
            file = root / f"{number}{PurePosixPath(source.name).suffix.lower()}"
            file.write_bytes(source.data.removeprefix(b"\xef\xbb\xbf"))
            options.append(f"--bibliography={file}")
        if title.citation_style:
            style = root / "style.csl"
            style.write_bytes(title.citation_style)
            options.append(f"--csl={style}")
        ran = run_in_time(options, document.encode(), seconds, Place(title.works[0].name))
    if ran.status:
        raise _cannot_cite(ran, title)
    return ran.output.decode()


def _cannot_cite(ran: Ran, title: Title) -> SourceError:
    said = ran.complaint.decode(errors="replace").strip().splitlines()
    style = title.book.bibliography.style if title.book.bibliography else ""
    is_of_style = bool(said) and "Citeproc" in said[-1] and style
    return SourceError(
        f"the citations cannot be set: {said[-1] if said else f'status {ran.status}'}",
        where=Place(style if is_of_style else title.works[0].name),
        hint="see whether the style works in another program, or take it anew",
    )
