"""The style sheet of a title becomes those that WeasyPrint applies; a theme's is read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from weasyprint import CSS
from weasyprint.css.counters import CounterStyle

from makeready.editions.print.weasy.messages import collect_warnings
from makeready.editions.typefaces import BASE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    from makeready.editions.print.values import Resources

FACE = "@font-face"


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleSheets:
    """Style sheets in their order, the counter styles in them, and the warnings of reading them."""

    sheets: tuple[CSS, ...]
    counter_styles: CounterStyle
    layout_warnings: tuple[str, ...]


def read_style_sheets(
    resources: Resources, fetcher: URLFetcher, fonts: FontConfiguration
) -> StyleSheets:
    """Return the style sheet of a title, divided before and behind what the theme brings.

    Themes are shared by many titles, and reading one takes longer than laying out a short page.
    Places in warnings are those in the undivided style sheet. The layout must get the same fonts,
    or @font-face is silently ignored.
    """
    read: list[StyleSheets] = []
    line = 0
    for css in _divide(resources):
        placed = "\n" * line + css
        if css == resources.theme and FACE not in css.lower():
            read.append(_read_theme(placed))
        else:
            read.append(_read(placed, fetcher, fonts))
        line += css.count("\n")
    counter_styles = CounterStyle()
    for each in read:
        counter_styles.update(each.counter_styles)
    return StyleSheets(
        sheets=tuple(sheet for each in read for sheet in each.sheets),
        counter_styles=counter_styles,
        layout_warnings=tuple(told for each in read for told in each.layout_warnings),
    )


def _divide(resources: Resources) -> Sequence[str]:
    theme = resources.theme
    return resources.css.partition(theme) if theme else (resources.css,)


@lru_cache(maxsize=8)
def _read_theme(css: str) -> StyleSheets:
    return _read(css, None, None)


def _read(css: str, fetcher: URLFetcher | None, fonts: FontConfiguration | None) -> StyleSheets:
    counter_styles = CounterStyle()
    with collect_warnings() as layout_warnings:
        sheet = CSS(
            string=css,
            base_url=BASE,
            url_fetcher=fetcher,
            font_config=fonts,
            counter_style=counter_styles,
        )
    return StyleSheets(
        sheets=(sheet,),
        counter_styles=counter_styles,
        layout_warnings=tuple(layout_warnings.messages),
    )
