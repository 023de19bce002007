"""Figures and tables are listed where book.toml asks, each with its page."""

from __future__ import annotations

from master.titles import findings, made, retold, svg, told, tree, words_of

BOAT = '![A boat.](images/x.svg){#fig-boat alt="b"}\n\n'
FARES = "| a |\n|---|\n| 1 |\n\n: Fares^[In pence.]\n\n"
PICTURE = svg('<path d="M0 0h1"/>')


def test_lists_stand_before_the_text_with_a_line_for_each_caption() -> None:
    book = retold(lists_figures=True, lists_tables=True)
    master = made(f"# A\n\n{BOAT}{FARES}", book=book, assets=(PICTURE,))
    assert words_of(master).startswith("Figures A boat. Tables Fares A ")
    for line in tree(master).xpath("//*[@class='captions']/*"):
        words, page = line.xpath("*/@href")
        assert words == page
        assert tree(master).xpath("//*[@id=$name]", name=page[1:])


def test_a_list_of_nothing_is_told() -> None:
    assert told("# A\n\nw\n", book=retold(lists_tables=True)) == ["book.toml: T-044 list of tables"]


def test_no_list_is_made_unasked() -> None:
    assert not findings(f"# A\n\n{FARES}")
    assert "captions" not in made(f"# A\n\n{FARES}").xhtml.decode()
