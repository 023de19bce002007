"""What the preview shows becomes pages in a browser, for the person at this machine alone.

Another site in the same browser could ask this server too. It is refused: a request must name this
machine as its host, and may not come from a page of another origin.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import json
import socket
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from makeready.core.errors import MakereadyError, ToolError, UsageError
from makeready.core.model import Slug
from makeready.files.programs.memory_limit import memory_limit
from makeready.files.workspace import list_titles, read_template, read_title
from makeready.press.build.context import PersistentWorkers
from makeready.press.build.outcomes import CACHE_LIMIT, MEMORY_LIMIT, TIME_LIMIT
from makeready.press.preview.state import PreviewBuilder
from makeready.press.workers.pool import Pool, cores

try:
    import uvicorn
    import watchfiles
    from starlette.applications import Starlette
    from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
    from starlette.routing import Route
except ImportError as error:
    raise ToolError(
        "the preview needs starlette, uvicorn and watchfiles",
        hint='pip install "makeready[preview]"',
    ) from error

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from makeready.files.workspace import Workspace
    from makeready.press.preview.state import Shown

LOOPBACK = "127.0.0.1"
_PATIENCE = 15.0
"""After so many seconds without news a waiting browser is told that all is as it was."""

_SHELL = ("preview/preview.html", "preview/preview.css", "preview/preview.js")
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; "
    "style-src 'self' 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
# no script of a book may run
_STILL = _HEADERS | {
    "Content-Security-Policy": "default-src 'self'; script-src 'none'; "
    "style-src 'self' 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-same-origin"
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where the preview listens: an address of this machine and a port."""

    host: str
    port: int


