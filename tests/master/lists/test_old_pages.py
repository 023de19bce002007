"""Old pages are marked by hand or from a table, and a concordance lists them with the new ones."""

from __future__ import annotations

from dataclasses import replace

from makeready.master.lists.old_pages import mark_pages
from makeready.master.make import make
from master.titles import inside, made, retold, templates, title, told

TABLE = (
    b"page,label,line,file,words\n"
    b'1,41,1,text/01.md,"The ferry lay, at the quay"\n'
    b"2,42,9,text/01.md,by the river's old steps\n"
    b"3,43,9,text/01.md,nowhere in these words\n"
    b"4,,9,,\n"
)
TEXT = "# A\n\nThe *ferry* lay at the quay,\nby the river’s “old” steps it waited.\n"


def test_pages_of_the_table_are_marked_where_they_begin() -> None:
    asked = replace(title(TEXT, book=retold(old_pages="source/pages.csv")), old_pages=TABLE)
    marked, found = mark_pages(asked)
    assert marked.texts[0].text == (
        '# A\n\n[]{.old-page n="41"}The *ferry* lay at the quay,\n'
        '[]{.old-page n="42"}by the river’s “old” steps it waited.\n'
    )
    assert [str(each) for each in found] == [
        "source/pages.csv:4: T-052 page 43: “nowhere in these words”"
    ]
    master, _ = make(asked, templates())
    assert master is not None
    assert '<span class="old-page" id="old-42"' in inside(master)


def test_a_concordance_lists_old_pages_with_the_places_of_new_ones() -> None:
    text = '# A\n\nw []{.old-page n="ix"}v []{.old-page n="1"}u\n\n::: {#concordance}\n:::\n'
    found = inside(made(text))
    for label in ("ix", "1"):
        line = f'<li><a href="#old-{label}">{label}</a> <a class="page" href="#old-{label}"/></li>'
        assert line in found
        assert f'<span class="old-page" id="old-{label}" data-old="{label}"/>' in found


def test_a_concordance_of_nothing_is_told() -> None:
    assert told("# A\n\nw\n\n::: {#concordance}\n:::\n") == [
        "text/01.md:5: T-051 no old page is marked"
    ]


def test_old_pages_without_a_number_or_with_one_twice_are_told() -> None:
    text = '# A\n\nw []{.old-page n="1"}v\n\n[]{.old-page n=1}u\n\nt []{.old-page}s\n'
    assert told(text) == [
        "text/01.md:5: T-054 old page 1 begins a second time",
        "text/01.md:7: T-054 an old page has no number",
    ]


def test_numbers_stand_in_the_margin_where_book_toml_asks() -> None:
    asked = title('# A\n\nw []{.old-page n="1"}v\n', book=retold(old_pages_in_margin=True))
    master, _ = make(asked, templates())
    assert master is not None
    assert 'class="old-page in-margin" id="old-1" data-old="1"' in inside(master)
