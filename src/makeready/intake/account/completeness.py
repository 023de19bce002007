"""What a document's own bytes hold, beside the manuscript that was made of it → what is missing.

Words are compared as words, whatever stands between them; a word that is missing is looked for
where its neighbours are missing, too.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.intake.model import Correction, Inventory, OwnPassage, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

CODES = table(
    Code(
        code="S-141",
        severity=Severity.WARNING,
        title="Words of the document are not in the manuscript",
        why="The document's own bytes hold them, and they did not come through its reading.",
        remedy="Look at the place in the document, and type the words in where they belong.",
    ),
    Code(
        code="S-142",
        severity=Severity.WARNING,
        title="Words were left out that only the editor can judge",
        why="Remarks, deleted words, hidden words and running heads are part of the file and may "
        "or may not be part of the book.",
        remedy="Say under [document] in source/recipe.toml what is to become of them, and import "
        "the document again.",
    ),
    Code(
        code="S-143",
        severity=Severity.HINT,
        title="What belongs to the file and not to the text was left out",
        why="A typed contents list has another book's page numbers, and what a file says of "
        "itself belongs into book.toml.",
        remedy="Look whether book.toml should have it.",
    ),
    Code(
        code="S-144",
        severity=Severity.WARNING,
        title="The document has more of something than the manuscript",
        why="A picture, a note, a formula, a table or a reference did not come through.",
        remedy="Compare the manuscript with the document, and add what is missing.",
    ),
    Code(
        code="S-146",
        severity=Severity.HINT,
        title="The document's own bytes were not compared",
        why="Only pandoc read this kind of document, or its bytes could not be read without it.",
        remedy="Look through the manuscript beside the document.",
    ),
)
CHOSEN: Mapping[Part, str] = {
    Part.COMMENT: 'comments = "notes"',
    Part.DELETED: 'changes = "reject" or "mark"',
    Part.INSERTED: 'changes = "accept" or "mark"',
    Part.HIDDEN: 'hidden = "keep"',
    Part.HEADER: 'headers = "keep"',
}
"""The line of the recipe that keeps words of a part."""

OMITTED = frozenset({*CHOSEN, Part.LIST, Part.INDEX})
"""Parts whose passages are in an inventory because they were left out."""

TAKING = frozenset(
    {"D.page-number", "D.old-page", "D.linked-note", "D.citation", "D.page-reference"}
)
"""Rules that take words out and name them in the ledger, one by one."""

_UNSAID = frozenset({Part.FRONT, Part.LIST, Part.INDEX})
_MOST = 12
_SHOWN = 100
_RUN = 3

_CALL = re.compile(r"\[\^[^\]\s]+\]:?")
_TARGET = re.compile(r"\]\((?:[^()\s]|\([^()\s]*\))*(?: \"[^\"\n]*\")?\)")
_ATTRIBUTES = re.compile(r"\]?(?<!\$)\{(?:[#.=]|[a-z][\w:-]*=)[^{}\n]*\}")
_READING = re.compile(r"\]\{ruby=\"([^\"\n{}]*)\"\}")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_BRACKET = re.compile(r"\\[\[\]]")
_OPEN = re.compile(r"[\[\]]")
# In code, brackets are no signs of Markdown, and part words.
_CODE = re.compile(
    r"^(?P<fence>`{3,}+|~{3,}+)[^\n]*\n(?:(?!(?P=fence))[^\n]*\n)*(?:(?P=fence)[^\n]*)?"
    r"|^ {4}[^\n]*|`[^`\n]+`",
    re.MULTILINE,
)
_JOINING = re.compile("[*_~^`\u00ad\u200b-\u200d\u2060\ufeff]")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """Words of a passage that the manuscript does not hold."""

    passage: OwnPassage
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How many words a document's own bytes hold, and which of them the manuscript does not.

    `taken` counts those that a rule took out, such as the numbers of pages and the marks of notes.
    """

    words: int
    lost: tuple[Lost, ...]
    taken: int = 0

    @property
    def kept(self) -> int:
        """How many of the words are in the manuscript."""
        return self.words - self.taken - sum(len(each.words) for each in self.lost)


