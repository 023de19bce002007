"""The differences of two editions → an errata leaf: one page for readers."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from lxml import etree

from makeready.checks.differ.values import Deed, Subject
from makeready.checks.pages import begin_page, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.checks.differ.values import Difference, Edition, Piece

_TITLES = {
    Subject.WORDS: "Words",
    Subject.HEADING: "Headings",
    Subject.EMPHASIS: "Emphasis",
    Subject.BREAK: "Breaks between scenes",
    Subject.STRUCTURE: "Lists, tables, quotations and languages",
    Subject.NOTE: "Notes",
    Subject.PICTURE: "Pictures",
    Subject.LINK: "Links",
    Subject.METADATA: "What the edition says of itself",
    Subject.PAGE: "Passages that moved to another page",
}
_WORDS = {
    Deed.ADDED: "Added",
    Deed.REMOVED: "Removed",
    Deed.CHANGED: "Changed",
    Deed.MOVED: "Moved",
}


def make_leaf(
    editions: tuple[Edition, Edition],
    names: tuple[str, str],
    differences: Sequence[Difference],
    css: str,
) -> bytes:
    """Return the page of what differs, by subjects; `names` are those of the two editions."""
    new = editions[1]
    root, body = begin_page(f"Changes in {new.title}", css)
    header = etree.SubElement(body, "header")
    say(header, "p", "Errata", "kind")
    say(header, "h1", new.title).set("lang", new.language or "und")
    say(header, "p", f"From {names[0]} to {names[1]}.", "identifier")
    say(header, "p", _count(differences), "verdict")
    main = etree.SubElement(body, "main")
    order = list(_TITLES)
    for subject, group in groupby(
        sorted(differences, key=lambda each: order.index(each.subject)),
        key=lambda each: each.subject,
    ):
        section = etree.SubElement(main, "section", id=subject)
        say(section, "h2", _TITLES[subject])
        listed = etree.SubElement(section, "ul")
        for each in group:
            _write(etree.SubElement(listed, "li"), each, new.language)
    return etree.tostring(root, method="html", encoding="utf-8", doctype="<!DOCTYPE html>")


def describe(difference: Difference) -> str:
    """Return a difference as one line of plain text."""
    marks = {"old": ("[-", "-]"), "new": ("{+", "+}"), "both": ("", "")}
    pieces = " ".join(f"{marks[p.side][0]}{p.text}{marks[p.side][1]}" for p in difference.pieces)
    shown = pieces or _both_readings(difference)
    place = ", ".join(filter(None, (_pages(difference), difference.part)))
    told = f"{difference.subject} {difference.deed}"
    return f"{told} ({place}): {shown}" if place else f"{told}: {shown}"


def _both_readings(difference: Difference) -> str:
    if difference.deed is Deed.CHANGED:
        return f"[-{difference.old}-] {{+{difference.new}+}}"
    return difference.new or difference.old


def _pages(difference: Difference) -> str:
    old, new = difference.old_page, difference.new_page
    if old and new and old != new:
        return f"p. {old}, now {new}"
    return f"p. {new or old}" if new or old else ""


def _count(differences: Sequence[Difference]) -> str:
    if not differences:
        return "Both editions are the same."
    return "1 difference." if len(differences) == 1 else f"{len(differences):,} differences."


def _write(item: etree._Element, each: Difference, language: str) -> None:
    place = ", ".join(filter(None, (_pages(each), each.part)))
    if place:
        say(item, "span", place, "place").tail = " "
    say(item, "span", _WORDS[each.deed], f"deed {each.deed}").tail = " "
    quoted = etree.SubElement(item, "p", {"class": "reading", "lang": language or "und"})
    if each.pieces:
        for piece in each.pieces:
            _write_piece(quoted, piece)
        return
    if each.old and each.deed in (Deed.REMOVED, Deed.CHANGED):
        say(quoted, "del", each.old).tail = " "
    if each.new:
        say(quoted, "ins" if each.deed in (Deed.ADDED, Deed.CHANGED) else "span", each.new)


def _write_piece(quoted: etree._Element, piece: Piece) -> None:
    name = {"old": "del", "new": "ins"}.get(piece.side, "span")
    say(quoted, name, piece.text).tail = " "
