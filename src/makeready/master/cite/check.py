"""What a title cites and the works of its bibliography become findings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from makeready.core.findings import Code, Finding, Severity, finding, table
from makeready.core.model import Numbering
from makeready.core.suggest import find_similar
from makeready.master.cite.collect import CITED
from makeready.master.places import find_place_or_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.core.model import Text, Title
    from makeready.master.cite.collect import Node
    from makeready.master.cite.works import Work

CODES = table(
    Code(
        code="T-035",
        severity=Severity.ERROR,
        title="A citation of a work that no bibliography has",
        why="Readers would see the key with a question mark, and no work.",
        remedy="Correct the key, or add the work to a file of [bibliography]. A backslash before "
        "the sign makes it ordinary text: \\@.",
    ),
    Code(
        code="T-036",
        severity=Severity.HINT,
        title="Works that are not cited",
        why="They stand in a file of the bibliography, and in no edition.",
        remedy="Nothing, where the file serves several titles; with uncited = true in "
        "[bibliography] they are listed, too.",
    ),
    Code(
        code="T-037",
        severity=Severity.WARNING,
        title="A key that two works have",
        why="Only one of them is cited and listed, and it may be the wrong one.",
        remedy="Give each work a key of its own, or take one of the entries out.",
    ),
    Code(
        code="T-038",
        severity=Severity.WARNING,
        title="A style that refers to notes, and notes that begin anew with each chapter",
        why="A citation says the number of the note that first cites its work, and several notes "
        "have that number.",
        remedy='Number the notes through the book, [notes] numbering = "book", or choose a style '
        "that does not refer to notes.",
    ),
    Code(
        code="T-039",
        severity=Severity.ERROR,
        title="A chapter that cites works and lists none",
        why='With scope = "chapter" each chapter has a list of its own, and its citations lead '
        "there.",
        remedy="Say where the list goes, with ::: {#refs} and ::: on two lines, or begin the next "
        "chapter in a file of its own: then the list stands at the chapter's end.",
    ),
)
SHOWN = 6
"""How many keys a finding names."""


def check_citations(
    title: Title, works: Sequence[Work], collected: Sequence[Sequence[Node]]
) -> tuple[Finding, ...]:
    """Return what is wrong with the citations of a title, file by file, and its bibliography."""
    cited = [
        key for blocks in collected for block in blocks if block["t"] == CITED
        for key in find_keys(block["c"])
    ]  # fmt: skip
    return (
        *_report_missing(title.texts, works, collected),
        *_report_repeated(works),
        *_report_uncited(title, works, set(cited)),
        *_report_note_numbers(title, bool(cited)),
    )


def find_keys(node: object) -> Iterator[str]:
    """Yield the keys of all citations below a node of pandoc's document."""
    if isinstance(node, list):
        for each in node:
            yield from find_keys(each)
    elif isinstance(node, dict):
        if node.get("t") == "Cite":
            yield from (str(each["citationId"]) for each in node["c"][0])
        else:
            yield from find_keys(node.get("c"))


def _report_missing(
    texts: Sequence[Text], works: Sequence[Work], collected: Sequence[Sequence[Node]]
) -> Iterator[Finding]:
    known = {work.key: work for work in works}
    for text, blocks in zip(texts, collected, strict=True):
        keys: list[Any] = [block["c"] for block in blocks if block["t"] == CITED]
        for key in dict.fromkeys(find_keys(keys)):
            if key not in known:
                place = find_place_or_file([text], f"@{key}", f"@{{{key}}}")
                yield finding(
                    CODES["T-035"], f"no work has the key {key}", place, _near(key, known)
                )


def _near(key: str, known: dict[str, Work]) -> str:
    likely = [f"@{each} ({known[each].place})" for each in find_similar(key, known, most=2)]
    return f"did you mean {' or '.join(likely)}?" if likely else ""


def _report_repeated(works: Sequence[Work]) -> Iterator[Finding]:
    seen = Counter(work.key for work in works)
    for work in {work.key: work for work in works if seen[work.key] > 1}.values():
        yield finding(CODES["T-037"], f"{work.key} is the key of {seen[work.key]}", work.place)


def _report_uncited(title: Title, works: Sequence[Work], cited: set[str]) -> Iterator[Finding]:
    bibliography = title.book.bibliography
    if bibliography is None or bibliography.uncited or "*" in cited:
        return
    for source in title.works:
        own = {work.key: work for work in works if work.place.file == source.name}
        unused = [work for work in own.values() if work.key not in cited]
        if unused:
            named = ", ".join(work.key for work in unused[:SHOWN])
            more = f" and {len(unused) - SHOWN} more" if len(unused) > SHOWN else ""
            message = f"{len(unused)} of {len(own)} works: {named}{more}"
            yield finding(CODES["T-036"], message, unused[0].place)


def _report_note_numbers(title: Title, is_citing: bool) -> Iterator[Finding]:
    bibliography = title.book.bibliography
    if bibliography is None or not is_citing:
        return
    refers = b"first-reference-note-number" in title.citation_style
    by_chapter = title.book.numbering is Numbering.CHAPTER
    if refers and by_chapter and bibliography.scope is Numbering.BOOK:
        yield finding(
            CODES["T-038"], f"{bibliography.style} says in which note a work is first cited"
        )
