"""Numbers that count with the pages are folios."""

from __future__ import annotations

from intake.pdf.typed import Put, pdf_page
from makeready.intake.pdf.page.furniture import _find_counting, _Seen
from makeready.intake.pdf.page.lines import lines_of


def seen(page: int, put: Put) -> _Seen:
    (line,) = lines_of(page, pdf_page(page, [put]).runs)
    return _Seen(page=page, place=0, line=line, key="")


def test_folios_are_found_though_another_number_stands_before_them() -> None:
    folios = [seen(page, Put(str(page + 7), base=20)) for page in range(4)]
    assert len([*_find_counting([seen(0, Put("1854")), *folios], 4)]) == 4
