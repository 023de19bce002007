"""The master, its page map and the look become a publication: the files of the e-book."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from makeready.core.model import FontRole
from makeready.editions.epub import accessibility, fonts, metadata, navigation, style
from makeready.editions.epub.chapters import (
    COVER_FILE,
    NAV_FILE,
    REFERENCES,
    STYLE_FILE,
    Chapter,
    FilePlan,
    chapter,
    document,
    is_contents,
    mark_page_breaks,
    plan_files,
    properties,
    sections_of,
)
from makeready.editions.epub.cover import Cover, cover, draw_cover, page
from makeready.editions.epub.names import asset_name
from makeready.editions.epub.page_links import fill_in_pages
from makeready.editions.pictures import prepare_all_for_screens
from makeready.editions.xhtml import H, elements, parse, serialize

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml import etree

    from makeready.core.model import Asset, Face, Look, Master, PageMap

XHTML_TYPE = "application/xhtml+xml"
SVG_TYPE = "image/svg+xml"
COVER_DRAWING, COVER_DOTS = "cover-drawing", "cover-image.png"
_NCX_FILE = "toc.ncx"
_CODE = tuple(f"{H}{name}" for name in ("code", "kbd", "samp", "pre"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One file of the publication, as the manifest lists it."""

    id: str
    name: str
    media_type: str
    data: bytes
    properties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A whole e-book before it is written; the spine names items by their ids.

    `direction` is that in which pages are turned, `ltr` or `rtl`, or nothing where the master
    does not say.
    """

    metadata: tuple[metadata.Row, ...]
    items: tuple[Item, ...]
    spine: tuple[str, ...]
    direction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Texts:
    """The files of the spine, and the NCX that goes with them."""

    items: tuple[Item, ...]
    spine: tuple[str, ...]


def publication(master: Master, pages: PageMap, look: Look) -> Publication:
    """Return the publication of the master, with the page-list of its print edition."""
    metadata.refuse_unwritable(master.book)
    root = parse(master.xhtml)
    sections = sections_of(root)
    shown = prepare_all_for_screens(master.assets)
    names = {name: asset_name(asset.name) for name, asset in shown.items()}
    place = replace(plan_files(sections, master.assets), assets=names)
    front = _cover(master, shown, look.faces)
    pictures = tuple(shown[name] for name in _name_pictures(master, sections))
    texts = _texts(master, pages, root, place)
    cover_page = _cover_page(root, front)
    faces = _faces(master, look, sections)
    subsets = _subset(master, look, faces, (cover_page, *texts.items))
    has_pages = any(each.label for each in pages.breaks)
    found = accessibility.facts(
        sections,
        ((asset.media_type, asset.data) for asset in pictures),
        pages=has_pages,
        restyled=bool(master.style.strip()),
    )
    claims = accessibility.claims(found)
    return Publication(
        metadata=metadata.rows(master.book, master.digest, claims, pages=has_pages),
        items=(
            cover_page,
            *texts.items,
            _style(master, look, faces, subsets),
            *_cover_pictures(front, look.faces),
            *(_picture(number, asset) for number, asset in enumerate(pictures, 1)),
            *_fonts(subsets),
        ),
        spine=("cover", *texts.spine),
        direction="rtl" if master.book.vertical_ebook else root.get("dir", ""),
    )


def _cover(master: Master, shown: Mapping[str, Asset], faces: Sequence[Face]) -> Cover:
    """Return the cover with the title's own picture as the e-book has it, and under that name."""
    front = cover(master.book, master.assets, faces)
    own = shown.get(master.book.cover)
    if own is None:
        return front
    return replace(front, name=own.name, media_type=own.media_type, data=own.data)


