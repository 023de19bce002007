"""A file's name and first bytes → the suffix that says what it is."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from types import MappingProxyType

_HEAD = 20_000  # bytes in which a file shows what it is
_FIRST = re.compile(rb"<([A-Za-z][\w.:-]{0,40})[\s>]")
_TYPE = re.compile(rb"<!DOCTYPE\s+([A-Za-z][\w.:-]{0,40})")
_JATS = re.compile(rb"//NLM//|JATS|<(?:front|processing-meta)>|\sarticle-type=")
_ROOTS = MappingProxyType(
    {
        **dict.fromkeys(("book", "chapter", "part", "set", "section", "preface"), ".docbook"),
        "FictionBook": ".fb2",
        "html": ".xhtml",
    }
)


def find_suffix(name: str, data: bytes) -> str:
    """Return a file's suffix, for `.xml` the one of the kind that its first element shows."""
    suffix = PurePosixPath(name).suffix.lower()
    head = data[:_HEAD]
    first = (_TYPE.search(head) or _FIRST.search(head)) if suffix == ".xml" else None
    if first is None:
        return suffix
    root = first[1].decode("ascii").rpartition(":")[2]
    if root == "article":
        return ".jats" if _JATS.search(data[:_HEAD]) else ".docbook"
    return _ROOTS.get(root, suffix)
