"""What the rules did to a source → the sections of the report that list it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from lxml.html import builder as h

from makeready.intake.account.report.case import Case, section
from makeready.intake.account.report.comparison import FAMILIES, OTHER, family
from makeready.intake.account.report.words import fit, shorten
from makeready.intake.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from makeready.intake.account.dropped import Dropped
    from makeready.intake.model import Operation

_SAMPLES = 3
_AROUND = 8


def count_left_out(case: Case) -> int:
    """Return how many words of the source are not in the manuscript."""
    return sum(each.total for dropped in case.dropped.values() for each in dropped)


def list_left_out(case: Case) -> HtmlElement:
    """Every word of the source that is not in the manuscript, rule by rule."""
    title = "Words left out"
    found = case.dropped
    if not found:
        return section("dropped", title, h.P("None: every word is in the manuscript."))
    head = h.TR(*(h.TH(label) for label in ("Rule", "Words", "What stood there")))
    body = [
        h.TR(
            h.TD(h.SPAN(h.CLASS(f"key f-{family(rule)}")), h.CODE(rule)),
            h.TD(f"{sum(each.total for each in dropped):,}", h.CLASS("number")),
            h.TD(*(_show_dropped(case, each) for each in dropped)),
        )
        for rule, dropped in found.items()
    ]
    table = h.TABLE(h.THEAD(head), h.TBODY(*body))
    return section("dropped", title, h.DIV(table, h.CLASS("wide rules")))


def _show_dropped(case: Case, dropped: Dropped) -> HtmlElement:
    """A stretch that was left out, and a link to the first line where it stood."""
    line, times = dropped.lines[0], len(dropped.lines)
    place = h.A(f"{line}", h.CLASS("line"), href=case.anchor_line(line))
    again = [f" ({times} times)"] if times > 1 else []
    return h.SPAN(place, f" {fit(dropped.text)}", *again, h.CLASS("sample"))


def list_rules(case: Case) -> HtmlElement:
    """Every rule that changed something, how often, with examples."""
    groups: dict[str, list[Operation]] = defaultdict(list)
    for operation in case.imported.ledger.operations:
        if operation.kind is not Kind.KEEP:
            groups[operation.rule].append(operation)
    order = [*FAMILIES, OTHER]
    ranked = sorted(groups, key=lambda rule: (order.index(family(rule)), rule))
    head = h.TR(*(h.TH(label) for label in ("Rule", "Times", "Characters", "For example")))
    body = [_rule(case, rule, groups[rule]) for rule in ranked]
    return section(
        "rules",
        "Changes by rule",
        h.DIV(h.TABLE(h.THEAD(head), h.TBODY(*body)), h.CLASS("wide rules")),
    )


def _rule(case: Case, rule: str, operations: Sequence[Operation]) -> HtmlElement:
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
