"""An article in JATS or a book in DocBook → one that pandoc reads whole, with what it holds.

Pandoc knows the works that an article lists only as data, prints no abstract, and runs the parts of
a DocBook name together.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from lxml import etree

from makeready.intake.model import Choices, Correction, Inventory, Metadata, OwnPassage, Part
from makeready.intake.read import marks
from makeready.intake.read.formats.archive import drop, local_name, name_like, parse_xml
from makeready.intake.read.formats.prepared import Prepared, make_author

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makeready.core.model import Person

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_INLINE = frozenset(
    "bold italic sub sup sc underline monospace xref ext-link styled-content emphasis literal link "
    "ulink code strike roman overline sans-serif quote citetitle foreignphrase firstterm phrase "
    "superscript subscript trademark acronym abbrev email uri named-content inline-formula "
    "filename command option varname replaceable application productname guilabel".split()
)
_SILENT = frozenset({"math", "alternatives", "tex-math", "inline-formula", "disp-formula"})
_FRONT = frozenset({"front", "info", "bookinfo", "articleinfo", "chapterinfo", "sectioninfo"})
_TITLED = ("procedure", "itemizedlist", "orderedlist", "variablelist", "simplelist", "qandaset")
_INDEXED = frozenset({"indexterm", "index-term"})
_REMARKS = frozenset({"remark", "x"})
_NAME_ORDER = ("given-names", "firstname", "prefix", "othername", "surname", "suffix", "lineage")
_BACK = {"ack": "Acknowledgements", "app": "Appendix", "notes": "Notes", "bio": "About the authors"}


def prepare_jats(_: str, data: bytes, __: Choices) -> Prepared:
    """Return the article with its abstract, references and notes as text."""
    tree = parse_xml(data)
    if tree is None:
        return Prepared(data=data)
    held = _inventory(tree)
    anchors: dict[str, str] = {}
    _place_abstract(tree)
    _name_back(tree)
    _write_references(tree, anchors)
    calls = _place_notes(tree)
    _write_citations(tree)
    _write_supplements(tree, anchors)
    _move_back(tree)
    return Prepared(
        data=etree.tostring(tree, encoding="utf-8"),
        inventory=held,
        notes=anchors,
        corrections=tuple(Correction(rule="D.linked-note", what=each) for each in calls),
        metadata=Metadata(language=tree.get(_LANG, ""), published=_read_date(tree)),
    )


def prepare_docbook(_: str, data: bytes, choices: Choices) -> Prepared:
    """Return the book with its bibliography as text, and its author's names apart."""
    tree = parse_xml(data)
    if tree is None:
        return Prepared(data=data)
    held = _inventory(tree, omit_remarks=choices.comments == "omit")
    for remark in list(tree.iter("{*}remark")):
        if choices.comments == "omit":
            drop(remark)
        else:
            remark.tag = name_like(remark, "footnote")
            _into_paragraph(remark)
    _write_bibliographies(tree)
    _name_parts(tree)
    return Prepared(
        data=etree.tostring(tree, encoding="utf-8"),
        inventory=held,
        metadata=Metadata(
            language=tree.get(_LANG) or tree.get("lang") or "", people=tuple(_people(tree))
        ),
        knows_better=True,
    )


def _inventory(tree: etree._Element, *, omit_remarks: bool = False) -> Inventory:
    counts: Counter[str] = Counter()
    counts["tables"] = sum(1 for _ in tree.iter("{*}table", "{*}informaltable"))
    counts["notes"] = sum(1 for e in tree.iter("{*}footnote"))
    counts["references"] = 0
    return Inventory(passages=tuple(_passages(tree, omit_remarks)), counts=+counts)


def _passages(tree: etree._Element, omit_remarks: bool) -> Iterator[OwnPassage]:
    """Yield the words of each element that holds text of its own, those in a line together."""
    for element in tree.iter():
        name = local_name(element)
        if not name or name in _INLINE or _is_inside(element, _SILENT) or not _has_text(element):
            continue
        text = "".join(_line(element))
        if not text.strip():
            continue
        front = _is_inside(element, _FRONT) and not _is_inside(element, {"abstract"})
        part = Part.FRONT if front else Part.TEXT
        if name in _REMARKS and omit_remarks:
            part = Part.COMMENT
        if _is_inside(element, _INDEXED):
            part = Part.INDEX
        place = f"<{name}>, line {element.sourceline or 0}"
        yield OwnPassage(part=part, place=place, text=text)


def _is_inside(element: etree._Element, names: frozenset[str] | set[str]) -> bool:
    return any(local_name(each) in names for each in (element, *element.iterancestors()))


def _has_text(element: etree._Element) -> bool:
    if (element.text or "").strip():
        return True
    return any((child.tail or "").strip() or local_name(child) in _INLINE for child in element)


