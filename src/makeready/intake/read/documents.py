"""Pandoc's reading of a document into one that a manuscript can hold.

A document comes as pandoc's JSON (pandoc-types 1.23). What belongs to its file and not to its
words goes: wrappers without a language, styling, links back from notes, code for other formats.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias, cast

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.core.model import Asset, Digest, Person
from makeready.intake.model import Metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"
Element: TypeAlias = "Mapping[str, Json]"

CODES = table(
    Code(
        code="S-111",
        severity=Severity.WARNING,
        title="A picture is not inside the document",
        why="The document only names it, and importing reads no other file and no network.",
        remedy="Put the picture into the title's images folder under the name given.",
    ),
    Code(
        code="S-112",
        severity=Severity.WARNING,
        title="A picture is of a kind that books cannot carry",
        why="Reading systems and the print engine show PNG, JPEG, GIF, WebP and SVG.",
        remedy="Save the picture as PNG or SVG and change its name in the text.",
    ),
    Code(
        code="S-113",
        severity=Severity.WARNING,
        title="Code for another format was left out",
        why="Raw LaTeX, HTML or the like would be words on no page of the book.",
        remedy="Look at the place in the source; if it stood for words, type them into the text.",
    ),
)

_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "png": "image/png",
        "jpg": "image/jpeg",
        "jpeg": "image/jpeg",
        "gif": "image/gif",
        "webp": "image/webp",
        "svg": "image/svg+xml",
    }
)
_SPACES = ("Space", "SoftBreak", "LineBreak")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidied:
    """A document ready to be written as a manuscript, with what was found in it."""

    document: Mapping[str, Json]
    metadata: Metadata
    images: tuple[Asset, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """What the rules for single elements look up: link targets, and pictures' new names."""

    targets: frozenset[str]
    pictures: Mapping[str, str]


def tidy(name: str, document: Mapping[str, Json], media: Mapping[str, bytes]) -> Tidied:
    """Return the document without what is not its words; `media` holds pictures by their source."""
    blocks = document.get("blocks", [])
    elements = tuple(_elements(blocks))
    media = {**media, **_read_embedded(elements)}
    names = _names(_sources(elements))
    context = _Context(targets=frozenset(_target(element) for element in elements), pictures=names)
    metadata = facts(cast("Mapping[str, Json]", document.get("meta", {})))
    body = _without_title(cast("Sequence[Json]", _rewrite(blocks, context)), metadata.title)
    return Tidied(
        document={**document, "meta": {}, "blocks": _raise_headings(body)},
        metadata=metadata,
        images=tuple(_assets(names, media)),
        findings=(*_raw(name, elements), *_report_missing(name, names, media)),
    )


def facts(meta: Mapping[str, Json]) -> Metadata:
    """Return what the document's own metadata says, in the words of book.toml."""
    told = {key: tuple(_values(value)) for key, value in meta.items()}

    def first(*keys: str) -> str:
        return next((value for key in keys for value in told.get(key, ()) if value), "")

    authors = next((told[key] for key in ("author", "creator") if told.get(key)), ())
    names = [name for author in authors for name in author.split("; ") if name]
    return Metadata(
        title=first("title"),
        subtitle=first("subtitle"),
        people=tuple(Person(name=n, sort_as=_sort_name(n), role="aut") for n in names),
        published=first("date", "dcterms.date"),
        publisher=first("publisher"),
        rights=first("rights", "copyright"),
        description=first("description", "abstract"),
        language=first("lang", "language"),
    )


def plain(node: Json) -> str:
    """Return the words of a piece of a document, notes set aside."""
    if isinstance(node, str):
        return ""
    if isinstance(node, Mapping):
        return _plain_element(node)
    if isinstance(node, Sequence):
        return "".join(plain(item) for item in node)
    return ""


def _plain_element(element: Element) -> str:
    tag, content = element.get("t"), element.get("c")
    if tag in {"Str", "MetaString"}:
        return str(content)
    if tag in _SPACES:
        return " "
    if tag == "Note":
        return ""
    if tag == "Quoted":
        mark, content = cast("Sequence[Json]", content)
        opening, closing = "“”" if cast("Element", mark).get("t") == "DoubleQuote" else "‘’"
        return f"{opening}{plain(content)}{closing}"
    if tag in {"Code", "Math"}:
        return str(cast("Sequence[Json]", content)[1])
    return plain(content)


