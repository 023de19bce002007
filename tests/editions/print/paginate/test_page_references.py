"""Units come to rest: sides, page references, contents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from editions.print.books import POCKET, Chapter, here, look, master, noted, once, prose
from editions.print.whole import page_texts, whole_pages
from makeready.core.model import Anchor, Overlong
from makeready.editions.print import edition
from makeready.editions.print.paginate.page_references import resolve_page_references
from makeready.editions.print.plan.units import plan_units
from makeready.editions.print.weasy.paging import last_pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

    from makeready.editions.print.values import LaidUnit, LayoutJob, Resources

# Not the selector by which a title says where chapters begin: pages are counted as usual.
ANY_PAGE = "body .chapter, body .contents { break-before: page }"
REFERRED = ANY_PAGE + ' a.xref::after { content: " (" attr(data-page) ")" }'


def test_chapters_may_begin_on_any_page(monkeypatch: pytest.MonkeyPatch) -> None:
    # the oracle draws no lines to short last pages
    monkeypatch.setattr(last_pages, "hold_back", lambda _: None)
    chapters = tuple(noted(2 + n, 2, 20, seed=n, title=f"Chapter {n}") for n in range(3))
    book = master(chapters, trim=POCKET, style=ANY_PAGE)
    planned = plan_units(book, look())
    lay_out = once()
    pagination = resolve_page_references(planned, Overlong.CARRY, lay_out, {}).pagination
    assert not pagination.blanks - {1}
    assert any(start % 2 for start in pagination.starts)
    printed, _ = edition.make(book, look(), lay_out)
    assert printed is not None
    expected, _ = whole_pages(planned)
    bound = page_texts(printed.data)
    assert [sorted(text.split()) for text in bound] == [sorted(text.split()) for text in expected]


def test_a_page_reference_prints_the_label_of_its_target() -> None:
    refers = '<p>See <a class="xref" href="#c{}">there</a>. {}</p>'
    chapters = tuple(
        Chapter(title=f"Chapter {n}", body=refers.format(5 - n, prose(40 * n, n)) * 2)
        for n in range(1, 5)
    )
    book = master(chapters, trim=POCKET, style=REFERRED)
    printed, found = edition.make(book, look(), here)
    assert printed is not None
    assert not any(finding.code == "P-013" for finding in found)
    labels = {str(name): label for name, label in printed.anchor_labels}
    text = " ".join(page_texts(printed.data))
    assert re.findall(r"there \((\w+)\)", text) == [
        labels[f"c{5 - n}"] for n in range(1, 5) for _ in range(2)
    ]


def test_only_units_that_changed_are_laid_out_again() -> None:
    book = master(tuple(noted(4, 2, 9, seed=n, title=f"C{n}") for n in range(3)))
    planned = plan_units(book, look())
    rounds: list[list[str]] = []

    def counted(resources: Resources, jobs: Sequence[LayoutJob]) -> Sequence[LaidUnit]:
        rounds.append([job.unit.name for job in jobs])
        return here(resources, jobs)

    resolve_page_references(planned, Overlong.CARRY, counted, {})
    assert rounds == [["half-title", "c1", "c2", "c3"], ["contents"]]


def test_an_index_at_the_end_is_laid_out_once() -> None:
    entries = "".join(f'<li>term {n}, <a class="page" href="#p{n}"></a></li>' for n in range(40))
    body = "".join(f'<p id="p{n}">{prose(9, n)}</p>' for n in range(40))
    chapters = (Chapter(title="One", body=body), Chapter(title="Index", body=f"<ul>{entries}</ul>"))
    planned = plan_units(master(chapters, trim=POCKET), look())
    rounds: list[list[str]] = []

    def counted(resources: Resources, jobs: Sequence[LayoutJob]) -> Sequence[LaidUnit]:
        rounds.append([job.unit.name for job in jobs])
        return here(resources, jobs)

    found = resolve_page_references(planned, Overlong.CARRY, counted, {})
    assert rounds == [["half-title", "c1"], ["contents", "c2"]]
    assert found.unresolved == ()
    assert len({label for name, label in found.labels if name.startswith("p")}) > 3


TALLER = REFERRED + ' a[data-page="3"] ~ span { font-size: 200% }'
"""With it a reference to page 3 takes a page more, which makes it right; to page 2 it is, too."""


def test_where_references_rest_does_not_depend_on_the_guess() -> None:
    refers = f'<p>See <a class="xref" href="#c2">there</a>. <span>{prose(50)}</span></p>'
    chapters = (Chapter(title="One", body=refers), Chapter(title="Two", body=prose(9)))
    book = master(chapters, trim=POCKET, style=TALLER)
    lay_out = once()
    cold, _ = edition.make(book, look(), lay_out)
    assert cold is not None
    assert (Anchor("c2"), "2") in cold.anchor_labels
    for label in ("3", "2", "7"):
        guess = [(name, label if name == "c2" else known) for name, known in cold.anchor_labels]
        assert edition.make(book, look(), lay_out, guess)[0] == cold


def test_a_guess_that_is_right_saves_a_round() -> None:
    refers = f'<p>See <a class="xref" href="#c2">there</a>. {prose(30)}</p>'
    chapters = (Chapter(title="One", body=refers), Chapter(title="Two", body=prose(9)))
    book = master(chapters, trim=POCKET, style=REFERRED.removeprefix(ANY_PAGE))
    rounds: list[int] = []
    lay_out = once()

    def counted(resources: Resources, jobs: Sequence[LayoutJob]) -> Sequence[LaidUnit]:
        rounds.append(len(jobs))
        return lay_out(resources, jobs)

    cold, _ = edition.make(book, look(), counted)
    assert cold is not None
    edition.make(book, look(), counted, cold.anchor_labels)
    assert rounds == [3, 2, 5]
