"""LaTeX → the same without its comments, as TeX reads it."""

from __future__ import annotations

import re

# Where a sign of percent may stand as it is: in code, in addresses, behind a backslash.
_PERCENT = re.compile(
    r"\\begin\{(?P<code>(?:[BL]?[Vv]erbatim|lstlisting|minted|filecontents|semiverbatim)\*?)\}|"
    r"\\(?:verb|lstinline)\*?(?:\[[^\]\n]{0,300}\])?(?P<edge>[^A-Za-z\s*\[{])|"
    r"\\(?:mintinline(?:\[[^\]\n]{0,300}\])?\{\w{0,40}\}|lstinline(?:\[[^\]\n]{0,300}\])?|"
    r"url|nolinkurl|path|href)(?P<edges>\{)|(?P<command>\\[A-Za-z@]+)|\\.|"
    r"(?P<comment>%[^\n]*(?:\n(?![ \t\r]*\n)[ \t]*)?)|(?P<blank>\n[ \t\r]*\n)",
    re.DOTALL,
)
_LONGEST_CODE = 4_000
"""The most characters of code on a line, or of an address."""


def strip_comments(text: str) -> str:
    """Return a document without its comments, each with the end of its line, as TeX reads it.

    As many ends of lines are added at the next blank line, so that lines keep their numbers.
    """
    parts: list[str] = []
    at, joined, unclosed = 0, 0, set[str]()
    command = -1
    while match := _PERCENT.search(text, at):
        parts.append(text[at : match.start()])
        at = match.end()
        if match["comment"]:
            joined += match["comment"].count("\n")
            # a space ends the name of a command, and is no space of the text
            parts.append(" " if command == match.start() else "")
        elif match["blank"]:
            parts.append("\n" * joined + match["blank"])
            joined = 0
        else:
            at = _find_code_end(text, match, unclosed)
            parts.append(text[match.start() : at])
        command = match.end("command")
    return "".join((*parts, text[at:]))


def _find_code_end(text: str, match: re.Match[str], unclosed: set[str]) -> int:
    """Return where the code or the address ends that this begins, or where the match ends."""
    at, end = match.end(), -1
    if match["code"] and match["code"] not in unclosed:
        end = text.find(f"\\end{{{match['code']}}}", at)
        unclosed |= {match["code"]} if end < 0 else set()
    elif match["edge"] or match["edges"]:
        line = text.find("\n", at, at + _LONGEST_CODE)
        last = line if line >= 0 else at + _LONGEST_CODE
        end = text.find("}" if match["edges"] else match["edge"], at, last) + 1
    return max(end, at)
