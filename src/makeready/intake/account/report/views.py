"""Pages of the source into the report: their pictures, and what was seen on them drawn over."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from lxml.html import builder as h

from makeready.intake.account.report.case import Case, section
from makeready.intake.account.report.words import fit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from makeready.intake.model import PageArea, PageView

_KINDS = {
    "text": "text",
    "heading": "heading",
    "note": "note",
    "figure": "picture",
    "table": "table",
    "caption": "caption",
    "left": "left out",
    "asked": "asked about, or alone",
}
_AROUND = (60.0, 34.0)  # points shown beside a place, and above and below it


def show_pages(case: Case) -> Iterator[HtmlElement]:
    """Yield the section with the pages of a source that has pictures of them."""
    views = case.imported.views
    if not views:
        return
    present = {area.kind for view in views for area in (*view.areas, *view.asked)}
    legend = [
        h.LI(h.SPAN(h.CLASS(f"key a-{kind}")), told)
        for kind, told in _KINDS.items()
        if kind in present
    ]
    yield section(
        "pages",
        "Pages as they were read",
        h.P(
            "Pages with questions, and some others. Rest the pointer on an area to see why it was "
            "taken for what it is; its lines lead to the text below.",
            h.CLASS("aside"),
        ),
        h.UL(*legend, h.CLASS("legend")),
        h.DIV(*(_show_page(case, view) for view in views), h.CLASS("pages")),
    )


def show_place(case: Case, offset: int) -> Iterator[HtmlElement]:
    """Yield the part of a page's picture around a place of the source, where there is one."""
    for view in case.imported.views:
        for area in view.asked:
            if area.start == offset:
                left, top, width, height = area.box
                x, y = _AROUND
                crop = (left - x, top - y, width + 2 * x, height + 2 * y)
                yield h.P(
                    _svg(crop, h.E.use(href=f"#p{view.number}"), _rect(area)),
                    h.SMALL(h.A(f"page {view.number}", href=f"#page-{view.number}")),
                    h.CLASS("place"),
                )
                return


def _show_page(case: Case, view: PageView) -> HtmlElement:
    data = base64.b64encode(view.picture).decode("ascii")
    image = h.E.image(
        id=f"p{view.number}",
        href=f"data:image/png;base64,{data}",
        width=f"{view.width:.1f}",
        height=f"{view.height:.1f}",
    )
    areas = (
        h.E.a(_rect(area), href=case.anchor(area.start)) for area in (*view.areas, *view.asked)
    )
    whole = (0.0, 0.0, view.width, view.height)
    return h.E.figure(
        _svg(whole, image, *areas),
        h.E.figcaption(f"page {view.number}"),
        id=f"page-{view.number}",
    )


def _svg(box: tuple[float, float, float, float], *inside: HtmlElement) -> HtmlElement:
    shown = " ".join(f"{value:.1f}" for value in box)
    return h.E.svg(*inside, {"viewBox": shown, "role": "img"})


def _rect(area: PageArea) -> HtmlElement:
    left, top, width, height = (f"{value:.1f}" for value in area.box)
    told = h.E.title(fit(area.told or _KINDS.get(area.kind, area.kind)))
    look = {"class": f"a-{area.kind}", "x": left, "y": top, "width": width, "height": height}
    return h.E.rect(told, look)
