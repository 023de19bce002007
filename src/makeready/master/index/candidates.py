"""A manuscript becomes what its index might have: names, repeated terms, words of headings.

Names are words with capitals within a sentence. Terms are words, or pairs of words, that stand
several times in few places of the book: what stands everywhere is the language's and no subject.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from makeready.core.findings import Place
from makeready.master.markup.code import blank_code, blank_unseen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from makeready.core.model import Text

NAMES, TERMS, HEADINGS = "names", "terms", "headings"

MOST = 60
"""How many candidates of a kind are listed."""

FEWEST_TERMS, FEWEST_NAMES = 4, 2
"""How often a term or a name of one word must stand in the text."""

LONG, LONG_IN_PAIR = 6, 4
"""The letters that a term has at least, alone and in a pair."""

SHARE, LEAST = 0.08, 3
"""Terms stand in no more than this share of a book's pieces of text, or in this many."""

COMMON = 20
"""A word that stands more often than this without a capital begins no name."""

PIECE = 2_000
"""Characters of a piece of text."""

_UPPER = "A-ZÀ-ÖØ-ÞΑ-ΩА-ЯЁ"
_PARTICLES = "of|de|du|von|van|der|den|da|di|la|le|zu"
_NAME = re.compile(
    rf"(?<![\w.!?:—–“„«\"(\[#*-])(?<=[^.!?:\n][ \n])"
    rf"([{_UPPER}][\w’'-]+(?:[ \n](?:(?:{_PARTICLES})[ \n])?[{_UPPER}][\w’'-]+){{0,4}})"
)
_WORD = re.compile(r"[^\W\d_]{2,}(?:[-’'][^\W\d_]+)*")
_HEADING = re.compile(r"^#{2,6}[ \t]+([^\n{#]+)", re.MULTILINE)
_TITLE = re.compile(r"^#{1,6}[ \t][^\n]*", re.MULTILINE)
_MARK = re.compile(r"\[([^\[\]]{0,200})\]\{[^{}]*\.index\b([^{}]*)\}|\[\]\{\.index\b([^{}]*)\}")
_ENTRY = re.compile(r"\b(?:entry|sub|see|seealso)=(?:\"([^\"]*)\"|'([^']*)'|(\S+))")
_ATTRIBUTES = re.compile(r"\{[^{}\n]{0,300}\}|\]\([^()\n]*\)|\[\^[^\]\s]+\]:?|@[\w:.-]+")
# Languages in which every noun has a capital: one alone is no name.
_NOUNS_HAVE_CAPITALS = ("de", "lb")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What an index might have: its kind, how often it stands in the text, and where first."""

    kind: str
    term: str
    count: int
    place: Place


def list_marked(texts: Iterable[Text]) -> frozenset[str]:
    """Return the terms that a manuscript marks, each level of an entry by itself, in lower case."""
    return frozenset(
        " ".join(level.casefold().split())
        for text in texts
        for found in _MARK.finditer(blank_code(text.text))
        for said in _list_entries(found)
        for level in re.split(r"[!;]", said)
        if level.strip()
    )


def _list_entries(found: re.Match[str]) -> Iterator[str]:
    said = found[2] or found[3] or ""
    yield from (next(filter(None, each.groups()), "") for each in _ENTRY.finditer(said))
    if found[1] and "entry=" not in said:
        yield found[1]


def find_candidates(texts: Sequence[Text], language: str) -> tuple[Candidate, ...]:
    """Return what stands in a manuscript and is not marked, the most frequent first, by kind."""
    marked = list_marked(texts)
    plain = [_read_plain(text) for text in texts]
    names = _count_names(plain, language)
    found = (
        (NAMES, names),
        (TERMS, _count_terms(plain, {word for name in names for word in name.casefold().split()})),
        (HEADINGS, _count_headings(texts)),
    )
    return tuple(
        Candidate(kind=kind, term=term, count=count, place=_place(term, texts, plain))
        for kind, counted in found
        for term, count in sorted(counted.items(), key=lambda each: (-each[1], each[0]))
        if not _is_marked(term, marked)
    )


def _read_plain(text: Text) -> str:
    """Return a file's running text with blanks for what is none, character for character."""
    running = _TITLE.sub(_blank, blank_unseen(blank_code(text.text)))
    return _ATTRIBUTES.sub(_blank, running)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _is_marked(term: str, marked: frozenset[str]) -> bool:
    said = term.casefold()
    return said in marked or said.removesuffix("s") in marked or f"{said}s" in marked


def _count_names(texts: Sequence[str], language: str) -> dict[str, int]:
    """Count the words with capitals; those that stand without one, too, only begin sentences."""
    common = Counter(word for text in texts for word in _WORD.findall(text) if word.islower())
    counted = Counter(
        name
        for text in texts
        for found in _NAME.finditer(text)
        if (name := _strip_common(re.sub(r"['’]s\b", "", found[1]).split(), common))
    )
    alone = MOST if language.lower().startswith(_NOUNS_HAVE_CAPITALS) else FEWEST_NAMES
    kept = {name: count for name, count in counted.items() if " " in name or count >= alone}
    return dict(Counter(kept).most_common(MOST))


def _strip_common(words: Sequence[str], common: Counter[str]) -> str:
    """Return a name without the common words that it begins with, nothing if there is no more."""
    while words and common[words[0].lower()] > (COMMON if len(words) > 1 else 0):
        words = words[1:]
    return " ".join(words)


def _count_terms(texts: Sequence[str], names: set[str]) -> dict[str, int]:
    pieces = [text[at : at + PIECE] for text in texts for at in range(0, len(text), PIECE)]
    counted: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for piece in pieces:
        said = Counter(_list_terms(piece, names))
        counted += said
        places.update(said.keys())
    most = max(SHARE * len(pieces), LEAST)
    kept = {
        term: count
        for term, count in counted.items()
        if count >= FEWEST_TERMS and (places[term] <= most or " " in term)
    }
    return dict(Counter(kept).most_common(MOST))


def _list_terms(piece: str, names: set[str]) -> Iterator[str]:
    """Yield the long words of a piece of text, and the pairs of words that stand side by side."""
    before, end = "", -1
    for found in _WORD.finditer(piece):
        word = found[0].casefold()
        if len(word) >= LONG and word not in names:
            yield word
        beside = piece[end : found.start()] == " "
        if beside and len(before) >= LONG_IN_PAIR and len(word) >= LONG:
            yield f"{before} {word}"
        before, end = word, found.end()


def _count_headings(texts: Iterable[Text]) -> dict[str, int]:
    found = (each[1].strip() for text in texts for each in _HEADING.finditer(blank_code(text.text)))
    return dict(Counter(re.sub(r"[*_`]", "", each) for each in found).most_common(MOST))


def _place(term: str, texts: Sequence[Text], plain: Sequence[str]) -> Place:
    """Return where a term stands first, whatever white space parts its words."""
    words = r"\s+".join(map(re.escape, term.split()))
    pattern = re.compile(rf"(?<!\w){words}", re.IGNORECASE if term.islower() else 0)
    for text, running in zip(texts, plain, strict=True):
        if found := pattern.search(running) or pattern.search(text.text):
            return Place(text.file, running.count("\n", 0, found.start()) + 1)
    return Place(texts[0].file)
