"""Finished files → the same with one fault each, as a careless hand would leave them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pikepdf
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable

H = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage


def rezip(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """Return the zip with what `change` makes of each file."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            changed = change(entry.filename, old.read(entry))
            new.writestr(entry, changed, compresslevel=1)
    return out.getvalue()


def change_trees(data: bytes, change: Callable[[str, etree._Element], None]) -> bytes:
    """Return the EPUB with what `change` makes of each of its documents."""

    def one(name: str, content: bytes) -> bytes:
        if not name.endswith((".xhtml", ".ncx")):
            return content
        root = etree.fromstring(content)
        change(name, root)
        return etree.tostring(root, encoding="utf-8", xml_declaration=True)

    return rezip(data, one)


def without_first_note(epub: bytes) -> bytes:
    """Return the EPUB without its first note; the call stays."""
    dropped: list[etree._Element] = []

    def drop(_: str, root: etree._Element) -> None:
        note = root.find(f".//{H}aside")
        if note is not None and not dropped:
            dropped.append(note)
            parent = note.getparent()
            assert parent is not None
            parent.remove(note)

    return change_trees(epub, drop)


def with_pages_shifted(epub: bytes) -> bytes:
    """Return the EPUB whose page-lists lead, for every page but the last, to the next."""

    def shift(name: str, root: etree._Element) -> None:
        if name.endswith(".ncx"):
            found, key = root.findall(f".//{NCX}pageTarget/{NCX}content"), "src"
        else:
            navs = [nav for nav in root.iter(f"{H}nav") if nav.get(TYPE) == "page-list"]
            found, key = [a for nav in navs for a in nav.iter(f"{H}a")], "href"
        targets = [element.get(key, "") for element in found]
        for element, target in zip(found, [*targets[1:], *targets[-1:]], strict=True):
            element.set(key, target)

    return change_trees(epub, shift)


def without_page(epub: bytes, label: str) -> bytes:
    """Return the EPUB whose page-lists have not the page of this label."""

    def drop(_: str, root: etree._Element) -> None:
        listed = [
            a
            for nav in root.iter(f"{H}nav")
            if nav.get(TYPE) == "page-list"
            for a in nav.iter(f"{H}a")
        ]
        found = [a.getparent() for a in listed if a.text == label]
        found += [
            each
            for each in root.iter(f"{NCX}pageTarget")
            if each.findtext(f"{NCX}navLabel/{NCX}text") == label
        ]
        for each in found:
            parent = None if each is None else each.getparent()
            assert each is not None
            assert parent is not None
            parent.remove(each)

    return change_trees(epub, drop)


def with_broken_link(epub: bytes) -> bytes:
    """Return the EPUB in which the section that a cross reference leads to has lost its id."""

    def forget(_: str, root: etree._Element) -> None:
        for element in root.iter(f"{H}section"):
            if element.get("id") == "sec-neighbours":
                del element.attrib["id"]

    return change_trees(epub, forget)


def with_word_altered(epub: bytes) -> bytes:
    """Return the EPUB with one word of a paragraph altered."""

    def alter(_: str, root: etree._Element) -> None:
        for element in root.iter(f"{H}p"):
            if element.text and "lamps" in element.text:
                element.text = element.text.replace("lamps", "lumps")

    return change_trees(epub, alter)


def change_page(pdf: bytes, number: int, change: Callable[[list[Instruction]], None]) -> bytes:
    """Return the PDF with what `change` makes of the instructions of one page, from 0."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[number]
        instructions = list(pikepdf.parse_content_stream(page))
        change(instructions)
        page.Contents = opened.make_stream(pikepdf.unparse_content_stream(instructions))
        opened.save(out)
    return out.getvalue()


def _shown(instructions: list[Instruction]) -> list[tuple[int, bytes]]:
    """Return every instruction that shows type, with the codes of its glyphs."""
    found = []
    for place, instruction in enumerate(instructions):
        operator = str(instruction.operator)
        if operator == "TJ":
            parts = list(instruction.operands[0])
            texts = [bytes(p) for p in parts if isinstance(p, pikepdf.String)]
            found.append((place, b"".join(texts)))
        elif operator == "Tj":
            found.append((place, bytes(instruction.operands[0])))
    return found


def _show(codes: bytes) -> pikepdf.ContentStreamInstruction:
    return pikepdf.ContentStreamInstruction([pikepdf.String(codes)], pikepdf.Operator("Tj"))


def reverse_longest_line(instructions: list[Instruction]) -> None:
    """Set the longest line of a page backwards."""
    place, codes = max(_shown(instructions), key=lambda found: len(found[1]))
    glyphs = [codes[n : n + 2] for n in range(0, len(codes), 2)]
    instructions[place] = _show(b"".join(reversed(glyphs)))


def swap_numbers(instructions: list[Instruction]) -> None:
    """Exchange the two short runs of the contents that differ: the numbers of two lines."""
    short = [found for found in _shown(instructions) if len(found[1]) == 2]
    first = short[0]
    other = next(found for found in short if found[1] != first[1])
    instructions[first[0]], instructions[other[0]] = _show(other[1]), _show(first[1])


def sink(instructions: list[Instruction]) -> None:
    """Move the first run of type on the page a thousand points down."""
    place = next(n for n, each in enumerate(instructions) if str(each.operator) == "Tm")
    operands = [float(o) for o in instructions[place].operands]
    operands[5] += 1000  # the page is drawn with its y axis turned down
    moved = pikepdf.ContentStreamInstruction(operands, pikepdf.Operator("Tm"))
    instructions[place] = moved


def without_destinations(pdf: bytes) -> bytes:
    """Return the PDF whose links have lost the names of their destinations."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        if "/Names" in opened.Root:
            del opened.Root.Names
        for page in opened.pages:
            for note in page.obj.get("/Annots", pikepdf.Array()):
                if "/Dest" in note and isinstance(note.Dest, pikepdf.Array):
                    del note.Dest
        opened.save(out)
    return out.getvalue()


def with_other_formula(epub: bytes) -> bytes:
    """Return the EPUB in which another text says the first formula."""

    def alter(_: str, root: etree._Element) -> None:
        for formula in root.iter("{http://www.w3.org/1998/Math/MathML}math"):
            if formula.get("alttext") == "h":
                formula.set("alttext", "k")

    return change_trees(epub, alter)


def without_formula(pdf: bytes) -> bytes:
    """Return the PDF in whose structure a formula has lost what it shows."""
    with pikepdf.open(io.BytesIO(pdf)) as book:
        for item in book.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Formula":
                item.K = pikepdf.Array()
                break
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()
