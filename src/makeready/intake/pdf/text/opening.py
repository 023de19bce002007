"""The heading that opens a document → whether it is the title, though it is set like the others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makeready.intake.page.people import is_name, read_by_line
from makeready.intake.pdf.text.paragraphs import NUMBERED_HEAD, is_centred
from makeready.intake.pdf.text.pieces import Sort, key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.intake.pdf.text.pieces import Piece

_UNDER = 3  # pieces below a title in which its authors are named
_NUMBERED = 2  # headings show that all of them are numbered
_SECTIONS = frozenset(
    "abstract introduction preface foreword prologue contents summary background acknowledgements "
    "einleitung einführung vorwort zusammenfassung inhalt introducción prólogo prefacio "
    "resumen introdução resumo introduction préface avantpropos résumé introduzione prefazione "
    "sommario riassunto inleiding voorwoord samenvatting wstęp wprowadzenie przedmowa streszczenie "
    "úvod předmowa předmluva введение предисловие аннотация εισαγωγή πρόλογος".split()
)
"""What the first section of a text is called, never the text itself."""


def opens_with_title(pieces: Sequence[Piece]) -> bool:
    """Tell whether the first piece is the title, in type no larger than that of other headings.

    It names no section and has no number. Below it stand its authors; or it is in the middle and no
    other heading is, or in capitals; or all the others are numbered.
    """
    first = pieces[0] if pieces else None
    if first is None or first.sort is not Sort.HEADING or first.why == "bookmark":
        return False
    text = first.paragraph.text.strip()
    if NUMBERED_HEAD.match(text) or key(text) in _SECTIONS:
        return False
    others = [piece for piece in pieces[1:] if piece.sort is Sort.HEADING]
    size = first.paragraph.look.size
    if any(other.paragraph.look.size > size + 0.4 for other in others):
        return False
    heads = [other for other in others if not _names_author(other, others)]
    return _is_signed(pieces, heads) or _stands_out(first, heads)


def _is_signed(pieces: Sequence[Piece], heads: Sequence[Piece]) -> bool:
    """Tell whether authors are named right below: by a by-line, or by names and no more."""
    for piece in pieces[1 : 1 + _UNDER]:
        lines = piece.paragraph.lines
        if piece.paragraph.page != pieces[0].paragraph.page or any(piece is head for head in heads):
            return False
        whole = piece.paragraph.text.strip()
        if len(lines) < 4 and (read_by_line(whole) or all(is_name(line.text) for line in lines)):
            return True
    return False


def _names_author(piece: Piece, others: Sequence[Piece]) -> bool:
    """Tell whether what looks like a heading is a name, set as no other heading is."""
    alike = [other for other in others if _look(other) == _look(piece)]
    return is_name(piece.paragraph.text.strip()) and len(alike) == 1


def _look(piece: Piece) -> tuple[object, bool]:
    return piece.paragraph.look, all(map(is_centred, piece.paragraph.lines))


def _stands_out(first: Piece, heads: Sequence[Piece]) -> bool:
    """Tell whether the headings below are of another kind than the one that opens the text."""
    if not heads:
        return False
    look, centred = first.paragraph.look, all(map(is_centred, first.paragraph.lines))
    numbered = [head for head in heads if re.match(r"\d|[IVX]+\.\s", head.paragraph.text.strip())]
    if len(numbered) >= _NUMBERED and len(numbered) * 2 > len(heads):
        return True
    if centred and not any(is_centred(head.paragraph.lines[0]) for head in heads):
        return True
    return look.capitals and not any(head.paragraph.look.capitals for head in heads)
