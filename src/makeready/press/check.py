"""Finished titles become proofs: every check is run, waivers are applied, the proof is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import makeready
from makeready.core.errors import MakereadyError, WorkspaceError, explain_unforeseen
from makeready.core.model import Slug
from makeready.editions.own_rules import raise_rules
from makeready.files.disk import store
from makeready.files.disk.temporary import temporary_folder
from makeready.files.findings import FINDINGS, decode_findings
from makeready.files.fonts import read_faces
from makeready.files.inventory import INVENTORY, decode_inventory
from makeready.files.programs.machine import examine_checkers
from makeready.files.programs.machine_fonts import digest_machine_files
from makeready.files.programs.memory_limit import memory_limit
from makeready.files.programs.time_limit import TimeExceededError, run_within
from makeready.files.programs.toolchain import read_face_names
from makeready.files.workspace import (
    list_ebook_sheets,
    list_titles,
    read_template,
    read_templates,
    read_title,
)
from makeready.press.build.outcomes import (
    CHECK_LIMIT,
    MEMORY_LIMIT,
    BuildOptions,
    Checked,
    Failed,
    Step,
)
from makeready.press.build.waivers import apply_waivers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makeready.checks.proof import Proof, Result
    from makeready.checks.report import Check, Files, Report
    from makeready.core.findings import Finding
    from makeready.core.model import Book, Title
    from makeready.files.workspace import Workspace
    from makeready.press.build.outcomes import Progress

_CSS = "css/proof.css"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOptions:
    """Whether the title is built again, too, and what each check may take.

    `limit` are seconds, `memory` bytes, or 0 for no bound.
    """

    rebuild: bool = False
    limit: float = CHECK_LIMIT
    memory: int = MEMORY_LIMIT


def check_titles(
    workspace: Workspace,
    slugs: tuple[str, ...],
    progress: Progress,
    options: CheckOptions | None = None,
) -> tuple[Checked | Failed, ...]:
    """Return what the checks of each title's finished files came to.

    With `rebuild` each title is built again from its sources, and the bytes are compared.
    """
    options = options or CheckOptions()
    names = slugs or list_titles(workspace)
    with memory_limit(options.memory):
        return tuple(_check(workspace, Slug(slug), progress, options) for slug in names)


def _check(
    workspace: Workspace, slug: Slug, progress: Progress, options: CheckOptions
) -> Checked | Failed:
    try:
        proof = prove(workspace, slug, progress, options)
        _write(workspace, proof)
    except MakereadyError as error:
        return Failed(slug=slug, error=error)
    except Exception as error:  # noqa: BLE001 -- a fault of ours in one title stops no other
        return Failed(slug=slug, error=explain_unforeseen(error))
    return Checked(
        slug=slug,
        findings=proof.open,
        missing=proof.missing,
        checks=len(proof.results),
        holds=proof.holds,
        file=f"{slug}/proof.html",
        measures=tuple(
            (each.value, each.name, each.limit)
            for result in proof.results
            for each in result.report.measures
        ),
    )


def prove(workspace: Workspace, slug: Slug, progress: Progress, options: CheckOptions) -> Proof:
    """Return the proof of a title's finished files, which is read from them alone.

    Raises WorkspaceError where the title was not built.
    """
    from makeready.checks.proof import Finished, Proof
    from makeready.checks.table import CHECKS

    title = read_title(workspace, slug)
    files = read_files(workspace, title)
    missing = frozenset(need.name for need in examine_checkers() if not need.found)
    reports = [_build_report(workspace, files)]
    for number, check in enumerate(CHECKS):
        progress(Step(slug=slug, stage=check.name, done=number, total=len(CHECKS)))
        reports.append(run_in_bounds(check, files, missing, options))
    if options.rebuild:
        progress(Step(slug=slug, stage="rebuild", done=len(CHECKS), total=len(CHECKS)))
        reports.append(_rebuild(workspace, files, options))
    count = len(CHECKS)
    progress(Step(slug=slug, stage="proof", done=count, total=count, is_last=True))
    return Proof(
        slug=slug,
        title=title.book.title,
        identifier=title.book.identifier,
        makeready=makeready.__version__,
        files=tuple(
            Finished(name=name, digest=store.sha256(data), size=len(data))
            for name, data in _name_product(files).items()
        ),
        results=tuple(_results(title.book, reports)),
    )


def run_in_bounds(
    check: Check, files: Files, missing: frozenset[str], options: CheckOptions
) -> Report:
    """Return a check's report, which says so where the check took too much and was stopped."""
    from makeready.checks.table import report_not_run, run_check

    try:
        return run_within(options.limit, lambda: run_check(check, files, missing))
    except TimeExceededError:
        told = f"it took longer than {options.limit:g} seconds; --time-limit gives it more"
    except MemoryError:
        most = f"{options.memory // 1_000_000} MB"
        told = f"the memory did not suffice, of {most}; --memory-limit gives it more"
    return report_not_run(check, told)


