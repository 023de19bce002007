"""No note is lost: those that WeasyPrint loses, and those that no page can hold."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from editions.print.books import POCKET, ROOT, WORDS, Chapter, here, look, master, noted, prose
from editions.print.tagged import structure_of
from editions.print.whole import page_texts
from makeready.core.model import Asset, Digest, Overlong
from makeready.editions.print import edition
from makeready.editions.print.notes import repair
from makeready.editions.print.plan.print_tree import make_print_tree
from makeready.editions.print.prove.page_map import REPAIRS
from makeready.editions.print.weasy import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.core.findings import Finding
    from makeready.core.model import Master, Print
    from makeready.editions.print.values import LaidNote

COUNT = 290
TALE = "start " + " ".join(f"word{n}" for n in range(COUNT)) + " stop"
SOAK = pytest.mark.soak


def made(book: Master) -> tuple[Print, tuple[Finding, ...]]:
    printed, found = edition.make(book, look(), here)
    assert printed is not None, found
    return printed, found


def long_note(overlong: Overlong) -> Master:
    before = f"<p>{prose(90, 1)}</p>"
    body = before + f"<p>{prose(30, 2)[:-1]}{{note}} {prose(90, 3)}{{note}}</p>" + before * 3
    return master(
        (Chapter(title="Long", body=body, notes=(TALE, "A short one.")),),
        trim=POCKET,
        overlong=overlong,
    )


@pytest.fixture(scope="module")
def carried() -> tuple[Print, tuple[Finding, ...]]:
    return made(long_note(Overlong.CARRY))


def positions(texts: list[str], word: str) -> list[int]:
    return [number for number, text in enumerate(texts) if re.search(rf"\b{word}\b", text)]


def codes(found: tuple[Finding, ...]) -> set[str]:
    return {finding.code for finding in found}


def test_an_overlong_note_is_carried_over_in_order(
    carried: tuple[Print, tuple[Finding, ...]],
) -> None:
    printed, found = carried
    assert "P-011" in codes(found)
    texts = page_texts(printed.data)
    at = [positions(texts, f"word{n}") for n in range(COUNT)]
    assert all(len(pages) == 1 for pages in at)
    assert at == sorted(at)
    assert at[-1][0] - at[0][0] >= 2
    structure = structure_of(printed.data)
    assert structure.faults == []
    assert structure.roles["Note"] == 2


def test_text_stands_above_every_piece_of_a_note_carried_over(
    carried: tuple[Print, tuple[Finding, ...]],
) -> None:
    printed, _ = carried
    texts = page_texts(printed.data)
    pages = sorted({positions(texts, f"word{n}")[0] for n in range(COUNT)})
    assert all(set(WORDS) & set(texts[page].split()) for page in pages[:-1])


def test_an_overlong_note_is_set_at_the_end_where_the_book_says_so() -> None:
    printed, found = made(long_note(Overlong.END))
    assert "P-014" in codes(found)
    assert "P-012" not in codes(found)
    assert "P-011" not in codes(found)
    texts = page_texts(printed.data)
    assert positions(texts, "stop") == [len(texts) - 1]
    assert structure_of(printed.data).roles["Note"] == 2


def test_a_note_carried_over_at_the_end_of_a_chapter_gets_pages_of_its_own() -> None:
    body = f"<p>{prose(20, 2)[:-1]}{{note}}</p>"
    chapters = (Chapter(title="Last", body=body, notes=(TALE,)), noted(3, 1, 10))
    printed, found = made(master(chapters, trim=POCKET))
    assert "P-011" in codes(found)
    texts = page_texts(printed.data)
    assert all(len(positions(texts, f"word{n}")) == 1 for n in range(COUNT))


def with_note(note: str, overlong: Overlong = Overlong.CARRY, **more: Any) -> Master:
    """Return a book of which a note holds these blocks, behind a paragraph that says "Mind:"."""
    before = f"<p>{prose(60, 1)}</p>"
    body = before + f"<p>{prose(30, 2)[:-1]}{{note}} {prose(90, 3)}</p>"
    notes = (f"Mind:</p>{note}<p>Thus.",)
    chapter = Chapter(title="Long", body=body, notes=notes)
    return master((chapter,), trim=POCKET, overlong=overlong, **more)


def shown(pattern: str, printed: Print) -> list[str]:
    return re.findall(pattern, " ".join(page_texts(printed.data)))


LISTS = (
    ("", [f"{n}." for n in range(1, 31)]),
    ('start="7"', [f"{n}." for n in range(7, 37)]),
    ('reversed="reversed"', [f"{n}." for n in range(30, 0, -1)]),
    ('type="A" reversed="reversed" start="26"', None),
)
"""Attributes of a list with thirty items, and the numbers that they show."""


@pytest.mark.parametrize(
    ("attributes", "expected", "overlong"),
    [
        (*LISTS[3], Overlong.CARRY),
        *(pytest.param(*each, way, marks=SOAK) for each in LISTS for way in Overlong),
    ],
)
def test_a_list_in_an_overlong_note_counts_on(
    attributes: str, expected: list[str] | None, overlong: Overlong
) -> None:
    items = "".join(f"<li>item{n} {prose(n % 4 * 8 + 1, n)}</li>" for n in range(30))
    printed, found = made(with_note(f"<ol {attributes}>{items}</ol>", overlong))
    assert {"P-011", "P-014"} & codes(found)
    if expected is None:
        assert shown(r"(\w)\. item[0-9] ", printed) == list("ZYXWVUTSRQ")
    else:
        assert shown(r"(\S+) ?item\d+", printed) == expected
    structure = structure_of(printed.data)
    assert structure.faults == []
    assert [structure.roles[role] for role in ("Note", "L", "LI")] == [1, 1, 30]
    assert structure.roles["Lbl"] == 30 + 1


def test_the_second_half_of_an_item_has_no_marker() -> None:
    items = "".join(f"<li>item {prose(170, n)}<ul><li>{prose(170)}</li></ul></li>" for n in (1, 2))
    printed, found = made(with_note(f"<ol>{items}</ol>"))
    assert "P-011" in codes(found)
    assert shown(r"\d+\. item", printed) == ["1. item", "2. item"]
    assert len(shown("\u2022", printed)) == 2
    structure = structure_of(printed.data)
    assert structure.faults == []
    assert [structure.roles[role] for role in ("LI", "LBody")] == [4, 4]


@pytest.mark.parametrize("overlong", [Overlong.CARRY, pytest.param(Overlong.END, marks=SOAK)])
def test_a_table_in_an_overlong_note_is_cut_between_rows(overlong: Overlong) -> None:
    rows = "".join(
        f"<tr><td>left{n} {prose(9, n)}</td><td>right{n} {prose(4, n)}</td></tr>" for n in range(18)
    )
    head = "<thead><tr><th>Stone</th><th>Place</th></tr></thead>"
    printed, found = made(with_note(f"<table>{head}<tbody>{rows}</tbody></table>", overlong))
    assert {"P-011", "P-014"} & codes(found)
    texts = page_texts(printed.data)
    at = [(positions(texts, f"left{n}"), positions(texts, f"right{n}")) for n in range(18)]
    assert all(left == right and len(left) == 1 for left, right in at)
    structure = structure_of(printed.data)
    assert structure.faults == []
    assert [structure.roles[role] for role in ("Table", "TR", "TH", "TD")] == [1, 19, 2, 36]


def test_code_in_an_overlong_note_is_cut_between_lines() -> None:
    lines = "&#10;".join(f"line{n} = call(copper, ferry)" for n in range(48))
    printed, found = made(with_note(f"<pre><code>{lines}</code></pre>"))
    assert "P-011" in codes(found)
    texts = page_texts(printed.data)
    assert [len(shown(rf"line{n} = call\(copper, ferry\)", printed)) for n in range(48)] == [1] * 48
    assert len({positions(texts, f"line{n}")[0] for n in range(48)}) > 2
    assert structure_of(printed.data).roles["Code"] == 1


def test_quotations_and_terms_in_an_overlong_note_are_whole_in_the_structure() -> None:
    quoted = f"<blockquote><p>{prose(170, 1)}</p><p>{prose(60, 2)}</p></blockquote>"
    terms = f"<dl><dt>Reed</dt><dd><p>{prose(170, 3)}</p></dd><dt>Rush</dt><dd>{prose(9)}</dd></dl>"
    printed, found = made(with_note(quoted + terms))
    assert "P-011" in codes(found)
    structure = structure_of(printed.data)
    assert structure.faults == []
    assert [structure.roles[role] for role in ("BlockQuote", "LI", "LBody")] == [1, 2, 2]


def test_pictures_in_an_overlong_note_come_in_order() -> None:
    data = (ROOT / "content/handbook/images").glob("*.png").__next__().read_bytes()
    asset = Asset(
        name="x.png", media_type="image/png", data=data, digest=Digest(sha256(data).hexdigest())
    )
    blocks = "".join(
        '<figure><img src="x.png" alt="reeds" style="width: 60mm; height: 50mm"/>'
        f"<figcaption>caption{n}</figcaption></figure><p>after{n} {prose(9 + n * 5, n)}</p>"
        for n in range(6)
    )
    printed, found = made(with_note(blocks, assets=(asset,)))
    assert "P-011" in codes(found)
    names = [f"{word}{n}" for n in range(6) for word in ("caption", "after")]
    assert shown(r"(?:caption|after)\d", printed) == names
    assert structure_of(printed.data).roles["Figure"] == 6


def many_long_notes(overlong: Overlong) -> Master:
    tales = [f"start{n} {prose(260, n)} stop{n}" for n in range(3)]
    body = "".join(f"<p>{prose(9, n)[:-1]}{{note}}</p>" for n in range(3))
    chapters = (Chapter(title="Many", body=body, notes=tuple(tales)),)
    return master(chapters, trim=POCKET, overlong=overlong)


@pytest.mark.parametrize("overlong", [Overlong.CARRY, pytest.param(Overlong.END, marks=SOAK)])
def test_many_overlong_notes_are_repaired_together(
    overlong: Overlong, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "TRIES", 3)
    texts = page_texts(made(many_long_notes(overlong))[0].data)
    ends = [positions(texts, f"{word}{n}") for n in range(3) for word in ("start", "stop")]
    assert all(len(pages) == 1 for pages in ends)
    assert ends == sorted(ends)


@pytest.mark.parametrize(
    ("overlong", "patience"),
    [
        (Overlong.END, 0),
        pytest.param(Overlong.CARRY, repair.PATIENCE, marks=SOAK),
        pytest.param(Overlong.CARRY, 0, marks=SOAK),
        pytest.param(Overlong.END, repair.PATIENCE, marks=SOAK),
    ],
)
def test_many_notes_that_hardly_fit_are_repaired_before_patience_ends(
    overlong: Overlong, patience: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "TRIES", 5)
    monkeypatch.setattr(repair, "PATIENCE", patience)
    notes = [f"start{n} {prose(230, n)} stop{n}" for n in range(5)]
    body = "".join(f"<p>{prose(9, n)[:-1]}{{note}}</p>" for n in range(5))
    chapters = (Chapter(title="Many", body=body, notes=tuple(notes)),)
    texts = page_texts(made(master(chapters, trim=POCKET, overlong=overlong))[0].data)
    ends = [positions(texts, f"{word}{n}") for n in range(5) for word in ("start", "stop")]
    assert all(len(pages) == 1 for pages in ends)
    assert ends == sorted(ends)


@pytest.mark.parametrize("tries", [1, *(pytest.param(n, marks=SOAK) for n in (0, 2))])
def test_notes_without_a_place_when_patience_ends_stop_the_edition(
    tries: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "TRIES", tries)
    monkeypatch.setattr(repair.NoteRepairer, "_repair_outside", first_alone)
    printed, found = edition.make(many_long_notes(Overlong.CARRY), look(), here)
    assert printed is None
    assert {"P-001", "P-002"} & codes(found)


def first_alone(repairer: repair.NoteRepairer, outside: Sequence[LaidNote], area: float) -> bool:
    return repairer._repair_one(outside[0], area)


@pytest.mark.parametrize("seed", [2, *(pytest.param(n, marks=SOAK) for n in (0, 1, 3, 4, 5))])
def test_many_notes_near_page_ends_all_find_their_place(seed: int) -> None:
    chapters = tuple(
        noted(9, 1, 24 + 9 * (seed % 4), seed=seed + n, title=f"C{n}") for n in range(2)
    )
    book = master(chapters, trim=POCKET)
    printed, _ = made(book)
    assert structure_of(printed.data).roles["Note"] == len(book.notes)


def test_notes_in_lists_tables_and_quotations_find_their_place() -> None:
    cell = (
        "<table><thead><tr><th>A</th><th>B</th></tr></thead>"
        f"<tbody><tr><td>{prose(9)}{{note}}</td><td>x</td></tr></tbody></table>"
    )
    body = (
        f"<p>{prose(150)}</p><ul><li><p>{prose(30)}{{note}}</p></li></ul>"
        f"<blockquote><p>{prose(30)}{{note}}</p></blockquote>{cell}"
    ) * 3
    notes = tuple(prose(20 + 15 * n, n) for n in range(9))
    book = master((Chapter(title="Mixed", body=body, notes=notes),), trim=POCKET)
    printed, _ = made(book)
    structure = structure_of(printed.data)
    assert structure.faults == []
    assert structure.roles["Note"] == 9


def test_a_table_begins_with_its_head_although_a_note_leaves_no_room() -> None:
    table = (
        "<table><thead><tr><th>Heading</th><th>Other</th></tr></thead><tbody>"
        f"<tr><td>{prose(30, 1)}{{note}}</td><td>x</td></tr></tbody></table>"
    )
    body = f"<p>{prose(100)}</p>" + table * 3
    notes = tuple(prose(140, n) for n in range(3))
    printed, _ = made(master((Chapter(title="T", body=body, notes=notes),), trim=POCKET))
    assert (
        sum(len(re.findall("heading", text, re.IGNORECASE)) for text in page_texts(printed.data))
        >= 3
    )


def test_code_in_a_note_does_not_reach_below_its_line() -> None:
    note = f"{prose(12)} <code>makeready</code> {prose(3)}"
    body = f"<p>{prose(60)}{{note}}</p>"
    _, found = made(master((Chapter(title="C", body=body, notes=(note,)),), trim=POCKET))
    assert not codes(found) & {*REPAIRS.values()}


def test_a_note_that_finds_no_place_stops_the_edition() -> None:
    book = master(
        (Chapter(title="C", body=f"<p>{prose(9)}{{note}}</p>", notes=("Gone for ever.",)),),
        style=".note { display: none }",
    )
    printed, found = edition.make(book, look(), here)
    assert printed is None
    lost = next(finding for finding in found if finding.code == "P-001")
    assert "Gone for ever." in lost.message
    assert lost.message.startswith("page 1: note 1")


def test_an_aside_of_the_author_is_text_and_no_note() -> None:
    aside = "<aside><p>By the way, reeds.</p></aside>"
    named = '<aside id="named"><p>Rushes, too.</p></aside>'
    body = f"<p>Water.{{note}}</p>{aside}<p>Banks.</p>{named}{aside}"
    printed, found = made(master((Chapter(title="River", body=body, notes=("A real note.",)),)))
    assert not codes(found) - {"P-003"}
    structure = structure_of(printed.data)
    assert structure.faults == []
    assert structure.roles["Note"] == 1
    text = "".join(page_texts(printed.data))
    assert text.index("Water") < text.index("By the way") < text.index("Banks")


def test_white_space_between_the_blocks_of_an_item_sets_no_empty_line() -> None:
    note = "Mind:</p><ul><li> <p>reeds</p> <p>and <em>all</em> <b>rushes</b></p> </li></ul><p>Thus."
    book = master((Chapter(title="C", body="<p>Water.{note}</p>", notes=(note,)),))
    item = next(make_print_tree(book, lambda words: (words,)).sections[-1].iter("li"))
    assert [text for text in item.itertext() if not text.strip()] == [" "]


def test_soft_hyphens_and_spaces_without_width_are_no_text_that_could_be_lost() -> None:
    word = "lan\u00adtern\u200bri\u00adver"
    body = f"<p>{' '.join([word] * 60)}{{note}}</p>"
    book = master([Chapter(title="Mar\u00adshes", body=body, notes=(word,))], trim=POCKET)
    printed, found = edition.make(book, look(), here)
    assert printed is not None
    assert not {finding.code for finding in found} & {"P-001", "P-002"}
