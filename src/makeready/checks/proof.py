"""The reports of all checks become the proof: proof.json for machines, proof.html for people."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from makeready.checks.pages import begin_page, say
from makeready.checks.report import Measure, Outcome, Report, weighty
from makeready.core.findings import Finding, Severity
from makeready.core.model import Digest, Slug

if TYPE_CHECKING:
    from makeready.checks.report import Check

_WORDS = {
    Outcome.PASSED: "Passed",
    Outcome.FAILED: "Failed",
    Outcome.MISSING: "Did not run",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A check, its report, and those of its findings that book.toml waives."""

    name: str
    promise: str
    version: str
    report: Report
    waived: tuple[Finding, ...] = ()

    @property
    def open(self) -> tuple[Finding, ...]:
        """Return the findings that no waiver excuses."""
        return tuple(found for found in self.report.findings if found not in self.waived)

    @property
    def outcome(self) -> Outcome:
        """Return what became of the check: it passed too where all its findings are waived."""
        if self.report.outcome is Outcome.FAILED and not weighty(self.open):
            return Outcome.PASSED
        return self.report.outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A finished file that the proof is about: its name, digest and size in bytes."""

    name: str
    digest: Digest
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was found of a title's finished files, of which no hint weighs against it."""

    slug: Slug
    title: str
    identifier: str
    makeready: str
    files: tuple[Finished, ...]
    results: tuple[Result, ...]

    @property
    def open(self) -> tuple[Finding, ...]:
        """Return the errors and warnings that no waiver excuses, each once.

        A file that cannot be read fails many checks for the same reason.
        """
        found = (found for result in self.results for found in result.open)
        return weighty(tuple(dict.fromkeys(found)))

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the names of the checks that did not run."""
        return tuple(r.name for r in self.results if r.outcome is Outcome.MISSING)

    @property
    def holds(self) -> bool:
        """Say whether every check ran and nothing weighs against the title."""
        return not self.open and not self.missing


def result(check: Check, report: Report, waived: frozenset[Finding]) -> Result:
    """Return a check's result, what is waived of it set apart."""
    return Result(
        name=check.name,
        promise=check.promise,
        version=check.version,
        report=report,
        waived=tuple(found for found in report.findings if found in waived),
    )


