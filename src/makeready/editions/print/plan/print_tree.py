"""The master becomes its print tree: the same words, each note beside its call."""

from __future__ import annotations

import copy
import re
import unicodedata
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.languages import RTL
from makeready.editions.pages import strip_unseen
from makeready.editions.print.lines.loose_words import loosen_words
from makeready.editions.print.lines.old_pages import fill_marks
from makeready.editions.print.lines.ruby import set_ruby
from makeready.editions.print.plan.list_numbers import write_numbers
from makeready.editions.print.plan.title_lines import LEANING
from makeready.editions.print.plan.verse import set_verse
from makeready.editions.print.values import IN_TEXT, PICTURE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TypeAlias

    from makeready.core.model import Entry, Master

    Breaks: TypeAlias = Callable[[tuple[str, ...]], tuple[tuple[str, ...], ...]]

XHTML = "{http://www.w3.org/1999/xhtml}"
XML = "{http://www.w3.org/XML/1998/namespace}"
OPS = "{http://www.idpf.org/2007/ops}"
MATH = "{http://www.w3.org/1998/Math/MathML}math"
BLOCKS = (
    *("aside", "blockquote", "div", "dl", "figure", "ol", "section", "ul"),
    *("table", "thead", "tbody", "tfoot", "tr", "colgroup"),
)
"""Elements whose children are blocks, so that white space between these is not text."""
CELL = 3
"""About how many characters wide the space between two columns is."""

LONGEST_END, WIDE_END = 24, 3
"""How many characters of a line of the contents stay with its leader: letters, wide signs."""

BREAKING = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintTree:
    """What is laid out, and what must be found again on the pages.

    `sections` are the top-level sections of the body as trees without namespace; `running` holds
    for each of them its id and its visible characters without white space, a picture or a formula
    counting as one; `notes` the same for each note without its pictures and formulas, by its id,
    in the order of their calls, with the place of its section. `direction` is what the master says
    of the whole book; `leftward` tells whether anything in it runs from right to left.
    """

    language: str
    sections: tuple[etree._Element, ...]
    running: tuple[tuple[str, str], ...]
    notes: tuple[tuple[int, str, str], ...]
    first_body: str
    direction: str = ""
    leftward: bool = False


def make_print_tree(master: Master, breaks: Breaks) -> PrintTree:
    """Return the master's print tree.

    `breaks` divides the words of a display title into lines.
    """
    root = etree.fromstring(master.xhtml)
    body = root.find(f"{XHTML}body")
    assert body is not None
    for element in root.iter(f"{XHTML}*"):
        element.tag = etree.QName(element).localname
        for name in (f"{OPS}type", f"{XML}lang"):
            element.attrib.pop(name, None)
    sections = [child for child in body if isinstance(child.tag, str)]
    running = tuple((section.get("id", ""), _visible(section, PICTURE)) for section in sections)
    notes = tuple(
        (place, note.get("id", ""), _visible(note))
        for place, section in enumerate(sections)
        for note in _asides(section)
    )
    _mark_bookmarks(body, master.contents)
    _wrap_entries(body)
    write_numbers(body)
    fill_marks(body)
    set_verse(body)
    set_ruby(body)
    _mark_slim_tables(body)
    _name_captions(body)
    _move_notes(body)
    _divide_at_formulas(body)
    loosen_words(body)
    first = next((s for s in sections if s.get("data-matter") != "front"), None)
    if first is not None:
        first.set("class", f"{first.get('class', '')} starts-body".strip())
    _set_running_heads(sections)
    for title in [section.find("h1") for section in sections]:
        if title is not None:
            _balance(title, breaks)
    return PrintTree(
        language=root.get("lang", ""),
        sections=tuple(sections),
        running=running,
        notes=notes,
        first_body="" if first is None else first.get("id", ""),
        direction=root.get("dir", ""),
        leftward=any(element.get("dir") == RTL for element in root.iter("*")),
    )


def _asides(body: etree._Element) -> list[etree._Element]:
    return [note for note in body.iter("aside") if "note" in note.get("class", "").split()]


def _visible(tree: etree._Element, picture: str = "") -> str:
    """Return the characters of a section's running text, its notes and what is not seen left out.

    `picture` stands in it for each picture and each formula, which print draws.
    """
    parts: list[str] = []

    def walk(node: etree._Element) -> None:
        if not isinstance(node.tag, str) or (
            node.tag == "section" and node.get("class") == "notes"
        ):
            return
        if node.tag in ("img", MATH):
            parts.append(picture)
            return
        parts.append(node.text or "")
        for child in node:
            walk(child)
            parts.append(child.tail or "")

    walk(tree)
    return strip_unseen("".join(parts))


