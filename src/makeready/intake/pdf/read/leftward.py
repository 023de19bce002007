"""Pages with Arabic or Hebrew → their characters in the order in which they are read.

pdfium gives some words of such lines in the order in which they are written and others as they
stand from the left, so that only their places tell the order. A page whose lines run to the left
is looked at in a mirror, where they run to the right as all others.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.intake.pdf.read.glyphs import Glyph
    from makeready.intake.pdf.values import Box

_LEFTWARD = frozenset(("R", "AL"))
# Shares of the type size.
_LEVEL = 0.5  # characters of one line differ by less in height
_SPACE = 0.2  # a wider gap is a space
_NARROW, _WIDE = 0.08, 0.4  # the same where the file has one there, and where it has none
_BRACKETS = str.maketrans("()[]{}«»", ")(][}{»«")
_OPENS, _CLOSES = "([{", ")]}"
_IN_NUMBERS = ".,:/٫٬-–"
_WITH_NUMBERS = "%٪$€£₪°"  # they are written in the direction of the figures beside them
_LAM, _ALEFS = "ل", "اأإآ"


@lru_cache(maxsize=4096)
def is_leftward(char: str) -> bool:
    """Tell whether a character is written to the left."""
    return unicodedata.bidirectional(char) in _LEFTWARD


@lru_cache(maxsize=4096)
def is_rightward(char: str) -> bool:
    """Tell whether a character is written to the right, in lines to the left too."""
    return unicodedata.bidirectional(char) in ("L", "EN", "AN")


def is_in_number(one: str, other: str) -> bool:
    """Tell whether two characters that stand side by side may be of one number or foreign word."""
    return all(char in _IN_NUMBERS or is_rightward(char) for char in (one, other))


def runs_leftward(glyphs: Sequence[Glyph]) -> bool:
    """Tell whether most letters of a page are of a script that is written to the left."""
    letters = [glyph.char for glyph in glyphs if glyph.char.isalpha()]
    return sum(map(is_leftward, letters)) * 2 > len(letters)


def mirror_glyph(glyph: Glyph, width: float) -> Glyph:
    """Return a character as it stands in the mirror; its own letters still run as they do."""
    return glyph._replace(left=width - glyph.right, right=width - glyph.left, x=width - glyph.x)


def mirror_box(box: Box, width: float) -> Box:
    """Return a box as it stands in the mirror, or one of the mirror as it stands on the page."""
    return width - box[2], box[1], width - box[0], box[3]


def put_in_order(text: str, glyphs: Sequence[Glyph], *, mirrored: bool) -> tuple[str, list[Glyph]]:
    """Return a page's text and characters in reading order, lines of other scripts as they are."""
    parts: list[str] = []
    done: list[Glyph] = []
    at = 0
    for line in _lines(glyphs):
        if done:
            parts.append("\n")
            at += 1
        changed = any(is_leftward(glyph.char) for glyph in line)
        plain = [(each, 0.0) for each in line]
        ordered = _order_line(line, mirrored=mirrored) if changed else plain
        last: Glyph | None = None
        for glyph, gap in ordered:
            space = ""
            if last is not None and changed:
                space = _space(text, last, glyph, gap)
            elif last is not None:
                space = text[last.offset + 1 : glyph.offset]
            last = glyph
            parts += (space, glyph.char)
            at += len(space)
            done.append(glyph._replace(offset=at))
            at += len(glyph.char)
    return "".join(parts), done


