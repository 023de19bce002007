"""Lists of LaTeX with the options of enumitem and paralist → lists that pandoc reads."""

from __future__ import annotations

import re
from dataclasses import dataclass

from makeready.core.numerals import letters, roman

_LIST = re.compile(
    r"\\(?P<side>begin|end)\{(?P<kind>enumerate\*?|itemize\*?|description\*?|"
    r"(?:inpara|aspara|compact)(?:enum|item|desc))\}"
    r"(?:\[(?P<options>(?:[^\[\]{}]|\{(?:[^{}]|\{[^{}]*\})*\}){0,300})\])?|"
    r"\\item(?![A-Za-z])\s*"
)
_LABEL = re.compile(r"\blabel\s*=\s*((?:[^,{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)")
_COUNTER = re.compile(r"\\(arabic|alph|Alph|roman|Roman)\s*\*|(?<![\\A-Za-z])([1aAiI])(?![A-Za-z])")
_LOOK = re.compile(r"\\(?:itshape|upshape|bfseries|normalfont|emph|textit|textbf)\b\s*|[{}]")
_START = re.compile(r"\bstart\s*=\s*(\d{1,6})")
_RESUMED = re.compile(r"\bresume\b")
_SIGNS = {"arabic": "1", "alph": "a", "Alph": "A", "roman": "i", "Roman": "I"}
_LEVELS = ("enumi", "enumii", "enumiii", "enumiv")
_KINDS = {"enum": "enumerate", "item": "itemize", "desc": "description"}


@dataclass(slots=True, kw_only=True)
class _List:
    """A list that is open: its kind, the number of its last item, the label of its items.

    One that is `inline` goes on in its sentence, and has its numbers there.
    """

    kind: str
    inline: bool
    last: int
    label: str


def write_lists(text: str) -> str:
    """Return a document whose lists have the numbers and labels that their options ask for.

    Lists within a sentence become words with these numbers before them.
    """
    parts: list[str] = []
    opened: list[_List] = []
    at, last = 0, 0
    for match in _LIST.finditer(text):
        parts.append(text[at : match.start()])
        at = match.end()
        if match["side"] == "begin":
            opened.append(_open(match, last))
            parts.append(_write_opening(opened))
        elif match["side"] == "end":
            closed = opened.pop() if opened else None
            last = closed.last if closed else 0
            parts.append("" if closed and closed.inline else f"\\end{{{_name(match['kind'])[0]}}}")
        else:
            parts.append(_write_item(opened, match[0]))
    return "".join((*parts, text[at:]))


def _name(kind: str) -> tuple[str, bool]:
    """Return the kind of list that pandoc knows, and whether it stands within a sentence."""
    inline = kind.endswith("*") or kind.startswith("inpara")
    return _KINDS.get(kind[-4:], kind.rstrip("*")), inline


def _open(match: re.Match[str], last: int) -> _List:
    kind, inline = _name(match["kind"])
    options = match["options"] or ""
    said = _LABEL.search(options)
    short = "" if "=" in options or _RESUMED.search(options) else options
    label = read_label(said[1] if said else short) if kind == "enumerate" else ""
    return _List(kind=kind, inline=inline, last=_read_start(options, last) - 1, label=label)


def _read_start(options: str, last: int) -> int:
    """Return the first number of a list; one that is resumed goes on from the last number."""
    said = _START.search(options)
    if said:
        return int(said[1])
    return last + 1 if _RESUMED.search(options) else 1


def read_label(label: str) -> str:
    r"""Return a label of enumitem or paralist such as `(\roman*)` as pandoc reads it: `(i)`."""
    bare = re.sub(
        r"\\(?:itshape|upshape|bfseries|normalfont|emph|textit|textbf)\b\s*|[{}]", "", label
    )
    counted = _COUNTER.search(bare)
    if counted is None:
        return ""
    before = "(" if "(" in bare[: counted.start()] else ""
    behind = re.match(r"\s*([.)])", bare[counted.end() :])
    after = ")" if before else (behind[1] if behind else ".")
    return f"{before}{_SIGNS.get(counted[1] or '', counted[2])}{after}"


def _write_opening(opened: list[_List]) -> str:
    """Return how the innermost list begins."""
    made = opened[-1]
    if made.inline:
        return ""
    if made.kind != "enumerate":
        return f"\\begin{{{made.kind}}}"
    level = sum(each.kind == "enumerate" and not each.inline for each in opened) - 1
    counter = _LEVELS[min(level, len(_LEVELS) - 1)]
    first = f"\\setcounter{{{counter}}}{{{made.last}}}" if made.last else ""
    label = f"[{made.label}]" if made.label else ""
    return f"\\begin{{{made.kind}}}{label}{first}"


def _write_item(opened: list[_List], item: str) -> str:
    """Return how an item begins: as it was, or with its number where its list is in a sentence."""
    if not opened:
        return item
    here = opened[-1]
    here.last += 1
    if not here.inline:
        return item
    if here.kind != "enumerate":
        return ""
    return f"{_number(here.label or '1.', here.last)}~"


def _number(label: str, number: int) -> str:
    """Return the label of an item, for instance `(iv)` for `(i)` and 4."""
    sign = label.strip("(.)")
    numeral = {"a": letters, "A": letters, "i": roman, "I": roman}.get(sign, str)(number)
    return label.replace(sign, numeral.upper() if sign.isupper() else numeral)
