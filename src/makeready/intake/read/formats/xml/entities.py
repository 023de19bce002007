"""A document in XML → the same with its own entities written out and its parts in their places.

DocBook books are often kept in files that `<!ENTITY chapter SYSTEM "chapter.xml">` or XInclude
join. No entity may name a file outside the document's folder, and what entities write out is
bounded, since each may name others ("billion laughs").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.entities import html5
from posixpath import dirname, join, normpath

from makeready.core.errors import SourceError
from makeready.core.findings import Place
from makeready.intake.read.decoding import decode
from makeready.intake.read.formats.prepared import Written, report_absent

_LARGEST = 20_000_000  # characters of a document with all its parts
_DEEPEST = 12  # parts inside parts
_EACH = 100  # characters that writing out an entity counts for besides its own: it takes time
# Only the document type of the first lines counts; what is inside brackets declares entities.
_DOCTYPE = re.compile(r"<!DOCTYPE\s[^\[\]>]{0,2000}(?:\[(?P<own>[^\]]{0,400000})\]\s{0,200})?>")
_ELEMENT = re.compile(r"<[A-Za-z]")
_ENTITY = re.compile(
    r"<!ENTITY\s+(?P<of_dtd>%\s+)?(?P<name>[\w.:-]+)\s+"
    r"(?:(?:SYSTEM|PUBLIC\s+(?:\"[^\"]*\"|'[^']*'))\s+(?P<file>\"[^\"]*\"|'[^']*')"
    r"|(?P<words>\"[^\"]*\"|'[^']*'))"
)
_DTD_NAME = re.compile(r"%([\w.:-]+);")
# No comment holds the beginning of one, which keeps the search linear.
_COMMENT = re.compile(r"<!--(?:(?!-->|<!--).)*-->", re.DOTALL)
# What is set aside is text to the letter; a name stands between & and ;.
_NAMED = re.compile(
    r"<!\[CDATA\[(?:(?!\]\]>|<!\[CDATA\[).)*\]\]>|<!--(?:(?!-->|<!--).)*-->|&(?P<name>[A-Za-z_][\w.:-]{0,60});"
    r"|<(?P<tag>(?:\w{1,20}:)?include)\s(?P<included>[^<>]{0,2000}?)"
    r"(?:/>|>(?P<fallback>(?:(?!</?(?:\w{1,20}:)?include\b).)*)</(?P=tag)>)",
    re.DOTALL,
)
_HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_PARTIAL = re.compile(r"\bxpointer\s*=")
_FALLBACK = re.compile(
    r"<(?:\w{1,20}:)?fallback\b[^<>]{0,500}>(.*)</(?:\w{1,20}:)?fallback>", re.DOTALL
)
_AS_TEXT = re.compile(r"\bparse\s*=\s*[\"']text[\"']")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,500}\?>")
_PREDEFINED = frozenset({"amp", "lt", "gt", "quot", "apos"})


@dataclass(slots=True)
class _Reading:
    """What is known of the entities of a document, and how much may still be written out."""

    name: str
    beside: Callable[[str], bytes]
    words: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    left: int = _LARGEST

    def take(self, length: int) -> None:
        """Count what was written out; raise SourceError where it is too much."""
        self.left -= length
        if self.left < 0:
            raise SourceError(
                "entities and included files write out to more than 20 million characters",
                where=Place(self.name),
                hint="take entities that name each other out of the document type",
            )


def write_out(name: str, text: str, beside: Callable[[str], bytes]) -> Written:
    """Return the document with the entities that it declares, and files that it names, in place.

    Entities of the standard sets (`&mdash;`) become characters. Raises SourceError where all of
    it grows too large.
    """
    found = _find_type(text)
    reading = _Reading(name=name, beside=beside)
    if found is not None:
        _declare(reading, found["own"] or "")
        text = text[: found.start()] + text[found.end() :]
    filled = _fill(reading, text, ("", 0))
    return Written(text=filled, findings=report_absent(name, reading.missing))


def _declare(reading: _Reading, subset: str, depth: int = 0) -> None:
    """Take down what a document type declares, and the files of declarations that it names."""
    subset = _COMMENT.sub("", subset)
    lists: dict[str, str] = {}
    for match in _ENTITY.finditer(subset):
        key, file = match["name"], (match["file"] or "")[1:-1]
        if match["of_dtd"]:
            lists.setdefault(key, file)
        elif file:
            reading.files.setdefault(key, file)
        else:
            reading.words.setdefault(key, match["words"][1:-1])
    for named in _DTD_NAME.findall(_ENTITY.sub("", subset)) if depth < _DEEPEST else ():
        held = _read(reading, lists.get(named, ""))
        if held is not None:
            _declare(reading, held, depth + 1)


def _read(reading: _Reading, file: str) -> str | None:
    """Return a file beside the document as text without its declarations, None without one."""
    data = reading.beside(file) if file and "://" not in file else b""
    if not data:
        return None
    reading.take(len(data))
    held = _DECLARATION.sub("", decode(file, data).text)
    found = _find_type(held)
    return held if found is None else held[: found.start()] + held[found.end() :]


def _find_type(text: str) -> re.Match[str] | None:
    """Return the document type where one stands before the first element."""
    found = _DOCTYPE.search(text)
    first = _ELEMENT.search(text)
    return found if found and (first is None or found.start() < first.start()) else None


def _fill(reading: _Reading, text: str, where: tuple[str, int]) -> str:
    """Return text with what it names in place; `where`: the folder of its file, the depth."""
    return _NAMED.sub(lambda match: _put(reading, match, where), text)


def _put(reading: _Reading, match: re.Match[str], where: tuple[str, int]) -> str:
    """Return what stands for one entity or one included file."""
    if match["included"] is not None:
        return _include(reading, match, where)
    key, (folder, depth) = match["name"], where
    if key is None or key in _PREDEFINED:
        return match[0]
    if key in reading.words and depth < _DEEPEST:
        reading.take(len(reading.words[key]) + _EACH)
        return _fill(reading, reading.words[key], (folder, depth + 1))
    if key in reading.files:
        file = normpath(join(folder if depth else "", reading.files[key]))
        return _part(reading, file, depth) or _name_missing(reading, f"{match[0]} ({file})")
    return html5.get(f"{key};") or _name_missing(reading, match[0])


def _include(reading: _Reading, match: re.Match[str], where: tuple[str, int]) -> str:
    """Return the file that XInclude names, else what stands there for want of it."""
    href = _HREF.search(match["included"])
    folder, depth = where
    file = normpath(join(folder, (href[1] or href[2] or "") if href else ""))
    if _AS_TEXT.search(match["included"]):
        held = _read(reading, file)
        part = None if held is None else held.replace("&", "&amp;").replace("<", "&lt;")
    else:
        part = None if _PARTIAL.search(match["included"]) else _part(reading, file, depth)
    if part is not None:
        return part
    fallback = _FALLBACK.search(match["fallback"] or "")
    missing = _name_missing(reading, file)
    return _fill(reading, fallback[1], where) if fallback else f"<!-- {missing} -->"


def _part(reading: _Reading, file: str, depth: int) -> str | None:
    """Return a file with what it names in place; None where it is not there, or too deep."""
    held = _read(reading, file) if depth < _DEEPEST else None
    return None if held is None else _fill(reading, held, (dirname(file), depth + 1))


def _name_missing(reading: _Reading, name: str) -> str:
    """Take down what is not there; return its name as text of the document."""
    reading.missing.append(name)
    return name.replace("&", "&amp;").replace("<", "&lt;").replace("--", "-")
