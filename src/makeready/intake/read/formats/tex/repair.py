"""LaTeX that pandoc cannot read → the same with as little as possible kept as code.

Pandoc's reader stops at the first construct that it does not bear: a macro of a class file, a
table whose columns do not add up. A document of years is not refused for it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makeready.core.errors import SourceError
from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.intake.read.formats.tex.code import CODE
from makeready.intake.read.formats.tex.groups import find_group_end

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CODES = table(
    Code(
        code="S-158",
        severity=Severity.WARNING,
        title="LaTeX that could not be read is kept as code",
        why="Pandoc stops at it. Its words stand in the manuscript with their commands; of a "
        "preamble only the title and plain definitions are used.",
        remedy="Look for the words in the text, and write the passage in Markdown.",
    ),
)
_PLACE = re.compile(r"\(line (\d+), column (\d+)\)")
_BODY, _END = "\\begin{document}", "\\end{document}"
_ENVIRONMENT = re.compile(r"\\(begin|end)\{([^{}]{1,60})\}")
_DEFINITION = re.compile(
    r"\\(?:title|subtitle|author|date|newcommand|renewcommand|providecommand|newtheorem|"
    r"DeclareMathOperator|newenvironment|documentclass)\*?(?![A-Za-z])"
)
_DEFINED = re.compile(r"\s*\\[A-Za-z@]+")
_OPTION = re.compile(r"\s*\[[^\[\]]{0,1000}\]")
_MOST = 16
"""How many passages are kept as code before the document is refused."""

_SHOWN = 60
_CODE, _CODE_END = "\\begin{verbatim}", "\\end{verbatim}"
_WRITTEN = re.compile(CODE, re.DOTALL)
_BLANK = re.compile(r"\n[ \t]*\n")
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n|\\end\{document\}")
_BALANCED = re.compile(
    r"\\(?P<side>begin|end)\{(?P<name>[^{}]{1,60})\}|"
    r"\\verb\*?(?P<edge>[^A-Za-z\s*])[^\n]{0,400}?(?P=edge)|"
    r"\\.|[{}$]|(?P<blank>\n[ \t]*\n)|\Z",
    re.DOTALL,
)


def read_repaired(
    name: str, text: str, read: Callable[[str], str]
) -> tuple[str, tuple[Finding, ...]]:
    """Return what `read` makes of a document, and what had to be kept as code for it.

    Raises the SourceError of `read` where no passage is to blame, or too many are.
    """
    found: list[Finding] = []
    for _ in range(_MOST):
        try:
            return read(text), tuple(found)
        except SourceError as error:
            place = _PLACE.search(str(error))
            if place is None:
                raise
            line = int(place[1])
            repaired = _search(text, read) if _is_end(text, line) else _repair(text, line)
            if repaired is None:
                raise _locate(error, text, int(place[1])) from error
            text, said = repaired
            found.append(finding(CODES["S-158"], said, Place(name)))
    return read(text), tuple(found)


def _repair(text: str, line: int) -> tuple[str, str] | None:
    """Return the text with what stands on a line as code, and words that say so; None if it is."""
    body = text.find(_BODY)
    at = _find_line(text, line)
    if at < body:
        return _reduce(text[:body], text[body:], line)
    open_at = _find_unbalanced(_blank_code(text), max(body, 0))
    if open_at is None:
        return _keep(text, _find_passage(text, at, max(body, 0)), line)
    line = text.count("\n", 0, open_at) + 1
    return _keep(text, _find_paragraph(text, open_at, max(body, 0)), line)


def _keep(text: str, stretch: tuple[int, int], line: int) -> tuple[str, str] | None:
    """Return the text with a stretch of it as code, and words that say so; None if it is."""
    start, end = stretch
    passage = text[start:end]
    if not passage.strip() or _CODE in passage or _CODE_END in passage:
        return None
    code = f"\n\n{_CODE}\n{passage.strip()}\n{_CODE_END}\n\n"
    shown = " ".join(passage.split())
    shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
    return text[:start] + code + text[end:], f"near line {line}: “{shown}”"


def _is_end(text: str, line: int) -> bool:
    """Tell whether pandoc has read to the end of a document in which all groups are closed."""
    end = text.rfind(_END)
    body = text.find(_BODY)
    is_behind = body >= 0 and 0 <= end < _find_line(text, line + 1)
    return is_behind and _find_unbalanced(_blank_code(text), body) is None


def _search(text: str, read: Callable[[str], str]) -> tuple[str, str] | None:
    """Return a text with the first passage as code with which pandoc can no longer read it.

    What begins a group without end for pandoc alone, such as a sign of percent in a path, it tells
    at the end only. Half of what is left to search goes with each reading.
    """
    body = text.find(_BODY) + len(_BODY)
    cuts = [body, *_list_cuts(_blank_code(text), body), text.rfind(_END)]
    good, bad = 0, len(cuts) - 1
    while bad - good > 1:
        middle = (good + bad) // 2
        try:
            read(f"{text[: cuts[middle]]}\n{_END}\n")
            good = middle
        except SourceError:
            bad = middle
    passage = text[cuts[good] : cuts[bad]]
    first = cuts[good] + len(passage) - len(passage.lstrip())
    line = text.count("\n", 0, first) + 1
    return _keep(text, (cuts[good], cuts[bad]), line)


def _list_cuts(text: str, body: int) -> Iterator[int]:
    """Yield where paragraphs of a document end that stand in no group and no environment."""
    depth = 0
    for match in _BALANCED.finditer(text, body):
        depth += (match[0] == "{" or match["side"] == "begin") - (
            match[0] == "}" or match["side"] == "end"
        )
        if match["blank"] and not depth:
            yield match.start()


def _reduce(preamble: str, body: str, line: int) -> tuple[str, str] | None:
    """Return a text with the definitions of its preamble alone, or without that on this line."""
    kept = list(list_definitions(preamble))
    reduced = "".join(f"{' '.join(each.split())}\n" for each in kept)
    if reduced != preamble:
        return reduced + body, "the preamble, but for the title and plain definitions"
    if line > len(kept):
        return None
    left_out = kept.pop(line - 1)
    reduced = "".join(f"{each}\n" for each in kept)
    return reduced + body, f"the definition “{left_out[:_SHOWN]}”"


def _find_line(text: str, line: int) -> int:
    at = 0
    for _ in range(line - 1):
        at = text.find("\n", at) + 1
        if not at:
            return len(text)
    return at


def _find_passage(text: str, at: int, body: int) -> tuple[int, int]:
    """Return the innermost environment that stands on or around a line, else its paragraph."""
    line_end = text.find("\n", at)
    line_end = line_end if line_end >= 0 else len(text)
    around = [
        (start, end)
        for start, end in _list_environments(text, body)
        if start < line_end and end > at
    ]
    if around:
        return max(around)
    return _find_paragraph(text, at, body)


def _find_paragraph(text: str, at: int, body: int) -> tuple[int, int]:
    """Return where the paragraph of the body begins and ends that this place is in."""
    before = [match.end() for match in _BLANK.finditer(text[body:at])]
    opening = body + len(_BODY) if text.startswith(_BODY, body) else body
    start = body + before[-1] if before else opening
    after = _PARAGRAPH_END.search(text, at)
    return min(start, at), after.start() if after else len(text)


def _blank_code(text: str) -> str:
    """Return the text with spaces in place of code, whose braces need not pair."""
    return _WRITTEN.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def _find_unbalanced(text: str, body: int) -> int | None:
    """Return where a brace or an environment stands that has no fellow, None if each has."""
    braces: list[int] = []
    environments: list[tuple[str, int]] = []
    dollar = -1
    for match in _BALANCED.finditer(text, body):
        if match[0] == "$":
            dollar = match.start() if dollar < 0 else -1
        elif (match["blank"] or not match[0]) and dollar >= 0:  # no formula goes over paragraphs
            return dollar
        elif match[0] == "{":
            braces.append(match.start())
        elif match[0] == "}":
            if not braces:
                return match.start()
            braces.pop()
        elif match["side"] == "begin":
            environments.append((match["name"], match.start()))
        elif match["side"] == "end":
            if not environments or environments[-1][0] != match["name"]:
                named = [start for name, start in environments if name == match["name"]]
                return environments[-1][1] if named else match.start()
            environments.pop()
    opened = [start for _, start in environments if not text.startswith(_BODY, start)]
    return max((*opened, *braces), default=None)


def _list_environments(text: str, body: int) -> Iterator[tuple[int, int]]:
    """Yield where each environment of the body begins and ends."""
    opened: list[tuple[str, int]] = []
    for match in _ENVIRONMENT.finditer(text, body):
        if match[2] == "document":
            continue
        if match[1] == "begin":
            opened.append((match[2], match.start()))
            continue
        while opened:
            kind, start = opened.pop()
            if kind == match[2]:
                yield start, match.end()
                break


def list_definitions(preamble: str) -> Iterator[str]:
    """Yield the commands of a preamble that pandoc can use; those with an @ are of a class."""
    at = 0
    while match := _DEFINITION.search(preamble, at):
        at = _find_arguments_end(preamble, match.end())
        said = preamble[match.start() : at]
        if "@" not in said:
            yield said


def _find_arguments_end(text: str, at: int) -> int:
    defined = _DEFINED.match(text, at)
    at = defined.end() if defined else at
    while True:
        plain = _OPTION.match(text, at)
        end = plain.end() if plain else find_group_end(text, at)
        if end == at:
            return at
        at = end


def _locate(error: SourceError, text: str, line: int) -> SourceError:
    start = _find_line(text, line)
    words = " ".join(text[start : start + _SHOWN].split())
    return SourceError(
        f"pandoc cannot read this as latex; it stops at “{words}”",
        where=error.where,
        hint="look at this passage, and at what is opened before it and not closed",
    )
