from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editions.epub.books import ALICE, BERT, BOOK, PNG, asset, face, retold
from makeready.core.errors import EditionError
from makeready.core.model import Book, Face, FontRole, Person
from makeready.editions.epub.cover import HEIGHT, WIDTH, Cover, cover, draw_cover, page, picture
from makeready.editions.epub.lettering import break_lines, choose_lettering, measure_width
from makeready.editions.xhtml import SVG, H, parse
from makeready.files.programs.toolchain import read_face_names

FONT = Path(__file__).parents[3] / "fonts" / "linux-libertine" / "LinLibertine_R.otf"
S = f"{{{SVG}}}"


@pytest.fixture(scope="module")
def faces() -> tuple[Face, ...]:
    return (face("Linux Libertine O", FontRole.TEXT, FONT.read_bytes()),)


def lines(book: Book) -> list[str]:
    """Return the words of a cover that is drawn without a font."""
    return [str(each.text) for each in parse(picture(book, ())).iter(f"{S}text")]


def test_the_titles_own_cover_is_taken_as_it_is() -> None:
    own = asset("images/front.png", "image/png", PNG)
    found = cover(retold(cover="images/front.png"), (own,), ())
    assert (found.name, found.media_type, found.data) == (own.name, own.media_type, PNG)
    assert found.alternative == "Two Rivers, Alice Weaver"


def test_a_cover_that_is_not_there_is_an_error() -> None:
    with pytest.raises(EditionError, match=r"images/front\.png"):
        cover(retold(cover="images/front.png"), (), ())


def test_a_made_cover_says_what_the_book_is() -> None:
    book = retold(subtitle="An Account", people=(ALICE, BERT), publisher="Weir & Lock")
    wanted = ["Two Rivers", "An Account", "Alice Weaver", "Bert Miller", "Weir & Lock"]
    assert sorted(lines(book)) == sorted(wanted)


def test_translators_are_not_on_the_cover() -> None:
    other = Person(name="Cora Dyer", sort_as="Dyer, Cora", role="trl")
    assert "Cora Dyer" not in lines(retold(people=(ALICE, other)))


def test_letters_are_outlines_and_nothing_is_fetched(faces: tuple[Face, ...]) -> None:
    root = parse(picture(BOOK, faces))
    assert not list(root.iter(f"{S}text"))
    assert len(list(root.iter(f"{S}path"))) == 2
    assert not any("href" in name for each in root.iter() for name in each.attrib)


def test_words_that_no_face_has_are_left_to_the_reading_system(faces: tuple[Face, ...]) -> None:
    root = parse(picture(retold(title="两条河"), faces))
    assert [each.text for each in root.iter(f"{S}text")] == ["两条河"]


def test_the_same_book_gives_the_same_cover(faces: tuple[Face, ...]) -> None:
    assert picture(BOOK, faces) == picture(BOOK, faces)


WORDS = st.text(alphabet="abcdefgwmij", min_size=1, max_size=14)


@settings(max_examples=40)  # each example shapes some dozens of lines
@given(
    st.lists(WORDS, min_size=1, max_size=24),
    st.lists(WORDS, max_size=20),
    st.integers(min_value=1, max_value=8),
)
def test_nothing_runs_out_of_the_picture_or_into_the_names(
    title: list[str], subtitle: list[str], people: int
) -> None:
    names = tuple(Person(name=f"Person {n}", sort_as="", role="aut") for n in range(people))
    book = retold(title=" ".join(title), subtitle=" ".join(subtitle), people=names)
    placed = [
        (float(each.attrib["y"]), str(each.text), float(each.attrib["font-size"]))
        for each in parse(picture(book, ())).iter(f"{S}text")
    ]
    assert all(y - size > 0 and y < HEIGHT - 70 for y, _, size in placed)
    first = min(y - size for y, text, size in placed if text.startswith("Person "))
    assert all(y < first for y, text, _ in placed if not text.startswith("Person "))
    for _, text, size in placed:
        assert measure_width(text, choose_lettering(text, (), size)) <= WIDTH - 140


@given(st.lists(WORDS, min_size=1, max_size=20))
def test_breaking_keeps_words_and_measure(words: list[str]) -> None:
    how = choose_lettering("a", (), 100)
    found = break_lines(" ".join(words), how, 1200)
    assert " ".join(found).split() == words
    assert all(measure_width(line, how) <= 1200 for line in found)


def test_lines_are_broken_evenly() -> None:
    how = choose_lettering("a", (), 100)
    assert break_lines("aaa bbb ccc ddd", how, 700) == ("aaa bbb", "ccc ddd")


def test_scripts_without_spaces_break_between_characters_and_keep_closing_marks() -> None:
    how = choose_lettering("河", (), 100)
    assert "".join(break_lines("一二三，四五六", how, 300)) == "一二三，四五六"
    assert not any(line.startswith("，") for line in break_lines("一二三，四五六", how, 300))


def test_a_drawn_cover_comes_in_dots_too_and_its_lettering_is_seen(faces: tuple[Face, ...]) -> None:
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 24"><rect width="16" height="24" '
        b'fill="white"/><text x="2" y="12" font-size="8">m</text></svg>'
    )
    lettered, bare = draw_cover(drawing, faces), draw_cover(drawing, ())
    assert lettered[:4] == bare[:4] == b"\x89PNG"
    assert lettered != bare
    assert draw_cover(drawing, faces) == lettered


@pytest.mark.skipif(
    not read_face_names(("Noto Serif CJK SC",)), reason="needs fonts-noto-cjk on Debian"
)
def test_letters_that_only_the_machine_has_are_drawn(faces: tuple[Face, ...]) -> None:
    covers = {title: draw_cover(picture(retold(title=title), faces), faces) for title in "河橋"}
    assert covers["河"] != covers["橋"]  # not the same empty box


def test_a_cover_that_is_no_drawing_is_an_error(faces: tuple[Face, ...]) -> None:
    with pytest.raises(EditionError, match="the cover cannot be drawn"):
        draw_cover(b"<svg", faces)


def test_the_page_shows_the_drawing_where_it_can_and_else_the_dots() -> None:
    found = Cover(name="c.svg", media_type="image/svg+xml", data=b"", alternative="Two Rivers")
    source, image = page(found, "c.png", "c.svg").iter(f"{H}source", f"{H}img")
    assert (source.get("srcset"), image.get("src")) == ("c.svg", "c.png")
    assert image.get("alt") == "Two Rivers"
