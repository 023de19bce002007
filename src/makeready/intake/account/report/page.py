"""An import into report.html: what was done to the source, for a person to judge in a browser.

One file with its style inside; it asks nothing of the network and runs no script.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import builder as h

from makeready.core.findings import Severity
from makeready.intake.account.report.case import Case, make_case, section
from makeready.intake.account.report.changes import count_left_out, list_left_out, list_rules
from makeready.intake.account.report.comparison import (
    FAMILIES,
    OTHER,
    MarkedText,
    Row,
)
from makeready.intake.account.report.style import STYLE
from makeready.intake.account.report.views import show_pages, show_place
from makeready.intake.account.report.words import (
    CONTEXT,
    close_lines,
    fit,
    select_lead,
)
from makeready.intake.model import Imported, Kind, RawText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.html import HtmlElement

    from makeready.core.findings import Finding
    from makeready.intake.model import NoteLink, Question

_DOCTYPE = "<!DOCTYPE html>"
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_NOTE = 110
_DONE = {
    Kind.KEEP: "kept",
    Kind.MOVE: "moved",
    Kind.REPLACE: "replaced",
    Kind.DROP: "dropped",
    Kind.TO_METADATA: "to book.toml",
}


def report(raw: RawText, imported: Imported) -> bytes:
    """Return the report as one HTML file, in UTF-8."""
    case = make_case(raw, imported)
    page = h.HTML(_head(case), h.BODY(_header(case), h.MAIN(*_sections(case))), lang="en")
    written: bytes = etree.tostring(
        page, method="html", encoding="utf-8", doctype="<!DOCTYPE html>"
    )
    return written + b"\n"


def _head(case: Case) -> HtmlElement:
    return h.HEAD(
        h.META(charset="utf-8"),
        h.META(name="viewport", content="width=device-width, initial-scale=1"),
        h.META({"http-equiv": "Content-Security-Policy", "content": _POLICY}),
        h.TITLE(f"Import of {fit(case.raw.name)}"),
        h.STYLE(STYLE),
    )


def _header(case: Case) -> HtmlElement:
    metadata = case.imported.metadata
    people = ", ".join(person.name for person in metadata.people)
    facts = (
        case.raw.name,
        f"{len(case.raw.text):,} characters",
        case.raw.encoding,
        f"sha256 {case.raw.digest[:16]}…",
    )
    return h.E.header(
        h.P("Report of an import", h.CLASS("kicker")),
        h.H1(fit(metadata.title or case.raw.name)),
        *([h.P(fit(metadata.subtitle), h.CLASS("subtitle"))] if metadata.subtitle else []),
        *([h.P(fit(people), h.CLASS("people"))] if people else []),
        h.P(" · ".join(fit(fact) for fact in facts), h.CLASS("facts")),
    )


def _sections(case: Case) -> Iterator[HtmlElement]:
    findings = case.imported.findings
    yield _summary(case)
    yield _questions(case)
    yield _losses([found for found in findings if found.severity is not Severity.HINT])
    yield _notes(case)
    yield from show_pages(case)
    yield list_left_out(case)
    yield list_rules(case)
    yield _beside(case)
    remarks = [found for found in findings if found.severity is Severity.HINT]
    if remarks:
        yield section("remarks", "Remarks", h.UL(*map(_show_finding, remarks), h.CLASS("findings")))


def _summary(case: Case) -> HtmlElement:
    links = case.imported.links
    linked = sum(1 for link in links if link.call and link.note)
    changed = sum(1 for row in case.rows if row.changed)
    tiles = (
        _tile(len(case.imported.questions), "open question", "questions"),
        _tile(count_left_out(case), "dropped word", "dropped"),
        _tile(linked, "linked note", "notes"),
        _tile(len(links) - linked, "lone note or call", "notes"),
        _tile(changed, "changed block", "beside"),
        _tile(len(case.rows) - changed, "unchanged block", "beside"),
    )
    return section("summary", "In short", h.UL(*tiles, h.CLASS("figures")), _shares(case))


def _tile(count: int, label: str, to: str) -> HtmlElement:
    plural = {"word left out": "words left out"}
    told = (
        label
        if count == 1
        else plural.get(label) or " or ".join(f"{word}s" for word in label.split(" or "))
    )
    return h.LI(h.A(h.B(f"{count:,}"), h.SPAN(told), href=f"#{to}"))


def _shares(case: Case) -> HtmlElement:
    """What became of the source's characters, as a bar and in words."""
    counts: dict[Kind, int] = defaultdict(int)
    for operation in case.imported.ledger.operations:
        counts[operation.kind] += operation.end - operation.start
    total = sum(counts.values()) or 1
    present = [kind for kind in _DONE if counts[kind]]
    bar = [
        h.SPAN(h.CLASS(kind.value), style=f"flex-grow:{100 * counts[kind] / total:.3f}")
        for kind in present
    ]
    words = [
        h.LI(
            h.SPAN(h.CLASS(f"key {kind.value}")),
            f"{counts[kind]:,} {_DONE[kind]} ",
            h.SMALL(f"{counts[kind] / total:.1%}"),
        )
        for kind in present
    ]
    return h.DIV(
        h.DIV(*bar, {"class": "bar", "aria-hidden": "true"}),
        h.UL(*words, h.CLASS("shares")),
        h.P(
            "Every character of the source is in exactly one of these; ledger.jsonl has them one "
            "by one, and ",
            h.CODE("makeready audit"),
            " proves it.",
            h.CLASS("aside"),
        ),
    )


