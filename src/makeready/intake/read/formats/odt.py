"""An OpenDocument text → one that pandoc reads whole, with what its own XML holds.

Pandoc leaves out formulas, remarks, what tracked changes deleted and the words of most frames, and
does not know small capitals. Elements are those of OpenDocument 1.3.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from makeready.intake.model import Choices, Inventory, Metadata, OwnPassage, Part
from makeready.intake.read import marks, pandoc
from makeready.intake.read.formats import changes as tracked
from makeready.intake.read.formats.archive import Archive, drop, local_name, write_xml
from makeready.intake.read.formats.counted import count_odt
from makeready.intake.read.formats.docx import VERSE
from makeready.intake.read.formats.prepared import Prepared, make_author, report_changes
from makeready.intake.read.formats.xml.odt_lists import number_lists
from makeready.intake.read.formats.xml.odt_references import link_bookmarks

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
FORMATTING = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
LINK = "{http://www.w3.org/1999/xlink}href"
_ASIDE = frozenset(
    {"note", "annotation", "tracked-changes", "text-box", "object", "annotation-end"}
)
_INDEXES = frozenset(
    "table-of-content illustration-index table-index object-index alphabetical-index".split()
)
_LEVELS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """A style with what it has from the one that it is derived from."""

    name: str
    small: bool
    hidden: bool


@dataclass(slots=True, kw_only=True)
class _Work:
    """A document while it is prepared; what is gathered on the way grows here."""

    archive: Archive
    choices: Choices
    styles: Mapping[str, _Style]
    passages: list[OwnPassage] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    formulas: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    told: dict[str, list[str]] = field(default_factory=dict)


def prepare(name: str, data: bytes, choices: Choices) -> Prepared:
    """Return the document with formulas, frames and chosen remarks where pandoc sees them."""
    archive = Archive(name, data)
    tree = archive.tree("content.xml")
    if tree is None:
        return Prepared(data=data)
    work = _Work(archive=archive, choices=choices, styles=_styles(archive, tree))
    _count(work, tree)
    changed = tracked.settle(tree, choices.changes)
    _place_formulas(work, name, tree)
    _take_front(work, tree)
    _hide(work, tree)
    _drop_indexes(work, tree)
    _call_remarks(work, tree)
    work.counts += count_odt(tree)
    _hoist_frames(tree)
    number_lists(tree, archive.tree("styles.xml"))
    link_bookmarks(tree, work.notes)
    _mark_ruby(tree)
    work.passages += [*changed.passages, *_passages(tree)]
    _keep_headers(work, tree)
    _raise_small(work, tree)
    _mark_verse(work, tree)
    return Prepared(
        data=archive.pack({"content.xml": write_xml(tree)}),
        inventory=Inventory(passages=tuple(work.passages), counts=dict(work.counts)),
        notes=work.notes,
        formulas=work.formulas,
        metadata=_metadata(work),
        findings=report_changes(name, choices.changes, changed.inserted, changed.deleted),
    )


def _q(name: str) -> str:
    return f"{{{TEXT}}}{name}"


def _styles(archive: Archive, content: etree._Element) -> dict[str, _Style]:
    trees = [content, archive.tree("styles.xml")]
    found = {
        style.get(f"{{{STYLE}}}name", ""): style
        for tree in reversed(trees)
        if tree is not None
        for style in tree.iter(f"{{{STYLE}}}style")
    }
    return {key: _style(found, key) for key in found}


def _style(found: Mapping[str, etree._Element], key: str) -> _Style:
    chain: list[etree._Element] = []
    at = key
    while at in found and found[at] not in chain:
        chain.append(found[at])
        at = found[at].get(f"{{{STYLE}}}parent-style-name", "")
    properties = [each for style in chain for each in style.iter(f"{{{STYLE}}}text-properties")]
    variants = [each.get(f"{{{FORMATTING}}}font-variant") for each in properties]
    shown = [each.get(f"{{{TEXT}}}display") for each in properties]
    names = [each.get(f"{{{STYLE}}}display-name", "") for each in chain]
    own = [each.get(f"{{{STYLE}}}name", "").replace("_20_", " ") for each in chain]
    known = [name or other for name, other in zip(names, own, strict=True)]
    automatic = bool(re.fullmatch(r"[PT]\d+", key))
    return _Style(
        name=known[1] if automatic and len(known) > 1 else known[0],
        small=next(filter(None, variants), "") == "small-caps",
        hidden=next(filter(None, shown), "") == "none",
    )


def _of(work: _Work, element: etree._Element) -> _Style:
    key = element.get(_q("style-name"), "")
    return work.styles.get(key) or _Style(name=key.replace("_20_", " "), small=False, hidden=False)


def _count(work: _Work, tree: etree._Element) -> None:
    work.counts["notes"] = sum(1 for _ in tree.iter(_q("note")))
    work.counts["tables"] = sum(1 for _ in tree.iter("{*}table"))
    work.counts["pictures"] = sum(
        1
        for frame in tree.iter("{*}frame")
        if frame.find("{*}image") is not None and frame.find("{*}object") is None
    )


def _place_formulas(work: _Work, name: str, tree: etree._Element) -> None:
    """Put a mark where each formula stands, and learn its TeX from its MathML."""
    found = []
    for held in list(tree.iter("{*}object")):
        member = f"{held.get(LINK, '').removeprefix('./').rstrip('/')}/content.xml"
        inner = held.find("{*}math")
        formula = inner if inner is not None else work.archive.tree(member)
        frame = held.getparent()
        if formula is None or local_name(formula) != "math" or frame is None:
            continue
        found.append((frame, formula))
    texts = tex_of(name, [formula for _, formula in found])
    work.counts["formulas"] = len(found)
    for number, ((frame, _), tex) in enumerate(zip(found, texts, strict=True)):
        parent = frame.getparent()
        alone = (
            parent is not None
            and len(parent) == 1
            and not (frame.tail or parent.text or "").strip()
        )
        mark = marks.write_stand_in("display" if alone else "formula", number)
        work.formulas[str(number)] = tex
        _instead(frame, mark)


def _instead(element: etree._Element, words: str) -> None:
    element.tail = words + (element.tail or "")
    drop(element)


def tex_of(name: str, formulas: list[etree._Element]) -> list[str]:
    """Return the TeX of each MathML formula: what it carries as a note of it, else pandoc's."""
    noted = [_annotation(formula) for formula in formulas]
    unsaid = [formula for formula, tex in zip(formulas, noted, strict=True) if not tex]
    if not unsaid:
        return noted
    page = "".join(f"<p>{etree.tostring(_plain_math(f), encoding='unicode')}</p>" for f in unsaid)
    made = iter(pandoc.read_formulas(name, page, len(unsaid)))
    return [tex or next(made) for tex in noted]