def _rebuild(workspace: Workspace, files: Files, options: CheckOptions) -> Report:
    """Return how the finished files compare with those that a build from nothing makes."""
    from makeready.checks.compare.members import check_rebuilt, name_files

    names = tuple(name_files(files))
    return check_rebuilt(files, _build_again(workspace, files.slug, names, options.memory))


def _build_again(
    workspace: Workspace, slug: Slug, names: tuple[str, ...], memory: int = MEMORY_LIMIT
) -> dict[str, bytes]:
    """Return the title's files of these names as its sources make them, with nothing remembered.

    They are made in a folder of their own, which goes. Raises what keeps the title from being
    built.
    """
    from makeready.press.build.pipeline import build_titles

    with temporary_folder() as folder:
        clean = replace(workspace, output=Path(folder))
        options = BuildOptions(is_fresh=True, memory_limit=memory)
        (outcome,) = build_titles(clean, (slug,), lambda _: None, options)
        if isinstance(outcome, Failed):
            raise outcome.error
        return {name: (clean.output / slug / name).read_bytes() for name in names}


def read_files(workspace: Workspace, title: Title) -> Files:
    """Return a title's finished files. Raises WorkspaceError where one of them is missing."""
    from makeready.checks.read.outlines import program_name
    from makeready.checks.report import Files, Sources
    from makeready.master.read.quotes import set_quotes_of_book
    from makeready.press.build.editions import read_print_css

    slug = title.book.slug
    folder = workspace.output / slug
    faces = [face.asset.data for face in read_faces(workspace.fonts)]
    faces += [font.data for font in title.fonts]
    pdf, epub = folder / f"{slug}.pdf", folder / f"{slug}.epub"
    sheets = "".join(read_template(workspace, name) for name in list_ebook_sheets(title.book))
    master = store.read(folder / "master.xhtml")
    printed, packed = store.read(pdf), store.read(epub)
    if master is None or printed is None or packed is None:
        raise WorkspaceError(f'"{slug}" has not been built', hint=f"makeready build {slug}")
    return Files(
        slug=slug,
        master=master,
        pdf=printed,
        epub=packed,
        pdf_at=pdf,
        epub_at=epub,
        digest=store.sha256(master),
        typefaces=frozenset((*map(program_name, faces), *map(store.sha256, faces)))
        | read_face_names(title.book.fallback_fonts)
        | digest_machine_files(title.book.fallback_fonts),
        fallback=title.book.fallback_fonts,
        inventory=decode_inventory(store.read(folder / INVENTORY) or b""),
        sources=Sources(
            book=set_quotes_of_book(title.book),
            css=f"{sheets}\n{raise_rules(title.style)}",
            theme=read_print_css(read_templates(workspace), title.book.theme),
            style=title.style,
            pictures=title.assets,
            faces=tuple(faces),
        ),
    )


def _name_product(files: Files) -> dict[str, bytes]:
    return {
        f"{files.slug}.pdf": files.pdf,
        f"{files.slug}.epub": files.epub,
        "master.xhtml": files.master,
    }


def _build_report(workspace: Workspace, files: Files) -> Report:
    """Return what the build itself found, as it left it beside the editions."""
    from makeready.checks.report import report
    from makeready.checks.table import report_lost_build

    data = store.read(workspace.output / files.slug / FINDINGS)
    found = None if data is None else decode_findings(data, files.digest)
    return report(found, findings=len(found)) if found is not None else report_lost_build()


def _results(book: Book, reports: list[Report]) -> Iterator[Result]:
    """Yield each report with what is waived of it, and last the waivers without effect."""
    from makeready.checks.proof import result
    from makeready.checks.report import report
    from makeready.checks.table import BUILD, CHECKS, REBUILD, WAIVERS

    found = tuple(each for one in reports for each in one.findings)
    kept = apply_waivers(book, found, checked=True)
    waived = frozenset(found) - frozenset(kept)
    checks = (BUILD, *CHECKS, REBUILD)[: len(reports)]
    for check, one in zip(checks, reports, strict=True):
        yield result(check, one, waived)
    idle: tuple[Finding, ...] = tuple(each for each in kept if each not in found)
    yield result(WAIVERS, report(idle, waivers=len(book.waivers)), frozenset())


def _write(workspace: Workspace, proof: Proof) -> None:
    from makeready.checks.proof import proof_html, proof_json

    folder = workspace.output / proof.slug
    css = read_template(workspace, _CSS)
    store.write(folder / "proof.json", proof_json(proof))
    store.write(folder / "proof.html", proof_html(proof, css))
