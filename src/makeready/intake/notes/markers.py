"""How note markers are spelt: one row a spelling, as it opens a note and as it calls one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LONGEST_NUMBER = 4  # digits
LARGEST_SIGN = 100  # the circled numbers end below

_CIRCLED = "①-⑳㉑-㉟㊱-㊿❶-❿⓫-⓴⓵-⓾"
_SIGNS = "*∗＊†‡§¶‖"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkerSpelling:
    """One spelling of a note marker.

    `opening` is matched at the start of a line, `call` anywhere in running text; either may be
    empty. `certain` says that the opening alone shows a note; the others need their call as
    evidence. `plain` spellings occur outside Markdown too.
    """

    name: str
    opening: str = ""
    call: str = ""
    certain: bool = False
    plain: bool = False


_LINKED = rf"\[(?:\d{{1,4}}|[{_SIGNS}]{{1,3}})\]\(#[^()\s]{{1,200}}\)"
# A raised number as a formula, its first dollar set aside. MinerU sets blanks between the signs,
# and an empty group before what is raised.
RAISED_TEX = r"(?:\^\{?\d{1,4}\}?|\s?(?:\{\s?\}\s?)?\^\s?\{\s?\d(?:\s?\d){0,3}\s?\}\s?)\$"
_DOLLAR = rf"\$\^\{{?\d{{1,4}}\}}?\$?(?:\$?\^\{{?\d\}}?\$?)*|\${RAISED_TEX}"
# The order is that of trial: a longer spelling stands before one that it contains.
SPELLINGS = (
    MarkerSpelling(
        name="defect",
        opening=r"<sup>&</sup>lt;sup>\d{1,4}</sup>",
        certain=True,
    ),
    MarkerSpelling(
        name="said",  # as proofreaders of old books type it; a bracket closes the note
        opening=r"\[(?:Footnote|Fußnote|Note|Nota|Noot)[ \xa0]{1,3}(?:\d{1,4}|[A-Z]|[*†‡]{1,3}):",
        certain=True,
        plain=True,
    ),
    MarkerSpelling(
        name="definition",
        opening=r"\[\^[^\]\s]{1,40}\]:",
        call=r"\[\^[^\]\s]{1,40}\](?!:)",
        certain=True,
        plain=True,
    ),
    MarkerSpelling(
        name="sup",
        opening=rf"<sup>\s*\[?(?:\d{{1,4}}|[{_SIGNS}]{{1,3}}|[a-z])\]?[.):]?\s*</sup>[.):]?",
        call=rf"<sup>\s*[\[(]?(?:\d{{1,4}}|[{_SIGNS}]{{1,3}}|[a-z])[\])]?\s*</sup>",
        certain=True,
    ),
    MarkerSpelling(
        name="dollar",
        opening=_DOLLAR,
        call=_DOLLAR,
        certain=True,
        plain=True,
    ),
    MarkerSpelling(
        name="circled",
        opening=rf"\^?[{_CIRCLED}]\^?",
        call=rf"\^?[{_CIRCLED}]\^?",
        certain=True,
        plain=True,
    ),
    MarkerSpelling(
        name="caret",
        opening=r"\^\{?\d{1,4}\}?\^?",
        call=r"\^\{\d{1,4}\}|\^\d{1,4}\^?",
        certain=True,
        plain=True,
    ),
    MarkerSpelling(
        name="superscript",
        opening=r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}[.)]?",
        call=r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}",
        certain=True,
        plain=True,
    ),
    MarkerSpelling(
        name="link",
        opening=r"\[\d{1,4}\]\(#[^()\s]{1,200}\)[.)]?",
        call=rf"<sup>\s?{_LINKED}\s?</sup>|{_LINKED}",
        certain=True,
    ),
    MarkerSpelling(name="bracket", opening=r"\\?\[\d{1,4}\\?\](?!\()"),
    MarkerSpelling(
        name="named",  # 注, that is, note
        opening=(
            r"(?:[（(〔［【\[]\s?[注註]\s?\d{1,3}\s?[）)〕］】\]]|[注註]\s?\d{1,3}(?!\d))"
            r"[:：.．、]?(?=\s*\S)"
        ),
    ),
    MarkerSpelling(name="letter", opening=r"\\?\[[a-z]\\?\](?![(:])(?=\s*\S)"),
    MarkerSpelling(name="sign", opening=rf"(?:\\?[{_SIGNS}]){{1,3}}(?=[^\s{_SIGNS}\\]|\s+\S)"),
    MarkerSpelling(name="dot", opening=r"\d{1,4}[.)](?=\s+\S)"),
    MarkerSpelling(name="round", opening=r"[(（]\d{1,4}[)）](?=\s*\S)"),
    MarkerSpelling(name="bare", opening=r"\d{1,4}(?=\s+\S)"),
    MarkerSpelling(name="glued", opening=r"\d{1,4}(?=[^\W\d_]|[\"“‘„«(])"),
)

_OPENING = re.compile(
    "|".join(f"(?P<{mark.name}>{mark.opening})" for mark in SPELLINGS if mark.opening)
)
# What may stand before the marker of a note: an anchor, a bullet.
PREFIX = re.compile(r"[ \t\xa0]*(?:[-*•][ \t]+)?(?:<span id=\"[^\"<>]{1,200}\"></span>[ \t]*)*")
CERTAIN = frozenset(mark.name for mark in SPELLINGS if mark.certain)
_NUMBER = re.compile(r"\d+")
_TARGET = re.compile(r"\]\(#[^()]*\)")
_SIGN = re.compile(f"[{_SIGNS}]+")
EMPHASIS = re.compile(r"(?<![^\s(\[“\"'])\*{1,3}[^\s*][^*\n]{0,999}(?:\n[^*\n]{0,999})?\*")
_LETTER = re.compile(r"(?:>\s*[\[(]?|\A\s?\\?\[)([a-z])\b")
_SAID = re.compile(
    r"[ \xa0]?\\?\[(?:[^\W\d_]{4,8}[ \xa0]{1,3})?(\d{1,4}|[A-Z]|[*†‡]{1,3})(?::|\\?\])"
)
_DEFINED = re.compile(r"\[\^([^\]\s]+)\]")


def match_opening(source: str, start: int, end: int) -> tuple[int, int, str, str] | None:
    """Return where a note's marker stands at the start of a line, its spelling and its label."""
    prefix = PREFIX.match(source, start, end)
    at = prefix.end() if prefix else start
    match = _OPENING.match(source, at, end)
    if match is None:
        return None
    label = label_of(match.group())
    name = match.lastgroup or ""
    starred = name == "sign" and match.group().startswith("*")
    if not label or (starred and EMPHASIS.match(source, match.start(), end)):
        return None
    return match.start(), match.end(), name, label


def label_of(marker: str) -> str:
    """Return what a marker says, its spelling set aside: `①`, `<sup>1</sup>`, `[1]` all say 1."""
    if said := _SAID.match(marker):
        return said.group(1)
    if defined := _DEFINED.match(marker):
        return defined.group(1)
    text = _TARGET.sub("", marker)
    digits = "".join(_NUMBER.findall(text.replace("⓫", "11")))
    if not digits:
        digits = "".join(_digit(char) for char in text)
    if digits:
        return str(int(digits)) if len(digits) <= LONGEST_NUMBER else ""
    if sign := _SIGN.search(text.replace("∗", "*").replace("＊", "*").replace("\\", "")):
        return sign.group()
    letter = _LETTER.search(text)
    return letter.group(1) if letter else ""


def _digit(char: str) -> str:
    value = unicodedata.numeric(char, -1.0)
    return str(int(value)) if 0 < value < LARGEST_SIGN and not char.isalpha() else ""
