"""A Word document → one that pandoc reads whole, with what its own XML holds.

Pandoc leaves out text boxes, running heads, remarks, deleted words and what a diagram says, and
prints hidden words. Part names and elements are those of ECMA-376, WordprocessingML.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from posixpath import join, normpath
from typing import TYPE_CHECKING

from lxml import etree

from makeready.intake.model import Choices, Inventory, Metadata, OwnPassage, Part
from makeready.intake.read import marks
from makeready.intake.read.apparatus import word, word_notes
from makeready.intake.read.apparatus.index_marks import COUNTED
from makeready.intake.read.apparatus.word_languages import read_languages
from makeready.intake.read.formats import docx_words
from makeready.intake.read.formats.archive import Archive, drop, local_name, write_xml
from makeready.intake.read.formats.counted import count_word
from makeready.intake.read.formats.prepared import Prepared, make_author, report_changes
from makeready.intake.read.pictures import report_linked

if TYPE_CHECKING:
    from collections.abc import Iterator

BODY = "word/document.xml"
_RELATIONS = "word/_rels/document.xml.rels"
_STORIES = (BODY, "word/footnotes.xml", "word/endnotes.xml")
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OFF = frozenset({"0", "false", "off", "none"})
VERSE = re.compile(r"vers|poem|poetry|lyric|stanza|gedicht|poème|poesia", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|contents|inhaltsverzeichnis|table of \w+) ?\d*\Z", re.IGNORECASE)
_HEADING = re.compile(r"heading \d\Z", re.IGNORECASE)
_LEVELS, _SHORT = 6, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """A paragraph or character style, with what it has from the one that it is based on."""

    name: str
    hidden: bool
    level: int | None


@dataclass(slots=True, kw_only=True)
class _Work:
    """A document while it is prepared; what is gathered on the way grows here."""

    archive: Archive
    choices: Choices
    space: str
    styles: Mapping[str, _Style]
    comments: Mapping[str, str]
    passages: list[OwnPassage] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def qualify(self, name: str) -> str:
        """Return a name of WordprocessingML with its namespace."""
        return f"{{{self.space}}}{name}"


def prepare(name: str, data: bytes, choices: Choices) -> Prepared:
    """Return the document with boxes, diagrams and chosen remarks where pandoc sees them."""
    archive = Archive(name, data)
    body = archive.tree(BODY)
    if body is None:
        return Prepared(data=data, options=docx_words.choose_changes(choices.changes))
    work = _work(word_notes.refuse_rings(name, archive), choices, body)
    languages = read_languages(archive, body)
    changed: dict[str, bytes] = {}
    fields = word.Fields(meanings=work.notes)
    for member in _STORIES:
        tree = body if member == BODY else archive.tree(member)
        if tree is not None:
            docx_words.open_fields(tree)
            _prepare_story(work, member, tree)
            languages.mark(tree, work.notes)
            fields.take(tree)
            changed[member] = write_xml(tree)
    work.counts[COUNTED] = fields.marked
    return Prepared(
        data=archive.pack(changed),
        inventory=Inventory(
            passages=tuple(work.passages),
            counts={kind: count for kind, count in work.counts.items() if len(kind) > _SHORT},
        ),
        notes=work.notes,
        metadata=_core(archive, languages.language),
        findings=(
            *report_changes(name, choices.changes, work.counts["ins"], work.counts["del"]),
            *report_linked(name, body, archive.tree(_RELATIONS)),
        ),
        corrections=tuple(fields.corrections),
        options=docx_words.choose_changes(choices.changes),
        extensions="+citations" if fields.cites else "",
    )


def _work(archive: Archive, choices: Choices, body: etree._Element) -> _Work:
    space = etree.QName(body).namespace or ""
    return _Work(
        archive=archive,
        choices=choices,
        space=space,
        styles=_styles(archive, space),
        comments=_comments(archive),
    )


def _styles(archive: Archive, space: str) -> dict[str, _Style]:
    tree = archive.tree("word/styles.xml")
    if tree is None:
        return {}
    found = {style.get(f"{{{space}}}styleId", ""): style for style in tree.iter("{*}style")}
    return {key: _style(found, key, space) for key in found}


def _style(found: Mapping[str, etree._Element], key: str, space: str) -> _Style:
    """Return a style with what it inherits; a chain that runs in a circle ends where it began."""
    chain: list[etree._Element] = []
    at = key
    while at in found and found[at] not in chain:
        chain.append(found[at])
        based = found[at].find(f"{{{space}}}basedOn")
        at = "" if based is None else based.get(f"{{{space}}}val", "")
    value = f"{{{space}}}val"
    names = [each.find(f"{{{space}}}name") for each in chain]
    levels = [
        int(level.get(value, "9"))
        for each in chain
        for level in each.iter(f"{{{space}}}outlineLvl")
        if level.get(value, "").isdecimal()
    ]
    return _Style(
        name="" if names[0] is None else names[0].get(value, ""),
        hidden=any(_on(each.find(f"{{{space}}}rPr/{{{space}}}vanish"), value) for each in chain),
        level=levels[0] if levels and levels[0] < _LEVELS else None,
    )


def _on(element: etree._Element | None, value: str) -> bool:
    return element is not None and element.get(value, "1").lower() not in _OFF


def _comments(archive: Archive) -> dict[str, str]:
    tree = archive.tree("word/comments.xml")
    if tree is None:
        return {}
    space = f"{{{etree.QName(tree).namespace}}}"
    found = {}
    for comment in tree.iter(f"{space}comment"):
        words = " ".join(docx_words.read_paragraphs(comment))
        author = comment.get(f"{space}author", "")
        found[comment.get(f"{space}id", "")] = f"{author}: {words}" if author else words
    return found


def _core(archive: Archive, language: str) -> Metadata:
    """Return what Word's own form of the document's properties says."""
    tree = archive.tree("docProps/core.xml")
    if tree is None:
        return Metadata(language=language)
    told = {local_name(each): " ".join((each.text or "").split()) for each in tree}
    names = [name.strip() for name in told.get("creator", "").split(";") if name.strip()]
    return Metadata(
        title=told.get("title", ""),
        people=tuple(make_author(name) for name in names),
        description=told.get("description", ""),
        language=told.get("language", "") or language,
    )


def _prepare_story(work: _Work, member: str, tree: etree._Element) -> None:
    docx_words.count(tree, work.counts)
    docx_words.simplify(tree, work.archive.tree("word/numbering.xml"))
    _place_diagrams(work, member, tree)
    _hoist_boxes(work, tree)
    if member == BODY:
        _drop_contents(work, tree)
        _keep_headers(work, tree)
    _hide(work, tree)
    work.counts += count_word(tree, partial(_is_heading, work), work.space)
    docx_words.write_ruby(tree)
    work.passages += docx_words.list_passages(tree, member, work.choices.changes)
    _call_comments(work, tree)
    _style_paragraphs(work, tree)


def _place_diagrams(work: _Work, member: str, tree: etree._Element) -> None:
    """Put the words of each diagram and chart into a box at its place."""
    relations = _relations(work.archive, member)
    for shown in [*tree.iter("{*}relIds"), *tree.iter("{*}chart")]:
        target = relations.get(shown.get(f"{_RELATED}dm") or shown.get(f"{_RELATED}id") or "", "")
        part = work.archive.tree(target)
        host = _host(shown, work)
        if part is None or host is None:
            continue
        work.counts["pictures"] += 1
        words = [" ".join(text.split()) for text in docx_words.read_drawing(part)]
        _box(work, host, [_plain(work, text) for text in words if text])


def _relations(archive: Archive, member: str) -> dict[str, str]:
    folder, _, file = member.rpartition("/")
    tree = archive.tree(f"{folder}/_rels/{file}.rels")
    if tree is None:
        return {}
    return {
        each.get("Id", ""): normpath(join(folder, each.get("Target", ""))).lstrip("/")
        for each in tree
        if isinstance(each.tag, str) and each.get("TargetMode") != "External"
    }


def _host(element: etree._Element, work: _Work) -> etree._Element | None:
    """Return the paragraph that something stands in."""
    return next(iter(element.iterancestors(work.qualify("p"))), None)


def _plain(work: _Work, words: str) -> etree._Element:
    paragraph = etree.Element(work.qualify("p"))
    run = etree.SubElement(paragraph, work.qualify("r"))
    text: etree._Element = etree.SubElement(run, work.qualify("t"))
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    text.text = words
    return paragraph


def _box(work: _Work, host: etree._Element, content: list[etree._Element]) -> None:
    """Put blocks behind a paragraph, and behind the boxes that stand there, as a box."""
    if not content:
        return
    worded = any("".join(each.itertext()).strip() for each in content)
    begin, end = (marks.begin("box"), marks.end("box")) if worded else ("", "")
    placed = [_plain(work, begin), *content, _plain(work, end)] if worded else content
    at = host
    while (after := at.getnext()) is not None and after.get("box") == "yes":
        at = after
    for block in placed:
        block.set("box", "yes")
        at.addnext(block)
        at = block


def _hoist_boxes(work: _Work, tree: etree._Element) -> None:
    """Put what stands in text boxes behind the paragraphs that they hang from."""
    for held in list(tree.iter(work.qualify("txbxContent"))):
        host = _host(held, work)
        if host is not None:
            _box(work, host, list(held))
    for shape in list(tree.iter("{*}textpath")):
        host = _host(shape, work)
        words = shape.get("string", "").strip()
        if host is not None and words:
            _box(work, host, [_plain(work, words)])
    for block in tree.iter("{*}p", "{*}tbl", "{*}sdt"):
        block.attrib.pop("box", None)


def _drop_contents(work: _Work, tree: etree._Element) -> None:
    """Take out the typed contents list, whose page numbers are another book's."""
    words = []
    for paragraph in list(tree.iter(work.qualify("p"))):
        if _CONTENTS.match(_style_of(work, paragraph).name):
            words.append(" ".join(docx_words.read_paragraphs(paragraph)))
            drop(paragraph)
    if any(words):
        work.passages.append(
            OwnPassage(part=Part.LIST, place="the contents list", text="\n".join(words))
        )


