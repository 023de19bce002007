"""The proof says of each check what became of it, for people and for machines."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from lxml import html

from makeready.checks.proof import Finished, Proof, Result, proof_html, proof_json, result
from makeready.checks.report import Check, Outcome, Report, report, weighty
from makeready.core.findings import Finding, Place, Severity
from makeready.core.model import Digest, Slug


def told(severity: Severity, message: str, place: Place | None = None, hint: str = "") -> Finding:
    return Finding(code="X-900", severity=severity, message=message, place=place, hint=hint)


ERROR = told(Severity.ERROR, "A page is lost.", Place("salt.pdf"), "Look for it.")
OTHER = told(Severity.ERROR, "A page is lost.", Place("salt.epub"), "Look for it.")
WARNING = told(Severity.WARNING, "A word is odd.", Place("text/1.md", 7))
HINT = told(Severity.HINT, "A page is short.")

PASSED = Result(
    name="words",
    promise="Every word is there.",
    version="1",
    report=Report(outcome=Outcome.PASSED, figures=(("words", 1200), ("notes", 3))),
)
FAILED = Result(
    name="links",
    promise="Every link lands.",
    version="",
    report=report((ERROR, WARNING, HINT)),
    waived=(WARNING,),
)
MISSING = Result(
    name="epubcheck",
    promise="It is an EPUB.",
    version="5.3",
    report=Report(outcome=Outcome.MISSING),
)
FILES = (
    Finished(name="salt.pdf", digest=Digest("ab12"), size=12345),
    Finished(name="salt.epub", digest=Digest("cd34"), size=99),
)


def proof(*results: Result) -> Proof:
    return Proof(
        slug=Slug("salt"),
        title="Salt & Reeds",
        identifier="urn:x-test:salt",
        makeready="1.2.3",
        files=FILES,
        results=results,
    )


def shown(*results: Result) -> html.HtmlElement:
    return html.fromstring(proof_html(proof(*results), "p { color: red }").decode())


def texts(page: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(each.text_content().split()) for each in page.xpath(path)]


@pytest.mark.parametrize(
    ("results", "verdict", "holds"),
    [
        ((PASSED,), "Every check passed. Both editions are the same book.", True),
        ((PASSED, FAILED), "1 error open.", False),
        ((PASSED, replace(FAILED, waived=())), "1 error and 1 warning open.", False),
        ((replace(FAILED, waived=(ERROR, WARNING)),), "Every check passed. Both ", True),
        ((replace(FAILED, report=report((ERROR, OTHER)), waived=()),), "2 errors open.", False),
        ((replace(FAILED, report=report((WARNING,)), waived=()),), "1 warning open.", False),
        ((MISSING,), "1 check did not run.", False),
        ((FAILED, MISSING, MISSING), "1 error open. 2 checks did not run.", False),
    ],
)
def test_the_verdict_counts_what_is_open_and_what_did_not_run(
    results: tuple[Result, ...], verdict: str, *, holds: bool
) -> None:
    assert proof(*results).holds is holds
    page = shown(*results)
    (said,) = page.xpath("//header/p[starts-with(@class, 'verdict')]")
    assert said.text.startswith(verdict)
    assert said.get("class") == f"verdict {'holds' if holds else 'fails'}"


def test_a_page_for_people_names_the_book_and_needs_nothing_but_itself() -> None:
    page = shown(PASSED)
    data = proof_html(proof(PASSED), "p { color: red }")
    assert data.startswith(b'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">')
    assert texts(page, "//title") == ["Proof of Salt & Reeds"]
    assert texts(page, "//style") == ["p { color: red }"]
    assert page.xpath("//meta[@name='viewport']/@content") == [
        "width=device-width, initial-scale=1"
    ]
    assert texts(page, "//header/*")[:3] == ["Proof", "Salt & Reeds", "urn:x-test:salt"]
    assert page.xpath("//header/p/@class")[:2] == ["kind", "identifier"]
    (footer,) = texts(page, "//footer/p")
    assert footer.startswith("Written by makeready 1.2.3, from these files and nothing else. make")
    assert footer.endswith("makeready check --strict salt writes it again.")
    assert texts(page, "//footer//code") == ["makeready check --strict salt"]


def test_the_files_are_listed_with_size_and_digest() -> None:
    page = shown(PASSED)
    assert texts(page, "//h2")[:2] == ["The files", "The checks"]
    tables = page.xpath("//div[@class='wide'][@tabindex='0']/table")
    assert texts(tables[0], "tr/*") == [
        *("File", "Bytes", "SHA-256"),
        *("salt.pdf", "12,345", "ab12"),
        *("salt.epub", "99", "cd34"),
    ]
    assert tables[0].xpath("tr/th/@scope") == ["col", "col", "col"]
    assert not tables[0].xpath("tr/td/@scope")


def test_the_checks_are_listed_with_outcome_and_promise() -> None:
    page = shown(PASSED, FAILED, MISSING)
    table = page.xpath("//div[@class='wide']/table")[1]
    assert texts(table, "tr/*") == [
        *("Check", "Outcome", "Promise"),
        *("words", "Passed", "Every word is there."),
        *("links", "Failed", "Every link lands."),
        *("epubcheck", "Did not run", "It is an EPUB."),
    ]
    assert table.xpath("tr/td/a/@href") == ["#words", "#links", "#epubcheck"]
    assert table.xpath("tr/td/span/@class") == [
        *("outcome passed", "outcome failed", "outcome missing")
    ]


def test_each_check_has_a_section_with_its_version_and_its_figures() -> None:
    page = shown(PASSED, FAILED, MISSING)
    assert page.xpath("//section/@id") == ["words", "links", "epubcheck"]
    assert texts(page, "//section/h2") == [
        *("words Passed", "links Failed", "epubcheck Did not run")
    ]
    assert page.xpath("//section/h2/span/@class")[0] == "outcome passed"
    assert texts(page, "//section/p[@class='promise']") == [
        "Every word is there. Version 1.",
        "Every link lands.",
        "It is an EPUB. Version 5.3.",
    ]
    assert texts(page, "//section/p[@class='figures']") == ["Counted: 1,200 words, 3 notes."]


def test_findings_are_told_with_place_and_advice_and_waived_ones_apart() -> None:
    (section,) = shown(FAILED).xpath("//section[@id='links']")
    first, second = section.xpath("ul")
    assert texts(first, "li") == [
        "X-900 error A page is lost. salt.pdfLook for it.",
        "X-900 hint A page is short.",
    ]
    assert texts(section, "h3") == ["Waived"]
    assert texts(second, "li") == ["X-900 warning A word is odd. text/1.md:7"]
    assert first.xpath("li/span/@class") == ["code error", "place", "code hint"]
    assert texts(first, "li/p[@class='advice']") == ["Look for it."]


def test_the_proof_for_machines_says_all_of_it() -> None:
    data = proof_json(proof(PASSED, FAILED))
    assert data.endswith(b"}\n")
    assert b'\n  "slug": "salt",\n' in data
    assert json.loads(data) == {
        "slug": "salt",
        "title": "Salt & Reeds",
        "identifier": "urn:x-test:salt",
        "makeready": "1.2.3",
        "holds": False,
        "files": [
            {"name": "salt.pdf", "sha256": "ab12", "bytes": 12345},
            {"name": "salt.epub", "sha256": "cd34", "bytes": 99},
        ],
        "checks": [
            {
                "name": "words",
                "version": "1",
                "promise": "Every word is there.",
                "outcome": "passed",
                "figures": {"words": 1200, "notes": 3},
                "findings": [],
                "waived": [],
            },
            {
                "name": "links",
                "version": "",
                "promise": "Every link lands.",
                "outcome": "failed",
                "figures": {},
                "findings": [
                    {
                        "code": "X-900",
                        "severity": "error",
                        "message": "A page is lost.",
                        "file": "salt.pdf",
                        "line": None,
                    },
                    {"code": "X-900", "severity": "hint", "message": "A page is short."},
                ],
                "waived": [
                    {
                        "code": "X-900",
                        "severity": "warning",
                        "message": "A word is odd.",
                        "file": "text/1.md",
                        "line": 7,
                    }
                ],
            },
        ],
    }
    assert "Réseau".encode() in proof_json(replace(proof(), title="Réseau"))


def test_it_says_what_was_not_looked_at() -> None:
    page = html.fromstring(proof_html(proof(PASSED, MISSING), ""))
    (reach,) = page.xpath("//*[@id='reach']")
    said = reach.text_content()
    assert "What was not looked at" in said
    assert "what “epubcheck” promises, since it did not run" in said
    assert "“words”" not in said


def test_a_check_whose_findings_are_all_waived_has_passed() -> None:
    check = Check(name="links", promise="P.", version="2", run=lambda _: report(()))
    made = result(check, report((ERROR, HINT)), frozenset({ERROR}))
    assert (made.name, made.promise, made.version) == ("links", "P.", "2")
    assert (made.waived, made.open) == ((ERROR,), (HINT,))
    assert made.outcome is Outcome.PASSED
    assert result(check, report((ERROR, WARNING)), frozenset({ERROR})).outcome is Outcome.FAILED


def test_what_is_open_and_missing_is_gathered_from_all_checks() -> None:
    whole = proof(PASSED, FAILED, MISSING)
    assert whole.open == (ERROR,)
    assert proof(FAILED, FAILED).open == (ERROR,)
    assert whole.missing == ("epubcheck",)


def test_hints_do_not_weigh() -> None:
    assert weighty((HINT, ERROR, WARNING)) == (ERROR, WARNING)
    assert report((HINT,), in_print=3) == Report(
        outcome=Outcome.PASSED, findings=(HINT,), figures=(("in print", 3),)
    )
