"""The digests of finished files and of their members → a file beside the editions, and back."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 -- msgspec reads the types
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from makeready.core.model import Digest

INVENTORY = "inventory.json"
"""The file that says of what bytes a build made its editions, for the check of what is there."""


class Inventory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a build made: the digest of each file, and of the members of each edition by name."""

    master: str
    files: Mapping[str, str]
    members: Mapping[str, Mapping[str, str]]


def encode_inventory(
    master: Digest, files: Mapping[str, Digest], members: Mapping[str, Mapping[str, str]]
) -> bytes:
    """Return the inventory of the editions of this master, as JSON."""
    written = Inventory(master=master, files=files, members=members)
    return msgspec.json.format(msgspec.json.encode(written), indent=1) + b"\n"


def decode_inventory(data: bytes) -> Inventory | None:
    """Return the inventory that a file holds, or None where it holds none."""
    try:
        return msgspec.json.decode(data, type=Inventory)
    except msgspec.MsgspecError:
        return None
