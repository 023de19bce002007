"""Lines that repeat: page furniture where a page is seen to end, text everywhere else."""

from __future__ import annotations

import pytest

from intake.cleaned import cleaned, manuscript
from makeready.intake.blocks.captions import is_caption

OPEN = (
    "The miller kept his accounts in chalk upon the inner door, and in the wet years the damp took"
)
REST = "half of what was owed to him, so that he forgave more debts than he had ever meant to."
WHOLE = f"{OPEN} {REST}"


def _dropped(source: str) -> list[str]:
    return [
        source[each.start : each.end]
        for each in cleaned(source).ledger.operations
        if each.rule.startswith("F.") and each.rule != "F.page-mark"
    ]


def test_the_speakers_of_a_play_stay() -> None:
    speeches = [
        f"{who}\n\nWhat is it that you say of {n} sacks----"
        for n in "234567"
        for who in ("ROSA.", "VEIT.")
    ]
    text = "# The Mill\n\n" + "\n\n".join(speeches) + "\n"
    assert _dropped(text) == []
    assert manuscript(text).count("VEIT") == 6


def test_the_numbers_and_signatures_of_letters_stay() -> None:
    letters = [
        f"{number}.\n\nTO MR. AMSEL.\n\nDEAR SIR,--\n\n{WHOLE} {WHOLE}\n\nYour servant,\n\nK. FINK."
        for number in range(17, 23)
    ]
    text = "# A Miller's Letters\n\n" + "\n\n\n".join(letters) + "\n"
    assert _dropped(text) == []
    assert manuscript(text).count("FINK.") == 6


def test_a_source_below_a_figure_stays_though_a_sentence_goes_on_after_it() -> None:
    part = f"{OPEN}\n\n**Figure 1. Debts, by year**\n\nSource: the door.\n\n{REST}\n\n"
    text = "# Debts\n\n" + part * 4
    assert _dropped(text) == []


def test_chapters_numbered_in_one_sequence_are_no_misreadings_of_each_other() -> None:
    chapters = [f"CHAPTER {number}.\n\n{WHOLE}" for number in ("I", "II", "III", "IV")]
    text = "THE DOOR\n\nBy KLARA FINK\n\n\n" + "\n\n\n".join(chapters) + "\n"
    assert _dropped(text) == []


def test_a_line_that_tears_sentences_is_a_running_head() -> None:
    pages = "\n\n".join(f"{OPEN}\n\nThe Inner Door\n\n{REST} {WHOLE} {WHOLE}" for _ in range(4))
    assert _dropped(f"# Mills\n\n{pages}\n") == ["The Inner Door"] * 4


@pytest.mark.parametrize(
    "turn",
    [
        "\n\f",
        "\n---\n\n<!-- page {n} -->\n\n",
        "\n---\n## Page {n}\n\n",
        "\n{{{n}}}------------------------------------------------\n\n",
        "\n---\n\n<!-- Página {n} de 9 -->\n\n",
        '\n<page number="{n}">\n',
        '\n<a id="page-{n}"></a>\n\n',
        "\n\n-----\n\n",
    ],
)
def test_heads_and_feet_of_marked_pages_go_and_the_text_runs_on(turn: str) -> None:
    feet = "Mill Trust, Board of Doors {n}\nFOR THE FILE\n"
    page = f"MILLS AND DOORS\n{REST}\n{OPEN}\n{REST}\n{OPEN}\n{feet}"
    pages = [page.format(n=number) for number in range(1, 9)]
    text = pages[0] + "".join(
        turn.format(n=number) + page for number, page in enumerate(pages[1:], start=2)
    )
    made = manuscript(text)
    assert "Board of Doors" not in made
    assert "FOR THE FILE" not in made
    assert made.count("MILLS AND DOORS") <= 1
    assert made.count(f"the damp took {REST}") >= 15


def test_a_file_of_one_page_loses_nothing() -> None:
    text = f"{OPEN}\n\nSmall\n\n{REST}\n\n14\n\n{OPEN}\n\nSmall\n\n{REST}\n\n15\n"
    assert _dropped(text) == []


