"""Text with light markup (org, reStructuredText, notebooks) → the words that its source holds.

Pandoc reads these as they are; here only the account is kept, so that what it passes over is named.
"""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING

from makeready.intake.model import Choices, Inventory, OwnPassage, Part
from makeready.intake.read.formats.counted import count_cells, count_org, count_rst
from makeready.intake.read.formats.prepared import Prepared, Written, report_absent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_BLANK = re.compile(r"(\n[ \t]*(?:\n[ \t]*)+)")
_ORG_REMARK = re.compile(
    r"^[ \t]*#(?:[ \t][^\n]*|$)|^[ \t]*#\+begin_comment\b.*?^[ \t]*#\+end_comment[^\n]*",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
_ORG_FRONT = re.compile(
    r"^[ \t]*#\+(?!begin|end|caption)[\w-]+:[^\n]*", re.IGNORECASE | re.MULTILINE
)
_ORG_DRAWER = re.compile(
    r"^[ \t]*:(?:properties|logbook):[ \t]*\n(?:[ \t]*:[^\n]*\n)*?[ \t]*:end:[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_ORG_DEEP = re.compile(r"^\*{4,} ", re.MULTILINE)
_ORG_LEVELS = re.compile(r"^#\+options:.*\bH:", re.IGNORECASE | re.MULTILINE)
_ORG_SIGNS = (
    (re.compile(r"^[ \t]*#\+(?:begin|end)_\w+[^\n]*", re.IGNORECASE | re.MULTILINE), " "),
    (re.compile(r"^[ \t]*#\+caption(?:\[[^\]]*\])?:", re.IGNORECASE | re.MULTILINE), " "),
    (re.compile(r"\[\[[^\[\]]*\]\[([^\[\]]*)\]\]"), r"\1"),
    (re.compile(r"\[\[[^\[\]]*\]\]"), " "),
    (re.compile(r"\[fn:[\w-]*:?|<<[^<>]*>>|\\\\$|[ \t]:[\w@:]+:[ \t]*$", re.MULTILINE), " "),
    (
        re.compile(
            r"\[cite[^\]\[]*\]|\\\((?:(?!\\\().)*?\\\)|\\\[(?:(?!\\\[).)*?\\\]|\$[^$\n]+\$",
            re.DOTALL,
        ),
        " ",
    ),
    (re.compile(r"^\*+ (?:TODO |DONE )?", re.MULTILINE), ""),
    (re.compile(r"@@\w+:.*?@@"), " "),
    (re.compile(r"[*/_=+~]"), ""),
)
_RST_REMARK = re.compile(
    r"^\.\.(?:[ \t]+(?![_\[|]|[\w:+.-]+::)\S[^\n]*|[ \t]*$)(?:\n[ \t]+\S[^\n]*)*", re.MULTILINE
)
_RST_FRONT = re.compile(r"^:[A-Za-z ]+:[ \t][^\n]*$", re.MULTILINE)
# with an option below, a file is included in part or as code
_INCLUDE = re.compile(r"^\.\. include::[ \t]+([^\s<>]+)[ \t]*$(?!\n[ \t]+\S)", re.MULTILINE)
_DEEPEST = 4
_LARGEST = 5_000_000
_RST_SIGNS = (
    (
        re.compile(
            r"^([ \t]*)\.\. [\w:+.-]+::[ \t]*(?:[\w./:-]+\.\w+|python|bash|text)?$", re.MULTILINE
        ),
        " ",
    ),
    (re.compile(r"^([ \t]*)\.\. (?:\|([^|]*)\| )?[\w:+.-]+::", re.MULTILINE), " "),
    (re.compile(r"^[ \t]+:(?!alt)[\w-]+:[^\n]*", re.MULTILINE), " "),
    (re.compile(r"^[ \t]+:alt:", re.MULTILINE), " "),
    (re.compile(r"^\.\. _[^\n]*$|^\.\. \[[^\]]*\]|\[[#*\w-]*\]_|\|[^|\n]+\|", re.MULTILINE), " "),
    (re.compile(r":math:`[^`]*`|<[^<>\n]*>(?=`)"), " "),
    (re.compile(r":[\w:+.-]+:(?=`)"), ""),
    (re.compile(r"(?<=`)__?"), ""),
    (re.compile(r"[*`]|\\(?=\S)"), ""),
)
_NOTE = re.compile(r"<!--((?:(?!<!--).)*?)-->", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()\s]*(?: \"[^\"]*\")?\)|\[[^\]]*\])")
_TYPST_FILE = re.compile(
    r"^[ \t]*#(?:include|import)[ \t]+\"([^\"\n]{1,300})\""
    r"(?:[ \t]*(?:as[ \t]+[\w-]+|:[^\n]*))?[ \t]*$",
    re.MULTILINE,
)
_MATH = re.compile(r"\$\$.*?\$\$|\$[^$\n]+\$", re.DOTALL)


def include(text: str, beside: Callable[[str], bytes]) -> str:
    """Return a text in reStructuredText with the files that it includes whole, where they lie by.

    Files that include each other come in until there is too much of them; the rest is told.
    """
    left = _LARGEST

    def fill(held: str, depth: int) -> str:
        def put(match: re.Match[str]) -> str:
            nonlocal left
            data = beside(match[1]) if depth < _DEEPEST and left > 0 else b""
            left -= len(data) + len(match[0])
            if not data or left < 0:
                return match[0]
            return f"\n{fill(data.decode('utf-8', 'replace'), depth + 1)}\n"

        return _INCLUDE.sub(put, held)

    return fill(text, 0)


def join_typst(name: str, text: str, beside: Callable[[str], bytes]) -> Written:
    """Return a Typst document with the files in it that it includes or imports.

    Pandoc 3.9 refuses a document that names a file or a package which it cannot open. Of what is
    not there the words that name it go, and are told.
    """
    absent: list[str] = []
    left = _LARGEST

    def fill(held: str, depth: int) -> str:
        def put(match: re.Match[str]) -> str:
            nonlocal left
            is_file = depth < _DEEPEST and left > 0 and not match[1].startswith("@")
            data = beside(match[1]) if is_file else b""
            left -= len(data) + len(match[0])
            if data and left > 0:
                return f"\n{fill(data.decode('utf-8', 'replace'), depth + 1)}\n"
            absent.append(match[1])
            return ""

        return _TYPST_FILE.sub(put, held)

    return Written(text=fill(text, 0), findings=report_absent(name, absent))


def prepare_org(_: str, data: bytes, __: Choices) -> Prepared:
    """Return the text as it came, with its words."""
    text = data.decode("utf-8", "replace")
    remarks, text = _take(text, _ORG_REMARK, Part.COMMENT)
    front, text = _take(text, _ORG_FRONT, Part.FRONT)
    drawers, text = _take(text, _ORG_DRAWER, Part.FRONT)
    passages = (*remarks, *front, *drawers, *_passages(text, _ORG_SIGNS))
    held = Inventory(passages=passages, counts=count_org(text))
    return Prepared(data=_deepen(data, text), inventory=held)


def _deepen(data: bytes, text: str) -> bytes:
    """Return an org file whose deepest headings pandoc does not make items of lists."""
    deep = _ORG_DEEP.search(text) and not _ORG_LEVELS.search(data.decode("utf-8", "replace"))
    return b"#+OPTIONS: H:9\n" + data if deep else data


def prepare_rst(_: str, data: bytes, __: Choices) -> Prepared:
    """Return the text as it came, with its words."""
    text = data.decode("utf-8", "replace")
    remarks, text = _take(text, _RST_REMARK, Part.COMMENT)
    front, text = _take(text, _RST_FRONT, Part.FRONT)
    passages = (*remarks, *front, *_passages(text, _RST_SIGNS))
    held = Inventory(passages=passages, counts=count_rst(text))
    return Prepared(data=data, inventory=held)


def prepare_notebook(_: str, data: bytes, __: Choices) -> Prepared:
    """Return the notebook as it came, with the words of its cells and of what they put out."""
    try:
        cells = json.loads(data).get("cells", ())
        passages = tuple(_cells(cells))
        counts = count_cells(_join(c["source"]) for c in cells if c.get("cell_type") == "markdown")
    except (ValueError, AttributeError, TypeError, KeyError):
        return Prepared(data=data)
    return Prepared(data=data, inventory=Inventory(passages=passages, counts=counts))


def _take(text: str, pattern: re.Pattern[str], part: Part) -> tuple[tuple[OwnPassage, ...], str]:
    """Return what a pattern finds as passages of one part, and the text without it."""
    found = tuple(
        OwnPassage(part=part, place=f"line {text.count(chr(10), 0, match.start()) + 1}", text=words)
        for match in pattern.finditer(text)
        if (
            words := re.sub(r"#\+\w+:?|^[ \t]*(?:#|\.\.|:\w+:)", " ", match[0], flags=re.MULTILINE)
        ).strip()
    )
    return found, pattern.sub(lambda match: "\n" * match[0].count("\n"), text)


def _passages(text: str, signs: Iterable[tuple[re.Pattern[str], str]]) -> Iterator[OwnPassage]:
    line = 1
    for paragraph in _BLANK.split(text):
        words = paragraph
        for pattern, instead in signs:
            words = pattern.sub(instead, words)
        if words.strip():
            yield OwnPassage(part=Part.TEXT, place=f"near line {line}", text=words)
        line += paragraph.count("\n")


def _cells(cells: Iterable[dict[str, object]]) -> Iterator[OwnPassage]:
    for number, cell in enumerate(cells, start=1):
        place = f"cell {number}"
        source = _join(cell.get("source", ""))
        if cell.get("cell_type") == "markdown":
            yield from (
                OwnPassage(part=Part.COMMENT, place=place, text=note)
                for note in _NOTE.findall(source)
            )
            source = _plain(source)
        if source.strip():
            yield OwnPassage(part=Part.TEXT, place=place, text=source)
        outputs = cell.get("outputs", ())
        for text in _print(outputs if isinstance(outputs, list) else ()):
            yield OwnPassage(part=Part.TEXT, place=f"{place}, output", text=text)


def _print(outputs: Iterable[dict[str, object]]) -> Iterator[str]:
    """Yield what cells put out as plain text, unless there is something better of the same."""
    for output in outputs:
        held = output.get("data")
        if isinstance(held, dict):
            if set(held) == {"text/plain"}:
                yield _join(held["text/plain"])
        elif "text" in output:
            yield _join(output["text"])


def _join(text: object) -> str:
    return "".join(map(str, text)) if isinstance(text, list) else str(text)


def _plain(text: str) -> str:
    replaced: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
        (_NOTE, " "),
        (_MATH, " "),
        (_LINK, r"\1"),
        (_TAG, " "),
        (re.compile(r"\[\^[^\]\s]+\]:?"), " "),
    )
    for pattern, instead in replaced:
        text = pattern.sub(instead, text)
    return html.unescape(text)
