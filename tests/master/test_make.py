"""The laws of the master: no word lost, well-formed, the same each time."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from makeready.master.make import make
from makeready.press.codes import every_code
from master.titles import findings, made, sections, showing, svg, templates, title, visible, words

# Words that mean nothing to Markdown, with what they look like when they have been read.
WORD = st.sampled_from(
    ["mill", "Stein", "Ærø", "水车", "1818", "flour—", "naïve", "rye,", "мука", "so."]
)
LINE = st.lists(WORD, min_size=1, max_size=5).map(" ".join)


def marked(opening: str, closing: str) -> st.SearchStrategy[tuple[str, str]]:
    return LINE.map(lambda line: (f"{opening}{line}{closing}", line))


INLINE = st.one_of(
    LINE.map(lambda line: (line, line)),
    *(marked(mark, mark) for mark in ("*", "**", "`", "~~")),
    marked("[", "]{.soft}"),
    marked("[", "](https://a.example)"),
    marked("<span>", "</span>"),
    marked("<kbd>", "</kbd>"),
    marked("[*", "*]{lang=de}"),
)
PARAGRAPH = st.lists(INLINE, min_size=1, max_size=4).map(
    lambda parts: (" ".join(source for source, _ in parts), " ".join(said for _, said in parts))
)


def block(form: str) -> st.SearchStrategy[tuple[str, str]]:
    return PARAGRAPH.map(lambda pair: (form.format(pair[0]), pair[1]))


BLOCK = st.one_of(
    PARAGRAPH,
    *(
        block(form)
        for form in (
            "> {}",
            "- {}",
            "## {}",
            "### x {}",
            "::: soft\n{}\n:::",
            "<div>\n{}\n</div>",
            "<div>{}</div>",
            "<section>{}</section>",
        )
    ),
).filter(lambda pair: not pair[0].startswith("### ")) | LINE.map(lambda line: (f"    {line}", line))
BOOKS = st.lists(BLOCK, min_size=1, max_size=6)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(BOOKS)
def test_every_visible_character_is_in_the_master_in_order(blocks: list[tuple[str, str]]) -> None:
    manuscript = "# Mill\n\n" + "\n\n".join(source for source, _ in blocks) + "\n"
    master, _ = make(title(manuscript), templates())
    assert master is not None
    (section,) = sections(master)
    assert visible(words(section)) == visible("Mill" + "".join(said for _, said in blocks))


@settings(max_examples=15, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=60))
def test_any_text_at_all_gives_a_master_or_findings(manuscript: str) -> None:
    master, found = make(title(manuscript), templates())
    assert master is not None or found
    if master is not None:
        etree.fromstring(master.xhtml)
        assert make(title(manuscript), templates()) == (master, found)


PIECES = (
    "<b> </b> <p> </p> </div> <table> <td> x <q> </q> <!-- --> </a> <section> <aside> <li> </ol>"
).split()
MORE_PIECES = ["<a href='#x'>", "# H", "[^1]", "[^1]: n", '"', "\n\n"]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, *MORE_PIECES]), max_size=14))
def test_any_tangle_of_tags_gives_a_well_formed_master_or_findings(parts: list[str]) -> None:
    master, found = make(title(" ".join(parts), "# Last\n\nThe end.\n"), templates())
    assert master is not None or found
    if master is not None:
        etree.fromstring(master.xhtml)
        assert words(sections(master)[-1]).startswith("Last The end.")


def test_the_master_is_the_same_each_time() -> None:
    manuscript = '# One\n\nx^[N] "q" [y](#one)\n\n# One\n\nz\n'
    assert made(manuscript) == made(manuscript)


def test_errors_of_all_files_are_told_together() -> None:
    drawing = svg("<script/>")
    found = [
        each.code for each in findings(showing(drawing), assets=(drawing,), style="@import 'x';")
    ]
    assert found == ["T-013", "T-012"]


def test_a_very_long_paragraph_is_a_paragraph() -> None:
    long = "mill " * 50_000
    (section,) = sections(made(long))
    assert len(words(section)) == len(long) - 1


# The tests of each module raise its findings with file and line; this holds the list to be whole.
RAISED = {
    "A-001", "C-001", "C-002", "C-003", "N-001", "N-002", "N-003", "N-004", "N-005",
    "N-006", "N-007",
    *(f"T-{number:03}" for number in range(1, 29) if number != 27),
    "T-040", "T-047", "T-048", "T-055",
}  # fmt: skip


def test_every_code_of_the_master_has_a_test() -> None:
    from makeready.master import chapters, cross_references, directions, divide, pictures
    from makeready.master.genres import names
    from makeready.master.markup import constructs, heads, inner_notes
    from makeready.master.notes import number
    from makeready.master.read import calls, fragments, harmless, manuscript, raw_html

    modules = (
        constructs,
        directions,
        divide,
        heads,
        inner_notes,
        names,
        calls,
        chapters,
        fragments,
        harmless,
        manuscript,
        number,
        pictures,
        raw_html,
        cross_references,
    )
    codes = {name for module in modules for name in module.CODES}
    assert codes == RAISED
    assert codes <= set(every_code())


@pytest.mark.parametrize("name", sorted(RAISED))
def test_every_code_says_why_and_what_to_do(name: str) -> None:
    code = every_code()[name]
    assert code.why.endswith(".")
    assert code.remedy.endswith(".")
    assert not code.title.endswith(".")
