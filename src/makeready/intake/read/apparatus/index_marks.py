"""Index marks of documents, as their formats write them, become spans of the class `index`."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from lxml import etree

from makeready.intake.read import marks
from makeready.intake.read.apparatus.fields import add_words, list_fields
from makeready.intake.read.formats.archive import drop, local_name, name_like
from makeready.intake.read.formats.tex.groups import find_group_end
from makeready.intake.read.pandoc_json import Json, attributes, content, is_element

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from makeready.intake.read.pandoc_json import Element

COUNTED = "index marks"
"""What they are called where they are counted."""

KEYS = ("entry", "see", "seealso", "range", "sort", "main")
_SEPARATOR = "!"
_LATEX = re.compile(r"\\(?:s?index)(?:\[[^\]\n]*\])?(?=\{)")
_QUOTED = re.compile(r'"(.)', re.DOTALL)
_SEE = re.compile(r"see(also)?\s*\{(.*)\}\Z", re.DOTALL)
_MAIN = re.compile(r"(?:textbf|bfseries|bf|mainpage|main|hyperbf|emph|textit)\Z")
_XE = re.compile(r"\s*XE\s+(.*)\Z", re.DOTALL | re.IGNORECASE)
_ARGUMENT = re.compile(r'"((?:[^"\\]|\\.)*)"|“([^”]*)”|(\S+)')
_SWITCH = re.compile(
    r'\\([a-z])(?:\s+(?:"((?:[^"\\]|\\.)*)"|“([^”]*)”|([^\\\s]\S*)))?', re.IGNORECASE
)
_REFERS = re.compile(
    r"(see also|see|siehe auch|siehe|voir aussi|voir)\s+(.*)\Z", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexMark:
    """A mark of an index: the path of its entry, and what it says of it."""

    path: tuple[str, ...]
    see: str = ""
    see_also: str = ""
    span: str = ""
    sort: str = ""
    is_main: bool = False

    def write(self, meanings: MutableMapping[str, str]) -> str:
        """Return the mark that stands for this one in a document; its meaning is added."""
        said = {
            "entry": _SEPARATOR.join(self.path),
            "see": self.see,
            "seealso": self.see_also,
            "range": self.span,
            "sort": self.sort,
            "main": "true" if self.is_main else "",
        }
        number = str(len(meanings))
        meanings[number] = json.dumps({key: value for key, value in said.items() if value})
        return marks.write_stand_in("index", int(number))


def keep_span(element: Element) -> Element | None:
    """Return a span that is a mark of an index, without what else it says; None for another.

    Pandoc's reader of AsciiDoc has the path of an entry as `term`, with commas.
    """
    if not is_element(element, "Span"):
        return None
    _, classes, pairs = attributes(element)
    said = {pair[0]: pair[1] for pair in pairs}
    if "index" in classes and "term" in said:
        entry = _SEPARATOR.join(part.strip() for part in said["term"].split(","))
        return {**element, "c": [["", ["index"], [["entry", entry]]], content(element)[1]]}
    if "index" not in classes or "entry" not in said:
        return None
    kept = cast("Json", [[key, said[key]] for key in KEYS if key in said])
    return {**element, "c": [["", ["index"], kept], []]}


def find_latex(text: str) -> list[tuple[int, int, IndexMark]]:
    r"""Return each `\\index` of a text with where it begins and ends."""
    found = []
    for command in _LATEX.finditer(text):
        end = find_group_end(text, command.end())
        said = text[command.end() + 1 : end - 1]
        if end > command.end() and said.strip():
            found.append((command.start(), end, read_latex(said)))
    return found


def read_latex(said: str) -> IndexMark:
    """Return the mark of a LaTeX index: levels parted by `!`, `sort@shown`, `|` and its kind."""
    entry, _, kind = _part(said, "|")
    levels = [_part(each, "@") for each in _split(entry, "!")]
    shown = tuple(_unquote(each[2] or each[0]) for each in levels)
    sort = _unquote(levels[-1][0]) if levels[-1][2] else ""
    sort = "" if sort == shown[-1] else sort
    span = {"(": "start", ")": "end"}.get(kind[:1], "")
    refers = _SEE.match(kind.strip())
    target = _unquote(refers[2]).replace(", ", _SEPARATOR) if refers else ""
    return IndexMark(
        path=tuple(filter(None, shown)) or (said.strip(),),
        see="" if refers is None or refers[1] else target,
        see_also=target if refers and refers[1] else "",
        span=span,
        sort=sort,
        is_main=bool(_MAIN.match(kind.lstrip("()").strip())),
    )


def _part(said: str, sign: str) -> tuple[str, str, str]:
    """Return what stands before and behind the first sign that is not quoted."""
    at = next((n for n in range(len(said)) if said[n] == sign and not _is_quoted(said, n)), -1)
    return (said, "", "") if at < 0 else (said[:at], sign, said[at + 1 :])


def _split(said: str, sign: str) -> list[str]:
    out = []
    rest, found = said, sign
    while found:
        first, found, rest = _part(rest, sign)
        out.append(first)
    return out


def _is_quoted(said: str, at: int) -> bool:
    return at > 0 and said[at - 1] == '"'


def _unquote(said: str) -> str:
    words = re.sub(r"\\[A-Za-z]+\*?\s*|[{}$]", "", _QUOTED.sub(r"\1", said)).replace("~", " ")
    return " ".join(words.replace("\\", "").split())


def take_elements(tree: etree._Element, meanings: MutableMapping[str, str]) -> int:
    """Put marks in place of a DocBook's or an article's index terms, and return how many."""
    terms = list(tree.iter("{*}indexterm", "{*}index-term"))
    starts = {each.get(_ID) or each.get("id") or "": _read_element(each) for each in terms}
    written = 0
    for term in terms:
        if not any(True for _ in term.iterancestors("{*}indexterm", "{*}index-term")):
            mark = _end(term, starts) or _read_element(term)
            written += _replace(term, mark.write(meanings) if mark.path else "")
    return written


_ID = "{http://www.w3.org/XML/1998/namespace}id"


def _end(term: etree._Element, starts: dict[str, IndexMark]) -> IndexMark | None:
    first = starts.get(term.get("startref") or "")
    return IndexMark(path=first.path, span="end") if first and term.get("startref") else None


def _read_element(term: etree._Element) -> IndexMark:
    said = {local_name(child): _line(child) for child in term if local_name(child)}
    inner = next((each for each in term if local_name(each) == "index-term"), None)
    levels = [said.get(key, "") for key in ("primary", "secondary", "tertiary")]
    path = tuple(filter(None, levels)) or tuple(filter(None, [said.get("term", "")]))
    if inner is not None:
        path = (*path, *_read_element(inner).path)
    primary = next((each for each in term if local_name(each) == "primary"), None)
    return IndexMark(
        path=path,
        see=said.get("see", "").replace(", ", _SEPARATOR),
        see_also=said.get("seealso", said.get("see-also", "")).replace(", ", _SEPARATOR),
        span="start" if term.get("class") == "startofrange" else "",
        sort=(primary.get("sortas") or "") if primary is not None and len(path) == 1 else "",
        is_main=term.get("significance") == "preferred",
    )


def _line(element: etree._Element) -> str:
    return " ".join("".join(str(text) for text in element.itertext()).split())


def _replace(term: etree._Element, mark: str) -> bool:
    """Put words in place of an element that holds none of the text's."""
    holder = term.getparent()
    if holder is None:
        return False
    if local_name(holder) in _BLOCKS_ONLY:
        return _into_next(term, mark)
    before = term.getprevious()
    if before is None:
        holder.text = (holder.text or "") + mark
    else:
        before.tail = (before.tail or "") + mark
    drop(term)
    return bool(mark)


