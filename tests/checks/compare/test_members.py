"""What was changed after the build is named: the file, the page, the font, the picture."""

from __future__ import annotations

import hashlib
import io
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pytest

from checks import spoil
from makeready.checks.compare.members import check_members, check_rebuilt, name_files
from makeready.checks.read.members import digest_members
from makeready.press.check import _build_again

if TYPE_CHECKING:
    from collections.abc import Callable

    from makeready.checks.report import Files
    from makeready.files.workspace import Workspace


def told(files: Files) -> list[tuple[str, str, str]]:
    found = check_members(files).findings
    return [(each.code, each.place.file if each.place else "", each.message) for each in found]


def change(pdf: bytes, spoiling: Callable[[pikepdf.Pdf], object]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        spoiling(opened)
        opened.save(out)
    return out.getvalue()


def retitle(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "Another"


def relabel(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PageLabels.Nums[1].S = pikepdf.Name("/A")


def spoil_font(pdf: pikepdf.Pdf) -> None:
    font = next(iter(pdf.pages[-1].resources.Font.values()))
    font.ToUnicode = pdf.make_stream(b"lies")


def act(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def test_the_page_that_was_changed_is_named(good: Files) -> None:
    pdf = spoil.change_page(good.pdf, 8, spoil.reverse_longest_line)
    assert told(replace(good, pdf=pdf)) == [("X-106", "kites.pdf", "page 9 is another")]


@pytest.mark.parametrize(
    ("spoiling", "member"),
    [
        (retitle, "document information is another"),
        (relabel, "page labels is another"),
        (act, "opening action is too many"),
        (lambda pdf: pdf.pages.__delitem__(-1), "is missing"),
    ],
)
def test_a_part_of_the_pdf_is_named(
    good: Files, spoiling: Callable[[pikepdf.Pdf], object], member: str
) -> None:
    found = told(replace(good, pdf=change(good.pdf, spoiling)))
    assert any(member in message for _, _, message in found)
    assert not any("page 3 " in message for _, _, message in found)


def test_a_font_that_lies_is_named(good: Files) -> None:
    ((_, _, message),) = told(replace(good, pdf=change(good.pdf, spoil_font)))
    assert message.startswith("font ")


def test_a_file_of_the_e_book_is_named(good: Files) -> None:
    epub = spoil.with_word_altered(good.epub)
    found = told(replace(good, epub=epub))
    assert all(code == "X-106" and file == "kites.epub" for code, file, _ in found)
    assert any("sec-wind.xhtml is another" in message for _, _, message in found)


def test_other_packing_is_told_as_such(good: Files) -> None:
    ((code, _, message),) = told(replace(good, pdf=good.pdf + b"\n"))
    assert (code, message[:11]) == ("X-106", "its packing")


def test_editions_without_their_inventory_are_told(good: Files) -> None:
    assert [code for code, _, _ in told(replace(good, inventory=None))] == ["X-107"]
    assert good.inventory is not None
    other = replace(good, digest=type(good.digest)(hashlib.sha256().hexdigest()))
    assert [code for code, _, _ in told(other)] == ["X-107"]


def test_what_the_sources_make_now_is_compared(good: Files) -> None:
    made = dict(name_files(good))
    assert check_rebuilt(good, made).findings == ()
    pdf = spoil.change_page(good.pdf, 8, spoil.reverse_longest_line)
    (found,) = check_rebuilt(replace(good, pdf=pdf), made).findings
    assert (found.code, found.message) == ("X-108", "page 9 is another")
    (found,) = check_rebuilt(replace(good, master=good.master + b" "), made).findings
    assert (found.code, found.message) == ("X-108", "its bytes differ")


def test_saving_a_pdf_anew_changes_no_member(good: Files) -> None:
    saved = change(good.pdf, lambda _: None)
    assert saved != good.pdf
    assert digest_members("a.pdf", saved) == digest_members("a.pdf", good.pdf)


def test_a_title_that_is_built_again_is_the_same(workspace: Workspace, good: Files) -> None:
    made = _build_again(workspace, good.slug, tuple(name_files(good)))
    assert check_rebuilt(good, made).findings == ()


def test_bookmarks_that_name_each_other_are_told_once() -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        with pdf.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(f"Part {n}", 0) for n in range(200))
        out = io.BytesIO()
        pdf.save(out)
    begun = time.monotonic()
    one = digest_members("a.pdf", out.getvalue())["bookmarks"]
    assert time.monotonic() - begun < 5
    last = change(out.getvalue(), lambda pdf: pdf.Root.Outlines.Last.update({"/Title": "Sale"}))
    assert digest_members("a.pdf", last)["bookmarks"] != one
