"""A page as a program has read it → the page as the reader of PDFs knows it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

from makeready.intake.pdf.read.leftward import is_leftward
from makeready.intake.pdf.values import Box, Face, PdfPage, Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.intake.pdf.scan.sizes import Sizes
    from makeready.intake.pdf.scan.values import Ink, Pixels, Reading, Settled, TextLine, Word

FACE = Face(name="read from a picture")
_WIDE = 0.8  # of the type size: a wider gap parts the runs of a line
_RAISED, _SMALL = 0.33, 0.6  # of the type size: where a raised mark stands, and how large it is
_LOW = 0.22  # of the line's height: a mark that ends lower is not raised
_CLOSE = 0.2  # of the ink's height: a letter in front of a line that reaches no further is the mark
_FLAT = 0.3  # of a letter's height below the foot of the ink: it is another letter
# what raised figures are taken for
_MISREAD = frozenset("'’‘`´\"“”„°º*®©™?!^~«»|<>¹²³⁴⁵⁶⁷⁸⁹⁰{}[]")
_NUMBER = re.compile(r"[\doOlISBgq]{1,3}[.)]|\d{1,3}")
_TELLING = frozenset("0123456789gq")  # one of them is there, or it is a roman number
# old figures that are low are taken for letters
_FIGURES = str.maketrans("oOlISBgq", "00115899")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of a line that become a run; `space` says that white stands before it."""

    text: str
    left: float
    right: float
    raised: bool
    space: bool


def page_of(reading: Reading, before: PdfPage, sizes: Sizes, marks: Sequence[Settled]) -> PdfPage:
    """Return a page with the text that was read; `before` is the page as the file has it.

    The marks of notes stand in the text as their numbers. Offsets count characters of the page.
    """
    scale = 72 / reading.dots
    mirrored = _runs_leftward(reading)
    if mirrored:
        reading, marks = _mirror(reading, marks)
    by_line: dict[int, list[Settled]] = {}
    for mark in marks:
        if mark.label:
            by_line.setdefault(mark.ink.line, []).append(mark)
    text: list[str] = []
    runs: list[Run] = []
    at = 0
    for place, line in enumerate(reading.lines):
        size = sizes[reading.number, place]
        base = (reading.height - line.base_at((line.box[0] + line.box[2]) / 2)) * scale
        for piece in _pieces(line, by_line.get(place, ()), size / scale):
            if piece.space:
                text.append(" ")
                at += 1
            runs.append(_run(piece, at, base, size, scale))
            text.append(piece.text)
            at += len(piece.text)
        text.append("\n")
        at += 1
    return replace(
        before,
        width=reading.width * scale,
        height=reading.height * scale,
        text="".join(text),
        runs=tuple(runs),
        rules=tuple(_box(each, reading) for each in reading.rules),
        drawings=(),
        pictures=tuple(_box(each, reading) for each in reading.pictures),
        quarter=0,
        mirrored=mirrored,
        unmapped=0,
        unsure=(),
    )


def _runs_leftward(reading: Reading) -> bool:
    """Tell whether most letters of a page are of a script that is written to the left."""
    letters = [
        letter for line in reading.lines for word in line.words for letter in word.text
        if letter.isalpha()
    ]  # fmt: skip
    return sum(map(is_leftward, letters)) * 2 > len(letters)


def _mirror(reading: Reading, marks: Sequence[Settled]) -> tuple[Reading, tuple[Settled, ...]]:
    """Return a page and its marks as they stand in a mirror, where its lines run to the right."""
    wide = reading.width

    def turn(box: Pixels) -> Pixels:
        return wide - box[2], box[1], wide - box[0], box[3]

    lines = tuple(
        replace(
            line,
            box=turn(line.box),
            base=line.base_at(line.box[2]),
            slope=-line.slope,
            words=tuple(
                replace(
                    word,
                    box=turn(word.box),
                    letters=tuple((letter, turn(box)) for letter, box in word.letters),
                )
                for word in line.words
            ),
        )
        for line in reading.lines
    )
    turned = replace(
        reading,
        lines=lines,
        pictures=tuple(map(turn, reading.pictures)),
        rules=tuple(map(turn, reading.rules)),
    )
    return turned, tuple(
        replace(mark, ink=replace(mark.ink, box=turn(mark.ink.box))) for mark in marks
    )