def _mark_bookmarks(body: etree._Element, contents: Iterable[Entry]) -> None:
    """Give each heading that the contents list the level and the label of its bookmark."""
    by_id = {element.get("id"): element for element in body.iter("section")}
    for level, entry in _flat(contents, 1):
        heading = by_id[entry.anchor][0]
        heading.set("data-bookmark", str(level))
        heading.set("data-label", entry.label)


def _flat(entries: Iterable[Entry], level: int) -> Iterator[tuple[int, Entry]]:
    for entry in entries:
        yield level, entry
        yield from _flat(entry.children, level + 1)


def _wrap_entries(body: etree._Element) -> None:
    """Put the words of each entry of the contents into a span, and the imprint into a block."""
    for line in [*body.iterfind("nav//ol"), *body.iterfind("nav//li")]:
        line.set("data-contents", "")
    for link in body.iterfind("nav//a"):
        entry = etree.Element("span", {"class": "entry"})
        entry.text, link.text = link.text, None
        entry.extend(list(link))
        link.insert(0, entry)
        _keep_end(entry)
    for imprint in body.iterfind("section[@class='imprint']"):
        block = etree.Element("div", {"class": "foot"})
        block.extend(list(imprint))
        imprint.append(block)


def _mark_slim_tables(body: etree._Element) -> None:
    """Mark tables whose caption is longer than a row: it is set as wide as the text, in place.

    WeasyPrint 70 makes a caption as wide as its table, which may be a column of single words.
    """
    for table in body.xpath(".//section/table[caption]"):
        said = len(" ".join("".join(map(str, table.find("caption").itertext())).split()))
        rows = [
            [len(" ".join(map(str, cell.itertext()))) for cell in row] for row in table.iter("tr")
        ]
        columns = (max(column) for column in zip_longest(*rows, fillvalue=0))
        if said > sum(CELL + widest for widest in columns):
            table.set("class", f"{table.get('class', '')} slim".strip())


def _name_captions(body: etree._Element) -> None:
    """Give the caption of each table the table's name: WeasyPrint 70 leads links below it."""
    for table in body.xpath(".//table[@id][caption[not(@id)]]"):
        table.find("caption").set("id", table.attrib.pop("id"))


def _keep_end(entry: etree._Element) -> None:
    """Put the last word of a line of the contents into a span, for its leader to stay with it."""
    end = etree.Element("span", {"class": "end"})
    last = entry[-1] if len(entry) else None
    words = (entry.text if last is None else last.tail) or ""
    at = _find_end(words)
    end.text = words[at:]
    if last is None:
        entry.text = words[:at]
    else:
        last.tail = words[:at]
    entry.append(end)


def _find_end(words: str) -> int:
    """Return where the last word begins, or the last signs of a script that sets no spaces.

    What stays together there is never as wide as a line.
    """
    at = words.rfind(" ") + 1
    wide = unicodedata.east_asian_width(words[-1:] or " ") in "WF"
    if (shortened := len(words) - (WIDE_END if wide else LONGEST_END)) <= at:
        return at
    while shortened > at and not words[shortened].isalnum():
        shortened -= 1
    return shortened


def _move_notes(body: etree._Element) -> None:
    notes = {note.get("id", ""): note for note in _asides(body)}
    for call in [link for link in body.iter("a") if link.get("class") == "noteref"]:
        target = call.get("href", "").removeprefix("#")
        if target not in notes:  # it stands at the end of the chapter or the book
            continue
        note = copy.deepcopy(notes[target])
        _state_language(note, notes[target], call)
        _tighten(note)
        note.tail, call.tail = call.tail, None
        call.addnext(note)
    for section in body.xpath(".//section[@class='notes']"):
        section.getparent().remove(section)
    for link in body.xpath(".//div[@class='endnote']//a[@class='backlink']"):
        link.set(IN_TEXT, "")


def _state_language(note: etree._Element, original: etree._Element, call: etree._Element) -> None:
    """Give a note the language and direction that it has where the master has it.

    Beside its call it would take those of the passage around that.
    """
    for name in ("lang", "dir"):
        own, around = _find_stated(original, name), _find_stated(call, name)
        if own != around and not note.get(name):
            note.set(name, own)