def listen(host: str, port: int) -> tuple[socket.socket, Address]:
    """Return a socket that listens there; with port 0 the system chooses one.

    Raises UsageError where that cannot be.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((host, port))
        # listening before the address is told: a request that comes at once waits for its answer
        opened.listen()
    except OSError as error:
        opened.close()
        reason = error.strerror or type(error).__name__
        hint = "name another port with --port, or let one be chosen with --port 0"
        raise UsageError(f"{host}:{port} cannot be listened on: {reason}", hint=hint) from error
    return opened, Address(host=host, port=opened.getsockname()[1])


def preview(
    workspace: Workspace,
    slug: str | None,
    wanted: Address,
    told: Callable[[str], None],
    *,
    cache_limit: int,
) -> None:
    """Serve the preview of a title, or of all, until the process is interrupted.

    It remembers at most `cache_limit` bytes from build to build. `told` is called with the address
    once it is listened on. Raises WorkspaceError where there is no such title, UsageError where the
    address cannot be had.
    """
    slugs = (read_title(workspace, slug).book.slug,) if slug else ()
    opened, address = listen(wanted.host, wanted.port)
    name = f"[{address.host}]" if ":" in address.host else address.host
    told(f"http://{name}:{address.port}/{slug + '/' if slug else ''}")
    with memory_limit(MEMORY_LIMIT):
        serve(opened, application(workspace, slugs, address, cache_limit=cache_limit))


def serve(opened: socket.socket, app: ASGIApp) -> None:
    """Answer requests until the process is interrupted."""
    config = uvicorn.Config(app, log_level="warning", lifespan="on", timeout_graceful_shutdown=1)
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[opened])


def application(
    workspace: Workspace,
    slugs: tuple[Slug, ...],
    address: Address,
    *,
    cache_limit: int = CACHE_LIMIT,
) -> ASGIApp:
    """Return the preview of these titles, or of all titles where none is named."""
    pool = Pool(cores(), TIME_LIMIT, MEMORY_LIMIT)
    builder = PreviewBuilder(workspace, PersistentWorkers(workers=pool, cache_limit=cache_limit))
    pages = _Pages(builder, slugs)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        with pool:
            watching = asyncio.create_task(_watch(builder))
            try:
                yield
            finally:
                watching.cancel()
                await builder.close()

    routes = [
        Route("/", pages.titles),
        Route("/-/{name}", pages.shell_file),
        Route("/{slug}/", pages.shell),
        Route("/{slug}/state", pages.state),
        Route("/{slug}/events", pages.events),
        Route("/{slug}/page/{number:int}/{width:int}.png", pages.picture),
        Route("/{slug}/book/{file:path}", pages.book_file),
    ]
    return guard(Starlette(routes=routes, lifespan=lifespan), address)


def guard(app: ASGIApp, address: Address) -> ASGIApp:
    """Return the application behind a check that refuses requests from other sites."""

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        refusal = _refusal(scope, address) if scope["type"] == "http" else None
        await (refusal or app)(scope, receive, send)

    return guard


def _refusal(scope: Scope, address: Address) -> Response | None:
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    if not _is_ours(headers.get("host", ""), address):
        return PlainTextResponse("this host is not served here\n", 421)
    origin = headers.get("origin")
    if origin is not None and not _is_ours(urlsplit(origin).netloc, address):
        return PlainTextResponse("another site may not read this\n", 403)
    is_visit = headers.get("sec-fetch-mode") == "navigate"
    if headers.get("sec-fetch-site") in ("cross-site", "same-site") and not is_visit:
        return PlainTextResponse("another site may not read this\n", 403)
    if scope["method"] not in ("GET", "HEAD"):
        return PlainTextResponse("this is only to be read\n", 405)
    path = unquote(scope.get("raw_path", b"").decode("latin-1"))
    if ".." in path.replace("\\", "/").split("/"):
        return PlainTextResponse("there is nothing outside\n", 400)
    return None


def _is_ours(host: str, address: Address) -> bool:
    """Say whether a host as a browser names it is this server.

    A foreign name that resolves to this machine is refused (DNS rebinding). If the server listens
    beyond loopback, only its IP addresses are accepted.
    """
    try:
        parts = urlsplit(f"//{host}")
        name, port = parts.hostname or "", parts.port or 80
    except ValueError:
        return False
    if port != address.port:
        return False
    if name in ("localhost", address.host):
        return True
    try:
        asked = ipaddress.ip_address(name)
        return asked.is_loopback or not ipaddress.ip_address(address.host).is_loopback
    except ValueError:
        return False


async def _watch(builder: PreviewBuilder) -> None:
    """Build again what a change on disk concerns: a title, or all that are looked at."""
    space = builder.workspace
    async for changes in watchfiles.awatch(
        space.content, space.templates, space.fonts, debounce=80, step=20, recursive=True
    ):
        concerned = {_title_of(path, space.content) for _, path in changes}
        for slug in tuple(builder.shown):
            if slug in concerned or "" in concerned:
                builder.renew(slug)


def _title_of(path: str, content: Path) -> str:
    """Return the slug of the title that a file belongs to, or "" for templates and fonts."""
    file = Path(path).resolve()
    titles = content.resolve()
    return file.relative_to(titles).parts[0] if file.is_relative_to(titles) else ""


class _Pages:
    """The answers to requests."""

    def __init__(self, builder: PreviewBuilder, slugs: tuple[Slug, ...]) -> None:
        self._builder = builder
        self._slugs = slugs

    def _titles(self) -> tuple[Slug, ...]:
        return self._slugs or list_titles(self._builder.workspace)

    def _find_shown(self, request: Request) -> tuple[Slug, Shown] | None:
        slug = Slug(request.path_params["slug"])
        if slug not in self._titles():
            return None
        try:
            return slug, self._builder.open(slug)
        except MakereadyError:
            return None

    async def titles(self, _: Request) -> Response:
        titles = self._titles()
        if len(titles) == 1:
            return Response(status_code=307, headers={"Location": f"/{titles[0]}/"})
        items = "".join(f'<li><a href="/{slug}/">{slug}</a></li>' for slug in titles)
        head = '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Titles</title>'
        page = f"{head}<h1>Titles</h1><ul>{items}</ul>"
        return Response(page, media_type="text/html", headers=_HEADERS)

    async def shell(self, request: Request) -> Response:
        return self._static(_SHELL[0]) if self._find_shown(request) else _nothing()

    async def shell_file(self, request: Request) -> Response:
        name = f"preview/{request.path_params['name']}"
        return self._static(name) if name in _SHELL else _nothing()

    def _static(self, name: str) -> Response:
        text = read_template(self._builder.workspace, name)
        return Response(text, media_type=_TYPES["." + name.rpartition(".")[2]], headers=_HEADERS)

    async def state(self, request: Request) -> Response:
        found = self._find_shown(request)
        return JSONResponse(_state(found[1]), headers=_HEADERS) if found else _nothing()

    async def events(self, request: Request) -> Response:
        found = self._find_shown(request)
        if found is None:
            return _nothing()
        stream = self._news(found[0])
        return StreamingResponse(stream, media_type="text/event-stream", headers=_HEADERS)

    async def _news(self, slug: Slug) -> AsyncIterator[bytes]:
        shown = self._builder.open(slug)
        while True:
            yield f"data: {json.dumps({'version': shown.version})}\n\n".encode()
            try:
                shown = await asyncio.wait_for(self._builder.newer(slug, shown.version), _PATIENCE)
            except TimeoutError:
                continue

    async def picture(self, request: Request) -> Response:
        from makeready.checks.views import WIDTHS, draw

        found = self._find_shown(request)
        number, width = request.path_params["number"], request.path_params["width"]
        page_views = found[1].page_views if found else None
        if (
            found is None
            or page_views is None
            or width not in WIDTHS
            or number >= len(page_views.labels)
        ):
            return _nothing()
        data = await asyncio.to_thread(draw, found[1].pdf, number, width)
        return Response(data, media_type="image/png", headers=_HEADERS)

    async def book_file(self, request: Request) -> Response:
        from makeready.checks.views import media_type

        found = self._find_shown(request)
        reading = found[1].reading if found else None
        file = request.path_params["file"]
        kind = media_type(file)
        if reading is None or kind is None or file not in reading.files:
            return _nothing()
        return Response(reading.files[file], media_type=kind, headers=_STILL)


def _nothing() -> Response:
    return PlainTextResponse("there is no such thing\n", 404, headers=_HEADERS)


def _state(shown: Shown) -> dict[str, object]:
    return {
        "version": shown.version,
        "stage": shown.stage,
        "seconds": [round(each, 2) for each in shown.seconds],
        "pages": list(shown.page_views.labels) if shown.page_views else [],
        "ratio": shown.page_views.ratio if shown.page_views else 1.5,
        "chapters": [asdict(each) for each in shown.reading.chapters] if shown.reading else [],
        "remarks": [asdict(each) for each in shown.remarks],
    }
