"""The tags of a PDF become findings where listeners would be told another book."""

from __future__ import annotations

import io
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pikepdf

from makeready.checks.heard.tables import find_changed_tables
from makeready.checks.heard.ways import find_wrong_ways
from makeready.checks.read.evidence import evidence
from makeready.checks.read.text import H, parse_xml, strip_invisible
from makeready.checks.report import UnreadablePrint, report
from makeready.core.findings import Code, Finding, Place, Severity, finding, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from makeready.checks.report import Files, Report

CODES = table(
    Code(
        code="P-125",
        severity=Severity.ERROR,
        title="Headings, lists, tables or notes that the tags of a PDF do not have",
        why="Who listens to a book goes through it by these, and is told what each is.",
        remedy="Build the title again; nothing may change the PDF afterwards.",
    ),
    Code(
        code="P-126",
        severity=Severity.ERROR,
        title="Words for listeners that the book has not",
        why="A PDF may say that a passage is to be read aloud and copied as other words.",
        remedy="Build the title again; nothing may change the PDF afterwards.",
    ),
)
_LEVELS = tuple(f"h{level}" for level in range(1, 7))
_KINDS = {
    "th": (("th",), "heads of tables"),
    "note": (("aside",), "notes"),
    "l": (("ul", "ol"), "lists"),
    "table": (("table",), "tables"),
    "blockquote": (("blockquote",), "quotations"),
}
"""What listeners are told of besides headings: tags, their elements in HTML, and their name."""

_SAID = ("/ActualText", "/E", "/Alt")
_DESCRIBED = frozenset({"/Figure", "/Formula"})
"""The elements whose descriptions are compared with those of the master elsewhere."""

_ENTRIES = frozenset(
    ("/Type", "/S", "/P", "/Pg", "/K", "/ID", "/Alt", "/ActualText", "/E", "/Lang", "/A")
)
"""What the elements of a book say; others would be shown or read in their place."""

_ROOT = frozenset(("/Type", "/K", "/ParentTree", "/ParentTreeNextKey", "/IDTree", "/RoleMap"))
"""What the structure of a book has besides its elements; of roles there is a fault of its own."""

_ATTRIBUTES = frozenset(
    (
        *("/O", "/Scope", "/Headers", "/ColSpan", "/RowSpan", "/ListNumbering"),
        *("/BBox", "/Placement"),
    )
)
_LINK = "link"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def check_tags(files: Files) -> Report:
    """Report whether the tags have the master's headings, and no words but those of the book."""
    place = Place(f"{files.slug}.pdf")
    try:
        with pikepdf.open(io.BytesIO(files.pdf)) as pdf:
            elements = [each for each in pdf.objects if _is_element(each)]
            names = Counter(str(each.S).removeprefix("/").lower() for each in elements)
            said = [str(each[key]) for each in elements for key in _keys_of(each) if key in each]
            languages = {str(each.Lang) for each in elements if "/Lang" in each}
            faults = (
                *_find_faults(pdf),
                *find_wrong_ways(pdf, elements),
                *find_changed_tables(pdf, files.master),
            )
            entries = tuple(_find_entries(elements))
            links = tuple(_read_links(pdf))
    except pikepdf.PdfError as error:
        raise UnreadablePrint(f"the print edition cannot be read: {error}") from error
    findings = (
        *_check_levels(files, names, place),
        *_check_kinds(files, names, place),
        *_check_words(files, said, place),
        *(finding(CODES["P-125"], fault, place) for fault in faults),
        *_check_languages(files, languages, place),
        *(finding(CODES["P-126"], entry, place) for entry in entries),
        *_check_links(files, links, place),
    )
    return report(findings, elements=len(elements))


def _keys_of(element: pikepdf.Object) -> tuple[str, ...]:
    """Return the entries of an element whose words are read in its place."""
    return _SAID[:-1] if str(element.S) in _DESCRIBED else _SAID


