"""A chapter in parts: the same pages, words, marks and structure as the chapter in one piece."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from editions.print.alike import likeness
from editions.print.books import POCKET, Chapter, look, master, noted, once, prose
from editions.print.tagged import structure_of
from makeready.core.model import Look, Overlong
from makeready.editions.print import edition
from makeready.editions.print.plan import parts
from makeready.editions.print.plan.units import plan_units
from makeready.editions.print.values import LayoutJob, digest_job

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.core.findings import Finding
    from makeready.core.model import Master, Print
    from makeready.editions.print.values import LaidUnit, Resources, Unit

SMALL, ENDLESS = 600, 10**9
TABLE = (
    "<table><caption>Weights</caption><thead><tr><th>Stone</th><th>Grams</th></tr></thead><tbody>"
    + "".join(f"<tr><td>{prose(3, n)}</td><td>{n}</td></tr>" for n in range(8))
    + "</tbody></table>"
)
STYLES = {
    "page": "h2 { break-before: page }",
    "recto": "h2 { break-before: recto }",
    "verso": ".chapter > section { break-before: verso }",
    "old words": ".chapter > section { page-break-before: always }",
    "more specific": "h2 { break-before: page } .chapter #s2 > h2 { break-before: auto }",
    "important": "h2 { break-before: page !important } #s2 > h2 { break-before: auto }",
    "both": ".chapter > section { break-before: page } #s1 > h2 { break-before: left }",
    "blank pages": "h2 { break-before: right } @page :blank { @bottom-left { content: 'empty' } }",
    "running heads": "h2 { break-before: page } h2, h3 { string-set: sub content() } "
    "@page :right { @bottom-left { content: string(sub, start) } } "
    "@page :left { @bottom-left { content: string(sub, last) } }",
    "heads of sections": ".chapter > section { string-set: sub attr(id) } "
    "section > h2 { break-before: page } @page { @bottom-left { content: string(sub) } }",
    "bookmarks": "h2 { break-before: page; bookmark-level: 2; bookmark-label: content() }",
    "page references": "h2 { break-before: recto } p a::after { content: attr(data-page) }",
    "box": "h2 { break-before: page } .chapter { padding: 40pt 0; border: 2pt solid } "
    ".chapter::before { content: 'begin' } .chapter::after { content: 'end' }",
    "siblings": "h2 { break-before: page } section + section h2 { color: red } "
    ".chapter > :last-child p { margin-left: 9pt } section:nth-of-type(2) p { color: blue } "
    "#s1 ~ section p { text-align: left } #s2:has(table) p { font-style: italic }",
}
"""Style sheets under which a chapter may be laid out in parts."""

QUICK = {
    "blank pages, page references": STYLES["blank pages"] + STYLES["page references"],
    "running heads, box, siblings, bookmarks": (
        STYLES["running heads"] + STYLES["box"] + STYLES["siblings"] + STYLES["bookmarks"]
    ),
}
"""Style sheets that put together what `STYLES` has one by one."""

SOAK = [
    pytest.param(style, id=name, marks=pytest.mark.soak)
    for name, style in STYLES.items()
    if name not in QUICK
]

WHOLE = {
    "other pages": "@page start:nth(3 of start) { @bottom-left { content: 'third' } }",
    "counters": "p { counter-increment: p } p::before { content: counter(p) }",
    "quotation marks": "p::before { content: open-quote }",
    "fixed": "table { position: fixed }",
    "columns": ".chapter { columns: 2 }",
    "pages of a name": "table { page: plates }",
    "kin": ".chapter:has(table) p { color: red }",
    "strings set anew": "section { string-set: a 'x' } h2 { string-set: a content() }",
    "not read": "section { h2 { color: red } }",
    "layers": "@layer a { h2 { color: red } }",
}
"""Style sheets that say what a page could know only from those before it."""


def section(number: int, *, paragraphs: int = 2, more: str = "") -> str:
    """Return a section that ends in a link to the first one."""
    body = "".join(f"<p>{prose(40 + 9 * n, number * 7 + n)}</p>" for n in range(paragraphs))
    return (
        f'<section id="s{number}"><h2>Section {number}</h2>{body}{more}'
        f'<p>{prose(5, number)} <a href="#s1">There</a></p></section>'
    )


def book(style: str, *, more: str = "", notes: Sequence[str] = ()) -> Master:
    """Return a book of which the first chapter has four sections; `more` stands in the second."""
    inner = f'<section id="s3a"><h3>Within</h3><p>{prose(20)}</p></section>'
    sections = (section(1, more=more), section(2, more=TABLE), section(3, more=inner), section(4))
    body = f"<p>{prose(30)}</p><dl><dt>Quarry</dt><dd>{prose(8)}</dd></dl><hr/>" + "".join(sections)
    chapters = (
        Chapter(title="Parts", body=body, notes=tuple(notes)),
        noted(2, 2, 9, title="After"),
    )
    return master(chapters, trim=POCKET, style=style)


def units(made: Master, huge: int, monkeypatch: pytest.MonkeyPatch) -> list[Unit]:
    monkeypatch.setattr(parts, "HUGE", huge)
    return list(plan_units(made, look()).units)


def both(
    made: Master, monkeypatch: pytest.MonkeyPatch, looks: Look | None = None
) -> tuple[tuple[Print, set[Finding]], tuple[Print, set[Finding]]]:
    """Return the edition of which every chapter is whole, and the one in parts."""
    editions = []
    lay_out = once()
    for huge in (ENDLESS, SMALL):
        monkeypatch.setattr(parts, "HUGE", huge)
        printed, found = edition.make(made, looks or look(), lay_out)
        assert printed is not None, found
        editions.append((printed, set(found)))
    whole, parted = editions
    return whole, parted


@pytest.mark.parametrize("style", [*(pytest.param(s, id=n) for n, s in QUICK.items()), *SOAK])
def test_parts_come_out_like_the_whole(style: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = book(style)
    assert len(units(made, SMALL, monkeypatch)) > len(units(made, ENDLESS, monkeypatch)) + 1
    (whole, found), (parted, found_in_parts) = both(made, monkeypatch)
    assert likeness(parted) == likeness(whole)
    assert found_in_parts == found
    assert structure_of(parted.data).faults == []


@pytest.mark.parametrize("style", WHOLE.values(), ids=WHOLE)
def test_a_chapter_stays_whole_where_pages_need_those_before(
    style: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = book("h2 { break-before: page } " + style)
    assert units(made, SMALL, monkeypatch) == units(made, ENDLESS, monkeypatch)


def test_a_chapter_is_cut_where_the_cascade_breaks_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def names(style: str) -> list[str]:
        return [unit.name for unit in units(book(style), SMALL, monkeypatch) if unit.part_of]

    assert names("h2 { break-before: page }") == ["c1", "s1", "s2", "s3", "s4"]
    assert names(STYLES["more specific"]) == ["c1", "s1", "s3", "s4"]
    assert names(STYLES["important"]) == ["c1", "s1", "s2", "s3", "s4"]
    assert names("h2 { break-before: page; break-before: auto }") == []
    assert names("h2 { break-before: page; break-before: nonsense }") != []
    assert names("h3 { break-before: page }") == []
    assert names("p { break-before: page }") == []
    assert names("@media screen { h2 { break-before: page } }") == []
    assert names("@media print { h2 { break-before: page } }") != []
    assert names("h2 { break-before: page } #s1 { break-after: left }") == ["c1", "s1", "s3", "s4"]


def test_the_theme_may_break_where_the_title_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    theme = replace(look(), css=look().css + "\nh2 { break-before: page }")
    monkeypatch.setattr(parts, "HUGE", SMALL)
    named = [unit.name for unit in plan_units(book("#s2 h2 { break-before: auto }"), theme).units]
    assert [name for name in named if name.startswith("s")] == ["s1", "s3", "s4"]


def test_a_chapter_that_is_not_huge_stays_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    made = book("h2 { break-before: page }")
    (chapter,) = [unit for unit in units(made, ENDLESS, monkeypatch) if unit.name == "c1"]
    assert len(units(made, len(chapter.markup), monkeypatch)) == 4
    assert 4 < len(units(made, len(chapter.markup) // 2, monkeypatch)) < 7


@pytest.mark.parametrize(
    ("length", "side"),
    [
        (110, "recto"),
        *(pytest.param(n, "page", marks=pytest.mark.soak) for n in (8, 60, 110)),
        *(pytest.param(n, "recto", marks=pytest.mark.soak) for n in (8, 60)),
    ],
)
def test_notes_near_a_break_come_out_like_those_of_the_whole(
    length: int, side: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = f"<p>{prose(60, 3)[:-1]}{{note}} {prose(4)[:-1]}{{note}}</p>"
    made = book(
        f"h2 {{ break-before: {side} }}", more=more, notes=(prose(length, 1), prose(length, 2))
    )
    (whole, found), (parted, found_in_parts) = both(made, monkeypatch)
    assert likeness(parted) == likeness(whole)
    assert found_in_parts == found


def test_a_chapter_of_which_a_note_leaves_its_part_is_laid_out_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    laid: list[tuple[str, int]] = []
    lay_out = once()

    def counted(resources: Resources, jobs: Sequence[LayoutJob]) -> Sequence[LaidUnit]:
        laid_units = lay_out(resources, jobs)
        laid.extend((laid.unit, len(laid.pages)) for laid in laid_units)
        return laid_units

    more = f"<p>{prose(9)[:-1]}{{note}}</p>"
    made = replace(
        book("h2 { break-before: page }", more=more, notes=(prose(300),)),
        book=replace(book("").book, overlong=Overlong.END),
    )
    monkeypatch.setattr(parts, "HUGE", SMALL)
    printed, found = edition.make(made, look(), counted)
    assert printed is not None
    assert ("s1", 0) in laid
    assert laid[-2][0] == "c1"
    monkeypatch.setattr(parts, "HUGE", ENDLESS)
    whole, found_whole = edition.make(made, look(), lay_out)
    assert whole is not None
    assert (printed.data, found) == (whole.data, found_whole)


def test_an_edited_part_leaves_the_others_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    style = "h2 { break-before: page; string-set: sub content() }"
    monkeypatch.setattr(parts, "HUGE", SMALL)
    before, after = (
        plan_units(book(style), look()),
        plan_units(book(style, more="<p>More.</p>"), look()),
    )

    def keys(units: Sequence[Unit]) -> dict[str, str]:
        jobs = [LayoutJob(unit=u, recto=True, labels=(), overlong=Overlong.CARRY) for u in units]
        return {job.unit.name: digest_job(job, before.resources) for job in jobs}

    changed = {name for name, key in keys(after.units).items() if keys(before.units)[name] != key}
    assert changed == {"s1"}


def test_parts_that_begin_on_right_hand_pages_settle_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rounds: list[int] = []
    lay_out = once()

    def counted(resources: Resources, jobs: Sequence[LayoutJob]) -> Sequence[LaidUnit]:
        rounds.append(len(jobs))
        return lay_out(resources, jobs)

    body = "".join(section(n, paragraphs=1 + n % 3) for n in range(1, 8))
    made = master((Chapter(title="Many", body=body),), trim=POCKET, style=STYLES["recto"])
    monkeypatch.setattr(parts, "HUGE", 1)
    printed, found = edition.make(made, look(), counted)
    assert printed is not None
    assert not any(each.code == "P-013" for each in found)
    assert len(rounds) == 2
    again, _ = edition.make(made, look(), lay_out, printed.anchor_labels)
    assert again == printed
