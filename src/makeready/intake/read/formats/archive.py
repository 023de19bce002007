"""Bytes of a document that is a ZIP archive of XML → its members and trees, and bytes again.

Archives and XML come from strangers: members are bounded, entities are not expanded, and nothing is
fetched.
"""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from typing import TYPE_CHECKING

from lxml import etree

from makeready.core.errors import SourceError
from makeready.core.findings import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST = 1_000_000_000
"""The most bytes that the members of an archive may unpack to."""

LARGEST_TEXT = 100_000_000
"""The most bytes that the XML of an archive may unpack to; a thousand pages have some thirty."""

MOST = 20_000
"""The most members that an archive may have."""

_TEXTS = (".xml", ".xhtml", ".html", ".htm")
_DATE = (1980, 1, 1, 0, 0, 0)
_DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
    RuntimeError,
    NotImplementedError,
)


class Archive:
    """A ZIP archive that is read member by member, none of them beyond the bound."""

    def __init__(self, name: str, data: bytes) -> None:
        """Open the archive. Raises SourceError where the bytes are none, or unpack to too much."""
        self._name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise _report_damage(name) from error
        self.names = tuple(dict.fromkeys(info.filename for info in self._zip.infolist()))
        sizes = [(info.filename, info.file_size) for info in self._zip.infolist()]
        size = sum(size for _, size in sizes)
        text = sum(size for name, size in sizes if name.lower().endswith(_TEXTS))
        if size > LARGEST or text > LARGEST_TEXT or len(self.names) > MOST:
            raise SourceError(
                "the archive unpacks to too much", where=Place(name), hint="divide the document"
            )

    def read(self, member: str) -> bytes:
        """Return a member's bytes, or none where there is no such member."""
        if member not in self.names:
            return b""
        try:
            with self._zip.open(member) as stream:
                return stream.read(self._zip.getinfo(member).file_size)
        except _DAMAGES as error:
            raise _report_damage(self._name) from error

    def tree(self, member: str) -> etree._Element | None:
        """Return a member as a tree, or None where it is not there or is no XML."""
        data = self.read(member)
        return parse_xml(data) if data else None

    def pack(self, changed: Mapping[str, bytes]) -> bytes:
        """Return the archive's bytes with these members in place of their namesakes, or added."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
            for member in (*self.names, *(name for name in changed if name not in self.names)):
                data = changed[member] if member in changed else self.read(member)
                target.writestr(zipfile.ZipInfo(member, _DATE), data)
        return out.getvalue()


def _report_damage(name: str) -> SourceError:
    kind = name.rpartition(".")[2].lower()
    return SourceError(
        f"pandoc cannot read this as {kind}: it is no archive, or a damaged one",
        where=Place(name),
        hint="open it in the program that made it, save it again, and see that the suffix is right",
    )


def parse_xml(data: bytes) -> etree._Element | None:
    """Return the tree of some XML, or None where it is none; entities stay unread."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None


def write_xml(tree: etree._Element) -> bytes:
    """Return a tree as XML in UTF-8, with its document type where it has one."""
    written: bytes = etree.tostring(tree.getroottree(), encoding="UTF-8", xml_declaration=True)
    return written


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace; nothing for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def name_like(element: etree._Element, name: str) -> str:
    """Return a name in the namespace of an element."""
    space = etree.QName(element).namespace
    return f"{{{space}}}{name}" if space else name


def drop(element: etree._Element) -> None:
    """Take an element out of its tree and leave the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)
