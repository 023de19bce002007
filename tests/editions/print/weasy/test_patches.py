"""Each patch cures what WeasyPrint alone does, and says so when WeasyPrint is not what it was."""

from __future__ import annotations

import inspect
import io
import re
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pikepdf
import pytest
import weasyprint
from weasyprint import HTML
from weasyprint.formatting_structure import boxes

from editions.print.books import POCKET, Chapter, here, look, master, prose
from editions.print.measured import HANG, measure
from editions.print.whole import page_texts
from makeready.core.errors import EditionError, ToolError
from makeready.core.model import Asset, Digest
from makeready.editions.print import edition
from makeready.editions.print.weasy import patches, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import pydyf
    from weasyprint.pdf.fonts import Font

    from makeready.editions.print.values import FontUse
    from makeready.editions.print.weasy.patches import Patch

NARROW, STEP, COUNT = 168.0, 0.4, 40
"""Widths in points around that at which the words fit, and the space behind them does not."""

WORDS = "reeds of many editions by them all"

# Ten lines fit on a page, and eight of them may be of notes.
SMALL_PAGES = """<style>
@page { size: 100px; margin: 0; @footnote { max-height: 80px } }
body { margin: 0; font: 10px/10px monospace }
p { margin: 0; orphans: 2; widows: 2 }
span { float: footnote; display: block }
::footnote-call, ::footnote-marker { content: "" }
</style>"""


def note(name: str, lines: int) -> str:
    return f"<span id='{name}'>{'<br>'.join([name] * lines)}</span>"


WAITING_NOTES = (
    f"<p>a{note('n1', 4)}<br>b</p>"
    f"<p>c{note('n2', 2)}<br>d<br>e{note('n3', 8)}<br>f<br>g</p>"
    f"<p>h<br>i{note('n4', 2)}</p><p>j<br>k<br>l</p>"
)


def printed(*bodies: str, style: str = "") -> bytes:
    """Return the PDF of a book in pocket format whose chapters have these bodies."""
    chapters = [Chapter(title="Reeds", body=body) for body in bodies]
    made, found = edition.make(master(chapters, trim=POCKET, style=style), look(), here)
    assert made is not None, found
    return made.data


def first_lines(text: str) -> list[str]:
    """Return the first line of a paragraph of this text, for paragraphs of growing width."""
    body = "".join(
        f'<p class="ragged" style="width: {NARROW + STEP * n}pt">{n:03}x {text}</p>'
        for n in range(COUNT)
    )
    style = ".ragged { text-indent: 0; text-align: left }"
    book = master([Chapter(title="Reeds", body=body)], style=style)
    made, found = edition.make(book, look(), here)
    assert made is not None, found
    lines = [line.strip() for page in page_texts(made.data) for line in page.splitlines()]
    firsts = [line for line in lines if re.match(r"\d{3}x", line)]
    assert len(firsts) == COUNT
    return firsts


def letters(line: str) -> int:
    return sum(c.isalpha() for c in line)


def wider_lines_hold_more(text: str = f"{WORDS} <em>lanterns</em> and more.") -> bool:
    """Tell whether no line holds less than a narrower one."""
    lengths = [letters(line) for line in first_lines(text)]
    assert lengths[0] < lengths[-1]
    return all(before <= after for before, after in pairwise(lengths))


def notes_follow_their_calls() -> bool:
    """Tell whether notes that wait for the next page stand there in the order of their calls."""
    pages = HTML(string=SMALL_PAGES + WAITING_NOTES).render().pages
    areas = [
        area
        for page in pages
        for area in page._page_box.children
        if isinstance(area, boxes.FootnoteAreaBox)
    ]
    return [box.element.get("id") for area in areas for box in area.children] == [
        *("n1", "n2", "n3", "n4")
    ]


def capitals_are_read_back() -> bool:
    """Tell whether text that is set in small capitals is copied out as it was written."""
    numeral = '<p><span class="number">III.</span></p>'
    data = printed(
        f'{numeral}<p><span class="smallcaps">Fishing in Ice</span></p>',
        style=".number { font-variant-caps: all-small-caps }",
    )
    text = "".join(page_texts(data))
    return "Fishing in Ice" in text and "III." in text


def fonts_are_embedded_once() -> bool:
    """Tell whether a book of two units holds each of its fonts once."""
    with pikepdf.open(io.BytesIO(printed("<p>Reeds.</p>", "<p>Rushes.</p>"))) as pdf:
        files = [
            descriptor
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary)
            for descriptor in [str(each.get("/FontName", "")).split("+")[-1]]
            if "/FontFile2" in each or "/FontFile3" in each
        ]
    assert files
    return len(files) == len(set(files))


