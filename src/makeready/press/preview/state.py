"""Changes in a title's folder become what the preview shows: an e-book at once, the pages after it.

The e-book is shown first, without its page-list, because it need not wait for the layout. A further
change cancels the build that is running; files are replaced whole, so none is left half written.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from makeready.checks.views import PageViews, Reading, read_chapters, read_page_views
from makeready.core.errors import ChecksFailed, MakereadyError, ToolError
from makeready.core.model import Look, Master, PageMap, Slug
from makeready.files.workspace import Workspace, read_edition
from makeready.press.build.context import PersistentWorkers
from makeready.press.build.outcomes import Built, Step
from makeready.press.build.pipeline import rebuild

if TYPE_CHECKING:
    from makeready.core.findings import Finding
    from makeready.press.build.outcomes import Outcome

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
    page_views: PageViews | None = None
    reading: Reading | None = None
    remarks: tuple[Remark, ...] = ()
    seconds: tuple[float, float] = (0.0, 0.0)


@dataclass(slots=True)
class PreviewBuilder:
    """Builds the titles that somebody looks at, and tells those who wait when there is news.

    The workers stay from build to build, so that WeasyPrint is loaded once.
    """

    workspace: Workspace
    persistent: PersistentWorkers
    shown: dict[Slug, Shown] = field(default_factory=dict)
    _tasks: dict[Slug, asyncio.Task[None]] = field(default_factory=dict)
    _turns: defaultdict[Slug, asyncio.Lock] = field(
        default_factory=lambda: defaultdict(asyncio.Lock)
    )
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    def open(self, slug: Slug) -> Shown:
        """Return what is shown of a title; the first time, begin to build it."""
        if slug not in self.shown:
            self.shown[slug] = _read_output(self.workspace, slug)
            self.renew(slug)
        return self.shown[slug]

    def renew(self, slug: Slug) -> None:
        """Build a title again; a build of it that is under way is given up."""
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
        await self._show(slug, stage=READING, seconds=(0.0, 0.0))
        # one after the other, for two builds of a title would write the same files
        async with self._turns[slug]:
            remarks = await self._build(slug, began)
        now = await asyncio.to_thread(_read_output, self.workspace, slug)
        took = time.monotonic() - began
        await self._show(
            slug,
            stage=READY,
            pdf=now.pdf,
            page_views=now.page_views,
            reading=now.reading,
            remarks=remarks,
            seconds=(self.shown[slug].seconds[0] or took, took),
        )

    async def _build(self, slug: Slug, began: float) -> tuple[Remark, ...]:
        """Build a title in a thread, show its e-book early, and return what was told of it."""
        loop, is_over = asyncio.get_running_loop(), threading.Event()

        def on_master(master: Master, look: Look) -> None:
            early = self._show_early(slug, (master, look), began, is_over)
            asyncio.run_coroutine_threadsafe(early, loop)

        def progress(_: Step) -> None:
            if is_over.is_set():
                raise ToolError("a further change came before the work was done")

        thread = asyncio.to_thread(
            rebuild, self.workspace, slug, progress, self.persistent, on_master
        )
        building = asyncio.ensure_future(thread)
        try:
            (result,) = await asyncio.gather(asyncio.shield(building), return_exceptions=True)
        finally:
            is_over.set()
            await asyncio.wait([building])
        return _remarks(result)

    async def _show_early(
        self, slug: Slug, made: tuple[Master, Look], began: float, is_over: threading.Event
    ) -> None:
        early = await asyncio.to_thread(_make_early_ebook, *made)
        if not is_over.is_set():
            seconds = (time.monotonic() - began, 0.0)
            await self._show(slug, stage=SETTING, reading=early, seconds=seconds)

    async def _show(self, slug: Slug, **changes: object) -> None:
        old = self.shown[slug]
        async with self._news:
            self.shown[slug] = replace(old, version=old.version + 1, **changes)  # type: ignore[arg-type]  # fields of Shown
            self._news.notify_all()


def _read_output(workspace: Workspace, slug: Slug) -> Shown:
    """Return the editions that stand in the output folder."""
    pdf, epub = (read_edition(workspace, slug, suffix) for suffix in (".pdf", ".epub"))
    return Shown(
        pdf=pdf or b"",
        page_views=read_page_views(pdf) if pdf else None,
        reading=read_chapters(epub) if epub else None,
    )


def _make_early_ebook(master: Master, look: Look) -> Reading:
    """Return the e-book of a master whose pages nobody knows yet."""
    from makeready.editions.epub import package

    ebook = package.make(master, PageMap(labels=(), breaks=()), look)
    return read_chapters(ebook.data)


def _remarks(result: Outcome | BaseException) -> tuple[Remark, ...]:
    """Return what became of a build as the preview lists it."""
    if isinstance(result, Built):
        return tuple(map(_finding, result.findings))
    if isinstance(result, BaseException):
        return (_remark(type(result).__name__, f"{result}"),)
    found = result.error.findings if isinstance(result.error, ChecksFailed) else ()
    return (*map(_finding, found), _error(result.error))


def _finding(found: Finding) -> Remark:
    return Remark(
        code=found.code,
        severity=found.severity.value,
        message=found.message,
        place=str(found.place or ""),
        hint=found.hint,
    )


def _error(error: MakereadyError) -> Remark:
    name, place = type(error).__name__, str(error.where or "")
    return _remark(name, error.message, place=place, hint=error.hint or "")


def _remark(code: str, message: str, *, place: str = "", hint: str = "") -> Remark:
    return Remark(code=code, severity="error", message=message, place=place, hint=hint)
