from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import pytest
from lxml import html

from makeready.checks import table
from makeready.checks.report import Check, Files, Outcome, Report, report
from makeready.cli import main
from makeready.core.findings import Code, Place, Severity, finding
from makeready.core.model import Digest, Slug
from makeready.files.book.draft import Draft, write_draft
from makeready.files.workspace import find_workspace
from makeready.press.build import pipeline
from makeready.press.build.outcomes import Built
from makeready.press.check import CheckOptions, run_in_bounds

if TYPE_CHECKING:
    from collections.abc import Iterator

SLUG = Slug("lighthouse")
WARNING = Code(code="A-199", severity=Severity.WARNING, title="t", why="w.", remedy="r.")
ERROR = Code(code="X-199", severity=Severity.ERROR, title="t", why="w.", remedy="r.")
WAIVER = """
[[waivers]]
code = "A-199"
at = "lighthouse.pdf"
because = "It is meant to be so."
"""


class Told(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("press")
    draft = Draft(slug=SLUG, title="The Lighthouse", author="Ada Quill", language="en-GB")
    write_draft(root / "content", draft)
    (outcome,) = pipeline.build_titles(find_workspace(root), (), lambda *_: None)
    assert isinstance(outcome, Built), outcome
    return root


def finds(*codes: Code) -> Check:
    """A check that finds one fault of each code in the PDF."""

    def run(files: Files) -> Report:
        place = Place(f"{files.slug}.pdf")
        return report(tuple(finding(code, "a fault", place) for code in codes), faults=len(codes))

    return Check(name="made-up", promise="Nothing is made up.", version="1", run=run)


class Checking:
    """`makeready check` in a workspace, with checks of the test's own."""

    def __init__(
        self, root: Path, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]
    ) -> None:
        self.root = root
        self._patch = patch
        self._capture = capture

    def __call__(self, *words: str, checks: tuple[Check, ...] = ()) -> Told:
        self._patch.setattr(table, "CHECKS", checks)
        self._patch.chdir(self.root)
        code = main(["check", *words])
        told = self._capture.readouterr()
        return Told(code, told.out, told.err)

    @property
    def proof(self) -> dict[str, Any]:
        return dict(json.loads((self.root / "output" / SLUG / "proof.json").read_text("utf-8")))


