"""The structure of a PDF becomes findings where listeners would hear another book than is printed.

Programs that read aloud follow the tree of tags, not the page. Each stretch of marked content that
the tree has is looked up on its page, and its characters in the master: they have to come in the
master's order, in its languages, and in its headings, cells, captions and lists.
"""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pikepdf

from makeready.checks.heard.meant import LISTS, ROLES, Meant, read_meant
from makeready.checks.read.evidence import evidence
from makeready.checks.read.print_order import runs_right_to_left
from makeready.checks.report import UnreadablePrint, report
from makeready.core.findings import Code, Place, Severity, finding, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from makeready.checks.report import Files, Report

CODES = table(
    Code(
        code="P-134",
        severity=Severity.ERROR,
        title="Words that listeners hear in another place, or not at all",
        why="Who listens to the PDF would be told its sentences, or the cells of its tables, in "
        "another order than who reads it.",
        remedy="Build the title again; nothing may change the PDF afterwards.",
    ),
    Code(
        code="P-135",
        severity=Severity.ERROR,
        title="Words that listeners are told to be something else",
        why="A heading, a cell, a caption or a list is announced as such, and words of another "
        "language are spoken with its sounds.",
        remedy="Build the title again; nothing may change the PDF afterwards.",
    ),
)
_DEEPEST = 200
_MOST = 5
_SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A stretch of marked content in the tree: its page, from 0, its number, and what is said.

    `note` counts the notes of the tree, from 0; it is -1 outside of them. `is_listed` says that it
    is of the contents, which are tagged in their own way.
    """

    page: int
    number: int
    meant: Meant
    note: int
    is_listed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """Where the words of a stretch stand in the master: in which note, or -1, and from where."""

    note: int
    place: int
    words: str


def check_spoken(files: Files) -> Report:
    """Report whether the tree of tags has the master's words in their order, as what they are."""
    place = Place(f"{files.slug}.pdf")
    try:
        with pikepdf.open(io.BytesIO(files.pdf)) as pdf:
            told = tuple(_read_tree(pdf))
            links = tuple(_check_link_elements(pdf))
    except pikepdf.PdfError as error:
        raise UnreadablePrint(f"the print edition cannot be read: {error}") from error
    found = _find_places(files)
    labels = [page.label for page in evidence(files).printed.pages]
    faults = [
        *_find_lost(told, found, labels),
        *_find_moved(told, found, labels),
        *_find_divided_notes(told, found, labels),
    ]
    others = [*_find_others(told, found, read_meant(files.master), labels), *links]
    findings = (
        *(finding(CODES["P-134"], fault, place) for fault in faults[:_MOST]),
        *(finding(CODES["P-135"], fault, place) for fault in others[:_MOST]),
    )
    return report(findings, stretches=len(told))


def _find_places(files: Files) -> Mapping[tuple[int, int], _Found]:
    """Return where in the master the words of each stretch of marked content stand."""
    places: dict[tuple[int, int], dict[int, list[tuple[int, str]]]] = {}
    for piece in evidence(files).alignment.pieces:
        for offset, index in enumerate(piece.indexes):
            mark = piece.page, piece.shown.marks[index]
            own = places.setdefault(mark, {}).setdefault(piece.note, [])
            own.append((piece.start + offset, piece.shown.text[index]))
    found = {}
    for mark, notes in places.items():
        note, words = max(notes.items(), key=lambda each: len(each[1]))
        words.sort()
        text = "".join(character for _, character in words)
        found[mark] = _Found(note=note, place=words[0][0], words=text)
    return found


def _read_tree(pdf: pikepdf.Pdf) -> Iterator[Spoken]:
    """Yield the stretches of marked content in the order in which listeners hear them."""
    root = pdf.Root.get("/StructTreeRoot")
    if isinstance(root, pikepdf.Dictionary):
        usual = Meant(str(pdf.Root.get("/Lang", "")).lower(), frozenset())
        start = Spoken(page=-1, number=-1, meant=usual, note=-1, is_listed=False)
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        yield from _Tree(numbers).read(root, start, _DEEPEST)


class _Tree:
    """Reads a tree of tags; counts its notes."""

    def __init__(self, numbers: Mapping[tuple[int, int], int]) -> None:
        self._numbers = numbers
        self._notes = 0

    def read(self, element: pikepdf.Object, around: Spoken, deep: int) -> Iterator[Spoken]:
        """Yield the stretches below an element that stands in another, `deep` levels at most."""
        inner = self._enter(element, around)
        for kid in _kids(element):
            if isinstance(kid, int):
                yield replace(inner, number=int(kid))
            elif not isinstance(kid, pikepdf.Dictionary) or not deep:
                continue
            elif "/MCID" in kid:
                yield replace(inner, page=self._find_page(kid, inner.page), number=int(kid.MCID))
            elif "/S" in kid:
                yield from self.read(kid, inner, deep - 1)

    def _enter(self, element: pikepdf.Object, around: Spoken) -> Spoken:
        role = str(element.get("/S", "")).removeprefix("/")
        language, roles = around.meant.language, around.meant.roles
        if role == "L":
            roles = roles - LISTS | {_read_numbering(element)}
        note = around.note
        if role == "Note":
            # what is told of the text around a note is not told of the note
            roles = frozenset()
            note, self._notes = self._notes, self._notes + 1
        return replace(
            around,
            page=self._find_page(element, around.page),
            meant=Meant(str(element.get("/Lang", language)).lower(), roles | ({role} & ROLES)),
            note=note,
            is_listed=around.is_listed or role == "TOC",
        )

    def _find_page(self, holder: pikepdf.Object, usual: int) -> int:
        return self._numbers.get(holder.Pg.objgen, -1) if "/Pg" in holder else usual


