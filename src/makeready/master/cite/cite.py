"""A title with a bibliography becomes one whose texts say what their citations are set as."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from makeready.core.findings import errors, finding
from makeready.core.model import Matter, Numbering, Text
from makeready.files.programs.run import PATIENCE
from makeready.master.cite.check import CODES, check_citations, find_keys
from makeready.master.cite.collect import CHAPTER, CITED, NOTES, WORKS, Node, collect
from makeready.master.cite.link import Links
from makeready.master.cite.process import process, write_document
from makeready.master.cite.works import read_works
from makeready.master.places import find_place_or_file
from makeready.master.trees import short_digest
from makeready.master.words import words_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from makeready.core.findings import Finding
    from makeready.core.model import Title
    from makeready.master.cite.collect import Remember

THREADS = 4
"""Files that pandoc looks through at a time."""

PLACE = "\n\n::: {#refs}\n:::\n"
"""What a manuscript says where the works are to be listed."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block that was collected, and the number of the file that it came from."""

    file: int
    node: Node


def remember_nothing(known: Sequence[object], make: Callable[[float], str]) -> str:
    """Return what is made now; stands for the cache where there is none."""
    del known
    return make(PATIENCE)


def cite(title: Title, remember: Remember = remember_nothing) -> tuple[Title, tuple[Finding, ...]]:
    """Return the title with its citations set and its works listed, and what was found.

    A title without a bibliography is returned as it came. Raises SourceError for a bibliography or
    a style that cannot be read.
    """
    if title.book.bibliography is None:
        return title, ()
    works = read_works(title.works, remember)
    texts, collected = _collect_with_places(title, remember)
    found = check_citations(replace(title, texts=texts), works, collected)
    blocks = [Block(at, node) for at, each in enumerate(collected) for node in each]
    found += tuple(_report_unlisted(blocks, texts, title.book.bibliography.scope))
    if errors(found):
        return title, found
    set_blocks: list[list[Node]] = [[] for _ in texts]
    for name, group in _divide(blocks, texts, title.book.bibliography.scope):
        for block in _set(group, name, replace(title, texts=texts), remember):
            set_blocks[block.file].append(block.node)
    cited = (
        replace(text, cited=write_document(each))
        for text, each in zip(texts, set_blocks, strict=True)
    )
    return replace(title, texts=tuple(cited)), found


def _collect_all(texts: Sequence[Text], remember: Remember) -> list[list[Node]]:
    citing = [replace(text, cited="") for text in texts]
    with ThreadPoolExecutor(max_workers=THREADS) as threads:
        return list(threads.map(lambda text: collect(text, remember), citing))


def _collect_with_places(
    title: Title, remember: Remember
) -> tuple[tuple[Text, ...], list[list[Node]]]:
    """Return the texts, with places for their works where they have none, and what they cite."""
    book = title.book
    assert book.bibliography is not None
    texts = title.texts
    collected = _collect_all(texts, remember)
    blocks = [Block(at, node) for at, each in enumerate(collected) for node in each]
    if book.bibliography.scope is Numbering.CHAPTER:
        for at in _find_ends(blocks, texts):
            heading = words_for(book.language).works
            added = replace(texts[at], text=f"{texts[at].text}\n\n## {heading}{PLACE}")
            texts = (*texts[:at], added, *texts[at + 1 :])
            collected[at] = [*collected[at], _place()]
    elif _lacks_place(blocks) or (book.bibliography.uncited and not _has(blocks, WORKS)):
        texts = _add_chapter(texts, title)
        collected = [*collected[: len(title.texts)], *[[] for _ in texts[len(title.texts) :]]]
        collected[-1] = [*collected[-1], _place()]
    return texts, collected


def _place() -> Node:
    return {"t": WORKS, "c": [["refs", [], []], []]}


def _has(blocks: Sequence[Block], kind: str) -> bool:
    return any(block.node["t"] == kind for block in blocks)


def _lacks_place(blocks: Sequence[Block]) -> bool:
    return _has(blocks, CITED) and not _has(blocks, WORKS)


def _add_chapter(texts: tuple[Text, ...], title: Title) -> tuple[Text, ...]:
    """Return the texts with a place for the works below a last heading, or in a chapter of it."""
    last = texts[-1]
    lines = last.text.rstrip().splitlines() or [""]
    if lines[-1].startswith("#"):
        return (*texts[:-1], replace(last, text=f"{last.text}{PLACE}"))
    heading = words_for(title.book.language).works
    said = f"# {heading} {{.bibliography}}{PLACE}"
    return (*texts, Text(file=title.works[0].name, matter=Matter.BACK, text=said))


def _find_ends(blocks: Sequence[Block], texts: Sequence[Text]) -> list[int]:
    """Return the files at whose ends chapters end that cite works and list none."""
    groups = _divide(blocks, texts, Numbering.CHAPTER)
    lacking = [group for _, group in groups if _lacks_place(group)]
    return [group[-1].file for group in lacking if _ends_file(group, blocks)]


def _ends_file(group: Sequence[Block], blocks: Sequence[Block]) -> bool:
    of_file = [block for block in blocks if block.file == group[-1].file]
    return of_file[-1] is group[-1]


def _divide(
    blocks: Sequence[Block], texts: Sequence[Text], scope: Numbering
) -> Iterator[tuple[str, list[Block]]]:
    """Yield the blocks of each list of works, with what tells its ids from those of others."""
    if scope is Numbering.BOOK:
        yield "", list(blocks)
        return
    groups: list[list[Block]] = [[]]
    for block in blocks:
        if block.node["t"] == CHAPTER:
            groups.append([])
        groups[-1].append(block)
    seen: dict[int, int] = {}
    for group in filter(None, groups):
        at = group[0].file
        seen[at] = seen.get(at, 0) + 1
        yield short_digest(texts[at].file, str(seen[at])), group


def _report_unlisted(
    blocks: Sequence[Block], texts: Sequence[Text], scope: Numbering
) -> Iterator[Finding]:
    for _, group in _divide(blocks, texts, scope):
        if _lacks_place(group):
            first = next(block for block in group if block.node["t"] == CITED)
            key = next(find_keys(first.node["c"]))
            place = find_place_or_file([texts[first.file]], f"@{key}")
            yield finding(CODES["T-039"], f"the chapter cites {key}", place)


def _set(group: Sequence[Block], name: str, title: Title, remember: Remember) -> Iterator[Block]:
    """Yield the blocks of one list of works with their citations set, and the list in its place."""
    processed = process([block.node for block in group], title, remember)
    links = Links(name)
    for run in processed.runs:
        links.link_run(run)
    links.link_entries(processed.works)
    runs, works = iter(processed.runs), processed.works
    for block in group:
        if block.node["t"] == CITED:
            yield Block(block.file, next(runs))
        elif block.node["t"] == WORKS:
            yield Block(block.file, {"t": WORKS, "c": [["refs", [], []], works]})
            works = []
        else:
            assert block.node["t"] in (CHAPTER, NOTES)
