"""A PDF's structure tree → where each stretch of marked content stands in it: a door of pikepdf.

What the tree says is evidence beside where the characters stand, and no authority: programs tag
whole pages as artifacts, or every line as a paragraph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf

from makeready.intake.pdf.values import Tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

NONE: Mapping[tuple[int, int], Tag] = {}
_DEEPEST = 60
_MOST = 500_000  # elements


def read_tags(path: Path) -> tuple[Mapping[tuple[int, int], Tag], str]:
    """Return the tags by page, from 0, and number of marked content, and the file's language.

    Nothing where the file has no tree, or one that cannot be read.
    """
    try:
        with pikepdf.open(path) as document:
            language = str(document.Root.get("/Lang", ""))
            root = document.Root.get("/StructTreeRoot")
            if not isinstance(root, pikepdf.Dictionary):
                return NONE, language
            pages = {tuple(page.obj.objgen): at for at, page in enumerate(document.pages)}
            return dict(_walk(root, pages)), language
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, AttributeError, KeyError):
        return NONE, ""


def read_properties(path: Path) -> tuple[str, str]:
    """Return the title and the authors that the file's XMP metadata name; empty where none does."""
    try:
        with pikepdf.open(path) as document, document.open_metadata() as told:
            creators = told.get("dc:creator", ())
            named = [creators] if isinstance(creators, str) else [str(name) for name in creators]
            return str(told.get("dc:title", "") or ""), ", ".join(named)
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, AttributeError, KeyError):
        return "", ""


def _walk(
    root: pikepdf.Dictionary, pages: Mapping[tuple[int, ...], int]
) -> Iterator[tuple[tuple[int, int], Tag]]:
    """Yield the marked content below the root, without recursion: trees may be very deep."""
    roles = root.get("/RoleMap")
    named = roles.items() if isinstance(roles, pikepdf.Dictionary) else ()
    names = {str(key): str(value) for key, value in named}
    stack: list[tuple[object, Tag, int]] = [(root.get("/K"), Tag(roles=(), elements=()), -1)]
    count = 0
    while stack and count < _MOST:
        node, tag, page = stack.pop()
        if isinstance(node, int):
            yield (page, int(node)), tag
        elif isinstance(node, pikepdf.Array):
            stack.extend((each, tag, page) for each in reversed(list(node)))
        elif isinstance(node, pikepdf.Dictionary):
            own = node.get("/Pg")
            if isinstance(own, pikepdf.Dictionary):
                page = pages.get(tuple(own.objgen), page)
            kind = str(node.get("/Type", ""))
            if kind == "/MCR":
                yield (page, int(node.get("/MCID", -1))), tag
            elif kind != "/OBJR" and len(tag.roles) < _DEEPEST:
                count += 1
                stack.append((node.get("/K"), _below(node, tag, names, count), page))


def _below(node: pikepdf.Dictionary, tag: Tag, names: Mapping[str, str], count: int) -> Tag:
    role = str(node.get("/S", ""))
    role = names.get(role, role)
    alt = node.get("/Alt")
    return Tag(
        roles=(*tag.roles, role.lstrip("/")),
        elements=(*tag.elements, count),
        alt=str(alt) if alt is not None else tag.alt,
    )