def _values(value: Json) -> Iterator[str]:
    """The values of a metadata field, whether it stands alone or in a list."""
    if isinstance(value, Mapping) and value.get("t") == "MetaList":
        yield from (plain(item).strip() for item in cast("Sequence[Json]", value["c"]))
    else:
        yield plain(value).strip()


def _sort_name(name: str) -> str:
    """The name with its last word first; one word, or a name in Chinese characters, as it is."""
    given, _, family = name.rpartition(" ")
    return f"{family}, {given}" if given and "," not in name else name


def _elements(node: Json) -> Iterator[Element]:
    if isinstance(node, Mapping):
        if isinstance(node.get("t"), str):
            yield node
        for key in sorted(node):
            yield from _elements(node[key])
    elif isinstance(node, Sequence) and not isinstance(node, str):
        for item in node:
            yield from _elements(item)


def _content(element: Element) -> Sequence[Json]:
    return cast("Sequence[Json]", element["c"])


def _target(element: Element) -> str:
    """The id that a link inside the document points to, or nothing."""
    if element["t"] != "Link":
        return ""
    address = str(cast("Sequence[Json]", _content(element)[2])[0])
    return address[1:] if address.startswith("#") else ""


def _sources(elements: Sequence[Element]) -> tuple[str, ...]:
    """Where the pictures come from, each once, in the order of the text."""
    images = (element for element in elements if element["t"] == "Image")
    return tuple(
        dict.fromkeys(str(cast("Sequence[Json]", _content(image)[2])[0]) for image in images)
    )


def _read_embedded(elements: Sequence[Element]) -> dict[str, bytes]:
    """The pictures that stand in the text itself, as data: addresses."""
    found: dict[str, bytes] = {}
    for source in _sources(elements):
        head, _, data = source.partition(",")
        if head.startswith("data:image/") and head.endswith(";base64"):
            try:
                found[source] = base64.b64decode(data, validate=True)
            except binascii.Error:
                continue
    return found


def _names(sources: Sequence[str]) -> dict[str, str]:
    """A name in the title's images folder for every picture; the same name never twice."""
    names: dict[str, str] = {}
    for source in sources:
        stem, suffix = _file_name(source)
        taken = set(names.values())
        candidates = (f"images/{stem}{n}{suffix}" for n in ("", *(f"-{i}" for i in range(2, 9999))))
        names[source] = next(name for name in candidates if name not in taken)
    return names


def _file_name(source: str) -> tuple[str, str]:
    if source.startswith("data:"):
        kind = source.partition(";")[0].removeprefix("data:image/").removesuffix("+xml")
        return "picture", f".{_safe(kind)}"
    path = PurePosixPath(source.partition("?")[0].replace("\\", "/"))
    return _safe(path.stem) or "picture", _safe(path.suffix) and f".{_safe(path.suffix)}"


