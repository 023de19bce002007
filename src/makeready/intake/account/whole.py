"""A document read into Markdown → a manuscript, every character kept, with its account."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.core.model import Matter, Text
from makeready.files.book.languages import standardize
from makeready.intake.account import completeness
from makeready.intake.account.answers import answer_metadata
from makeready.intake.account.book_toml import date_of
from makeready.intake.account.questions import ask_for_metadata
from makeready.intake.account.recipe import make_unmatched_error
from makeready.intake.languages import language_of
from makeready.intake.model import (
    Correction,
    Imported,
    Kind,
    Ledger,
    Metadata,
    Operation,
    Part,
    Question,
    Recipe,
)
from makeready.intake.page.people import is_placeholder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from makeready.intake.account.completeness import Comparison
    from makeready.intake.read.files import Source

CODES = table(
    Code(
        code="S-145",
        severity=Severity.HINT,
        title="Import changed what no edition can hold",
        why="Headings and notes without words, ids given twice and links that lead nowhere would "
        "forbid an edition or mislead its readers.",
        remedy="Look whether the document meant something else; the ledger names each.",
    ),
)
_FENCE = 3
_EXAMPLES = 4
_DEFINED = re.compile(r"^\[(\^?[^\[\]\n]{1,200})\]:", re.MULTILINE)
_USED = re.compile(r"\[(\^?[^\[\]\n]{1,200})\](?!:)")
# What each rule does, as the finding says it.
_RULES: Mapping[str, str] = {
    "D.address": "addresses were given the scheme that they lacked",
    "D.box": "words of drawings stand in boxes",
    "D.citation": "citations and lists of works are made anew from the bibliography",
    "D.control": "control characters were taken out",
    "D.dash": "dashes of two and three ems are written as so many em dashes",
    "D.empty-heading": "headings without words were taken out",
    "D.empty-note": "notes without words were taken out",
    "D.id": "ids that were given twice were taken out",
    "D.front-matter": "what stood at the head of the text went into book.toml",
    "D.picture-name": "pictures have other names in the title's folder",
    "D.inner-note": "notes in notes stand in brackets there",
    "D.label": "labels of a formula of several lines are the first one: it has one number",
    "D.level": "headings whose levels left one out were raised",
    "D.link": "links that lead nowhere in a book are plain words",
    "D.linked-note": "marks and the paragraphs that they link to are notes",
    "D.old-page": "numbers of pages are marks where the pages of that edition begin",
    "D.page-reference": "references to pages say the place, or its page in this book",
    "D.picture": "pictures too wide for a line stand before or behind their paragraph",
    "D.short-caption": "the short forms of captions, meant for lists of them, were taken out",
    "D.inner-table": "what stood in tables within tables stands in paragraphs",
    "D.table-head": "heads of long tables for later pages were taken out: the first is repeated",
    "D.page-number": "page and line numbers were taken out",
}
# Codes of countries that are often taken for those of languages.
_MEANT = {"jp": "ja", "cn": "zh", "kr": "ko", "gr": "el", "cz": "cs", "dk": "da", "ua": "uk"}


def take_whole(source: Source, recipe: Recipe | None = None) -> Imported:
    """Return a document's Markdown as the manuscript, one file a chapter, every character kept.

    Raises ConfigError for an answer about single words, which are to be changed in the manuscript.
    """
    for answer in recipe.answers if recipe else ():
        raise make_unmatched_error(
            answer, "a document's text is taken as it is; change the manuscript"
        )
    text = source.raw.text
    operations = (*_list_corrections(source.corrections), *_cut(text))
    known = answer_metadata(recipe, complete_metadata(source.metadata, text))
    texts = tuple(
        Text(file=operation.target, matter=Matter.BODY, text=operation.text)
        for operation in operations
        if operation.target
    )
    day = source.metadata.published if known.published else ""
    compared = compare_with(source, [*(each.text for each in texts), *_list_words(known), day])
    return Imported(
        texts=texts,
        metadata=known,
        ledger=Ledger(
            source=source.raw.name,
            digest=source.raw.digest,
            encoding=source.raw.encoding,
            length=len(text),
            operations=operations,
        ),
        questions=tuple(_questions(source, known, compared, recipe)),
        findings=(*source.findings, *_findings(source, compared)),
        images=source.images,
        works=source.works,
        compared=(compared.words, compared.kept, compared.taken) if compared else None,
    )


def complete_metadata(found: Metadata, text: str) -> Metadata:
    """Return what a document says of itself without placeholders, its language from its words."""
    people = tuple(person for person in found.people if not is_placeholder(person.name))
    language = standardize(found.language.replace("_", "-")) if found.language else ""
    if language in {"", "und", "mul", "zxx"}:
        language = language_of(text) or _MEANT.get(found.language.lower(), "")
    day = date_of(found.published)
    published = day.isoformat() if day else ""
    return replace(found, people=people, language=language, published=published)


def compare_with(source: Source, texts: Sequence[str]) -> Comparison | None:
    """Return how a document's own bytes compare with texts; None where only pandoc read it."""
    if source.inventory is None:
        return None
    return completeness.compare(source.inventory, texts, source.corrections)


