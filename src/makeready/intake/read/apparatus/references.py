"""References of LaTeX to numbers become references of the manuscript to labels."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, cast

from makeready.intake.read.apparatus.fields import write_page_mark
from makeready.intake.read.apparatus.theorems import LABEL as THEOREM
from makeready.intake.read.apparatus.theorems import is_theorem
from makeready.intake.read.formats.tex.labels import rename_labels
from makeready.intake.read.pandoc_json import (
    Element,
    Json,
    address,
    attributes,
    content,
    is_element,
    string,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence

FIGURES = re.compile(r"(?:fig|tbl|tab|lst)[-:]\w[\w.:-]*\Z")
"""Labels of figures, tables and listings that the press reads as such."""

LISTING = re.compile(r"lst[-:]\w[\w.:-]*\Z")

PAGE = re.compile(r"\\(?:pageref|[vcC]pageref|autopageref)\*?\{([^{}]*)\}")
"""A reference to the page of a label."""

LABEL = re.compile(r"\\label\{([^{}]*)\}")
_NUMBERED = re.compile(r"\\begin\{equation\}(.*?)\\end\{equation\}", re.DOTALL)
_EQUATION = re.compile(r"eq[-:]\w[\w.:-]*\Z")


_RANGE = re.compile(r"\\([cC])refrange\*?\{([^{}]*)\}\{([^{}]*)\}")
_SEVERAL = re.compile(r"(\\(?:[cC]|labelc|namec|nameC)ref\*?)\{([^{},]*,[^{}]*)\}")
_UNREAD = re.compile(r"\\(?:nameref|Nameref|titleref|fullref|Fullref|vref|Vref)\*?(?=\{)")
_BARE = re.compile(r"\\labelcref\*?(?=\{)")
"""References that pandoc passes over: to the name of a section, to a number and its page."""

_LINES = re.compile(
    r"\\begin\{(align|gather|multline|eqnarray|alignat|flalign)\}.*?\\end\{\1\}", re.DOTALL
)


def set_equations(text: str) -> str:
    """Return a LaTeX document whose labelled equations are displayed formulas with their labels.

    A formula of several lines has one number in the editions: the labels of its other lines become
    the first one.
    """
    text = _NUMBERED.sub(
        lambda found: f"\\[{found[1]}\\]" if LABEL.search(found[1]) else found[0], text
    )
    first = {
        other: labels[0]
        for lines in _LINES.finditer(text)
        for labels in (LABEL.findall(lines[0]),)
        for other in labels[1:]
        if other != labels[0]
    }
    text = LABEL.sub(lambda found: "" if found[1] in first else found[0], text)
    return rename_labels(text, first)


def drop_repeated_labels(text: str) -> str:
    """Return a document with each label of a formula where it stands first alone."""
    seen: set[str] = set()

    def put(found: re.Match[str]) -> str:
        is_repeated = found[1] in seen and bool(_EQUATION.match(found[1]))
        seen.add(found[1])
        return "" if is_repeated else found[0]

    return LABEL.sub(put, text)


def list_repeated_labels(text: str) -> Iterator[str]:
    """Yield the labels of formulas that are given more than once."""
    given = Counter(each for each in LABEL.findall(text) if _EQUATION.match(each))
    return (f"the id {label} was given twice" for label, times in given.items() if times > 1)


def list_merged_labels(text: str) -> Iterator[str]:
    """Yield what becomes of the labels of formulas of several lines that have one number."""
    for lines in _LINES.finditer(text):
        first, *others = LABEL.findall(lines[0]) or [""]
        yield from (f"{other} is {first}" for other in others)


def write_references(text: str) -> str:
    """Return a LaTeX document with those of its references that pandoc passes over as others.

    One to several labels is as many, a range those at its ends, and one to the name of a section
    is a reference to it.
    """
    text = _RANGE.sub(lambda found: f"\\{found[1]}ref{{{found[2]}}}–\\ref{{{found[3]}}}", text)
    text = _SEVERAL.sub(_part_labels, text)
    return _UNREAD.sub(lambda _: "\\autoref", _BARE.sub(lambda _: "\\ref", text))


def _part_labels(found: re.Match[str]) -> str:
    labels = filter(None, (each.strip() for each in found[2].split(",")))
    return ", ".join(f"{found[1]}{{{label}}}" for label in labels)


def write_pages(text: str, meanings: MutableMapping[str, str]) -> str:
    """Return a document with marks for the pages of its labels; a formula is named instead.

    What a label within a formula names has no id in pandoc's document.
    """

    def write(found: re.Match[str]) -> str:
        label = found[1].strip()
        is_formula = label.startswith("eq") or f"\\label{{{label}}}" not in text
        return f"\\ref{{{label}}}" if is_formula else write_page_mark(label, meanings)

    return PAGE.sub(write, text)


def list_labels(held: Sequence[Element], is_code: Callable[[str], bool]) -> frozenset[str]:
    """Return the labels that a manuscript can refer to: formulas, figures, tables, theorems.

    `is_code` tells of the TeX of a formula whether it stays code, and has no number.
    """
    maths = (str(content(each)[1]) for each in held if each["t"] == "Math")
    first = (LABEL.search(tex) for tex in maths if not is_code(tex))
    equations = {each[1] for each in first if each and _EQUATION.match(each[1])}
    floats = {attributes(each)[0] for each in held if _has_caption(each)}
    named = {attributes(each)[0] for each in held if is_theorem(each)}
    return frozenset(
        equations
        | {each for each in floats if FIGURES.match(each)}
        | {each for each in named if THEOREM.match(each)}
    )


def _has_caption(element: Element) -> bool:
    if element["t"] == "Figure":
        caption = cast("Sequence[Json]", content(element)[1])
        return bool(caption[1])
    if element["t"] != "Div":
        return False
    blocks = cast("Sequence[Json]", content(element)[1])
    table = blocks[0] if len(blocks) == 1 and is_element(blocks[0], "Table") else None
    parts = content(cast("Element", table)) if table else ()
    return bool(parts) and bool(cast("Sequence[Json]", parts[1])[1])


def read_reference(link: Element, labels: frozenset[str]) -> list[Json]:
    """Return a link of LaTeX's as a reference of the manuscript, nothing for another link."""
    kinds = {pair[0]: pair[1] for pair in attributes(link)[2]}
    kind, label = kinds.get("reference-type", ""), address(link).removeprefix("#")
    if not kind or label not in labels:
        return []
    cited = _cite(re.sub(r"[^\w.-]+", "-", label), is_number="label" not in kind)
    return [string("("), cited, string(")")] if kind == "eqref" else [cited]


def _cite(label: str, *, is_number: bool) -> Mapping[str, Json]:
    mode = "SuppressAuthor" if is_number else "NormalCitation"
    citation: Mapping[str, Json] = {
        "citationId": label,
        "citationPrefix": [],
        "citationSuffix": [],
        "citationMode": {"t": mode},
        "citationNoteNum": 0,
        "citationHash": 0,
    }
    return {"t": "Cite", "c": [[citation], []]}
