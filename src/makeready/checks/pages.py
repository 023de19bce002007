"""The pages that the checks write for people: one file each, which needs nothing but itself."""

from __future__ import annotations

from lxml import etree


def begin_page(title: str, css: str) -> tuple[etree._Element, etree._Element]:
    """Return a page in HTML with its head, and its empty body."""
    root: etree._Element = etree.Element("html", lang="en")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "meta", charset="utf-8")
    etree.SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    say(head, "title", title)
    say(head, "style", css)
    return root, etree.SubElement(root, "body")


def say(parent: etree._Element, name: str, text: str, kind: str = "") -> etree._Element:
    """Add an element that holds a text, of the class `kind` where one is named; return it."""
    element: etree._Element = etree.SubElement(parent, name)
    element.text = text
    if kind:
        element.set("class", kind)
    return element
