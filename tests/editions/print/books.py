"""Masters of small books for tests of the print edition, made without a manuscript."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from makeready.core.model import (
    Anchor,
    Book,
    Digest,
    Entry,
    FontRole,
    Look,
    Master,
    Note,
    Numbering,
    Overlong,
    Person,
    Slug,
    Trim,
)
from makeready.editions.print.values import digest_job
from makeready.files.fonts import read_faces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from makeready.core.model import Asset
    from makeready.editions.print.values import LaidUnit, LayoutJob, Resources

ROOT = Path(__file__).parents[3]
WORDS = [
    "harbour",
    "lantern",
    "meadow",
    "copper",
    "winter",
    "ferry",
    "quarry",
    "signal",
    "orchard",
    "ribbon",
    "granite",
    "thimble",
    "efficient",
    "afflicted",
    "office",
    "waffle",
    "river",
    "candle",
    "marble",
    "saddle",
    "timber",
    "velvet",
    "walnut",
    "anchor",
]
POCKET = Trim(name="pocket", width=105, height=148)
OCTAVO = Trim(name="octavo", width=152.4, height=228.6)


def prose(count: int, seed: int = 0) -> str:
    """Return this many words that mean nothing, the same for the same seed."""
    picked = [WORDS[(seed * 7 + n * n + n * (seed % 5 + 1)) % len(WORDS)] for n in range(count)]
    return " ".join(picked).capitalize() + "."


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A chapter as XHTML: `{note}` in its body stands for the call of the next of its notes."""

    title: str
    body: str
    notes: tuple[str, ...] = ()
    matter: str = "body"


def master(
    chapters: Sequence[Chapter],
    *,
    trim: Trim = OCTAVO,
    overlong: Overlong = Overlong.CARRY,
    style: str = "",
    assets: tuple[Asset, ...] = (),
) -> Master:
    """Return the master of a book with these chapters."""
    book = _book(trim, overlong)
    made = [_section(number, chapter) for number, chapter in enumerate(chapters, 1)]
    entries = tuple(
        Entry(label=chapter.title, anchor=Anchor(f"c{n}"), children=())
        for n, chapter in enumerate(chapters, 1)
    )
    lines = "".join(f'<li><a href="#{e.anchor}">{e.label}</a></li>' for e in entries)
    xhtml = (
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="en"><head><title>{book.title}</title></head><body>'
        '<section id="half-title" class="half-title" data-matter="front">'
        f'<p class="title">{book.title}</p></section>'
        '<nav id="contents" class="contents" data-matter="front"><h1>Contents</h1>'
        f"<ol>{lines}</ol></nav>{''.join(section for section, _ in made)}</body></html>"
    ).encode()
    return Master(
        book=book,
        xhtml=xhtml,
        contents=entries,
        notes=tuple(note for _, notes in made for note in notes),
        assets=assets,
        style=style,
        digest=Digest(hashlib.sha256(xhtml).hexdigest()),
    )


def _book(trim: Trim, overlong: Overlong) -> Book:
    return Book(
        slug=Slug("trial"),
        title="A Trial of Pages",
        subtitle="",
        language="en",
        identifier="urn:uuid:6ba7b810-9dad-41d1-80b4-00c04fd430c8",
        modified=dt.date(2026, 3, 1),
        published=None,
        publisher="",
        rights="",
        description="",
        subjects=("Pages", "Trials"),
        cover="",
        isbn_print="",
        isbn_ebook="",
        series=None,
        numbering=Numbering.CHAPTER,
        contents_depth=1,
        theme="classic",
        trim=trim,
        fallback_fonts=(),
        people=(Person(name="Ann Example", sort_as="Example, Ann", role="aut"),),
        parts=(),
        waivers=(),
        overlong=overlong,
    )


