"""Chapters of every shape: laid out in parts they are what they are in one piece."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editions.print.alike import likeness
from editions.print.books import POCKET, Chapter, here, look, master, prose
from editions.print.tagged import structure_of
from makeready.core.model import Overlong, Trim
from makeready.editions.print import edition
from makeready.editions.print.plan import parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.core.findings import Finding
    from makeready.core.model import Master, Print

BOOKS = 60
SMALL, ENDLESS = 600, 10**9
TRIMS = (POCKET, Trim(name="small", width=90, height=110))
WHERE = ("h2", "section > h2", ".chapter > section")
BREAKS = (
    *("break-before: page", "break-before: recto", "break-before: verso", "break-before: left"),
    *("break-before: right", "page-break-before: always", "page-break-before: left"),
)
MORE = """
.chapter > section.odd, section.odd h2 { break-before: auto !important }
section#s2 h2, section#s2 { break-before: auto }
h2 { string-set: running content() }
h2, h3 { string-set: sub content() } @page { @bottom-left { content: string(sub, last) } }
h2 { string-set: sub content() } @page { @bottom-left { content: string(sub, start) } }
h2 { string-set: sub content() } @page { @bottom-left { content: string(sub, first-except) } }
.chapter { padding-top: 60pt; border: 2pt solid } .chapter::before { content: 'begin' }
.chapter::after { content: 'end' }
section:last-child p { margin-left: 20pt } section:nth-of-type(3) p { font-style: italic }
section + section h2 { color: red } #s1 ~ section { text-align: left }
@page :blank { @bottom-left { content: 'blank' } } @page { background: #eee }
.chapter { break-before: page }
.chapter > section:first-of-type { break-after: page } section section { break-after: right }
.chapter { display: flex; flex-direction: column }
""".strip().splitlines()
STYLES = st.builds(
    "{} {{ {} }}\n{}".format,
    st.sampled_from(WHERE),
    st.sampled_from(BREAKS),
    st.lists(st.sampled_from(MORE), max_size=3, unique=True).map("\n".join),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block: of what kind, how many words long, and the lengths of its notes."""

    kind: str
    length: int
    notes: tuple[int, ...]


BLOCKS = st.builds(
    Block,
    kind=st.sampled_from(("paragraph", "paragraph", "paragraph", "list", "quotation", "table")),
    length=st.integers(4, 120),
    notes=st.lists(st.one_of(st.integers(3, 40), st.integers(60, 160)), max_size=2).map(tuple),
)
SECTIONS = st.lists(st.lists(BLOCKS, min_size=1, max_size=5), min_size=3, max_size=6)


class Writer:
    """Writes sections, and gathers their notes in the order of their calls."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def section(self, number: int, blocks: Sequence[Block]) -> str:
        """Return a section; every other has one within."""
        body = "".join(self._block(number * 9 + at, block) for at, block in enumerate(blocks))
        inner = f'<section id="s{number}a"><h3>Within</h3><p>{prose(20, number)}</p></section>'
        side = "odd" if number % 2 else "even"
        return (
            f'<section id="s{number}" class="{side}"><h2>Section {number}</h2>{body}'
            f'<p>See <a href="#s1">there</a>.</p>{inner if number % 2 else ""}</section>'
        )

    def _block(self, seed: int, block: Block) -> str:
        words = prose(block.length, seed).split()
        for place, length in enumerate(block.notes, 1):
            words[place * (block.length - 1) // len(block.notes)] += "{note}"
            self.notes.append(prose(length, seed + place))
        text = " ".join(words)
        if block.kind == "list":
            return f"<ul><li>{text}</li><li><p>{prose(9)}</p></li></ul>"
        if block.kind == "quotation":
            return f"<blockquote><p>{text}</p></blockquote>"
        if block.kind == "table":
            rows = "".join(f"<tr><td>{prose(3, n)}</td><td>{n}</td></tr>" for n in range(9))
            head = "<thead><tr><th>Stone</th><th>Grams</th></tr></thead>"
            return f"<table>{head}<tbody>{rows}</tbody></table><p>{text}</p>"
        return f"<p>{text}</p>"


def made(book: Master) -> tuple[Print | None, set[Finding]]:
    printed, found = edition.make(book, look(), here)
    return printed, set(found)


@pytest.mark.soak
@settings(max_examples=BOOKS, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    sections=SECTIONS,
    trim=st.sampled_from(TRIMS),
    style=STYLES,
    overlong=st.sampled_from(Overlong),
)
def test_parts_come_out_like_the_whole(
    sections: list[list[Block]], trim: Trim, style: str, overlong: Overlong
) -> None:
    writer = Writer()
    body = "".join(writer.section(number, blocks) for number, blocks in enumerate(sections, 1))
    chapters = (
        Chapter(
            title="Parts",
            body=f"<p>{prose(30)}</p><dl><dt>A</dt></dl>{body}",
            notes=tuple(writer.notes),
        ),
        Chapter(title="After", body=f"<p>{prose(30)}</p>"),
    )
    book = master(chapters, trim=trim, style=style, overlong=overlong)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "HUGE", ENDLESS)
        whole, found = made(book)
        patch.setattr(parts, "HUGE", SMALL)
        parted, found_in_parts = made(book)
    assert found_in_parts == found
    if whole is None or parted is None:
        assert whole is parted
        return
    assert structure_of(parted.data).faults == []
    assert likeness(parted) == likeness(whole)
