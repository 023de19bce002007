"""Addresses and long words of code get places where a line may end, without a hyphen.

What readers type must not gain a hyphen, and a long word that cannot be broken makes the line
before it loose. LaTeX's packages `url` and `path` let lines end behind the same marks.

Nor does Unicode let a line begin with a mark that ends words, even behind a space (UAX 14, LB13).
In code such a mark begins words, and a full stop does anywhere: a list of file endings, `.html` and
so on, would be one long line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

ZERO_WIDTH = "\u200b"
"""A space without width: a line may end there."""

LET_BREAK = f" {ZERO_WIDTH}"
"""A space behind which a line may begin with any mark."""

LONG = 12
"""A word of code of fewer characters stays whole."""

URL = re.compile(r"\b(?:https?://|www\.)\S+|\b[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_IN_ADDRESS = re.compile(r"(?<=[/?&=_.#%@-])(?=[^\s/])")
_WORD = re.compile(rf"[^\s\u00a0{ZERO_WIDTH}]{{{LONG},}}")
# Behind a mark within a word, and between the parts of one in which capitals begin them.
_IN_CODE = re.compile(r"(?<=\w[/\\._:=,(@#&?|+])(?=[\w(])|(?<=[a-z\d])(?=[A-Z][a-z])")
_LEAST = 3
"""So many characters of a word of code stand on either line."""

_ASKED = " or ".join(f"contains(., '{sign}')" for sign in ("://", "www.", "@"))
_SET_APART = " or ".join(f"local-name() = '{name}'" for name in ("pre", "math", "svg"))
_STOPS = f".//text()[contains(translate(., '\n', ' '), ' .')][not(ancestor::*[{_SET_APART}])]"
_CODE = ("code", "kbd", "samp")
_INLINE = (*_CODE, *"a abbr b bdi cite dfn em i q small span strong var".split())
_ENDING = tuple(".,:;!?/)]}")
"""Marks with which Unicode lets no line begin."""

_BEFORE_STOP = re.compile(r"[ \n](?=\.[^\W\d_])")
_BEHIND_SPACE = re.compile(r"[ \n]\Z")


def loosen_words(body: etree._Element) -> None:
    """Let lines end within addresses and long words of code, and before words with a mark first.

    The tree is changed in place.
    """
    for text in body.xpath(_STOPS):
        _change(text, lambda said: _BEFORE_STOP.sub(LET_BREAK, said))
    for text in body.xpath(f".//text()[{_ASKED}]"):
        _change(text, lambda said: URL.sub(lambda url: _loosen_address(url[0]), said))
    for code in body.iter(*_CODE):
        if next(code.iterancestors("pre"), None) is None:
            _let_begin(code)
            for text in code.xpath(".//text()"):
                _change(text, lambda said: _WORD.sub(lambda word: _loosen_code(word[0]), said))


def _let_begin(code: etree._Element) -> None:
    """Let a line begin with code behind a space, whatever its first mark is."""
    if "".join(code.itertext()).startswith(_ENDING):
        first = _find_outermost(code)
        other, parent = first.getprevious(), first.getparent()
        if other is not None:
            other.tail = _BEHIND_SPACE.sub(LET_BREAK, other.tail or "")
        elif parent is not None:
            parent.text = _BEHIND_SPACE.sub(LET_BREAK, parent.text or "")


def _find_outermost(element: etree._Element) -> etree._Element:
    """Return the outermost of the links and other inline elements that begin with an element."""
    parent = element.getparent()
    while parent is not None and parent.tag in _INLINE and parent[0] is element and not parent.text:
        element, parent = parent, parent.getparent()
    return element


def _loosen_address(address: str) -> str:
    return _IN_ADDRESS.sub(ZERO_WIDTH, address)


def _loosen_code(word: str) -> str:
    places = [
        found.start()
        for found in _IN_CODE.finditer(word)
        if _LEAST <= found.start() <= len(word) - _LEAST
    ]
    pieces = [word[one:two] for one, two in zip([0, *places], [*places, len(word)], strict=True)]
    return ZERO_WIDTH.join(pieces)


def _change(text: etree._ElementUnicodeResult, loosen: Callable[[str], str]) -> None:
    parent, loosened = text.getparent(), loosen(str(text))
    if parent is None or loosened == text:
        return
    if text.is_tail:
        parent.tail = loosened
    else:
        parent.text = loosened
