"""Heads, fences and tasks of other dialects are translated line for line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.etree import fromstring

from makeready.master.markup.translate import translate
from makeready.master.read.preparing import prepare
from master.titles import anyway, inside, made, text, told, tree, words_of


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("---\ntitle: Gates\nauthor:\n  - Anna\n---\n", "title, author"),
        ('---\ntitle: "Gates: a life" # so\ntags: [a, b]\n...\n', "title, tags"),
        ('+++\ntitle = "Gates"\n[more]\ndate = 2026-01-01\n+++\n', "title, date"),
        ("% Gates\n% Anna\n", "% Gates % Anna"),
    ],
)
def test_a_head_of_metadata_is_left_out_and_told(head: str, said: str) -> None:
    manuscript = f"{head}\nWords[^a] here.\n"
    assert told(manuscript)[0] == f"text/01.md:1: T-023 the head of the file is left out: {said}"
    assert words_of(anyway(manuscript)) == "Words[^a] here."
    assert f"text/01.md:{head.count(chr(10)) + 2}: N-002" in told(manuscript)[1]


@pytest.mark.parametrize(
    "beginning",
    ["---\n\nWords: more.\n\n---\n", "---\nAnna came in and sat down.\n---\n", "50 % of them.\n"],
)
def test_a_rule_at_the_beginning_is_a_rule(beginning: str) -> None:
    assert not [each for each in told(f"{beginning}\nWords.\n") if "T-023" in each]


def test_tasks_show_whether_they_are_done() -> None:
    master = made("- [ ] open\n- [x] done\n- neither\n\n1. [X] first\n\n- ☐ typed\n")
    assert words_of(master) == "□ open ✔ done neither ✔ first □ typed"


def test_code_keeps_its_lines_whatever_stands_after_its_fence() -> None:
    master = anyway('```{r x, echo=FALSE}\na\nb\n```\n\n~~~python title="x.py"\nc\nd\n~~~\n')
    assert '<pre class="r"><code>a\nb</code></pre>' in inside(master)
    assert '<pre class="python"><code>c\nd</code></pre>' in inside(master)


@pytest.mark.parametrize(
    "info", ["python", "{.python}", "{#a .b c=d}", "python {.x}", "", "rust,ignore", '{.a b="c d"}']
)
def test_what_pandoc_reads_after_a_fence_is_left_alone(info: str) -> None:
    manuscript = f"``` {info}\nx\n```\n"
    assert translate(text(manuscript)) == (manuscript, ())


def test_a_formula_beside_code_is_left_alone() -> None:
    assert translate(text("Of `x`$a_1$ it.\n"))[0] == "Of `x`$a_1$ it.\n"


@given(st.text(alphabet="$[]{}:`\\!>- \nnoteax_~+%=.", max_size=80))
def test_a_line_keeps_its_number(signs: str) -> None:
    assert translate(text(signs))[0].count("\n") == signs.count("\n")


@settings(deadline=None, max_examples=10)
@given(st.lists(st.text(alphabet="$[]:`!> \nnotea_-x", max_size=60), min_size=20, max_size=40))
def test_no_sign_of_ours_reaches_a_reader(files: list[str]) -> None:
    texts = [text(f"Words.\n\n{signs}\n", f"{at}.md") for at, signs in enumerate(files)]
    for file in prepare(texts, "en").files:
        blocks = [file.blocks, *(note for _, note in file.notes)]
        assert "makeready" not in "".join("".join(fromstring(each).itertext()) for each in blocks)


def test_references_leave_the_columns_of_tables_where_they_are() -> None:
    table = """\
+---------------+---------------------+
| A             | B                   |
+===============+=====================+
| see @sec-one  | [@sec-one;@sec-two] |
+---------------+---------------------+
"""
    master = made(f"# One {{#sec-one}}\n\n{table}\n# Two {{#sec-two}}\n\nWords.\n")
    assert [len(row) for row in tree(master).iter("{http://www.w3.org/1999/xhtml}tr")] == [2, 2]
    assert "A B see One One and Two" in words_of(master)


def test_a_reference_before_a_colon_is_one_at_the_beginning_of_a_line() -> None:
    master = made("# One {#sec-one}\n\n@sec-one: w\n\nIn\n@sec-one: w, [@sec-one]: w.\n")
    assert words_of(master) == "One One: w In One: w, One: w."
