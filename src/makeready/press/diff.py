"""Two editions, proofs or tags → how they differ, with the page that shows it to readers."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from makeready.core.errors import SourceError, UsageError, WorkspaceError
from makeready.core.findings import Place
from makeready.core.suggest import suggest
from makeready.files.disk import store
from makeready.files.disk.temporary import temporary_folder
from makeready.files.programs.repository import commit_of, pack_commit
from makeready.files.workspace import is_slug, list_titles, read_template
from makeready.press.build.outcomes import BuildOptions, Failed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.checks.differ.values import Edition
    from makeready.core.model import Slug
    from makeready.files.workspace import Workspace
    from makeready.press.build.outcomes import Progress

_CSS = ("css/proof.css", "css/differ.css")
_EBOOK, _PRINT, _PROOF = ".epub", ".pdf", ".json"
_RELEASES = "release"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What a comparison came to: each difference as a line for people, and as facts."""

    title: str
    lines: tuple[str, ...]
    facts: tuple[Mapping[str, object], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """A finished file that is to be compared, and its name for people."""

    name: str
    suffix: str
    data: bytes


def compare_editions(
    workspace: Workspace,
    names: tuple[str, str],
    progress: Progress,
    *,
    slug: str = "",
    html: Path | None = None,
) -> Compared:
    """Return how the second of two editions differs from the first; `html` is given the page.

    Each name is that of an EPUB or PDF, of a folder with finished editions, of a proof.json beside
    them, of a title that is built, or a tag of the workspace's repository, whose title `slug` is
    built in a folder that goes again. Raises UsageError where a name is none of these.
    """
    from makeready.checks.differ.compare import compare
    from makeready.checks.differ.leaf import describe, make_leaf

    old, new = (_find(workspace, name, slug, progress) for name in names)
    if old.suffix != new.suffix:
        hint = "compare two EPUBs, or two PDFs"
        raise UsageError(f"{old.name} and {new.name} are not of one kind", hint=hint)
    editions = _read(old), _read(new)
    differences = compare(*editions)
    if html is not None:
        css = "".join(read_template(workspace, name) for name in _CSS)
        store.write(html, make_leaf(editions, (old.name, new.name), differences, css))
    return Compared(
        title=editions[1].title,
        lines=tuple(map(describe, differences)),
        facts=tuple(map(asdict, differences)),
    )


def _read(file: _File) -> Edition:
    from makeready.checks.differ import ebook, printed
    from makeready.checks.report import Unreadable

    try:
        if file.suffix == _EBOOK:
            return ebook.read_edition(file.data)
        return printed.read_edition(file.data)
    except Unreadable as error:
        raise SourceError(error.message, where=Place(file.name)) from error


def _find(workspace: Workspace, name: str, slug: str, progress: Progress) -> _File:
    path = Path(name)
    if path.is_dir():
        return _find_in_folder(path, slug)
    if path.is_file():
        return _take_file(path, slug)
    built = workspace.output / name
    if is_slug(name) and built.is_dir() and name != _RELEASES:
        return _find_in_folder(built, slug or name)
    return _make_tagged(workspace, name, slug, progress)


def _take_file(path: Path, slug: str) -> _File:
    suffix = path.suffix.lower()
    if suffix == _PROOF:
        return _find_proved(path, slug)
    if suffix not in (_EBOOK, _PRINT):
        raise UsageError(f"{path.name} is no EPUB, PDF or proof.json")
    return _File(name=path.name, suffix=suffix, data=store.read(path) or b"")


def _find_in_folder(folder: Path, slug: str) -> _File:
    """Return the e-book of a folder, which knows the printed pages, else its print edition."""
    for suffix in (_EBOOK, _PRINT):
        found = sorted(folder.glob(f"{slug or '*'}{suffix}"))
        if len(found) > 1:
            hint = "--title SLUG names one"
            raise UsageError(f"{folder} has several editions: {found[0].name}, …", hint=hint)
        if found:
            return _take_file(found[0], slug)
    raise UsageError(f"{folder} has no finished edition", hint="makeready build makes them")


def _find_proved(proof: Path, slug: str) -> _File:
    """Return the edition beside a proof, which must be the one that was proved."""
    try:
        told = json.loads(store.read(proof) or b"")
        digests = {each["name"]: each["sha256"] for each in told["files"]}
    except (ValueError, KeyError, TypeError) as error:
        raise SourceError("this is no proof of makeready", where=Place(proof.name)) from error
    for suffix in (_EBOOK, _PRINT):
        for name in sorted(each for each in digests if each.endswith(suffix)):
            # a release has the proof of each title under the title's name
            path = proof.parent / Path(name).name
            data = store.read(path)
            if data is None:
                continue
            if store.sha256(data) != digests[name]:
                hint = "compare the editions that it was written for"
                raise SourceError(f"{name} is not the file of this proof", hint=hint)
            return _File(name=name, suffix=suffix, data=data)
    return _find_in_folder(proof.parent, slug)


def _make_tagged(workspace: Workspace, tag: str, slug: str, progress: Progress) -> _File:
    """Return the e-book that a tag has released, or that its sources make."""
    root = workspace.content.parent
    released = workspace.output / _RELEASES / tag
    if released.is_dir():
        found = _find_in_folder(released, slug or _slug_of(tag, list_titles(workspace)))
        return replace(found, name=tag)
    if not _has(root, tag):
        hint = "name an EPUB, a PDF, a folder of editions, a proof.json, a title or a tag"
        raise UsageError(f"there is no file and no tag {tag}, and no title is called so", hint=hint)
    with temporary_folder() as folder:
        _unpack(pack_commit(root, tag), Path(folder))
        content = Path(folder) / workspace.content.name
        if not content.is_dir():
            raise WorkspaceError(f"{tag} has no folder {workspace.content.name}")
        then = replace(workspace, content=content, output=Path(folder) / "output")
        chosen = slug or _slug_of(tag, list_titles(then))
        return _File(name=tag, suffix=_EBOOK, data=_build(then, chosen, progress))


def _has(root: Path, tag: str) -> bool:
    try:
        return bool(commit_of(root, tag))
    except WorkspaceError:
        # the folder is not kept by git, which is no fault of whoever misspelt a file's name
        return False


def _slug_of(tag: str, titles: Sequence[Slug]) -> str:
    """Return the title that a tag is about. Raises UsageError where it may be any of several."""
    named = [slug for slug in titles if tag.startswith(f"{slug}-v")]
    if named or len(titles) == 1:
        return max(named or titles, key=len)
    hint = suggest("", titles) or "--title SLUG names one"
    raise UsageError(f"{tag} is about {len(titles)} titles", hint=f"--title names one; {hint}")


def _unpack(packed: bytes, folder: Path) -> None:
    """Write the files of an archive of git's into a folder, and links that stay in it.

    The filters of tarfile, which refuse the others, are not in the Python of Debian 12 (3.11.2).
    """
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        for member in tar:
            path = folder / member.name
            leads = path.parent / member.linkname if member.issym() else path
            if not leads.resolve().is_relative_to(folder.resolve()):
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            if member.issym():
                path.symlink_to(member.linkname)
            elif (held := tar.extractfile(member)) is not None:
                path.write_bytes(held.read())


def _build(workspace: Workspace, slug: str, progress: Progress) -> bytes:
    from makeready.press.build.pipeline import build_titles

    if slug not in list_titles(workspace):
        hint = suggest(slug, list_titles(workspace))
        raise UsageError(f'there was no title "{slug}" then', hint=hint)
    (outcome,) = build_titles(workspace, (slug,), progress, BuildOptions())
    if isinstance(outcome, Failed):
        raise outcome.error
    return store.read(workspace.output / slug / f"{slug}{_EBOOK}") or b""
