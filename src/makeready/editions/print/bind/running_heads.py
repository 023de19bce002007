"""Running heads, folios and note rules become content of a page that is no part of its text.

They are written as artifacts (ISO 32000-1, 14.8.2.2), in the places that the style sheet gave them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from makeready.editions.print.bind.shaping import shape_words
from makeready.editions.print.values import RULE, FontUse
from makeready.editions.typefaces import metrics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.core.model import Face
    from makeready.editions.print.bind.shaping import Shaped
    from makeready.editions.print.values import LaidPage, RunningHead, TypeStyle

PARTS = {"left": 0.0, "center": 0.5, "right": 1.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """What is laid over a page: its content, and what that uses of the faces."""

    content: bytes
    fonts: tuple[FontUse, ...]


def draw_furniture(page: LaidPage, label: str, faces: tuple[Face, ...]) -> Furniture:
    """Return the furniture of a page that has this label."""
    shaped = [
        (head, shape_words(_resolve_words(head, label), head.type_style, faces))
        for head in page.heads
    ]
    parts = [_set_head(head, stretches, page.size[1]) for head, stretches in shaped]
    if page.notes_at is not None:
        parts.append(_draw_rule(page.notes_at, page.size[1]))
    fonts = tuple(
        _record_use(stretch, head.type_style) for head, stretches in shaped for stretch in stretches
    )
    return Furniture(content="\n".join(parts).encode("ascii"), fonts=fonts)


def _key(stretch: Shaped, type_style: TypeStyle) -> str:
    """Return the resource name of a font in running heads, the same on every page.

    OpenType features are part of the name: with small capitals on, one glyph may stand for another
    character.
    """
    asked = "".join(tag for tag, on in type_style.features if on)
    return "MR-" + _plain(metrics(stretch.face.asset).postscript + asked)


@lru_cache(maxsize=256)
def _plain(name: str) -> str:
    return "".join(c for c in name if c.isascii() and c.isalnum())


def _resolve_words(head: RunningHead, label: str) -> str:
    return "".join(label if piece is None else piece for piece in head.words)


def _set_head(head: RunningHead, stretches: Sequence[Shaped], height: float) -> str:
    size = head.type_style.size
    # The letterspace behind the last letter counts, as it does in the layout.
    width = sum(g.advance for s in stretches for g in s.glyphs) * size / 1000
    x, y = head.at[0] - PARTS[head.align] * width, height - head.at[1]
    kind = "" if head.beside else "/Subtype /Header" if y > height / 2 else "/Subtype /Footer"
    color = " ".join(f"{part:.4g}" for part in head.type_style.color)
    lines = "\n".join(_show_glyphs(stretch, head.type_style) for stretch in stretches)
    return (
        f"/Artifact <</Type /Pagination {kind}>> BDC q BT {color} rg "
        f"1 0 0 1 {x:.3f} {y:.3f} Tm\n{lines}\nET Q EMC"
    )


def _show_glyphs(stretch: Shaped, type_style: TypeStyle) -> str:
    shown = "".join(
        f"<{glyph.number:04x}>" + _gap(glyph.width - glyph.advance) for glyph in stretch.glyphs
    )
    return f"/{_key(stretch, type_style)} {type_style.size:.4g} Tf [{shown}] TJ"


def _gap(gap: float) -> str:
    return f"{gap:.2f} " if round(gap, 2) else ""


def _draw_rule(at: tuple[float, float], height: float) -> str:
    length, weight, drop = RULE
    x, y = at[0], height - at[1] - drop
    return (
        f"/Artifact <</Type /Layout>> BDC q {weight} w {x:.2f} {y:.2f} m "
        f"{x + length:.2f} {y:.2f} l S Q EMC"
    )


def _record_use(stretch: Shaped, type_style: TypeStyle) -> FontUse:
    return FontUse(
        key=_key(stretch, type_style),
        postscript=metrics(stretch.face.asset).postscript,
        embedded=False,
        glyphs=tuple((g.number, g.width, g.text) for g in stretch.glyphs),
    )
