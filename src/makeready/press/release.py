"""A tag → what it publishes: editions, proofs, checksums, a bill of materials and the notes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from makeready.core.errors import ChecksFailed, ToolError, UsageError, WorkspaceError
from makeready.core.findings import Finding, Place, Severity
from makeready.core.model import Slug
from makeready.core.suggest import suggest
from makeready.files.book.changes import NAME, Change, read_changes
from makeready.files.disk.store import sha256
from makeready.files.disk.tree import replace_folder
from makeready.files.programs.repository import changed_files, commit_of
from makeready.files.publishing import read_lock, read_product
from makeready.files.workspace import list_titles, read_title
from makeready.press.build.outcomes import CACHE_LIMIT, MEMORY_LIMIT, BuildOptions, Failed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from makeready.files.workspace import Workspace
    from makeready.press.build.outcomes import Progress

FOLDER = "release"
"""Where releases stand in the output folder, each in a folder named after its tag."""

SUMS = "SHA256SUMS"
NOTES = "NOTES.md"
BILL = "sbom.cdx.json"

_TAG = re.compile(r"(?:(?P<slug>[a-z0-9][a-z0-9-]*)-)?v(?P<version>\d+(?:\.\d+)*[a-z0-9.+-]*)")
_PRODUCTS = {
    ".pdf": "{slug}.pdf",
    ".epub": "{slug}.epub",
    "-proof.html": "proof.html",
    "-proof.json": "proof.json",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """What a tag says: which titles are released, and as what version."""

    name: str
    slugs: tuple[Slug, ...]
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """A release as it stands in the output folder."""

    tag: Tag
    folder: str
    files: tuple[str, ...]


def make_release(
    workspace: Workspace,
    name: str,
    progress: Progress,
    *,
    cache_limit: int = CACHE_LIMIT,
    memory: int = MEMORY_LIMIT,
) -> Released:
    """Fill the tag's folder with what it publishes; nothing is left of a release that is refused.

    Raises WorkspaceError where the folder is not exactly what the tag names, and ChecksFailed
    where a finding is open.
    """
    tag = read_tag(name, list_titles(workspace))
    root = workspace.content.parent
    _require_tagged(root, tag, workspace.output)
    changes = {slug: _change(workspace, slug, tag) for slug in tag.slugs}
    lock = read_lock(workspace)
    options = BuildOptions(is_fresh=True, cache_limit=cache_limit, memory_limit=memory)
    _build(workspace, tag, progress, options)
    _check(workspace, tag, progress, memory)
    # a build that writes outside the output folder would make the tag untrue
    _require_clean(root, workspace.output)
    files = _files(workspace, tag, changes, lock)
    target = workspace.output / FOLDER / tag.name
    with replace_folder(target) as tree:
        for file, data in files.items():
            tree.put(file, data)
    return Released(tag=tag, folder=f"{FOLDER}/{tag.name}", files=tuple(sorted(files)))


def read_tag(name: str, titles: tuple[Slug, ...]) -> Tag:
    """Return what the tag says: `v1.2.0` is for every title, `SLUG-v1.2.0` for one."""
    found = _TAG.fullmatch(name)
    if found is None:
        hint = "v1.2.0 releases every title, SLUG-v1.2.0 one"
        raise UsageError(f'"{name}" is not the tag of a release', hint=hint)
    slug = found["slug"]
    if slug is not None and slug not in titles:
        raise UsageError(f'the tag is for "{slug}", which is no title', hint=suggest(slug, titles))
    if not titles:
        raise UsageError("there are no titles to release")
    slugs = (Slug(slug),) if slug else titles
    return Tag(name=name, slugs=slugs, version=found["version"])


def _require_tagged(root: Path, tag: Tag, output: Path) -> None:
    """Stop where the folder is not exactly the commit that the tag names."""
    _require_clean(root, output)
    tagged, here = commit_of(root, f"refs/tags/{tag.name}"), commit_of(root, "HEAD")
    if not tagged:
        raise WorkspaceError(f"there is no tag {tag.name}", hint=f"git tag {tag.name}")
    if tagged != here:
        raise WorkspaceError(
            f"the tag {tag.name} is at another commit than the folder",
            hint=f"git switch --detach {tag.name}",
        )


def _require_clean(root: Path, output: Path) -> None:
    """Stop where anything differs from the commit, but for what a build writes."""
    changed = changed_files(root, output)
    if changed:
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        raise WorkspaceError(
            f"what is here is not what was committed: {changed[0]}{more}",
            hint="commit your changes or put them away: a release is what its tag names",
        )


def _change(workspace: Workspace, slug: Slug, tag: Tag) -> Change:
    """Return the words of the release from the title's own history."""
    known = {change.version: change for change in read_changes(workspace.content / slug)}
    found = known.get(tag.version)
    if found is None or not found.words:
        raise WorkspaceError(
            f"{slug} has no words for version {tag.version}",
            where=Place(f"{slug}/{NAME}"),
            hint=f"add a heading `## {tag.version} - YYYY-MM-DD` and below it what readers notice",
        )
    return found


