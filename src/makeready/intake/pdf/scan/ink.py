"""The picture of a page and what was read off it → the ink that may be marks of notes.

Programs that read letters lose most calls of notes, or take them for quotation marks. Ink tells
them apart: a raised figure is half as high as the line and stands above the base line, with white
on both sides; a quotation mark is lower, and letters reach down.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from PIL import Image, ImageOps, UnidentifiedImageError

from makeready.intake.pdf.scan.values import Ink, Pixels, Reading, TextLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

# Pixels of the picture that are looked at as one: two even out its grain, one parts what is close.
_STEPS = (2, 1)
_STEP = _STEPS[0]
# Shares of a line's height, which is from the top of its tallest letters to that of its deepest.
_ABOVE = 0.16  # above the base line: raised ink ends there, or higher
_TALL = (0.3, 0.72)  # how high a raised figure is
_WIDE = (0.06, 0.55)  # how wide each is
_SPLIT = 0.24  # the white between two figures of one mark, at most
_TOP = 1.0  # how far above the base line a mark may reach
_FRONT = 2.6  # how far in front of a line its mark may stand
_INSET = 0.35  # a line that begins so far in may have a mark in front
_DARK = 0.55  # between the darkest and the lightest of the page: ink is darker
_ENLARGED = 3
_MARGIN = 24  # pixels of white around a mark that is read again


def find_ink(reading: Reading, picture: Path) -> tuple[Ink, ...]:
    """Return the ink of a page that may be marks of notes, in reading order.

    Nothing where the picture cannot be read.
    """
    image = _open(picture)
    if image is None:
        return ()
    smooth, exact = (_make_ground(image, step) for step in _STEPS)
    edge = min((line.box[0] for line in reading.lines if len(line.words) > 3), default=0)
    found: list[Ink] = []
    for place, line in enumerate(reading.lines):
        found += _find_front(smooth, place, line, edge)
        plain = list(_find_raised(smooth, place, line))
        close = (each for each in _find_raised(exact, place, line) if not _meets(each, plain))
        found += sorted((*plain, *close), key=lambda mark: mark.box)
    return tuple(found)


def _meets(mark: Ink, others: Iterable[Ink]) -> bool:
    return any(mark.box[0] < each.box[2] and each.box[0] < mark.box[2] for each in others)


@dataclass(frozen=True, slots=True)
class _Ground:
    """A page on which ink is white and paper black; each dot is `step` pixels of its picture."""

    image: Image.Image
    step: int

    def cut(self, box: Pixels) -> Image.Image:
        """Return a part of the page; none of it may stand outside on the left or above."""
        left, top, right, bottom = (each // self.step for each in box)
        left, top = max(0, left), max(0, top)
        return self.image.crop((left, top, max(left, right), max(top, bottom)))

    def find_ink(self, box: Pixels, first: int = 0, last: int | None = None) -> Pixels | None:
        """Return the box of the ink in a part, in these of its columns, in pixels of the page."""
        part = self.cut(box)
        tight = part.crop((first, 0, part.width if last is None else last, part.height)).getbbox()
        if tight is None:
            return None
        left, top = (max(0, each // self.step) for each in box[:2])
        left += first
        return (
            (left + tight[0]) * self.step, (top + tight[1]) * self.step,
            (left + tight[2]) * self.step, (top + tight[3]) * self.step,
        )  # fmt: skip


def _make_ground(image: Image.Image, step: int) -> _Ground:
    small = image.reduce(step) if step > 1 else image
    return _Ground(small.point(_threshold(small), "L"), step)


def cut_out(picture: Path, marks: Iterable[Ink]) -> Iterator[bytes]:
    """Yield each mark as a PNG by itself, enlarged, on white."""
    image = _open(picture)
    for mark in marks if image is not None else ():
        assert image is not None
        left, top, right, bottom = mark.box
        space = _STEP
        part = image.crop((left - space, top - space, right + space, bottom + space))
        part = ImageOps.autocontrast(part, cutoff=2)
        size = part.width * _ENLARGED, part.height * _ENLARGED
        part = part.resize(size, Image.Resampling.BICUBIC)
        out = io.BytesIO()
        ImageOps.expand(part, _MARGIN, 255).save(out, "PNG")
        yield out.getvalue()


def _open(picture: Path) -> Image.Image | None:
    try:
        with Image.open(picture) as image:
            return image.convert("L")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None


def _threshold(image: Image.Image) -> list[int]:
    """Return a table that makes ink white and paper black, by the paper's own brightness."""
    counts = image.histogram()
    paper = max(range(len(counts)), key=lambda level: counts[level])
    total, seen, ink = sum(counts), 0, 0
    while ink < paper and seen < total // 400:
        seen += counts[ink]
        ink += 1
    edge = ink + (paper - ink) * _DARK
    return [255 * (level < edge) for level in range(256)]


def _find_raised(ground: _Ground, place: int, line: TextLine) -> Iterator[Ink]:
    """Yield the raised ink in a line, the pieces of one mark as one."""
    height = line.height
    base = round(line.base_at((line.box[0] + line.box[2]) / 2))
    low, high = base - round(_ABOVE * height), base - round(_TOP * height)
    left, right = line.box[0], line.box[2] + round(1.2 * height)
    upper = (left, high, right, low)
    above = _columns(ground.cut(upper))
    below = _columns(ground.cut((left, low, right, base + round(0.3 * height))))
    held: Ink | None = None
    for first, last in _free_runs(above, below):
        box = ground.find_ink(upper, first, last)
        if box is None:
            continue
        tall, wide = (box[3] - box[1]) / height, (box[2] - box[0]) / height
        if not (_TALL[0] < tall < _TALL[1] and _WIDE[0] < wide < _WIDE[1] * 3):
            continue
        if held is not None and box[0] - held.box[2] < _SPLIT * height:
            box = held.box[0], min(held.box[1], box[1]), box[2], max(held.box[3], box[3])
        elif held is not None:
            yield held
        held = Ink(line=place, box=box, opens=box[0] - line.box[0] < 0.3 * height)
    if held is not None:
        yield held


def _columns(part: Image.Image) -> list[bool]:
    """Return for each column of a part whether there is ink in it."""
    if not (part.width and part.height):
        return []
    return [bool(each) for each in part.getprojection()[0]]


def _free_runs(above: list[bool], below: list[bool]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of columns with ink above only, white on both sides."""
    either = [one or other for one, other in zip(above, below, strict=True)]
    at = 0
    for inked, group in groupby(either):
        size = len(list(group))
        if inked and not any(below[at : at + size]):
            yield at, at + size
        at += size


def _find_front(ground: _Ground, place: int, line: TextLine, edge: int) -> Iterator[Ink]:
    """Yield the ink in front of a line that is set in: its number, where none was read."""
    height = line.height
    inset = line.box[0] - edge
    if not _INSET * height < inset < _FRONT * height:
        return
    base = round(line.base_at(line.box[0]))
    left, right = edge - round(0.4 * height), line.box[0] - round(0.12 * height)
    area = (left, base - round(0.8 * height), right, base + round(0.05 * height))
    box = ground.find_ink(area)
    if box is not None and box[3] - box[1] > 0.3 * height and box[0] > left + ground.step:
        yield Ink(line=place, box=box, opens=True)
