"""The lists of references of an article in JATS → paragraphs that its citations link to.

Pandoc knows the works only as data, and keeps of a citation nothing but its key.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from makeready.intake.read import marks
from makeready.intake.read.formats.archive import drop, local_name, name_like
from makeready.intake.read.formats.xml.words import (
    NAME_ORDER,
    has_text,
    is_inside,
    join_words,
    make_element,
    space_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_STYLES = frozenset("bold italic sub sup sc underline monospace ext-link uri".split())
_PEOPLE = frozenset({"person-group", "name", "string-name", "collab"})
_PLACES = {
    "volume": (" ", ""),
    "issue": (" (", ")"),
    "fpage": (": ", ""),
    "elocation-id": (": ", ""),
    "lpage": ("\u2013", ""),
}
"""What stands before and behind parts of a citation that say where in a journal something is."""

_LABEL_SIGNS = " .[]()"


def drop_alternatives(tree: etree._Element) -> None:
    """Drop the other forms of a citation, of which all words are in the first one."""
    for forms in list(tree.iter("{*}citation-alternatives")):
        first, *others = (each for each in forms if local_name(each))
        said = set(_words(first))
        for other in others:
            if said.issuperset(_words(other)):
                drop(other)


def _words(element: etree._Element) -> list[str]:
    return re.findall(r"\w+", space_words(element).casefold())


def write_target(name: str, anchors: dict[str, str]) -> str:
    """Return the mark of a place that links may mean; pandoc has no element for one."""
    if not name:
        return ""
    number = len(anchors)
    anchors[str(number)] = name
    return marks.write_stand_in("anchor", number)


def write_references(tree: etree._Element, anchors: dict[str, str]) -> None:
    """Make a section of paragraphs of each list of references."""
    for listed in list(tree.iter("{*}ref-list")):
        section = make_element(listed, "sec")
        title = listed.find("{*}title")
        if title is not None or not is_inside_list(listed):
            section.append(make_element(listed, "title", join_words(title) or "References"))
        for child in list(listed):
            if local_name(child) == "ref":
                section.append(_reference(child, anchors))
            elif local_name(child) not in {"title", "label"} and local_name(child):
                section.append(child)
        parent = listed.getparent()
        if parent is not None:
            parent.replace(listed, section)


def is_inside_list(listed: etree._Element) -> bool:
    """Tell whether a list of references is a part of another one."""
    parent = listed.getparent()
    return parent is not None and is_inside(parent, {"ref-list"})


def _reference(ref: etree._Element, anchors: dict[str, str]) -> etree._Element:
    """Return a reference as a paragraph that a citation can point to."""
    paragraph = make_element(ref, "p")
    label = join_words(ref.find("{*}label"))
    paragraph.text = f"{write_target(ref.get('id', ''), anchors)}{label}"
    for part in _list_parts(ref):
        name = local_name(part)
        if name == "mixed-citation" or (name == "citation" and has_text(part)):
            _add_words(paragraph, " " if label else "")
            _copy_words(part, paragraph)
        else:
            is_data = name.endswith("citation") and not (part.text or "").strip()
            words = _write_citation(part) if is_data else space_words(part)
            _add_words(paragraph, f" {words}" if len(paragraph) or _has_words(paragraph) else words)
    return paragraph


def _has_words(paragraph: etree._Element) -> bool:
    return bool(marks.strip_marks(paragraph.text or ""))


def _list_parts(ref: etree._Element) -> Iterator[etree._Element]:
    for child in ref:
        if local_name(child) == "citation-alternatives":
            yield from (each for each in child if local_name(each))
        elif local_name(child) not in {"label", ""}:
            yield child


def _copy_words(element: etree._Element, target: etree._Element) -> None:
    """Copy what an element says into another one, with its emphasis, and no two words as one."""
    _add_words(target, element.text or "")
    for child in element:
        name = local_name(child)
        if name in _STYLES:
            styled = etree.SubElement(target, name_like(target, name), dict(child.attrib))
            _copy_words(child, styled)
        elif name:
            _copy_words(child, target)
        _add_words(target, child.tail or "")


def _add_words(target: etree._Element, words: str) -> None:
    """Add words behind the last of an element; a space parts two letters that would touch."""
    last = target[-1] if len(target) else None
    before = (target.text if last is None else last.tail) or ""
    text = before or (join_words(last) if last is not None else "")
    glued = text[-1:].isalnum() and words[:1].isalnum()
    said = f"{before}{' ' if glued else ''}{words}"
    if last is None:
        target.text = said
    else:
        last.tail = said


def _write_citation(citation: etree._Element) -> str:
    """Return the parts of a citation in words, people first."""
    people = [_person(each) for each in citation.iter("{*}name", "{*}string-name", "{*}collab")]
    rest: list[str] = []
    for each in citation:
        before, behind = _PLACES.get(local_name(each), ("", ""))
        words = space_words(each)
        if rest and before and words:
            rest[-1] += f"{before}{words}{behind}"
        elif local_name(each) not in {*_PEOPLE, ""}:
            rest.append(words)
    said = [", ".join(filter(None, people)), *rest]
    said += [join_words(each) for each in citation.iter("{*}etal")]
    return ". ".join(part.rstrip(".") for part in said if part) + "."


def _person(name: etree._Element) -> str:
    if local_name(name) == "collab":
        return join_words(name)
    parts = {local_name(each): join_words(each) for each in name}
    said = " ".join(parts[key] for key in NAME_ORDER if parts.get(key))
    return said or join_words(name)


def write_citations(tree: etree._Element) -> None:
    """Let citations be links with their own words, one for each work that they name.

    One without words says what its work is called by: its label, or people and year.
    """
    called = {ref.get("id", ""): _call(ref) for ref in tree.iter("{*}ref")}
    for cited in list(tree.iter("{*}xref")):
        if cited.get("ref-type") != "bibr" and cited.get("rid") not in called:
            continue
        named = (cited.get("rid") or "").split()
        if not join_words(cited):
            words = [called.get(name) or name for name in named]
            _replace(cited, [("[", ""), *_join(words, named), ("]", "")])
        elif len(named) > 1 and not len(cited):
            _replace(cited, _divide(cited.text or "", named, called))
        else:
            cited.set("ref-type", "sec")
            cited.set("rid", named[0] if named else "")


def _call(ref: etree._Element) -> str:
    label = join_words(ref.find("{*}label")).strip(_LABEL_SIGNS)
    people = [join_words(each) for each in ref.iter("{*}surname", "{*}collab")]
    years = [join_words(each) for each in ref.iter("{*}year")]
    return label or " ".join((*people[:1], *years[:1]))


def _join(words: Sequence[str], named: Sequence[str]) -> Iterator[tuple[str, str]]:
    for place, (word, name) in enumerate(zip(words, named, strict=True)):
        yield ("; " if place else "", "")
        yield word, name


def _divide(text: str, named: Sequence[str], called: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the words of a citation in pieces, each with the work that it links to, or "".

    A work is found by its label or, where its label is not among the words, stands for all of them.
    """
    pieces: list[tuple[str, str]] = []
    rest = text
    for name in named:
        label = called.get(name, "")
        found = re.search(rf"(?<!\w){re.escape(label)}(?!\w)", rest) if label else None
        if found is not None:
            pieces += [(rest[: found.start()], ""), (found[0], name)]
            rest = rest[found.end() :]
    if not pieces:
        return [(text, named[0])]
    return [*pieces, (rest, "")]


def _replace(cited: etree._Element, pieces: Sequence[tuple[str, str]]) -> None:
    """Put text and links in the place of a citation."""
    holder = etree.Element("holder")
    for words, name in pieces:
        if name:
            link = etree.SubElement(holder, name_like(cited, "xref"))
            link.set("ref-type", "sec")
            link.set("rid", name)
            link.text = words
        elif len(holder):
            holder[-1].tail = (holder[-1].tail or "") + words
        else:
            holder.text = (holder.text or "") + words
    parent, before = cited.getparent(), cited.getprevious()
    assert parent is not None
    _add_words(holder, cited.tail or "")
    at = parent.index(cited)
    cited.tail = None
    parent.remove(cited)
    if before is None:
        parent.text = (parent.text or "") + (holder.text or "")
    else:
        before.tail = (before.tail or "") + (holder.text or "")
    for place, link in enumerate(list(holder), at):
        parent.insert(place, link)
