"""Glyphs that do not say their letters in the order of the text are given the text beside them.

A letter with marks may be one glyph, or glyphs in another order than it is spelled in. What stands
beside them is replacement text (ISO 32000-1, 14.9.4), which readers of a PDF take instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any
from unicodedata import category, mirrored

import pydyf
from weasyprint.text.ffi import ffi, pango

from makeready.editions.spelling import SILENT, is_composed, spell_cluster
from makeready.editions.typefaces import own_glyphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from weasyprint.formatting_structure.boxes import TextBox
    from weasyprint.pdf.fonts import Font
    from weasyprint.pdf.stream import Stream


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Glyphs from left to right, the text that they stand for, and whether it runs leftward."""

    glyphs: tuple[int, ...]
    text: str
    is_leftward: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Glyphs of a text box, from one number to that before another, with their text.

    `is_replaced` says that the text is to stand beside them.
    """

    start: int
    end: int
    text: str
    is_leftward: bool = False
    is_replaced: bool = True


def spell_glyphs(stream: Stream, box: TextBox) -> tuple[Stretch, ...]:
    """Tell the fonts of a text box which characters its glyphs stand for, in place.

    Returned are the glyphs that have their text beside them. WeasyPrint 70 gives a glyph for good
    what it stood for at first, and nothing to all but one of a letter and its marks.
    """
    runs = tuple(_read_runs(stream, box)) if is_composed(box.pango_layout.text) else ()
    if any(font.bitmap for font, _ in runs):
        # the glyphs of these have numbers of other lengths
        return ()
    said = [(each, _is_said(font, each)) for font, clusters in runs for each in clusters]
    return tuple(each for each in join_spaces(tuple(_divide(said))) if each.is_replaced)


def _divide(said: Iterable[tuple[Cluster, bool]]) -> Iterator[Stretch]:
    """Yield words and the space between them; of what runs leftward, each cluster by itself.

    Readers see gaps beside marks that stand above letters, and put spaces there, unless a word has
    its text beside it. Of words from right to left they turn the letters, those of such a text,
    too.
    """
    at = 0
    for (is_leftward, _), group in groupby(
        said, key=lambda each: (each[0].is_leftward, each[0].text.isspace())
    ):
        word = tuple(group)
        for part in ([each] for each in word) if is_leftward else (word,):
            end = at + sum(len(each.glyphs) for each, _ in part)
            text = "".join(each.text for each, _ in part)
            has_marks = not is_leftward and any(category(each)[0] == "M" for each in text)
            yield Stretch(
                start=at,
                end=end,
                text=text,
                is_leftward=is_leftward,
                is_replaced=has_marks or not all(is_said for _, is_said in part),
            )
            at = end


def join_spaces(parts: Sequence[Stretch]) -> Iterator[Stretch]:
    """Yield the stretches; spaces that stand alone between those with their own text join one.

    pdfium passes over what shows nothing at all. A space joins the word that is read before it.
    """
    owners: dict[int, int] = {}
    for at, part in enumerate(parts):
        beside = [near for near in (at - 1, at + 1) if 0 <= near < len(parts)]
        is_alone = bool(beside) and all(parts[near].is_replaced for near in beside)
        if part.text.isspace() and is_alone:
            before = at + 1 if part.is_leftward else at - 1
            owners[at] = before if before in beside else beside[0]
    for at, part in enumerate(parts):
        if at not in owners:
            own = [near for near in (at - 1, at + 1) if owners.get(near) == at]
            yield _join(parts, sorted((at, *own)), part)


def _join(parts: Sequence[Stretch], places: Sequence[int], word: Stretch) -> Stretch:
    read = places[::-1] if word.is_leftward else places
    return replace(
        word,
        start=parts[places[0]].start,
        end=parts[places[-1]].end,
        text="".join(parts[at].text for at in read),
    )


def _read_runs(stream: Stream, box: TextBox) -> Iterator[tuple[Font, tuple[Cluster, ...]]]:
    """Yield the fonts of a text box from left to right, each with its clusters."""
    text = box.pango_layout.text.encode()
    run = box.pango_layout.get_first_line()[0].runs[0]
    while run != ffi.NULL:
        item = run.data
        font, _ = stream.add_font(item.item.analysis.font)
        yield font, tuple(_read_clusters(item, text))
        run = run.next


def _read_clusters(item: Any, text: bytes) -> Iterator[Cluster]:  # noqa: ANN401  (a struct of Pango)
    """Yield the clusters of a run; their starts are counted in bytes of the run's own text."""
    own = text[item.item.offset : item.item.offset + item.item.length]
    is_leftward = bool(item.item.analysis.level % 2)
    glyphs = [item.glyphs.glyphs[at].glyph for at in range(item.glyphs.num_glyphs)]
    starts = [item.glyphs.log_clusters[at] for at in range(item.glyphs.num_glyphs)]
    ends = dict(pairwise([*sorted(set(starts)), len(own)]))
    for start, group in groupby(range(len(glyphs)), key=lambda at: starts[at]):
        shown = tuple(glyphs[at] for at in group if glyphs[at] != pango.PANGO_GLYPH_EMPTY)
        if shown:
            words = own[start : ends[start]].decode()
            yield Cluster(glyphs=shown, text=words, is_leftward=is_leftward)


