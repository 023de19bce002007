"""Pictures of a document → pictures of a title, each under a name of its own."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import textwrap
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import unquote

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.core.model import Asset, Digest
from makeready.intake.read.pandoc_json import Element, address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from lxml import etree

# how Word says that it has a picture, and that it only names one
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_HELD = (f"{_RELATIONS}embed", f"{_RELATIONS}id")
_NAMED = (f"{_RELATIONS}link", f"{_RELATIONS}href")

CODES = table(
    Code(
        code="S-111",
        severity=Severity.WARNING,
        title="A picture is not there",
        why="The document only names it, and it does not lie beside the document; importing reads "
        "nothing from elsewhere.",
        remedy="Put the picture into the title's images folder and name it where the text says "
        "that it is missing.",
    ),
    Code(
        code="S-112",
        severity=Severity.WARNING,
        title="A picture is of a kind that books cannot carry",
        why="Reading systems and the print engine show PNG, JPEG, GIF, WebP and SVG.",
        remedy="Save the picture as PNG or SVG into the title's images folder and name it where "
        "the text says that it is missing.",
    ),
)

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "png": "image/png",
        "jpg": "image/jpeg",
        "jpeg": "image/jpeg",
        "gif": "image/gif",
        "webp": "image/webp",
        "svg": "image/svg+xml",
    }
)
# How a picture's bytes begin. A name may lie, or have no suffix at all.
_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
)
_PDF, _POSTSCRIPT = b"%PDF-", (b"%!PS", b"\xc5\xd0\xd3\xc6")
_PRINTED = frozenset({".pdf", ".eps", ".ps"})
"""What LaTeX prints and books cannot carry; authors often keep another form beside it."""
_HEAD = 4096  # bytes in which a drawing says that it is one
_LONGEST_NAME = 60
_ICON = 120  # pixels: what is wider is a picture, and no sign among words
_MARKER = 0xFF
# The markers of JPEG's frames, which hold the size (ITU-T T.81, table B.1).
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_SHARE = re.compile(r"([\d.]{1,20}) ?%")
_OF_MEASURE = re.compile(
    r"([\d.]{0,20}) ?\\(?:textwidth|linewidth|columnwidth|hsize|pagewidth|paperwidth)"
)
_LENGTH = re.compile(r"([\d.]{1,20}) ?(in|cm|mm|pt|pc|bp|em)")
_INCHES = {"in": 1, "cm": 1 / 2.54, "mm": 1 / 25.4, "pt": 1 / 72, "bp": 1 / 72, "pc": 1 / 6}
_MEASURE = 6.5
"""Inches between the margins of a word processor's page; a length is taken to be a part of them."""
_LEAST, _WHOLE = 3, 97
"""Per cent: what is narrower is a sign among words, what is wider fills the measure."""


def list_sources(elements: Sequence[Element]) -> tuple[str, ...]:
    """Return where the pictures come from, each once, in the order of the text."""
    images = (element for element in elements if element["t"] == "Image")
    return tuple(dict.fromkeys(address(image) for image in images))


def read_embedded(named: Sequence[str]) -> dict[str, bytes]:
    """Return the pictures that stand in the text itself, as data: addresses."""
    found: dict[str, bytes] = {}
    for source in named:
        head, _, data = source.partition(",")
        if head.startswith("data:image/") and head.endswith(";base64"):
            try:
                found[source] = base64.b64decode(unquote(data))
            except binascii.Error:
                continue
    return found


def read_neighbours(
    named: Sequence[str],
    beside: Callable[[str], bytes],
    draw: Callable[[bytes], bytes] | None = None,
) -> dict[str, bytes]:
    """Return the pictures that lie beside the source, by the names that the document has.

    LaTeX names pictures without a suffix: those that books can carry are tried in turn. A PDF
    becomes what `draw` makes of it; one that it cannot draw stays a PDF.
    """
    found = {}
    for source in named:
        path = unquote(source.partition("?")[0].partition("#")[0])
        if re.match(r"[a-z][a-z0-9+.-]*:|/", path, re.IGNORECASE) or not path:
            continue
        data = _choose(_draw(beside(name), draw) for name in _list_names(path))
        if data:
            found[source] = data
    return found


def _list_names(path: str) -> Iterator[str]:
    """Yield the names of files that a picture may be in; that of the document comes first."""
    yield path
    suffix = PurePosixPath(path).suffix
    if suffix.lower().lstrip(".") not in KINDS:
        stem = path.removesuffix(suffix) if suffix.lower() in _PRINTED else path
        yield from (f"{stem}.{kind}" for kind in (*KINDS, "pdf"))


def _draw(data: bytes, draw: Callable[[bytes], bytes] | None) -> bytes:
    return (draw(data) or data) if draw and data.startswith(_PDF) else data


def _choose(held: Iterable[bytes]) -> bytes:
    """Return the first picture that a book can carry, else the first that is there."""
    first = b""
    for data in filter(None, held):
        if not data.startswith((_PDF, *_POSTSCRIPT)):
            return data
        first = first or data
    return first