def _box(pixels: Pixels, reading: Reading) -> Box:
    scale = 72 / reading.dots
    left, top, right, bottom = pixels
    return (
        left * scale, (reading.height - bottom) * scale,
        right * scale, (reading.height - top) * scale,
    )  # fmt: skip


def _run(piece: _Piece, at: int, base: float, size: float, scale: float) -> Run:
    return Run(
        start=at,
        end=at + len(piece.text),
        text=piece.text,
        left=piece.left * scale,
        right=piece.right * scale,
        base=base + (_RAISED * size if piece.raised else 0.0),
        size=size * _SMALL if piece.raised else size,
        face=FACE,
        raised=piece.raised,
        hidden=True,
    )


def _pieces(line: TextLine, marks: Sequence[Settled], em: float) -> Iterator[_Piece]:
    """Yield the pieces of a line from left to right, neighbours without a gap made one."""
    held: _Piece | None = None
    for piece in _parts(line, sorted(marks, key=lambda mark: mark.ink.box[0])):
        near = held is not None and piece.left - held.right < _WIDE * em
        if held is not None and near and not (held.raised or piece.raised):
            text = held.text + " " * piece.space + piece.text
            held = _Piece(text, held.left, piece.right, raised=False, space=held.space)
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held


def _parts(line: TextLine, marks: Sequence[Settled]) -> Iterator[_Piece]:
    """Yield the words of a line and the marks in it; what a mark was taken for is left out."""
    owners = [(mark, _find_owner(line, mark.ink)) for mark in marks]
    first = True
    for place, word in enumerate(line.words):
        its = [mark for mark, owner in owners if owner == place]
        for mark in its:
            if mark.ink.opens:
                yield _mark(mark, line, space=not first)
                first = False
        if text := _without(word, [mark.ink for mark in its]):
            calls = (mark.ink.box[0] for mark in its if not mark.ink.opens)
            right = min((word.box[2], *calls))
            yield _Piece(text, min(word.box[0], right - 1), right, raised=False, space=not first)
            first = False
        for mark in its:
            if not mark.ink.opens:
                yield _mark(mark, line, space=False)
                first = False


def _mark(mark: Settled, line: TextLine, *, space: bool) -> _Piece:
    """Return the mark of a note: raised, or with a stop where it stands on the line."""
    left, _, right, bottom = mark.ink.box
    feet = [box[3] for word in line.words[:3] for _, box in word.letters]
    base = median(feet) if feet and mark.ink.opens else line.base_at(left)
    raised = bottom < base - _LOW * line.height
    return _Piece(mark.label if raised else f"{mark.label}.", left, right, raised, space)


def _find_owner(line: TextLine, ink: Ink) -> int:
    """Return the place of the word that a mark stands in or after; the first where it opens."""
    middle = (ink.box[0] + ink.box[2]) / 2
    return max((at for at, word in enumerate(line.words) if word.box[0] < middle), default=0)


def _without(word: Word, inks: Sequence[Ink]) -> str:
    """Return a word without the letters that marks were taken for."""
    if not inks or not word.letters:
        return word.text
    return "".join(
        letter
        for letter, box in word.letters
        if not any(_is_misread(letter, box, ink) for ink in inks)
    )


def _is_misread(letter: str, box: Pixels, ink: Ink) -> bool:
    shared = min(box[2], ink.box[2]) - max(box[0], ink.box[0])
    if shared < 0.4 * min(box[2] - box[0], ink.box[2] - ink.box[0]):
        return False
    tall = ink.box[3] - ink.box[1]
    if ink.opens and box[2] <= ink.box[2] + _CLOSE * tall:
        return True
    return letter in _MISREAD or box[3] < ink.box[3] + _FLAT * tall


def opening_number(line: TextLine) -> int:
    """Return the number that a line was read to begin with; 0 where it begins with none.

    A figure may have been taken for a letter where another one stands beside it.
    """
    first = line.words[0].text
    if not (_NUMBER.fullmatch(first) and set(first) & _TELLING):
        return 0
    return int(first.rstrip(".)").translate(_FIGURES))