def _is_said(font: Font, cluster: Cluster) -> bool:
    """Give each glyph of a cluster its characters, where it has none; tell if they say its text.

    Readers turn brackets of what runs leftward by themselves, and letters that one glyph stands for
    in ways of their own.
    """
    glyphs = cluster.glyphs[:: -1 if cluster.is_leftward else 1]
    if any(glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG for glyph in glyphs):
        return True
    own = own_glyphs(font.file_content, font.index)
    for glyph, text in zip(glyphs, spell_cluster(cluster.text, glyphs, own), strict=True):
        if font.to_unicode.get(glyph, "") in ("", SILENT):
            font.to_unicode[glyph] = text
    said = [font.to_unicode[glyph] for glyph in glyphs]
    is_simple = not cluster.is_leftward or max(map(len, said)) == 1
    return mirrored(cluster.text[0]) == 1 or (is_simple and "".join(said) == cluster.text)


_SHOWN = re.compile(rb"<([0-9a-f]*)>|[^<>]+")
_BEGINS, _ENDS = b"[", b"] TJ"
_DIGITS = 4
"""How many digits the number of a glyph has in the content."""


def mark_replaced(items: Sequence[object], replaced: Sequence[Stretch]) -> Iterator[object]:
    """Yield the content of a text box, its glyphs with their own text marked as such."""
    starts = {each.start: each.text for each in replaced}
    ends = {each.end for each in replaced}
    at = 0
    for item in items:
        if not isinstance(item, bytes) or not item.endswith(_ENDS):
            yield item
            continue
        waiting: list[bytes] = []
        for part in _read_shown(item.removeprefix(_BEGINS).removesuffix(_ENDS)):
            is_glyph = part.startswith(b"<")
            if is_glyph and at in starts:
                yield from _show(waiting)
                yield from ("/Span", pydyf.Dictionary({"ActualText": pydyf.String(starts[at])}))
                yield b"BDC"
                waiting = []
            waiting.append(part)
            at += is_glyph
            if is_glyph and at in ends:
                yield from _show(waiting)
                yield b"EMC"
                waiting = []
        yield from _show(waiting)


def _read_shown(shown: bytes) -> Iterator[bytes]:
    """Yield the glyphs of an operand of TJ one by one, with the numbers between them."""
    for part in _SHOWN.finditer(shown):
        if part[1] is None:
            yield part[0]
        else:
            digits = part[1]
            yield from (
                b"<" + digits[at : at + _DIGITS] + b">" for at in range(0, len(digits), _DIGITS)
            )


def _show(parts: Sequence[bytes]) -> Iterator[bytes]:
    if parts:
        yield _BEGINS + b" ".join(parts).replace(b"> <", b"") + _ENDS