def _find_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield why programs that read aloud may pass over the structure, or take it for another."""
    marked = pdf.Root.get("/MarkInfo", pikepdf.Dictionary())
    if not bool(marked.get("/Marked", False)) or bool(marked.get("/Suspects", False)):
        yield "it does not say that its structure is to be read"
    root = pdf.Root.get("/StructTreeRoot", pikepdf.Dictionary())
    for role in sorted(root.get("/RoleMap", pikepdf.Dictionary()).keys()):
        yield f"its elements {role.removeprefix('/')} are said to be others"
    for key in sorted(root.keys() - _ROOT):
        yield f"its structure has an entry {key}"


def _check_languages(files: Files, languages: set[str], place: Place) -> Iterator[Finding]:
    """Yield the languages of the tags that nothing in the master has."""
    root = parse_xml(files.master, "master.xhtml")
    names = ("lang", _XML_LANG)
    known = {each.get(name, "").lower() for each in root.iter("*") for name in names}
    for language in sorted(languages):
        if language.lower() not in known:
            message = f"words are read to listeners in the language “{language}”, as none is"
            yield finding(CODES["P-126"], message, place)


def _is_element(each: pikepdf.Object) -> bool:
    return isinstance(each, pikepdf.Dictionary) and "/S" in each and "/P" in each


def _find_entries(elements: Sequence[pikepdf.Object]) -> Iterator[str]:
    """Yield the entries of elements, and of what they say of themselves, that no book needs."""
    others = {key for each in elements for key in each.keys() - _ENTRIES}
    attributes = (each.get("/A", pikepdf.Array()) for each in elements)
    said = (each if isinstance(each, pikepdf.Array) else [each] for each in attributes)
    others |= {key for every in said for each in every for key in each.keys() - _ATTRIBUTES}
    for key in sorted(others):
        yield f"an element of the structure has an entry {key}"


def _read_links(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    """Yield where each link leads, and the words that are said of it to listeners."""
    for page in pdf.pages:
        for note in page.obj.get("/Annots", pikepdf.Array()):
            if note.get("/Subtype") == "/Link":
                there = note.get("/Dest", note.get("/A", pikepdf.Dictionary()).get("/URI", ""))
                yield str(there), str(note.get("/Contents", ""))


def _check_links(files: Files, links: Iterable[tuple[str, str]], place: Place) -> Iterator[Finding]:
    """Yield the links of whose words to listeners none of those that lead there has a trace."""
    known = _find_link_words(files)
    for there, said in links:
        words = known.get(there)
        if words is not None and strip_invisible(said) not in words:
            message = f"a link is told to listeners as “{said[:60]}”, as none to its place is"
            yield finding(CODES["P-126"], message, place)


def _find_link_words(files: Files) -> Mapping[str, set[str]]:
    """Return the words of the master's links by where they lead, those of the contents included."""
    root = parse_xml(files.master, "master.xhtml")
    found: defaultdict[str, set[str]] = defaultdict(set)
    for link in root.iter(f"{H}a"):
        # a link whose words are made in print, as the number of a page, is a link to listeners
        words = strip_invisible("".join(link.itertext())) or _LINK
        found[link.get("href", "").removeprefix("#")].add(words)
    return found


def _check_levels(files: Files, names: Counter[str], place: Place) -> Iterator[Finding]:
    root = parse_xml(files.master, "master.xhtml")
    for level in _LEVELS:
        wanted = sum(1 for _ in root.iter(f"{H}{level}"))
        if names[level] != wanted:
            message = f"{wanted} headings have level {level[1]}, and {names[level]} are tagged so"
            yield finding(CODES["P-125"], message, place)


def _check_kinds(files: Files, names: Counter[str], place: Place) -> Iterator[Finding]:
    """Yield the kinds of which fewer are tagged than there are; divided ones may have two tags."""
    root = parse_xml(files.master, "master.xhtml")
    for tag, (elements, name) in _KINDS.items():
        found = root.iter(*(f"{H}{element}" for element in elements))
        # the contents, and what stands in them, are tagged in their own way
        wanted = sum(
            next(each.iterancestors(f"{H}nav"), None) is None
            for each in found
            if len(each) or (each.text or "").strip()
        )
        if names[tag] < wanted:
            message = f"the book has {wanted} {name}, and {names[tag]} are tagged so"
            yield finding(CODES["P-125"], message, place)


def _check_words(files: Files, said: list[str], place: Place) -> Iterator[Finding]:
    master = evidence(files).master
    known = "\n".join((master.running.visible, *(note.words.visible for note in master.notes)))
    for words in said:
        if strip_invisible(words) not in known:
            message = f"“{words[:60]}” is said to listeners, and stands nowhere in the book"
            yield finding(CODES["P-126"], message, place)