def _style_of(work: _Work, paragraph: etree._Element) -> _Style:
    named = paragraph.find(f"{work.qualify('pPr')}/{work.qualify('pStyle')}")
    key = "" if named is None else named.get(work.qualify("val"), "")
    return work.styles.get(key) or _Style(name=key, hidden=False, level=None)


def _keep_headers(work: _Work, tree: etree._Element) -> None:
    """Take account of running heads and feet, and keep them as a box where that is chosen."""
    told: dict[str, str] = {}
    for member in work.archive.names:
        if re.fullmatch(r"word/(?:header|footer)\d*\.xml", member):
            part = work.archive.tree(member)
            words = [] if part is None else list(docx_words.read_paragraphs(part))
            text = " ".join(filter(None, words))
            if any(character.isalpha() for character in text):
                told.setdefault(text, member)
    kept = work.choices.headers == "keep"
    body = tree.find(work.qualify("body"))
    for text, member in told.items():
        if not kept or body is None:
            work.passages.append(OwnPassage(part=Part.HEADER, place=member, text=text))
    if kept and told and body is not None:
        last = body[-1] if len(body) and local_name(body[-1]) != "sectPr" else None
        anchor = _plain(work, "")
        body.insert(len(body) if last is not None else max(len(body) - 1, 0), anchor)
        _box(work, anchor, [_plain(work, text) for text in told])
        for block in body:
            block.attrib.pop("box", None)