def _questions(case: Case) -> HtmlElement:
    asked = case.imported.questions
    if not asked:
        return section("questions", "Open questions", h.P("None: nothing was left undecided."))
    how = h.P(
        "Until they are answered, the text stays as the source has it. The proposals stand in ",
        h.CODE("recipe.toml"),
        ", ready to be changed; import the source again and it obeys.",
        h.CLASS("aside"),
    )
    cards = [_question(case, question) for question in asked]
    return section("questions", "Open questions", how, h.OL(*cards, h.CLASS("cards")))


def _question(case: Case, question: Question) -> HtmlElement:
    text, start, end = case.raw.text, question.start, question.end
    before = close_lines(select_lead(text, start))
    after = close_lines(text[end : end + CONTEXT])
    place = h.A(f"line {question.line:,}", href=case.anchor(start))
    return h.LI(
        h.P(h.SPAN(question.section, h.CLASS("tag")), " ", place, h.CLASS("where")),
        h.P(fit(question.why), h.CLASS("why")),
        h.BLOCKQUOTE(
            h.SPAN(f"…{fit(before)}"), h.E.mark(fit(text[start:end])), h.SPAN(f"{fit(after)}…")
        ),
        *show_place(case, start),
        h.PRE(fit(question.proposal.strip())),
    )


def _losses(findings: Sequence[Finding]) -> HtmlElement:
    title = "Suspected losses and faults"
    if not findings:
        return section("losses", title, h.P("None was found."))
    return section("losses", title, h.UL(*map(_show_finding, findings), h.CLASS("findings")))


def _show_finding(found: Finding) -> HtmlElement:
    place = f"{found.place} · " if found.place else ""
    hint = h.P(f"{fit(place)}{fit(found.hint)}", h.CLASS("aside"))
    return h.LI(
        h.P(h.CODE(found.code), f" {fit(found.message)}"), hint, h.CLASS(found.severity.value)
    )


def _notes(case: Case) -> HtmlElement:
    links = case.imported.links
    alone = [link for link in links if not (link.call and link.note)]
    linked = [link for link in links if link.call and link.note]
    parts: list[HtmlElement] = []
    if not links:
        parts.append(h.P("The source has none that was recognised."))
    if alone:
        parts.append(_note_table(case, alone))
    if linked:
        label = f"{len(linked):,} notes linked to their calls"
        parts.append(h.E.details(h.E.summary(label), _note_table(case, linked)))
    return section("notes", "Notes and their calls", *parts)


def _note_table(case: Case, links: Iterable[NoteLink]) -> HtmlElement:
    head = h.TR(*(h.TH(label) for label in ("Mark", "Called after", "Note")))
    return h.DIV(
        h.TABLE(h.THEAD(head), h.TBODY(*(_note(case, link) for link in links))),
        h.CLASS("wide notes"),
    )


def _note(case: Case, link: NoteLink) -> HtmlElement:
    call = _show_link_end(case, link.call, "no call found", before=True)
    note = _show_link_end(case, link.note, "no note found", before=False)
    return h.TR(h.TD(fit(link.marker)), call, note)


def _show_link_end(
    case: Case, span: tuple[int, int] | None, missing: str, *, before: bool
) -> HtmlElement:
    """A cell with the words before a call or at the start of a note, or that there is none."""
    if span is None:
        return h.TD(missing, h.CLASS("missing"))
    start, end = span
    text = case.raw.text
    shortened = min(end, start + _NOTE)
    words = select_lead(text, start) if before else text[start:shortened]
    shown = " ".join(words.split())
    cut = shortened < end
    return h.TD(
        h.A(f"{case.lines.at(start)}", h.CLASS("line"), href=case.anchor(start)),
        f" …{fit(shown)}" if before else f" {fit(shown)}{'…' if cut else ''}",
    )


def _beside(case: Case) -> HtmlElement:
    language = case.imported.metadata.language or "und"
    present = {mark.family for row in case.rows for mark in (*row.before, *row.after)}
    legend = [
        h.LI(h.SPAN(h.CLASS(f"key f-{letter}")), FAMILIES.get(letter, OTHER))
        for letter in (*FAMILIES, OTHER)
        if letter in present
    ]
    only = (
        h.INPUT(type="checkbox", id="only"),
        h.LABEL("only blocks that were changed", {"for": "only"}),
    )
    first = {row.line: row for row in reversed(case.rows)}
    compared = [_show_row(row, named=first[row.line] is row) for row in case.rows]
    return section(
        "beside",
        "Source beside result",
        h.UL(*legend, h.CLASS("legend")),
        *only,
        h.DIV(h.DIV("Source"), h.DIV("Result"), {"class": "heads", "aria-hidden": "true"}),
        h.DIV(*compared, {"class": "beside", "lang": fit(language)}),
    )


def _show_row(row: Row, *, named: bool) -> HtmlElement:
    """A row; where several begin in one line the first bears its name."""
    name = f"L{row.line}"
    return h.E.article(
        h.A(f"{row.line}", h.CLASS("line"), href=f"#{name}"),
        h.DIV(*_show_marks(row.before, "del"), h.CLASS("before")),
        h.DIV(*_show_marks(row.after, "ins"), h.CLASS("after")),
        {"class": "changed" if row.changed else "same", **({"id": name} if named else {})},
    )


def _show_marks(marks: Iterable[MarkedText], tag: str) -> Iterator[HtmlElement]:
    """The marks as elements: what was moved stays whole, what went or came is del or ins."""
    for mark in marks:
        if not mark.family:
            yield h.SPAN(fit(mark.text))
            continue
        name = "span" if mark.kind is Kind.MOVE else tag
        look = f"f-{mark.family} {mark.kind.value}"
        yield h.E(name, fit(mark.text), {"class": look, "title": fit(mark.told)})
