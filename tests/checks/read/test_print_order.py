"""Words that run from right to left are read in the order in which print sets them."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import bidi
import pytest
from hypothesis import given
from hypothesis import strategies as st

from editions.print.books import Chapter, here, look, master
from makeready.checks.read.alignment import align_pages
from makeready.checks.read.print import Page, Printed, _Glyph, _join_halves, _part, read_printed
from makeready.checks.read.print_order import leave_out_columns, runs_right_to_left, shows_one_of
from makeready.checks.read.text import read_master, strip_invisible
from makeready.editions.print import edition

MASTER = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
    '<head><title>Kites</title></head><body><section id="one" data-running="">{}</section>'
    "</body></html>"
)


def page(lines: list[str]) -> Page:
    """A page of lines as the eye sees them from left to right, handed out the other way round."""
    seen = ["".join(line.split()) for line in lines]
    places = [(n, at, each) for n, line in enumerate(seen) for at, each in enumerate(line)]
    places.sort(key=lambda place: (place[0], -place[1]))
    return Page(
        label="1",
        size=(400, 600),
        text="".join(each for _, _, each in places),
        boxes=tuple((float(at), 0.0, at + 1.0, 1.0) for _, at, _ in places),
        lines=tuple(n for n, _, _ in places),
        runs=tuple(n for n, _, _ in places),
        furniture=(),
        pictures=0,
        outside="",
        links=(),
    )


def departures(blocks: str, *lines: str) -> list[str]:
    book = read_master(MASTER.format(blocks).encode())
    printed = Printed(pages=(page(list(lines)),), outline=(), fonts=(), unembedded=())
    return [each.expected for each in align_pages(book, printed).departures]


@pytest.mark.parametrize(
    ("blocks", "lines"),
    [
        ("<p>salt שלום עולם sea</p>", ["salt םלוע םולש sea"]),
        ("<p>הספר (הראשון) נכתב 12</p>", ["12 בתכנ )ןושארה( רפסה"]),
        ("<p>הספר (הראשון) נכתב 12</p>", ["12 בתכנ (ןושארה) רפסה"]),
        ("<p>אבג דהו זחט יכל</p>", ["והד גבא", "לכי טחז"]),
        ("<p>salt אבג, דהו sea</p>", ["salt גבא", ", והד sea"]),
        ("<ul><li>אבג</li></ul>", ["גבא •"]),
        ("<ol><li>אבג דהו</li></ol>", ["והד גבא .1"]),
        ("<p>שָׁלוֹם</p>", ["םולש"]),
        ('<p>אבג Sea,<a class="noteref" dir="rtl">2</a> דהו</p>', ["והד 2,Sea גבא"]),
        ("<table><tr><td>Sea bay</td><td>אבג</td></tr></table>", ["גבא Sea bay"]),
        ("<p>אבג <bdi>Sea (7)</bdi> 12 דהו</p>", ["והד 12 Sea (7) גבא"]),
    ],
)
def test_lines_in_print_order_are_the_masters_words(blocks: str, lines: list[str]) -> None:
    assert departures(blocks, *lines) == []


@pytest.mark.parametrize("lefts", [(2.0, 1.0), (1.0, 2.0)], ids=["replaced", "one glyph"])
def test_letters_that_share_a_width_are_handed_out_backward(lefts: tuple[float, float]) -> None:
    book = read_master(MASTER.format("<p>אבג</p>").encode())
    shared = replace(
        page(["בגא"]),
        text="אגב",
        origins=(4.0, 1.0, 1.0),
        boxes=((4.0, 0.0, 5.0, 1.0), *((left, 0.0, left + 1.0, 1.0) for left in lefts)),
    )
    printed = Printed(pages=(shared,), outline=(), fonts=(), unembedded=())
    assert align_pages(book, printed).departures == ()


@pytest.mark.parametrize("line", ["salt םולש םלוע sea", "salt םלוע םולשש sea", "salt םלוע םולש"])
def test_another_order_and_other_words_are_departures(line: str) -> None:
    assert departures("<p>salt שלום עולם sea</p>", line)


CONTENTS = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
    '<head><title>Kites</title></head><body><nav id="contents" class="contents" epub:type="toc">'
    '<h1>דהו</h1><ol><li><a href="#one">1 אבג</a></li></ol></nav><section id="one" class="chapter" '
    'data-running=""><h1><span class="number">1</span> אבג</h1><p>יכל</p></section></body></html>'
)


def test_a_page_number_of_the_contents_is_not_the_number_of_the_first_chapter() -> None:
    pages = (page(["והד", "1 גבא 1"]), replace(page(["גבא 1", "לכי"]), label="2"))
    printed = Printed(pages=pages, outline=(), fonts=(), unembedded=())
    alignment = align_pages(read_master(CONTENTS.encode()), printed)
    assert alignment.departures == ()
    assert list(alignment.numbers.values()) == ["1"]


PAGE = '<a class="page" href="#one"/>'
LOCATORS = f'<p id="one">אבג <span class="locators">{PAGE * 3}</span></p><p>דהו</p>'


@pytest.mark.parametrize(
    ("blocks", "lines", "shown"),
    [
        (f'<p id="one">אבג 12 {PAGE}</p>', ["7 12 גבא"], ["7"]),
        (f'<p id="one">אבג {PAGE}, דהו {PAGE} זחט</p>', ["טחז 31 והד ,7 גבא"], ["7", "31"]),
        (f'<p id="one">אבג {PAGE}</p><p>דהו</p>', ["vii גבא", "והד"], ["vii"]),
        (LOCATORS, ["13 ,7n–5 ,גבא", "והד"], ["5", "7", "13"]),
        (LOCATORS, ["5 ,גבא", "13 ,7 ,", "והד"], ["5", "7", "13"]),
        (LOCATORS, ["iv, 2 ,גבא", "והד"], ["2", "iv"]),
    ],
)
def test_pages_that_words_from_right_to_left_refer_to_are_read(
    blocks: str, lines: list[str], shown: list[str]
) -> None:
    book = read_master(MASTER.format(blocks).encode())
    pages = (replace(page(lines), leftward=True),)
    alignment = align_pages(book, Printed(pages=pages, outline=(), fonts=(), unembedded=()))
    assert alignment.departures == ()
    assert [each for _, folios in sorted(alignment.pages.items()) for each in folios] == shown


def test_lines_of_two_columns_at_one_height_are_read_one_by_one() -> None:
    own = f'<span class="locators">{PAGE}</span>'
    book = read_master(MASTER.format(f'<p id="one">אבג {own}</p><p>דהו {own}</p>').encode())
    shown = page(["4 ,והד 31 ,גבא"])
    boxes = tuple(
        (at + 9.0 * (at > 4), 0.0, at + 9.0 * (at > 4) + 1, 1.0) for at, *_ in shown.boxes
    )
    pages = (replace(shown, leftward=True, boxes=boxes),)
    alignment = align_pages(book, Printed(pages=pages, outline=(), fonts=(), unembedded=()))
    assert alignment.departures == ()
    assert [*alignment.pages.values()] == [("31",), ("4",)]


def test_the_page_at_the_end_of_a_list_is_not_the_number_of_the_first_chapter() -> None:
    blocks = f'<ul><li id="one"><a href="#one">אבג</a> {PAGE}</li></ul><h1>1 דהו</h1>'
    book = read_master(MASTER.format(blocks).encode())
    pages = (replace(page(["11 גבא"]), leftward=True), replace(page(["1 והד"]), leftward=True))
    alignment = align_pages(book, Printed(pages=pages, outline=(), fonts=(), unembedded=()))
    assert alignment.departures == ()
    assert list(alignment.pages.values()) == [("11",)]


def test_a_line_from_right_to_left_is_a_piece_in_the_order_of_the_words() -> None:
    blocks = "<p>Salt and sea over the long bay.</p><p>אבג <em>Sea bay</em>, 12.</p><p>Salt.</p>"
    book = read_master(MASTER.format(blocks).encode())
    shown = page(["Salt and sea over the long bay.", "Sea bay, 12. גבא", "Salt."])
    first, last = "Saltandseaoverthelongbay.", "Salt."
    pages = (replace(shown, text=first + shown.text[len(first) : -len(last)] + last),)
    alignment = align_pages(book, Printed(pages=pages, outline=(), fonts=(), unembedded=()))
    assert [(each.start, each.end) for each in alignment.pieces] == [(0, 25), (25, 38), (38, 43)]
    said = ["".join(each.shown.text[at] for at in each.indexes) for each in alignment.pieces]
    assert "".join(said) == book.running.visible


SCRIPTS = ("abcdefghij", "אבגדהוזחטי", "0123456789")
FEW = str.maketrans("".join(SCRIPTS), "abababababאבאבאבאבאב1212121212")


@st.composite
def mixed_lines(draw: st.DrawFn) -> str:
    """Words of letters and figures, none of which stands twice, and at least one of Hebrew."""
    words = ["שת"]
    left = {script: list(script) for script in SCRIPTS}
    for script in draw(st.lists(st.sampled_from(SCRIPTS), min_size=1, max_size=8)):
        count = draw(st.integers(1, 3))
        words.append("".join(left[script][:count]))
        del left[script][:count]
    words = draw(st.permutations([word for word in words if word]))
    at = draw(st.integers(0, len(words) - 1))
    words[at] = draw(st.sampled_from(("{}", "({})", "{},"))).format(words[at])
    return " ".join(words)


@given(line=mixed_lines(), base=st.sampled_from("LR"))
def test_letters_that_are_alike_are_found_where_unlike_ones_would_stand(
    line: str, base: str
) -> None:
    seen = "".join(bidi.get_display(line, base_dir=base).split())
    few = line.translate(FEW)
    shown = replace(page([bidi.get_display(few, base_dir=base)]), leftward=base == "R")
    book = read_master(MASTER.format(f"<p>{few}</p>").encode())
    alignment = align_pages(book, Printed(pages=(shown,), outline=(), fonts=(), unembedded=()))
    found = {at + each.start: i for each in alignment.pieces for at, i in enumerate(each.indexes)}
    letters = [each for each in line if each != " "]
    wanted = {at: len(seen) - 1 - seen.index(each) for at, each in enumerate(letters)}
    assert alignment.departures == ()
    assert {at: i for at, i in found.items() if letters[at].isalnum()} == {
        at: i for at, i in wanted.items() if letters[at].isalnum()
    }


def test_a_folio_beside_a_head_from_right_to_left_stands_apart() -> None:
    def glyph(character: str, left: float) -> _Glyph:
        box = (left, 0.0, left + 4.0, 7.0)
        return _Glyph(character, box, 1, 1, "Artifact", -1, False, left, "")

    head = [glyph(each, 20.0 + 6 * n) for n, each in enumerate("Bay and ")]
    head += [glyph(each, 80.0 - 6 * n) for n, each in enumerate("נהר")]
    line = (*head, glyph("1", 120.0), glyph("3", 126.0))
    assert list(_part(line)) == ["Bay and נהר", "13"]


def test_only_right_to_left_letters_call_for_it() -> None:
    assert runs_right_to_left("a ש")
    assert not runs_right_to_left("a 12 ( é 水")


@pytest.mark.parametrize(
    ("halves", "character"),
    [((0xD83D, 0xDE00), "😀"), ((0xDE00, 0xD83D), "😀"), ((0xD83D, 0x41), "\ufffdA")],
)
def test_characters_in_two_halves_are_put_together(halves: tuple[int, int], character: str) -> None:
    assert _join_halves(*halves) == character


def test_a_laid_out_book_is_read_as_its_master() -> None:
    body = (
        "<p>They called שלום עולם over the water, and 𝔸 was the mark (𝔹 came later).</p>"
        '<div lang="he" dir="rtl"><p>הספר (הראשון) נכתב ב-1950 בעיר, ומאז abc נקרא שוב ושוב בכל '
        "מקום שבו אנשים אוהבים לקרוא ספרים. כך אמר!</p><ul><li>אחד</li><li>שני</li></ul></div>"
    )
    book = master((Chapter(title="Far", body=body),))
    printed, found = edition.make(book, look(), here)
    assert printed is not None, found
    pages = read_printed(printed.data)
    assert "".join(page.text for page in pages.pages).isprintable()
    chapter = replace(pages, pages=pages.pages[-1:])
    words = read_master(MASTER.format(f"<h1>Far</h1>{body}").encode())
    assert align_pages(words, chapter).departures == ()


@pytest.mark.parametrize("letter", ["\u06c2", "\u0623", "\u06d3"])
def test_a_letter_with_its_mark_counts_as_two_in_master_and_print(letter: str) -> None:
    assert strip_invisible(letter) == unicodedata.normalize("NFD", letter)
    assert len(strip_invisible(letter)) == 2


@pytest.mark.parametrize(
    ("line", "is_shown"),
    [("(1914)רהנ", True), ("…רהנ", True), ("רשג", False)],
    ids=["in another order", "cut off", "another"],
)
def test_a_head_from_right_to_left_has_the_letters_of_its_heading(
    line: str, *, is_shown: bool
) -> None:
    assert shows_one_of(line, ("נהר(1914)",), leftward=True, is_cut=True) is is_shown
    assert not shows_one_of(line, ("נהר(1914)",), leftward=False)


def test_the_head_of_a_table_may_have_several_lines() -> None:
    lines = ("12", "Saltof", "these\u2010", "aBay", "Aboutsalt")
    assert [*leave_out_columns(lines, ("SaltoftheseaBay",), leftward=False)] == ["12", "Aboutsalt"]
