"""The editor's answers → the places in the source that each of them speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from makeready.intake.account.recipe import make_unmatched_error
from makeready.intake.model import Answer
from makeready.intake.page.headings import Heading
from makeready.intake.page.people import read_people
from makeready.intake.page.verdicts import Verdict
from makeready.intake.text.hyphens import SIGNS
from makeready.intake.text.passages import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from makeready.intake.blocks.split import Block
    from makeready.intake.model import Metadata, Recipe
    from makeready.intake.text.passages import Passage

_SPACE = re.compile(r"\s*")
# the hyphen that an answer names: the one it ends with, else the first before a space
_HYPHENS = tuple(re.compile(f"[{SIGNS}]{after}") for after in (r"\Z", r"(?=\s)", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An answer and the stretch of source that it speaks of."""

    answer: Answer
    start: int
    end: int
    reach: int = 0  # where the last line of its area ends

    @property
    def by(self) -> str:
        """Who made the change, as the ledger says it."""
        return f"recipe:{self.answer.at}"


def place_answers(recipe: Recipe | None, source: str) -> tuple[Placed, ...]:
    """Return the answers with their places; ConfigError where one matches nothing."""
    if recipe is None or not recipe.answers:
        return ()
    lines = source.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return tuple(_place_answer(answer, source, starts) for answer in recipe.answers)


def _place_answer(answer: Answer, source: str, starts: Sequence[int]) -> Placed:
    if not 0 < answer.line < len(starts):
        raise make_unmatched_error(answer, "the source has no such line")
    low, high = starts[answer.line - 1], starts[answer.line]
    at = source.find(answer.raw, low, high)
    if at < 0 or not answer.raw:
        raise make_unmatched_error(answer, "these words do not stand in that line")
    if answer.last and not answer.line <= answer.last < len(starts):
        raise make_unmatched_error(answer, "its area does not end in a line of the source")
    reach = starts[max(answer.last, answer.line)]
    return Placed(answer=answer, start=at, end=at + len(answer.raw), reach=reach)


def refuse_printed(answers: Sequence[Placed]) -> None:
    """Raise ConfigError for an answer that speaks of how a page looks, which text has lost."""
    for each in answers:
        if each.answer.everywhere or each.answer.section == "table" or each.answer.do == "call":
            raise make_unmatched_error(each.answer, "only the pages of a PDF show this")


def answers_about(answers: Sequence[Placed], section: str) -> tuple[Placed, ...]:
    """Return the answers of one table of the recipe."""
    return tuple(each for each in answers if each.answer.section == section)


def block_at(blocks: Sequence[Block], each: Placed) -> int:
    """Return the block that an answer speaks of."""
    for index, block in enumerate(blocks):
        if block.start <= each.start < block.end:
            return index
    raise make_unmatched_error(each.answer, "no text stands there")


def find_said_lines(
    source: str, blocks: Sequence[Block], answers: Sequence[Placed]
) -> frozenset[int]:
    """Return where the lines start that the answers on page furniture name whole.

    Such a line may stand inside a paragraph, which is not what the answer speaks of.
    """
    said = {each.start: each.end for each in answers_about(answers, "furniture")}
    return frozenset(
        start
        for block in (blocks if said else ())
        for start, end in block.lines
        for at in (start + len(source[start:end]) - len(source[start:end].lstrip()),)
        if at in said and said[at] >= start + len(source[start:end].rstrip())
    )


def answer_furniture(
    answers: Sequence[Placed], blocks: Sequence[Block], found: Mapping[int, Verdict]
) -> Mapping[int, Verdict]:
    """Return the verdicts on page furniture with the editor's answers over them."""
    said = {block_at(blocks, each): each for each in answers_about(answers, "furniture")}
    kept = {index: verdict for index, verdict in found.items() if index not in said}
    return kept | {
        index: Verdict(rule="F.said", evidence="the editor's answer", confidence=1.0, by=each.by)
        for index, each in said.items()
        if each.answer.do == "drop"
    }


def answer_headings(
    answers: Sequence[Placed], blocks: Sequence[Block], found: Sequence[Heading]
) -> tuple[Heading, ...]:
    """Return the headings with the editor's answers over them; level 0 says: no heading."""
    said = {block_at(blocks, each): each for each in answers_about(answers, "heading")}
    kept = [heading for heading in found if heading.index not in said]
    given = [
        Heading(
            index=index,
            level=each.answer.level,
            rule="H.said",
            evidence="the editor's answer",
            confidence=1.0,
            by=each.by,
        )
        for index, each in said.items()
        if each.answer.level > 0
    ]
    return tuple(sorted((*kept, *given), key=lambda heading: heading.index))


def answer_joins(answers: Sequence[Placed], source: str) -> Mapping[int, str]:
    """Return join or split by the offset at which the text after the boundary begins."""
    return {
        _first_letter(source, each.start): each.answer.do for each in answers_about(answers, "join")
    }


def _first_letter(source: str, start: int) -> int:
    low = max((source.rfind(end, 0, start) for end in "\n\r\f"), default=-1) + 1
    match = _SPACE.match(source, low)
    return match.end() if match else low


def answer_edits(answers: Sequence[Placed], passage: Passage) -> Iterator[Edit]:
    """Yield the changes that the editor asks for in a passage."""
    for each in (*answers_about(answers, "hyphen"), *answers_about(answers, "text")):
        place = passage.place_of(each.start, each.end)
        if place is None:
            continue
        start, end = place
        if each.answer.section == "hyphen":
            named = (sign.search(passage.text, start, end) for sign in _HYPHENS)
            hyphen = next(filter(None, named), None)
            if hyphen is None:
                continue
            space = _SPACE.match(passage.text, hyphen.end())
            start, end = hyphen.start(), space.end() if space else hyphen.end()
        yield Edit(
            start=start,
            end=end,
            text=_write_replacement(each.answer),
            rule="R.said",
            evidence="the editor's answer",
            confidence=1.0,
            by=each.by,
        )


def _write_replacement(answer: Answer) -> str:
    if answer.section == "text":
        return answer.to
    return {"keep": "-", "close": "", "leave": "- "}[answer.do]


def unused_answers(answers: Sequence[Placed], used: set[str]) -> Iterator[Answer]:
    """Yield the answers in words that no passage took up."""
    for each in (*answers_about(answers, "hyphen"), *answers_about(answers, "text")):
        if each.by not in used:
            yield each.answer


def answer_metadata(recipe: Recipe | None, found: Metadata) -> Metadata:
    """Return what is known of the book with the editor's answers over it."""
    if recipe is None or not recipe.metadata:
        return found
    said = dict(recipe.metadata)
    named = read_people(said.pop("author")) if "author" in said else found.people
    return replace(found, people=named, **said)