def compare(
    inventory: Inventory, texts: Iterable[str], corrections: Iterable[Correction] = ()
) -> Comparison:
    """Return which of a document's words none of the texts holds, however often it has them."""
    there = [_fold(word) for text in texts for word in _words(_bare(text))]
    aside = [each for each in inventory.passages if each.part in OMITTED]
    gone = [Lost(passage=each, words=tuple(_words(each.text))) for each in aside]
    own = [(each, _words(each.text)) for each in inventory.passages if each.part not in OMITTED]
    missing = Counter(_fold(word) for _, words in own for word in words)
    missing.subtract(there)
    missing = +missing
    ruled = Counter(
        _fold(word) for each in corrections if each.rule in TAKING for word in _words(each.what)
    )
    taken = (missing & ruled).total()
    missing -= ruled
    total = sum(len(words) for _, words in own) + sum(len(each.words) for each in gone)
    if not missing:
        return Comparison(words=total, lost=tuple(gone), taken=taken)
    known = frozenset(zip(there, there[1:], there[2:], strict=False))
    marked = [(each, words, _find_seen(words, known)) for each, words in own]
    places = [_take(words, seen, missing) for _, words, seen in marked]
    for at in sorted(range(len(marked)), key=lambda at: marked[at][0].part is Part.TEXT):
        words = marked[at][1]
        places[at] |= _take(words, [n in places[at] for n in range(len(words))], missing)
    lost = [
        Lost(passage=each, words=tuple(words[n] for n in run))
        for (each, words, _), found in zip(marked, places, strict=True)
        for run in _runs(found)
    ]
    return Comparison(words=total, lost=(*gone, *lost), taken=taken)


def _bare(text: str) -> str:
    """The words of a manuscript without the signs of Markdown."""
    parts, at = [], 0
    for code in _CODE.finditer(text):
        parts += [_bare_prose(text[at : code.start()]), _OPEN.sub(" ", code[0])]
        at = code.end()
    return "".join((*parts, _bare_prose(text[at:])))


def _bare_prose(text: str) -> str:
    text = _BRACKET.sub(" ", _READING.sub(r" \1 ", _CALL.sub("", text)))
    return _ESCAPE.sub("", _OPEN.sub("", _ATTRIBUTES.sub("", _TARGET.sub("", text))))


def _words(text: str) -> list[str]:
    return _WORD.findall(_JOINING.sub("", text))


def _fold(word: str) -> str:
    return word.lower() if word.isascii() else unicodedata.normalize("NFKC", word).casefold()


def _find_seen(words: Sequence[str], known: frozenset[tuple[str, ...]]) -> list[bool]:
    """Tell of each word whether it stands in the manuscript among its neighbours."""
    folded = [_fold(word) for word in words]
    seen = [False] * len(words)
    for at, three in enumerate(zip(folded, folded[1:], folded[2:], strict=False)):
        if three in known:
            seen[at : at + _RUN] = [True] * _RUN
    return seen


def _take(words: Sequence[str], seen: Sequence[bool], missing: Counter[str]) -> set[int]:
    """Return the places of words that are missing, and count them as found."""
    taken = set()
    for at, word in enumerate(words):
        folded = _fold(word)
        if not seen[at] and missing[folded] > 0:
            missing[folded] -= 1
            taken.add(at)
    return taken


def _runs(places: set[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for at in sorted(places):
        if run and at - run[-1] > 1:
            yield run
            run = []
        run.append(at)
    if run:
        yield run


def report_missing(name: str, compared: Comparison) -> Iterator[Finding]:
    """Yield what was left out and what was lost of the document called `name`."""
    lost = [each for each in compared.lost if each.passage.part not in (*CHOSEN, *_UNSAID)]
    for each in lost[:_MOST]:
        said = f"“{_short(each.words)}” ({each.passage.place}) is not in the manuscript"
        yield finding(CODES["S-141"], said, Place(name), words=(" ".join(each.words),))
    if len(lost) > _MOST:
        rest = " … ".join(" ".join(each.words) for each in lost[_MOST:])
        said = f"{len(lost) - _MOST} more stretches are not in the manuscript: “{_cut(rest)}”"
        yield finding(CODES["S-141"], said, Place(name))
    for part in Part:
        words = [each for each in compared.lost if each.passage.part is part]
        if words and part in CHOSEN:
            message, hint = _left_out(part, words), f"{CHOSEN[part]} under [document] keeps them"
            yield finding(CODES["S-142"], message, Place(name), hint)
        elif words and part in _UNSAID:
            yield finding(CODES["S-143"], _left_out(part, words), Place(name))


def _left_out(part: Part, lost: Sequence[Lost]) -> str:
    count = sum(len(each.words) for each in lost)
    words = " … ".join(" ".join(each.words) for each in lost)
    return f"{part.value}: {count} words left out: “{_cut(words)}”"


def _short(words: Sequence[str]) -> str:
    return _cut(" ".join(words))


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rpartition(' ')[0]} …"


def report_fewer(name: str, inventory: Inventory, counts: Mapping[str, int]) -> Iterator[Finding]:
    """Yield the kinds of things of which fewer came through than the document holds."""
    for kind, count in sorted(inventory.counts.items()):
        there = counts.get(kind, 0)
        if there < count:
            message = f"{kind}: the document has {count}, the manuscript {there}"
            yield finding(CODES["S-144"], message, Place(name))


def report_uncompared(name: str) -> Finding:
    """Return the finding that nothing is claimed of what pandoc did not read."""
    return finding(CODES["S-146"], "nothing is claimed of what pandoc may have missed", Place(name))
