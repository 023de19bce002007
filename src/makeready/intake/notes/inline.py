"""A stretch of source → tokens: the words of it and the markup between them."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from makeready.intake.notes.markers import RAISED_TEX, SPELLINGS, label_of
from makeready.intake.read import picture_marks

if TYPE_CHECKING:
    from collections.abc import Iterator


class Sort(StrEnum):
    """What a token is."""

    TEXT = "text"  # characters that stand for themselves
    CHARACTER = "character"  # an escape or an entity: several characters for one
    MARK = "mark"  # what may be a note call; `name` is its spelling, `label` its number
    EMPHASIS = "emphasis"  # `name` is * or **; paired later
    RAISED = "raised"  # <sup> and <sub>; `name` is ^ or ~
    LINK = "link"  # the start of a link; `value` is its target
    LINK_END = "link end"
    AUTOLINK = "autolink"
    CODE = "code"
    FORMULA = "formula"  # TeX between dollars, which stays as it is
    PICTURE = "picture"
    TAG = "tag"  # markup without a meaning for the manuscript


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of source and the text a reader sees for it."""

    sort: Sort
    start: int
    end: int
    value: str = ""
    name: str = ""
    label: str = ""


_TAGS = (
    "b|strong|i|em|u|sup|sub|span|a|br|font|small|big|center|p|div|page|s|del|ins|mark|cite"
    "|figure|figcaption|picture"
)
_EMPHATIC = {"b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*"}
_RAISED = {"sup": "^", "sub": "~"}

# a web address may hold one pair of brackets
_TARGET = r"\]\((?:[^()\s]|\([^()\s]{0,200}\)){1,1000}\)"

# TeX between dollars as pandoc reads it; in a line it must show TeX, or be no prose, since prices
# have dollars too. The master reads it by the same rule.
# Escaped brackets hold TeX where they show it, as nougat and mineru write it.
_SHOWS_TEX = r"(?:\\[a-z]{2}|(?<!\\)[\^_][\w{])"
_NAME = r"(?:align|alignat|gather|mult(?:line)|eqnarray|equation)\*?"
_FORMULA = (
    r"(?<!\\)\$\$(?:[^$\\]|\\.){1,4000}\$\$"
    rf"|(?<![\\$\w])\$(?!{RAISED_TEX})"
    r"(?=[^\s$])(?=[^$\n]{0,400}[\\^_={]|[A-Za-z]{1,2}\$)"
    r"(?:[^$\n\\]|\\[^\n]){1,400}(?<!\s)\$(?![\d$])"
    rf"|(?<![\\$\w])\$(?!{RAISED_TEX})"
    r"(?=[^\s$])(?![\d.,]{0,20}\d(?:\s?[^\W\d_]{2}|[.,;:)]\s))"
    r"(?![^$\n]{0,60}[^\W\d_]{2}\s{1,9}[^\W\d_]{2})[^$\n\\]{1,60}(?<!\s)\$(?![\w$])"
    rf"|(?<!\\)\\\((?=[^()\n]{{0,200}}{_SHOWS_TEX})(?:[^\n\\]|\\[^()\n]){{1,400}}\\\)"
    rf"|(?<!\\)\\\[(?=[^\[\]]{{0,400}}{_SHOWS_TEX})(?:[^\[\]\\]|\\[^\[\]]){{1,2000}}\\\]"
    rf"|(?<!\\)\\begin\{{(?P<frame>{_NAME})\}}"
    rf"(?:[^\\$]|\\(?!end\{{|begin\{{{_NAME}\}})){{1,2000}}"
    rf"(?:\\end\{{(?!(?P=frame))(?:[^\\$]|\\(?!end\{{|begin\{{{_NAME}\}})){{1,2000}}){{0,20}}"
    r"\\end\{(?P=frame)\}"
)

_SIGNS_OF_TEX = re.compile(
    r"\A(?:\$\$?|\\\[|\\\(|\\begin\{equation\*?\})"
    r"|(?:\$\$?|\\\]|\\\)|\\end\{equation\*?\})\Z"
)

