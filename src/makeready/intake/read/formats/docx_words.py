"""The XML of a Word document → its words by the part that they play, and what it holds by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from makeready.intake.model import OwnPassage, Part
from makeready.intake.read import marks
from makeready.intake.read.formats.archive import drop, local_name, name_like
from makeready.intake.read.marks import strip_marks

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

_BREAKS = frozenset({"tab", "br", "cr", "noBreakHyphen", "ptab"})
_NOT_WORDS = frozenset({"instrText", "delInstrText", "oMath", "oMathPara", "txbxContent", "pPr"})
_PARTS = {"footnotes.xml": Part.NOTE, "endnotes.xml": Part.NOTE}
_FORMULAS = "{*}oMath"


def choose_changes(kept: str) -> tuple[str, ...]:
    """Return what tells pandoc which changes of a document it is to keep."""
    return (f"--track-changes={'all' if kept == 'mark' else kept}",)


def open_fields(tree: etree._Element) -> None:
    """Write fields of one element as runs in place, since pandoc 3.9 leaves their words out."""
    for simple in list(tree.iter("{*}fldSimple")):
        space = etree.QName(simple).namespace
        instruction = simple.makeelement(name_like(simple, "instrText"))
        instruction.text = simple.get(f"{{{space}}}instr", "")
        ends = [
            simple.makeelement(name_like(simple, "fldChar"), {f"{{{space}}}fldCharType": kind})
            for kind in ("begin", "separate", "end")
        ]
        runs = [_run(each) for each in (ends[0], instruction, *ends[1:])]
        for each in (*runs[:3], *simple, runs[3]):
            simple.addprevious(each)
        drop(simple)


def _run(held: etree._Element) -> etree._Element:
    run = held.makeelement(name_like(held, "r"))
    run.append(held)
    return run


def read_paragraphs(tree: etree._Element) -> Iterator[str]:
    """Yield the words of each paragraph, those that are deleted set aside."""
    for paragraph in tree.iter("{*}p"):
        words = "".join(_texts(paragraph, frozenset({"del", "moveFrom"})))
        if words.strip():
            yield " ".join(words.split())


def read_drawing(tree: etree._Element) -> Iterator[str]:
    """Yield the words of a diagram or a chart: its paragraphs, and the values of its cells."""
    for element in tree.iter("{*}p", "{*}v"):
        yield "".join(text for text in element.itertext() if text)


def list_passages(tree: etree._Element, member: str, changes: str) -> Iterator[OwnPassage]:
    """Yield the passages of a part of the document, numbered by paragraph.

    With changes accepted or marked, what was inserted is text; rejected, what was deleted is.
    """
    part = _PARTS.get(member.rpartition("/")[2], Part.TEXT)
    out = {"accept": ("del", "moveFrom"), "reject": ("ins", "moveTo"), "mark": ()}[changes]
    initial = ""
    for number, paragraph in enumerate(tree.iter("{*}p"), start=1):
        place = f"{member.rpartition('/')[2]}, paragraph {number}"
        words = initial + "".join(_texts(paragraph, frozenset(out)))
        initial = words if _is_initial(paragraph) else ""
        if words.strip() and not initial:
            yield OwnPassage(part=part, place=place, text=words)
        for name in out:
            for change in paragraph.iter(f"{{*}}{name}"):
                said = "".join(_texts(change, frozenset()))
                if said.strip():
                    kind = Part.INSERTED if name in {"ins", "moveTo"} else Part.DELETED
                    yield OwnPassage(part=kind, place=place, text=said)


def _is_initial(paragraph: etree._Element) -> bool:
    """Tell whether a paragraph is the large first letter of the next one."""
    frame = paragraph.find("{*}pPr/{*}framePr")
    attributes = () if frame is None else frame.attrib
    return any(etree.QName(name).localname == "dropCap" for name in attributes)


def _texts(element: etree._Element, aside: frozenset[str]) -> Iterator[str]:
    """Yield the pieces of text below an element, formulas and inner paragraphs set aside."""
    for child in element:
        name = local_name(child)
        if name in {"t", "delText"}:
            yield strip_marks(child.text or "")
        elif name == "noBreakHyphen":
            yield "\u2011"
        elif name in _BREAKS:
            yield " "
        elif name == "sym":
            yield ""
        elif name not in _NOT_WORDS and name not in aside and name != "p":
            yield from _texts(child, aside)


def count(tree: etree._Element, counts: Counter[str]) -> None:
    """Add to the counts what a part of the document holds, before anything of it is changed."""
    # a frame without a picture has an element for one, which names none
    named = (each for each in tree.iter("{*}blip", "{*}imagedata") if each.attrib)
    shown = [each for each in named if not _is_older(each)]
    counts["pictures"] += len(shown)
    counts["formulas"] += sum(1 for _ in tree.iter(_FORMULAS))
    counts["tables"] += sum(1 for each in tree.iter("{*}tbl") if not _is_older(each))
    counts["ins"] += sum(1 for _ in tree.iter("{*}ins", "{*}moveTo"))
    counts["del"] += sum(1 for _ in tree.iter("{*}del", "{*}moveFrom"))
    counts["notes"] += sum(1 for _ in tree.iter("{*}footnoteReference", "{*}endnoteReference"))


def _is_older(element: etree._Element) -> bool:
    """Tell whether something is the older form of a drawing whose newer form is there too."""
    return any(True for _ in element.iterancestors("{*}Fallback"))


def simplify(tree: etree._Element, numbering: etree._Element | None) -> None:
    """Take out older forms of drawings, and give lists that go on the name of the first of them."""
    for fallback in list(tree.iter("{*}Fallback")):
        parent = fallback.getparent()
        if parent is not None and parent.find("{*}Choice") is not None:
            drop(fallback)
    same = {} if numbering is None else _find_continued(numbering)
    for said in tree.iter("{*}numId") if same else ():
        said.attrib.update({name: same.get(str(value), value) for name, value in said.items()})


def _find_continued(numbering: etree._Element) -> dict[str, str]:
    """Return which list each goes on from: one that is defined alike and does not begin anew.

    In Word these count on (ISO/IEC 29500-1, 17.9.15); pandoc 3.9 begins each of them anew.
    """
    first: dict[str, str] = {}
    same: dict[str, str] = {}
    for each in numbering.iter("{*}num"):
        definition = each.find("{*}abstractNumId")
        if definition is not None and each.find("{*}lvlOverride") is None:
            name = _read(each, "numId")
            same[name] = first.setdefault(_read(definition, "val"), name)
    return {name: other for name, other in same.items() if name != other}


def _read(element: etree._Element, kind: str) -> str:
    named = ((etree.QName(name).localname, str(value)) for name, value in element.items())
    return next((value for name, value in named if name == kind), "")


def write_ruby(tree: etree._Element) -> None:
    """Mark the reading of characters, which pandoc leaves out with them, behind these."""
    for ruby in list(tree.iter("{*}ruby")):
        run = ruby.getparent()
        base, reading = ruby.find("{*}rubyBase"), ruby.find("{*}rt")
        if run is None or base is None or reading is None:
            continue
        words = ("".join(text.text or "" for text in e.iter("{*}t")) for e in (base, reading))
        text = etree.Element(name_like(ruby, "t"))
        text.text = marks.write_ruby(*words)
        text.tail = ruby.tail
        run.replace(ruby, text)