def _lines(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the characters that stand on one base line, in the order of the file."""
    held: list[Glyph] = []
    for glyph in glyphs:
        largest = max(held[-9:], key=lambda each: each.size) if held else glyph
        if abs(glyph.y - largest.y) > _LEVEL * max(glyph.size, largest.size):
            yield held
            held = []
        held.append(glyph)
    if held:
        yield held


def _space(text: str, last: Glyph, glyph: Glyph, gap: float) -> str:
    """Return the space before a character, by the gap and by what the file has there."""
    low, high = sorted((last.offset, glyph.offset))
    near = _NARROW if text[low + 1 : high].isspace() else _WIDE
    least = near if high - low < 4 else _SPACE
    return " " if gap > least * glyph.size else ""


def _order_line(line: Sequence[Glyph], *, mirrored: bool) -> list[tuple[Glyph, float]]:
    """Return the characters of a line as they are read, each with the white before it."""
    groups = _with_marks(sorted(line, key=lambda glyph: (glyph.left, glyph.offset)))
    against = is_rightward if mirrored else is_leftward
    out: list[list[Glyph]] = []
    place = 0
    while place < len(groups):
        end = _reach(groups, place, mirrored=mirrored) if against(groups[place][0].char) else place
        if end > place:
            if end < len(groups) and (_closes(groups, place, end) or _counts(groups, end - 1, end)):
                end += 1
            before = _closes(groups, end, place - 1) or _counts(groups, place, place - 1)
            start = place - 1 if out and before else place
            if start < place:
                out.pop()
            stretch = [glyph for group in groups[start:end][::-1] for glyph in group]
            out.append(_with_brackets(stretch))
            place = end
        else:
            out.append(groups[place])
            place += 1
    named = iter(_with_brackets([glyph for group in out for glyph in group]))
    return list(_with_gaps([[next(named) for _ in group] for group in out]))


def _with_gaps(parts: Sequence[Sequence[Glyph]]) -> Iterator[tuple[Glyph, float]]:
    """Yield characters with the white before each; a stretch that runs back is one part."""
    right: float | None = None
    for part in parts:
        last: Glyph | None = None
        for glyph in part:
            if last is not None:
                gap = max(glyph.left - last.right, last.left - glyph.right)
            else:
                gap = 0.0 if right is None else min(each.left for each in part) - right
            yield glyph, gap
            last = glyph
        right = max(each.right for each in part)


def _with_marks(ordered: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return the characters, each with the vowel points and the ligature's letters on its place."""
    groups: list[list[Glyph]] = []
    for glyph in ordered:
        mark = unicodedata.combining(glyph.char)
        middle = (glyph.left + glyph.right) / 2
        base = groups[-1][0] if groups else None
        if base and (mark or glyph[2:6] == base[2:6]) and base.left - 1 <= middle <= base.right + 1:
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    for group in groups:
        if len(group) > 1 and group[0].char in _ALEFS and group[1].char == _LAM:
            group[:2] = group[1::-1]
    return groups


def _reach(groups: Sequence[Sequence[Glyph]], place: int, *, mirrored: bool) -> int:
    """Return where the characters that run against their line end, with what is between them."""
    against = is_rightward if mirrored else is_leftward
    end = last = place
    for at in range(place, len(groups)):
        char = groups[at][0].char
        if against(char):
            if mirrored and not _joins(groups, last, at):
                break
            last, end = at, at + 1
        elif is_leftward(char) or is_rightward(char):
            break
    return end


def _joins(groups: Sequence[Sequence[Glyph]], last: int, at: int) -> bool:
    """Tell whether two characters are of one stretch: letters are, and figures of one number."""
    between = groups[last + 1 : at]
    if groups[last][0].char.isalpha() or groups[at][0].char.isalpha():
        return True
    apart = groups[at][0].left - groups[last][0].right > 1.2 * groups[at][0].size
    return (
        not apart
        and all(group[0].char in _IN_NUMBERS for group in between)
        and (
            bool(between)
            or groups[at][0].left - groups[last][0].right < _SPACE * groups[at][0].size
        )
    )


def _counts(groups: Sequence[Sequence[Glyph]], figure: int, sign: int) -> bool:
    """Tell whether a sign such as that for a hundredth stands right beside a figure."""
    if not 0 <= sign < len(groups):
        return False
    one, other = groups[figure][0], groups[sign][0]
    gap = max(one.left - other.right, other.left - one.right)
    return other.char in _WITH_NUMBERS and one.char.isdecimal() and gap < _NARROW * one.size


def _closes(groups: Sequence[Sequence[Glyph]], inner: int, outer: int) -> bool:
    """Tell whether the character at `outer` is a bracket whose fellow stands inside a stretch."""
    if not 0 <= outer < len(groups):
        return False
    low, high = sorted((inner, outer))
    char = groups[outer][0].char
    wanted = char.translate(_BRACKETS)
    return wanted != char and any(group[0].char == wanted for group in groups[low : high + 1])


def _with_brackets(line: list[Glyph]) -> list[Glyph]:
    """Return a line with its brackets as they are meant, first open, then closed.

    Files name some brackets of such lines by their shape and others by what they do.
    """
    made = list(line)
    for pair in zip(_OPENS, _CLOSES, strict=True):
        places = [at for at, glyph in enumerate(made) if glyph.char in pair]
        if len(places) % 2 or _is_balanced([made[at].char == pair[0] for at in places]):
            continue
        for number, at in enumerate(places):
            made[at] = made[at]._replace(char=pair[number % 2])
    return made


def _is_balanced(opens: Sequence[bool]) -> bool:
    depth = 0
    for opened in opens:
        depth += 1 if opened else -1
        if depth < 0:
            return False
    return not depth
