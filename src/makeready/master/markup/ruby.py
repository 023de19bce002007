"""Readings of characters, in each way that people write them, become `<ruby>` of one form."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING
from unicodedata import east_asian_width
from urllib.parse import unquote

from lxml import etree

from makeready.core.findings import Code, Severity, finding, table
from makeready.master.places import find_place_or_file
from makeready.master.read.calls import CALL
from makeready.master.read.raw_html import CODES as HTML_CODES
from makeready.master.trees import MATHML, remove, unwrap, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from makeready.core.findings import Finding
    from makeready.core.model import Text

CODES = table(
    Code(
        code="T-046",
        severity=Severity.HINT,
        title="A reading that print sets in brackets",
        why="Characters and their reading stand together on one line. What is longer than "
        "about a third of the line, or holds a note, a picture or a formula, cannot.",
        remedy="Divide the reading among shorter pieces of the words, or leave it as it is: the "
        "e-book sets it above them.",
    ),
    Code(
        code="T-057",
        severity=Severity.WARNING,
        title="A reading or its characters are empty",
        why="A reading stands for the sound of characters; one of both is missing, and the other "
        "stands in the text alone.",
        remedy="Write both, or take the markup out.",
    ),
)
LONGEST = 12.0
"""How wide characters may be in print that have a reading, in ems."""

_HAN = "\u3005-\u3007\u303b\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KANA = "\u3040-\u30ff"
_GROUPED = rf"\{{(?P<base>[{_HAN}]{{1,24}})(?P<said>(?:\|[^{{}}|\n]{{1,48}}){{1,24}})\}}"
# what Aozora Bunko writes: a bar where the characters begin, unless they are all Han
_MARKED = (
    r"｜(?P<base_marked>[^｜《》\n]{1,24})《(?P<said_marked>[^《》\n]{1,48})》"
    rf"|(?P<base_bare>[{_HAN}]{{1,24}})《(?P<said_bare>[{_KANA}・ー]{{1,48}})》"
)
_EVERYWHERE = re.compile(_GROUPED)
_JAPANESE = re.compile(f"{_GROUPED}|{_MARKED}")
_WIDE = re.compile(f"[{_HAN}{_KANA}]")
_BRACKETS = re.compile(r"[\s()\[\]{}（）［］〔〕「」『』〈〉《》]*")
_PARTS = ("rb", "rp", "rt", "rtc")
_ATTRIBUTES = ("data-ruby", "data-rt", "data-furigana", "data-reading", "data-pinyin")
_LITERAL = frozenset({"code", "pre", "kbd", "samp", "ruby", "a"})
_APART = frozenset({"br", "img", "table", f"{{{MATHML}}}math"})
"""Elements that stand in no ruby; neither does a note."""


def set_ruby(tree: etree._Element, text: Text, language: str) -> Iterator[Finding]:
    """Bring all readings of a file to one form, in place, and yield what print cannot set so.

    A ruby of this form holds bases, each with one `rt` behind it. One that print cannot set has
    its readings between brackets in `rp`, which both editions carry.
    """
    marks = _JAPANESE if language.casefold().split("-")[0] == "ja" else _EVERYWHERE
    _read_marks(tree, marks)
    for span in [each for each in tree.iter("span") if any(map(each.get, _ATTRIBUTES))]:
        _read_span(span)
    for link in [each for each in tree.iter("a") if each.get("href", "").startswith("-")]:
        _read_link(link)
    yield from _report_empty(tree, text)
    for ruby in list(tree.iter("ruby")):
        _normalize(ruby)
    for orphan in [each for each in tree.iter(*_PARTS) if not _is_in_ruby(each)]:
        place = find_place_or_file((text,), f"<{orphan.tag!s}")
        said = f"<{orphan.tag!s}> outside <ruby> is left out, its words kept"
        yield finding(HTML_CODES["T-005"], said, place)
        unwrap(orphan)
    for ruby in list(tree.iter("ruby")):
        dissolves = any(each.tag in _APART or each.get("class") == CALL for each in ruby.iter("*"))
        if dissolves or _is_long(ruby):
            said = words(ruby)
            message = f"“{said}” has its reading behind it, in brackets"
            yield finding(CODES["T-046"], message, find_place_or_file((text,), said))
            _dissolve(ruby) if dissolves else _bracket(ruby)


def _report_empty(tree: etree._Element, text: Text) -> Iterator[Finding]:
    """Yield the readings of nothing and those without words; their markup is taken out, in place.

    One piece of several may be without a reading.
    """
    for span in list(tree.iter("span")):
        if any(span.get(name) == "" for name in _ATTRIBUTES):
            for name in _ATTRIBUTES:
                span.attrib.pop(name, None)
            place = find_place_or_file((text,), f"[{words(span)}]{{", words(span))
            yield finding(CODES["T-057"], f"“{words(span)}” has an empty reading", place)
    for ruby in list(tree.iter("ruby")):
        readings = [*ruby.iter("rt", "rtc")]
        said = "".join("".join(map(str, each.itertext())) for each in readings).strip()
        base = words(ruby)
        if not readings or (said and base):
            continue
        place = find_place_or_file((text,), f"<ruby>{base}", base or said, "<ruby>")
        what = f"“{base}” has an empty reading" if base else f"“{said}” is the reading of nothing"
        yield finding(CODES["T-057"], what, place)
        for each in [*ruby.iter("rp")]:
            remove(each)
        for each in [*ruby.iter("rt", "rtc", "rb"), ruby]:
            unwrap(each)


def _is_in_ruby(element: etree._Element) -> bool:
    return any(True for _ in element.iterancestors("ruby"))


def _read_marks(tree: etree._Element, marks: re.Pattern[str]) -> None:
    """Make ruby of the readings that the words of a tree have in signs, in place."""
    for element in [each for each in tree.iter() if isinstance(each.tag, str)]:
        inside = {str(each.tag) for each in (element, *element.iterancestors())}
        if not inside & _LITERAL and marks.search(element.text or ""):
            first, *rest = _divide(element.text or "", marks)
            element.text = first.tail
            element[:0] = rest
        parent = element.getparent()
        around = inside - {element.tag}
        if parent is not None and not around & _LITERAL and marks.search(element.tail or ""):
            first, *rest = _divide(element.tail or "", marks)
            element.tail = first.tail
            place = parent.index(element) + 1
            parent[place:place] = rest


def _divide(said: str, marks: re.Pattern[str]) -> list[etree._Element]:
    """Return an element whose tail is what stands before the first reading, and the ruby."""
    made, done = [etree.Element("span")], 0
    for found in marks.finditer(said):
        made[-1].tail = said[done : found.start()]
        pairs = {name.partition("_")[0]: each for name, each in found.groupdict().items() if each}
        made.append(_make(pairs["base"], pairs["said"].removeprefix("|")))
        done = found.end()
    made[-1].tail = said[done:]
    return made


def _make(base: str, said: str) -> etree._Element:
    """Return a ruby; a reading divided by bars into as many pieces as characters is shared out."""
    pieces = [each.strip() for each in said.split("|")]
    bases = list(base) if len(pieces) == len(base) else [base]
    readings = pieces if len(pieces) == len(bases) else ["".join(pieces)]
    ruby = etree.Element("ruby")
    for letters, reading in zip(bases, readings, strict=True):
        etree.SubElement(ruby, "rb").text = letters
        etree.SubElement(ruby, "rt").text = reading
    return ruby


def _read_span(span: etree._Element) -> None:
    said = next(filter(None, map(span.get, _ATTRIBUTES)), "")
    for name in _ATTRIBUTES:
        span.attrib.pop(name, None)
    span.tag = "ruby"
    if len(span) or not span.text:
        etree.SubElement(span, "rt").text = "".join(said.split("|"))
    else:
        made = _make(span.text, said)
        span.text = None
        span.extend(list(made))


def _read_link(link: etree._Element) -> None:
    """Make ruby of a reading that is linked to its characters: [reading](-characters)."""
    base = unquote(link.get("href", ""))[1:]
    if not _WIDE.match(base) or "/" in base or len(link):
        return
    reading = link.text
    link.attrib.clear()
    link.tag, link.text = "ruby", base
    etree.SubElement(link, "rt").text = reading


def _normalize(ruby: etree._Element) -> None:
    """Give each base of a ruby one reading, in place; it is empty where there is none."""
    _raise_nested(ruby)
    parts = list(_list_parts(ruby))
    if _is_in_ruby(ruby) or not any(map(_is_reading, parts)):
        unwrap(ruby)
        return
    ruby.text = None
    ruby[:] = []
    for base, reading in _list_pairs(parts):
        _add(ruby, base.text)
        ruby.extend(list(base))
        etree.SubElement(ruby, "rt").text = reading


def _raise_nested(ruby: etree._Element) -> None:
    """Put parts beside each other, in place, where an end tag was left out between them."""
    for part in [each for each in ruby.iter(*_PARTS) if each.getparent() is not ruby]:
        parent = part.getparent()
        if parent is not None and parent.tag in ("rb", "rp", "rt"):
            for each in reversed([part, *part.itersiblings()]):
                parent.addnext(each)


def _is_reading(part: etree._Element) -> bool:
    return part.tag in ("rt", "rtc")


def _list_parts(ruby: etree._Element) -> Iterator[etree._Element]:
    """Yield the bases and readings of a ruby; what stands in no `rb` is put into one."""
    base = _start_base(ruby.text)
    for child in list(ruby):
        said = "".join(map(str, child.itertext()))
        tail, child.tail = child.tail, None
        if child.tag in _PARTS and child.tag != "rp":
            if _has_content(base):
                yield base
            base = _start_base(None)
            yield from child.findall("rt") or [child]
        elif child.tag != "rp":
            base.append(child)
        elif not _BRACKETS.fullmatch(said):
            _add(base, said)
        _add(base, tail)
    if _has_content(base):
        yield base


def _start_base(said: str | None) -> etree._Element:
    base = etree.Element("rb")
    _add(base, said)
    return base


def _has_content(base: etree._Element) -> bool:
    return bool(len(base)) or bool((base.text or "").strip())


def _list_pairs(parts: Iterable[etree._Element]) -> Iterator[tuple[etree._Element, str]]:
    """Yield each base with its reading: one by one where there are as many, else together."""
    runs = [(*run,) for _, run in groupby(parts, key=_is_reading)]
    if _is_reading(runs[0][0]):
        runs.insert(0, ())
    if len(runs) % 2:
        runs.append(())
    for bases, readings in zip(runs[::2], runs[1::2], strict=True):
        said = ["".join(map(str, each.itertext())).strip() for each in readings]
        if len(bases) == len(said):
            yield from zip(map(_trim, bases), said, strict=True)
        else:
            yield _trim(_join(bases)), " ".join(filter(None, said))


def _join(bases: Iterable[etree._Element]) -> etree._Element:
    joined = _start_base(None)
    for base in bases:
        _add(joined, base.text)
        joined.extend(list(base))
    return joined


def _trim(base: etree._Element) -> etree._Element:
    """Return a base without the white space around it, which a line of markup leaves."""
    base.text = (base.text or "").lstrip()
    if len(base):
        base[-1].tail = (base[-1].tail or "").rstrip()
    else:
        base.text = base.text.rstrip()
    return base


def _add(parent: etree._Element, said: str | None) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + (said or "")
    else:
        parent.text = (parent.text or "") + (said or "")


def _is_long(ruby: etree._Element) -> bool:
    """Tell whether a base of a ruby, or a reading, is longer than print can set on one line."""
    bases = re.split("\0", "".join(_read_bases(ruby)))
    readings = ["".join(map(str, each.itertext())) for each in ruby.findall("rt")]
    return max(map(measure, bases)) > LONGEST or max(map(measure, readings)) > 2 * LONGEST


def _read_bases(ruby: etree._Element) -> Iterator[str]:
    """Yield the words of a ruby, with a sign for each of its readings."""
    yield ruby.text or ""
    for child in ruby:
        yield "\0" if child.tag == "rt" else "".join(map(str, child.itertext()))
        yield child.tail or ""


def measure(said: str) -> float:
    """Return about how wide words are, in ems."""
    return sum(1.0 if east_asian_width(each) in "WF" else 0.5 for each in said)


def _bracket(ruby: etree._Element) -> None:
    """Put brackets around the readings of a ruby, in place, for print to set them behind."""
    marks = _find_brackets(ruby)
    for reading in ruby.findall("rt"):
        tail, reading.tail = reading.tail, None
        before, behind = etree.Element("rp"), etree.Element("rp")
        before.text, behind.text = marks
        reading.addprevious(before)
        reading.addnext(behind)
        behind.tail = tail


def _dissolve(ruby: etree._Element) -> None:
    """Make plain words of a ruby, in place, its readings behind their bases in brackets."""
    before, behind = _find_brackets(ruby)
    for reading in ruby.findall("rt"):
        reading.text = f"{before}{reading.text}{behind}" if reading.text else ""
        unwrap(reading)
    unwrap(ruby)


def _find_brackets(ruby: etree._Element) -> tuple[str, str]:
    return ("（", "）") if _WIDE.search("".join(map(str, ruby.itertext()))) else (" (", ")")
