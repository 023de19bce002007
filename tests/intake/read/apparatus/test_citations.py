"""Citations of LaTeX and Word name works of a bibliography that goes with the manuscript."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

from intake.read.apparatus.word import field, story, words
from makeready.intake.account.whole import take_whole
from makeready.intake.read.apparatus.citations import WORKS, read_beside
from makeready.intake.read.files import Wants, read_source

if TYPE_CHECKING:
    from makeready.intake.model import Imported

BIB = b"@book{finch, author={Finch, Ada}, title={Locks}, year={2020}}"
LISTED = (
    r"\begin{thebibliography}{9}\bibitem{finch} Finch, Ada. Locks."
    r"\bibitem[Moss(1987)]{moss} Moss, Ib. Paths.\end{thebibliography}"
)


def imported(name: str, data: str | bytes, bib: bytes = b"") -> Imported:
    raw = data if isinstance(data, bytes) else data.encode()
    wants = Wants(beside=lambda name: bib if name == "works/refs.bib" else b"")
    made = take_whole(read_source(name, raw, wants))
    assert not [each for each in made.findings if each.code in ("S-141", "S-144")]
    return made


def text_of(made: Imported) -> str:
    return "\n".join(each.text for each in made.texts)


def latex(body: str) -> str:
    return f"\\begin{{document}}\n{body}\n\\end{{document}}"


def test_latex_keeps_citations_of_a_bibliography_beside_it() -> None:
    body = r"As \citep[see][p. 3]{finch} me@x. At @me.\bibliography{works/refs}"
    made = imported("a.tex", latex(body), BIB)
    assert text_of(made) == "As [see @finch p. 3] me@x. At \\@me.\n"
    assert [(each.name, each.data) for each in made.works] == [("refs.bib", BIB)]


def test_a_bibliography_may_be_named_with_its_ending() -> None:
    made = imported("a.tex", latex(r"As \cite{finch}.\bibliography{works/refs.bib}"), BIB)
    assert [(each.name, each.data) for each in made.works] == [("refs.bib", BIB)]


def test_without_the_bibliography_keys_are_kept_and_told() -> None:
    for bib in (b"", b"@book{finch, title={", BIB.replace(b"finch", b"other")):
        made = imported("a.tex", latex(r"As \cite{finch}.\bibliography{works/refs}"), bib)
        assert text_of(made) == "As \\[finch\\].\n"
        assert "S-115" in {each.code for each in made.findings}


def test_a_list_of_works_in_latex_is_linked() -> None:
    made = imported("a.tex", latex(rf"\cite{{finch}}; \citet[3]{{moss}}; \citep{{moss}} {LISTED}"))
    found = text_of(made)
    assert "\\[[1](#bib-finch)\\]; [Moss (1987, 3)](#bib-moss)" in found
    assert "[]{#bib-finch}\\[1\\] Finch, Ada. Locks.\n\n[]{#bib-moss}Moss, Ib. Paths." in found
    assert "# References" in found


def test_word_keeps_citations_of_a_reference_manager() -> None:
    work = {
        "id": 7,
        "type": "book",
        "title": "Locks",
        "author": [{"family": "Finch", "given": "Ada"}],
        "issued": {"date-parts": [[2020]]},
    }
    cited = {"citationItems": [{"id": 7, "itemData": work, "locator": "3", "label": "page"}]}
    item = f" ADDIN ZOTERO_ITEM CSL_CITATION {escape(json.dumps(cited))}"
    made = imported(
        "a.docx",
        story(
            f"{words('So ')}{field(item, result='(Finch 2020, 3)')}{words('.')}",
            field(" ADDIN ZOTERO_BIBL {} CSL_BIBLIOGRAPHY ", result="Finch, Ada. 2020. Locks."),
            words("The end."),
        ),
    )
    assert text_of(made) == "So [@finch2020, page 3].\n\nThe end.\n"
    (works,) = made.works
    assert works.name == WORKS
    assert json.loads(works.data)[0]["id"] == "finch2020"
    assert made.compared == (10, 4, 6)


def test_a_bibliography_is_looked_for_with_its_ending_however_it_is_named() -> None:
    asked: list[str] = []

    def beside(name: str) -> bytes:
        asked.append(name)
        return b""

    read_beside(r"\bibliography{works, ferries.bib}", beside)
    assert asked == ["works.bib", "ferries.bib"]
