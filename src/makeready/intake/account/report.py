"""An import into report.html: what was done to the source, for a person to judge in a browser.

One file with its style inside; it asks nothing of the network and runs no script.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import builder as h

from makeready.core.findings import Severity
from makeready.intake.account.comparison import (
    FAMILIES,
    OTHER,
    Lines,
    MarkedText,
    Row,
    family,
    rows,
)
from makeready.intake.account.report_style import STYLE
from makeready.intake.account.report_text import (
    CONTEXT,
    close_lines,
    fit,
    select_lead,
    shorten,
)
from makeready.intake.model import Imported, Kind, RawText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.html import HtmlElement

    from makeready.core.findings import Finding
    from makeready.intake.model import NoteLink, Operation, Question

_DOCTYPE = "<!DOCTYPE html>"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_NOTE = 110
_SAMPLES = 3
_AROUND = 8
_DONE = {
    Kind.KEEP: "kept",
    Kind.MOVE: "moved",
    Kind.REPLACE: "replaced",
    Kind.DROP: "dropped",
    Kind.TO_METADATA: "to book.toml",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A source with its import, and the lines of the source to point to."""

    raw: RawText
    imported: Imported
    lines: Lines
    rows: tuple[Row, ...]
    starts: tuple[int, ...]

    def anchor(self, offset: int) -> str:
        """The address of the row that holds this offset of the source."""
        line = self.lines.at(offset)
        at = bisect_right(self.starts, line)
        return f"#L{self.starts[at - 1] if at else line}"


def report(raw: RawText, imported: Imported) -> bytes:
    """Return the report as one HTML file, in UTF-8."""
    compared = rows(raw.text, imported.ledger.operations)
    case = _Case(
        raw=raw,
        imported=imported,
        lines=Lines(raw.text),
        rows=compared,
        starts=tuple(row.line for row in compared),
    )
    page = h.HTML(_head(case), h.BODY(_header(case), h.MAIN(*_sections(case))), lang="en")
    written: bytes = etree.tostring(
        page, method="html", encoding="utf-8", doctype="<!DOCTYPE html>"
    )
    return written + b"\n"


def _head(case: _Case) -> HtmlElement:
    return h.HEAD(
        h.META(charset="utf-8"),
        h.META(name="viewport", content="width=device-width, initial-scale=1"),
        h.META({"http-equiv": "Content-Security-Policy", "content": _POLICY}),
        h.TITLE(f"Import of {fit(case.raw.name)}"),
        h.STYLE(STYLE),
    )


def _header(case: _Case) -> HtmlElement:
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


def _sections(case: _Case) -> Iterator[HtmlElement]:
    findings = case.imported.findings
    yield _summary(case)
    yield _questions(case)
    yield _losses([found for found in findings if found.severity is not Severity.HINT])
    yield _notes(case)
    yield _rules(case)
    yield _beside(case)
    remarks = [found for found in findings if found.severity is Severity.HINT]
    if remarks:
        yield _section(
            "remarks", "Remarks", h.UL(*map(_show_finding, remarks), h.CLASS("findings"))
        )


def _section(name: str, title: str, *content: HtmlElement) -> HtmlElement:
    return h.E.section(h.H2(title), *content, id=name)


def _summary(case: _Case) -> HtmlElement:
    links = case.imported.links
    linked = sum(1 for link in links if link.call and link.note)
    changed = sum(1 for row in case.rows if row.changed)
    tiles = (
        _tile(len(case.imported.questions), "open question", "questions"),
        _tile(linked, "linked note", "notes"),
        _tile(len(links) - linked, "lone note or call", "notes"),
        _tile(changed, "changed block", "beside"),
        _tile(len(case.rows) - changed, "unchanged block", "beside"),
    )
    return _section("summary", "In short", h.UL(*tiles, h.CLASS("figures")), _shares(case))


def _tile(count: int, label: str, to: str) -> HtmlElement:
    told = label if count == 1 else " or ".join(f"{word}s" for word in label.split(" or "))
    return h.LI(h.A(h.B(f"{count:,}"), h.SPAN(told), href=f"#{to}"))


def _shares(case: _Case) -> HtmlElement:
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


