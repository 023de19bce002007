"""A picture's file → what shows that it breaks off or was damaged, if anything does.

Nothing is decoded: PNG has a checksum for each of its chunks and an end (PNG 3, 5.3), the others
have marks of their end (ITU-T T.81, B.1.1.3; GIF 89a, 27; RIFF's own length).
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PNG_HEAD = 8
_CHUNK = struct.Struct(">I4s")
_SUM = 4


def find_break(data: bytes, media_type: str) -> str:
    """Return what is wrong with the file of a picture, or "" where it comes to its end."""
    find = _WAYS.get(media_type)
    return find(data) if find else ""


def _find_in_png(data: bytes) -> str:
    at = _PNG_HEAD
    while at + _CHUNK.size <= len(data):
        size, name = _CHUNK.unpack_from(data, at)
        end = at + _CHUNK.size + size
        if end + _SUM > len(data):
            break
        # the checksum is of the chunk's name and its data
        if zlib.crc32(data[at + 4 : end]) != int.from_bytes(data[end : end + _SUM], "big"):
            return f"its part {name.decode('latin-1')} is damaged"
        if name == b"IEND":
            return ""
        at = end + _SUM
    return "the file breaks off"


def _find_in_jpeg(data: bytes) -> str:
    # within the data of a scan FF is followed by 00 or a restart, so that these are the marks
    return "" if data.rfind(b"\xff\xd9") > data.rfind(b"\xff\xda") else "the file breaks off"


def _find_in_gif(data: bytes) -> str:
    return "" if data.rstrip(b"\0").endswith(b";") else "the file breaks off"


def _find_in_webp(data: bytes) -> str:
    length = int.from_bytes(data[4:8], "little") + 8
    return "" if len(data) + 1 >= length else "the file breaks off"


_WAYS: Mapping[str, Callable[[bytes], str]] = {
    "image/png": _find_in_png,
    "image/jpeg": _find_in_jpeg,
    "image/gif": _find_in_gif,
    "image/webp": _find_in_webp,
}
