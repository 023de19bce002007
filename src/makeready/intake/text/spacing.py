"""The visible text of a passage → the changes of spaces, dashes and breaks that it needs."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from makeready.intake.blocks.keys import is_spaced
from makeready.intake.scripts import CALL, PRIVATE, URL, is_cjk, opens_lower
from makeready.intake.text import hyphens
from makeready.intake.text.accents import find_accents
from makeready.intake.text.passages import SEAM, Edit, Passage, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makeready.intake.text.hyphens import Ruling, Vocabulary

CHAIN = 3  # words that hyphens with spaces join into one

_URL_OPEN = re.compile(
    r"(?:https?://|ftp://|www\.|doi:[ ]?10\.)(?:(?!://|www\.)[^\s<>\"”“])*$", re.IGNORECASE
)
_DROPPED = re.compile(r"([^\W\d_a-zß-öø-ÿ])(\s{1,2})([a-zß-öø-ÿ][^\W\d_]{0,30})\b")
_SINGLE = re.compile("[\ue000-\uf8ff\ufb00-\ufb06]")
_URL_SIGN = re.compile(r"://|www\.|doi:", re.IGNORECASE)
_URL_GOES_ON = re.compile(r"[^\s,;]*[/_=&%?#~]|[\w-]+\.(?:html?|pdf|aspx?|php|shtml|com|org|cn)\b")
_HYPHENED = re.compile(
    rf"(?<![^\W\d_])(?<![\u0300-\u036f])({hyphens.LETTERS}+)([{hyphens.SIGNS}])$"
)
_WORD = re.compile(rf"{hyphens.LETTERS}+(?:['’]{hyphens.LETTERS}+)?")
_CHAIN = re.compile(r"[^\W\d_]{1,60}(?:-[ \xa0]{1,9}[^\W\d_]{1,60})+")
_GAP = re.compile(r"-([ \xa0]+)")

_CLOSING_SPACE = r"(?<=[^\s.,;:!?])[ \t\xa0]+(?=[,.](?:[\s\"”’)\ufffc]|$))"
_WIDE_CLOSING_SPACE = r"(?<=[^\s.,;:!?\d])[ \t\xa0]+(?=[;:!?](?:[\s\"”’)\ufffc]|$))"

# rule, pattern, what is written, why, how surely
_RULES: tuple[tuple[str, str, str, str, float], ...] = (
    ("S.control", "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\xad\ufffe\uffff]+", "",
     "unseen character", 1.0),
    ("S.leader", r"(?<![ .…·])[ …·]*\.{5,}[ .…·]*", " … ", "dots that lead to a number", 0.95),
    ("S.spaces", r"[^\S\n]{2,}|[\t\v\f]", " ", "run of white space", 1.0),
    ("S.dash", r"(?<=[^\W_])--[ ]+(?=[^\W_])", "—", "dash typed as two hyphens", 0.95),
    ("S.closing", _CLOSING_SPACE, "", "space before a closing mark", 0.95),
    ("S.wide", _WIDE_CLOSING_SPACE, "", "space before a closing mark", 0.9),
    ("S.quote", r"(?<=[“‘])[ \t]+(?=\w)", "", "space inside quotation marks", 0.9),
    ("S.quote", r"(?<=[\w.,!?])[ \t]+(?=”)", "", "space inside quotation marks", 0.9),
    ("S.apostrophe", r"(?<=[^\W\d_])[ \t]+(?=[’']s\b)", "", "space before an apostrophe", 0.9),
    ("S.call", rf"(?<=\S)[ \t\xa0]+(?={CALL})", "", "space before a note call", 0.95),
    ("S.call", rf"(?<={CALL})(?=[^\W\d_])", " ", "no space after a note call", 0.95),
)  # fmt: skip
_COMPILED = tuple(
    (rule, re.compile(pattern), text, why, sure) for rule, pattern, text, why, sure in _RULES
)
SHORTEST = 2  # characters between which anything may be amiss
_BEFORE_WIDE = frozenset({"fr"})  # languages that set a space before ; : ! ?
_LOW_OPENING = frozenset({"de", "cs", "pl"})  # languages whose “ closes
_GLUED = re.compile(r"(?<=[^\W\d_][.!?][\"”’])(?=[A-ZÄÖÜÉÀ][^\W\d_])")


def find_edits(passage: Passage, words: Vocabulary, language: str) -> tuple[Edit, ...]:
    """Return the changes that a passage's text needs, in the order of their precedence."""
    if passage.plan.role in (Role.TABLE, Role.HTML):
        return tuple(_find_signs(passage.text))
    if passage.plan.role in (Role.CODE, Role.RULE):
        return ()
    text = passage.text
    if len(text) <= SHORTEST:  # a sign by itself
        return tuple(_find_signs(text))
    urls = [match.span() for match in URL.finditer(text)]
    found = [
        *_find_closing_bracket(passage),
        *_find_spaced_letters(text),
        *_find_drop_capital(text, words),
        *_find_signs(text),
        *find_accents(text),
        *_ends(text),
        *_seams(text, words),
        *_line_hyphens(text, words),
        *_quotes(text),
        *_find_glued(text),
        *_spaces(text, language),
    ]
    if passage.plan.role is Role.VERSE:  # its lines stay
        found = [edit for edit in found if edit.rule[0] != "J"]
    return tuple(edit for edit in found if edit.rule[0] == "J" or not _inside(edit, urls))