def test_a_line_that_the_typed_contents_name_is_a_heading_inside_a_page() -> None:
    names = ("1. THE DOOR", "2. THE CHALK", "3. THE DAMP", "ANEXO A: THE KEY")
    listed = "".join(f"{name} ........ {place + 2}\n" for place, name in enumerate(names))
    pages = [f"ÍNDICE\n{listed}"] + [f"{REST}\n{name}\n{OPEN}\n" for name in names]
    text = "".join(
        f"<!-- Página {place} de 5 -->\n\nMOLINOS\n{page}Junta de Molinos {place}\n\n---\n\n"
        for place, page in enumerate(pages, start=1)
    )
    made = manuscript(text)
    for name in names:
        assert f"# {name}\n" in made
    assert "Junta" not in made


def test_a_full_line_of_text_that_every_page_begins_with_is_no_running_head() -> None:
    line = "The miller wrote the names of those who owed him flour upon the inner door of"
    page = (
        f"THE INNER DOOR\n{line}\nhis mill, and nobody read them but the damp in the wet years.\n"
    )
    page += "Whoever paid was wiped out with a sleeve, and whoever did not stayed on until the\n"
    page += "door was painted, which the miller's wife saw to on the eve of every second fair."
    text = "\f".join(f"{page} That was in {1851 + n}.\n{n}\n" for n in range(1, 6))
    assert not any(found.startswith("The miller") for found in _dropped(text))


def test_a_list_of_figures_below_the_contents_keeps_its_lines_and_calls_no_notes() -> None:
    dots = "." * 40
    listed = "\n".join(f"Chapter {n}. The {n}. Mill {dots} {n}" for n in range(1, 6))
    figures = "\n".join(f"Figure {n}. A sack of flour {dots} {n}" for n in range(1, 6))
    body = "\n\n".join(f"Chapter {n}. The {n}. Mill\n\n{WHOLE} {WHOLE}" for n in range(1, 6))
    made = manuscript(f"Contents\n{listed}\n\nFigures\n{figures}\n\n{body}\n\n1 A note.\n")
    assert "| Figure 2. A sack of flour … 2\n" in made
    assert "# Chapter 3. The 3. Mill" in made
    assert "Mill …" not in made


def test_a_letterhead_of_two_scripts_goes_though_it_is_read_in_two_ways() -> None:
    heads = ["GUILD OF THE INNER DOOR 門人会研究", "### GUILD OF THE INNER DOOR 門入会研究"]
    pages = [f"{WHOLE} {WHOLE}" for _ in range(7)]
    gap = "\n" * 6
    source = f"{heads[0]}\n\n{WHOLE}{gap}" + gap.join(pages) + f"{gap}{heads[1]}\n\n{WHOLE}\n"
    torn = source.replace(f"{OPEN} {REST}{gap}{OPEN}", f"{OPEN}{gap}{REST} {OPEN}")
    assert "GUILD" not in manuscript(torn)


def test_paragraphs_that_begin_alike_after_wide_gaps_are_no_letterhead() -> None:
    pages = [f"and went {way} home. {WHOLE}\n\nSo the {way} cooper" for way in ("old", "slow")]
    gap = "\n" * 6
    made = manuscript(gap.join([*pages, *pages, *pages]) + " slept.\n")
    assert made.count("and went old home") == made.count("and went slow home") == 3


@pytest.mark.parametrize("word", ["Table is set", "Boxing Day", "Map in hand", "Plate vivid"])
def test_words_that_begin_like_a_caption_are_none(word: str) -> None:
    assert not is_caption(word)


def test_half_titles_and_title_pages_are_no_heads_of_pages() -> None:
    text = "The river rose in the night, and the keeper went out to see to the gate. " * 4
    pages = [f"THE LONG SHED\n\n{text}\n\n{n}" for n in range(3, 9)]
    title = "THE LONG SHED\n\nBY\n\nANN FERROW\n\nLEEDS\n\n1893"
    made = cleaned("\n\n\f".join(("THE LONG SHED", title, *pages)))
    assert made.metadata.title == "THE LONG SHED"
    assert [each.name for each in made.metadata.people] == ["ANN FERROW"]
    assert made.texts[0].text.startswith("THE LONG SHED\n\nLEEDS\n\n1893\n\nThe river")
    assert made.texts[0].text.count("LONG SHED") == 1