def _line(element: etree._Element) -> Iterator[str]:
    """Yield the text of an element, that of inline elements in it included."""
    yield element.text or ""
    for child in element:
        name = local_name(child)
        if name in _INLINE and name not in _SILENT:
            yield from _line(child)
        else:
            yield " "
        yield child.tail or ""


def _make(like: etree._Element, name: str, words: str = "") -> etree._Element:
    element = etree.Element(name_like(like, name))
    element.text = words or None
    return element


def _words(element: etree._Element | None) -> str:
    texts = [] if element is None else [str(text) for text in element.itertext()]
    return " ".join("".join(texts).split())


def _join_words(element: etree._Element) -> str:
    """Return the words of an element, those of its parts apart."""
    texts = (" ".join(str(text).split()) for text in element.itertext())
    return " ".join(text for text in texts if text)


def _place_abstract(tree: etree._Element) -> None:
    """Put each abstract before the text, as a section of its own."""
    body = tree.find(".//{*}body")
    if body is None:
        body = _make(tree, "body")
        tree.append(body)
    for at, abstract in enumerate(list(tree.iter("{*}abstract", "{*}trans-abstract"))):
        section = _make(abstract, "sec")
        for child in list(abstract):
            section.append(child)
        if section.find("{*}title") is None:
            section.insert(0, _make(abstract, "title", "Abstract"))
        if (abstract.text or "").strip():
            section.insert(1, _make(abstract, "p", abstract.text or ""))
        abstract.text = None
        parent = abstract.getparent()
        if parent is not None:
            parent.remove(abstract)
        body.insert(at, section)


def _write_references(tree: etree._Element, anchors: dict[str, str]) -> None:
    """Make a section of paragraphs of each list of references."""
    for listed in list(tree.iter("{*}ref-list")):
        section = _make(listed, "sec")
        title = listed.find("{*}title")
        section.append(_make(listed, "title", _words(title) or "References"))
        for child in list(listed):
            if local_name(child) == "ref":
                section.append(_reference(child, anchors))
            elif local_name(child) not in {"title", "label"} and local_name(child):
                section.append(child)
        parent = listed.getparent()
        if parent is not None:
            parent.replace(listed, section)


def _target(name: str, anchors: dict[str, str]) -> str:
    """Return the mark of a place that links may mean; pandoc has no element for one."""
    if not name:
        return ""
    number = len(anchors)
    anchors[str(number)] = name
    return marks.write_stand_in("anchor", number)


def _reference(ref: etree._Element, anchors: dict[str, str]) -> etree._Element:
    """Return a reference as a paragraph that a citation can point to."""
    paragraph = _make(ref, "p")
    cited = [
        each
        for each in ref
        if local_name(each).endswith("citation") or local_name(each) == "nlm-citation"
    ]
    cited += [e for each in ref.iter("{*}citation-alternatives") for e in list(each)[:1]]
    label = _words(ref.find("{*}label"))
    texts = [_write_citation(each) for each in cited] or [_join_words(ref)]
    paragraph.text = _target(ref.get("id", ""), anchors) + " ".join(filter(None, [label, *texts]))
    return paragraph


def _write_citation(citation: etree._Element) -> str:
    """Return a citation in words: as it is written, or its parts, people first."""
    if local_name(citation) == "mixed-citation" or (citation.text or "").strip():
        return _words(citation) if _has_text(citation) else _join_words(citation)
    people = [_person(each) for each in citation.iter("{*}name", "{*}string-name", "{*}collab")]
    rest = [
        _join_words(child)
        for child in citation
        if local_name(child) not in {"person-group", "name", "string-name", "collab", ""}
    ]
    said = [", ".join(filter(None, people)), *rest]
    named = {local_name(each) for each in citation.iter()}
    others = [_words(e) for e in citation.iter("{*}etal")] if "etal" in named else []
    return ". ".join(part.rstrip(".") for part in [*said, *others] if part) + "."


def _person(name: etree._Element) -> str:
    if local_name(name) == "collab":
        return _words(name)
    parts = {local_name(each): _words(each) for each in name}
    said = " ".join(parts[key] for key in _NAME_ORDER if parts.get(key))
    return said or _words(name)


def _place_notes(tree: etree._Element) -> list[str]:
    """Put each note of a list of notes where it is called, and return the marks that go."""
    notes = {each.get("id", ""): each for each in tree.iter("{*}fn") if each.get("id")}
    used = set()
    marked = []
    for call in list(tree.iter("{*}xref")):
        note = notes.get(call.get("rid", ""))
        parent = call.getparent()
        if note is None or parent is None or call.get("rid") in used or _is_inside(call, {"fn"}):
            continue
        if _is_inside(note, {"front", "article-meta", "table-wrap-foot"}):
            continue
        used.add(call.get("rid"))
        marked.append(_words(call))
        drop(note)
        for label in list(note.iter("{*}label")):
            marked.append(_words(label))
            drop(label)
        note.tail = call.tail
        parent.replace(call, note)
    for group in list(tree.iter("{*}fn-group")):
        if not len(group) or all(local_name(child) == "title" for child in group):
            drop(group)
    return marked


