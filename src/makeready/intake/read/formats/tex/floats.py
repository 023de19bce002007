"""Floats, tables and other environments of packages → those that pandoc reads.

Pandoc 3.9 takes the arguments of an environment that it does not know for words, drops captions
in it, and does not see tables in it.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from makeready.intake.read.formats.tex.code import CODE
from makeready.intake.read.formats.tex.groups import find_group_end

if TYPE_CHECKING:
    from collections.abc import Mapping

# What an environment becomes, nothing where its words stand as they are, and how many arguments
# in braces go; those in brackets and parentheses all go.
_BECOMES: Mapping[str, tuple[str, int]] = MappingProxyType(
    {
        "sidewaystable": ("table", 0),
        "sidewaysfigure": ("figure", 0),
        "wrapfigure": ("figure", 2),
        "wraptable": ("table", 2),
        "SCfigure": ("figure", 0),
        "SCtable": ("table", 0),
        "marginfigure": ("figure", 0),
        "margintable": ("table", 0),
        "floatingfigure": ("figure", 1),
        "threeparttable": ("", 0),
        "ThreePartTable": ("", 0),
        "measuredfigure": ("", 0),
        "tablenotes": ("description", 0),
        "TableNotes": ("description", 0),
        "adjustbox": ("", 1),
        "landscape": ("", 0),
        "multicols": ("", 1),
        "spacing": ("", 1),
        "singlespace": ("", 0),
        "singlespacing": ("", 0),
        "onehalfspace": ("", 0),
        "doublespace": ("", 0),
        "sloppypar": ("", 0),
        "fullwidth": ("", 0),
        "turn": ("", 1),
        "rotate": ("", 1),
        "addmargin": ("", 1),
        "adjustwidth": ("", 2),
        "changemargin": ("", 2),
        "CJK": ("", 2),
        "tasks": ("itemize", 0),
    }
)
_TABLES: Mapping[str, int] = MappingProxyType(
    {
        "tabulary": 1,
        "tabu": 0,
        "longtabu": 0,
        "supertabular": 0,
        "xtabular": 0,
        "mpsupertabular": 0,
        "mpxtabular": 0,
        "xltabular": 1,
        "tblr": 0,
        "longtblr": 0,
    }
)
"""Kinds of tables, with the number of measures before their columns."""

_BEGIN = re.compile(
    rf"{CODE}|\\(?P<side>begin|end)\{{(?P<name>{'|'.join((*_BECOMES, *_TABLES))})\*?\}}", re.DOTALL
)
_OPTION = re.compile(r"\s*(?:\[[^\[\]]{0,300}\]|\([^()]{0,100}\))")
_WIDTH = re.compile(r"\s*(?:to|spread)\s*[^{}\n]{1,60}(?=\{)")
_ROW_END = re.compile(rf"\\\\|\\end\{{(?:{'|'.join(_TABLES)})\*?\}}")
_COLUMNS = re.compile(r"colspec\s*=\s*\{([^{}]*)\}")
_FILLED = re.compile(r"[XQ](?:\[[^\]]*\])?")
_TASK = re.compile(rf"{CODE}|\\(?P<name>task)\*?(?![A-Za-z])(?:\([^()]*\))?", re.DOTALL)
_MARK = re.compile(rf"{CODE}|\\(?P<name>tnote)\s*(?=\{{)", re.DOTALL)
_FIGURE = re.compile(
    r"\\begin\{(?P<kind>figure|table)\*?\}(?P<body>(?:(?!\\begin\{(?:figure|table)).)*?)"
    r"\\end\{(?P=kind)\*?\}",
    re.DOTALL,
)
_PART = re.compile(
    r"\\begin\{minipage\}(?:\s*\[[^\]]*\]){0,3}\s*\{[^{}]*\}(?P<body>(?:(?!\\begin\{minipage).)*?)"
    r"\\end\{minipage\}%?",
    re.DOTALL,
)


def write_floats(text: str) -> str:
    """Return a document with environments of packages as those that they are kinds of."""
    parts: list[str] = []
    at = 0
    for match in _BEGIN.finditer(text):
        if match.start() < at or match["name"] is None:
            continue
        parts.append(text[at : match.start()])
        at = match.end()
        if match["name"] in _TABLES:
            new, at = _write_table(text, match)
        else:
            new, at = _write_environment(text, match)
        parts.append(new)
    joined = "".join((*parts, text[at:]))
    marked = _put(_MARK, "\\textsuperscript", joined)
    # elsewhere it is a command of the author's own
    listed = _put(_TASK, "\\item ", marked) if "\\begin{tasks}" in text else marked
    return _FIGURE.sub(_divide, listed)


def _put(command: re.Pattern[str], new: str, text: str) -> str:
    """Return a document with a command as another one, but in code."""
    return command.sub(lambda found: new if found["name"] else found[0], text)


def _write_environment(text: str, match: re.Match[str]) -> tuple[str, int]:
    """Return what an environment's beginning or end becomes, and where its arguments end."""
    name, count = _BECOMES[match["name"]]
    at = match.end()
    if match["side"] == "end":
        return (f"\\end{{{name}}}" if name else "\n"), at
    at = _skip(text, at, count)
    return (f"\\begin{{{name}}}" if name else "\n"), at


def _skip(text: str, at: int, count: int) -> int:
    """Return where the arguments end that stand here, so many of them in braces."""
    while option := _OPTION.match(text, at):
        at = option.end()
    for _ in range(count):
        at = find_group_end(text, at)
        while option := _OPTION.match(text, at):
            at = option.end()
    return at


def _write_table(text: str, match: re.Match[str]) -> tuple[str, int]:
    """Return the beginning or the end of a table with its columns, and where these end."""
    if match["side"] == "end":
        return "\\end{tabularx}", match.end()
    at = _skip(text, match.end(), _TABLES[match["name"]])
    width = _WIDTH.match(text, at)
    at = width.end() if width else at
    end = find_group_end(text, at)
    said = text[at:end].strip()[1:-1]
    named = _COLUMNS.search(said)
    columns = _FILLED.sub("X", named[1] if named else said)
    if match["name"] == "tabulary":
        columns = columns.translate(str.maketrans("LCRJ", "lcrX"))
    if "=" in columns or not columns:
        row = _ROW_END.search(text, end)
        columns = "l" * _count_columns(text[end : row.start() if row else len(text)])
    return f"\\begin{{tabularx}}{{\\textwidth}}{{{columns}}}", end


def _count_columns(row: str) -> int:
    return len(re.findall(r"(?<!\\)&", row)) + 1


def _divide(found: re.Match[str]) -> str:
    """Return a figure whose parts each have a caption as a figure each."""
    parts = [each for each in _PART.finditer(found["body"]) if "\\caption" in each["body"]]
    captions = found["body"].count("\\caption")
    if len(parts) < 2 or captions != len(parts):  # noqa: PLR2004  (one alone is the whole)
        return found[0]
    kind = found["kind"]
    return _PART.sub(
        lambda each: f"\n\n\\begin{{{kind}}}{each['body']}\\end{{{kind}}}\n\n", found["body"]
    )
