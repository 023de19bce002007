"""Formulas in MathML become drawings of a unit: outlines on the baseline, as large as the text.

The drawing is ziamath's, in the STIX Two Math that comes with it; letters that this face has not
are those of the book's faces. What ziamath lacks is set right in the MathML before: space around
operators (after TeX's classes of atoms), bars over several letters, the columns of aligned lines.
"""

from __future__ import annotations

import copy
import hashlib
import unicodedata
import warnings
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET  # markup of our own making, without entities

from makeready.core.errors import EditionError
from makeready.core.model import Asset, Digest, FontRole
from makeready.editions.print.plan.formulas.letters import divide_words, outline
from makeready.editions.print.plan.formulas.levels import LEFTWARD
from makeready.editions.print.values import SAID
from makeready.editions.typefaces import REGULAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import ModuleType

    from makeready.core.model import Look
    from makeready.editions.print.plan.formulas.letters import Stretch

MATHML = "{http://www.w3.org/1998/Math/MathML}"
SVG = "http://www.w3.org/2000/svg"
LETTERS = "letters"
"""The tag, for ziamath, of letters that are drawn already."""

TOKENS = ("mi", "mn", "mo", "mtext", "ms")
CLASS = "formula"
"""The class of the span around the drawings of a formula."""

_EM = 20.0
"""The size, in units of the drawing, that a formula is drawn at."""

_ROOM = 0.12
"""White around a drawing, in ems: ziamath 0.13 takes some superscripts for lower than they are."""

_ABOVE, _BELOW = 0.95, 0.3
"""How far, in ems, a line of the text reaches above and below the baseline, near enough."""

_UP, _DOWN = 0.06, 0.14
"""By how many ems more a formula in a line may do so before it opens the line: a fraction, a power.

There is as much room between the lines, unless another such formula stands right above or below.
"""

_LONGEST = 9.0
"""A formula in a line that is wider, in ems, may be broken after its relations."""

_FAULTS = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError),
    ET.ParseError,
)
"""What ziamath raises over MathML that it cannot draw: it has no exception of its own."""

_BINARY = frozenset("+−-±∓×÷∗⋅·∘•∪∩⊎⊓⊔∧∨⊕⊖⊗⊘⊙∖\\⋆†‡≀⨿△▽◁▷⊲⊳")
_OTHER = frozenset("∀∁∂∃∄∅∆∇∎∏∐∑√∛∜∞∟∠∡∢∫∬∭∮∯∰∱∲∳⋀⋁⋂⋃∴∵⋮⋯⋰⋱′″‴")
_BAR = "―"
"""What ziamath draws as a rule of any length."""

