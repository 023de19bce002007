"""The handbook's print edition: real chapters, pictures and tables.

That its pages hold what the oracle puts on them is tested in `soak/test_oracle.py`.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pytest
from lxml import etree

from editions.print.books import ROOT, here, look
from editions.print.tagged import structure_of
from makeready.editions.print import edition
from makeready.files.workspace import find_workspace, read_templates, read_title
from makeready.master import make

if TYPE_CHECKING:
    from pathlib import Path

    from makeready.core.model import Master, Print


CHAPTERS = ("text/05-pictures-and-tables.md", "text/06-editions.md")
"""Chapters with pictures, tables, notes and headings of each level, that refer to no other."""


@pytest.fixture(
    scope="module",
    params=[CHAPTERS, pytest.param(None, marks=pytest.mark.soak)],
    ids=["few", "all"],
)
def handbook(request: pytest.FixtureRequest) -> Master:
    """Return the master of some chapters of the handbook, or of all."""
    workspace = find_workspace(ROOT)
    title = read_title(workspace, "handbook")
    if request.param:
        title = replace(title, texts=tuple(t for t in title.texts if t.file in request.param))
        assert len(title.texts) == len(request.param)
    made, found = make.make(title, read_templates(workspace))
    assert made is not None, found
    return made


@pytest.fixture(scope="module")
def printed(handbook: Master) -> Print:
    made, found = edition.make(handbook, look(), here)
    assert made is not None, found
    return made


def test_the_structure_has_the_masters_elements(handbook: Master, printed: Print) -> None:
    found = structure_of(printed.data)
    assert found.faults == []
    root = etree.fromstring(handbook.xhtml)
    tags = Counter(etree.QName(e).localname for e in root.iter(etree.Element))
    assert found.roles["Note"] == len(handbook.notes)
    assert found.roles["Table"] == tags["table"]
    assert found.roles["Figure"] == tags["img"]
    assert found.roles["Caption"] == tags["caption"] + tags["figcaption"]
    assert found.roles["TR"] == tags["tr"]
    assert found.roles["TD"] + found.roles["TH"] == tags["td"] + tags["th"]
    assert [found.roles[f"H{n}"] for n in (1, 2, 3)] == [tags[f"h{n}"] for n in (1, 2, 3)]


def test_each_picture_is_described(printed: Print) -> None:
    with pikepdf.open(io.BytesIO(printed.data)) as pdf:
        figures = [
            o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"
        ]
        assert all(str(figure.Alt) for figure in figures)


def test_each_font_is_embedded_once(printed: Print) -> None:
    with pikepdf.open(io.BytesIO(printed.data)) as pdf:
        names = [
            str(o.FontName).split("+")[1]
            for o in pdf.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"
        ]
    assert len(names) == len(set(names))
    assert "LinLibertineO" in names


def test_the_file_is_sound(printed: Print) -> None:
    with pikepdf.open(io.BytesIO(printed.data)) as pdf:
        assert pdf.check_pdf_syntax() == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs Debian's poppler-utils")
def test_pdftotext_has_nothing_to_complain_of(printed: Print, tmp_path: Path) -> None:
    (tmp_path / "book.pdf").write_bytes(printed.data)
    done = subprocess.run(
        ["pdftotext", tmp_path / "book.pdf", "-"], capture_output=True, check=True
    )
    assert done.stderr == b""