def _texts(master: Master, pages: PageMap, root: etree._Element, place: FilePlan) -> _Texts:
    breaks = tuple(each for each in pages.breaks if each.label)
    sections, targets = mark_page_breaks(sections_of(root), breaks, place)
    fill_in_pages(sections, pages)
    chapters = tuple(chapter(each, root, place) for each in sections if not is_contents(each))
    entries = navigation.contents(master.contents, chapters, master.book)
    shown = next((each for each in sections if is_contents(each)), None)
    toc = (
        navigation.make_toc(entries, place) if shown is None else navigation.take_toc(shown, place)
    )
    marks = navigation.landmarks(master.book, chapters, shown)
    nav = Item(
        id="nav",
        name=NAV_FILE,
        media_type=XHTML_TYPE,
        data=navigation.nav(
            root, toc, marks, targets, navigation.list_old_pages(sections, place, master.book)
        ),
        properties=("nav", *properties(toc)),
    )
    ncx = navigation.ncx(master.book, entries, place, targets)
    return _Texts(
        items=(
            nav,
            Item(id="ncx", name=_NCX_FILE, media_type="application/x-dtbncx+xml", data=ncx),
            *(_chapter(each) for each in chapters),
        ),
        spine=tuple(
            "nav" if is_contents(s) else _text_id(place.files[s.attrib["id"]]) for s in sections
        ),
    )


def _text_id(name: str) -> str:
    return f"text-{name.removesuffix('.xhtml')}"


def _chapter(found: Chapter) -> Item:
    return Item(
        id=_text_id(found.name),
        name=found.name,
        media_type=XHTML_TYPE,
        data=found.xhtml,
        properties=found.properties,
    )


def _cover_page(root: etree._Element, front: Cover) -> Item:
    own = asset_name(front.name)
    section = page(front, COVER_DOTS, own) if front.media_type == SVG_TYPE else page(front, own)
    data = serialize(document(root, front.alternative, (section,)))
    return Item(id="cover", name=COVER_FILE, media_type=XHTML_TYPE, data=data)


def _cover_pictures(front: Cover, faces: Sequence[Face]) -> Iterator[Item]:
    """Yield the cover, and of a drawing a picture in dots: not every shelf can show a drawing."""
    own = Item(
        id="cover-image",
        name=asset_name(front.name),
        media_type=front.media_type,
        data=front.data,
        properties=("cover-image",),
    )
    if front.media_type != SVG_TYPE:
        yield own
        return
    yield replace(own, id=COVER_DRAWING, properties=())
    data = draw_cover(front.data, faces)
    yield replace(own, name=COVER_DOTS, media_type="image/png", data=data)


def _name_pictures(master: Master, sections: Sequence[etree._Element]) -> Iterator[str]:
    """Yield the names of the title's files that its text or style sheet uses, the cover aside."""
    named = {
        unquote(element.get(attribute, ""))
        for section in sections
        for element in elements(section)
        for attribute in REFERENCES
    }
    for name in sorted(asset.name for asset in master.assets):
        if name != master.book.cover and (name in named or name in master.style):
            yield name


def _picture(number: int, asset: Asset) -> Item:
    return Item(
        id=f"picture-{number}",
        name=asset_name(asset.name),
        media_type=asset.media_type,
        data=asset.data,
    )


def _subset(
    master: Master, look: Look, faces: Sequence[Face], texts: Sequence[Item]
) -> tuple[Face, ...]:
    """Return the faces with the characters alone that the files and the style sheets may show."""
    written = "".join(each.data.decode() for each in texts)
    own = fonts.list_characters(look.css + master.style)
    return fonts.subset_faces(faces, "".join(sorted({*written, *own})))


def _style(master: Master, look: Look, faces: Sequence[Face], subsets: Sequence[Face]) -> Item:
    """Return the style sheet, in which the families have the names of their subsets."""
    named = zip(faces, subsets, strict=True)
    names = {face.family: made.family for face, made in named if face.family != made.family}
    css = style.style_sheet(
        replace(look, css=fonts.rename_in_style(look.css, names)),
        fonts.rename_in_style(master.style, names),
        subsets,
        master.book.fallback_fonts,
    )
    return Item(id="style", name=STYLE_FILE, media_type="text/css", data=css.encode())


def _faces(master: Master, look: Look, sections: Sequence[etree._Element]) -> tuple[Face, ...]:
    """Return the faces to embed: those for code only where the book has some."""
    has_code = any(next(section.iter(*_CODE), None) is not None for section in sections)
    roles = {FontRole.TEXT, FontRole.MONO} if has_code else {FontRole.TEXT}
    return style.select_faces(look, master.style, roles)


def _fonts(faces: Sequence[Face]) -> Iterator[Item]:
    for number, (name, face) in enumerate(sorted(style.font_files(faces).items()), 1):
        kind = face.asset.media_type
        yield Item(id=f"font-{number}", name=name, media_type=kind, data=face.asset.data)
