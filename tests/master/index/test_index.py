"""Marks in the text become an index in its place, and what is wrong with them is told."""

from __future__ import annotations

import pytest

from master.titles import anyway, inside, made, retold, sections, told, tree, words, words_of

TERM = "[bollard]{.index}"


def lines(*texts: str, language: str = "en-GB") -> list[str]:
    """Return the entries of the index, each with how many places it leads to."""
    master = made(*texts, book=retold(language=language))
    found = []
    for item in tree(master).xpath("//*[local-name()='ul'][@class='index']//*[local-name()='li']"):
        own = item.xpath("*[local-name()='span']")
        depth = len(item.xpath("ancestor::*[local-name()='li']"))
        said = "".join(words(each) for each in own)
        places = item.xpath("*[@class='locators']/*")
        found.append(f"{'-' * depth}{said} {len(places)}")
    return found


def test_an_index_has_its_terms_in_order_and_their_places() -> None:
    text = f"# A\n\nA {TERM}, a [rope]{{.index}}, a {TERM}. [Hemp]{{.index entry=Apple}}\n"
    assert lines(text) == ["Apple 1", "bollard 2", "rope 1"]


@pytest.mark.parametrize(
    "mark", ['[x]{.index entry="rope!hemp"}', '[rope]{.index sub="hemp"}', "[rope!hemp]{.index}"]
)
def test_an_entry_stands_below_another(mark: str) -> None:
    assert lines(f"# A\n\n{mark} word\n") == ["rope 0", "-hemp 1"]


def test_entries_refer_to_others() -> None:
    marks = '[]{.index entry="cable" see="rope!hemp"}[x]{.index entry="rope!hemp" seealso="rope"}'
    assert lines(f"# A\n\nw {marks}\n") == ["cable, see rope, hemp 0", "rope 0",
                                            "-hemp; see also rope 1"]  # fmt: skip


def test_a_range_has_two_ends_and_a_main_place_and_notes_are_known() -> None:
    text = (
        '# A\n\n[]{.index entry="x" range="start"}a\n\nb[]{.index entry="x" range="end"}\n\n'
        "[m]{.index .main} w^[A [m]{.index}.]\n"
    )
    kinds = tree(made(text)).xpath("//*[@class='locators']/*/@class")
    assert kinds == ["page main", "page in-note", "page", "page until"]


def test_places_stand_in_the_order_of_the_text_those_of_notes_at_their_calls() -> None:
    text = f"# A\n\n{TERM} a^[A {TERM}.] b {TERM}\n"
    kinds = tree(made(text)).xpath("//*[@class='locators']/*/@class")
    assert kinds == ["page", "page in-note", "page"]


def test_each_place_leads_to_its_mark() -> None:
    master = made(f"# A\n\na {TERM} b {TERM}\n", f"# B\n\na {TERM} c\n")
    targets = tree(master).xpath("//*[@class='locators']/*/@href")
    assert len(set(targets)) == 3
    for target in targets:
        (found,) = tree(master).xpath("//*[@id=$name]", name=target[1:])
        assert words(found) == "bollard"


def test_the_text_keeps_its_words_and_loses_the_marks() -> None:
    found = inside(made(f'# A\n\na {TERM} b[]{{.index entry="x" see="bollard"}}.\n'))
    assert "a <span id=" in found
    assert ">bollard</span> b.</p>" in found
    assert "data-" not in found.replace("data-matter", "").replace("data-running", "")


def test_an_index_stands_where_the_manuscript_says() -> None:
    placed = f"# A\n\n{TERM}\n\n# Terms\n\nBefore.\n\n::: {{#index}}\n:::\n\nAfter.\n"
    assert words_of(made(placed)).endswith("Terms Before. bollard After.")


def test_without_a_place_it_is_a_last_chapter_of_the_language() -> None:
    master = made(f"# A\n\n{TERM}\n", book=retold(language="de"))
    last = sections(master)[-1]
    assert words(last) == "Register bollard"
    assert last.get("role") == "doc-index"


def test_sort_and_language_decide_the_order() -> None:
    text = '# A\n\n[The dam]{.index sort="dam"} [ärta]{.index} [zon]{.index} [eel]{.index}\n'
    assert lines(text, language="sv") == ["The dam 1", "eel 1", "zon 1", "ärta 1"]


def test_marks_in_code_are_code() -> None:
    assert words_of(made("# A\n\n`[x]{.index}`\n")) == "A [x]{.index}"


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        (
            '[cable]{.index see="bolard"}',
            "text/01.md:3: T-045 “cable” refers to “bolard”",
        ),
        ('[x]{.index range="start"}', "text/01.md:3: T-041 “x” begins a range"),
        ('[x]{.index range="end"}', "text/01.md:3: T-041 “x” ends a range"),
        ('[ ]{.index entry="!x"}', "text/01.md:3: T-043 an empty mark"),
    ],
)
def test_what_is_wrong_with_a_mark_is_told(marks: str, said: str) -> None:
    assert said in told(f"# A\n\n{TERM} {marks}\n")


def test_an_index_without_entries_is_told() -> None:
    assert told("# A\n\n::: {#index}\n:::\n") == ["text/01.md:3: T-042 no term is marked"]
    assert words_of(anyway("# A\n\nw\n\n::: {#index}\n:::\n")) == "A w"


def test_a_reference_to_an_entry_that_is_missing_is_no_link() -> None:
    root = tree(anyway('# A\n\n[cable]{.index see="rope"} w\n\n::: {#index}\n:::\n'))
    (see,) = (each for each in root.iter("{*}span") if each.get("class") == "see")
    assert "rope" in "".join(see.itertext())
    assert not list(see.iter("{*}a"))


def test_other_words_around_marks_change_nothing_in_the_index() -> None:
    def places(word: str) -> list[str]:
        text = f"# A\n\n{word} {TERM} b {TERM}\n\n{TERM} c\n"
        return list(tree(made(text, f"# B\n\n{TERM}\n")).xpath("//*[@class='locators']/*/@href"))

    assert places("reeds") == places("sedges by the weir")
    assert len(set(places("reeds"))) == 4