def _annotation(formula: etree._Element) -> str:
    for note in formula.iter("{*}annotation"):
        if "tex" in note.get("encoding", "").lower():
            return " ".join((note.text or "").split())
    return ""


def _plain_math(formula: etree._Element) -> etree._Element:
    """Return MathML without namespace prefixes and without notes in other languages."""
    copy = etree.Element("math")
    for child in formula:
        if local_name(child) == "semantics":
            return _plain_math(child)
        if local_name(child) and local_name(child) not in {"annotation", "annotation-xml"}:
            copy.append(_bare(child))
    return copy


def _bare(element: etree._Element) -> etree._Element:
    bare = etree.Element(local_name(element))
    bare.text = element.text
    for key, value in element.attrib.items():
        if not str(key).startswith("{"):
            bare.set(str(key), str(value))
    bare.extend([_bare(child) for child in element if local_name(child)])
    return bare


def _take_front(work: _Work, tree: etree._Element) -> None:
    """Take title, subtitle and author out of the text where styles say that they are these."""
    kinds = {"title": "title", "subtitle": "subtitle", "author": "author"}
    for paragraph in list(tree.iter(_q("p"))):
        kind = kinds.get(_of(work, paragraph).name.lower())
        words = " ".join("".join(_texts(paragraph)).split())
        if kind is None or not words or paragraph.find(f".//{_q('note')}") is not None:
            continue
        if kind != "author" and kind in work.told:
            continue
        work.told.setdefault(kind, []).append(words)
        work.passages.append(OwnPassage(part=Part.FRONT, place=f"the {kind}", text=words))
        drop(paragraph)


