"""Paragraphs that hold nothing but targets of links → targets in the text that they stand before.

A line of its own for marks of the index is no line of the book: it would be an empty one in the
e-book, and in print the last line of a page below its heading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.master.trees import FILE, HEADINGS, elements

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import etree

_HOLDERS = ("p", "pre", "dt", "figcaption", "caption", "th", "td")
_APART = (*HEADINGS, "section", "hr", "aside")


def join_targets(sections: Iterable[etree._Element]) -> None:
    """Move the targets of paragraphs without words to the text behind them, in place.

    Before a heading or a break they go to the end of the paragraph above. Where there is neither
    text behind nor a paragraph above, the paragraph stays.
    """
    for section in sections:
        for paragraph in [each for each in section.iter("p") if _holds_targets_only(each)]:
            _join(paragraph)


def _holds_targets_only(paragraph: etree._Element) -> bool:
    inner = list(elements(paragraph))[1:]
    return (
        bool(inner)
        and all(each.tag == "span" for each in inner)
        and not "".join(paragraph.itertext()).strip()
        and not set(paragraph.attrib) - {FILE}
    )


def _join(paragraph: etree._Element) -> None:
    parent = paragraph.getparent()
    if parent is None:
        return
    behind, above = paragraph.getnext(), paragraph.getprevious()
    holder = None
    if behind is not None and behind.tag not in _APART:
        holder = next(behind.iter(*_HOLDERS), None)
    spans = list(paragraph)
    if holder is not None:
        code = holder.find("code") if holder.tag == "pre" else None
        _put_first(holder if code is None else code, spans)
    elif above is not None and above.tag == "p":
        _clear_tails(spans)
        above.extend(spans)
    else:
        return
    parent.remove(paragraph)


def _put_first(holder: etree._Element, spans: list[etree._Element]) -> None:
    _clear_tails(spans)
    spans[-1].tail, holder.text = holder.text, None
    for place, span in enumerate(spans):
        holder.insert(place, span)


def _clear_tails(spans: list[etree._Element]) -> None:
    for span in spans:
        span.tail = None
