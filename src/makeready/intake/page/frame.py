"""Blocks → the frame that a collection of texts sets about a book, and what it says of the book."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from makeready.intake.front_matter import read_front_matter
from makeready.intake.languages import read_tag
from makeready.intake.page.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.intake.blocks.split import Block

DEEP = 60  # blocks before the text at most
FEW = 2  # of the labels below: with fewer, a line such as "Title:" is one of the text
_START = re.compile(r"\W{0,8}START OF (?:THE|THIS) PROJECT GUTENBERG", re.IGNORECASE)
_END = re.compile(r"\W{0,8}END OF (?:THE|THIS)? ?PROJECT GUTENBERG", re.IGNORECASE)
_LABEL = re.compile(
    r"\W{0,6}(title|author|translator|editor|language|release date|posting date"
    r"|character set encoding)\W{0,3}:[ \t]*(\S[^\r\n]*)",
    re.IGNORECASE,
)
_YAML = re.compile(
    r"\ufeff?---[ \t]*\r?\n(?P<held>(?:[A-Za-z][\w-]{0,40}[ \t]*:(?=\s)[^\n]*\n|[ \t]+\S[^\n]*\n"
    r"|-[ \t][^\n]*\n|#[^\n]*\n|[ \t]*\r?\n){1,60}?)(?:---|\.\.\.)[ \t]*(?=\r?\n|\Z)"
)
_QUOTES = "\"'*_ "  # about a value, in YAML and in Markdown
_LANGUAGES: Mapping[str, str] = {
    "english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it",
    "portuguese": "pt", "dutch": "nl", "latin": "la", "finnish": "fi", "swedish": "sv",
    "danish": "da", "norwegian": "no", "chinese": "zh", "japanese": "ja", "greek": "el",
    "russian": "ru", "polish": "pl", "hungarian": "hu", "catalan": "ca", "esperanto": "eo",
    "welsh": "cy", "tagalog": "tl",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The blocks of a frame, and what its labels say: title, author and language."""

    blocks: Mapping[int, Verdict] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)


def find_frame(source: str, blocks: Sequence[Block], words: Sequence[str]) -> Frame:
    """Return the frame of a text: that of Project Gutenberg, or YAML; an empty one without either.

    Only what book.toml has a place for is taken from YAML; all of it is a part of the frame.
    """
    if held := _find_yaml(source, blocks):
        return held
    start = next((at for at in range(min(DEEP, len(blocks))) if _START.match(words[at])), -1)
    end = next((at for at in range(start + 1, len(blocks)) if _END.match(words[at])), len(blocks))
    head = range(start + 1) if start >= 0 else range(min(DEEP // 4, len(blocks)))
    labels = [(at, name, text) for at in head for name, text in _labels(source, blocks[at])]
    if start < 0 and len({name for _, name, _ in labels}) < FEW:
        return Frame()
    aside = (*(head if start >= 0 else {at for at, *_ in labels}), *range(end, len(blocks)))
    verdict = Verdict(
        rule="F.frame", evidence="what the collection says of itself", confidence=0.95
    )
    said = {name: text for _, name, text in reversed(labels)}
    told = said.pop("language", "")
    language = _LANGUAGES.get(told.casefold(), "") or read_tag(told)
    return Frame(
        blocks=dict.fromkeys(aside, verdict),
        said={**said, "language": language} if language else said,
    )


def _find_yaml(source: str, blocks: Sequence[Block]) -> Frame | None:
    """Return the front matter between two lines of hyphens at the head of a text."""
    match = _YAML.match(source)
    if match is None:
        return None
    inside = [at for at in range(min(DEEP, len(blocks))) if blocks[at].end <= match.end()]
    if not inside or blocks[inside[-1]].end < len(source[: match.end()].rstrip()):
        return None
    verdict = Verdict(rule="F.frame", evidence="what the file says of the text", confidence=0.95)
    return Frame(blocks=dict.fromkeys(inside, verdict), said=read_front_matter(match["held"]))


def _labels(source: str, block: Block) -> Iterator[tuple[str, str]]:
    """Yield the labels that begin a block's lines, with what each says."""
    for start, end in block.lines:
        if found := _LABEL.match(source, start, end):
            yield found[1].casefold(), " ".join(found[2].split()).strip(_QUOTES)
