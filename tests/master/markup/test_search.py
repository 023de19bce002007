"""Markup that no edition sets is told with its line; what only looks like it is left alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makeready.core.findings import Severity
from makeready.master.markup.search import check
from makeready.master.markup.translate import translate
from master.titles import findings, made, text, told, words_of

# What authors of other programs write: the construct, and a word of what is told of it.
PLANTED = {
    # mathematics
    "So $Q = v$ {#eq-flow} runs.": "T-025 the label of an equation",
    "So $`a + b`$ in a forge.": "T-025",
    "Of `x`$a_1$ it.": "T-025",
    "$$\nQ = A v\n\n$$": "T-025 the mark of a displayed formula",
    r"Water (\#eq:flow) runs.": "T-025",
    # citations, references, what is made of them
    "As she says [@weir1900].": "T-020",
    "As she says [see @weir1900, p. 3; @mill].": "T-020",
    "As she says [-@weir].": "T-020",
    "As @weir1900 says.": "T-020",
    "As @weir_sluice [p. 3] says.": "T-020",
    "As @Weir:1900 says.": "T-020",
    "As @{weir1900} says.": "T-020",
    r"See \@ref(fig:gate) for it.": "T-020",
    "See {ref}`gate` for it.": "T-020",
    "::: {#refs}\n:::": "T-020 the place of a bibliography",
    # LaTeX
    r"\newpage": "T-022",
    r"\begin{center} Words \end{center}": "T-022",
    r"This is \textbf{strong} here.": "T-022",
    r"As \cite{weir} says.": "T-022",
    r"Words\footnote{A note.} and more.": "T-022",
    r"See \ref{fig:gate} there.": "T-022",
    # templates, includes, programs
    "{{< video clip.mp4 >}}": "T-021 a shortcode",
    "{{% notice %}}": "T-021 a shortcode",
    "{{ page.title }}": "T-021 a shortcode",
    "{{#include ../gate.rs}}": "T-021 an included file",
    "!include gate.md": "T-021 an included file",
    "{% include gate.html %}": "T-021 a template",
    "Dear <%= name %>,": "T-021 a template",
    'import Gate from "./gate"': "T-021 a program's code",
    "```{r depth, echo=FALSE}\nx\n```": "T-021 code that would be run",
    "```{python}\nx\n```": "T-021 code that would be run",
    '```python title="gate.py"\nx\n```': "T-021 words after a fence",
    "```{=latex}\nx\n```": "T-021 raw text",
    "```mermaid\nx\n```": "T-021 a drawing",
    "Words `x`{=html} here.": "T-021 raw text",
    # boxes
    '!!! note "Mind"\n    Words.': "T-021 a box",
    "??? tip\n    Words.": "T-021 a box",
    "/// note\nWords.\n///": "T-021 a box",
    "W> Mind the step.": "T-021 a box",
    '=== "First"\n\n    Words.': "T-021 a leaf",
    "Words [!NOTE] here.": "T-021 a mark of a box",
    ".. note:: Mind the step.": "T-021 a directive",
    "::: three words here\nWords.\n:::": "T-021 a division that is not read",
    "Words\n::: {.letter}\nmore\n:::": "T-021 a division that is not read",
    "::: {.content-visible when-format=html}\nWords.\n:::": "T-021 words for some formats",
    # signs within a line
    "A ==marked== word.": "T-021 a highlight",
    "An ++inserted++ word.": "T-021 an insertion",
    "An {++inserted++} word.": "T-021 an editor's mark",
    "A {>>remark<<} here.": "T-021 an editor's mark",
    "A [[gate]] there.": "T-021 a link of a wiki",
    "![[gate.png]]": "T-021 a link of a wiki",
    "A ||hidden|| word.": "T-021 a hidden passage",
    "A :smile: here.": "T-021 a name of a picture sign",
    "A %%remark%% here.": "T-021 a comment",
    "The HTML words.\n\n*[HTML]: A language": "T-021 an abbreviation",
    "[TOC]": "T-021 a mark for the contents",
    "[[_TOC_]]": "T-021 a mark for the contents",
    "Words.\n{: .lead}": "T-021 attributes of another program",
    "{pagebreak}": "T-021 attributes of another program",
    "Words {.lead} here.": "T-021 attributes of nothing",
    "##Without its space": "T-021 a heading without its space",
    "== A heading ==": "T-021 a heading of a wiki",
    "Words '''strong''' here.": "T-021 words stressed",
    "#+TITLE: Gates": "T-021 a setting of Org",
    "A [b]strong[/b] word.": "T-021 a mark of a forum",
    "- [-] half done\n- [ ] open": "T-021 a task",
}
# What pandoc alone can tell from its own divisions and attributes.
LEFT = frozenset(each for each, said in PLANTED.items() if "not read" in said or "nothing" in said)
PLAIN = [
    "It cost $5 and $6, or $7.50, in all.",
    "From $20,000 to US$30 and A$40.",
    "Prices ($5/day) and ($6/week).",
    "He gave $5-$10 and took $3.",
    "They pay in US$ or in S$ there.",
    "Cheap ($) to dear ($$$).",
    "It went from $5K to the US$-priced kind.",
    "The word Ke$ha and the sign $ alone.",
    "Set $HOME and $PATH first.",
    "Write to anna@example.org or <b.c@example.org>.",
    "Follow @anna and @b_ferry99 there, or @ferry.",
    "[@anna](https://social.example/@anna) says so.",
    "See https://x.example/a?b=$c$&d=@fig-x for it.",
    "See <https://x.example/[@weir1900]> for it.",
    "[Words](https://x.example/$a$_{{b}})",
    'Words <span title="$a$">here</span>.',
    "`$a$`, `[@weir1900]`, ``{{< x >}} ` ``, `==x==`",
    "```\n$a$ [@weir1900]\n{{< x >}}\n\\newpage\n```",
    "~~~~\n```{r}\n~~~\n[[x]]\n~~~~",
    "Words.\n\n    $a$ and [@weir1900]\n\n    ==x==",
    "1. Words.\n\n   ```\n   $a$\n   ```\n\n        [[x]]",
    "> ```\n> $a$ {{x}}\n> ```",
    "<pre>$a$ [[x]]</pre>",
    "<!-- $a$ [@weir1900] {{x}} -->\n\nWords.",
    r"\$a\$ and \[\@weir1900\] and \==x== and \{{x}} and \\newpage",
    r"A bracket \[sic\] and a path C:\Users\anna and AC\DC.",
    "The ratio is 1:2:3 at 10:30:15, and a == b, and C++ and D++.",
    "A note[^a] here.\n\n[^a]: Words.",
    "1 < 2 and 3 > 2, a || b, 5 % 2 and 20 % of 30 %%.",
    "[words]{.smallcaps} and ^up^ and ~down~ and ~~out~~.",
    "::: {.letter}\nWords.\n:::",
    "| a | b |\n|---|---|\n| c | d |",
    "| The sheet lay damp\n|     and white;",
    "term\n:   what it means",
    "A rule\n\n---\n\nand words: more words.",
    "#hash and # alone",
    "(i) one, [ii] two, {iii} three",
    "He said: 'so', \"so\" -- and so...",
]


def found_in(words: str) -> list[str]:
    """Return what is told of a paragraph that stands in line 3 of a file."""
    return [str(each) for each in translate(text(f"First.\n\n{words}\n\nLast.\n"))[1]]


def lines_of(construct: str, first: int = 3) -> tuple[str, ...]:
    lines = range(first, first + construct.count("\n") + 1)
    return tuple(f"text/01.md:{line}: {PLANTED[construct]}" for line in lines)


@pytest.mark.parametrize("construct", [each for each in PLANTED if each not in LEFT])
def test_a_construct_is_told_with_its_line(construct: str) -> None:
    found = found_in(construct)
    assert any(each.startswith(lines_of(construct)) for each in found), found


def test_all_constructs_of_a_title_are_told_as_warnings() -> None:
    place, lines, manuscript = 1, {}, ""
    for construct in PLANTED:
        lines[construct] = lines_of(construct, place)
        manuscript += f"{construct}\n\nWords of {place}.\n\n"
        place += construct.count("\n") + 4
    found = findings(manuscript)
    said = [str(each) for each in found]
    missing = [each for each in PLANTED if not any(one.startswith(lines[each]) for one in said)]
    assert not missing
    assert len(PLANTED) >= 50
    assert {each.severity for each in found} == {Severity.WARNING}
    assert all(each.hint for each in found)


@pytest.mark.parametrize("plain", PLAIN)
def test_what_only_looks_like_markup_is_left_alone(plain: str) -> None:
    assert not found_in(plain)


def test_nothing_is_told_of_a_title_without_foreign_markup() -> None:
    found = told("\n\n".join(["First.", *PLAIN, "Last."]))
    assert not [each for each in found if any(f"T-0{code}" in each for code in (25, 20, 21, 22))]


def test_a_key_that_is_cited_in_brackets_is_no_handle() -> None:
    found = told("As [@weir] says.\n\nAnd @weir too, but not @anna.\n")
    assert [each for each in found if ":3:" in each] == ["text/01.md:3: T-020 a citation: @weir"]


def test_several_on_a_line_are_one_finding() -> None:
    (found,) = told("Of [@a] and [@b] and [@c].\n")
    assert found == "text/01.md:1: T-020 a citation: [@a], and 2 more on the line"


def test_prices_keep_what_is_stressed_between_them() -> None:
    assert words_of(made("It is $5 *and* more, $6.\n")) == "It is $5 and more, $6."


@given(st.text(alphabet="$[]@{}:`\\=!<>| \n\ta1^_-~*#%+.(", max_size=80))
def test_any_signs_are_searched_and_none_is_lost(signs: str) -> None:
    for found in check(text(signs)):
        assert found.place is not None
        assert 1 <= (found.place.line or 0) <= signs.count("\n") + 1


@pytest.mark.parametrize(
    "many",
    ["$a ", "{{", "[@", "`", "```\n", "<pre>", "<!--", "\\\\(", "==a", "{#", "::: ", "[[", "\\["],
)
def test_the_search_takes_no_more_than_its_share_of_time(many: str) -> None:
    began = time.process_time()
    check(text(many * (60_000 // len(many))))
    assert time.process_time() - began < 10