def _name_back(tree: etree._Element) -> None:
    """Give the parts behind the text a heading where they have none, and make sections of them."""
    for kind, title in _BACK.items():
        for part in list(tree.iter(f"{{*}}{kind}")):
            if _is_inside(part, {"front", "sec", "boxed-text"}):
                continue
            if part.find("{*}title") is None:
                part.insert(0, _make(part, "title", title))
            part.tag = name_like(part, "sec")


def _move_back(tree: etree._Element) -> None:
    """Put the sections behind the text into it, since pandoc sets them below the last of them."""
    body = tree.find(".//{*}body")
    for section in list(tree.iterfind(".//{*}back/{*}sec")):
        if body is not None:
            body.append(section)


def _write_citations(tree: etree._Element) -> None:
    """Let citations be links with their own words; pandoc would only keep their keys."""
    for call in tree.iter("{*}xref"):
        if call.get("ref-type") == "bibr":
            call.set("ref-type", "sec")
            call.set("rid", (call.get("rid") or "").split(" ")[0])


def _write_supplements(tree: etree._Element, anchors: dict[str, str]) -> None:
    """Make a section of paragraphs of what lies beside the article."""
    for extra in list(tree.iter("{*}supplementary-material", "{*}media")):
        parent = extra.getparent()
        if parent is None or local_name(parent) in {"p", "supplementary-material"}:
            continue
        paragraph = _make(extra, "p")
        words = _target(extra.get("id", ""), anchors) + _join_words(extra)
        if words:
            paragraph.text = words
            paragraph.tail = extra.tail
            parent.replace(extra, paragraph)


def _read_date(tree: etree._Element) -> str:
    for date in tree.iter("{*}pub-date"):
        parts = [_words(date.find(f"{{*}}{each}")) for each in ("year", "month", "day")]
        if all(part.isdigit() for part in parts):
            return f"{int(parts[0]):04}-{int(parts[1]):02}-{int(parts[2]):02}"
    return ""


def _people(tree: etree._Element) -> Iterator[Person]:
    """Yield the authors of the book itself, their names with spaces between the parts."""
    info = next((each for each in tree if local_name(each) in _FRONT), tree)
    for writer in info.iter("{*}author"):
        held = writer.find("{*}personname")
        parts = {local_name(each): _words(each) for each in (writer if held is None else held)}
        name = " ".join(parts[key] for key in _NAME_ORDER if parts.get(key)) or _words(held)
        if name:
            yield make_author(name)


def _write_bibliographies(tree: etree._Element) -> None:
    """Make paragraphs of the entries of each bibliography."""
    kinds = ("biblioentry", "bibliomixed", "bibliomset", "biblioset")
    for entry in list(tree.iter("{*}biblioentry", "{*}bibliomixed")):
        parent = entry.getparent()
        if parent is None or local_name(parent) in kinds:
            continue
        paragraph = _make(entry, "para")
        mixed = local_name(entry) == "bibliomixed" and _has_text(entry)
        words = _words(entry) if mixed else ". ".join(_parts(entry))
        name = entry.get(_ID) or entry.get("id")
        if name:
            anchor = etree.SubElement(paragraph, name_like(entry, "anchor"))
            anchor.set(_ID, name)
            anchor.tail = words
        else:
            paragraph.text = words
        paragraph.tail = entry.tail
        parent.replace(entry, paragraph)
    for listed in tree.iter("{*}bibliography"):
        for inner in list(listed.iter("{*}bibliodiv", "{*}bibliolist")):
            inner.tag = name_like(inner, "section")


def _name_parts(tree: etree._Element) -> None:
    """Keep the titles of lists, and give a colophon or a dedication its own."""
    for kind in _TITLED:
        for listed in list(tree.iter(f"{{*}}{kind}")):
            title = listed.find("{*}title")
            if title is not None:
                paragraph = _make(listed, "para")
                strong = etree.SubElement(
                    paragraph, name_like(listed, "emphasis"), {"role": "bold"}
                )
                strong.text = _words(title)
                listed.remove(title)
                listed.addprevious(paragraph)
    for kind in ("colophon", "dedication"):
        for part in tree.iter(f"{{*}}{kind}"):
            if part.find("{*}title") is None:
                part.insert(0, _make(part, "title", kind.title()))
            part.tag = name_like(part, "chapter")


def _parts(entry: etree._Element) -> Sequence[str]:
    return [
        _join_words(child).rstrip(".")
        for child in entry
        if local_name(child) and _join_words(child)
    ]


def _into_paragraph(element: etree._Element) -> None:
    """Put what an element holds into one paragraph inside it."""
    paragraph = _make(element, "para")
    paragraph.text, element.text = element.text, None
    for child in list(element):
        paragraph.append(child)
    element.append(paragraph)