def _safe(text: str) -> str:
    """The text in small letters, digits and hyphens only, as file names in an e-book should be."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _assets(names: Mapping[str, str], media: Mapping[str, bytes]) -> Iterator[Asset]:
    for source, name in names.items():
        if source in media:
            data = media[source]
            yield Asset(
                name=name,
                media_type=_KINDS.get(name.rpartition(".")[2], "application/octet-stream"),
                data=data,
                digest=Digest(hashlib.sha256(data).hexdigest()),
            )


def _report_missing(
    name: str, names: Mapping[str, str], media: Mapping[str, bytes]
) -> Iterator[Finding]:
    place = Place(name)
    for source, target in names.items():
        if source not in media:
            named = textwrap.shorten(source, 80, placeholder="...")
            message = f"the picture {named} is not in the document; the text calls it {target}"
            yield finding(CODES["S-111"], message, place)
        elif target.rpartition(".")[2] not in _KINDS:
            yield finding(CODES["S-112"], f"{target} cannot be shown in a book", place)


def _raw(name: str, elements: Sequence[Element]) -> Iterator[Finding]:
    for element in elements:
        if element["t"] in {"RawBlock", "RawInline"}:
            kind, code = (str(part) for part in _content(element))
            shown = " ".join(code.split())[:60]
            yield finding(CODES["S-113"], f"left out, being {kind}: {shown}", Place(name))


def _rewrite(node: Json, context: _Context) -> Json:
    if isinstance(node, Mapping):
        return {key: _rewrite(value, context) for key, value in node.items()}
    if isinstance(node, Sequence) and not isinstance(node, str):
        return [out for item in node for out in _replace(item, context)]
    return node


def _replace(item: Json, context: _Context) -> Sequence[Json]:
    rewritten = _rewrite(item, context)
    if not isinstance(rewritten, Mapping):
        return [rewritten]
    rule = _RULES.get(str(rewritten.get("t")))
    return rule(rewritten, context) if rule else [rewritten]


def _unwrap(element: Element, context: _Context) -> Sequence[Json]:
    """A wrapper stays for its language, or as the target of a link; else its content stays."""
    attributes, content = _content(element)
    identifier, _, pairs = cast("tuple[str, Json, Sequence[Sequence[str]]]", attributes)
    languages = [[key, value] for key, value in pairs if key == "lang"]
    kept = identifier if identifier in context.targets else ""
    if not (kept or languages):
        return cast("Sequence[Json]", content)
    return [{**element, "c": [[kept, [], languages], content]}]


def _header(element: Element, context: _Context) -> Sequence[Json]:
    level, attributes, content = _content(element)
    identifier, classes, _ = cast("tuple[str, Sequence[str], Json]", attributes)
    kept = identifier if identifier in context.targets else ""
    unnumbered = [name for name in classes if name == "unnumbered"]
    return [{**element, "c": [level, [kept, unnumbered, []], content]}]


def _bare_note(element: Element, _: _Context) -> Sequence[Json]:
    """A note call needs no superscript around it: it is raised where it is set."""
    content = _content(element)
    notes = [item for item in content if isinstance(item, Mapping) and item.get("t") == "Note"]
    return content if notes and len(notes) == len(content) else [element]


def _link(element: Element, _: _Context) -> Sequence[Json]:
    attributes, content, target = _content(element)
    classes = cast("tuple[str, Sequence[str], Json]", attributes)[1]
    if "footnote-back" in classes:
        return []
    return [{**element, "c": [["", [], []], content, target]}]


def _image(element: Element, context: _Context) -> Sequence[Json]:
    _, content, target = _content(element)
    source, title = cast("tuple[str, str]", target)
    return [{**element, "c": [["", [], []], content, [context.pictures[source], title]]}]


def _drop(_: Element, __: _Context) -> Sequence[Json]:
    return []


_RULES: Mapping[str, Callable[[Element, _Context], Sequence[Json]]] = MappingProxyType(
    {
        "Div": _unwrap,
        "Span": _unwrap,
        "Header": _header,
        "Superscript": _bare_note,
        "Link": _link,
        "Image": _image,
        "RawBlock": _drop,
        "RawInline": _drop,
    }
)


def _without_title(blocks: Sequence[Json], title: str) -> Sequence[Json]:
    """The blocks without an opening heading that only repeats the title."""
    opening = blocks[0] if blocks else None
    if not isinstance(opening, Mapping) or opening.get("t") != "Header":
        return blocks
    return blocks[1:] if plain(_content(opening)[2]).strip() == title else blocks


def _raise_headings(blocks: Sequence[Json]) -> Sequence[Json]:
    """The blocks with the highest heading at level 1, since a level-1 heading opens a chapter."""
    headings = [
        block for block in blocks if isinstance(block, Mapping) and block.get("t") == "Header"
    ]
    above = min((cast("int", _content(heading)[0]) for heading in headings), default=1) - 1
    return [_raise_heading(block, above) for block in blocks] if above else blocks


def _raise_heading(block: Json, above: int) -> Json:
    if not isinstance(block, Mapping) or block.get("t") != "Header":
        return block
    level, *rest = _content(block)
    return {**block, "c": [cast("int", level) - above, *rest]}
