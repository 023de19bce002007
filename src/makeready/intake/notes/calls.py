"""Blocks → the places in them that may call a note."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makeready.intake.blocks.split import Block, BlockKind
from makeready.intake.notes import markers
from makeready.intake.notes.inline import Sort, Token, split_tokens
from makeready.intake.notes.pairing import Call
from makeready.intake.scripts import NUMBERED_THINGS, SHORTENED, URL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from makeready.intake.notes.openings import Stretch

_HAN = "\u3400-\u9fff"
_KANA = "\u3041-\u30ff"
_WIDE = _HAN + _KANA
_CLOSING = "。．，、；：！？」』）〉》.,;:!?"
_ENDS = r".,;:!?)\]\"”’。，；：！？、—–-"
# Numbers that may call a note though nothing raises them: kind, pattern, weight.
# What is matched is the call with the space before it.
_QUIET = (
    (
        "glued",  # to the mark that ends a clause, or to a quotation mark or a bracket
        (
            r"(?:(?<=[^\W\d_][.,;:!?])|(?<=[.,;:!?][\"”’'»)\]*_])|(?<=[^\W\d_][\"”’'»)\]*_])"
            r"|(?<=[\"”’'»)\]][.,;:!?])|(?<=[。，、；：！？」』”’）》]))\d{1,4}"
            rf"(?=$|[\s{_HAN}{_ENDS}])"
        ),
        0.7,
    ),
    (
        "wide",  # between characters that have no spaces between words
        rf"(?<=[{_HAN}]{{2}})\d{{1,3}}(?=[。，；：！？{_HAN}]|$)",
        0.5,
    ),
    ("joined", r"(?<=[^\W\d_]{3})\d{1,4}(?=$|[\s.,;:!?)\]。，；：])", 0.45),  # to a word
    (
        "spaced",  # from the word before it
        (
            r"(?<=[^\W\d_][.,;:!?)\"”’])[ \xa0]\d{1,4}(?=$|[\s.,;:!?)\]])"
            r"|(?<=[^\W\d_]{2})[ \xa0]\d{1,4}(?=[ ]?[.,;:)](?:\s|$)|[ ]?[(]|$|\s)"
        ),
        0.3,
    ),
    ("bracket", r"[ \xa0]?\\?\[(?:\d{1,4}|[A-Z]|[*†‡]{1,3})\\?\](?!\()", 0.6),
    (
        "round",  # in a wide bracket not after a mark that leads from one point to the next
        (
            r"[ \xa0]?\(\d{1,3}\)(?=$|[\s.,;:!?])"
            rf"|(?<=[{_WIDE}」』）。！？])[(（]\d{{1,3}}[)）](?=$|[\s{_CLOSING}{_KANA}])"
        ),
        0.4,
    ),
    (
        "named",
        (
            r"[（(〔［【\[]\s?[注註]\s?\d{1,3}\s?[）)〕］】\]](?!\()"
            r"|(?<=[^\W\d_]|[」』）。，、！？])(?<![见見照参參看同由如])[注註]\d{1,3}"
            rf"(?=$|[\s{_CLOSING}{_KANA}])"
        ),
        0.6,
    ),
    ("letter", r"(?<=[^\s(\[])\\?\[[a-z]\\?\](?=$|[\s.,;:!?)])", 0.6),
    ("sign", rf"(?<=[^\s*])(?:\\?[*∗†‡§¶]){{1,3}}(?=$|[\s{_HAN}{_ENDS}])", 0.5),
)
_PATTERNS = {kind: (re.compile(pattern), weight) for kind, pattern, weight in _QUIET}
DOUBTFUL = frozenset({"joined", "spaced"})
"""The kinds of quiet calls that stand where other numbers stand too."""

_LAST_WORD = re.compile(r"([^\W\d_]{1,40})\W{0,40}$")
_UNIT = re.compile(rf"(?:\b|\d|[{_HAN}])(?:km|cm|mm|dm|m|ft)\s?$")
_RAISED_QUANTITY = re.compile(r"(?:\b(?:km|cm|mm|dm|ft|in|CO|[A-Za-z])|[\d=}])$")
# a note call in dollars is tried first: its second dollar opens no formula
_FORMULA = re.compile(
    rf"\${markers.RAISED_TEX}(?:\^\{{\d\}})*|(?<!\\)\$(?P<inner>[^$\n]{{1,300}})\$"
)
_TARGET = re.compile(r"\(#([^()\s]+)\)$")


def find_loud_calls(
    source: str, stretches: Sequence[Stretch], anchors: AbstractSet[str], *, markdown: bool
) -> list[Call]:
    """Return the calls that show themselves; `anchors` are the names that notes bear."""
    found = []
    for stretch in stretches:
        if stretch.block.shape in (BlockKind.CODE, BlockKind.HTML):
            continue
        block = stretch.block
        formulas = [
            match.span()
            for match in _FORMULA.finditer(source, block.start, block.end)
            if match["inner"]
        ]
        for start, end in block.lines:
            found += [
                _loud_call(source, token)
                for token in split_tokens(source, start, end, markdown=markdown)
                if token.sort is Sort.MARK
                and not (
                    token.label in "23"
                    and _UNIT.search(source, max(0, token.start - 6), token.start)
                )
                and not any(low < token.start < high for low, high in formulas)
                and (token.name != "link" or _leads(source, token, anchors))
            ]
    return found


def _loud_call(source: str, token: Token) -> Call:
    raised = token.name != "link" and _is_quantity(source, token.start)
    raised = raised or (token.name == "superscript" and _is_inside_word(source, token))
    return Call(
        start=token.start,
        end=token.end,
        label=token.label,
        spelling=token.name,
        weight=0.4 if raised else 1.0,
    )


def _is_inside_word(source: str, token: Token) -> bool:
    """Tell whether a raised digit stands between two letters of a word: a wrong decoding's sign."""
    before, after = source[token.start - 1 : token.start], source[token.end : token.end + 1]
    return before.isalpha() and after.isalpha() and not after.isupper()


