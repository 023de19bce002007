"""The style sheet of a theme is read once for all titles, and says of each what it said before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from weasyprint.text.fonts import FontConfiguration

from editions.print.books import Chapter, look, master
from makeready.editions.print.plan.units import plan_units
from makeready.editions.print.weasy.loaded.resources import Fetcher
from makeready.editions.print.weasy.loaded.style_sheets import StyleSheets, read_style_sheets

if TYPE_CHECKING:
    from makeready.editions.print.values import Resources


def read(style: str) -> tuple[Resources, StyleSheets]:
    made = master((Chapter(title="One", body="<p>Reeds.</p>"),), style=style)
    resources = plan_units(made, look()).resources
    fetcher = Fetcher({font.name: font for font in resources.fonts})
    return resources, read_style_sheets(resources, fetcher, FontConfiguration())


def test_titles_share_what_the_theme_says_and_nothing_else() -> None:
    style = "@counter-style reeds { system: cyclic; symbols: 'r'; suffix: ' ' }"
    (_, first), (_, second) = read(style), read("p { color: red }")
    shared = [a is b for a, b in zip(first.sheets, second.sheets, strict=True)]
    assert shared == [False, True, False]
    assert "reeds" in first.counter_styles
    assert "reeds" not in second.counter_styles
    assert "decimal-paren" in second.counter_styles


@pytest.mark.parametrize("style", ["p { colour: red }", "\n\n  p { colour: red }"])
def test_a_warning_names_the_line_of_the_whole_style_sheet(style: str) -> None:
    resources, sheets = read(style)
    before = resources.css[: resources.css.index("colour")]
    (told,) = sheets.layout_warnings
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    assert f" at {line}:{column}," in told
