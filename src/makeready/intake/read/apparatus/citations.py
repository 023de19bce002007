"""Works that a document cites become a bibliography, and its citations name them by keys."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, cast

from makeready.core.errors import SourceError
from makeready.core.model import Asset, Digest
from makeready.intake.read import pandoc
from makeready.intake.read.pandoc_json import is_element

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from makeready.intake.read.pandoc_json import Json

WORKS = "works.json"
"""The bibliography of a document that carries the works it cites within itself."""

FIELDS = re.compile(r"CSL_CITATION|EN\.CITE")
"""What tells, in a field of Word's, that a reference manager made a citation."""

LIST = re.compile(r"CSL_BIBLIOGRAPHY|EN\.REFLIST")
"""What tells a field that holds the list of works as the reference manager printed it."""

_NAMED = re.compile(r"\\(?:bibliography|addbibresource(?:\[[^\]\n]*\])?)\s*\{([^{}]*)\}")
_LETTERS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Works:
    """Bibliographies that go with a manuscript, and the keys of the works in them."""

    files: tuple[Asset, ...] = ()
    keys: frozenset[str] = frozenset()


def read_beside(text: str, beside: Callable[[str], bytes]) -> Works:
    """Return the bibliographies that a LaTeX document names and that lie beside it.

    One that pandoc cannot read is left where it is; citations of its works stay as keys.
    """
    files: dict[str, Asset] = {}
    keys: set[str] = set()
    for named in _NAMED.findall(text):
        for each in filter(None, (part.strip() for part in named.split(","))):
            name = each if each.endswith(".bib") else f"{each}.bib"
            data = beside(name)
            found = _list_keys(name, data) if data else frozenset()
            if found:
                plain = PurePosixPath(name).name
                files[plain] = _asset(plain, data)
                keys |= found
    return Works(files=tuple(files.values()), keys=frozenset(keys))


def _list_keys(name: str, data: bytes) -> frozenset[str]:
    try:
        listed = pandoc.convert(name, data, "biblatex", "csljson", ())
    except SourceError:
        return frozenset()
    return frozenset(str(each["id"]) for each in json.loads(listed))


def take_within(name: str, document: str) -> tuple[str, Works]:
    """Return a document of pandoc's in JSON with readable keys, and the works that it carries."""
    if '"references"' not in document:
        return document, Works()
    listed = json.loads(pandoc.convert(name, document, "json", "csljson", ()))
    if not listed:
        return document, Works()
    keys = _name_works(listed)
    for work in listed:
        work["id"] = keys[str(work["id"])]
    data = json.dumps(listed, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
    renamed = json.dumps(_rename(json.loads(document), keys))
    return renamed, Works(files=(_asset(WORKS, data),), keys=frozenset(keys.values()))


def _name_works(works: Sequence[Mapping[str, Json]]) -> dict[str, str]:
    """Return a key for each work: its first author's name and its year, with a letter if needed."""
    named: dict[str, str] = {}
    for work in works:
        stem = f"{_read_name(work)}{_read_year(work)}"
        taken = sum(1 for each in named.values() if re.fullmatch(rf"{stem}[a-z]*", each))
        letter = "" if not taken else chr(ord("a") + min(taken, 25))
        key = f"{stem}{letter}"
        while key in named.values():
            key += "x"
        named[str(work["id"])] = key
    return named


def _read_name(work: Mapping[str, Json]) -> str:
    people = cast("Sequence[Mapping[str, str]]", work.get("author") or work.get("editor") or ())
    said = "" if not people else people[0].get("family") or people[0].get("literal", "")
    return _LETTERS.sub("", said.lower()) or "work"


def _read_year(work: Mapping[str, Json]) -> str:
    issued = cast("Mapping[str, Sequence[Sequence[Json]]]", work.get("issued") or {})
    parts = issued.get("date-parts") or [[]]
    return str(parts[0][0]) if parts and parts[0] else ""


def _rename(node: Json, keys: Mapping[str, str]) -> Json:
    """Return a document with other keys; what stands behind one ends with its last word."""
    if isinstance(node, dict):
        renamed = {key: _rename(value, keys) for key, value in node.items()}
        if "citationId" in node:
            suffix = list(cast("Sequence[Json]", renamed["citationSuffix"]))
            while suffix and is_element(suffix[-1], "Space"):
                suffix.pop()
            key = keys.get(str(node["citationId"]), node["citationId"])
            renamed |= {"citationId": key, "citationSuffix": suffix}
        return renamed
    return [_rename(each, keys) for each in node] if isinstance(node, list) else node


def _asset(name: str, data: bytes) -> Asset:
    digest = Digest(hashlib.sha256(data).hexdigest())
    return Asset(name=name, media_type="text/plain", data=data, digest=digest)
