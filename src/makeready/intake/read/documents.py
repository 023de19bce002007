"""Pandoc's reading of a document into one that a manuscript can hold.

What belongs to a document's file and not to its words goes: wrappers without a language, styling,
links back from notes, code for other formats. What no edition can hold is corrected, and told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import takewhile
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from makeready.core.findings import Finding
from makeready.core.model import Asset
from makeready.intake.model import Correction, Metadata
from makeready.intake.read import formulas, marks, pictures
from makeready.intake.read.apparatus.index_marks import COUNTED, keep_span
from makeready.intake.read.apparatus.old_pages import open_headings
from makeready.intake.read.apparatus.references import list_labels
from makeready.intake.read.context import Context
from makeready.intake.read.elements import rewrite
from makeready.intake.read.formats.counted import HEADINGS, LINKS, OUTWARD, REFERENCES
from makeready.intake.read.formats.prepared import make_author
from makeready.intake.read.links import unlink
from makeready.intake.read.notes import linked
from makeready.intake.read.pandoc_json import (
    Json,
    address,
    attributes,
    content,
    elements,
    is_element,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

# Which elements are counted as what.
_COUNTED: Mapping[str, str] = MappingProxyType(
    {
        "Note": "notes",
        "Image": "pictures",
        "Math": "formulas",
        "Table": "tables",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What is known around a document: pictures by their source, what its marks mean, neighbours.

    `beside` returns the bytes of a file that lies beside the document, or none, and `draw` a
    picture of a PDF's first page; `unread` is the TeX
    of formulas that pandoc cannot turn into MathML, `works` the keys of the works that are there.
    """

    media: Mapping[str, bytes]
    meanings: marks.Meanings
    beside: Callable[[str], bytes]
    draw: Callable[[bytes], bytes] | None = None
    unread: AbstractSet[str] = frozenset()
    works: AbstractSet[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidied:
    """A document ready to be written as a manuscript, with what was found and done in it."""

    document: Mapping[str, Json]
    metadata: Metadata
    images: tuple[Asset, ...]
    findings: tuple[Finding, ...]
    corrections: tuple[Correction, ...] = ()
    counts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


def tidy(name: str, document: Mapping[str, Json], around: Surroundings) -> Tidied:
    """Return the document without what is not its words."""
    blocks = document.get("blocks", [])
    if marks.has_marks(blocks):
        blocks = marks.resolve(blocks, around.meanings)
    noted = linked.collect(cast("Sequence[Json]", blocks))
    held = tuple(elements(noted.blocks))
    media = _media(held, around)
    named = pictures.name_pictures(pictures.list_sources(held), media)
    shown = pictures.select_shown(named, media)
    context = _context(held, shown, named)
    context.works = around.works
    unread = {tex.strip() for tex in around.unread}
    context.labels = list_labels(held, lambda tex: formulas.is_unset(tex, unread))
    context.large = pictures.select_large(shown, media)
    metadata = facts(cast("Mapping[str, Json]", document.get("meta", {})))
    written = linked.Noted(
        blocks=open_headings(rewrite(noted.blocks, context)), corrections=noted.corrections
    )
    noted = linked.drop_idle_heads(written)
    body = noted.blocks
    body = _without_title(body, metadata.title)
    body = unlink(list(_close_gaps(_raise_headings(body), context)), context)
    written_out, context.formulas = formulas.write_formulas(body, around.unread)
    body = cast("Sequence[Json]", written_out)
    return Tidied(
        document={**document, "meta": {}, "blocks": body},
        metadata=metadata,
        images=tuple(pictures.make_assets(context.pictures, media)),
        findings=(*context.report(name), *pictures.report_missing(name, named, media)),
        corrections=(*noted.corrections, *context.corrections),
        counts=_count(held) | _count_read(cast("Sequence[Json]", blocks)),
    )


def _media(held: Sequence[Mapping[str, Json]], around: Surroundings) -> dict[str, bytes]:
    named = pictures.list_sources(held)
    media = {**around.media, **pictures.read_embedded(named)}
    lacking = [source for source in named if source not in media]
    return media | pictures.read_neighbours(lacking, around.beside, around.draw)


def _context(
    held: Sequence[Mapping[str, Json]], shown: Mapping[str, str], named: Mapping[str, str]
) -> Context:
    links = (address(each) for each in held if each["t"] == "Link")
    return Context(
        targets=frozenset(link[1:] for link in links if link.startswith("#")),
        ids=frozenset(filter(None, (attributes(each)[0] for each in held))),
        pictures=shown,
        named=named,
        titles={
            attributes(each)[0]: plain(content(each)[2]).strip()
            for each in held
            if each["t"] == "Header" and attributes(each)[0]
        },
    )


def _count(held: Sequence[Mapping[str, Json]]) -> dict[str, int]:
    counts = Counter(_COUNTED.get(str(each["t"]), "") for each in held)
    counts.pop("", None)
    return dict(counts)


def _count_read(blocks: Sequence[Json]) -> dict[str, int]:
    """Count what rules take out again on their way and name in the ledger, before they do."""
    read = list(elements(blocks))
    links = [address(each) for each in read if each["t"] == "Link"]
    outward = sum(1 for each in links if OUTWARD.match(each))
    cited = sum(1 for each in read if each["t"] == "Cite")
    headings = sum(1 for each in read if each["t"] == "Header")
    marked = sum(1 for each in read if keep_span(each) is not None)
    return {
        COUNTED: marked,
        HEADINGS: headings,
        LINKS: outward,
        REFERENCES: len(links) - outward + cited,
    }


def facts(meta: Mapping[str, Json]) -> Metadata:
    """Return what the document's own metadata says, in the words of book.toml."""
    told = {key: tuple(_values(value, first_line=key == "author")) for key, value in meta.items()}

    def first(*keys: str) -> str:
        return next((value for key in keys for value in told.get(key, ()) if value), "")

    authors = next((told[key] for key in ("author", "creator") if told.get(key)), ())
    names = [name for author in authors for name in author.split("; ") if name]
    return Metadata(
        title=first("title"),
        subtitle=first("subtitle"),
        people=tuple(make_author(name) for name in names),
        published=first("date", "dcterms.date"),
        publisher=first("publisher"),
        rights=first("rights", "copyright"),
        description=first("description", "abstract"),
        language=first("lang", "language"),
    )


def _values(value: Json, *, first_line: bool = False) -> Iterator[str]:
    """The values of a metadata field, whether it stands alone or in a list.

    Below the first line of an author in LaTeX stands where that person works.
    """
    if is_element(value, "MetaList"):
        held = cast("Mapping[str, Sequence[Json]]", value)
        for item in held["c"]:
            yield from _values(item, first_line=first_line)
    elif first_line and is_element(value, "MetaInlines"):
        inlines = content(cast("Mapping[str, Json]", value))
        line = list(takewhile(lambda each: not is_element(each, "LineBreak"), inlines))
        yield _clean(plain(line or inlines))
    else:
        yield _clean(plain(value))


def _clean(words: str) -> str:
    return " ".join(marks.strip_marks(words).split())


def _without_title(blocks: Sequence[Json], title: str) -> Sequence[Json]:
    """The blocks without an opening heading that only repeats the title."""
    opening = blocks[0] if blocks else None
    if not is_element(opening, "Header"):
        return blocks
    heading = content(cast("Mapping[str, Json]", opening))[2]
    notes = any(each["t"] == "Note" for each in elements(heading))
    return blocks[1:] if _words(plain(heading)) == _words(title) and not notes else blocks


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _raise_headings(blocks: Sequence[Json]) -> Sequence[Json]:
    """The blocks with the highest heading at level 1, since a level-1 heading opens a chapter.

    pandoc 3.9 gives the chapters of an AsciiDoc book that has no parts level 0, and their sections
    level 2 (no report of it was found).
    """
    headings = [block for block in blocks if is_element(block, "Header")]
    levels = {cast("int", content(cast("Mapping[str, Json]", each))[0]) for each in headings}
    above = min(levels, default=1) - 1
    if above == -1 and levels.isdisjoint({1}):
        return [_raise_heading(block, above, only=0) for block in blocks]
    return [_raise_heading(block, above) for block in blocks] if above else blocks


def _close_gaps(blocks: Sequence[Json], context: Context) -> Iterator[Json]:
    """The blocks with no heading more than one level below the one that it belongs to.

    The paragraphs of LaTeX are below all others, and writers choose levels for their looks.
    """
    around: list[tuple[int, int]] = []
    for block in blocks:
        if not is_element(block, "Header"):
            yield block
            continue
        heading = cast("Mapping[str, Json]", block)
        level, *rest = content(heading)
        while around and around[-1][0] >= cast("int", level):
            around.pop()
        made = around[-1][1] + 1 if around else cast("int", level)
        around.append((cast("int", level), made))
        if made != level:
            context.correct("D.level", plain(rest[1]).strip())
        yield {**heading, "c": [made, *rest]}


def _raise_heading(block: Json, above: int, only: int | None = None) -> Json:
    """Return a heading raised by so many levels, others than those of one level as they are."""
    if not is_element(block, "Header"):
        return block
    heading = cast("Mapping[str, Json]", block)
    level, *rest = content(heading)
    if only not in (None, level):
        return block
    return {**heading, "c": [cast("int", level) - above, *rest]}
