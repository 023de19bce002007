"""A line of the source → whether its form says that it is text, wherever it stands on its page.

Sentences are interrupted by displayed formulas, lists, tables and figures as they are by the ends
of pages: so that what stands inside a sentence, and at the heads of several pages, may still be
text.
"""

from __future__ import annotations

import re

from makeready.intake.blocks.captions import is_caption, is_remark, is_source
from makeready.intake.scripts import BULLETS

LONGEST = 300  # characters of a line whose form is told
LEAST_ROWS = 3  # lines of a table whose cells only blanks part
LEAST_CELLS = 3  # a line of two cells may be one of two columns of text
NARROW = 24  # characters of a cell, where a table has two columns
_TEX = re.compile(r"\$\$|\\[\[(]|\\begin\{|\$[^$]{1,300}\$[.,;]?\s{0,40}(?:\(\S{1,9}\))?\Z")
_RELATION = re.compile(
    r"[\w)\]}|′'²³]\s{0,9}(?:[=≈≠≤≥≡≅≃∝≔≜∈⊂⊆∉±÷√∑∏∫∂∇]|:=|<=|>=)\s{0,9}[-−+±√∑∫∂∇\w(\[{|\\$]"
    r"|^[∑∏∫∂∇√]"
)
_REACTION = re.compile(r"[→⟶⇌⇄↔⟷<>]")
_WORD = re.compile(r"[^\W\d_]{4,}")
_MATHEMATICAL = re.compile("[\U0001d400-\U0001d7ff]")
_ADDRESS = re.compile(r"://|www\.|\?\w+=|@")
_ITEM = re.compile(rf"\s*(?:[-*+–—{BULLETS}]\s|\(?[a-z]{{1,3}}\)\s)\s{{0,9}}[^\W\d]")
_ASIDE = re.compile(r"\([a-zà-ÿа-яα-ω][^()]{0,200}\)\Z")
_LETTERS = re.compile(r"[^\W_]")
_CELLS = re.compile(r"\s{2,}|\t")


def is_text_by_form(source: str, start: int, end: int, words: str) -> bool:
    """Tell whether a line is a formula, a caption, an item, a quotation or a row of a table.

    `words` are those of the line, its markup set aside.
    """
    if end - start > LONGEST:
        return False
    line = source[start:end].strip()
    if line.startswith((">", "|")) or is_caption(words) or is_source(words) or is_remark(words):
        return True
    if _ASIDE.match(words):
        return True
    return is_formula(line) or _is_item(line) or _is_row(source, start, end)


def is_formula(line: str) -> bool:
    """Tell whether a line is a formula, in TeX or in signs."""
    if _TEX.match(line) or _MATHEMATICAL.search(line):
        return True
    if _ADDRESS.search(line):
        return False
    bare = len(_WORD.findall(line))
    return (bare <= 1 and _RELATION.search(line) is not None) or (
        bare == 0 and _REACTION.search(line) is not None and any(map(str.isdigit, line))
    )


def _is_item(line: str) -> bool:
    """Tell whether a line opens as the item of a list, and is not framed by the same sign."""
    return _ITEM.match(line) is not None and line[0] not in line[2:]


def _is_row(source: str, start: int, end: int) -> bool:
    """Tell whether a line is a row of a table whose cells are parted by blanks."""
    count = _count_cells(source[start:end])
    if count < 2:  # noqa: PLR2004 -- one cell is no row
        return False
    rows = 1
    for step in (-1, 1):
        at = (start, end)
        while rows < LEAST_ROWS and (at := _find_next(source, at, step)) != (-1, -1):
            if _count_cells(source[at[0] : at[1]]) != count:
                break
            rows += 1
    return rows >= LEAST_ROWS


def _count_cells(line: str) -> int:
    """Return how many cells a line has; 0 where two of them are as wide as columns of text."""
    cells = _CELLS.split(line.strip()) if len(line) <= LONGEST else []
    if len(cells) < LEAST_CELLS and any(len(cell) > NARROW for cell in cells):
        return 0
    return len(cells) if all(_LETTERS.search(cell) for cell in cells) else 0


def _find_next(source: str, line: tuple[int, int], step: int) -> tuple[int, int]:
    """Return where the line above or below starts and ends; -1 and -1 where there is none."""
    start, end = line
    if step < 0:
        low = source.rfind("\n", 0, max(0, start - 1)) + 1
        return (low, start - 1) if start > 0 and low < start else (-1, -1)
    if end >= len(source) or source[end] != "\n":
        return -1, -1
    high = source.find("\n", end + 1)
    return end + 1, high if high >= 0 else len(source)
