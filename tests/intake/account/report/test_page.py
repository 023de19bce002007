"""The report of an import: one file, for a browser, with everything that was done in it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from makeready.core.findings import Finding, Severity
from makeready.core.model import Digest, Person
from makeready.intake.account.report.comparison import Lines, family, rows
from makeready.intake.account.report.page import report
from makeready.intake.model import (
    Imported,
    Kind,
    Ledger,
    Metadata,
    NoteLink,
    Operation,
    Question,
    RawText,
)

SOURCE = "# Bread\n\nSalt is dear<sup>1</sup> and win-\ndow.\n\nTHE HEAD\n\n1 A note.\n"


def operation(kind: Kind, was: str, text: str, rule: str, evidence: str = "") -> Operation:
    start = SOURCE.index(was)
    return Operation(
        kind=kind,
        start=start,
        end=start + len(was),
        text=text,
        target="text/01.md" if text else "",
        order=0,
        rule=rule,
        evidence=evidence,
    )


OPERATIONS = (
    operation(Kind.KEEP, "# Bread\n\nSalt is dear", "# Bread\n\nSalt is dear", "E.keep"),
    operation(Kind.REPLACE, "<sup>1</sup>", "[^1]", "N.call", evidence="in order"),
    operation(Kind.KEEP, " and win", " and win", "E.keep"),
    operation(Kind.REPLACE, "-\nd", "d", "J.hyphen"),
    operation(Kind.KEEP, "ow.", "ow.", "E.keep"),
    operation(Kind.DROP, "\n\nTHE HEAD", "", "F.head"),
    operation(Kind.DROP, "\n\n1 ", "", "N.opener"),
    operation(Kind.MOVE, "A note.", "A note.", "N.note"),
)


def raw(text: str = SOURCE) -> RawText:
    return RawText(name="a.md", digest=Digest("ab" * 32), encoding="utf-8", text=text)


def imported(operations: tuple[Operation, ...] = OPERATIONS, **more: object) -> Imported:
    values = {
        "texts": (),
        "metadata": Metadata(
            title="Bread & Salt", people=(Person(name="Ada Brook", sort_as="", role="aut"),)
        ),
        "ledger": Ledger(
            source="a.md",
            digest=Digest("ab" * 32),
            encoding="utf-8",
            length=len(SOURCE),
            operations=operations,
        ),
        **more,
    }
    return Imported(**values)  # type: ignore[arg-type] # the values are those of the fields


def page(case: Imported | None = None) -> html.HtmlElement:
    return html.document_fromstring(report(raw(), case or imported()).decode())


def told(case: Imported, section: str) -> str:
    (found,) = page(case).xpath("//section[@id=$section]", section=section)
    return " ".join(found.text_content().split())


QUESTION = Question(
    section="hyphen",
    line=3,
    start=SOURCE.index("win-"),
    end=SOURCE.index("win-") + 5,
    raw="win-\n",
    context="",
    why="Is the word divided?",
    proposal='[[hyphen]]\nline = 3\ndo = "close"',
    confidence=0.5,
)


def test_the_file_asks_nothing_of_the_network_and_runs_nothing() -> None:
    found = page()
    assert found.xpath("//script | //link | //img | //iframe | //object") == []
    assert all(address.startswith("#") for address in found.xpath("//@href | //@src"))
    (policy,) = found.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "default-src 'none'" in policy
    assert "url(" not in "".join(found.xpath("//style/text()"))


def test_every_link_leads_somewhere_and_no_name_is_given_twice() -> None:
    links = (NoteLink(key="1", marker="1", call=(21, 33), note=(63, 70)),)
    found = page(imported(questions=(QUESTION,), links=links))
    names = found.xpath("//@id")
    assert len(names) == len(set(names))
    assert {address[1:] for address in found.xpath("//@href")} <= set(names)


def test_open_questions_come_before_everything_but_the_summary() -> None:
    found = page(imported(questions=(QUESTION,)))
    assert found.xpath("//section/@id")[:2] == ["summary", "questions"]
    text = told(imported(questions=(QUESTION,)), "questions")
    assert "Is the word divided?" in text
    assert 'do = "close"' in text
    assert found.xpath("//mark")[0].text_content() == "win-\n"


def test_a_decided_import_says_so() -> None:
    assert "nothing was left undecided" in told(imported(), "questions")
    assert "None was found" in told(imported(), "losses")


@pytest.mark.parametrize(
    ("call", "note", "said"),
    [((21, 33), None, "no note found"), (None, (63, 70), "no call found")],
)
def test_notes_and_calls_alone_are_shown(
    call: tuple[int, int] | None, note: tuple[int, int] | None, said: str
) -> None:
    case = imported(links=(NoteLink(key="", marker="1", call=call, note=note),))
    assert said in told(case, "notes")
    assert "1 lone note or call" in told(case, "summary").replace("1lone", "1 lone")


def test_findings_that_weigh_stand_apart_from_remarks() -> None:
    findings = (
        Finding(code="S-1", severity=Severity.WARNING, message="a call has no note", hint="look"),
        Finding(code="S-2", severity=Severity.HINT, message="read as Windows-1252"),
    )
    case = imported(findings=findings)
    assert "a call has no note" in told(case, "losses")
    assert "Windows-1252" not in told(case, "losses")
    assert "Windows-1252" in told(case, "remarks")


def test_rules_are_counted_with_examples() -> None:
    text = told(imported(), "rules")
    assert "N.call" in text
    assert "E.keep" not in text
    assert "<sup>1</sup>[^1]" in text


def test_source_and_result_stand_side_by_side() -> None:
    found = page()
    cells = [
        ("".join(row.xpath("string(div[1])")), "".join(row.xpath("string(div[2])")))
        for row in found.xpath("//article")
    ]
    assert cells[0] == ("# Bread", "# Bread")
    assert cells[1] == ("Salt is dear<sup>1</sup> and win-\ndow.", "Salt is dear[^1] and window.")
    assert found.xpath("//article[1]/@class") == ["same"]
    assert found.xpath("//article[2]/@class") == ["changed"]
    assert found.xpath("//article[2]//ins[1]/@title") == ["N.call · replace · in order"]


def test_markup_in_a_source_is_shown_and_not_obeyed() -> None:
    text = "<script>alert(1)</script>"
    keep = Operation(
        kind=Kind.KEEP, start=0, end=len(text), text=text, target="t", order=0, rule="E.keep"
    )
    written = report(raw(text), imported((keep,)))
    assert b"<script" not in written
    assert html.document_fromstring(written.decode()).xpath("string(//article/div)") == text


def test_the_report_is_the_same_each_time() -> None:
    assert report(raw(), imported()) == report(raw(), imported())


@given(st.text(st.characters(exclude_categories=[]), max_size=60))
def test_any_text_can_be_reported(text: str) -> None:
    keep = Operation(
        kind=Kind.KEEP, start=0, end=len(text), text=text, target="t", order=0, rule="E.keep"
    )
    assert b"</html>" in report(raw(text), imported((keep,)))


@given(st.lists(st.sampled_from(["a", "\n", "\n\n", " b", "\f"]), max_size=12), st.data())
def test_rows_hold_all_words_of_the_source_in_order(parts: list[str], data: st.DataObject) -> None:
    text = "".join(parts)
    cuts = sorted({0, len(text), *data.draw(st.lists(st.integers(0, len(text))))})
    kinds = st.sampled_from([Kind.KEEP, Kind.DROP, Kind.REPLACE])
    operations = []
    for start, end in pairwise(cuts):
        kind = data.draw(kinds)
        new = {Kind.KEEP: text[start:end], Kind.DROP: "", Kind.REPLACE: "x"}[kind]
        operations.append(
            Operation(
                kind=kind, start=start, end=end, text=new, target="t", order=start, rule="S.x"
            )
        )
    compared = rows(text, operations)
    before = "".join(mark.text for row in compared for mark in row.before)
    letters = [character for character in before if character.isalpha()]
    assert letters == [character for character in text if character.isalpha()]
    assert [row.line for row in compared] == sorted(row.line for row in compared)


def test_lines_are_counted_from_one() -> None:
    lines = Lines("a\nb\n\nc")
    assert [lines.at(offset) for offset in range(6)] == [1, 1, 2, 2, 3, 4]


def test_a_rule_of_no_known_family_has_one_still() -> None:
    assert family("N.call") == "N"
    assert family("whatever") == "other"