def _metadata(work: _Work) -> Metadata:
    tree = work.archive.tree("meta.xml")
    held = () if tree is None else tree.iter()
    said = {local_name(each): " ".join((each.text or "").split()) for each in held}
    creator = said.get("initial-creator") or said.get("creator", "")
    names = work.told.get("author") or [creator]
    return Metadata(
        title=(work.told.get("title") or [said.get("title", "")])[0],
        subtitle=(work.told.get("subtitle") or [""])[0],
        people=tuple(make_author(name) for name in names if name),
        description=said.get("description", ""),
        language=said.get("language", ""),
    )


def _hide(work: _Work, tree: etree._Element) -> None:
    """Take out hidden words unless they are to be kept, and remember them."""
    styled = tree.iter(_q("span"), _q("p"), _q("section"))
    hidden = [
        *tree.iter(_q("hidden-text"), _q("hidden-paragraph")),
        *(each for each in styled if _of(work, each).hidden or each.get(_q("display")) == "none"),
    ]
    for each in hidden:
        words = each.get(_q("string-value")) or "".join(_texts(each))
        if work.choices.hidden == "keep":
            if each.get(_q("string-value")):
                _instead(each, words)
            continue
        if words.strip():
            work.passages.append(OwnPassage(part=Part.HIDDEN, place="hidden text", text=words))
        drop(each)


def _drop_indexes(work: _Work, tree: etree._Element) -> None:
    """Take out lists that have another book's page numbers."""
    for index in [each for each in tree.iter() if local_name(each) in _INDEXES]:
        words = " ".join("".join(_texts(each)) for each in index.iter(_q("p")))
        work.passages.append(OwnPassage(part=Part.LIST, place=local_name(index), text=words))
        drop(index)


def _call_remarks(work: _Work, tree: etree._Element) -> None:
    """Take remarks out of the text, or put a note's mark where each stands."""
    for remark in list(tree.iter("{*}annotation")):
        parent = remark.getparent()
        if parent is not None and local_name(parent) == "semantics":
            continue
        said = [" ".join("".join(_texts(each)).split()) for each in remark.iter(_q("p"))]
        author = next((each.text or "" for each in remark.iter("{*}creator")), "")
        words = " ".join(said)
        words = f"{author}: {words}" if author else words
        if work.choices.comments == "omit":
            work.passages.append(OwnPassage(part=Part.COMMENT, place="a comment", text=words))
            drop(remark)
            continue
        number = len(work.notes)
        work.notes[str(number)] = words
        _instead(remark, marks.write_stand_in("note", number))


def _hoist_frames(tree: etree._Element) -> None:
    """Put the words of frames behind the paragraphs that they hang from, as boxes.

    A frame of one paragraph with a picture is a picture with its caption, which pandoc knows.
    """
    for held in list(tree.iter("{*}text-box")):
        host = next(iter(held.iterancestors(_q("p"), _q("h"))), None)
        frame = held.getparent()
        if frame is None or host is None or _is_caption(held):
            continue
        _box(host, list(held))
        drop(frame)
    for shape in list(tree.iter("{*}custom-shape", "{*}rect", "{*}ellipse")):
        host = next(iter(shape.iterancestors(_q("p"), _q("h"))), None)
        words = [each for each in shape if local_name(each) in {"p", "list"}]
        if host is not None and "".join(shape.itertext()).strip():
            _box(host, words)


