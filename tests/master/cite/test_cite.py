"""Citations are set as pandoc sets them in one joined file, and are linked both ways."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from lxml import html

from makeready.core.model import Numbering
from makeready.files.programs.pandoc import run_pandoc
from makeready.master.cite.cite import cite
from makeready.master.make import make
from master.cite.citing import STYLES, WORKS, citing
from master.titles import templates, tree, words, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from lxml import etree

    from makeready.core.model import Master, Title

ONE = """\
# Water

Plain [@finch2020].

A page [@finch2020, p. 33], and a word.

@moss1987 says so; @finch2020b [p. 4] does not.

[See @finch2020, pp. 3-5, and more; @moss1987].

Without its name [-@finch2020b]. *Stressed [@moss1987]*, or "quoted [@moss1987]".

A note.^[By hand, with @finch2020 and [@moss1987, ch. 2].] Another [@finch2020].
"""
TWO = """\
# Land

Anew [@moss1987]; again [@moss1987, 7]. In[@{finch2020b}]braces.

- An item [@finch2020]

| Cell          |
|---------------|
| [@finch2020b] |

The first[^1] and last [@finch2020; -@finch2020b].

[^1]: [@moss1987] says it.
"""


FORMS = (
    *("[@K]", "[@K, p. 3]", "[see @K, pp. 3--9]", "@K", "@K [p. 12]", "[-@K]", "[@K; @J]"),
    *("[cf. @K, chap. 2; also @J, and more]", "^[Note @K and [@J, p. 9].]", "^[[@K].]"),
    *("*em [@K]*", '"q [@K]."', "[@K, sec. 4, emphasis *added*]", "[@{K}, {p. 1}]"),
)


def master_of(made: Title) -> Master:
    master, found = make(made, templates())
    assert master is not None, found
    return master


def pandoc_alone(joined: str, style: str, folder: Path) -> etree._Element:
    """Return what pandoc makes of one file."""
    (folder / "works.bib").write_text(WORKS, encoding="utf-8")
    options = [
        "--citeproc",
        f"--bibliography={folder / 'works.bib'}",
        "--metadata=lang:en-GB",
        "--metadata=link-citations",
    ]
    options += [f"--csl={STYLES / style}"] if style else []
    read = ["--from=markdown", "--to=html5", "--wrap=none"]
    return html.fromstring(run_pandoc([*read, *options], joined.encode()).output.decode())


def said(root: etree._Element, path: str) -> list[str]:
    """Return the words of the elements of a path, without those of links that lead back."""
    return list(filter(None, (words(each) for each in root.xpath(path))))


def empty_links_back(root: etree._Element) -> etree._Element:
    for link in root.xpath("//*[@class='backlink' or @class='footnote-back']"):
        link.text = ""
    return root


def compare(style: str, folder: Path, *texts: str) -> int:
    """Hold a title against pandoc's reading of its joined files; return how many works it lists."""
    ours = empty_links_back(tree(master_of(citing(*texts, style=style))))
    theirs = empty_links_back(pandoc_alone("\n".join(texts), style, folder))
    for tag in ("p", "td", "li"):
        path = f"//*[local-name()='{tag}'][not(ancestor::*[@class='note' or @id='footnotes'])]"
        own = f"//*[@data-matter='body']{path}"
        assert said(ours, own) == said(theirs, path)
    notes = "//section[@id='footnotes']//li"
    assert said(ours, "//*[@class='note']") == said(theirs, notes)
    works = said(ours, "//*[@class='references']/*")
    assert works == said(theirs, "//*[@class='csl-entry']")
    return len(works)


@pytest.mark.parametrize("style", ["", "author-date.csl", "numeric.csl", "note.csl"])
def test_citations_are_what_pandoc_alone_makes_of_the_joined_file(
    style: str, tmp_path: Path
) -> None:
    assert compare(style, tmp_path, ONE, TWO) == 3


@pytest.mark.soak
@pytest.mark.parametrize("style", ["", "author-date.csl", "numeric.csl", "note.csl"])
def test_two_hundred_citations_are_what_pandoc_alone_makes_of_them(
    style: str, tmp_path: Path
) -> None:
    chance = random.Random(4)
    keys = ("finch2020", "finch2020b", "moss1987")

    def cite_once() -> str:
        form, end = chance.choice(FORMS), chance.choice((".", ", so.", " more", "; x", " (y)."))
        return f"{form.replace('K', chance.choice(keys)).replace('J', chance.choice(keys))}{end}"

    texts = (
        f"# Part {part}\n\n" + "".join(f"Word {n} {cite_once()}\n\n" for n in range(67))
        for part in range(3)
    )
    assert compare(style, tmp_path, *texts) == 3


