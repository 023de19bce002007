"""Pictures of a title become what an edition holds: private notes out, and bounded for screens.

Print has every dot of the original; what a camera wrote into it, such as the place, is in neither
edition. Sources: JFIF and Exif 2.32 (segments), PNG 3 (chunks), WebP's container specification.
"""

from __future__ import annotations

import io
import struct
import warnings
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PIL import Image, ImageCms, ImageFile, ImageOps

from makeready.core.findings import Code, Finding, Place, Severity, finding, table
from makeready.editions.breaks import find_break
from makeready.editions.embedded import DRAWING, list_embedded, replace_embedded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from makeready.core.model import Asset

CODES = table(
    Code(
        code="E-001",
        severity=Severity.HINT,
        title="A picture made smaller for screens",
        why="The e-book has no picture longer than 2,400 dots or larger than some two million "
        "bytes: readers load it over the air. The print edition has every dot.",
        remedy="Nothing; where a detail is lost, show it as a picture of its own.",
    ),
    Code(
        code="E-002",
        severity=Severity.HINT,
        title="Notes of the camera taken out",
        why="Cameras and programs write into a picture's file when, where and by whom it was "
        "made; that is nobody's business but the author's, and stands in neither edition.",
        remedy="Nothing; the file in the title's folder stays as it is.",
    ),
    Code(
        code="E-003",
        severity=Severity.HINT,
        title="A picture's colours converted",
        why="Reading systems show inks (CMYK) and more than 256 levels of a colour wrongly, or "
        "not at all.",
        remedy="Nothing; where a colour matters, save the picture in sRGB yourself.",
    ),
    Code(
        code="E-004",
        severity=Severity.ERROR,
        title="A picture too large to be handled",
        why="It would take more memory than a machine can be asked for.",
        remedy="Save it with fewer dots; 300 to the inch of the printed size are enough.",
    ),
    Code(
        code="E-008",
        severity=Severity.ERROR,
        title="A picture's file is damaged",
        why="What is missing would be printed grey or black, and not shown by some readers.",
        remedy="Copy the picture anew from where it came, or save it again.",
    ),
)
EDGE = 2400
"""The longest edge, in dots, of a picture in the e-book."""

BYTES = 2_000_000
"""How many bytes a picture in the e-book has at most, if fewer dots can bring that about."""

MOST_DOTS = {"JPEG": 170_000_000}
"""The most dots by format: JPEG can be read at an eighth of its size."""