def _inside(edit: Edit, urls: list[tuple[int, int]]) -> bool:
    return edit.rule != "S.control" and any(
        start < edit.start and edit.end < end for start, end in urls
    )


def _find_spaced_letters(text: str) -> Iterator[Edit]:
    """Yield the removal of the spaces between letters that are set apart."""
    if is_spaced(text):
        why = "letters set apart"
        for match in re.finditer(r"(?<=\S)\s+(?=\S)", text):
            to = " " if len(match.group()) > 1 else ""
            yield Edit(
                start=match.start(), end=match.end(), text=to, rule="S.spaced", evidence=why,
                confidence=0.95,
            )  # fmt: skip


def _find_drop_capital(text: str, words: Vocabulary) -> Iterator[Edit]:
    """Yield the removal of the space after a large first letter that stands by itself."""
    match = _DROPPED.match(text)
    if match is None:
        return
    known = words.counts.get((match[1] + match[3]).casefold(), 0) > 0
    if known or (len(match[3]) == 1 and match[3] not in "aeiouy"):
        why = "a large first letter"
        yield Edit(
            start=match.start(2), end=match.end(2), text="", rule="S.dropcap", evidence=why,
            confidence=0.9,
        )  # fmt: skip


def _find_signs(text: str) -> Iterator[Edit]:
    """Yield the letters of ligatures, and the usual signs for those of symbol fonts."""
    for match in _SINGLE.finditer(text):
        char = match.group()
        ligature = "\ufb00" <= char <= "\ufb06"
        to = unicodedata.normalize("NFKC", char) if ligature else PRIVATE.get(char, "\ufffd")
        why = "a ligature" if ligature else "a sign of a symbol font"
        sure = 0.99 if ligature or char in PRIVATE else 0.5
        yield Edit(
            start=match.start(), end=match.end(), text=to, rule="S.sign", evidence=why,
            confidence=sure,
        )  # fmt: skip


def _find_closing_bracket(passage: Passage) -> Iterator[Edit]:
    """Yield the removal of the bracket that closes a note which opens with `[Footnote 1:`."""
    bare = passage.text.rstrip()
    said = passage.lead_text.startswith("[") and ":" in passage.lead_text
    if said and bare.endswith("]") and bare.count("[") < bare.count("]"):
        end, why = len(bare), "it closes the note"
        yield Edit(start=end - 1, end=end, text="", rule="N.marker", evidence=why, confidence=0.95)


def _ends(text: str) -> Iterator[Edit]:
    """Yield the removal of white space at both ends."""
    bare = text.strip()
    start = text.find(bare) if bare else len(text)
    for low, high in ((0, start), (start + len(bare), len(text))):
        if low < high:
            yield Edit(start=low, end=high, text="", rule="S.ends", evidence="", confidence=1.0)


def _seams(text: str, words: Vocabulary) -> Iterator[Edit]:
    """Yield what becomes of each break between lines, pages and blocks."""
    at = text.find(SEAM)
    while at >= 0:
        left, right = text[max(0, at - 400) : at], text[at + 1 : at + 200]
        yield _seam(at, left, right, words)
        at = text.find(SEAM, at + 1)


def _seam(at: int, left: str, right: str, words: Vocabulary) -> Edit:
    near = left.rstrip(CALL)
    if _URL_SIGN.search(left) and _URL_OPEN.search(left) and _url_goes_on(left, right):
        return _replace_at(at, "", "J.url", "a web address goes on", 0.95)
    hyphen, word = _HYPHENED.search(left), _WORD.match(right)
    if hyphen and word and (hyphen[2] != "=" or _is_hyphen(hyphen[1], right)):
        return _at_hyphen(at, hyphen, word.group(), words)
    if left[-1:] in ("-", "–", "—", "/") and not left[-2:-1].isspace() and right[:1].isalnum():
        return _replace_at(at, "", "J.dash", "a dash at the break", 0.95)
    if is_cjk(near[-1:]) and is_cjk(right[:1]):
        return _replace_at(at, "", "J.line", "no space between these characters", 0.99)
    return _replace_at(at, " ", "J.line", "the line goes on", 0.99)