def _find_stated(element: etree._Element, name: str) -> str:
    stated = (each.get(name) for each in (element, *element.iterancestors()))
    return next((value for value in stated if value), "ltr" if name == "dir" else "")


def _divide_at_formulas(body: etree._Element) -> None:
    """Divide paragraphs behind displayed formulas; what goes on there is not indented anew."""
    displayed = [each for each in body.iter(MATH) if each.get("display") == "block"]
    for formula in displayed:
        paragraph = formula.getparent()
        if paragraph is None or paragraph.tag != "p":
            continue
        last = _find_number(formula)
        if last is not formula and last.get("id") and not formula.get("id"):
            # the number stands beside the middle of the formula, of which a reader sees the top
            formula.set("id", last.attrib.pop("id"))
        following = list(last.itersiblings())
        if following or (last.tail or "").strip():
            rest = etree.Element("p", {"class": "continued"})
            rest.text, last.tail = (last.tail or "").lstrip(), None
            rest.extend(following)
            rest.tail, paragraph.tail = paragraph.tail, None
            paragraph.addnext(rest)


def _find_number(formula: etree._Element) -> etree._Element:
    """Return the number of a displayed formula, which stands behind it, or the formula itself."""
    after = formula.getnext()
    return after if after is not None and after.get("class") == "equation" else formula


def _tighten(note: etree._Element) -> None:
    """Remove the white space between the blocks of a note.

    WeasyPrint 70 sets it as an empty line, because a footnote is inline until it is moved.
    """
    for element in note.iter("*"):
        children = list(element)
        if element.tag in BLOCKS or _is_block(children[:1]):
            element.text = _unless_blank(element.text)
        for number, child in enumerate(children):
            if element.tag in BLOCKS or _is_block(children[number : number + 2]):
                child.tail = _unless_blank(child.tail)


def _is_block(elements: Iterable[etree._Element]) -> bool:
    return any(element.tag in (*BLOCKS, "p", "pre") for element in elements)


def _unless_blank(text: str | None) -> str | None:
    return text if (text or "").strip() else None


def _balance(title: etree._Element, breaks: Breaks) -> None:
    """Put line breaks into a title without markup, so that its lines are of like length."""
    number = title.find("span[@class='number']")
    if len(title) > (number is not None):
        return
    words = ((number.tail if number is not None else title.text) or "").split()
    lines = [" ".join(line) for line in breaks(tuple(words))]
    if len(lines) == 1:
        return
    if number is None:
        title.text = lines[0]
    else:
        number.tail = " " + lines[0]
    for line in lines[1:]:
        turn = etree.Element("br")
        turn.tail = line
        title.append(turn)


def _set_running_heads(sections: list[etree._Element]) -> None:
    for section in sections:
        heading = section.find("h1")
        if heading is not None and section.get("data-running") is None:
            section.set("data-running", shorten_running_head(_read_words(heading)))
        elif heading is not None and not heading.get("data-short"):
            section.set("data-running", shorten_running_head(_strip_number(heading)))


def _strip_number(heading: etree._Element) -> str:
    number = heading.find("span[@class='number']")
    words = _read_words(heading)
    return words.removeprefix(number.text or "") if number is not None else words


def _read_words(heading: etree._Element) -> str:
    """Return the words of a heading without its notes and the readings of its characters."""
    aside = "ancestor::aside or ancestor::rt or ancestor::rp or ancestor::a[@class='noteref']"
    return "".join(map(str, heading.xpath(f".//text()[not({aside})]")))


def shorten_running_head(title: str, longest: int = 56) -> str:
    """Return a title short enough for one line: whole, or up to its colon, or up to a word.

    It is cut before a colon if it has one, else after a word, but not after an article or a
    preposition. `longest` is in characters, about as many as fit a 6 × 9 in page beside the folio.
    """
    title = BREAKING.sub(" ", title).strip(" ")
    if len(title) <= longest:
        return title
    head = re.split(r"[:—–?!]", title)[0].strip()
    if 0 < len(head) <= longest:
        return head
    words = title[: longest - 1].rsplit(" ", 1)[0].split()
    while len(words) > 1 and words[-1].casefold() in LEANING:
        words.pop()
    return " ".join(words).rstrip(",;:–—") + " …"
