"""References to labels say what their places are called, in the forms that authors write."""

from __future__ import annotations

import pytest

from makeready.core.model import Numbering
from master.titles import findings, inside, made, retold, svg, told, words_of

PICTURES = (svg('<path d="M0 0h1"/>'),)
BOAT, QUAY, LOCK = (
    f'![A {name}.](images/x.svg){{#fig-{name} alt="b"}}\n\n' for name in ("boat", "quay", "lock")
)


def said(text: str, language: str = "en", **facts: object) -> str:
    book = retold(captions=Numbering.CHAPTER, language=language, **facts)
    return words_of(made(f"# A\n\n{text}\n\n{BOAT}{QUAY}{LOCK}", book=book, assets=PICTURES))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[@fig-boat; @fig-quay]", "Figure 1.1 and Figure 1.2"),
        ("[@fig-boat; @fig-quay; @fig-lock]", "Figure 1.1, Figure 1.2 and Figure 1.3"),
        ("[@fig-boat;@fig-quay;-@fig-lock]", "Figure 1.1, Figure 1.2 and 1.3"),
        ("[-@fig-boat]", "1.1"),
        ("Figures [-@fig-boat; -@fig-quay]", "Figures 1.1 and 1.2"),
        ("[Fig. @fig-boat]", "Fig. 1.1"),
        ("[§ @fig-boat]", "§ 1.1"),
        ("[see @fig-boat]", "see Figure 1.1"),
        ("[Cf. @fig-boat, left]", "Cf. Figure 1.1, left"),
        ("@Fig-boat", "Figure 1.1"),
        ("^[A note on @fig-boat.]", "1"),
        ("[on @fig-boat]{.underline}", "on Figure 1.1"),
    ],
)
def test_every_form_of_a_reference_is_set(written: str, shown: str) -> None:
    assert said(f"w {written} w").startswith(f"A w {shown} w")


@pytest.mark.parametrize(
    "written", ["\\[\\@fig-boat]", "[\\@fig-boat]", "\\[@fig-x\\]", "[see \\@fig-x]", "\\@fig-x"]
)
def test_a_backslash_makes_plain_text_of_a_reference(written: str) -> None:
    shown = written.replace("\\", "")
    assert said(f"w {written} w [@fig-boat]").startswith(f"A w {shown} w Figure 1.1")


def test_a_backslash_in_an_attribute_leaves_its_element_alone() -> None:
    picture = '![A boat.](images/x.svg){#fig-row alt="a \\[@fig-boat] b"}'
    assert said(f"{picture}\n\n@fig-row").startswith("A Figure 1.1. A boat. Figure 1.1 ")


def test_a_reference_within_a_note_is_set() -> None:
    assert said("w^[On @fig-boat.]").endswith("On Figure 1.1.")


def test_sections_with_numbers_are_named_by_them() -> None:
    text = "@sec-b, @sec-b and [@sec-a]\n\n## B {#sec-b}\n"
    book = retold(numbered_levels=2)
    assert words_of(made(f"# A {{#sec-a}}\n\n{text}", book=book)).startswith(
        "1 A Section 1.1, Section 1.1 and Chapter 1 "
    )
    german = made("# A {#sec-a}\n\n@sec-a\n", book=retold(numbered_levels=1, language="de"))
    assert words_of(german) == "1 A Kapitel 1"
    chinese = made("# A {#sec-a}\n\n@sec-a\n", book=retold(numbered_levels=1, language="zh"))
    assert words_of(chinese) == "1 A 第1章"


def test_an_appendix_is_named_as_such() -> None:
    text = "# A\n\n@sec-b\n\n# B {#sec-b .appendix}\n"
    assert words_of(made(text, book=retold(numbered_levels=1))).startswith("1 A Appendix A")


def test_sections_without_numbers_are_named_by_their_headings() -> None:
    text = "# A\n\n@sec-b, @sec-c\n\n# B {#sec-b}\n\nw\n\n# C {#sec-c .unnumbered}\n"
    assert words_of(made(text)).startswith("A B, C ")
    assert words_of(made(text, book=retold(numbered_levels=1))).startswith("1 A Chapter 2, C ")


def test_a_note_is_named_by_its_number_and_the_link_leads_to_it() -> None:
    text = "# A\n\nw[^a] w[^b], see @note-b and @note-c\n\n[^a]: One.\n[^b]: Two.\n"
    master = made(text, "v^[[]{#note-c}Three.]\n")
    assert "see note 2 and note 3" in words_of(master)
    target = inside(master).split('class="xref" href="#')[1].split('"')[0]
    assert f'<aside id="{target}" class="note"' in inside(master)
    assert "data-label" not in inside(master)


def test_a_note_in_the_one_file_of_its_chapter_can_be_referred_to() -> None:
    master = made("# A\n\nw[^a], see @note-a\n\n[^a]: One.\n")
    assert "see note 1" in words_of(master)


def test_a_dangling_label_is_told_with_its_like_of_another_kind() -> None:
    (found,) = findings("# A\n\n@tbl-race\n\n## B {#sec-race}\n")
    assert str(found) == "text/01.md:3: T-008 [@tbl-race] leads nowhere"
    assert found.hint == "did you mean #sec-race (text/01.md:5)?"


def test_a_label_of_another_kind_is_told() -> None:
    (found,) = told("# A\n\n@fig-race\n\n## B {#fig-race}\n")
    assert found == "text/01.md:3: T-048 [@fig-race] leads to a section"


def test_a_reference_to_what_has_no_name_is_told() -> None:
    (found,) = told("# A\n\n@fig-race\n\n[w]{#fig-race}\n")
    assert found == "text/01.md:3: T-047 [@fig-race] leads to “{#fig-race}”"


def test_a_label_given_twice_is_told_with_both_lines() -> None:
    (found,) = findings("# A\n\n[x]{#sec-b}\n\ny\n\n[z]{#sec-b}\n")
    assert str(found).startswith("text/01.md:7: T-007 ")
    assert found.hint == "it is given first at text/01.md:3"
