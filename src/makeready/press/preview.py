"""Changes in a title's folder become what the preview shows: an e-book at once, the pages after it.

The e-book comes first without its page-list, since nothing of it waits for the layout. The editions
are built by a process of their own, which a further change ends; the files they replace stay whole.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from makeready.checks.views import Reading, Sheets, read_chapters, read_sheets
from makeready.core.errors import MakereadyError
from makeready.core.model import Look, PageMap, Slug
from makeready.files.fonts import read_faces
from makeready.files.tools import start
from makeready.files.workspace import Workspace, read_edition, read_templates, read_title

if TYPE_CHECKING:
    import subprocess

READING, SETTING, READY = "reading", "setting", "ready"
"""What the preview is doing: making the e-book, setting the pages, or waiting for a change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A finding or an error, as the preview lists it."""

    code: str
    severity: str
    message: str
    place: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the preview shows of a title; `version` grows by one with everything new.

    `seconds` are those that the e-book and the pages took to appear after the last change.
    """

    version: int = 0
    stage: str = READING
    pdf: bytes = b""
    sheets: Sheets | None = None
    reading: Reading | None = None
    remarks: tuple[Remark, ...] = ()
    seconds: tuple[float, float] = (0.0, 0.0)


@dataclass(slots=True)
class Desk:
    """The titles that are looked at, what is shown of each, and who waits for news."""

    workspace: Workspace
    shown: dict[Slug, Shown] = field(default_factory=dict)
    _tasks: dict[Slug, asyncio.Task[None]] = field(default_factory=dict)
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    def open(self, slug: Slug) -> Shown:
        """Return what is shown of a title; the first time, begin to build it."""
        if slug not in self.shown:
            self.shown[slug] = _standing(self.workspace, slug)
            self.renew(slug)
        return self.shown[slug]

    def renew(self, slug: Slug) -> None:
        """Build a title again; a build of it that is under way is ended."""
        running = self._tasks.get(slug)
        if running is not None:
            running.cancel()
        self._tasks[slug] = asyncio.create_task(self._renew(slug))

    async def newer(self, slug: Slug, version: int) -> Shown:
        """Wait until there is something newer than this version, and return it."""
        async with self._news:
            await self._news.wait_for(lambda: self.open(slug).version != version)
        return self.shown[slug]

    async def close(self) -> None:
        """End all builds."""
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def _renew(self, slug: Slug) -> None:
        began = time.monotonic()
        await self._show(slug, stage=READING)
        early = await asyncio.to_thread(_early, self.workspace, slug)
        took = time.monotonic() - began
        if early is not None:
            await self._show(slug, stage=SETTING, reading=early, seconds=(took, 0.0))
        remarks = await self._build(slug)
        now = await asyncio.to_thread(_standing, self.workspace, slug)
        await self._show(
            slug,
            stage=READY,
            pdf=now.pdf,
            sheets=now.sheets,
            reading=now.reading,
            remarks=remarks,
            seconds=(took, time.monotonic() - began),
        )

    async def _build(self, slug: Slug) -> tuple[Remark, ...]:
        process = start(_command(self.workspace, slug))
        try:
            told, complaint = await asyncio.to_thread(process.communicate)
        finally:
            _end(process)
        return _remarks(told) or _failure(process.returncode, complaint)

    async def _show(self, slug: Slug, **changes: object) -> None:
        old = self.shown[slug]
        async with self._news:
            self.shown[slug] = replace(old, version=old.version + 1, **changes)  # type: ignore[arg-type]  # fields of Shown
            self._news.notify_all()


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.kill()
        process.wait()


def _command(workspace: Workspace, slug: Slug) -> tuple[str, ...]:
    folders = ("--content", str(workspace.content), "--output", str(workspace.output))
    return (sys.executable, "-m", "makeready", *folders, "build", slug, "--json")


def _standing(workspace: Workspace, slug: Slug) -> Shown:
    """Return the editions that stand in the output folder."""
    pdf, epub = (read_edition(workspace, slug, suffix) for suffix in (".pdf", ".epub"))
    return Shown(
        pdf=pdf or b"",
        sheets=read_sheets(pdf) if pdf else None,
        reading=read_chapters(epub) if epub else None,
    )


def _early(workspace: Workspace, slug: Slug) -> Reading | None:
    """Return the e-book as it stands in the title's folder now, or None where a fault forbids one.

    The fault is told by the build, which meets it too.
    """
    from makeready.editions.epub import package
    from makeready.editions.typefaces import title_faces
    from makeready.master import apparatus

    try:
        title = read_title(workspace, slug)
        templates = read_templates(workspace)
        master, _ = apparatus.make(title, templates)
        if master is None:
            return None
        faces = read_faces(workspace.fonts) + title_faces(title.fonts)
        look = Look(css=templates["css/ebook.css"], faces=faces)
        ebook = package.make(master, PageMap(labels=(), breaks=()), look)
    except MakereadyError:
        return None
    return read_chapters(ebook.data)


def _remarks(told: bytes) -> tuple[Remark, ...]:
    """Return the findings and errors among the events that a build told."""
    events = [json.loads(line) for line in told.splitlines() if line.startswith(b"{")]
    return tuple(
        Remark(
            code=event.get("code", event.get("kind", "")),
            severity=event.get("severity", "error"),
            message=event["message"],
            place=":".join(str(event[k]) for k in ("file", "line") if event.get(k)),
            hint=event.get("hint", ""),
        )
        for event in events
        if event["event"] in ("finding", "error")
    )


def _failure(status: int, complaint: bytes) -> tuple[Remark, ...]:
    """Return what a build said that failed without telling an event: a fault of makeready's own."""
    if status == 0:
        return ()
    last = complaint.decode(errors="replace").strip().splitlines()[-1:]
    message = last[0] if last else f"the build ended with status {status}"
    return (Remark(code="", severity="error", message=message, place="", hint=""),)