_BLOCKS_ONLY = frozenset(
    "chapter section sect1 sect2 sect3 sect4 sect5 article book part preface appendix sec body "
    "listitem itemizedlist orderedlist figure table note tip warning info".split()
)


def _into_next(term: etree._Element, mark: str) -> bool:
    """Put a mark that stands between blocks at the beginning of the next paragraph."""
    following = (each for each in term.itersiblings() for each in each.iter("{*}para", "{*}p"))
    paragraph = next(following, None)
    if paragraph is None:
        drop(term)
        return False
    paragraph.text = mark + (paragraph.text or "")
    drop(term)
    return bool(mark)


def read_field(instruction: str) -> IndexMark | None:
    """Return the mark that a field of Word's makes (XE), or None for another field.

    Its `span` is the bookmark that holds its range of pages, where it names one.
    """
    found = _XE.match(instruction)
    argument = _ARGUMENT.match(found[1]) if found else None
    if found is None or argument is None:
        return None
    entry = next(filter(None, argument.groups()), "")
    levels = [part.replace("\\:", ":") for part in re.split(r"(?<!\\):", entry)]
    switches = {each[1].lower(): " ".join(filter(None, each.groups()[1:]))
                for each in _SWITCH.finditer(found[1], argument.end())}  # fmt: skip
    refers = _REFERS.match(switches.get("t", "").strip())
    also = bool(refers) and len(refers[1].split()) > 1 if refers else False
    target = re.sub(r"\s*:\s*", _SEPARATOR, refers[2].strip(" .")) if refers else ""
    path = tuple(filter(None, (" ".join(re.sub(r"\\(.)", r"\1", each).split()) for each in levels)))
    return IndexMark(
        path=path or (entry,),
        see="" if also else target,
        see_also=target if also else "",
        span=switches.get("r", ""),
        is_main="b" in switches,
    )


