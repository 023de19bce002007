"""What a PDF holds beside its pages, or in letters that are no words → findings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makeready.core.findings import Code, Place, Severity, finding, table
from makeready.intake.pdf.scan.findings import list_pages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.core.findings import Finding
    from makeready.intake.pdf.values import Beside, PdfPage

_SHOWN = 8
_ENOUGH = 40  # characters that tell whether they are words
_WORDS = 0.45  # of them are letters or figures, at least
_LATIN = 200  # letters that tell whether they are in their order
_VOWELS = (0.2, 0.7)  # of Latin letters, in any language
_BROKEN = re.compile(r"[A-Za-zÀ-ɏ][!#$%\"][A-Za-zÀ-ɏ]")  # a sign inside of a word
_FEW_BROKEN, _BROKEN_SHARE = 10, 0.05  # such words, and their share of all
_LEADERS = re.compile(r"[\s.·…_\-–—]+")

CODES = table(
    Code(
        code="S-165",
        severity=Severity.WARNING,
        title="Files inside of the PDF",
        why="A PDF may carry other files. They are no part of its pages and are not imported; "
        "where it is a portfolio, its one page only says that there are files.",
        remedy="Save the files with a PDF viewer, or by `pdfdetach -saveall FILE.pdf`, and import "
        "each that is a text of its own.",
    ),
    Code(
        code="S-166",
        severity=Severity.WARNING,
        title="Words that do not stand on the pages",
        why="What was typed into a form and what readers remarked lies above the pages. It is not "
        "in the manuscript.",
        remedy="Print the PDF to a new file with its forms and remarks and import that, or type "
        "what belongs into the text.",
    ),
    Code(
        code="S-167",
        severity=Severity.WARNING,
        title="Letters that make no words",
        why="A font of the PDF names its letters falsely: what is copied out of such a file is "
        "another text than the one that is seen.",
        remedy="Look at the text. If it is not what the pages show, import the file with "
        "--ocr-all.",
    ),
    Code(
        code="S-170",
        severity=Severity.WARNING,
        title="A form whose pages are made when it is opened",
        why="The form's words lie in the file as a program (XFA), and its one page only says which "
        "viewer can run it.",
        remedy="Open the file in Adobe Acrobat or Reader, print it to a new PDF, and import that.",
    ),
    Code(
        code="S-181",
        severity=Severity.HINT,
        title="Numbers beside words of another direction",
        why="A line with Hebrew or Arabic amid English, or the other way round, shows such a "
        "number in one place, whether it is read before the words beside it or after them.",
        remedy="Look at these places in the text, and change the order where it is wrong.",
    ),
)


def report_unseen(name: str, beside: Beside, pdf_pages: Sequence[PdfPage]) -> Iterator[Finding]:
    """Yield what lies beside the pages, and the pages whose letters make no words."""
    place = Place(f"source/{name}")
    if beside.files:
        told = f"{_count(len(beside.files), 'file')}: {_shorten(beside.files)}"
        yield finding(CODES["S-165"], f"a portfolio of {told}" if beside.portfolio else told, place)
    if beside.unmade:
        yield finding(CODES["S-170"], "none of the form's words is on its pages", place)
    if beside.remarks:
        shown = [f"page {page + 1}, {kind}: “{words}”" for page, kind, words in beside.remarks]
        yield finding(CODES["S-166"], f"{len(shown)} in all; {_shorten(shown, '; ')}", place)
    if unsure := [(each.number, words) for each in pdf_pages for words in each.unsure]:
        shown = [f"page {page + 1}: “{words}”" for page, words in unsure]
        yield finding(CODES["S-181"], f"{len(shown)} in all; {_shorten(shown, '; ')}", place)
    if wrong := [each.number for each in pdf_pages if _makes_no_words(each.text)]:
        yield finding(CODES["S-167"], list_pages(wrong), place)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _shorten(parts: Sequence[str], between: str = ", ") -> str:
    shown = between.join(part[:80] for part in parts[:_SHOWN])
    return f"{shown}{between}…" if len(parts) > _SHOWN else shown


def _makes_no_words(text: str) -> bool:
    """Tell whether hardly any characters are letters, or letters have hardly any vowels.

    Signs amid the letters of many words stand for letters with accents.
    """
    solid = _LEADERS.sub("", text)
    if len(solid) < _ENOUGH:
        return False
    if sum(map(str.isalnum, solid)) < _WORDS * len(solid):
        return True
    broken = len(_BROKEN.findall(text))
    if broken >= _FEW_BROKEN and broken > _BROKEN_SHARE * len(text.split()):
        return True
    latin = [letter for letter in solid.casefold() if "a" <= letter <= "z"]
    if len(latin) < max(_LATIN, 0.7 * len(solid)):
        return False
    vowels = sum(letter in "aeiouy" for letter in latin) / len(latin)
    return not _VOWELS[0] < vowels < _VOWELS[1]
