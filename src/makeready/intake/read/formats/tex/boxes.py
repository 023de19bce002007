"""Boxes of LaTeX that pandoc drops with their words → the words.

Pandoc 3.9 drops all arguments of commands that it does not know, and where a cell of a table has
lines of its own it divides the row.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from makeready.intake.read.formats.tex.code import CODE
from makeready.intake.read.formats.tex.groups import find_group_end

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_STACKED = frozenset({"makecell", "thead", "rothead", "shortstack", "Centerstack", "Shortstack"})
"""Boxes that may have several lines, in cells of tables above all."""

# Commands of boxes and lines, with the number of measures and colours in braces before the words.
_ARGUMENTS: Mapping[str, int] = MappingProxyType(
    dict.fromkeys(
        "fbox framebox makebox ovalbox Ovalbox shadowbox doublebox reflectbox textls uwave uuline "
        "xout dashuline dotuline nohyphens centerline leftline rightline textquote "
        "say".split(),
        0,
    )
    | dict.fromkeys(_STACKED, 0)
    | dict.fromkeys(("scalebox", "rotatebox", "adjustbox", "pbox", "raisebox"), 1)
    | dict.fromkeys(("resizebox", "fcolorbox"), 2)
)
_QUOTED = frozenset({"textquote", "say"})
_BOX = re.compile(rf"{CODE}|\\(?P<name>{'|'.join(_ARGUMENTS)})\*?(?![A-Za-z@])", re.DOTALL)
_OPTION = re.compile(r"\s*(?:\[[^\[\]]{0,300}\]|\([^()]{0,100}\))")
_LINE_END = re.compile(r"\\\\\*?(?:\[[^\]\n]{0,40}\])?")
_DEFINED = re.compile(
    rf"{CODE}|\\urldef\s*\\?(?P<name>\{{?\\?[A-Za-z]+\}}?)\s*\\(?:path|nolinkurl)\s*(?=\{{)",
    re.DOTALL,
)
_PATH = re.compile(rf"{CODE}|\\path\s*(?=\{{)", re.DOTALL)
# pandoc stops at a target that has no group behind it
_TARGET = re.compile(rf"{CODE}|\\hypertarget\{{[^{{}}\n]*\}}(?!\s*\{{)", re.DOTALL)
_SPECIAL = re.compile(r"[\\{}%#&_$^~]")
_SPELLED = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}
_SIGNS = {
    "texttrademark": "™",
    "textdegree": "°",
    "degree": "°",
    "celsius": "°C",
    "guillemotleft": "«",
    "guillemotright": "»",
    "textnumero": "№",
    "checkmark": "✓",
}
_SIGN = re.compile(rf"{CODE}|\\(?P<name>{'|'.join(_SIGNS)})(?![A-Za-z@])(?:\{{\}}| )?", re.DOTALL)


def write_boxes(text: str) -> str:
    """Return a document with words in place of boxes, paths as code, and signs as characters."""
    text = _TARGET.sub(_close_target, text)
    text = _write_paths(text)
    text = _SIGN.sub(lambda found: _SIGNS.get(found["name"] or "", found[0]), text)
    return _change(text, sorted(_open_boxes(text)))


def _close_target(found: re.Match[str]) -> str:
    return found[0] if found["code"] or found["edge"] else f"{found[0]}{{}}"


def _open_boxes(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield what becomes of the beginnings and ends of boxes: from where, to where, the new."""
    for match in _BOX.finditer(text):
        name = match["name"]
        opening = None if name is None else _find_words(text, match.end(), _ARGUMENTS[name])
        if opening is None:
            continue
        end = find_group_end(text, opening)
        bare = "\\begin{" in text[opening:end]
        new = "\\enquote{" if name in _QUOTED else "" if bare else "{"
        yield match.start(), opening + 1, new
        if bare and name not in _QUOTED:
            yield end - 1, end, ""
        if name in _STACKED and not bare:
            lines = _LINE_END.finditer(text, opening, end)
            yield from ((each.start(), each.end(), r"\newline ") for each in lines)


def _find_words(text: str, at: int, before: int) -> int | None:
    """Return where the group with the words opens, behind so many others; None without one."""
    for left in range(before, -1, -1):
        while option := _OPTION.match(text, at):
            at = option.end()
        end = find_group_end(text, at)
        if end <= at:
            return None
        if not left:
            return text.index("{", at)
        at = end
    return None


def _write_paths(text: str) -> str:
    """Write paths as code: those that are named by a command, too, as its definition."""
    changes: list[tuple[int, int, str]] = []
    for match in (*_DEFINED.finditer(text), *_PATH.finditer(text)):
        if match["code"] or match["edge"]:
            continue
        end = find_path_end(text, match.end())
        said = f"\\texttt{{{_escape(text[match.end() + 1 : end - 1])}}}"
        name = match.groupdict().get("name")
        new = f"\\newcommand{{\\{name.strip('{}').lstrip(chr(92))}}}{{{said}}}" if name else said
        changes.append((match.start(), end, new))
    return _change(text, sorted(changes))


def find_path_end(text: str, at: int) -> int:
    """Return where a path in braces ends: at the first closing brace of its line."""
    line = text.find("\n", at)
    end = text.find("}", at, line if line >= 0 else len(text))
    return end + 1 if end >= 0 else at + 1


def _escape(path: str) -> str:
    return _SPECIAL.sub(lambda found: _SPELLED.get(found[0], f"\\{found[0]}"), path)


def _change(text: str, changes: list[tuple[int, int, str]]) -> str:
    """Return the text with these stretches replaced, later ones that overlap left out."""
    parts: list[str] = []
    at = 0
    for start, end, new in changes:
        if start >= at:
            parts += [text[at:start], new]
            at = end
    return "".join((*parts, text[at:]))
