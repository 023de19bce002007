"""Pages of a source stand in the report once each, and questions show their part of them."""

from __future__ import annotations

from lxml import html

from makeready.core.model import Digest
from makeready.intake.account.report.page import report
from makeready.intake.model import (
    Imported,
    Ledger,
    Metadata,
    PageArea,
    PageView,
    Question,
    RawText,
)

SOURCE = "The salt was dear and win-\ndow."
RAW = RawText(name="x.pdf.txt", digest=Digest("0" * 64), encoding="utf-8", text=SOURCE)


def shown(views: tuple[PageView, ...]) -> html.HtmlElement:
    asked = Question(
        section="hyphen", line=1, start=22, end=26, raw="win-", context="", why="may be either",
        proposal="", confidence=0.5,
    )  # fmt: skip
    made = Imported(
        texts=(),
        metadata=Metadata(),
        ledger=Ledger(
            source="x.pdf.txt", digest=RAW.digest, encoding="utf-8", length=0, operations=()
        ),
        questions=(asked,),
        views=views,
    )
    return html.fromstring(report(RAW, made))


def test_a_page_is_embedded_once_and_drawn_twice() -> None:
    view = PageView(
        number=3, width=400.0, height=600.0, picture=b"PNG",
        areas=(PageArea(kind="text", box=(50, 40, 300, 12), start=0, told="text: an indent"),),
        asked=(PageArea(kind="asked", box=(160, 40, 20, 12), start=22),),
    )  # fmt: skip
    page = shown((view,))
    assert [image.get("href") for image in page.iter("image")] == ["data:image/png;base64,UE5H"]
    assert [use.get("href") for use in page.iter("use")] == ["#p3"]
    assert page.get_element_by_id("page-3").tag == "figure"
    places = page.xpath("//*[contains(@class, 'cards')]//rect/@x")
    assert places == ["160.0"]
    assert "text: an indent" in page.xpath("//figure//title/text()")
    keys = page.xpath("//li[span[contains(@class, 'key')]]")
    assert len(keys) == 2
    assert all(key.text_content().strip() for key in keys)


def test_a_source_without_pages_has_no_such_section() -> None:
    assert not shown(()).xpath("//*[@id='pages'] | //svg")
