"""A ruby becomes boxes for print, each of characters with the reading that stands above them.

WeasyPrint 70 knows no ruby. Each base is a block in the line, and its reading is placed above it;
a reading that is wider than its base widens the box.
"""

from __future__ import annotations

from unicodedata import east_asian_width

from lxml import etree

SIZE = 0.5
"""The size of a reading, in that of its characters (JLREQ 3.3.3)."""

LATIN = 0.55
"""About how wide a letter is that is no ideograph, in ems."""


def set_ruby(body: etree._Element) -> None:
    """Make a box of each base and its reading, in place; one with brackets is set in the line."""
    for ruby in list(body.iter("ruby")):
        if ruby.find("rp") is not None:
            for part in (ruby, *ruby.findall("rp"), *ruby.findall("rt")):
                part.tag = "span"
            continue
        boxes = _divide(ruby)
        name, parent = ruby.get("id"), ruby.getparent()
        if parent is None:
            continue
        if name:
            boxes[0].set("id", name)
        boxes[-1].tail, ruby.tail = (boxes[-1].tail or "") + (ruby.tail or ""), None
        place = parent.index(ruby)
        parent[place : place + 1] = boxes


def _divide(ruby: etree._Element) -> list[etree._Element]:
    """Return a box for each base of a ruby; a base without a reading is a span."""
    boxes = [_start_box(ruby, ruby.text)]
    for child in list(ruby):
        tail, child.tail = child.tail, None
        if child.tag == "rt":
            _close_box(boxes[-1], child)
            boxes.append(_start_box(ruby, tail))
        else:
            boxes[-1][0].append(child)
            child.tail = tail
    *others, last = boxes
    if len(last[0]) or last[0].text:
        _close_box(last, etree.Element("rt"))
        return boxes
    return others or boxes


def _start_box(ruby: etree._Element, text: str | None) -> etree._Element:
    kept = {key: value for key, value in ruby.attrib.items() if key != "id"}
    box = etree.Element("ruby", kept)
    etree.SubElement(box, "rb").text = text
    return box


def _close_box(box: etree._Element, reading: etree._Element) -> None:
    if not "".join(map(str, reading.itertext())):
        box.tag, box[0].tag = "span", "span"
        return
    box.append(reading)
    over = (SIZE * _measure(reading) - _measure(box[0])) / 2
    if over > 0:
        box.set("style", f"padding-left: {over:g}em; padding-right: {over:g}em")


def _measure(element: etree._Element) -> float:
    said = "".join(map(str, element.itertext()))
    return sum(1.0 if east_asian_width(each) in "WF" else LATIN for each in said)
