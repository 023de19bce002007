"""A document in AsciiDoc → one that pandoc reads whole, with the words that its source holds.

Pandoc stops at a file that is included, takes conditions for terms, and prints blocks of remarks.
The rules are those of the language's documentation (docs.asciidoctor.org, "Include directive",
"Conditionals", "Comments").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from posixpath import dirname, join, normpath
from typing import cast

from makeready.core.errors import SourceError
from makeready.core.findings import Place
from makeready.intake.model import Choices, Inventory, OwnPassage, Part
from makeready.intake.read.decoding import decode
from makeready.intake.read.formats.asciidoc_blocks import write_tables, write_verse
from makeready.intake.read.formats.counted import HEADINGS
from makeready.intake.read.formats.prepared import ITSELF, Prepared, Written, report_absent
from makeready.intake.read.pandoc_json import Json, is_element

_LARGEST = 20_000_000  # characters of a document with all its parts
_DEEPEST = 12  # parts inside parts
_EACH = 2_000  # characters that a part counts for besides its own: an empty one takes time, too
_INCLUDE = re.compile(r"^include::(?P<file>[^\[\s][^\[]{0,400})\[(?P<options>[^\]]{0,400})\]\s*$")
_ATTRIBUTE = re.compile(r"^:(?P<off>!?)(?P<name>\w[\w-]*)(?P<off2>!?):(?:[ \t]+(?P<value>.*))?$")
_NAMED = re.compile(r"\{(\w[\w-]*)\}")
_HEADING = re.compile(r"^={1,6}(?= \S)")
_CONDITION = re.compile(
    r"^(?P<kind>ifdef|ifndef|ifeval|endif)::(?P<names>[^\[\s]{0,200})\[(?P<text>.*)\]\s*$"
)
_SECTION = re.compile(r"^={2,6} +(?=.*\w)", re.MULTILINE)
_CODE = re.compile(
    r"^(-{4,}|\.{4,}|\+{4,}|`{3,})[\w,]*[ \t]*\n(?:(?!\1[ \t]*$).*\n)*\1[ \t]*$", re.MULTILINE
)
_VERBATIM = re.compile(r"^(-{4,}|\.{4,}|\+{4,}|`{3,})[\w,]*\s*$")
_REMARKS = re.compile(r"^/{4,}\s*$")
_TAG = re.compile(r"\b(tag|end)::([^\s\[\]]+)\[\]")
# Words that are both a picture's caption and its description stand in the manuscript once.
_TWICE = re.compile(
    r"^(\.(?P<title>\S.*)\n(?:\[.*\]\n)?image::[^\[\n]+\[\"?)(?P=title)(?=[\]\",])",
    re.MULTILINE,
)
# The address behind the author's name, in the second line of a document, is no part of the name.
_ADDRESS = re.compile(
    r"(= [^\n]+\n[^\n<>:;]{1,200}?)[ \t]+<([^<>\s]{1,200}@[^<>\s]{1,200})>(?=\s*\n)"
)
_CALLOUT = re.compile(r"<(?:\.|\d{1,3})>")
_WITHIN = re.compile(r"(?<=\w)(?:\*\*|__|##|``|[~^])(?=\w)")
"""Marks within a word, which part nothing."""

_CLOSED = re.compile(r"(?<=\w)[~^](?!\w)")
_BRACES = re.compile(r"(?<!\\)\{(\w[\w-]*)\}")
_MACRO = re.compile(
    r"(?:\b(?:link|xref|image|icon|video|audio|mailto)::?|\b(?:https?|ftp)://)[^\s\[\]]{1,400}\["
)
_LONGEST_VALUE = 2_000
_WORK = re.compile(r"\[\[\[([\w:.-]{1,200})(?:,\s*([^\]\n]{1,200}))?\]\]\]")
_BARE = re.compile(r"<<([\w:.-]{1,200})>>")
_STYLE = re.compile(
    r"^\[(abstract|acknowledgments|appendix|bibliography|colophon|dedication|glossary|index|preface)"
    r"(?:[.%][\w-]+)*(#[\w-][\w.:-]*)?(?:[.%,][^\]]*)?\][ \t]*$"
)
_BEFORE = re.compile(r"^\[.*\][ \t]*$|^\.\S")
"""What may stand between the style of a section and its heading."""

# What is handed through as HTML, of which pandoc keeps the words.
_RAW = re.compile(
    r"pass:[a-z,]{0,40}\[((?:[^\]\\]|\\\]?){0,2000})\]|\+\+\+(.{1,2000}?)\+\+\+", re.DOTALL
)
_ELEMENT = re.compile(r"</?[A-Za-z][^<>]{0,400}>")

# What is markup and no word, in a paragraph; the terms of the index are no words of the text.
_MARKUP = re.compile(
    r"(?<!\S)(?:\d{1,3}\*|\d{0,3}(?:\.\d{1,3})?\+)?[<^>]?(?:\.[<^>])?[aehlmsdv]?(?=\|)"  # cells
    r"|^:!?[\w-]+!?:.*$"  # attributes
    r"|^\[\[?[^\]\n]*\]\]?[ \t]*$|^[a-z]+::[^\[\]\s]+\["  # ids and styles of blocks, macros
    r"|^(?:-{2,}|={3,}|_{4,}|\*{4,}|[|,:!]===)[ \t]*$|^[=#]{1,6} |^\.(?=\w)|^[*.-]+ "
    r"|^(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION): "
    r"|\b(?:xref|link|mailto|image|icon|footnote|footnoteref|kbd|btn|menu|anchor|pass)::?(?=\S*\[)"
    r"|\b(?:stem|latexmath|asciimath):\[[^\[\]]{0,400}\]|(?:https?|ftp)://[^\s\[\]<>:]{1,400}(?=\[)"
    r"|\[\[[^\[\]\n]{1,200}\]\]|<<[^<>,]{0,400}(?:,|>>)|\(\(\([^()]{0,400}\)\)\)|\(\(|\)\)|\{[\w-]{1,60}\}"
    r"|(?<!\w)_+|_+(?!\w)|[*`#^~+\[\]<>|]",
    re.MULTILINE,
)


_RUN = ("Code", "Space", "SoftBreak")


@dataclass(slots=True)
class _Reading:
    """What is known while a document and its parts are read, and how much may still come in."""

    name: str
    beside: Callable[[str], bytes]
    values: dict[str, str] = field(default_factory=dict)
    offset: int = 0
    missing: list[str] = field(default_factory=list)
    open_files: list[str] = field(default_factory=list)
    left: int = _LARGEST


def include(name: str, text: str, beside: Callable[[str], bytes]) -> Written:
    """Return the document with the files that it includes in their places.

    `lines`, `tags` and `leveloffset` of an inclusion are heeded. Raises SourceError where all of it
    grows too large.
    """
    reading = _Reading(name=name, beside=beside, open_files=[name])
    filled = "\n".join(_fill(reading, text, ("", 0)))
    return Written(text=f"{filled}\n", findings=report_absent(name, reading.missing))


def _fill(reading: _Reading, text: str, where: tuple[str, int]) -> Iterator[str]:
    """Yield the lines of a file with what it includes; `where`: its folder, the depth."""
    verbatim = ""
    for line in _split_lines(text):
        fence = _VERBATIM.match(line)
        if fence is not None:
            verbatim = "" if verbatim == fence[1] else verbatim or fence[1]
        attribute = None if verbatim else _ATTRIBUTE.match(line)
        match = _INCLUDE.match(line)
        if match is not None:
            yield from _include(reading, match, where)
        elif attribute is not None and attribute["name"] == "leveloffset":
            reading.offset = _shift(reading.offset, attribute["value"] or "0")
        elif _HEADING.match(line) and not verbatim:
            yield "=" * reading.offset + line
        else:
            if attribute is not None:
                _note_value(reading, attribute)
            yield line.removeprefix("\\") if line.startswith("\\include::") else line


def _note_value(reading: _Reading, attribute: re.Match[str]) -> None:
    if attribute["off"] or attribute["off2"]:
        reading.values.pop(attribute["name"], None)
    else:
        reading.values[attribute["name"]] = (attribute["value"] or "").strip()


def _include(reading: _Reading, match: re.Match[str], where: tuple[str, int]) -> Iterator[str]:
    """Yield the lines of an included file, or a line that names it where it is not there."""
    folder, depth = where
    target = _NAMED.sub(lambda named: reading.values.get(named[1], named[0]), match["file"])
    options = _read_options(match["options"])
    file = normpath(join(folder, target.strip()))
    is_own = file in reading.open_files
    wanted = "://" not in target and depth < _DEEPEST and not is_own
    data = reading.beside(file) if wanted else b""
    if not data:
        if "opts" not in options or "optional" not in options["opts"]:
            reading.missing.append(f"{target}{ITSELF}" if is_own else target)
            yield f"({target})"
        return
    reading.left -= len(data) + _EACH
    if reading.left < 0:
        raise SourceError("the files that it includes are too much", where=Place(reading.name))
    before = reading.offset
    reading.offset = _shift(before, options.get("leveloffset", "+0"))
    held = "\n".join(_select(_split_lines(decode(file, data).text), options))
    reading.open_files.append(file)
    yield from _fill(reading, held, (dirname(file), depth + 1))
    reading.open_files.pop()
    reading.offset = before


def _read_options(text: str) -> dict[str, str]:
    """Return the options of an inclusion; a value with commas stands in quotation marks."""
    found = re.findall(r"([\w-]{1,40})\s*=\s*(?:\"([^\"]*)\"|([^,\]]*))", text)
    return {key: quoted or bare.strip() for key, quoted, bare in found}


def _shift(offset: int, value: str) -> int:
    """Return by how many levels headings are lowered; a sign makes a value relative."""
    value = value.strip()
    if not re.fullmatch(r"[+-]?\d{1,2}", value):
        return offset
    number = int(value)
    return max(0, min(6, offset + number if value[0] in "+-" else number))


def _select(lines: list[str], options: dict[str, str]) -> list[str]:
    """Return the lines of a file that an inclusion asks for, by their numbers or by tags."""
    wanted = [part.strip() for part in re.split(r"[,;]", options.get("lines", "1.."))]
    tags = {tag.strip() for tag in re.split(r"[,;]", options.get("tags", options.get("tag", "")))}
    tags = {tag for tag in tags if re.fullmatch(r"[^*!]+", tag)}
    open_tags: set[str] = set()
    chosen = []
    for number, line in enumerate(lines, start=1):
        mark = _TAG.search(line)
        if mark is not None:
            (open_tags.add if mark[1] == "tag" else open_tags.discard)(mark[2])
        elif (not tags or tags & open_tags) and any(_spans(number, each) for each in wanted):
            chosen.append(line)
    return chosen


def _spans(number: int, wanted: str) -> bool:
    first, dots, last = wanted.partition("..")
    if not first.isdecimal():
        return False
    end = int(last) if last.isdecimal() else number
    return int(first) <= number <= end if dots else number == int(first)


def prepare(_: str, data: bytes, __: Choices) -> Prepared:
    """Return the document without remarks and without what its conditions leave out, both told."""
    kept: list[str] = []
    told: list[OwnPassage] = []
    for number, part, line in _sort_out(_split_lines(data.decode("utf-8", "replace"))):
        if part is Part.TEXT:
            kept.append(line)
        elif line.strip():
            told.append(OwnPassage(part=part, place=f"line {number}", text=line))
    text = "\n".join(kept) + "\n"
    address = _ADDRESS.match(text)
    if address is not None:
        told.append(OwnPassage(part=Part.FRONT, place="line 2", text=address[2]))
        text = address[1] + text[address.end() :]
    text = "\n".join(_settle_lines(_split_lines(text))) + "\n"
    counts = Counter({HEADINGS: len(_SECTION.findall(_CODE.sub("", text)))})
    held = Inventory(passages=(*told, *_passages(text)), counts=counts)
    written, shapes = write_tables(write_verse(text))
    return Prepared(data=written, inventory=held, tables=shapes)


def _split_lines(text: str) -> list[str]:
    """Return the lines of a text; other signs that part lines for Unicode stand within them."""
    lines = re.split(r"\r\n?|\n", text)
    return lines[:-1] if not lines[-1] else lines


def _sort_out(lines: list[str]) -> Iterator[tuple[int, Part, str]]:
    """Yield each line with its number: text, a remark, or left out by a condition."""
    defined: set[str] = set()
    conditions: list[bool] = []
    fence = ""
    for number, line in enumerate(lines, start=1):
        condition = _CONDITION.match(line)
        if condition is not None:
            yield number, *_weigh(condition, conditions, defined)
            continue
        if not all(conditions):
            yield number, Part.HIDDEN, line
            continue
        attribute = None if fence else _ATTRIBUTE.match(line)
        if attribute is not None and (attribute["off"] or attribute["off2"]):
            # it has no words, and pandoc 3.9 takes the first such line for the end of the head
            defined.discard(attribute["name"])
            yield number, Part.HIDDEN, ""
            continue
        if attribute is not None:
            defined.add(attribute["name"])
        mark = _REMARKS.match(line) or _VERBATIM.match(line)
        remark = fence.startswith("/") or (not fence and bool(re.match(r"//(?!/)|/{4,}\s*$", line)))
        if mark is not None:
            sign = mark[0].strip().rstrip("abcdefghijklmnopqrstuvwxyz,")
            fence = "" if fence == sign else fence or sign
        yield number, Part.COMMENT if remark else Part.TEXT, line.lstrip("/") if remark else line


def _weigh(condition: re.Match[str], conditions: list[bool], defined: set[str]) -> tuple[Part, str]:
    """Open or close a condition; return what it says in its own line and whether that stays.

    What only the program that makes a web page of it could decide (`ifeval`) is left out. A line
    that opens or closes leaves no blank one, which would end the head of a document.
    """
    kind, text = condition["kind"], condition["text"]
    if kind == "endif":
        if conditions:
            conditions.pop()
        return Part.HIDDEN, ""
    every = "+" in condition["names"]
    names = re.split(r"[,+]", condition["names"])
    met = (all if every else any)(name in defined for name in names)
    holds = kind != "ifeval" and met is (kind == "ifdef")
    if text and kind != "ifeval":
        return (Part.TEXT if holds and all(conditions) else Part.HIDDEN), text
    conditions.append(holds)
    return Part.HIDDEN, ""


def _settle_lines(lines: list[str]) -> Iterator[str]:
    """Yield lines that pandoc 3.9 reads whole; those of code stay as they are.

    It puts no value of an attribute into an address or another value, drops the styles of sections,
    what works of a bibliography are called, and references to them.
    """
    called = {found[1]: found[2] or found[1] for line in lines for found in _WORK.finditer(line)}
    values: dict[str, str] = {}
    fence = ""
    for at, line in enumerate(lines):
        mark = _VERBATIM.match(line)
        if mark is not None:
            fence = "" if fence == mark[1] else fence or mark[1]
        if fence or mark is not None:
            yield line
            continue
        attribute = _ATTRIBUTE.match(line)
        if attribute is not None:
            value = _BRACES.sub(
                lambda named: values.get(named[1], named[0]), attribute["value"] or ""
            )
            values[attribute["name"]] = value.strip() if len(value) < _LONGEST_VALUE else ""
            yield f":{attribute['name']}: {value}" if value else line
            continue
        is_style = _STYLE.match(line) and _opens_section(lines[at + 1 : at + 5])
        styled = _STYLE.sub(r"[.\1\2]", line) if is_style else line
        named = _WORK.sub(lambda found: f"[[{found[1]}]][{called[found[1]]}]", styled)
        yield _fill_addresses(_BARE.sub(lambda found: _call_work(found, called), named), values)


def _call_work(found: re.Match[str], called: Mapping[str, str]) -> str:
    return f"<<{found[1]},[{called[found[1]]}]>>" if found[1] in called else found[0]


def _opens_section(lines: list[str]) -> bool:
    return bool(_HEADING.match(next((each for each in lines if not _BEFORE.match(each)), "")))


def _fill_addresses(line: str, values: dict[str, str]) -> str:
    """Return a line with the values of attributes that are addresses, or parts of one."""

    def fill(named: re.Match[str]) -> str:
        value = values.get(named[1], "")
        return value if "://" in value else named[0]

    def fill_macro(macro: re.Match[str]) -> str:
        return _BRACES.sub(lambda named: values.get(named[1], named[0]), macro[0])

    return _MACRO.sub(fill_macro, _BRACES.sub(fill, line)) if "{" in line else line


def _passages(text: str) -> Iterator[OwnPassage]:
    """Yield the words of each paragraph, and of each block of code as they stand."""
    held: list[str] = []
    fence, start = "", 1
    for number, line in enumerate([*_split_lines(text), ""], start=1):
        mark = _VERBATIM.match(line)
        ends = mark is not None and fence in {"", mark[1]}
        if not ends and (fence or line.strip()):
            held.append(line)
            continue
        words = "\n".join(held)
        if fence.startswith("+"):
            words = _read_raw(words)
        elif fence:
            words = _CALLOUT.sub(" ", words)
        else:
            words = _strip_markup(words)
        if words.strip():
            yield OwnPassage(part=Part.TEXT, place=f"near line {start}", text=words)
        held, start = [], number + 1
        if mark is not None and ends:
            fence = "" if fence else mark[1]


def _read_raw(markup: str) -> str:
    return unescape(_ELEMENT.sub("", markup))


def _strip_markup(words: str) -> str:
    words = _RAW.sub(lambda raw: _read_raw(raw[1] or raw[2] or ""), words)
    joined = _CLOSED.sub("", _WITHIN.sub("", _TWICE.sub(r"\1", words)))
    return _MARKUP.sub(" ", joined)


def join_code(node: Json) -> Json:
    """Return part of a document as JSON with the words of a piece of code in one.

    Pandoc's reader parts them at their spaces, as if each were marked by itself.
    """
    if isinstance(node, dict):
        return {key: join_code(value) for key, value in node.items()}
    if not isinstance(node, list):
        return node
    out: list[Json] = []
    for item in map(join_code, node):
        tags = [cast("dict[str, str]", each)["t"] for each in out[-2:] if is_element(each, *_RUN)]
        if is_element(item, "Code") and tags in (["Code", "Space"], ["Code", "SoftBreak"]):
            attributes, words = cast("dict[str, list[str]]", out[-2])["c"]
            more = cast("dict[str, list[str]]", item)["c"][1]
            out[-2:] = [{"t": "Code", "c": [attributes, f"{words} {more}"]}]
        else:
            out.append(item)
    return out