def name_pictures(named: Sequence[str], media: Mapping[str, bytes]) -> dict[str, str]:
    """Return a name in the title's images folder for every picture; the same name never twice."""
    given: dict[str, str] = {}
    for source in named:
        stem, suffix = _file_name(source, media.get(source, b""))
        taken = set(given.values())
        candidates = (f"images/{stem}{n}{suffix}" for n in ("", *(f"-{i}" for i in range(2, 9999))))
        given[source] = next(name for name in candidates if name not in taken)
    return given


def _file_name(source: str, data: bytes) -> tuple[str, str]:
    kind = next((kind for start, kind in _BEGINNINGS if data.startswith(start)), "")
    if not kind and data[8:12] == b"WEBP":
        kind = "webp"
    if not kind and b"<svg" in data[:_HEAD]:
        kind = "svg"
    if source.startswith("data:"):
        said = source.partition(";")[0].removeprefix("data:image/").removesuffix("+xml")
        return "picture", f".{kind or _safe(said)}"
    path = PurePosixPath(unquote(source.partition("?")[0]).replace("\\", "/"))
    suffix = _safe(path.suffix)
    if kind and suffix not in {kind, "jpeg" if kind == "jpg" else kind}:
        suffix = kind
    return _safe(path.stem)[:_LONGEST_NAME] or "picture", suffix and f".{suffix}"


def _safe(text: str) -> str:
    """The text in small letters, digits and hyphens only, as file names in an e-book should be."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def select_shown(named: Mapping[str, str], media: Mapping[str, bytes]) -> dict[str, str]:
    """Return the names of those pictures that are there and that a book can carry."""
    return {
        source: name
        for source, name in named.items()
        if source in media and name.rpartition(".")[2] in KINDS
    }


def measure_width(data: bytes) -> int:
    """Return the width of a PNG, GIF or JPEG in pixels, 0 where it cannot be told."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return int.from_bytes(data[16:20], "big")
    if data.startswith(b"GIF8"):
        return int.from_bytes(data[6:8], "little")
    at = 2
    while data.startswith(b"\xff\xd8") and at + 9 < len(data) and data[at] == _MARKER:
        if data[at + 1] in _FRAMES:
            return int.from_bytes(data[at + 7 : at + 9], "big")
        at += 2 + max(int.from_bytes(data[at + 2 : at + 4], "big"), 2)
    return 0


def select_large(named: Mapping[str, str], media: Mapping[str, bytes]) -> frozenset[str]:
    """Return the names of the pictures that are too wide for a line of text."""
    return frozenset(name for source, name in named.items() if measure_width(media[source]) > _ICON)


def make_assets(named: Mapping[str, str], media: Mapping[str, bytes]) -> Iterator[Asset]:
    """Yield the pictures that are there."""
    for source, name in named.items():
        if source in media:
            data = media[source]
            yield Asset(
                name=name,
                media_type=KINDS.get(name.rpartition(".")[2], "application/octet-stream"),
                data=data,
                digest=Digest(hashlib.sha256(data).hexdigest()),
            )


def read_width(said: str) -> str:
    """Return a width as a percentage, or nothing where it is none or the whole measure.

    A length is a part of the page that it was meant for; pixels say nothing of one.
    """
    share = _read_share(said.strip())
    return f"{share}%" if _LEAST <= share <= _WHOLE else ""


def _read_share(said: str) -> int:
    for pattern, whole in ((_SHARE, 1.0), (_OF_MEASURE, 100.0)):
        if found := pattern.fullmatch(said):
            return round(_number(found[1] or "1") * whole)
    found = _LENGTH.fullmatch(said)
    inches = _INCHES.get(found[2]) if found else None
    return round(_number(found[1]) * inches / _MEASURE * 100) if found and inches else 0


def _number(digits: str) -> float:
    return float(digits) if re.fullmatch(r"\d{1,4}(?:\.\d{0,20})?|\.\d{1,20}", digits) else 0.0


def report_missing(
    name: str, named: Mapping[str, str], media: Mapping[str, bytes]
) -> Iterator[Finding]:
    """Yield a finding for each picture that is not there, or that no book can carry."""
    place = Place(name)
    for source, target in named.items():
        if source not in media:
            called = textwrap.shorten(source, 80, placeholder="...")
            message = f"the picture {called} is not in the document nor beside it"
            hint = f"put it into the title's folder as {target}"
            yield finding(CODES["S-111"], message, place, hint)
        elif target.rpartition(".")[2] not in KINDS:
            yield finding(CODES["S-112"], f"{target} cannot be shown in a book", place)


def report_linked(
    name: str, body: etree._Element, relations: etree._Element | None
) -> Iterator[Finding]:
    """Yield each picture that the Word document called `name` only names, with its address."""
    targets = {
        each.get("Id", ""): each.get("Target", "")
        for each in (() if relations is None else relations.iter("{*}Relationship"))
    }
    for shown in (*body.iter("{*}blip"), *body.iter("{*}imagedata")):
        key = next((shown.get(each, "") for each in _NAMED if shown.get(each)), "")
        if key and not any(shown.get(each) for each in _HELD):
            yield finding(CODES["S-111"], targets.get(key) or key, Place(name))
