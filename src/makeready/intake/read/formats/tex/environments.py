"""Boxes, captions and headings of LaTeX, with options that pandoc passes over → what it reads."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from makeready.intake.read import marks
from makeready.intake.read.formats.tex.algorithms import write_algorithms
from makeready.intake.read.formats.tex.boxes import write_boxes
from makeready.intake.read.formats.tex.floats import write_floats
from makeready.intake.read.formats.tex.groups import find_group_end
from makeready.intake.read.formats.tex.listings import write_listings
from makeready.intake.read.formats.tex.lists import write_lists
from makeready.intake.read.formats.tex.subfigures import write_subfigures

if TYPE_CHECKING:
    from collections.abc import Iterator, MutableMapping

_FRAMED = re.compile(
    r"\\(?P<side>begin|end)\{(?P<kind>tcolorbox|mdframed|framed|leftbar|shaded|snugshade|awesomeblock|"
    r"noteblock|tipblock|warningblock|cautionblock|importantblock)\*?\}"
)
_OPTIONS = re.compile(r"\[((?:[^\[\]{}]|\{(?:[^{}]|\{[^{}]*\}){0,300}\}){0,300})\]")
_TITLE = re.compile(r"\b(?:frame)?title\s*=\s*")
_DIVISION = re.compile(r"\\(part|chapter|section|subsection|subsubsection)\b(?!\*)\s*(?=[\[{])")
_APPENDIX = re.compile(r"\\(?:appendix(?![A-Za-z])|begin\{appendices\})")
_QUOTED = re.compile(r"\\epigraph\s*(?=\{)")
_LATER_HEAD = re.compile(
    r"\\endfirsthead(?![A-Za-z])((?:[^\\]|\\(?!end(?:firsthead|head|foot))){0,3000})"
    r"\\endhead(?![A-Za-z])"
)
_CAPTION = re.compile(r"\\caption\*?\s*(?=[\[{])")
_BEHIND = re.compile(r"\s*([.,;:])(?=\s*\\label\{)")
_LABELLED = re.compile(r"\\label\{[^{}]*\}")
_RANKS = ("part", "chapter", "section")


def rewrite(text: str, meanings: MutableMapping[str, str]) -> str:
    """Return a document whose lists, boxes, epigraphs and headings pandoc reads as they are meant.

    What headings say of themselves is put among `meanings`, and marks of it into the headings.
    """
    text = write_listings(write_algorithms(text))
    text = write_floats(write_subfigures(write_boxes(text)))
    text = _LATER_HEAD.sub(lambda _: r"\endhead", text)
    text = _write_frames(write_lists(text))
    text = _write_epigraphs(text)
    text = _move_labels(text)
    return _write_headings(text, meanings)


def _write_frames(text: str) -> str:
    """Make boxes of the environments that frame or shade words, their titles in bold."""
    parts: list[str] = []
    at = 0
    while match := _FRAMED.search(text, at):
        parts.append(text[at : match.start()])
        at = match.end()
        if match["side"] == "end":
            parts.append(f"\n\n{marks.end('box')}\n\n")
            continue
        options, at = _read_options(text, at)
        title = _find_title(options)
        head = f"\\textbf{{{title}}}\n\n" if title else ""
        parts.append(f"\n\n{marks.begin('box')}\n\n{head}")
    return "".join((*parts, text[at:]))


def _read_options(text: str, at: int) -> tuple[str, int]:
    """Return the options in the brackets that open here, and where they end."""
    found = _OPTIONS.match(text, at)
    return (found[1], found.end()) if found else ("", at)


def _find_title(options: str) -> str:
    said = _TITLE.search(options)
    if said is None:
        return ""
    end = find_group_end(options, said.end())
    if end > said.end():
        return options[said.end() + 1 : end - 1].strip()
    return options[said.end() :].partition(",")[0].strip()


def _write_epigraphs(text: str) -> str:
    """Make an epigraph of the command of that name: its words, then their source."""
    parts: list[str] = []
    at = 0
    while match := _QUOTED.search(text, at):
        middle = find_group_end(text, match.end())
        last = find_group_end(text, middle)
        if not match.end() < middle < last:
            parts.append(text[at : match.end()])
            at = match.end()
            continue
        said, source = _inner(text[match.end() : middle]), _inner(text[middle:last])
        parts.append(text[at : match.start()])
        parts.append(f"\n\n\\begin{{epigraph}}\n{said}\n\n{source}\n\\end{{epigraph}}\n\n")
        at = last
    return "".join((*parts, text[at:]))


def _inner(group: str) -> str:
    return group.strip()[1:-1].strip()


def list_short_captions(text: str) -> Iterator[str]:
    """Yield what lists of figures and tables say in place of captions, which import leaves out."""
    for match in _CAPTION.finditer(text):
        yield from filter(None, (_read_options(text, match.end())[0],))


def list_later_heads(text: str) -> Iterator[str]:
    """Yield the heads that long tables have on later pages, which import leaves out."""
    yield from (" ".join(match[1].split()) for match in _LATER_HEAD.finditer(text))


def _move_labels(text: str) -> str:
    """Put labels within captions behind them, and take the short forms of captions out.

    Pandoc gives the id of a label in a caption to the caption and to its figure.
    """
    parts: list[str] = []
    at = 0
    while match := _CAPTION.search(text, at):
        _, opening = _read_options(text, match.end())
        end = find_group_end(text, opening)
        if end == opening:
            parts.append(text[at : match.end()])
            at = match.end()
            continue
        words = text[opening:end]
        labels = "".join(_LABELLED.findall(words))
        behind = _BEHIND.match(text, end)
        if behind:  # pandoc gives a label to what stands right before it
            words, end = f"{words[:-1]}{behind[1]}}}", behind.end(1)
        parts.append(f"{text[at : match.start()]}\\caption{_LABELLED.sub('', words)}{labels}")
        at = end
    return "".join((*parts, text[at:]))


def _write_headings(text: str, meanings: MutableMapping[str, str]) -> str:
    """Mark headings that have a short form, and appendices, as such."""
    appendix = _APPENDIX.search(text)
    behind = appendix.start() if appendix else len(text)
    ranks = {match[1] for match in _DIVISION.finditer(text)}
    highest = next((rank for rank in _RANKS[1:] if rank in ranks), "")
    parts: list[str] = []
    at = 0
    for match, short, opening, end in list(_find_headings(text)):
        said = {"short": short} if short else {}
        if match.start() > behind and match[1] == highest:
            said["class"] = "appendix"
        if match.start() < at or not said:
            continue
        number = str(len(meanings))
        meanings[number] = json.dumps(said, ensure_ascii=False)
        mark = marks.write_stand_in("heading", int(number))
        parts.append(f"{text[at : match.start()]}\\{match[1]}{text[opening : end - 1]}{mark}}}")
        at = end
    return "".join((*parts, text[at:]))


def _find_headings(text: str) -> Iterator[tuple[re.Match[str], str, int, int]]:
    """Yield each heading with its short form, and where its words begin and end."""
    for match in _DIVISION.finditer(text):
        short, opening = _read_options(text, match.end())
        end = find_group_end(text, opening)
        if end > opening:
            bare = re.sub(r"\\[A-Za-z]+\s*|[{}$\\]", "", short.replace("~", " "))
            yield match, " ".join(bare.split()), opening, end