_MOST_DOTS = 60_000_000
_FEWEST = 600
_QUALITY = 85
_SHOWN = frozenset({"1", "L", "LA", "P", "RGB", "RGBA"})
_DEEP = frozenset({"I", "I;16", "I;16B", "I;16L", "I;16N", "F"})
_ORIENTATION = 0x0112
_PLACE = 0x8825
_KINDS = {"image/gif": "GIF", "image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
_PRIVATE_CHUNKS = frozenset({b"eXIf", b"iTXt", b"tEXt", b"tIME", b"zTXt"})
_PRIVATE_PARTS = frozenset({b"EXIF", b"XMP "})
# JPEG: what a segment begins with, the one after which only dots follow, those of applications and
# comments
_MARKER, _SCAN, _NOTES = 0xFF, 0xDA, frozenset({*range(0xE0, 0xF0), 0xFE})
# what says how a JPEG is to be drawn: its own marker, its colour profile and Adobe's
_KEPT_SEGMENTS = frozenset({0xE0, 0xE2, 0xEE})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What a picture's head says of it; `orientation` is Exif's, 1 where it stands upright."""

    format: str
    width: int
    height: int
    mode: str
    orientation: int
    has_place: bool
    is_moving: bool

    @property
    def dots(self) -> int:
        return self.width * self.height

    def is_bounded(self, size: int) -> bool:
        return max(self.width, self.height) <= EDGE and size <= BYTES


def check_pictures(pictures: Iterable[Asset]) -> Iterator[Finding]:
    """Yield what becomes of pictures in the editions, and those that are too large for any."""
    for picture in pictures:
        if picture.media_type == DRAWING:
            yield from check_pictures(list_embedded(picture))
        facts = _read_facts(picture)
        place = Place(picture.name)
        if facts is None and _is_bomb(picture):
            yield finding(CODES["E-004"], "it says that it has more dots than can be read", place)
        if facts is not None:
            if broken := find_break(picture.data, picture.media_type):
                yield finding(CODES["E-008"], broken, place)
                continue
            dots = f"{facts.width:,} × {facts.height:,} dots"
            if facts.dots > MOST_DOTS.get(facts.format, _MOST_DOTS):
                yield finding(CODES["E-004"], dots, place)
                continue
            if not facts.is_moving and not facts.is_bounded(len(picture.data)):
                message = f"{dots} in {len(picture.data):,} bytes are made fewer for the e-book"
                yield finding(CODES["E-001"], message, place)
            if _without_notes(picture.data, facts) != picture.data:
                what = "the place where it was taken" if facts.has_place else "what programs noted"
                yield finding(CODES["E-002"], f"{what} is taken out of the editions", place)
            if facts.mode not in _SHOWN:
                depth = "more than 256 greys" if facts.mode in _DEEP else facts.mode
                yield finding(CODES["E-003"], f"{depth} is converted for screens", place)


def prepare_for_print(picture: Asset) -> Asset:
    """Return a picture with all its dots, without private notes, as the layout can set it.

    WeasyPrint 70 prints more than 256 levels of grey as black.
    """
    if picture.media_type == DRAWING:
        return replace_embedded(picture, prepare_for_print)
    facts = _read_facts(picture)
    if facts is None:
        return picture
    if facts.mode in _DEEP:
        return _as_png(picture, _open(picture))
    if facts.orientation != 1 and facts.format != "JPEG":
        # only in a JPEG is there a place for how it stands without the other notes
        return _as_png(picture, _open(picture))
    return replace(picture, data=_without_notes(picture.data, facts))


def _as_png(picture: Asset, image: Image.Image) -> Asset:
    try:
        _load_whole(image)
        data = _encode(_convert_for_screens(ImageOps.exif_transpose(image)), "PNG")
    except (OSError, SyntaxError):
        return picture
    return replace(picture, data=data, media_type="image/png")


def prepare_all_for_screens(pictures: Collection[Asset]) -> Mapping[str, Asset]:
    """Return the pictures for the e-book under the names that they had before."""
    taken = {picture.name for picture in pictures}
    found: dict[str, Asset] = {}
    for picture in pictures:
        made = prepare_for_screens(picture)
        if made.name != picture.name and made.name in taken:
            stem, _, suffix = made.name.rpartition(".")
            made = replace(made, name=f"{stem}-screen.{suffix}")
        found[picture.name] = made
        taken.add(made.name)
    return found


def prepare_for_screens(picture: Asset) -> Asset:
    """Return a picture as the e-book has it: upright, in colours of screens, within the bounds.

    A drawing stays one, with the pictures written into it prepared. A photograph that was saved as
    PNG may come back as a JPEG.
    """
    if picture.media_type == DRAWING:
        return replace_embedded(picture, prepare_for_screens)
    facts = _read_facts(picture)
    if facts is None or facts.is_moving:
        return picture
    is_shown = facts.mode in _SHOWN and facts.orientation == 1
    if is_shown and facts.is_bounded(len(picture.data)):
        return replace(picture, data=_without_notes(picture.data, facts))
    image = _open(picture)
    image.draft("RGB", (EDGE, EDGE))
    try:
        _load_whole(image)
        image = _convert_for_screens(ImageOps.exif_transpose(image))
    except (OSError, SyntaxError):
        # it breaks off somewhere; the layout tells of it
        return replace(picture, data=_without_notes(picture.data, facts))
    return _fit(picture, image, facts)


def _fit(picture: Asset, image: Image.Image, facts: _Facts) -> Asset:
    """Return the picture, of which this is the image for screens, with as many dots as may be."""
    kind, edge = ("PNG" if facts.format == "GIF" else facts.format), EDGE
    while True:
        data = _encode(_shrunk(image, edge), kind)
        if len(data) <= BYTES or edge <= _FEWEST:
            break
        if kind == "PNG" and image.mode in ("L", "RGB"):
            kind = "JPEG"
        else:
            edge = edge * 4 // 5
    return _rename(replace(picture, data=data), kind)


def _rename(picture: Asset, kind: str) -> Asset:
    media_type = next(each for each, name in _KINDS.items() if name == kind)
    if media_type == picture.media_type:
        return picture
    stem = picture.name.rpartition(".")[0]
    return replace(picture, name=f"{stem}.{kind.lower()}", media_type=media_type)


def _read_facts(picture: Asset) -> _Facts | None:
    """Return what a picture's head says, or None for a drawing and for what cannot be read.

    What cannot be read stays as it is, and the layout tells of it.
    """
    kind = _KINDS.get(picture.media_type)
    if kind is None:
        return None
    try:
        image = _open(picture)
        exif = _read_exif(image)
        return _Facts(
            format=kind,
            width=image.width,
            height=image.height,
            mode=image.mode,
            orientation=exif.get(_ORIENTATION, 1) or 1,
            has_place=bool(exif.get_ifd(_PLACE)),
            is_moving=getattr(image, "n_frames", 1) > 1 and kind != "JPEG",
        )
    except (OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError):
        return None


def _read_exif(image: Image.Image) -> Image.Exif:
    """Return what a picture says of how it was taken; nothing where it breaks off.

    Pillow reads a PNG to its end for it.
    """
    try:
        return image.getexif()
    except (OSError, SyntaxError):
        return Image.Exif()


def _is_bomb(picture: Asset) -> bool:
    if picture.media_type not in _KINDS:
        return False
    try:
        _open(picture)
    except Image.DecompressionBombError:
        return True
    except (OSError, ValueError, SyntaxError, struct.error):
        return False
    return False


def _open(picture: Asset) -> Image.Image:
    kind = _KINDS[picture.media_type]
    with warnings.catch_warnings():
        # how many dots are too many is decided here
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        return Image.open(io.BytesIO(picture.data), formats=(kind,))


def _load_whole(image: Image.Image) -> None:
    """Read a picture's dots. Raises OSError where it breaks off.

    WeasyPrint 70 has Pillow fill up what is missing, in all of the process that loads it; a
    picture must not come out otherwise for being prepared there.
    """
    fills = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        image.load()
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = fills


def _convert_for_screens(image: Image.Image) -> Image.Image:
    """Return a picture in a mode that screens show: greys or sRGB."""
    if image.mode in _DEEP:
        deep = image.convert("I") if image.mode != "F" else image
        return deep.point(lambda level: level * (1 / 257)).convert("L")
    if image.mode in _SHOWN:
        return image
    profile = image.info.get("icc_profile")
    if image.mode == "CMYK" and profile:
        try:
            inks = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            screen = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, inks, screen, outputMode="RGB")
        except ImageCms.PyCMSError:
            converted = None
        if converted is not None:
            converted.info.pop("icc_profile", None)
            return converted
    converted = image.convert("RGB")
    converted.info.pop("icc_profile", None)
    return converted


def _shrunk(image: Image.Image, edge: int) -> Image.Image:
    if max(image.size) <= edge:
        return image
    if image.mode in ("1", "P"):
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    smaller = image.copy()
    smaller.thumbnail((edge, edge), Image.Resampling.LANCZOS)
    return smaller


def _encode(image: Image.Image, kind: str) -> bytes:
    """Return the picture in a format, with fixed settings and nothing but its colour profile."""
    out = io.BytesIO()
    profile = image.info.get("icc_profile")
    if kind == "JPEG":
        plain = image if image.mode in ("L", "RGB") else image.convert("RGB")
        plain.save(
            out, "JPEG", quality=_QUALITY, optimize=True, progressive=True, icc_profile=profile
        )
    elif kind == "WEBP":
        image.save(out, "WEBP", quality=_QUALITY, method=4, icc_profile=profile, exif=b"", xmp=b"")
    else:
        image.save(out, "PNG", optimize=True, icc_profile=profile)
    return out.getvalue()


def _without_notes(data: bytes, facts: _Facts) -> bytes:
    """Return a picture's file without what says nothing of how it is drawn, its dots untouched."""
    ways = {"JPEG": _strip_jpeg, "PNG": _strip_png, "WEBP": _strip_webp}
    strip = ways.get(facts.format)
    try:
        return data if strip is None else strip(data, facts.orientation)
    except (IndexError, struct.error):
        # a damaged file is left to the layout, which tells of it
        return data


def _strip_jpeg(data: bytes, orientation: int) -> bytes:
    kept, at = [data[:2]], 2
    if orientation != 1:
        exif = Image.Exif()
        exif[_ORIENTATION] = orientation
        body = b"Exif\0\0" + exif.tobytes().removeprefix(b"Exif\0\0")
        kept.append(b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body)
    while data[at] == _MARKER and data[at + 1] != _SCAN:
        size = 2 + struct.unpack_from(">H", data, at + 2)[0]
        marker = data[at + 1]
        if marker not in _NOTES or marker in _KEPT_SEGMENTS:
            kept.append(data[at : at + size])
        at += size
    return b"".join((*kept, data[at:]))


def _strip_png(data: bytes, orientation: int) -> bytes:
    del orientation
    kept, at = [data[:8]], 8
    while at < len(data):
        size = 12 + struct.unpack_from(">I", data, at)[0]
        if data[at + 4 : at + 8] not in _PRIVATE_CHUNKS:
            kept.append(data[at : at + size])
        at += size
    return b"".join(kept)


def _strip_webp(data: bytes, orientation: int) -> bytes:
    del orientation
    parts, at = [], 12
    while at < len(data):
        name, size = data[at : at + 4], struct.unpack_from("<I", data, at + 4)[0]
        part = data[at : at + 8 + size + size % 2]
        if name == b"VP8X":  # its flags say whether there are notes
            part = part[:8] + bytes([part[8] & ~0x0C]) + part[9:]
        if name not in _PRIVATE_PARTS:
            parts.append(part)
        at += 8 + size + size % 2
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body
