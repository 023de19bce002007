r"""The tables of an RTF file → tables that pandoc reads whole.

Pandoc 3.9 loses the words of a table whose cells end within groups, as Word writes them, whose rows
are described before and behind them, whose paragraphs set their characters anew (`\plain`), or
that is never ended, and those of a table within a table (upstream issue 11790).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from makeready.intake.read.formats.rtf.tokens import Kind, Token

if TYPE_CHECKING:
    from collections.abc import Iterable

_HOLDERS = frozenset({"footnote", "shptxt", "dptxbxtext", "annotation"})
"""Groups with paragraphs of their own."""

_LOOKS = frozenset("b i ul strike super sub caps scaps f v deleted revised".split())
_OPEN, _CLOSE = Token(kind=Kind.OPEN), Token(kind=Kind.CLOSE)


def _word(name: str) -> Token:
    return Token(kind=Kind.WORD, name=name)


@dataclass(slots=True)
class _Walk:
    """A walk through a file.

    `looks` has what is said last of the characters of each open group, within those whose
    paragraphs are apart; `holders` how deep the groups lie of which they are. `written` says how
    deep those lie that are open in `out`: behind a cell one group stands for all that were.
    `paragraph` is where in `out` the last paragraph begins.
    """

    out: list[Token] = field(default_factory=list)
    looks: list[dict[str, Token]] = field(default_factory=list)
    written: list[int] = field(default_factory=list)
    holders: list[int] = field(default_factory=lambda: [1])
    in_row: bool = False
    in_cell: bool = False
    in_table: bool = False
    paragraph: int = 0


def settle_tables(tokens: Iterable[Token]) -> list[Token]:
    """Return the tokens with each cell ended outside of groups, and each row begun once.

    The cells of a table within a table become paragraphs of the cell around it.
    """
    walk = _Walk()
    for token in tokens:
        match token.kind:
            case Kind.OPEN:
                _enter(walk, token)
            case Kind.CLOSE:
                _leave(walk, token)
            case Kind.TEXT:
                _say(walk, token)
            case _:
                _obey(walk, token)
    return walk.out


def _enter(walk: _Walk, token: Token) -> None:
    around = walk.looks[-1] if len(walk.looks) > walk.holders[-1] else {}
    walk.written.append(len(walk.looks))
    walk.looks.append(dict(around))
    walk.out.append(token)


def _leave(walk: _Walk, token: Token) -> None:
    if len(walk.looks) == 1 and walk.in_cell:
        _end_cell(walk, len(walk.out))
    if walk.looks:
        walk.looks.pop()
    if len(walk.holders) > 1 and len(walk.looks) < walk.holders[-1]:
        walk.holders.pop()
    walk.out.append(token)
    if walk.written and walk.written[-1] == len(walk.looks):
        walk.written.pop()
    elif walk.looks:
        walk.out += [_OPEN, *walk.looks[-1].values()]


def _say(walk: _Walk, token: Token) -> None:
    if len(walk.holders) == 1 and token.name.strip():
        if walk.in_cell and not walk.in_table:
            _end_cell(walk, walk.paragraph)
        walk.in_cell = walk.in_table
    walk.out.append(token)


def _end_cell(walk: _Walk, at: int) -> None:
    """End a cell that nothing ends before a place of the text."""
    walk.out[at:at] = [*_cell(walk), _word("pard")]
    walk.in_row = walk.in_cell = False


def _obey(walk: _Walk, token: Token) -> None:
    _note(walk, token)
    match token.name:
        case "trowd" | "itap":
            pass
        case "nestcell":
            walk.out.append(_word("par"))
        case "cell":
            _hoist(walk, _cell(walk))
            walk.in_row, walk.in_cell = True, False
        case "row":
            walk.in_row = walk.in_cell = False
        case "intbl" if not walk.in_row and len(walk.holders) == 1:
            # of a first cell with paragraphs before any row pandoc keeps the last one only
            walk.out += [token, _word("trowd")]
            walk.in_row = True
        case _:
            walk.out.append(token)


def _note(walk: _Walk, token: Token) -> None:
    """Keep what a control word says of the characters or of the paragraph."""
    name = token.name
    if name == "pard" and len(walk.looks) == 1:
        walk.paragraph = len(walk.out)
        walk.in_table = False
    elif name == "intbl" and len(walk.holders) == 1:
        walk.in_table = True
    elif name in _HOLDERS and walk.looks:
        walk.holders.append(len(walk.looks))
        walk.looks[-1].clear()
    elif name in _LOOKS and walk.looks:
        # one that is set again counts from there; all of them would grow with the text
        walk.looks[-1].pop(name, None)
        walk.looks[-1][name] = token
    elif name == "plain" and walk.looks:
        walk.looks[-1] = {name: token}


def _cell(walk: _Walk) -> list[Token]:
    return [_word("cell")] if walk.in_row else [_word("trowd"), _word("cell")]


def _hoist(walk: _Walk, words: list[Token]) -> None:
    """Put words outside of the groups that are open, and open one for all of these behind them.

    All of them, opened again at each cell, would grow with their depth times the cells.
    """
    base = walk.holders[-1]
    while walk.written and walk.written[-1] >= base:
        walk.written.pop()
        walk.out.append(_CLOSE)
    walk.out += words
    if len(walk.looks) > base:
        walk.written.append(base)
        walk.out += [_OPEN, *walk.looks[-1].values()]