def _is_caption(held: etree._Element) -> bool:
    """Tell whether a frame holds a picture with its caption in the same paragraph, and no more."""
    return len(held) == 1 and held.find(".//{*}frame/{*}image") is not None


def _box(host: etree._Element, held: list[etree._Element]) -> None:
    at = host
    for block in (_paragraph(marks.begin("box")), *held, _paragraph(marks.end("box"))):
        at.addnext(block)
        block.tail = None
        at = block


def _paragraph(words: str) -> etree._Element:
    paragraph = etree.Element(_q("p"))
    paragraph.text = words
    return paragraph


def _passages(tree: etree._Element) -> Iterator[OwnPassage]:
    for number, paragraph in enumerate(tree.iter(_q("p"), _q("h")), start=1):
        words = "".join(_texts(paragraph))
        if words.strip():
            inside = any(True for _ in paragraph.iterancestors(_q("note-body")))
            part = Part.NOTE if inside else Part.TEXT
            yield OwnPassage(part=part, place=f"content.xml, paragraph {number}", text=words)


def _texts(element: etree._Element) -> Iterator[str]:
    """Yield the text of a paragraph; notes, remarks and frames have paragraphs of their own."""
    yield marks.strip_marks(element.text or "")
    for child in element:
        name = local_name(child)
        if name in {"s", "tab", "line-break"}:
            yield " "
        elif (
            name and name not in _ASIDE and name not in {"p", "h", "bookmark-ref"}
        ) or name == "bookmark-ref":
            yield from _texts(child)
        yield marks.strip_marks(child.tail or "")


def _keep_headers(work: _Work, tree: etree._Element) -> None:
    """Take account of running heads and feet, and keep them as a box where that is chosen."""
    styles = work.archive.tree("styles.xml")
    told: dict[str, None] = {}
    for held in () if styles is None else styles.iter(f"{{{STYLE}}}header", f"{{{STYLE}}}footer"):
        words = " ".join("".join(_texts(each)) for each in held.iter(_q("p"))).strip()
        if any(character.isalpha() for character in words):
            told.setdefault(" ".join(words.split()))
    body = next(iter(tree.iter("{*}text")), None)
    if told and work.choices.headers == "keep" and body is not None:
        for words in (marks.begin("box"), *told, marks.end("box")):
            body.append(_paragraph(words))
        return
    work.passages += [OwnPassage(part=Part.HEADER, place="styles.xml", text=each) for each in told]


def _raise_small(work: _Work, tree: etree._Element) -> None:
    """Mark words in small capitals."""
    for span in tree.iter(_q("span")):
        if _of(work, span).small:
            span.text = marks.begin("smallcaps") + (span.text or "")
            if len(span):
                span[-1].tail = (span[-1].tail or "") + marks.end("smallcaps")
            else:
                span.text += marks.end("smallcaps")


def _mark_ruby(tree: etree._Element) -> None:
    """Mark characters and their reading, of which pandoc makes one word."""
    for ruby in list(tree.iter(_q("ruby"))):
        parts = (ruby.find(_q("ruby-base")), ruby.find(_q("ruby-text")))
        words = ["" if part is None else "".join(_texts(part)) for part in parts]
        tail = ruby.tail
        ruby.clear()
        ruby.tag, ruby.text, ruby.tail = _q("span"), marks.write_ruby(*words), tail


def _mark_verse(work: _Work, tree: etree._Element) -> None:
    """Mark runs of neighbouring paragraphs that are styled as verse."""
    lines = [each for each in tree.iter(_q("p")) if VERSE.search(_of(work, each).name)]
    for at, line in enumerate(lines):
        if at == 0 or lines[at - 1].getnext() is not line:
            line.addprevious(_paragraph(marks.begin("verse")))
        if at + 1 == len(lines) or line.getnext() is not lines[at + 1]:
            line.addnext(_paragraph(marks.end("verse")))
