"""What stands beyond an edge is made to fit, or told: in the margin, or cut off with the paper."""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from editions.print.books import POCKET, Chapter, here, look, master, prose
from editions.print.whole import page_texts
from makeready.core.model import Asset, Digest
from makeready.editions.print import edition

if TYPE_CHECKING:
    from makeready.core.findings import Finding
    from makeready.core.model import Print

LINE = " ".join(f"reed{n}" for n in range(60))
WORD = "".join(f"{n:03}" for n in range(60))


def printed(
    body: str, *notes: str, style: str = "", assets: tuple[Asset, ...] = ()
) -> tuple[Print | None, dict[str, Finding]]:
    chapter = Chapter(title="Edges", body=body, notes=notes)
    made, found = edition.make(
        master((chapter,), trim=POCKET, style=style, assets=assets), look(), here
    )
    return made, {finding.code: finding for finding in found}


def table(columns: int, word: str = "headingcolumn") -> str:
    head = "".join(f"<th>{word}{n}</th>" for n in range(columns))
    cells = "".join(f"<td>bodycolumncell{n}</td>" for n in range(columns))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{f'<tr>{cells}</tr>' * 3}</tbody></table>"


def picture(width: int, height: int) -> Asset:
    data = io.BytesIO()
    Image.new("L", (width, height), 128).save(data, "PNG")
    digest = Digest(hashlib.sha256(data.getvalue()).hexdigest())
    return Asset(
        name="images/tower.png", media_type="image/png", data=data.getvalue(), digest=digest
    )


def squeezed(made: Print | None) -> str:
    assert made is not None
    return "".join("".join(page_texts(made.data)).split()).replace("\ufffe", "").replace("-", "")


@pytest.mark.parametrize("where", ["text", "note"])
def test_a_word_that_is_longer_than_its_line_folds(where: str) -> None:
    notes = (f"Note {WORD} end.",) if where == "note" else ()
    made, found = printed(f"<p>Text {WORD if not notes else '{note}'} end.</p>", *notes)
    assert not {"P-004", "P-015"} & set(found)
    assert WORD in squeezed(made)


@pytest.mark.parametrize("where", ["text", "note"])
def test_a_wide_table_is_narrowed_and_told(where: str) -> None:
    notes = (f"A table: {table(6)}",) if where == "note" else ()
    made, found = printed(f"<p>Text{'{note}' * len(notes)}</p>{table(6) * (not notes)}", *notes)
    assert "P-017" in found
    assert not {"P-004", "P-015"} & set(found)
    # letters, since words are broken, and their pieces stand side by side
    wanted = "".join(f"headingcolumn{n}" + f"bodycolumncell{n}" * 3 for n in range(6))
    assert Counter(wanted) <= Counter(squeezed(made))


def test_a_table_in_a_note_that_is_too_wide_by_its_indent_is_narrowed() -> None:
    _, found = printed("<p>Text{note}</p>", f"A table: {table(3)}")
    assert "P-017" in found
    assert "P-004" not in found


def test_a_table_that_fits_is_left_alone() -> None:
    _, found = printed(table(2, "head"))
    assert "P-017" not in found


@pytest.mark.parametrize(
    ("style", "code"),
    [
        (".chapter p { white-space: nowrap }", "P-015"),
        (".chapter p { margin-left: -30pt }", "P-004"),
        (".chapter p { margin-left: -260pt }", "P-015"),
        (".chapter p { margin-right: -30pt }", "P-004"),
        (".chapter p { position: relative; top: -160pt }", "P-004"),
        (".chapter p { position: relative; top: 900pt }", "P-015"),
    ],
)
def test_text_beyond_an_edge_is_told(style: str, code: str) -> None:
    made, found = printed(f"<p>{LINE}</p>", style=style)
    assert {"P-004", "P-015"} & set(found) == {code}
    assert (made is None) is (code == "P-015")


def test_the_text_of_a_note_beyond_an_edge_is_told() -> None:
    for style, code in (("nowrap", "P-015"), ("normal", "")):
        _, found = printed("<p>Text.{note}</p>", LINE, style=f".note p {{ white-space: {style} }}")
        assert {"P-004", "P-015"} & set(found) == {code} - {""}


def test_a_tall_picture_fits_its_page_with_its_caption() -> None:
    body = (
        f"<p>{prose(9)}</p><figure><img src='images/tower.png' alt='A tower.'/>"
        "<figcaption>The tower by the water.</figcaption></figure>"
    )
    made, found = printed(body, assets=(picture(900, 3000),))
    assert made is not None
    assert "P-016" not in found
    (page,) = [text for text in page_texts(made.data) if "The tower by" in text]
    assert "Stones" not in page


def test_a_tall_picture_in_a_note_fits_its_page() -> None:
    note = "Look: <img src='images/tower.png' alt='A tower.'/>"
    made, found = printed("<p>Text.{note}</p>", note, assets=(picture(400, 900),))
    assert made is not None
    assert not {"P-011", "P-012", "P-016"} & set(found)


def test_a_picture_beyond_the_edge_is_told_by_its_description() -> None:
    body = "<p><img src='images/tower.png' alt='A tower.'/></p>"
    style = "img { max-height: none; max-width: none; height: 900pt; width: 200pt }"
    made, found = printed(body, style=style, assets=(picture(400, 900),))
    assert made is not None
    assert found["P-016"].message.endswith("“A tower.”")
