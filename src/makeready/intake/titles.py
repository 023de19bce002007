"""The headings of a text without a title page → what the text is called."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from makeready.intake.blocks.dates import date_of
from makeready.intake.blocks.keys import has_folio, head_key, key, split_folio
from makeready.intake.blocks.usual_headings import TOP
from makeready.intake.page.heading_numbers import SPELT, read_number, strip_number
from makeready.intake.page.metadata import LONGEST, SENTENCE, begins_text
from makeready.intake.page.people import is_name
from makeready.intake.page.typed_contents import TITLES
from makeready.intake.scripts import CALL, ends_sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from makeready.intake.blocks.split import Block
    from makeready.intake.page.headings import Heading
    from makeready.intake.page.verdicts import Verdict

_NUMBER = re.compile(r"[\d.]{1,9}|[IVXLC]{1,8}\.?")
_COUNTED = re.compile(r"\d{2,3} |\d (?:[^\W\d_]+(?<![isu])s|men|women|people)\b", re.IGNORECASE)
"""How many of something: 39 steps. Chapters of a single text have low numbers."""
_HEADS = 3
"""On how many pages at least the running head that names a text stands."""

_STOPS = " .:：—–-"


def find_name(
    blocks: Sequence[Block],
    words: Sequence[str],
    headings: Sequence[Heading],
    skip: AbstractSet[int],
) -> str:
    """Return the words of the heading that names the text; nothing where none does.

    It is the first of the highest level among those before the text. A heading with a number
    names a chapter, and the text only where no other is numbered so; then the number is left out,
    and "Chapter 3" by itself gives its place to the heading below it.
    """
    heads = {each.index for each in headings}
    live = [index for index in range(len(blocks)) if index not in skip]
    begin = next((at for at in live if at not in heads and begins_text(blocks[at], words[at])), -1)
    opening = [each for each in headings if begin < 0 or each.index < begin]
    if not opening:
        return ""
    top = min(each.level for each in opening)
    chosen = next(each for each in opening if each.level == top)
    if chosen.rule == "H.short" and has_folio(words[chosen.index]):
        return ""  # a page's head
    if len(headings) == 1 and key(words[chosen.index]) in TITLES:
        return words[chosen.index]  # nothing but a contents list
    name = _strip_number(words, headings, chosen)
    below = live[live.index(chosen.index) + 1 :][:1]
    if name == "" and below and below[0] in heads and read_number(words[below[0]]) is None:
        name = words[below[0]]
    return _tidy(name or "")


def find_running_title(words: Sequence[str], furniture: Mapping[int, Verdict]) -> str:
    """Return the running head of the whole text, without its folio; nothing where none is.

    That of a chapter stands on its pages only, and an author's name over the text names none.
    """
    heads = sorted(index for index, verdict in furniture.items() if verdict.rule == "F.head")
    keys = [head_key(words[index])[0] for index in heads]
    if not keys:
        return ""
    best, count = Counter(keys).most_common(1)[0]
    first, last = keys.index(best), len(keys) - 1 - keys[::-1].index(best)
    through = first <= 1 and last >= len(keys) - 2 and count * 3 >= len(keys)
    if count < _HEADS or not through:
        return ""
    text = words[heads[first]]
    folio = split_folio(text) if has_folio(text) else None
    name = (folio.rest if folio else text).strip(_STOPS + "|/")
    return "" if is_name(name) else _tidy(name)


def _strip_number(words: Sequence[str], headings: Sequence[Heading], chosen: Heading) -> str | None:
    """Return a heading's words without its number; None where others are numbered like it."""
    text = words[chosen.index]
    number = read_number(text)
    if number is None and _NUMBER.fullmatch(text):
        alone = sum(bool(_NUMBER.fullmatch(words[each.index])) for each in headings) == 1
        return "" if alone else None
    if number is None:
        return text
    others = (read_number(words[each.index]) for each in headings if each is not chosen)
    if any(each and (each.family, each.depth) == (number.family, number.depth) for each in others):
        return None
    if _COUNTED.match(text):
        return text
    rest = text[len(number.text) :] if number.family in SPELT else strip_number(text)
    return rest.strip(_STOPS)


def _tidy(text: str) -> str:
    """Return what may be a title without the stop at its end; nothing for what is none."""
    bare = text.replace(CALL, "").strip().rstrip(":：")
    sentence = len(bare) > SENTENCE and ends_sentence(bare)
    spoken = any(map(str.isalpha, bare))
    if (
        sentence
        or not spoken
        or len(bare) > LONGEST
        or key(strip_number(bare)) in TOP | TITLES
        or date_of(bare)
    ):
        return ""
    return bare[:-1] if bare.endswith(".") and bare.count(".") == 1 else bare