def alone(*bodies: str) -> bytes:
    """Return the tagged PDF that WeasyPrint makes of these bodies by itself."""
    data: bytes = HTML(string=SMALL_PAGES + "".join(bodies)).write_pdf(pdf_tags=True)
    return data


PRINTER = SimpleNamespace(make=printed)


def paragraphs(data: bytes) -> int:
    """Return how many elements of the structure are paragraphs."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        dictionaries = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
        return sum(each.get("/S") == pikepdf.Name.P for each in dictionaries)


def a_divided_paragraph_is_one_element() -> bool:
    """Tell whether a paragraph is one element of the structure although pages divide it."""
    short, long = (paragraphs(PRINTER.make(f"<p>{prose(words)}</p>")) for words in (4, 400))
    return short == long


def lines_are_full_and_even() -> bool:
    """Tell whether all lines of a paragraph but the last one end at its edge, and none is loose."""
    lines = max(measure(printed(f"<p>{prose(120, 3)}</p>")), key=len)[3:-1]
    edges = [line.right for line in lines]
    return (
        len(lines) > ENOUGH
        and max(edges) - min(edges) < HANG
        and all(line.looseness < LOOSE for line in lines)
    )


ENOUGH, LOOSE = 8, 2
"""How many lines tell, and where a line's spaces are loose, in widths of the face's own."""

PARAGRAPHS = patches.BOXES, patches.TEXTS, patches.ALIGNED, patches.DRAWN


def lines_meet_behind_a_picture() -> bool:
    """Tell whether the lines behind a block of any height stand where they would without it."""
    block = '<div style="height: {}pt; --snap: 14pt"></div>'
    bodies = [f"<p>{prose(9)}</p>{block.format(high)}<p>{prose(9)}</p>" for high in (28, 33, 45)]
    lasts = [measure(printed(body))[-1][-2].base for body in bodies]
    return all(round(last - lasts[0], 1) % 14 in (0, 14) for last in lasts)


def pictures_in_groups_are_whole() -> bool:
    """Tell whether a see-through group of a drawing reaches as far as the picture in it."""
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 90"><g opacity=".5">'
        f'<image width="60" height="90" href="{DOT}"/><rect width="9" height="9"/></g></svg>'
    ).encode()
    asset = Asset(name="images/a.svg", media_type="image/svg+xml", data=drawing, digest=Digest("a"))
    body = '<p>Reeds.</p><figure><img src="images/a.svg" alt="A dot"/></figure>'
    book = master([Chapter(title="Reeds", body=body)], trim=POCKET, assets=(asset,))
    made, found = edition.make(book, look(), here)
    assert made is not None, found
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        extents = [
            [*map(float, each["/BBox"])]
            for each in pdf.objects
            if isinstance(each, pikepdf.Stream) and "/Group" in each and "/BBox" in each
        ]
    assert extents
    return [0, 0, 60, 90] in extents


DOT = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw=="
"""The smallest picture that there is."""


def initials_may_wait_for_the_next_page() -> bool:
    style = ".chapter p::first-letter { float: left; font-size: 30pt; line-height: 28pt }"
    body = "".join(f"<p>{prose(40 + number, 5)}</p>" for number in range(5))
    try:
        edition.make(
            master([Chapter(title="C", body=body)], trim=POCKET, style=style), look(), here
        )
    except EditionError:
        return False
    return True


def facing_pages_are_of_one_depth() -> bool:
    body = "".join(f"<p>{prose(20 + 13 * n % 37, n)}</p>" for n in range(16))
    printed, found = edition.make(
        master([Chapter(title="Reeds", body=body)], trim=POCKET), look(), here
    )
    assert printed is not None, found
    left, right = (min(line.base for line in page) for page in measure(printed.data)[5:7])
    return abs(left - right) < 1


CURES: dict[str, Callable[[], bool]] = {
    "whole lines": wider_lines_hold_more,
    "notes in order": notes_follow_their_calls,
    "facing pages": facing_pages_are_of_one_depth,
    "small capitals": capitals_are_read_back,
    "fonts once": fonts_are_embedded_once,
    "one structure": a_divided_paragraph_is_one_element,
    "paragraphs: lines": lines_are_full_and_even,
    "paragraphs: texts": lines_are_full_and_even,
    "paragraphs: measure": lines_are_full_and_even,
    "paragraphs: letters": lines_are_full_and_even,
    "initials once": initials_may_wait_for_the_next_page,
    "lines that meet": lines_meet_behind_a_picture,
    "pictures in groups": pictures_in_groups_are_whole,
}


REPLACED = (
    patches.LINES,
    patches.NOTES,
    patches.PAGES,
    patches.GRID,
    patches.INITIALS,
    *PARAGRAPHS,
)
"""Patches that are taken out by putting the library's own function back."""


