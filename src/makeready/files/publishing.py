"""The folders of a workspace → what a site and a release take from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.core.errors import WorkspaceError
from makeready.core.model import Asset, Slug
from makeready.files.disk.folder import SITE_TYPES, media_type, names
from makeready.files.disk.store import sha256
from makeready.files.workspace import press_homes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makeready.files.workspace import Workspace

LOCK = "requirements/build.txt"
"""The exact versions that a build installs, each with its hashes."""

MASTER = "master.xhtml"


def read_master(workspace: Workspace, slug: Slug) -> bytes | None:
    """Return the master that stands in the output folder, or None where there is none."""
    path = workspace.output / slug / MASTER
    return path.read_bytes() if path.is_file() else None


def read_product(workspace: Workspace, slug: Slug, name: str) -> bytes:
    """Return a file that was made of a title and must stand in the output folder."""
    path = workspace.output / slug / name
    if not path.is_file():
        raise WorkspaceError(
            f"{slug} has no {name} in the output folder", hint=f"makeready build {slug}"
        )
    return path.read_bytes()


def read_lock(workspace: Workspace) -> str:
    """Return the lock that a press is installed from: the workspace's own, else the press's.

    A folder of titles need not be that of the press. Raises WorkspaceError where there is none.
    """
    homes = (workspace.content.parent, *press_homes())
    found = next((home / LOCK for home in homes if (home / LOCK).is_file()), None)
    if found is None:
        raise WorkspaceError(
            f"there is no {LOCK}, neither beside the folder of titles nor in makeready",
            hint="a release says what it was made with: install makeready again",
        )
    return found.read_text("utf-8")


def read_site_assets(workspace: Workspace) -> Iterator[Asset]:
    """Yield what the catalogue's pages load: style sheet, scripts, the icon and web fonts."""
    folder = workspace.templates / "catalogue"
    for name in names(folder):
        kind = media_type(name, SITE_TYPES)
        if kind is not None:
            data = (folder / name).read_bytes()
            yield Asset(name=name, media_type=kind, data=data, digest=sha256(data))


def read_font_licences(workspace: Workspace) -> Iterator[tuple[str, bytes]]:
    """Yield the licence of each bundled family, named after its folder."""
    for path in sorted(workspace.fonts.glob("*/OFL.txt")):
        yield f"{path.parent.name}.OFL.txt", path.read_bytes()
