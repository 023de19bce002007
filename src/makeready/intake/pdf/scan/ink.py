"""The picture of a page and what was read off it → the ink that may be marks of notes.

Programs that read letters lose most calls of notes, or take them for quotation marks. Ink tells
them apart: a raised figure is half as high as the line and stands above the base line, with white
on both sides; a quotation mark is lower, and letters reach down.
"""

from __future__ import annotations

import io
from itertools import groupby
from typing import TYPE_CHECKING

from PIL import Image, ImageOps, UnidentifiedImageError

from makeready.intake.pdf.scan.values import Ink, Pixels, Reading, TextLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_STEP = 2  # pixels of the picture that are looked at as one, which evens out its grain
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
    small = image.reduce(_STEP)
    dark = small.point(_threshold(small), "L")
    edge = min((line.box[0] for line in reading.lines if len(line.words) > 3), default=0)
    found: list[Ink] = []
    for place, line in enumerate(reading.lines):
        found += _find_front(dark, place, line, edge)
        found += _find_raised(dark, place, line)
    return tuple(found)


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


def _find_raised(dark: Image.Image, place: int, line: TextLine) -> Iterator[Ink]:
    """Yield the raised ink in a line, the pieces of one mark as one."""
    height = line.height
    base = round(line.base_at((line.box[0] + line.box[2]) / 2))
    low, high = base - round(_ABOVE * height), base - round(_TOP * height)
    left, right = line.box[0], line.box[2] + round(1.2 * height)
    upper = dark.crop(_scale_down((left, high, right, low)))
    lower = dark.crop(_scale_down((left, low, right, base + round(0.3 * height))))
    above, below = _columns(upper), _columns(lower)
    held: Ink | None = None
    for first, last in _free_runs(above, below):
        tight = upper.crop((first, 0, last, upper.height)).getbbox()
        if tight is None:
            continue
        box = (
            left // _STEP * _STEP + first * _STEP,
            high // _STEP * _STEP + tight[1] * _STEP,
            left // _STEP * _STEP + last * _STEP,
            high // _STEP * _STEP + tight[3] * _STEP,
        )
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


def _find_front(dark: Image.Image, place: int, line: TextLine, edge: int) -> Iterator[Ink]:
    """Yield the ink in front of a line that is set in: its number, where none was read."""
    height = line.height
    inset = line.box[0] - edge
    if not _INSET * height < inset < _FRONT * height:
        return
    base = round(line.base_at(line.box[0]))
    left, right = edge - round(0.4 * height), line.box[0] - round(0.12 * height)
    area = (left, base - round(0.8 * height), right, base + round(0.05 * height))
    part = dark.crop(_scale_down(area))
    tight = part.getbbox()
    if tight is None:
        return
    box = (
        left // _STEP * _STEP + tight[0] * _STEP,
        area[1] // _STEP * _STEP + tight[1] * _STEP,
        left // _STEP * _STEP + tight[2] * _STEP,
        area[1] // _STEP * _STEP + tight[3] * _STEP,
    )
    if box[3] - box[1] > 0.3 * height and tight[0] > 0:
        yield Ink(line=place, box=box, opens=True)


def _scale_down(box: Pixels) -> Pixels:
    left, top, right, bottom = (each // _STEP for each in box)
    return max(0, left), max(0, top), max(0, left, right), max(0, top, bottom)
