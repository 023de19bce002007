"""Marks of notes that few sources use: each is linked near its note, else it stays."""

from __future__ import annotations

import pytest

from intake.cleaned import cleaned, manuscript
from makeready.intake.account.ledger import check

LINE = "the tanner kept the hides in the long pit until the bark had done its work"
WIDE = "制革的人把皮子放在长坑里，等到树皮做完它的工作为止，没有人催他"
WIDE_DIGITS = "０１２３４５６７８９"


def _linked(source: str) -> int:
    return sum(bool(link.key) for link in cleaned(source).links)


def _paged(line: str, call: str, opener: str) -> str:
    """Return four pages with a note at the foot of each; # stands for its number."""
    page = f"@{line}{call}, {line}.\n\n{opener}It was so, @.\n"
    return "\n\f".join(
        page.replace("#", str(n)).replace("@", word)
        for n, word in enumerate(("Wool", "皮", "Ash", "坑里"), 1)
    )


@pytest.mark.parametrize(
    ("call", "opener"),
    [
        ("（注#）", "（注#）"),
        ("（注#）", "注#："),
        ("〔註#〕", "〔註#〕"),
        ("注#", "注# "),
    ],
)
def test_notes_that_name_themselves_in_chinese_are_linked(call: str, opener: str) -> None:
    source = _paged(WIDE, call, opener).replace(", ", "，")
    made = manuscript(source)
    assert _linked(source) == 4
    assert "注" not in made
    assert "註" not in made


def test_numbers_in_wide_brackets_are_linked() -> None:
    digits = str.maketrans("1234", WIDE_DIGITS[1:5])
    source = _paged(WIDE, "（#）", "（#）").translate(digits).replace(", ", "，")
    assert _linked(source) == 4


def test_points_in_wide_brackets_stay_a_list() -> None:
    points = "\n\n".join(f"（{n}）{WIDE}。" for n in range(1, 5))
    source = f"一共有四点：（1）水，（2）火；（3）土、（4）皮。\n\n{points}\n"
    assert _linked(source) == 0


def test_a_source_named_below_a_table_stays_where_it_is() -> None:
    source = f"{WIDE}，见注1。\n\n| 年 | 皮 |\n|---|---|\n| 一 | 二 |\n\n注1：{WIDE}。\n"
    assert _linked(source) == 0
    assert "注1：" in manuscript(source)


def test_letters_in_brackets_are_linked_and_words_completed_by_an_editor_are_not() -> None:
    pages = "\n\f".join(
        f"In May {LINE}[{m}] and {LINE}.\n\n[{m}] It was so, {m}.\n" for m in "abcd"
    )
    assert _linked(pages) == 4
    assert (
        _linked(f"He wrote that {LINE}[s], and [a] friend {LINE}.\n\n[s]o it was, {LINE}.\n") == 0
    )


@pytest.mark.parametrize("opener", ["*", "* ", "\\* ", "† "])
def test_a_sign_on_every_page_is_linked_on_its_page(opener: str) -> None:
    source = _paged(LINE, opener.strip(), opener)
    made = cleaned(source)
    assert sum(bool(link.key) for link in made.links) == 4
    assert check(made.ledger, source) == ()


def test_emphasis_and_bullets_open_no_note() -> None:
    source = (
        f"In *May* {LINE}, 5* of them.\n\n*{LINE.capitalize()}.*\n\n* One thing, {LINE}.\n\n"
        f"* Another thing, {LINE}.\n\nThe rest {LINE}.\n"
    )
    assert _linked(source) == 0


@pytest.mark.parametrize("mark", ["$^{#}$", "$ ^{#} $", "$^ { # }$", "${}^{#}$"])
def test_raised_numbers_of_formulas_are_linked_however_they_are_set(mark: str) -> None:
    source = _paged(LINE, f" {mark}", f"{mark} ")
    assert _linked(source) == 4
    assert "$" not in manuscript(source)


def test_an_area_set_apart_from_its_unit_calls_nothing() -> None:
    assert cleaned(f"It is 5 km $^ {{ 2 }}$ wide, and {LINE}.\n").links == ()


def test_chapter_numbers_below_exercises_in_italics_are_no_heads_of_pages() -> None:
    source = "".join(
        f"# **Chapter {n}**\n\n# **{w}**\n\nThe {w} {LINE}, and nobody hurried it, for {LINE}.\n\n"
        f"- *1. Say what the {w} is for.*\n\n- *2. Find a piece of it in {LINE}.*\n\n"
        for n, w in enumerate(("Wool", "Bark", "Ash", "Lime", "Hides", "Water"), 1)
    )
    assert manuscript(source).count("Chapter") == 6