def _section(number: int, chapter: Chapter) -> tuple[str, list[Note]]:
    notes = [
        Note(
            anchor=Anchor(f"note-{number}-{count}"),
            call=Anchor(f"call-{number}-{count}"),
            number=count,
            chapter=Anchor(f"c{number}"),
            text=text,
        )
        for count, text in enumerate(chapter.notes, 1)
    ]
    pieces = chapter.body.split("{note}")
    assert len(pieces) == len(notes) + 1, "every note has its call"
    body = pieces[0] + "".join(_call(n) + rest for n, rest in zip(notes, pieces[1:], strict=True))
    asides = "".join(map(_aside, notes))
    return (
        f'<section id="c{number}" class="chapter" data-matter="{chapter.matter}" '
        f'data-running="{chapter.title}"><h1>{chapter.title}</h1>{body}'
        + (f'<section class="notes">{asides}</section>' if notes else "")
        + "</section>",
        notes,
    )


def _call(note: Note) -> str:
    return f'<a id="{note.call}" class="noteref" href="#{note.anchor}">{note.number}</a>'


def _aside(note: Note) -> str:
    back = f'<a class="backlink" href="#{note.call}">{note.number}</a> '
    first, *others = note.text.split("\n")
    rest = "".join(f"<p>{text}</p>" for text in others)
    return f'<aside id="{note.anchor}" class="note"><p>{back}{first}</p>{rest}</aside>'


@cache
def look() -> Look:
    """Return the look of the theme classic with the press's faces."""
    css = [
        (ROOT / "templates" / name).read_text("utf-8")
        for name in ("css/print.css", "themes/classic.css")
    ]
    return Look(css="\n".join(css), faces=read_faces(ROOT / "fonts"))


@cache
def sans() -> Look:
    """Return the look with Biolinum first, and Libertine for the characters that it has not."""
    faces = sorted(look().faces, key=lambda face: face.role is not FontRole.SANS)
    return Look(
        css=look().css,
        faces=tuple(
            replace(face, role=FontRole.TEXT) if face.role is FontRole.SANS else face
            for face in faces
        ),
    )


_FRONT: dict[str, LaidUnit] = {}
"""The half-titles and the contents that were laid out; most books of the tests share them."""


def here(resources: Resources, jobs: Sequence[LayoutJob]) -> Sequence[LaidUnit]:
    """Lay out jobs in this process, one after the other, but the same front matter only once."""
    from makeready.editions.print.weasy.render import lay_out_unit

    def lay_out(job: LayoutJob) -> LaidUnit:
        if job.unit.name not in ("half-title", "contents"):
            return lay_out_unit(job, resources)
        key = digest_job(job, resources)
        if key not in _FRONT:
            _FRONT[key] = lay_out_unit(job, resources)
        return _FRONT[key]

    return [lay_out(job) for job in jobs]


def once() -> Callable[[Resources, Sequence[LayoutJob]], Sequence[LaidUnit]]:
    """Return a way to lay out jobs here that does each once, as the cache of the press does."""
    known: dict[str, LaidUnit] = {}

    def run(resources: Resources, jobs: Sequence[LayoutJob]) -> Sequence[LaidUnit]:
        keys = [digest_job(job, resources) for job in jobs]
        new = {key: job for key, job in zip(keys, jobs, strict=True) if key not in known}
        known.update(zip(new, here(resources, tuple(new.values())), strict=True))
        return [known[key] for key in keys]

    return run


def noted(
    paragraphs: int, every: int, length: int, *, seed: int = 0, title: str = "Stones"
) -> Chapter:
    """Return a chapter in which some of the paragraphs call a note of this many words."""

    def parts() -> Iterator[str]:
        for number in range(paragraphs):
            call = "{note}" if number % every == 0 else ""
            said = prose(60 + number % 7 * 9, seed + number)[:-1]
            yield f"<p>{said}{call} {prose(8, number)}</p>"

    body = "".join(parts())
    notes = tuple(prose(length + n % 3 * 5, seed + n) for n in range(body.count("{note}")))
    return Chapter(title=title, body=body, notes=notes)
