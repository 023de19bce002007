"""Every page that the text or the index names has what it is named for, in both editions."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from checks.spoil import change_trees
from checks.test_small_books import BOOK, PROGRAMS
from makeready.checks.compare.references import (
    _check_ebook,
    _check_print,
    _label_anchors,
    check_references,
)
from makeready.checks.read.epub import PageEntry
from makeready.checks.read.evidence import evidence
from makeready.checks.table import CHECKS, run_check
from makeready.core.findings import Place
from makeready.files.workspace import find_workspace, read_title
from makeready.press.build import pipeline
from makeready.press.check import read_files

if TYPE_CHECKING:
    from lxml import etree

    from makeready.checks.read.evidence import Evidence
    from makeready.checks.report import Files

FILLER = "Barrels were rolled by day and fiddles were played by night, all the year round. " * 9
TEXT = f"""\
# Masts {{#sec-masts}}

A [bollard]{{.index}} and a [halyard]{{.index .main}}; on page [](#sec-sails){{.page}} 20 more.

{FILLER}

[]{{.index entry="fiddles" range=start}}{FILLER}

{FILLER}[]{{.index entry="fiddles" range=end}}

The [halyard]{{.index}} was old.^[So was the [capstan]{{.index}}.]

# Sails {{#sec-sails}}

Look at page [](#sec-masts){{.page}} for the [bollard]{{.index}}.

| Sail | Yards of it  |
|------|--------------|
| jib  | twenty yards |

: Sails {{#tbl-sails}}
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    root = tmp_path_factory.mktemp("pages")
    folder = root / "content" / "wind"
    (folder / "text").mkdir(parents=True)
    asked = '[contents]\ntables = true\n\n[print]\ntrim = "a6"\nchapters = "next"\n'
    (folder / "book.toml").write_text(f"{BOOK}\n{asked}", "utf-8")
    (folder / "text/01.md").write_text(TEXT, "utf-8")
    workspace = find_workspace(root)
    pipeline.build_titles(workspace, (), lambda *_: None)
    return read_files(workspace, read_title(workspace, "wind"))


def test_a_book_with_an_index_passes_every_check(files: Files) -> None:
    told = [
        found
        for check in CHECKS
        if check.name not in PROGRAMS
        for found in run_check(check, files, frozenset()).findings
    ]
    assert not told, [str(each) for each in told]


def test_each_page_of_an_entry_has_its_term(files: Files) -> None:
    printed = {page.label: page.text for page in evidence(files).printed.pages}
    index = next(text for text in printed.values() if text.startswith("Index"))
    assert "bollard,7,10" in index
    assert "halyard,7,9" in index
    assert "capstan,9n" in index
    assert "fiddles,8–9" in index
    for term, label in (("bollard", "7"), ("bollard", "10"), ("halyard", "9"), ("capstan", "9")):
        assert term in printed[label]


def test_a_wrong_page_in_print_is_told(files: Files) -> None:
    found = evidence(files)
    wrong = {place: ("17",) * len(shown) for place, shown in found.alignment.pages.items()}
    spoilt = replace(found, alignment=replace(found.alignment, pages=wrong))
    told = list(_check_print(spoilt, dict(_label_anchors(found)), Place("wind.pdf")))
    assert any("names page 17, where nothing of it stands" in each.message for each in told)
    assert any("names 17, and not 7" in each.message for each in told)


def test_a_wrong_page_in_the_ebook_is_told(files: Files) -> None:
    def spoil(_: str, root: etree._Element) -> None:
        for link in root.xpath("//*[@class='page main']"):
            assert link.text == "7"
            link.text = "8"

    told = check_references(replace(files, epub=change_trees(files.epub, spoil))).findings
    assert [each.message for each in told if "says 8" in each.message]


def test_a_link_of_the_e_book_that_shows_another_page_is_told_with_its_file() -> None:
    pages = [PageEntry(label=label, file="b.xhtml", anchor="reeds") for label in ("7", "9n", "8")]
    document = SimpleNamespace(name="a.xhtml", pages=pages)
    found = SimpleNamespace(packed=SimpleNamespace(documents=[document]))
    (told,) = _check_ebook(cast("Evidence", found), {"reeds": ("7", "9")})
    assert (told.message, told.place) == ("the link to #reeds says 8", Place("a.xhtml"))
