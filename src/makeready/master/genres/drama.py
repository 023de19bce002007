"""Paragraphs of a play or a dialogue become speeches with speakers, and stage directions."""

from __future__ import annotations

import re

from lxml import etree

from makeready.master.read.calls import CALL
from makeready.master.read.fragments import gather
from makeready.master.trees import HEADINGS, words

SPEAKER, SPEECH, STAGE = "speaker", "speech", "stage"
_CAPITAL = r"[^\W\d_a-zà-öø-ÿа-яё]"
_CAPITALS = re.compile(rf"\s*({_CAPITAL}(?:{_CAPITAL}|[ .'’-](?={_CAPITAL})){{1,40}}[.:])(?=\s|$)")
_MARKS = (".", ":", "!", "?", "\u2014", "\u2013", ",", ")")
_LONGEST = 60
"""So many characters a speaker has at the most."""


def set_speeches(division: etree._Element) -> None:
    """Make speeches of a division's paragraphs, in place.

    A speaker is what stands at the beginning of a paragraph in bold, in small capitals, in the
    class `speaker`, or in capitals with a full stop or colon; or a term that its speech defines.
    What is in italics or brackets as a whole is a stage direction.
    """
    for terms in division.findall("dl"):
        _unfold(terms)
    speech: etree._Element | None = None
    for block in list(division):
        if block.tag == "p" and _find_speaker(block):
            speech = etree.Element("div", {"class": SPEECH})
            speech.tail, block.tail = block.tail, "\n"
            block.addprevious(speech)
            speech.append(block)
        elif block.tag == "p" and _is_direction(block):
            block.set("class", STAGE)
            speech = None
        elif block.tag in HEADINGS or (block.tag in ("hr", "div") and not _is_verse(block)):
            speech = None
        elif speech is not None:
            speech.append(block)


def _is_verse(block: etree._Element) -> bool:
    return "line-block" in (block.get("class") or "").split()


def _unfold(terms: etree._Element) -> None:
    """Put a paragraph for each term of a definition list, and what defines it behind it."""
    term: etree._Element | None = None
    for item in list(terms):
        if item.tag == "dt":
            item.tag = "p"
            _wrap(item)
            term = item
            terms.addprevious(item)
            continue
        gather(item)
        if term is not None and len(item) and item[0].tag == "p":
            _join(term, item[0])
            item.remove(item[0])
        for block in list(item):
            terms.addprevious(block)
        term = None
    parent = terms.getparent()
    if parent is not None:
        parent.remove(terms)


def _join(paragraph: etree._Element, more: etree._Element) -> None:
    """Put what a paragraph holds behind what another one holds."""
    paragraph[-1].tail = f" {(more.text or '').lstrip()}"
    _set_apart(paragraph[-1])
    paragraph.extend(list(more))


def _set_apart(speaker: etree._Element) -> None:
    """Put a wider space behind a name that has no mark there."""
    after = speaker.tail or ""
    if words(speaker)[-1:] not in _MARKS and after[:1].isspace():
        speaker.tail = f"\u2002{after.lstrip()}"


def _find_speaker(paragraph: etree._Element) -> bool:
    """Tell whether a paragraph begins with a speaker, and mark it as one."""
    mark = _find_mark(paragraph)
    first = mark.getnext() if mark is not None else next(iter(paragraph), None)
    text = (paragraph.text if mark is None else mark.tail) or ""
    if first is not None and not text.strip() and _names_speaker(first):
        if first.tag != "span":
            first.tag = "span"
        first.set("class", SPEAKER)
        _set_apart(first)
        return True
    found = _CAPITALS.match(text)
    if found is None:
        return False
    named = etree.Element("span", {"class": SPEAKER})
    named.text, named.tail = found[1], text[found.end() :]
    if mark is None:
        paragraph.text = None
        paragraph.insert(0, named)
    else:
        mark.tail = None
        paragraph.insert(paragraph.index(mark) + 1, named)
    return True


def _find_mark(paragraph: etree._Element) -> etree._Element | None:
    """Return the last of the marks without words, as of old pages, that a paragraph begins with."""
    mark: etree._Element | None = None
    for child in paragraph:
        before = paragraph.text if mark is None else mark.tail
        if (before or "").strip() or words(child).strip():
            break
        mark = child
    return mark


def _names_speaker(element: etree._Element) -> bool:
    classes = (element.get("class") or "").split()
    if not 0 < len(words(element, skip=CALL)) <= _LONGEST:
        return False
    is_small = "smallcaps" in classes or "small-caps" in classes
    return element.tag == "strong" or (element.tag == "span" and (SPEAKER in classes or is_small))


def _wrap(paragraph: etree._Element) -> None:
    """Put all that a paragraph holds into a span for a speaker."""
    named = etree.Element("span", {"class": SPEAKER})
    named.text = paragraph.text
    named.extend(list(paragraph))
    paragraph.text = None
    paragraph.append(named)


def _is_direction(paragraph: etree._Element) -> bool:
    said = words(paragraph, skip=CALL)
    if (said.startswith("(") and said.endswith(")")) or (said[:1] == "[" and said[-1:] == "]"):
        return True
    slanted = [each for each in paragraph if each.get("class") != CALL]
    texts = [paragraph.text, *(each.tail for each in paragraph)]
    return (
        bool(slanted)
        and all(each.tag in ("em", "i") for each in slanted)
        and not any((text or "").strip(" .") for text in texts)
    )