def embed(
    pdf: pydyf.PDF,
    fonts: Mapping[object, Font],
    options: tuple[object, ...],
    _: frozenset[str],
    uses: list[FontUse],
) -> pydyf.Dictionary:
    """Embed all fonts as WeasyPrint does, and say so."""
    uses += [render._describe_use(font, embedded=True) for font in fonts.values()]
    return patches.FONTS.original(pdf, fonts, *options)


@pytest.fixture
def unpatched(monkeypatch: pytest.MonkeyPatch) -> Callable[[Patch], None]:
    """Return what puts WeasyPrint's own function back in the place of a patch."""

    def put_back(patch: Patch) -> None:
        if patch in (
            patches.LINES,
            patches.NOTES,
            patches.PAGES,
            patches.GRID,
            patches.INITIALS,
            *PARAGRAPHS,
        ):
            monkeypatch.setattr(patch.owner, patch.function, patch.original)
        elif patch is patches.LETTERS:
            monkeypatch.setattr(patches.PageStream, "add_font", patch.original)
        elif patch is patches.FONTS:
            monkeypatch.setattr(render, "_build_fonts", embed)
        elif patch is patches.PAINTED:
            for name in ("image", "svg"):
                monkeypatch.delitem(patches.EXTENTS.BOUNDING_BOX_METHODS, name)
        else:
            monkeypatch.setattr(PRINTER, "make", alone)

    return put_back


@pytest.mark.parametrize("patch", patches.PATCHES, ids=lambda patch: patch.name)
def test_a_patch_cures_what_weasyprint_alone_does(
    patch: Patch, unpatched: Callable[[Patch], None]
) -> None:
    cured = CURES[patch.name]
    assert cured()
    unpatched(patch)
    assert not cured(), "WeasyPrint does it right by itself: take the patch out"


def test_every_patch_says_what_it_cures_and_what_upstream_knows_of_it() -> None:
    assert [patch.name for patch in patches.PATCHES] == [*CURES]
    assert all(patch.cures.endswith(".") for patch in patches.PATCHES)
    assert all(
        patch.upstream == patches.NONE_FOUND
        or re.fullmatch(r"https://github\.com/Kozea/WeasyPrint/issues/\d+", patch.upstream)
        for patch in patches.PATCHES
    )


@pytest.fixture
def another_weasyprint() -> Iterator[None]:
    """Forget that WeasyPrint was looked at, before the test and behind it."""
    patches.check.cache_clear()
    yield
    patches.check.cache_clear()


@pytest.mark.usefixtures("another_weasyprint")
@pytest.mark.parametrize("patch", patches.PATCHES, ids=lambda patch: patch.name)
@pytest.mark.parametrize("change", ["other", "gone"])
def test_a_weasyprint_that_has_changed_under_a_patch_stops_the_work(
    patch: Patch, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = (lambda *given: given) if change == "other" else None
    changed = replace(patch, original=original)
    monkeypatch.setattr(patches, "PATCHES", (changed,))
    with pytest.raises(ToolError, match=f"“{patch.name}”.* has another {patch.function}") as raised:
        edition.make(master([Chapter(title="C", body="<p>Reeds.</p>")]), look(), here)
    assert weasyprint.__version__ in raised.value.message
    assert "pyproject.toml" in raised.value.hint


def test_the_digest_is_that_of_the_whole_function_and_of_nothing_else() -> None:
    for patch in patches.PATCHES:
        source = inspect.getsource(patch.original).rstrip().encode()
        assert patches.digest(patch.original) == sha256(source).hexdigest()[:16]


@pytest.mark.parametrize(
    "text",
    [
        f"{WORDS} <code>lanterns</code>. And so on.",
        f"{WORDS} <em>lan</em>terns and more.",
        f"<em>{WORDS} </em>lanterns and more.",
        f"{WORDS} lanterns and more.",
    ],
)
def test_a_wider_line_never_holds_less(text: str) -> None:
    assert wider_lines_hold_more(text)


def test_a_line_that_is_broken_by_hand_may_stand_among_hyphenated_ones() -> None:
    words = "incomprehensible considerations notwithstanding extraordinarily circumstantial "
    assert printed(f"<p>{words * 3}<br/>{words * 3}</p>")


def test_rows_that_a_style_keeps_together_beyond_a_page_are_an_error_of_the_book() -> None:
    group = f"<tbody>{'<tr><td>Reeds</td></tr>' * 30}</tbody>"
    table = f"<p>x</p><table><thead><tr><th>x</th></tr></thead>{group}{group}</table>"
    with pytest.raises(EditionError, match="no page can hold") as caught:
        printed(table, style="tbody { break-after: avoid; break-inside: avoid }")
    assert "style.css" in caught.value.hint