def _read_numbering(element: pikepdf.Object) -> str:
    said = element.get("/A", pikepdf.Dictionary())
    for each in said if isinstance(said, pikepdf.Array) else [said]:
        if isinstance(each, pikepdf.Dictionary) and "/ListNumbering" in each:
            return str(each.ListNumbering).removeprefix("/")
    return "None"


def _find_lost(
    told: Sequence[Spoken], found: Mapping[tuple[int, int], _Found], labels: Sequence[str]
) -> Iterator[str]:
    """Yield the words of the book that the tree has not, or has twice."""
    heard = Counter((each.page, each.number) for each in told)
    for mark, words in sorted(found.items()):
        if heard[mark] != 1:
            often = "not told to listeners" if not heard[mark] else "told to listeners twice"
            yield f"page {labels[mark[0]]}: “{words.words[:_SHOWN]}” is {often}"


def _find_moved(
    told: Sequence[Spoken], found: Mapping[tuple[int, int], _Found], labels: Sequence[str]
) -> Iterator[str]:
    """Yield the words that come in the tree after others that they stand before in the master.

    Beside words from right to left a sign such as a bracket is a stretch of its own, and one of
    two that look alike, since it is mirrored there: where it stands says nothing.
    """
    last: dict[int, _Found] = {}
    leftward = {mark[0] for mark, each in found.items() if runs_right_to_left(each.words)}
    for each in told:
        words = found.get((each.page, each.number))
        if words is None or (each.page in leftward and not any(map(str.isalnum, words.words))):
            continue
        before = last.get(words.note)
        if before is not None and words.place < before.place:
            shown = f"“{words.words[:_SHOWN]}” after “{before.words[:_SHOWN]}”"
            yield f"page {labels[each.page]}: listeners hear {shown}"
        else:
            last[words.note] = words


def _find_divided_notes(
    told: Sequence[Spoken], found: Mapping[tuple[int, int], _Found], labels: Sequence[str]
) -> Iterator[str]:
    """Yield the words of a note that stand in the element of another one, or in none."""
    owners: dict[int, int] = {}
    for each in told:
        words = found.get((each.page, each.number))
        if words is None or (words.note < 0 and each.note < 0):
            continue
        if (
            words.note < 0
            or each.note < 0
            or owners.setdefault(each.note, words.note) != words.note
        ):
            shown = f"“{words.words[:_SHOWN]}”"
            yield f"page {labels[each.page]}: listeners hear {shown} in another note, or in none"


def _find_others(
    told: Sequence[Spoken],
    found: Mapping[tuple[int, int], _Found],
    meant: Sequence[Sequence[Meant]],
    labels: Sequence[str],
) -> Iterator[str]:
    """Yield the words whose language or whose elements are not those of the master."""
    for each in told:
        words = found.get((each.page, each.number))
        if words is None or each.is_listed or words.place >= len(meant[words.note]):
            continue
        mine, theirs = meant[words.note][words.place], each.meant
        where = f"page {labels[each.page]}: “{words.words[:_SHOWN]}” is told"
        if mine.language != theirs.language:
            yield f"{where} in the language “{theirs.language}”, not “{mine.language}”"
        elif mine.roles != theirs.roles:
            yield f"{where} as {_join(theirs.roles)}, not as {_join(mine.roles)}"


def _join(roles: frozenset[str]) -> str:
    return ", ".join(f"{each} list" if each in LISTS else each for each in sorted(roles)) or "text"


def _check_link_elements(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield the pages on which listeners are not told of a link that stands there."""
    told = {
        kid.Obj.objgen
        for element in pdf.objects
        if isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/Link"
        for kid in _kids(element)
        if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid
    }
    for number, page in enumerate(pdf.pages):
        links = [each for each in page.obj.get("/Annots", pikepdf.Array()) if _is_link(each)]
        lost = sum(each.objgen not in told for each in links)
        if lost:
            where = f"page {number + 1} of the file"
            yield f"{where}: {lost} of {len(links)} links are not told as such"


def _kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K", pikepdf.Array())
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _is_link(note: pikepdf.Object) -> bool:
    return isinstance(note, pikepdf.Dictionary) and note.get("/Subtype") == "/Link"