def test_ibid_and_the_letters_of_a_year_go_on_through_the_files() -> None:
    noted = words_of(
        master_of(citing("# A\n\nx [@moss1987].", "# B\n\ny [@moss1987].", style="note.csl"))
    )
    assert "2 Ibid." in noted
    dated = words_of(master_of(citing("# A\n\n[@finch2020]", "# B\n\n[@finch2020b]")))
    assert "(Finch 2020b)" in dated
    assert "(Finch 2020a)" in dated


@pytest.mark.parametrize("style", ["author-date.csl", "numeric.csl", "note.csl"])
def test_a_citation_leads_to_its_work_and_the_work_to_its_first_citation(style: str) -> None:
    found = tree(master_of(citing("# A\n\nx [@moss1987].", "# B\n\n[@moss1987]", style=style)))
    entry = found.xpath("//*[@class='references']/*")[0]
    links = found.xpath("//*[@role='doc-biblioref']")
    assert [each.get("href") for each in links] == [f"#{entry.get('id')}"] * 2
    back = entry.xpath(".//*[@role='doc-backlink']")[0]
    assert back.get("href") == f"#{links[0].get('id')}"


def test_works_stand_where_the_manuscript_says() -> None:
    placed = "# A\n\n[@moss1987]\n\n## Read on\n\n::: {#refs}\n:::\n\nAfter.\n"
    assert words_of(master_of(citing(placed))).endswith("https://quay.example/tow. After.")


def test_works_stand_below_a_last_heading_or_in_a_chapter_of_their_own() -> None:
    headed = words_of(master_of(citing("# A\n\n[@moss1987]\n\n# Sources\n")))
    assert "Sources Moss, Ib" in headed
    assert "Bibliography Moss, Ib" in words_of(master_of(citing("# A\n\n[@moss1987]\n")))


def test_each_chapter_may_list_its_own_works() -> None:
    texts = "# A\n\n[@moss1987]", "# B\n\n[@moss1987]\n\n::: {#refs}\n:::\n"
    made = master_of(citing(*texts, scope=Numbering.CHAPTER))
    assert words_of(made).count("Moss, Ib") == 2
    named = tree(made).xpath("//*[@class='references']/*/@id")
    targets = tree(made).xpath("//*[@role='doc-biblioref']/@href")
    assert targets == [f"#{name}" for name in named]


def test_works_that_are_not_cited_are_listed_where_asked() -> None:
    assert words_of(master_of(citing("# A\n\nx", uncited=True))).count("Finch") == 3


def test_references_to_numbers_are_no_citations() -> None:
    made = citing("# A {#sec-a}\n\nSee @sec-a, [@sec-a] and [@moss1987].\n")
    assert words_of(master_of(made)).startswith("A See A, A and (Moss and Finch 1987).")


def test_a_file_whose_citations_change_alone_is_looked_through_again() -> None:
    known: dict[str, str] = {}
    made: list[str] = []

    def remember(values: Sequence[object], make_now: Callable[[float], str]) -> str:
        name = repr(values)
        if name not in known:
            made.append(str(values[0]))
            known[name] = make_now(60)
        return known[name]

    first, _ = cite(citing("# A\n\n[@moss1987]", "# B\n\n[@finch2020]"), remember)
    made.clear()
    second, _ = cite(citing("# A\n\n[@moss1987]", "# B\n\nMore [@finch2020]"), remember)
    assert made == ["citations", "citeproc"]
    assert first.texts[0] == second.texts[0]


@pytest.mark.parametrize(("style", "count"), [("", 2), ("note.csl", 4)])
def test_formulas_in_the_titles_of_works_are_set(style: str, count: int) -> None:
    works = WORKS.replace("{Barges}", "{Barges of $O(n^2)$ and $x$}")
    made = tree(master_of(citing("# Water\n\nSo [@finch2020b].\n", works=works, style=style)))
    listed = made.xpath("//*[local-name()='math']")
    assert len(listed) == count
    assert all(each.get("alttext") or each.get("data-tex") for each in listed)
    assert "$" not in words(made)