def _list_words(known: Metadata) -> Iterator[str]:
    """What went into book.toml; a title often stands in the text besides, and counts for both."""
    words = (known.title, known.subtitle, known.published, known.publisher, known.rights)
    yield from words * 2
    yield known.description
    yield from [person.name for person in known.people] * 2


def _list_corrections(corrections: Sequence[Correction]) -> Iterator[Operation]:
    """Yield what was changed before there was a text to number the characters of."""
    for number, correction in enumerate(corrections):
        yield Operation(
            kind=Kind.DROP,
            start=0,
            end=0,
            text="",
            target="",
            order=number,
            rule=correction.rule,
            evidence=correction.what,
        )


def _cut(text: str) -> Iterator[Operation]:
    cuts = (*_join_parts(text, _chapters(text)), len(text))
    for number, (start, end) in enumerate(itertools.pairwise(cuts), start=1):
        yield Operation(
            kind=Kind.KEEP,
            start=start,
            end=end,
            text=text[start:end],
            target=f"text/{number:02}.md",
            order=0,
            rule="D.chapter",
            evidence="read by pandoc",
        )


def _chapters(text: str) -> list[int]:
    """Where the chapters begin: at the start, and at level-1 headings outside fenced code."""
    cuts, offset, fence = [0], 0, ""
    for line in text.split("\n"):
        mark = line[: len(line) - len(line.lstrip("`~"))]
        if len(mark) >= _FENCE:
            closes = line.rstrip() == mark and mark.startswith(fence)
            fence = "" if fence and closes else fence or mark
        elif line.startswith("# ") and not fence and text[:offset].strip():
            cuts.append(offset)
        offset += len(line) + 1
    return cuts


def _join_parts(text: str, starts: Sequence[int]) -> list[int]:
    """Return where files begin, so that what a file calls or names is defined in it."""
    needed: list[set[str]] = [set() for _ in starts]
    defined: dict[str, int] = {}
    for at, (start, end) in enumerate(itertools.pairwise((*starts, len(text)))):
        part = text[start:end]
        names = {match[1] for match in _DEFINED.finditer(part)}
        defined |= dict.fromkeys(names, at)
        needed[at] = {match[1] for match in _USED.finditer(part)} - names
    for at, names in enumerate(needed):
        if any(defined.get(name, at) != at for name in names):
            return [0]
    return list(starts)


def _findings(source: Source, compared: Comparison | None) -> Iterator[Finding]:
    name = source.name
    if compared is None or source.inventory is None:
        if not source.is_manuscript:  # which is its own bytes
            yield completeness.report_uncompared(name)
    else:
        yield from completeness.report_missing(name, compared)
        yield from completeness.report_fewer(name, source.inventory, source.counts)
    rules: dict[str, list[str]] = defaultdict(list)
    for correction in source.corrections:
        rules[correction.rule].append(correction.what)
    for rule, told in sorted(rules.items()):
        shown = "; ".join(dict.fromkeys(told[:_EXAMPLES]))
        more = "" if len(told) <= _EXAMPLES else f" and {len(told) - _EXAMPLES} more"
        yield finding(CODES["S-145"], f"{_RULES[rule]}: {shown}{more}", Place(name))


def _questions(
    source: Source, known: Metadata, compared: Comparison | None, recipe: Recipe | None
) -> Iterator[Question]:
    """Yield what book.toml needs and nobody says, and what the editor may want kept."""
    yield from ask_for_metadata(source.raw.text, known)
    lost = {each.passage.part for each in compared.lost} if compared else set()
    parts = [part for part in Part if part in lost and part in completeness.CHOSEN]
    for number, part in enumerate(parts if recipe is None else ()):
        line = completeness.CHOSEN[part].partition(" or ")[0]
        yield Question(
            section="document",
            line=1,
            start=0,
            end=0,
            raw="",
            context=" ".join(" ".join(each.words) for each in _of(compared, part))[:80],
            why=f"{part.value} were left out",
            proposal=line if number else f"[document]\n{line}",
            confidence=0.5,
        )


def _of(compared: Comparison | None, part: Part) -> list[completeness.Lost]:
    return [] if compared is None else [e for e in compared.lost if e.passage.part is part]
