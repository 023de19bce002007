"""HTML's attributes of numbered lists become CSS counters, which is all that WeasyPrint reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from lxml import etree

STYLES = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}
"""What a list's type is called in a style sheet."""

MARKS = ("paren", "parens")
"""Classes of lists whose numbers have marks around them; print.css names a style for each."""

COUNTER = "list-item"


def write_numbers(body: etree._Element) -> None:
    """Set counters for the attributes `start`, `type` and `reversed` of numbered lists.

    WeasyPrint 70 ignores these attributes.
    """
    for numbered in body.iter("ol"):
        said = _describe_numbering(numbered)
        if said:
            numbered.set("style", "; ".join((*said, numbered.get("style", ""))).rstrip("; "))
        if numbered.get("reversed") is not None:
            for item in numbered.findall("li"):
                item.set("style", f"counter-increment: {COUNTER} -1; {item.get('style', '')}")


def _describe_numbering(numbered: etree._Element) -> list[str]:
    said = []
    kind = numbered.get("type", "")
    marks = [each for each in MARKS if each in numbered.get("class", "").split()]
    if kind in STYLES or marks:
        name = "-".join([STYLES.get(kind, "decimal"), *marks])
        said.append(f"list-style-type: {name}")
    step = 1 if numbered.get("reversed") is None else -1
    start = numbered.get("start") or (str(len(numbered.findall("li"))) if step < 0 else "")
    if start:
        said.append(f"counter-reset: {COUNTER} {int(start) - step}")
    return said


def continue_numbers(numbered: Element, before: int) -> None:
    """Let the second piece of a cut list go on with the number after the first `before` items."""
    step = 1 if numbered.get("reversed") is None else -1
    first = 1 if step > 0 else before + len(numbered.findall("li"))
    start = int(numbered.get("start") or first) + step * before
    numbered.set("start", str(start))
    said = (numbered.get("style", ""), f"counter-reset: {COUNTER} {start - step}")
    numbered.set("style", "; ".join(filter(None, said)))