def proof_json(proof: Proof) -> bytes:
    """Return the proof for machines: the same bytes for the same files and checkers."""
    told = {
        "slug": proof.slug,
        "title": proof.title,
        "identifier": proof.identifier,
        "makeready": proof.makeready,
        "holds": proof.holds,
        "files": [
            {"name": each.name, "sha256": each.digest, "bytes": each.size} for each in proof.files
        ],
        "checks": [_result_to_json(each) for each in proof.results],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def _result_to_json(result: Result) -> dict[str, object]:
    measures = [_measure_to_json(each) for each in result.report.measures]
    return {
        "name": result.name,
        "version": result.version,
        "promise": result.promise,
        "outcome": result.outcome,
        "figures": dict(result.report.figures),
        **({"measures": measures} if measures else {}),
        "findings": [_finding_to_json(found) for found in result.open],
        "waived": [_finding_to_json(found) for found in result.waived],
    }


def _measure_to_json(measure: Measure) -> dict[str, object]:
    return {
        "name": measure.name,
        "value": measure.value,
        "limit": measure.limit,
        "kept": measure.is_kept,
        "places": [{"page": spot.page, "words": spot.words} for spot in measure.spots],
    }


def _finding_to_json(found: Finding) -> dict[str, object]:
    place = {"file": found.place.file, "line": found.place.line} if found.place else {}
    return {"code": found.code, "severity": found.severity, "message": found.message, **place}


def proof_html(proof: Proof, css: str) -> bytes:
    """Return the proof for people: one page that needs nothing but itself."""
    root, body = begin_page(f"Proof of {proof.title}", css)
    _write_opening(etree.SubElement(body, "header"), proof)
    main = etree.SubElement(body, "main")
    _files(main, proof)
    _summary(main, proof)
    _write_reach(main, proof)
    for each in proof.results:
        _result(main, each)
    _write_closing(etree.SubElement(body, "footer"), proof)
    return etree.tostring(root, method="html", encoding="utf-8", doctype="<!DOCTYPE html>")


def _write_opening(header: etree._Element, proof: Proof) -> None:
    say(header, "p", "Proof", "kind")
    say(header, "h1", proof.title)
    say(header, "p", proof.identifier, "identifier")
    say(header, "p", _verdict(proof), "verdict " + ("holds" if proof.holds else "fails"))


def _write_closing(footer: etree._Element, proof: Proof) -> None:
    """Say how the proof came about, and how anybody can try it."""
    text = f"Written by makeready {proof.makeready}, from these files and nothing else. "
    command = say(footer, "p", text)
    say(command, "code", f"makeready check --strict {proof.slug}").tail = " writes it again."


def _verdict(proof: Proof) -> str:
    if proof.holds:
        return "Every check passed. Both editions are the same book."
    parts = []
    for severity in (Severity.ERROR, Severity.WARNING):
        number = sum(found.severity is severity for found in proof.open)
        parts += [_count(number, str(severity))] if number else []
    text = " and ".join(parts) + (" open." if parts else "")
    missing = f" {_count(len(proof.missing), 'check')} did not run." if proof.missing else ""
    return (text + missing).strip()


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _files(main: etree._Element, proof: Proof) -> None:
    say(main, "h2", "The files")
    table = etree.SubElement(_wide(main), "table")
    _row(table, "th", ("File", "Bytes", "SHA-256"))
    for each in proof.files:
        _row(table, "td", (each.name, f"{each.size:,}", each.digest))


def _summary(main: etree._Element, proof: Proof) -> None:
    say(main, "h2", "The checks")
    table = etree.SubElement(_wide(main), "table")
    _row(table, "th", ("Check", "Outcome", "Promise"))
    for each in proof.results:
        row = _row(table, "td", ("", "", each.promise))
        link = say(row[0], "a", each.name)
        link.set("href", f"#{each.name}")
        say(row[1], "span", _WORDS[each.outcome], f"outcome {each.outcome}")


HOW = (
    (
        "The files were read as they are, and nothing that the build said of itself was believed. "
        "Each page of the PDF was taken apart into its characters and where they stand, and drawn "
        "to see their ink; each glyph was held against the outlines of the face’s own file. Each "
        "document of the e-book was read element by element. Both were compared with the master, "
        "and with what the title’s folder says and shows."
    ),
    "Programs of others looked at the files in their own ways, where they are named here.",
)
UNSEEN = (
    "whether the words are true, or well chosen",
    (
        "in print: pictures without a description, and the tags by which a page is read aloud, but "
        "for headings and what the programs above find"
    ),
    "in the e-book: how a given reading system shows it, and how it sounds",
)
"""What no check looks at, and a person has to."""


def _write_reach(main: etree._Element, proof: Proof) -> None:
    """Say how the files were looked at, and what was not."""
    section = etree.SubElement(main, "div", id="reach")
    say(section, "h2", "How it was looked at")
    for text in HOW:
        say(section, "p", text)
    say(section, "h3", "What was not looked at")
    listed = etree.SubElement(section, "ul")
    for name in proof.missing:
        say(listed, "li", f"what “{name}” promises, since it did not run")
    for text in UNSEEN:
        say(listed, "li", text)


def _wide(main: etree._Element) -> etree._Element:
    """Return a box that a wide table can be moved in, by keyboard too."""
    return etree.SubElement(main, "div", {"class": "wide", "tabindex": "0"})


def _row(table: etree._Element, name: str, texts: tuple[str, ...]) -> etree._Element:
    row = etree.SubElement(table, "tr")
    for text in texts:
        cell = say(row, name, text)
        if name == "th":
            cell.set("scope", "col")
    return row


def _result(main: etree._Element, each: Result) -> None:
    section = etree.SubElement(main, "section", id=each.name)
    heading = say(section, "h2", each.name + " ")
    say(heading, "span", _WORDS[each.outcome], f"outcome {each.outcome}")
    version = f" Version {each.version}." if each.version else ""
    say(section, "p", each.promise + version, "promise")
    if each.report.figures:
        figures = ", ".join(f"{count:,} {name}" for name, count in each.report.figures)
        say(section, "p", f"Counted: {figures}.", "figures")
    if each.report.measures:
        _measures(section, each.report.measures)
    for title, findings in (("", each.open), ("Waived", each.waived)):
        if title and findings:
            say(section, "h3", title)
        if findings:
            _findings(etree.SubElement(section, "ul"), findings)


def _measures(section: etree._Element, measures: tuple[Measure, ...]) -> None:
    """Write a table of what was measured, and below it the worst places with their pictures."""
    table = etree.SubElement(_wide(section), "table")
    _row(table, "th", ("Measured", "Value", "At most"))
    for each in measures:
        row = _row(table, "td", (each.name, "", each.limit))
        say(row[1], "span", each.value, "" if each.is_kept else "warning")
    for each in measures:
        if each.spots:
            say(section, "h3", each.name.capitalize())
        for spot in each.spots:
            say(section, "p", f"Page {spot.page}: {spot.words}")
            if spot.picture:
                shown = etree.SubElement(section, "img", alt=f"The place on page {spot.page}.")
                picture = base64.b64encode(spot.picture).decode()
                shown.set("src", f"data:image/png;base64,{picture}")


def _findings(listed: etree._Element, findings: tuple[Finding, ...]) -> None:
    for found in findings:
        item = etree.SubElement(listed, "li")
        # the severity is said in words too: a colour alone tells nothing to many
        label = f"{found.code} {found.severity}"
        say(item, "span", label, f"code {found.severity}").tail = f" {found.message} "
        if found.place:
            say(item, "span", str(found.place), "place")
        if found.hint:
            say(item, "p", found.hint, "advice")