def _questions(case: _Case) -> HtmlElement:
    asked = case.imported.questions
    if not asked:
        return _section("questions", "Open questions", h.P("None: nothing was left undecided."))
    how = h.P(
        "Until they are answered, the text stays as the source has it. The proposals stand in ",
        h.CODE("recipe.toml"),
        ", ready to be changed; import the source again and it obeys.",
        h.CLASS("aside"),
    )
    cards = [_question(case, question) for question in asked]
    return _section("questions", "Open questions", how, h.OL(*cards, h.CLASS("cards")))


def _question(case: _Case, question: Question) -> HtmlElement:
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
        h.PRE(fit(question.proposal.strip())),
    )


def _losses(findings: Sequence[Finding]) -> HtmlElement:
    title = "Suspected losses and faults"
    if not findings:
        return _section("losses", title, h.P("None was found."))
    return _section("losses", title, h.UL(*map(_show_finding, findings), h.CLASS("findings")))


def _show_finding(found: Finding) -> HtmlElement:
    place = f"{found.place} · " if found.place else ""
    hint = h.P(f"{fit(place)}{fit(found.hint)}", h.CLASS("aside"))
    return h.LI(
        h.P(h.CODE(found.code), f" {fit(found.message)}"), hint, h.CLASS(found.severity.value)
    )


def _notes(case: _Case) -> HtmlElement:
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
    return _section("notes", "Notes and their calls", *parts)


def _note_table(case: _Case, links: Iterable[NoteLink]) -> HtmlElement:
    head = h.TR(*(h.TH(label) for label in ("Mark", "Called after", "Note")))
    return h.DIV(
        h.TABLE(h.THEAD(head), h.TBODY(*(_note(case, link) for link in links))),
        h.CLASS("wide notes"),
    )


def _note(case: _Case, link: NoteLink) -> HtmlElement:
    call = _show_link_end(case, link.call, "no call found", before=True)
    note = _show_link_end(case, link.note, "no note found", before=False)
    return h.TR(h.TD(fit(link.marker)), call, note)


def _show_link_end(
    case: _Case, span: tuple[int, int] | None, missing: str, *, before: bool
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


def _rules(case: _Case) -> HtmlElement:
    groups: dict[str, list[Operation]] = defaultdict(list)
    for operation in case.imported.ledger.operations:
        if operation.kind is not Kind.KEEP:
            groups[operation.rule].append(operation)
    order = [*FAMILIES, OTHER]
    ranked = sorted(groups, key=lambda rule: (order.index(family(rule)), rule))
    head = h.TR(*(h.TH(label) for label in ("Rule", "Times", "Characters", "For example")))
    body = [_rule(case, rule, groups[rule]) for rule in ranked]
    return _section(
        "rules",
        "Changes by rule",
        h.DIV(h.TABLE(h.THEAD(head), h.TBODY(*body)), h.CLASS("wide rules")),
    )


def _rule(case: _Case, rule: str, operations: Sequence[Operation]) -> HtmlElement:
    letter = family(rule)
    size = sum(operation.end - operation.start for operation in operations)
    shown = list(dict.fromkeys(_sample(case.raw.text, operation) for operation in operations))
    samples = [h.SPAN(*_pieces(sample, letter), h.CLASS("sample")) for sample in shown[:_SAMPLES]]
    return h.TR(
        h.TD(
            h.SPAN(h.CLASS(f"key f-{letter}")),
            h.CODE(rule),
            h.SMALL(FAMILIES.get(letter, OTHER)),
        ),
        h.TD(f"{len(operations):,}", h.CLASS("number")),
        h.TD(f"{size:,}", h.CLASS("number")),
        h.TD(*samples),
    )


def _sample(source: str, operation: Operation) -> tuple[str, str, str, str]:
    """What was there and what came of it, a short change with the words around it."""
    start, end = operation.start, operation.end
    around = _AROUND if end - start + len(operation.text) <= _AROUND else 0
    return (
        shorten(source[max(0, start - around) : start]).lstrip("↵·"),
        shorten(source[start:end]),
        shorten(operation.text),
        shorten(source[end : end + around]).rstrip("↵·"),
    )


def _pieces(sample: tuple[str, str, str, str], letter: str) -> Iterator[HtmlElement]:
    lead, before, after, tail = (fit(part) for part in sample)
    yield h.SPAN(lead)
    if before:
        yield h.E("del", before, h.CLASS(f"f-{letter}"))
    if after:
        yield h.E("ins", after, h.CLASS(f"f-{letter}"))
    yield h.SPAN(tail)


def _beside(case: _Case) -> HtmlElement:
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
    return _section(
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