_PLAIN = (
    ("formula", _FORMULA),
    *((f"mark_{mark.name}", mark.call) for mark in SPELLINGS if mark.plain and mark.call),
    ("autolink", r"<(?:https?|ftp|mailto):[^\s<>\"]+>"),
)
_MARKDOWN = (
    ("code", r"(?<!`)(`+)(?!`)[^\n]{1,2000}?(?<!`)\1(?!`)"),
    ("formula", _FORMULA),
    ("comment", r"<!--(?:(?!<!--).){0,2000}?-->|\*{0,2}==>\s[^\n<]{0,200}<==\*{0,2}"),
    *((f"mark_{mark.name}", mark.call) for mark in SPELLINGS if mark.call),
    ("escape", r"\\[!-/:-@\[-`{-~]"),
    ("entity", r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"),
    ("autolink", r"<(?:https?|ftp|mailto):[^\s<>\"]+>"),
    ("tag", rf"</?(?:{_TAGS})(?:\s[^<>]{{0,500}})?/?>"),
    ("picture", rf"{picture_marks.MARKDOWN}|{picture_marks.HTML}"),
    (
        "link",
        rf"(?<!!)\[(?=(?:[^\[\]\n]|\\[\[\]]|\[[^\[\]\n]{{0,200}}\]){{1,1000}}{_TARGET})",
    ),
    ("linkend", _TARGET),
    ("emphasis", r"\*{1,3}|(?<![^\W_])_{1,3}|_{1,3}(?![^\W_])"),
)


def _compile(table: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    # a back-reference cannot be numbered inside a joined pattern: name it
    return re.compile(
        "|".join(
            f"(?P<{name}>{pattern})".replace("(`+)", "(?P<ticks>`+)").replace(r"\1", "(?P=ticks)")
            for name, pattern in table
        ),
        re.DOTALL | re.IGNORECASE,
    )


# One of these is in every token that is no text.
_SPECIAL = re.compile(
    r"[<>\[\]\\&!*_`$^\u00b2\u00b3\u00b9\u2070-\u2079\u2460-\u24ff\u2776-\u2793\u3251-\u32bf]"
)
_FORMULAS = re.compile(_FORMULA, re.DOTALL | re.IGNORECASE)
_SCANNERS = {True: _compile(_MARKDOWN), False: _compile(_PLAIN)}


def read_tex(formula: str) -> str:
    """Return the TeX of a formula without the signs around it, on one line."""
    return " ".join(_SIGNS_OF_TEX.sub("", formula.strip()).split())


def find_tex(source: str) -> frozenset[str]:
    """Return the TeX of the formulas in a source, each on one line."""
    return frozenset(read_tex(match.group()) for match in _FORMULAS.finditer(source))


def find_formulas(source: str, start: int, end: int) -> Iterator[Token]:
    """Yield the formulas in a stretch of source."""
    for match in _FORMULAS.finditer(source, start, end):
        yield Token(Sort.FORMULA, match.start(), match.end(), match.group())


def split_tokens(source: str, start: int, end: int, *, markdown: bool) -> tuple[Token, ...]:
    """Return the tokens that tile source[start:end].

    `markdown` says whether asterisks, brackets and tags are markup or stand for themselves.
    """
    return tuple(_scan(source, start, end, _SCANNERS[markdown]))


def _scan(source: str, start: int, end: int, scanner: re.Pattern[str]) -> Iterator[Token]:
    if _SPECIAL.search(source, start, end) is None:
        if start < end:
            yield Token(Sort.TEXT, start, end, source[start:end])
        return
    at, open_links = start, 0
    for match in scanner.finditer(source, start, end):
        name = match.lastgroup or ""
        name = {"ticks": "code", "frame": "formula"}.get(name, name)
        if name == "linkend" and not open_links:
            continue
        open_links += (name == "link") - (name == "linkend")
        made = _token(name, match)
        if made is None:
            continue
        if at < match.start():
            yield Token(Sort.TEXT, at, match.start(), source[at : match.start()])
        yield made
        at = match.end()
    if at < end:
        yield Token(Sort.TEXT, at, end, source[at:end])


def _token(name: str, match: re.Match[str]) -> Token | None:  # noqa: PLR0911 -- one a kind of token
    """Return the token of a match; None where it stands for itself."""
    start, end, text = match.start(), match.end(), match.group()
    if name.startswith("mark_"):
        spelling = name.removeprefix("mark_")
        label = label_of(text)
        return Token(Sort.MARK, start, end, text, spelling, label) if label else None
    if name == "escape":
        return Token(Sort.CHARACTER, start, end, text[1:])
    if name == "entity":
        char = html.unescape(text)
        return None if char == text else Token(Sort.CHARACTER, start, end, char)
    if name == "tag":
        return _tag(start, end, text)
    if name == "link":
        return Token(Sort.LINK, start, end, "", "[")
    if name == "linkend":
        return Token(Sort.LINK_END, start, end, text[2:-1])
    if name == "emphasis":
        return Token(Sort.EMPHASIS, start, end, text, text[0])
    if name == "comment":
        return Token(Sort.TAG, start, end)
    sort = {
        "formula": Sort.FORMULA,
        "code": Sort.CODE,
        "autolink": Sort.AUTOLINK,
        "picture": Sort.PICTURE,
    }[name]
    return Token(sort, start, end, text)


def _tag(start: int, end: int, text: str) -> Token:
    word = re.match(r"</?([A-Za-z]+)", text)
    name = word.group(1).lower() if word else ""
    closing = text.startswith("</")
    if name in _EMPHATIC:
        return Token(Sort.EMPHASIS, start, end, text, _EMPHATIC[name], "/" if closing else "+")
    if name in _RAISED:
        return Token(Sort.RAISED, start, end, text, _RAISED[name], "/" if closing else "+")
    return Token(Sort.TAG, start, end, " " if name == "br" else "", name)
