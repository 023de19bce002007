"""Theorems, listings, boxes and floats with labels are numbered and can be referred to."""

from __future__ import annotations

import pytest

from makeready.core.model import Numbering
from master.titles import inside, made, retold, svg, told, words_of

PICTURES = (svg('<path d="M0 0h1"/>'),)


def said(text: str, numbering: Numbering | None = Numbering.CHAPTER, language: str = "en") -> str:
    book = retold(captions=numbering, language=language)
    shown = PICTURES if "images/" in text else ()
    return words_of(made(f"# A\n\n{text}", book=book, assets=shown))


@pytest.mark.parametrize(
    ("block", "shown"),
    [
        ("::: {#thm-x}\n## Flow\n\nWater *runs*.\n:::", "Theorem 1.1 (Flow). Water runs."),
        ('::: {#lem-x name="Flow"}\nWater.\n:::', "Lemma 1.1 (Flow). Water."),
        ("::: {#def-x}\n- a\n:::", "Definition 1.1. a"),
        ('::: {#thm-x name="The *main* `law`"}\nWater.\n:::', "Theorem 1.1 (The main law). Water."),
        ('::: {#thm-x name="Of $xy$ and `a`"}\nWater.\n:::', "Theorem 1.1 (Of xy and a). Water."),
        ("::: {.corollary}\nWater.\n:::", "Corollary 1.1. Water."),
        ("::: {.proof}\nWater.\n:::", "Proof. Water."),
        ("::: {.remark}\nWater.\n:::", "Remark. Water."),
    ],
)
def test_theorems_begin_with_their_names(block: str, shown: str) -> None:
    assert said(block) == f"A {shown}"


def test_each_kind_of_theorem_is_counted_by_itself_and_without_captions_through_the_book() -> None:
    text = "::: {#thm-a}\nw\n:::\n\n::: {#lem-b}\nw\n:::\n\n::: {#thm-c}\nw\n:::\n\n@thm-c, @lem-b"
    assert said(text, None).endswith("Theorem 2. w Theorem 2, Lemma 1")
    assert said(text, None, "de").endswith("Satz 2. w Satz 2, Lemma 1")


@pytest.mark.parametrize(
    "listing",
    [
        '```{#lst-x .python lst-cap="Tolls"}\na\n```',
        '```{#lst:x .python caption="Tolls"}\na\n```',
        '```{#lst-x .python lst-cap="Tolls \\"b\\" and *c*"}\na\n```',
        "Listing: Tolls {#lst:x}\n\n```python\na\n```",
        "Listing: Tolls\n\n```{#lst:x .python}\na\n```",
        "```python\na\n```\n\n: *Tolls* {#lst-x}",
        "::: {#lst-x}\n```python\na\n```\n\nTolls\n:::",
        "::: {#lst:x .listing}\nTolls\n\n```python\na\n```\n:::",
        "::: {#lst:x .listing}\nTolls\n\n```python\na\n```\n\nTaken at noon.\n:::",
    ],
)
def test_every_spelling_of_a_listing_is_known(listing: str) -> None:
    found = said(f"{listing}\n\n[@lst-x]\n" if "lst-x" in listing else f"{listing}\n\n@lst:x\n")
    assert "Listing 1.1. Tolls" in found
    assert found.endswith(" Listing 1.1")


def test_listings_are_listed_where_book_toml_asks() -> None:
    book = retold(lists_listings=True)
    found = made('# A\n\n```{#lst-x lst-cap="Tolls"}\na\n```\n', book=book)
    assert words_of(found).startswith("Listings Tolls A ")


@pytest.mark.parametrize(
    ("box", "shown"),
    [
        ('::: {#tip-x .callout-tip title="Ropes"}\nw\n:::\n\n@tip-x', "Tip 1. Ropes w Tip 1"),
        ("::: {#tip-x .callout-tip}\n## Ropes\n\nw\n:::\n\n@tip-x", "Tip 1. Ropes w Tip 1"),
        ("::: {#wrn-x .callout-warning}\nw\n:::\n\n@wrn-x", "Warning 1. w Warning 1"),
        ('::: {#box-x .box title="Ropes"}\nw\n:::\n\n@box-x', "Box 1. Ropes w Box 1"),
        ("::: {.box #box-x}\nw\n:::\n\n@box-x", "Box 1. w Box 1"),
    ],
)
def test_boxes_with_labels_have_numbers(box: str, shown: str) -> None:
    assert said(box, None) == f"A {shown}"


def test_a_box_without_a_label_has_none() -> None:
    assert said("::: {.callout-tip}\nw\n:::") == "A Tip w"


def test_a_division_is_a_figure_with_figures_in_it() -> None:
    one = "![](images/x.svg){alt=a}"
    two = "![Bow](images/x.svg){#fig-z alt=b}"
    found = said(f"::: {{#fig-y layout-ncol=2}}\n{one}\n\n{two}\n\nA boat.\n:::\n\n@fig-z, @fig-y")
    assert found == "A (a) Bow Figure 1.1. A boat. Figure 1.1 (a), Figure 1.1"


def test_a_figure_within_one_may_have_its_label_in_a_division() -> None:
    parts = "".join(f"::: {{#fig-{each}}}\n![{each}](images/x.svg)\n:::\n\n" for each in "pq")
    found = said(f":::: {{#fig-y}}\n{parts}A boat.\n::::\n\n@fig-q, @fig-p")
    assert found == "A (a) p (b) q Figure 1.1. A boat. Figure 1.1 (b), Figure 1.1 (a)"


def test_a_division_gives_a_table_its_caption() -> None:
    table = "| a |\n|---|\n| 1 |"
    text = f"# A\n\n::: {{#tbl-y}}\n{table}\n\nTolls.\n:::\n\n@tbl-y\n"
    master = made(text, book=retold(captions=Numbering.BOOK))
    assert '<table id="tbl-y">\n<caption><span class="number">Table\xa01.</span> Tolls.' in inside(
        master
    )
    assert words_of(master).endswith("Table 1")


def test_code_without_a_caption_is_no_listing() -> None:
    assert told("# A\n\n```python\na\n```\n\nListing: the end.\n") == []
