"""Lines of Chinese are filled, although they have no spaces."""

from __future__ import annotations

from dataclasses import replace

import pytest

from editions.print.books import POCKET, Chapter, here, look, master
from editions.print.measured import measure
from makeready.editions.print import edition
from makeready.files.programs.toolchain import read_face_names

FACE = "Noto Serif CJK SC"
WORDS = "河上有一座桥，桥下有船。船上的人看着我们，我们也看着他们（很久很久）。"


@pytest.mark.skipif(not read_face_names((FACE,)), reason=f"needs {FACE} (fonts-noto-cjk on Debian)")
def test_lines_of_chinese_end_where_the_page_does() -> None:
    book = master((Chapter(title="桥", body=f"<p>{WORDS * 5}</p>"),), trim=POCKET)
    book = replace(book, book=replace(book.book, language="zh", fallback_fonts=(FACE,)))
    made, found = edition.make(book, look(), here)
    assert made is not None, found
    lines = [line for page in measure(made.data) for line in page if line.text in WORDS * 9]
    *ends, _ = (line.right for line in lines if len(line.text) > 9)
    assert len(ends) > 4
    assert max(ends) - min(ends) < 1.5


def test_a_reading_stands_above_its_characters_and_widens_no_line() -> None:
    ruby = "<ruby>harbour<rt>port</rt></ruby>"
    body = f"<p>One {ruby} two and<br/>three</p>"
    made, found = edition.make(
        master((Chapter(title="Ruby", body=body),), trim=POCKET), look(), here
    )
    assert made is not None, found
    lines = [line for page in measure(made.data) for line in page]
    base = next(line for line in lines if "harbour" in line.text)
    reading = next(line for line in lines if line.text == "port")
    below = next(line for line in lines if line.text == "three")
    assert base.left < reading.left < reading.right < base.right
    assert base.base + 8 < reading.base < base.base + 12
    assert base.base - below.base == pytest.approx(14, abs=0.1)
