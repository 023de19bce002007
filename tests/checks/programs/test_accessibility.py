"""What outloud warns of is told as a fault, but for what was looked into and explained."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from editions.print.books import Chapter, here, look, master, prose
from makeready.checks.programs.accessibility import _outloud, check_outloud, check_pdfua
from makeready.checks.report import Outcome
from makeready.core.findings import Place, Severity
from makeready.editions.print import edition

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from makeready.checks.report import Files, Report

ADDRESS = "https://books.example/press/"


@pytest.fixture
def checked(good: Files, tmp_path: Path) -> Callable[..., Report]:
    """Return what outloud says of a book with these paragraphs, as a check reports it."""

    def check(*paragraphs: str, notes: tuple[str, ...] = ()) -> Report:
        body = "".join(f"<p>{words}</p>" for words in paragraphs)
        book = master((Chapter(title="Links", body=body, notes=notes),))
        printed, found = edition.make(book, look(), here)
        assert printed is not None, found
        (tmp_path / "links.pdf").write_bytes(printed.data)
        return check_outloud(replace(good, pdf=printed.data, pdf_at=tmp_path / "links.pdf"))

    return check


def test_an_address_in_code_is_explained(checked: Callable[..., Report]) -> None:
    report = checked(f"Type <code>makeready catalogue --base-url {ADDRESS}</code> once.")
    (found,) = report.findings
    assert (found.code, found.severity) == ("A-105", Severity.HINT)
    assert "LNK-010" in found.message
    assert "part of code" in found.message
    assert report.outcome is Outcome.PASSED
    assert dict(report.figures) == {"errors": 0, "warnings": 0, "warnings explained": 1}


def test_an_address_in_the_text_is_a_warning(checked: Callable[..., Report]) -> None:
    report = checked(f"See {ADDRESS} for more.")
    assert [found.code for found in report.findings] == ["A-103"]
    assert report.outcome is Outcome.FAILED


@pytest.mark.parametrize(("page", "where"), [(0, ""), (3, " (sheet 3)")])
def test_a_warning_names_its_sheet_where_it_has_one(page: int, where: str) -> None:
    said: Any = SimpleNamespace(rule="ANY-001", message="Odd", page=page, severity="warning")
    none: Any = None
    found = _outloud(said, none, Place("salt.pdf"))
    assert (found.code, found.message) == ("A-103", f"ANY-001: Odd{where}")
    assert found.place == Place("salt.pdf")


def test_one_address_in_the_text_is_not_excused_by_another_in_code(
    checked: Callable[..., Report],
) -> None:
    report = checked(f"Type <code>{ADDRESS}</code>.", "Or see www.example.org for more.")
    assert [found.code for found in report.findings] == ["A-103"]


@pytest.mark.parametrize(
    ("words", "count", "code"),
    [
        ("נהר; גדה", 2, "A-105"),
        ("נהר; סוף", 2, "A-103"),
        ("נהר; גדה", 9, "A-103"),
        ("reed; bank", 2, "A-103"),
    ],
)
def test_words_that_are_only_read_backward_are_announced(words: str, count: int, code: str) -> None:
    said: Any = SimpleNamespace(
        rule="TAG-003",
        message="Silent",
        page=1,
        severity="warning",
        evidence=words,
        count=count,
    )
    runs = [
        SimpleNamespace(text=f"{each} 12", tagged=True, artifact=False) for each in ("רהנ", "הדג")
    ]
    document: Any = SimpleNamespace(content=lambda _: SimpleNamespace(runs=runs))
    assert _outloud(said, document, Place("salt.pdf")).code == code


def named(good: Files, folder: Path, title: str, shown: str) -> Report:
    """Report what outloud says of reeds.pdf, whose title is one thing and shown as another."""
    book = master((Chapter(title="Banks", body=f"<p>{prose(90)}</p>"),))
    xhtml = book.xhtml.replace(book.book.title.encode(), shown.encode())
    book = replace(book, book=replace(book.book, title=title), xhtml=xhtml)
    printed, found = edition.make(book, look(), here)
    assert printed is not None, found
    (folder / "reeds.pdf").write_bytes(printed.data)
    return check_outloud(replace(good, pdf=printed.data, pdf_at=folder / "reeds.pdf"))


def test_a_book_may_be_called_what_its_file_is_called(good: Files, tmp_path: Path) -> None:
    (found,) = named(good, tmp_path, "Reeds", shown="Reeds").findings
    assert (found.code, found.severity) == ("A-105", Severity.HINT)
    assert "DOC-040" in found.message


def test_a_files_name_in_place_of_the_title_is_a_warning(good: Files, tmp_path: Path) -> None:
    report = named(good, tmp_path, "reeds", shown="Rushes by the River")
    assert [found.code for found in report.findings] == ["A-103"]


def test_notes_behind_their_paragraphs_are_no_fault(checked: Callable[..., Report]) -> None:
    texts = (f"{prose(20, 1)[:-1]}{{note}}.", *(prose(30, n) for n in range(9)))
    report = checked(*texts, notes=(prose(200, 2),))
    assert report.findings == ()


def test_what_pdfua_does_not_decide_is_told(good: Files) -> None:
    report = check_pdfua(good)
    figures = dict(report.figures)
    assert report.outcome is Outcome.PASSED
    assert figures["decided"] > 0
    assert [found.code for found in report.findings] == ["A-106"] * figures["undecided"]