def take_fields(tree: etree._Element, meanings: MutableMapping[str, str]) -> int:
    """Put marks behind the fields of a Word story that mark index entries, and return how many.

    An entry for several pages names a bookmark (the switch `r`): its range has a mark at each end.
    """
    written = 0
    for each in list(list_fields(tree)):
        mark = read_field(each.instruction)
        if mark is not None and each.end is not None:
            written += _write_field(tree, each.end, mark, meanings)
    for simple in list(tree.iter("{*}fldSimple")):
        told = next((v for k, v in simple.attrib.items() if str(k).endswith("}instr")), "")
        mark = read_field(str(told))
        if mark is not None:
            written += _write_field(tree, simple, mark, meanings)
    return written


def _write_field(
    tree: etree._Element,
    field: etree._Element,
    mark: IndexMark,
    meanings: MutableMapping[str, str],
) -> int:
    """Put a mark behind its field, or two around the bookmark that it names."""
    ends = _find_bookmark(tree, mark.span) if mark.span else None
    if ends is None:
        add_words(field, replace(mark, span="").write(meanings))
        return 1
    for place, span in zip(ends, ("start", "end"), strict=True):
        add_words(place, replace(mark, span=span).write(meanings))
    return 2


def _find_bookmark(tree: etree._Element, name: str) -> tuple[etree._Element, etree._Element] | None:
    """Return where a bookmark of Word's begins and ends, if it does within paragraphs."""

    def read(element: etree._Element, key: str) -> str:
        return next((str(v) for k, v in element.attrib.items() if str(k).endswith(f"}}{key}")), "")

    starts = (each for each in tree.iter("{*}bookmarkStart") if read(each, "name") == name)
    start = next(starts, None)
    number = "" if start is None else read(start, "id")
    ends = (each for each in tree.iter("{*}bookmarkEnd") if read(each, "id") == number)
    end = next(ends, None)
    if start is None or end is None:
        return None
    first, last = _enter_paragraph(start, "following"), _enter_paragraph(end, "preceding")
    return (first, last) if first is not None and last is not None else None


def _enter_paragraph(place: etree._Element, way: str) -> etree._Element | None:
    """Return a place of a story within a paragraph: itself, or an edge of the nearest one."""
    holder = place.getparent()
    if holder is not None and local_name(holder) == "p":
        return place
    near = next((each for each in place.xpath(f"{way}::*[local-name() = 'p'][1]")), None)
    if not isinstance(near, etree._Element) or not len(near):  # noqa: SLF001 -- its public name
        return None
    if way == "preceding":
        return near[-1]
    if local_name(near[0]) != "pPr":
        near.insert(0, near.makeelement(name_like(near, "pPr")))
    return near[0]