def _build(workspace: Workspace, tag: Tag, progress: Progress, options: BuildOptions) -> None:
    from makeready.press.build.pipeline import build_titles

    outcomes = build_titles(workspace, tag.slugs, progress, options)
    for outcome in outcomes:
        if isinstance(outcome, Failed):
            raise outcome.error


def _check(workspace: Workspace, tag: Tag, progress: Progress, memory: int) -> None:
    """Read the finished files, write their proofs, and stop where a proof does not hold."""
    from makeready.press.check import CheckOptions, check_titles

    options = CheckOptions(rebuild=True, memory=memory)
    for checked in check_titles(workspace, tag.slugs, progress, options):
        if isinstance(checked, Failed):
            raise checked.error
        _require_no_findings(checked.slug, checked.findings)
        if not checked.holds:
            lacking = ", ".join(checked.missing) or "a check did not run"
            raise ToolError(
                f"{checked.slug} cannot be proved on this machine: {lacking}",
                hint="see `makeready doctor`",
            )


def _require_no_findings(slug: Slug, findings: Iterable[Finding]) -> None:
    """Stop where a finding is open: neither corrected nor waived, and more than a hint."""
    found = tuple(one for one in findings if one.severity is not Severity.HINT)
    if found:
        count = "1 finding" if len(found) == 1 else f"{len(found)} findings"
        raise ChecksFailed(
            f"{slug} has {count} open, the first: {found[0]}",
            found,
            hint="correct it, or waive a warning in book.toml with the reason",
        )


def _files(
    workspace: Workspace, tag: Tag, changes: Mapping[Slug, Change], lock: str
) -> Mapping[str, bytes]:
    """Return the files of the release by their names, checksums and notes among them."""
    from makeready.editions.bill import bill

    files = {
        f"{slug}{ending}": read_product(workspace, slug, product.format(slug=slug))
        for slug in tag.slugs
        for ending, product in _PRODUCTS.items()
    }
    digest = sha256(_sums(files))
    subject = tag.slugs[0] if len(tag.slugs) == 1 else "titles"
    files[BILL] = bill(lock, subject=subject, version=tag.version, digest=digest)
    files[NOTES] = _notes(workspace, changes)
    return {**files, SUMS: _sums(files)}


def _sums(files: Mapping[str, bytes]) -> bytes:
    """Return the checksums as `sha256sum --check` reads them."""
    return "".join(f"{sha256(data)}  {name}\n" for name, data in sorted(files.items())).encode()


def _notes(workspace: Workspace, changes: Mapping[Slug, Change]) -> bytes:
    parts = (
        f"## {read_title(workspace, slug).book.title} {change.version}\n\n{change.words}\n"
        for slug, change in changes.items()
    )
    return "\n".join(parts).encode()