def _leads(source: str, token: Token, anchors: AbstractSet[str]) -> bool:
    """Tell whether a linked number leads to a note.

    It does where a note bears the name of its target; elsewhere it may cite a table or a figure,
    and then stands apart from the word before it.
    """
    target = _TARGET.search(token.value)
    if target and target.group(1) in anchors:
        return True
    before = source[max(0, token.start - 30) : token.start]
    return bool(before) and not before[-1].isspace() and before[-1] not in "(["


def _is_quantity(source: str, at: int) -> bool:
    return _RAISED_QUANTITY.search(source[max(0, at - 4) : at]) is not None


def find_quiet_calls(source: str, stretches: Sequence[Stretch]) -> dict[str, list[Call]]:
    found: dict[str, list[Call]] = {kind: [] for kind in _PATTERNS}
    for stretch in stretches:
        block = stretch.block
        if block.shape not in (BlockKind.TEXT, BlockKind.ITEM, BlockKind.QUOTE):
            continue
        urls = [match.span() for match in URL.finditer(source, block.start, block.end)]
        emphatic = markers.EMPHASIS.search(source, block.start, block.end) is not None
        for kind, (pattern, weight) in _PATTERNS.items():
            found[kind] += [
                call
                for call in _quiet_in(source, block, kind, (pattern, weight), urls)
                if not (kind == "sign" and emphatic and source[call.start] == "*")
            ]
    return found


def _quiet_in(
    source: str,
    block: Block,
    kind: str,
    rule: tuple[re.Pattern[str], float],
    urls: Sequence[tuple[int, int]],
) -> Iterator[Call]:
    for match in rule[0].finditer(source, block.start, block.end):
        start, end = match.span()
        if any(low < end and start < high - 1 for low, high in urls):
            continue
        line = max(block.start, source.rfind("\n", block.start, start) + 1)
        joined = kind == "bracket" and source[start] in "\\["
        if not any(map(str.isalnum if joined else str.isalpha, source[line:start])):
            continue  # it opens its line
        if not (joined or kind == "sign") and _counts_a_thing(
            source[max(block.start, start - 20) : start], kind
        ):
            continue
        label = markers.label_of(match.group())
        if label and label != "0":
            yield Call(start=start, end=end, label=label, spelling=kind, weight=rule[1])


def _counts_a_thing(before: str, kind: str) -> bool:
    """Tell whether the words before a number make it one of a thing: table 3, p.12.

    A number that is glued to a mark counts something only where the mark shortens the word.
    """
    word = _LAST_WORD.search(before)
    if word is None:
        return False
    if kind == "glued":
        letter = len(word.group(1)) == 1 and word.group(1).isupper()  # Section IV.A.1
        return before.endswith(".") and (letter or word.group(1).lower() in SHORTENED)
    name = word.group(1).lower()
    return name in NUMBERED_THINGS or name.removesuffix("s") in NUMBERED_THINGS
