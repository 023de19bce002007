"""An e-book that is damaged anywhere is told to be unreadable, and never ends a check."""

from __future__ import annotations

import contextlib
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makeready.checks.read.epub import read_packed
from makeready.checks.read.recorded import master_of_epub
from makeready.checks.report import Unreadable

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="a.opf"/></rootfiles></container>'
)
PACKAGE = '<package xmlns="http://www.idpf.org/2007/opf"><manifest/><spine/></package>'


def packed() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("META-INF/container.xml", CONTAINER)
        book.writestr("a.opf", PACKAGE)
    return buffer.getvalue()


WHOLE = packed()


def test_the_whole_one_is_read() -> None:
    assert read_packed(WHOLE).package == "a.opf"


@given(place=st.integers(0, len(WHOLE) - 1), value=st.integers(0, 255))
def test_a_changed_byte_is_read_over_or_told(place: int, value: int) -> None:
    damaged = WHOLE[:place] + bytes([value]) + WHOLE[place + 1 :]
    master_of_epub(damaged)
    with contextlib.suppress(Unreadable):
        assert read_packed(damaged).package


def test_a_damaged_stream_is_told() -> None:
    place = WHOLE.index(b"a.opf") + len(b"a.opf")
    damaged = WHOLE[:place] + b"\xff" + WHOLE[place + 1 :]
    with pytest.raises(Unreadable, match="cannot be read"):
        read_packed(damaged)
