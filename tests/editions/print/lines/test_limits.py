"""Words are hyphenated behind and before as many letters as their language asks."""

from __future__ import annotations

from pathlib import Path

import pytest
from weasyprint import CSS, HTML

PRINT = Path(__file__).parents[4] / "templates/css/print.css"


@pytest.mark.parametrize(
    ("language", "style", "expected"),
    [
        ("en-GB", "", (6, 2, 3)),
        ("fr", "", (6, 2, 3)),
        ("de", "", (6, 2, 2)),
        ("es-MX", "", (6, 2, 2)),
        ("pl", "html { hyphenate-limit-chars: 8 4 4 }", (8, 4, 4)),
    ],
)
def test_limits_are_those_of_the_language(
    language: str, style: str, expected: tuple[int, int, int]
) -> None:
    sheet = CSS(string=PRINT.read_text("utf-8") + style)
    page = HTML(string=f'<html lang="{language}"><p>x').render(stylesheets=[sheet]).pages[0]
    html = page._page_box.children[0]
    assert html.style["hyphenate_limit_chars"] == expected
