"""The record of a title's last build, which is its outcome again if nothing has changed since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from makeready.core.findings import Finding
from makeready.core.model import Digest, Slug
from makeready.files.disk import store
from makeready.files.disk.values import encode, key
from makeready.files.programs import toolchain
from makeready.files.workspace import fingerprint_folder
from makeready.press.build.outcomes import Built

if TYPE_CHECKING:
    from makeready.files.workspace import Workspace
    from makeready.press.build.memory import Memory
    from makeready.press.build.outcomes import FinishedTitle


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """The fallback families that a title asks for, and the machine's fonts in them.

    `fonts` is None where the machine cannot name them.
    """

    fallback: tuple[str, ...]
    fonts: tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What became of a title: what was told of it, and the digests of its files in the output."""

    pages: int
    notes: int
    findings: tuple[Finding, ...]
    files: tuple[tuple[str, Digest], ...]
    machine: Machine


def describe_machine(fallback: tuple[str, ...]) -> Machine:
    """Return what this machine has of the families."""
    return Machine(fallback=fallback, fonts=toolchain.read_machine_fonts(fallback))


def digest_versions() -> Digest:
    """Return the digest of all programs, libraries and sources that editions are made with."""
    from makeready import files, master
    from makeready.editions import epub
    from makeready.editions.print import values

    rooms = (files, master, epub, values)
    libraries = {name for room in rooms for name in room.LIBRARIES}
    return key(
        "versions",
        toolchain.read_versions(*sorted(libraries)),
        toolchain.read_pandoc_version(),
        toolchain.read_typesetting_versions(),
        toolchain.read_binding_versions(),
    )


def digest_environment(workspace: Workspace) -> Digest:
    """Return the digest of what all titles are made with: versions, templates and fonts."""
    shared = (
        fingerprint_folder(workspace.templates).digest,
        fingerprint_folder(workspace.fonts).digest,
    )
    return key("grounds", digest_versions(), shared)


def recall_outcome(workspace: Workspace, memory: Memory, slug: Slug, name: Digest) -> Built | None:
    """Return the outcome of the last build, if its files stand in the output folder unchanged."""
    record = memory.recall(name, Record)
    if record is None or not _is_current(workspace, slug, record):
        return None
    return make_outcome(slug, record)


def make_outcome(slug: Slug, record: Record, remarks: tuple[Finding, ...] = ()) -> Built:
    """Return the outcome that a record describes."""
    return Built(
        slug=slug,
        pages=record.pages,
        notes=record.notes,
        findings=remarks + record.findings,
        files=tuple(f"{slug}/{file}" for file, _ in record.files),
    )


def store_files(
    workspace: Workspace, slug: Slug, finished: FinishedTitle, machine: Machine
) -> Record:
    """Replace the files of a title, all or none, and return the record of them.

    The master's digest in both editions shows that they belong together.
    """
    store.write_together((workspace.output / slug / file, data) for file, data in finished.files)
    return Record(
        pages=finished.pages,
        notes=finished.notes,
        findings=finished.findings,
        files=tuple((file, store.sha256(data)) for file, data in finished.files),
        machine=machine,
    )


def keep_record(memory: Memory, name: Digest, record: Record) -> None:
    """Keep a record, unless the machine cannot name the fonts that it contributed."""
    if record.machine.fonts is not None:
        memory.keep(name, encode(record))


def _is_current(workspace: Workspace, slug: Slug, record: Record) -> bool:
    folder = workspace.output / slug
    return record.machine == describe_machine(record.machine.fallback) and all(
        store.read_digest(folder / file) == digest for file, digest in record.files
    )
