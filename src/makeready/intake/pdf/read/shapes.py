"""A page's objects that are no text → its rules, drawings and pictures: a door of pypdfium2.

pdfium gives the bounds of what stands inside a form in the form's own measure; the matrices of the
forms around it bring them onto the page.
"""

from __future__ import annotations

import ctypes
from itertools import islice
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from makeready.intake.pdf.read.turning import turn_box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from makeready.intake.pdf.values import Box

MOST_OBJECTS = 30_000
_DEEPEST = 4  # forms inside forms
_THIN = 3.0  # points: a path as thin as this is a rule
_SHORT = 8.0  # points: a shorter one is a dot or a piece of a letter
_WHITE = 250
_SHAPES = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE)
_OVER = 2.0  # points by which a shape may hang over the page's edge

_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def read_shapes(
    page: pdfium.PdfPage, quarter: int
) -> tuple[tuple[Box, ...], tuple[Box, ...], tuple[Box, ...]]:
    """Return a page's rules, other drawings and pictures."""
    rules: list[Box] = []
    drawings: list[Box] = []
    pictures: list[Box] = []
    paper = page.get_cropbox()
    for shape, kind, matrix in islice(_objects(page), MOST_OBJECTS):
        box = _bounds(shape, matrix, paper) if kind in _SHAPES else None
        if box is None:
            continue
        box = turn_box(box, quarter)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictures.append(box)
        elif _is_painted(shape):
            width, height = box[2] - box[0], box[3] - box[1]
            if min(width, height) < _THIN and max(width, height) > _SHORT:
                rules.append(box)
            elif max(width, height) > _THIN:
                drawings.append(box)
    return tuple(rules), tuple(drawings), tuple(pictures)


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[Any, int, _Matrix]]:
    """Yield all objects of a page, each with its kind and the matrix of the forms around it.

    A page may have a text object for each letter; none of them is made an object of Python.
    """
    count = raw.FPDFPage_CountObjects(page.raw)
    yield from _walk(
        (raw.FPDFPage_GetObject(page.raw, place) for place in range(count)), _SAME, _DEEPEST
    )


def _walk(shapes: Iterable[Any], matrix: _Matrix, depth: int) -> Iterator[tuple[Any, int, _Matrix]]:
    for shape in shapes:
        kind = raw.FPDFPageObj_GetType(shape)
        yield shape, kind, matrix
        if kind == raw.FPDF_PAGEOBJ_FORM and depth > 1:
            own = raw.FS_MATRIX()
            raw.FPDFPageObj_GetMatrix(shape, own)
            inner = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
            count = raw.FPDFFormObj_CountObjects(shape)
            its = (raw.FPDFFormObj_GetObject(shape, place) for place in range(max(0, count)))
            yield from _walk(its, inner, depth - 1)


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    """Return the matrix that does what two do, one after the other."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return (
        a * p + b * r, a * q + b * s,
        c * p + d * r, c * q + d * s,
        e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip


def _on_page(box: Sequence[float], matrix: _Matrix) -> Box:
    if matrix == _SAME:
        left, bottom, right, top = box
        return left, bottom, right, top
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across = [a * x + c * y + e for x, y in corners]
    up = [b * x + d * y + f for x, y in corners]
    return min(across), min(up), max(across), max(up)


def _bounds(shape: Any, matrix: _Matrix, paper: Box) -> Box | None:  # noqa: ANN401 -- pdfium's
    """Return where a shape is seen on its page; None where it lies outside of all that is shown."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(shape, left, bottom, right, top):
        return None
    box = _on_page((left.value, bottom.value, right.value, top.value), matrix)
    inside = paper[0] - _OVER <= box[0] and paper[1] - _OVER <= box[1]
    if inside and box[2] <= paper[2] + _OVER and box[3] <= paper[3] + _OVER:
        return box
    for clip in _clips(shape):
        box = _intersect(box, _on_page(clip, matrix))
    box = _intersect(box, paper)
    return box if box[0] < box[2] and box[1] < box[3] else None


def _intersect(one: Box, other: Box) -> Box:
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )


def _clips(shape: Any) -> Iterator[Box]:  # noqa: ANN401 -- a pointer of pdfium
    """Yield the boxes of the paths that a shape is clipped by."""
    clip = raw.FPDFPageObj_GetClipPath(shape)
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in range(max(0, raw.FPDFClipPath_CountPaths(clip) if clip else 0)):
        points: list[tuple[float, float]] = []
        for at in range(max(0, raw.FPDFClipPath_CountPathSegments(clip, path))):
            segment = raw.FPDFClipPath_GetPathSegment(clip, path, at)
            if raw.FPDFPathSegment_GetPoint(segment, x, y):
                points.append((x.value, y.value))
        if len(points) > 2:
            across, up = [point[0] for point in points], [point[1] for point in points]
            yield min(across), min(up), max(across), max(up)


def _is_painted(shape: Any) -> bool:  # noqa: ANN401 -- a pointer of pdfium
    """Tell whether a path leaves ink on white paper."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(shape, fill, stroke)
    if stroke.value:
        return True
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(shape, red, green, blue, alpha)
    light = min(red.value, green.value, blue.value) >= _WHITE
    return bool(fill.value) and bool(alpha.value) and not light