def _is_hyphen(left: str, right: str) -> bool:
    """Tell whether a sign of equality between two lines is read for a double hyphen."""
    return len(left) > 1 and not left[-1].isupper() and opens_lower(right)


def _replace_at(at: int, text: str, rule: str, why: str, sure: float) -> Edit:
    return Edit(start=at, end=at + 1, text=text, rule=rule, evidence=why, confidence=sure)


def _at_hyphen(at: int, hyphen: re.Match[str], right: str, words: Vocabulary) -> Edit:
    sign = hyphen.group(2)
    if sign in "\xad¬":
        return replace(_replace_at(at, "", "J.hyphen", "soft hyphen", 0.99), start=at - 1)
    ruling = hyphens.rule_at_break(hyphen.group(1), right, words)
    text = sign * ruling.hyphen + " " * ruling.space
    return Edit(
        start=at - 1,
        end=at + 1,
        text=text,
        rule="J.hyphen",
        evidence=ruling.evidence,
        confidence=ruling.confidence,
    )


def _url_goes_on(left: str, right: str) -> bool:
    first = right.split(maxsplit=1)[0] if right.strip() else ""
    if not first or right[0].isspace():
        return False
    return (
        bool(_URL_GOES_ON.match(first))
        or left[-1] in "/-_=?&%"
        or (
            left[-1] != "."
            and left[-1].isalnum()
            and bool(re.match(r"[\w-]+\.$", first))
            and any(char.isdigit() for char in first)
        )
    )


def _line_hyphens(text: str, words: Vocabulary) -> Iterator[Edit]:
    """Yield the removal of spaces after hyphens inside a line."""
    for chain in _CHAIN.finditer(text):
        parts = re.split(r"-[ \xa0]+", chain.group())
        whole = "-".join(parts).casefold()
        sure = words.forms(whole) or len(parts) >= CHAIN
        for place, gap in enumerate(_GAP.finditer(text, chain.start(), chain.end())):
            ruling = hyphens.rule_in_line(parts[place], parts[place + 1], words)
            if sure:
                yield _close_up(
                    gap,
                    hyphens.Ruling(
                        hyphen=True, space=False, evidence=f"{whole} is one word", confidence=0.95
                    ),
                )
            elif not ruling.space:
                yield _close_up(gap, ruling)


def _close_up(gap: re.Match[str], ruling: Ruling) -> Edit:
    start = gap.start(1) if ruling.hyphen else gap.start()
    return Edit(
        start=start,
        end=gap.end(),
        text="",
        rule="S.hyphen",
        evidence=ruling.evidence,
        confidence=ruling.confidence,
    )


def _quotes(text: str) -> Iterator[Edit]:
    """Yield the removal of spaces inside straight quotation marks, told apart by counting."""
    places = [match.start() for match in re.finditer('"', text)]
    if len(places) % 2:
        return
    for number, at in enumerate(places):
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if number % 2 == 0 and after == " " and (not before or before in " (["):
            yield _remove_space(at + 1)
        if number % 2 and before == " " and (not after or after in " .,;:)]" + CALL):
            yield _remove_space(at - 1)


def _remove_space(at: int) -> Edit:
    why = "space inside quotation marks"
    return Edit(start=at, end=at + 1, text="", rule="S.quote", evidence=why, confidence=0.9)


def _find_glued(text: str) -> Iterator[Edit]:
    """Yield the spaces missing between a closing quotation mark and the next sentence."""
    for match in _GLUED.finditer(text):
        at = match.start()
        if text[at - 1] == '"' and text.count('"', 0, at) % 2:
            continue
        why = "two sentences without a space"
        yield Edit(start=at, end=at, text=" ", rule="S.glued", evidence=why, confidence=0.9)


def _spaces(text: str, language: str) -> Iterator[Edit]:
    for rule, pattern, written, why, sure in _COMPILED:
        if rule == "S.wide" and language in _BEFORE_WIDE:
            continue
        if rule == "S.quote" and language in _LOW_OPENING:
            continue
        for match in pattern.finditer(text):
            if rule == "S.call" and written and is_cjk(text[match.end()]):
                continue
            yield Edit(
                start=match.start(),
                end=match.end(),
                text=written,
                rule=rule,
                evidence=why,
                confidence=sure,
            )