def _hide(work: _Work, tree: etree._Element) -> None:
    """Take out hidden words unless they are to be kept, and remember them."""
    if work.choices.hidden == "keep":
        return
    for run in list(tree.iter(work.qualify("r"))):
        words = "".join(text.text or "" for text in run.iter(work.qualify("t")))
        if _is_hidden(work, run):
            drop(run)
            work.passages += [OwnPassage(part=Part.HIDDEN, place="hidden text", text=words)]


def _is_hidden(work: _Work, run: etree._Element) -> bool:
    properties = run.find(work.qualify("rPr"))
    if properties is None:
        return False
    own = properties.find(work.qualify("vanish"))
    if own is not None:
        return _on(own, work.qualify("val"))
    named = properties.find(work.qualify("rStyle"))
    style = None if named is None else work.styles.get(named.get(work.qualify("val"), ""))
    return style is not None and style.hidden


def _call_comments(work: _Work, tree: etree._Element) -> None:
    """Put a note's mark where a remark is called, if remarks are to be notes."""
    for call in list(tree.iter(work.qualify("commentReference"))):
        words = work.comments.get(call.get(work.qualify("id"), ""), "")
        if not words:
            continue
        if work.choices.comments == "omit":
            work.passages.append(OwnPassage(part=Part.COMMENT, place="a comment", text=words))
            continue
        number = len(work.notes)
        work.notes[str(number)] = words
        mark = etree.Element(work.qualify("t"))
        mark.text = marks.write_stand_in("note", number)
        call.addnext(mark)


def _style_paragraphs(work: _Work, tree: etree._Element) -> None:
    """Make headings of paragraphs with an outline level, and verse of those styled as verse."""
    for paragraph in list(tree.iter(work.qualify("p"))):
        level = _outline_level(work, paragraph)
        if level is not None and not _HEADING.match(_style_of(work, paragraph).name):
            _set_style(work, paragraph, f"Heading{level + 1}")
    for run in _verse(work, tree):
        run[0].addprevious(_plain(work, marks.begin("verse")))
        run[-1].addnext(_plain(work, marks.end("verse")))


def _is_heading(work: _Work, paragraph: etree._Element) -> bool:
    named = _HEADING.match(_style_of(work, paragraph).name)
    return bool(named) or _outline_level(work, paragraph) is not None


def _outline_level(work: _Work, paragraph: etree._Element) -> int | None:
    """Return the level at which Word lists a paragraph in the outline, None where it does not."""
    own = paragraph.find(f"{work.qualify('pPr')}/{work.qualify('outlineLvl')}")
    told = _style_of(work, paragraph).level
    level = told if own is None else int(own.get(work.qualify("val"), "9") or 9)
    return None if level is None or level >= _LEVELS else level


def _set_style(work: _Work, paragraph: etree._Element, style: str) -> None:
    if not "".join(paragraph.itertext()).strip():
        return
    properties = paragraph.find(work.qualify("pPr"))
    if properties is None:
        properties = etree.Element(work.qualify("pPr"))
        paragraph.insert(0, properties)
    named = properties.find(work.qualify("pStyle"))
    if named is None:
        named = etree.Element(work.qualify("pStyle"))
        properties.insert(0, named)
    named.set(work.qualify("val"), style)


def _verse(work: _Work, tree: etree._Element) -> Iterator[list[etree._Element]]:
    """Yield each run of neighbouring paragraphs that are styled as verse."""
    run: list[etree._Element] = []
    for paragraph in list(tree.iter(work.qualify("p"))):
        if not VERSE.search(_style_of(work, paragraph).name):
            continue
        if run and run[-1].getnext() is not paragraph:
            yield run
            run = []
        run.append(paragraph)
    if run:
        yield run
