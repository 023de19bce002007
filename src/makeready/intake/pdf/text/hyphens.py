"""The seams between a passage's lines → the spaces, and the hyphens closed up or kept."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from makeready.intake.scripts import CONJUNCTIONS
from makeready.intake.text import spacing
from makeready.intake.text.passages import SEAM, Edit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.intake.pdf.page.lines import Line
    from makeready.intake.text.hyphens import Vocabulary
    from makeready.intake.text.passages import Passage

_SOFT, _TYPOGRAPHIC, _HARD = "\xad", "‐", "-"
_LONG = 60  # lines show whether words are divided at their ends
_RARE = 0.015  # of the lines: where words are divided, one in ten to thirty ends in a hyphen
_FEW = 3  # lines that end in a hyphen of their own show the habit
_WORD = re.compile(r"[^\W\d_]+")
_LAST = re.compile(r"(?<![^\W\d_])[^\W\d_]+$")
_APOSTROPHES = ("’", "'")  # Italian has dell’anno and tutt’altro
_SIGN = r"(?:(?!://|www\.)[^ \xa0<>\"”“])"  # of an address, before another begins
_IN_ADDRESS = re.compile(rf"(?:https?://|www\.){_SIGN}*-$")
# an address at a line's end, perhaps of several lines, that its last sign shows to be cut, and how
# the rest of it begins
_ADDRESS = re.compile(rf"(?:https?://|www\.|doi:\s?10\.|\b10\.\d{{4,9}}/){_SIGN}*[./_=?&%#-]$")
_REST = re.compile(
    r"(?:html?|pdf|php|aspx?)\b|(?=[a-z0-9])[^\s,;()]*(?:\d[./_-][^\s]|[a-z]\d|\d[a-z])"
)
_CUT = re.compile(rf"(?:https?://|www\.){_SIGN}*\.([a-z]{{1,4}})$")  # and an ending cut in two
_LETTERS = re.compile(r"[a-z]{1,4}(?!\w)")
_ENDING = re.compile(r"\.([a-z]{3,5})(?!\w)")
_OPEN = re.compile(rf"(?:https?://|www\.){_SIGN}*\w$")
_ENDINGS = frozenset("html htm shtml pdf php asp aspx jsp xml".split())


def tells_hyphens_apart(lines: Sequence[Line], words: Vocabulary) -> bool:
    """Tell whether plain hyphens at ends of lines are those of the text.

    They are where the typographic hyphen stands at ends of lines only: WeasyPrint and some other
    programs end lines with U+2010, while authors type U+002D. They are, too, where hardly any line
    ends in one: the program that set them divides no words.
    """
    if _divides_no_words(lines, words):
        return True
    ends = inside = 0
    for line in lines:
        text = line.text.rstrip()
        ends += text.endswith(_TYPOGRAPHIC)
        inside += _TYPOGRAPHIC in text[:-1]
    return ends >= _FEW and not inside


def _divides_no_words(lines: Sequence[Line], words: Vocabulary) -> bool:
    """Tell whether hardly any line of a document ends in a hyphen, and none that parts a word."""
    halves = [
        (left.group(), right.group())
        for above, below in pairwise(lines)
        if above.text.rstrip().endswith((_HARD, _TYPOGRAPHIC, _SOFT))
        and (left := _LAST.search(above.text.rstrip()[:-1][-60:]))
        and (right := _WORD.match(below.text))
        and right.group()[0].islower()
    ]
    closed = any(words.counts.get("".join(pair).casefold(), 0) for pair in halves)
    return len(lines) >= _LONG and not closed and 0 < len(halves) <= _RARE * len(lines)


def line_edits(
    passage: Passage, words: Vocabulary, language: str, *, apart: bool
) -> tuple[Edit, ...]:
    """Return what becomes of each seam of a passage; `apart` says that hyphens are told apart."""
    if SEAM not in passage.text:
        return ()
    sure = list(_sure(passage.text, words, apart=apart))
    rest = (edit for edit in spacing.find_edits(passage, words, language) if edit.rule[0] == "J")
    return (*sure, *rest)


def _sure(text: str, words: Vocabulary, *, apart: bool) -> Iterator[Edit]:
    at = text.find(SEAM)
    while at > 0:
        sign = text[at - 1]
        whole = _ADDRESS.search(text, max(0, at - 300), at) and _REST.match(text, at + 1)
        if whole or _cuts_ending(text, at):
            why = "a web address goes on"
            yield Edit(start=at, end=at + 1, text="", rule="J.url", evidence=why, confidence=0.95)
        elif text.endswith("doi:", 0, at) and text.startswith("10.", at + 1):
            why = "a DOI is written in one"
            yield Edit(start=at, end=at + 1, text="", rule="J.url", evidence=why, confidence=0.9)
        elif sign == _HARD and _IN_ADDRESS.search(text, max(0, at - 300), at):
            if _divides_word(text, at, words):
                yield _edit(at - 1, at + 1, "a word of a web address stands elsewhere", 0.9)
            else:
                yield _edit(at, at + 1, "a hyphen of a web address", 0.9)
        elif sign == _SOFT or (apart and sign == _TYPOGRAPHIC):
            why = "a hyphen of the program that set the lines"
            yield _edit(at - 1, at + 1, why, 0.99)
        elif sign == _HARD:
            yield from _at_hard(text, at, words, apart=apart)
        at = text.find(SEAM, at + 1)


def _cuts_ending(text: str, at: int) -> bool:
    """Tell whether a line ends in or before the ending of an address, as in `.ht` and `ml`."""
    if (found := _ENDING.match(text, at + 1)) and found[1] in _ENDINGS:
        return _OPEN.search(text, max(0, at - 300), at) is not None
    left, right = _CUT.search(text, max(0, at - 300), at), _LETTERS.match(text, at + 1)
    return left is not None and right is not None and left[1] + right[0] in _ENDINGS


def _divides_word(text: str, at: int, words: Vocabulary) -> bool:
    """Tell whether a hyphen parts a word that stands elsewhere, and whose parts do not."""
    left, right = _LAST.search(text, max(0, at - 60), at - 1), _WORD.match(text, at + 1)
    if left is None or right is None:
        return False
    parts = left.group().casefold(), right.group().casefold()
    return bool(words.counts.get("".join(parts), 0)) and not all(map(words.counts.get, parts))


def _at_hard(text: str, at: int, words: Vocabulary, *, apart: bool) -> Iterator[Edit]:
    """Yield what becomes of a plain hyphen, where more is known than for any text."""
    left, right = _LAST.search(text, max(0, at - 60), at - 1), _WORD.match(text, at + 1)
    if left is None or right is None:
        return
    several = text[left.start() - 1 : left.start()], text[right.end() : right.end() + 1]
    if several[0] in (_HARD, _TYPOGRAPHIC) or (
        several[1] in (_HARD, _TYPOGRAPHIC) and right.group().casefold() in CONJUNCTIONS
    ):  # state-to-state
        yield _edit(at, at + 1, "one of several hyphens", 0.9)
        return
    if right.group() == left.group()[-1] and several[1] in _APOSTROPHES:
        yield _edit(at - 1, at + 1, "the second letter of two before an apostrophe", 0.95)
        return
    suspended = right.group().casefold() in CONJUNCTIONS
    whole = f"{left.group()}{right.group()}".casefold()
    if suspended and words.counts.get(whole, 0):  # a syllable that is a word of another language
        yield _edit(at - 1, at + 1, f"{whole} stands elsewhere", 0.97)
    elif apart and not suspended:
        yield _edit(at, at + 1, "a hyphen of the text", 0.95)


def _edit(start: int, end: int, why: str, sure: float) -> Edit:
    return Edit(start=start, end=end, text="", rule="J.hyphen", evidence=why, confidence=sure)
