"""Spaces of the text become those that its language asks for: no-break, narrow, or added.

White space alone is changed, never a character that is seen (docs/decisions, 14). The rules are
those that Lacroux (Orthotypographie), Wolański (Edycja tekstów), Duden, the Chicago Manual and
Milchin (Spravochnaja kniga) agree on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from makeready.core.languages import find_row
from makeready.master.trees import BLOCKS, elements

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TypeAlias

    from lxml import etree

    Rule: TypeAlias = tuple[regex.Pattern[str], str]

NO_BREAK, NARROW = "\u00a0", "\u202f"
_S = r"[ \n]+"
_STARTS = BLOCKS | {"li", "dt", "dd", "td", "th", "caption", "figcaption", "br", "body"}
_AS_TYPED = frozenset("code pre kbd samp".split())
_ADDRESSES = frozenset("uri tex formula".split())


def _rules(*written: tuple[str, str]) -> tuple[Rule, ...]:
    return tuple((regex.compile(pattern), put) for pattern, put in written)


EVERYWHERE = _rules(
    # initials and titles stay with the name: J. R. Weir, Dr. Weir
    (rf"(?<![\p{{L}}\p{{N}}])(\p{{Lu}}\.){_S}(?=\p{{Lu}})", rf"\1{NO_BREAK}"),
    (rf"\b((?:Mr|Mrs|Ms|Dr|Prof|St|Mme|Mlle|Mgr)\.?){_S}(?=\p{{Lu}})", rf"\1{NO_BREAK}"),
    # a number stays with what it counts by
    (rf"(§|№|\b(?:[nN][°º]|Nr\.|No\.|pp?\.|S\.|Bd\.|[vV]ol\.)){_S}(?=\d)", rf"\1{NO_BREAK}"),
    (rf"(?<=\d){_S}(?=[%‰€£°]|(?:km|cm|mm|m|kg|g|ha|kW)(?![\p{{L}}\p{{N}}]))", NO_BREAK),
    # the dash that begins a speech
    (rf"^([–—]){_S}", rf"\1{NO_BREAK}"),
)
_DASH = (rf"(?<=\S){_S}(?=[–—](?:\s|$))", NO_BREAK)
_THOUSANDS = (r"(?<!\d)(\d{1,3}) (?=\d{3}(?!\d))", rf"\1{NO_BREAK}")
_ENDS = r"(?=[;!?]+(?:[\s»”’)\]…]|$))"
_GUILLEMETS = (
    (rf"«(?:{_S})?(?=[^\s\u00a0\u202f])", f"«{NARROW}"),
    (rf"(?<=[^\s\u00a0\u202f])(?:{_S})?»", f"{NARROW}»"),
)
_COLON = (
    (rf"(?<=\S){_S}(?=:(?:[\s»]|$))", NARROW),
    (r"(?<=[\p{L}\d)\]»”])(?=:(?:[\s»]|$))", NARROW),
)


def _short(letters: str) -> tuple[str, str]:
    """Return the rule that keeps words of one of these letters with the word behind them."""
    both = letters + letters.upper()
    return (rf"(?<![\p{{L}}\p{{N}}’'.-])([{both}]){_S}(?=\S)", rf"\1{NO_BREAK}")


def _before(words: str) -> tuple[str, str]:
    """Return the rule that keeps such abbreviations with the name or the number behind them."""
    return (rf"(?<![\p{{L}}\p{{N}}.-])((?i:{words})\.){_S}(?=[\p{{Lu}}\d])", rf"\1{NO_BREAK}")


def _behind(words: str) -> tuple[str, str]:
    """Return the rule that keeps such abbreviations with the number before them."""
    return (rf"(?<=[\dIVXLC]){_S}(?=(?:{words})(?![\p{{L}}\p{{N}}]))", NO_BREAK)


_SPACED_MARKS = (
    (rf"(?<=\S){_S}(?=[;!?])", NARROW),
    (rf"(?<=[\p{{L}}\d)\]»”…]){_ENDS}", NARROW),
)
LANGUAGES = {
    "cs": _rules(_short("kosuvzai"), _DASH, _THOUSANDS),
    "de": _rules((rf"(?<!\p{{L}})(\p{{L}}\.){_S}(?=\p{{L}}\.)", rf"\1{NO_BREAK}"), _DASH),
    "en": _rules(_DASH),
    "es": _rules(_THOUSANDS),
    "fr": _rules(*_SPACED_MARKS, *_COLON, *_GUILLEMETS, _THOUSANDS),
    "fr-ca": _rules(*_COLON, *_GUILLEMETS, _THOUSANDS),
    "it": _rules(_DASH),
    "pl": _rules(
        _short("aiouwz"), _DASH, _THOUSANDS, _before("s|t|r|nr|ul|św"), _behind(r"r\.|w\.")
    ),
    "pt": _rules(_DASH, _THOUSANDS),
    "ru": _rules(
        _short("вкосуиая"),
        _DASH,
        _THOUSANDS,
        _before("г|ул|им|т|с|гл|рис|табл|стр"),
        _behind(r"гг?\.|вв?\.|тыс\.|млн|млрд|руб\."),
    ),
    "sk": _rules(_short("kosuvzai"), _DASH, _THOUSANDS),
    "uk": _rules(_short("взуійоа"), _DASH, _THOUSANDS),
    "": (),
}


def set_spaces_of_line(line: str, language: str) -> str:
    """Return a line with the spaces of its language; what is seen stays as it is."""
    return _change(line, "", _rules_of(language))


def set_spaces(tree: etree._Element, language: str) -> None:
    """Set the spaces of a tree in place, each word's by its own language, those of code not at all.

    A space that was typed as a no-break or narrow one stays.
    """
    before = ""
    for event, node in _walk(tree):
        if event == "start":
            before = "" if node.tag in _STARTS else before
            text = node.text or ""
            if text and not _is_as_typed(node):
                node.text = _change(text, before, _rules_of(_language(node, language)))
            before = (node.text or "")[-1:] or before
            continue
        before = "" if node.tag in _STARTS else before
        if node is not tree and node.tail:
            parent = node.getparent()
            if parent is not None and not _is_as_typed(parent):
                node.tail = _change(node.tail, before, _rules_of(_language(parent, language)))
            before = (node.tail or "")[-1:] or before


def _walk(tree: etree._Element) -> Iterable[tuple[str, etree._Element]]:
    """Yield each element when it begins and when it ends; no recursion, however deep they stand."""
    open_: list[etree._Element] = []
    for node in elements(tree):
        parent = node.getparent()
        while open_ and open_[-1] is not parent:
            yield "end", open_.pop()
        yield "start", node
        open_.append(node)
    while open_:
        yield "end", open_.pop()


def _is_as_typed(node: etree._Element) -> bool:
    """Tell whether an element is in code, in an address or in a formula."""
    return any(
        each.tag in _AS_TYPED
        or str(each.tag).startswith("{")
        or _ADDRESSES.intersection((each.get("class") or "").split())
        for each in (node, *node.iterancestors())
    )


def _language(node: etree._Element, language: str) -> str:
    around = (node, *node.iterancestors())
    return next((str(each.get("lang")) for each in around if each.get("lang")), language)


def _rules_of(language: str) -> Sequence[Rule]:
    return (*find_row(LANGUAGES, language, otherwise=""), *EVERYWHERE)


def _change(text: str, before: str, rules: Sequence[Rule]) -> str:
    """Return a piece of text with its spaces set; `before` is the character that it follows."""
    changed = before + text
    for pattern, put in rules:
        changed = pattern.sub(put, changed)
    return changed[len(before) :]