_STRETCHED = {"¯": _BAR, "‾": _BAR, "_": _BAR, "ˍ": _BAR, "̲": _BAR, "\N{COMBINING OVERLINE}": _BAR}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A drawn formula or a piece of one; width, height and depth below the baseline are in ems."""

    data: bytes
    width: float
    height: float
    depth: float


@cache
def _load() -> ModuleType:
    """Load ziamath with its face, which takes as long as some pages do: most books need neither."""
    with warnings.catch_warnings():
        # ziamath 0.13 finds its face in a way that Python 3.11 warns of
        warnings.simplefilter("ignore", DeprecationWarning)
        from ziamath import zmath
        from ziamath.config import config

    # symbols that are used by reference would need ids, of which every drawing has the same
    config.svg2 = False
    _add_letters()
    return zmath


def _add_letters() -> None:
    """Have ziamath place the outlines of letters that were drawn before: a node of its own kind."""
    from ziafont.fonttypes import BBox
    from ziamath.nodes.mnode import Mnode

    class Letters(Mnode, tag=LETTERS):
        def __init__(self, element: ET.Element, parent: Mnode, **options: object) -> None:
            super().__init__(element, parent, **options)
            width, bottom, top = (float(each) for each in element.get("size", "").split())
            em = self.glyphsize
            self.bbox = BBox(0, width * em, bottom * em, top * em)
            self.is_hidden = bool(options.get("phantom"))

        def draw(self, x: float, y: float, svg: ET.Element) -> tuple[float, float]:
            if not self.is_hidden:
                placed = (
                    f"translate({x:.3f} {y:.3f}) scale({self.glyphsize:.3f} {-self.glyphsize:.3f})"
                )
                ET.SubElement(svg, "path", {"d": self.element.get("d", ""), "transform": placed})
            return x + self.bbox.xmax, y


def list_letter_faces(look: Look) -> Iterator[Asset]:
    """Yield the fonts from which letters of formulas are taken: those of upright text, in order."""
    for face in (*look.faces, *look.lent):
        if (face.role, face.weight, face.style) == (FontRole.TEXT, REGULAR, "normal"):
            yield face.asset


def find_missing(words: str) -> str:
    """Return the characters of formulas that the face of formulas has not, each once.

    Letters from right to left count among them: it has some, and sets them from left to right.
    """
    font = _load().loadedfonts["default"]
    return "".join(
        each
        for each in dict.fromkeys(words)
        if not each.isspace()
        and each not in "\u2061\u2062\u2063\u2064"
        and (unicodedata.bidirectional(each) in LEFTWARD or not font.glyphindex(each))
    )


def draw_formulas(root: ET.Element, faces: tuple[Asset, ...] = ()) -> tuple[Asset, ...]:
    """Put drawings in the place of the formulas of a unit's document, and return their files.

    `faces` have the letters that the face of formulas has not, the first that has one is taken.

    Raises EditionError where a formula cannot be drawn.
    """
    files: dict[str, Asset] = {}
    for math in list(root.iter(f"{MATHML}math")):
        displayed = math.get("display") == "block"
        drawings = _draw(ET.tostring(_without_tail(math), encoding="unicode"), faces)
        tail, said, tex = math.tail, math.get("alttext", ""), math.get("data-tex", "")
        label = math.get("id", "")
        math.clear()
        math.tag, math.tail = "span", tail
        math.set("class", f"{CLASS} displayed" if displayed else CLASS)
        math.set(SAID, said)
        for number, drawing in enumerate(drawings):
            digest = Digest(hashlib.sha256(drawing.data).hexdigest())
            name = f"formula-{digest[:16]}.svg"
            files[name] = Asset(
                name=name, media_type="image/svg+xml", data=drawing.data, digest=digest
            )
            image = ET.SubElement(math, "img", {"src": name, "alt": said, "data-tex": tex})
            image.set("style", _style(drawing, displayed=displayed))
            if label and not number:
                image.set("id", label)  # links lead to the top of the drawing
            if number + 1 < len(drawings):
                image.tail = "\u200b"
    return tuple(files.values())


def _without_tail(math: ET.Element) -> ET.Element:
    bare = copy.copy(math)
    bare.tail = None
    return bare


def _style(drawing: Drawing, *, displayed: bool) -> str:
    up = 0.0 if displayed else min(_UP, max(0.0, drawing.height - drawing.depth - _ABOVE))
    down = 0.0 if displayed else min(_DOWN, max(0.0, drawing.depth - _BELOW))
    return (
        f"width: {drawing.width + 2 * _ROOM:.3f}em; height: {drawing.height + 2 * _ROOM:.3f}em; "
        f"vertical-align: {down - drawing.depth:.3f}em; "
        f"margin: {-_ROOM - up:.3f}em {-_ROOM}em {-_ROOM - down:.3f}em"
    )


@lru_cache(maxsize=512)
def _draw(mathml: str, faces: tuple[Asset, ...]) -> tuple[Drawing, ...]:
    """Return the drawing of a formula, or those of its pieces where it may be broken."""
    math = ET.fromstring(mathml)  # noqa: S314  (our own markup, without entities)
    for element in math.iter():
        element.tag = element.tag.removeprefix(MATHML)
    tex = math.get("data-tex", "")
    displayed = math.get("display") == "block"
    math.attrib.clear()
    math.set("displaystyle", "true" if displayed else "false")
    try:
        _draw_letters(math, faces)
        _prepare(math)
        whole = _draw_one(math)
        pieces = () if displayed or whole.width < _LONGEST else tuple(_split(math))
        return tuple(map(_draw_one, pieces)) if len(pieces) > 1 else (whole,)
    except (
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
    ) as e:
        raise EditionError(
            f"a formula cannot be drawn: {tex}", hint="say it with other commands of TeX"
        ) from e


def _split(math: ET.Element) -> Iterator[ET.Element]:
    """Yield the pieces of a formula, each ending with a relation of its outermost row."""
    row = math[0] if len(math) == 1 and math[0].tag == "mrow" else math
    piece: list[ET.Element] = []
    for child in row:
        piece.append(child)
        if _is_relation(child):
            yield _wrap(piece)
            piece = []
    if piece:
        yield _wrap(piece)


def _wrap(children: Sequence[ET.Element]) -> ET.Element:
    math = ET.Element("math", {"displaystyle": "false"})
    row = ET.SubElement(math, "mrow")
    row.extend(children)
    return math


def _is_relation(element: ET.Element) -> bool:
    return element.tag == "mo" and _space(element) == _SPACES["relation"]


def _draw_one(math: ET.Element) -> Drawing:
    drawn = _load().Math(copy.deepcopy(math), size=_EM, margin=0)
    box = drawn.node.bbox
    pad = _ROOM * _EM
    left, top = min(box.xmin, 0.0), box.ymax
    width, height = box.xmax - left, box.ymax - box.ymin
    svg = ET.Element("svg", {"xmlns": SVG})
    view = (left - pad, -top - pad, width + 2 * pad, height + 2 * pad)
    svg.set("viewBox", " ".join(f"{each:.2f}" for each in view))
    svg.set("width", f"{view[2]:.2f}")
    svg.set("height", f"{view[3]:.2f}")
    drawn.drawon(svg, 0, 0)
    return Drawing(
        data=ET.tostring(svg),
        width=width / _EM,
        height=height / _EM,
        depth=-box.ymin / _EM,
    )


def _draw_letters(math: ET.Element, faces: tuple[Asset, ...]) -> None:
    """Draw the letters that the face of formulas has not, with the words that they stand in."""
    for token in [each for each in math.iter() if each.tag in TOKENS]:
        missing = find_missing(token.text or "")
        if not missing:
            continue
        pieces = [
            _write_piece(stretch, token)
            for stretch in divide_words(token.text or "", missing, faces)
        ]
        token.text, token.tag = None, "mrow"
        token.extend(pieces)


def _write_piece(stretch: Stretch, token: ET.Element) -> ET.Element:
    if stretch.face is None:
        piece = ET.Element("mtext" if token.tag != "mn" else "mn", token.attrib)
        piece.text = stretch.text
        return piece
    drawn = outline(stretch)
    size = f"{drawn.width:.4f} {drawn.bottom:.4f} {drawn.top:.4f}"
    return ET.Element(LETTERS, {"d": drawn.path, "size": size})


def _prepare(math: ET.Element) -> None:
    for element in math.iter():
        if element.tag == "mstyle" and not element.attrib:
            # ziamath 0.13 takes the tag of one without attributes for longer than it is
            element.set("mathcolor", "black")
        elif element.tag == "mo":
            _space_out(element)
        elif element.tag in ("mover", "munder"):
            _stretch(element)
        elif element.tag == "mtable":
            _set_columns(element)


_SPACES = {"relation": "0.278em", "binary": "0.222em"}


def _space(operator: ET.Element) -> str:
    """Return the space that TeX sets around an operator, or nothing where it is of no such class.

    The TeXbook, chapter 18: 5 mu around relations, 4 mu around binary operators.
    """
    sign = (operator.text or "").strip()
    if len(sign) != 1 or operator.get("form") in ("prefix", "postfix"):
        return ""
    if sign in _BINARY:
        return _SPACES["binary"]
    is_arrow = "\u2190" <= sign <= "\u21ff" or "\u27f0" <= sign <= "\u297f"
    is_sign = sign in "=<>:∣" or "\u2200" <= sign <= "\u22ff" or "\u2a1d" <= sign <= "\u2aff"
    return _SPACES["relation"] if (is_arrow or is_sign) and sign not in _OTHER else ""


def _space_out(operator: ET.Element) -> None:
    space = _space(operator)
    if space and "lspace" not in operator.attrib:
        operator.set("lspace", space)
        operator.set("rspace", space)


def _stretch(element: ET.Element) -> None:
    """Have a bar over or under several letters reach over all of them."""
    base, mark = element[0], element[1]
    sign = (mark.text or "").strip()
    if mark.tag == "mo" and sign in _STRETCHED and len("".join(base.itertext()).strip()) > 1:
        mark.text = _STRETCHED[sign]


def _set_columns(table: ET.Element) -> None:
    """Set the columns of a matrix apart, and those of aligned lines together, two by two."""
    cells = [cell for row in table for cell in row]
    aligned = any("padding" in cell.get("style", "") for cell in cells)
    table.set("columnspacing", "0em 2em" if aligned else "0.9em")
    table.set("rowspacing", "0.45em")