@pytest.fixture
def check(
    built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Checking:
    return Checking(built, monkeypatch, capsys)


@pytest.fixture
def waived(built: Path) -> Iterator[None]:
    """The title with a waiver in its book.toml."""
    settings = built / "content" / SLUG / "book.toml"
    before = settings.read_text("utf-8")
    settings.write_text(before + WAIVER, "utf-8")
    yield
    settings.write_text(before, "utf-8")


def test_a_title_without_fault_passes_strictly(check: Checking) -> None:
    told = check("--strict", checks=(finds(),))
    assert told.code == 0
    assert "all 3 checks passed" in told.out
    assert check.proof["holds"] is True


def test_a_warning_fails_a_strict_check_alone(check: Checking) -> None:
    assert check(checks=(finds(WARNING),)).code == 0
    told = check("--strict", checks=(finds(WARNING),))
    assert told.code == 9
    assert "lighthouse/lighthouse.pdf: A-199 a fault" in told.err


def test_an_error_fails_any_check(check: Checking) -> None:
    assert check(checks=(finds(ERROR),)).code == 9


@pytest.mark.usefixtures("waived")
def test_a_waived_warning_is_kept_in_the_proof_and_fails_nothing(check: Checking) -> None:
    assert check("--strict", checks=(finds(WARNING),)).code == 0
    (found,) = [each for each in check.proof["checks"] if each["name"] == "made-up"]
    assert found["outcome"] == "passed"
    assert [each["code"] for each in found["waived"]] == ["A-199"]
    assert found["findings"] == []


@pytest.mark.usefixtures("waived")
def test_a_waiver_that_excuses_nothing_is_found_by_the_check_and_not_by_the_build(
    check: Checking,
) -> None:
    told = check("--strict", checks=(finds(),))
    assert told.code == 9
    assert "W-001" in told.err
    (built,) = pipeline.build_titles(find_workspace(check.root), (), lambda *_: None)
    assert isinstance(built, Built)
    assert "W-001" not in {found.code for found in built.findings}


def test_a_missing_program_is_said_loudly_and_fails_a_strict_check(check: Checking) -> None:
    lacking = Check(
        name="made-up",
        promise="A program was asked.",
        version="1",
        run=lambda _: report(()),
        needs=("Orrery",),
    )
    missing = table.run_check

    def without(one: Check, files: Files, gone: frozenset[str]) -> Report:
        return missing(one, files, gone | {"Orrery"})

    check._patch.setattr(table, "run_check", without)
    told = check(checks=(lacking,))
    assert told.code == 0
    assert "DID NOT RUN: made-up" in told.err
    assert check("--strict", checks=(lacking,)).code == 9
    assert check.proof["checks"][1]["outcome"] == Outcome.MISSING


def test_a_check_that_takes_too_long_is_stopped_and_said_not_to_have_run() -> None:
    def spin(_: Files) -> NoReturn:
        while True:
            pass

    endless = Check(name="ink", promise="All is inked.", version="", run=spin)
    files = Files(
        slug=Slug("salt"),
        master=b"",
        pdf=b"",
        epub=b"",
        pdf_at=Path("salt.pdf"),
        epub_at=Path("salt.epub"),
        digest=Digest(""),
    )
    told = run_in_bounds(endless, files, frozenset(), CheckOptions(limit=0.05))
    assert told.outcome is Outcome.MISSING
    assert "ink did not run: it took longer than 0.05 seconds" in told.findings[0].message


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds a process's memory")
def test_a_check_has_the_memory_that_it_is_given_and_says_where_that_did_not_suffice(
    check: Checking,
) -> None:
    def hoard(_: Files) -> Report:
        assert resource.getrlimit(resource.RLIMIT_AS)[0] == 3_000_000_000
        return report((), bytes=len(bytearray(4_000_000_000)))

    before = resource.getrlimit(resource.RLIMIT_AS)
    greedy = Check(name="ink", promise="All is inked.", version="", run=hoard)
    told = check("--strict", "--memory-limit", "3G", checks=(greedy,))
    assert told.code == 9
    assert "ink did not run: the memory did not suffice, of 3000 MB; --memory-limit" in told.err
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_editions_without_the_findings_of_their_build_are_not_proved(check: Checking) -> None:
    kept = check.root / "output" / SLUG / "findings.json"
    before = kept.read_bytes()
    kept.unlink()
    told = check("--strict", checks=(finds(),))
    kept.write_bytes(before)
    assert told.code == 9
    assert "DID NOT RUN: build" in told.err


def test_a_title_that_was_not_built_is_said_to_be_none(check: Checking, tmp_path: Path) -> None:
    told = check("--output", str(tmp_path))
    assert told.code == 3
    assert "has not been built" in told.err


def test_the_proof_is_the_same_bytes_each_time_and_names_no_place_on_disk(check: Checking) -> None:
    folder = check.root / "output" / SLUG
    names = ("proof.json", "proof.html")
    proofs = []
    for _ in range(2):
        check(checks=(finds(WARNING, ERROR),))
        proofs.append([(folder / name).read_bytes() for name in names])
    assert proofs[0] == proofs[1]
    assert not any(str(check.root).encode() in data for data in proofs[0])


def test_the_proof_for_people_needs_nothing_but_itself(check: Checking) -> None:
    check(checks=(finds(WARNING),))
    page = html.fromstring((check.root / "output" / SLUG / "proof.html").read_bytes())
    assert page.xpath("//@src | //link/@href") == []
    assert all(link.startswith("#") for link in page.xpath("//a/@href"))
    assert "1 warning open." in "".join(page.itertext())
    assert page.xpath("//h1/text()") == ["The Lighthouse"]


def test_what_is_checked_is_told_to_machines(check: Checking) -> None:
    told = check("--json", checks=(finds(WARNING),))
    told_of = (json.loads(line) for line in told.out.splitlines())
    events = [event for event in told_of if event["event"] != "progress"]
    assert [event["event"] for event in events] == ["finding", "checked"]
    assert events[1]["holds"] is False
    assert events[1]["passed"] is True
