"""Values are encoded as bytes, and untrusted bytes decoded as values of a given type."""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, TypeVar, cast

import msgspec

from makeready.files.disk.store import sha256

if TYPE_CHECKING:
    from collections.abc import Hashable

    from makeready.core.model import Digest

_Kind = TypeVar("_Kind")


_FIRST_LOOK = Lock()


@cache
def _make_decoder(kind: Hashable) -> msgspec.msgpack.Decoder[object]:
    return msgspec.msgpack.Decoder(cast("type[object]", kind))


def encode(value: object) -> bytes:
    """Return a value in MessagePack; dataclasses, tuples, bytes and plain values can be written."""
    return msgspec.msgpack.encode(value, order="deterministic")


def decode(data: bytes, kind: type[_Kind]) -> _Kind | None:
    """Return the value that was written, or None where the bytes hold none of this kind.

    Unlike a pickle, the bytes can bring about nothing but this value.
    """
    # titles are made in threads; msgspec 0.22 crashes where two of them look into a type at first
    with _FIRST_LOOK:
        decoder = _make_decoder(cast("Hashable", kind))
    try:
        return cast("_Kind", decoder.decode(data))
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def key(stage: str, *materials: object) -> Digest:
    """Return the name that a stage's result is remembered by: a digest of what it is made of."""
    return sha256(encode((stage, materials)))
