"""Waivers take away warnings, never errors, and tell when they do nothing."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from makeready.core.findings import Finding, Place, Severity
from makeready.core.model import (
    Book,
    Matter,
    Numbering,
    Part,
    Person,
    Slug,
    Trim,
    Waiver,
)
from makeready.press.build.waivers import apply_waivers


def book(*waivers: Waiver) -> Book:
    return Book(
        slug=Slug("salt"),
        title="Salt",
        subtitle="",
        language="en",
        identifier="urn:x:1",
        modified=dt.date(2026, 11, 22),
        published=None,
        publisher="",
        rights="",
        description="",
        subjects=(),
        cover="",
        isbn_print="",
        isbn_ebook="",
        series=None,
        numbering=Numbering.BOOK,
        contents_depth=2,
        theme="classic",
        trim=Trim(name="a5", width=148, height=210),
        fallback_fonts=(),
        people=(Person(name="A", sort_as="A", role="aut"),),
        parts=(Part(file="a.md", matter=Matter.BODY),),
        waivers=waivers,
    )


def waiver(code: str = "T-001", at: str = "a.md", line: int = 9, saying: str = "") -> Waiver:
    return Waiver(code=code, at=at, because="So it stands.", saying=saying, line=line)


def found(
    code: str = "T-001", line: int | None = 3, severity: Severity = Severity.WARNING
) -> Finding:
    return Finding(code=code, severity=severity, message="m", place=Place("a.md", line))


def test_without_waivers_the_findings_remain() -> None:
    assert apply_waivers(book(), (found(),)) == (found(),)


def test_a_waiver_of_a_file_takes_every_line_of_it() -> None:
    findings = (found(line=3), found(line=8), found(line=None), found("T-002"))
    assert apply_waivers(book(waiver()), findings) == (found("T-002"),)


def test_a_waiver_of_a_line_takes_that_line() -> None:
    findings = (found(line=3), found(line=30))
    assert apply_waivers(book(waiver(at="a.md:3")), findings) == (found(line=30),)


def test_an_idle_waiver_is_a_finding_at_its_line() -> None:
    (told,) = apply_waivers(book(waiver(at="b.md:3")), ())
    assert (told.code, str(told.place), told.severity) == ("W-001", "book.toml:9", "warning")
    assert told.message == "nothing is found of T-001 at b.md:3"


def test_an_error_cannot_be_waived() -> None:
    error = found(severity=Severity.ERROR)
    kept, told = apply_waivers(book(waiver()), (error,))
    assert kept == error
    assert (told.code, told.message) == (
        "W-002",
        "T-001 at a.md is an error, which cannot be waived",
    )


def test_a_finding_without_a_place_cannot_be_waived() -> None:
    nowhere = Finding(code="T-001", severity=Severity.WARNING, message="m")
    assert apply_waivers(book(waiver()), (nowhere,))[0] == nowhere


FINDINGS = st.builds(
    found,
    st.sampled_from(["T-001", "T-002"]),
    st.sampled_from([None, 1, 2]),
    st.sampled_from(Severity),
)
WAIVERS = st.builds(
    waiver, st.sampled_from(["T-001", "T-002"]), st.sampled_from(["a.md", "a.md:1", "b.md"])
)


@given(st.lists(FINDINGS), st.lists(WAIVERS))
def test_no_error_is_lost_and_nothing_but_waivers_is_added(
    findings: list[Finding], waivers: list[Waiver]
) -> None:
    kept = apply_waivers(book(*waivers), tuple(findings))
    errors = [one for one in findings if one.severity is Severity.ERROR]
    assert [one for one in kept if one.severity is Severity.ERROR] == errors
    assert {one.code[0] for one in kept if one not in findings} <= {"W"}
    again = apply_waivers(book(*waivers), tuple(one for one in kept if one.code[0] != "W"))
    assert [one for one in again if one.code[0] != "W"] == [o for o in kept if o.code[0] != "W"]


def test_a_waiver_may_be_for_some_words_alone() -> None:
    one = Finding(code="A-103", severity=Severity.WARNING, message="LNK-010: a", place=Place("a"))
    two = Finding(code="A-103", severity=Severity.WARNING, message="DOC-040: b", place=Place("a"))
    narrow = book(waiver("A-103", "a", saying="LNK-010"))
    assert apply_waivers(narrow, (one, two), checked=True) == (two,)
    kept, idle = apply_waivers(narrow, (two,), checked=True)
    assert kept == two
    assert (idle.code, idle.message) == (
        "W-001",
        "nothing is found of A-103 at a saying “LNK-010”",
    )
