from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpx
import pytest

from makeready.core.errors import UsageError
from makeready.core.model import Slug
from makeready.files.book.draft import Draft, write_draft
from makeready.files.workspace import find_workspace
from makeready.press.build import pipeline
from makeready.press.build.outcomes import Built
from makeready.press.preview.server import Address, application, listen

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from makeready.files.workspace import Workspace

SLUG = Slug("lighthouse")
VISIT = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
ADDRESS = Address(host="127.0.0.1", port=8137)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    root = tmp_path_factory.mktemp("press")
    draft = Draft(slug=SLUG, title="The Lighthouse", author="Ada Quill", language="en-GB")
    write_draft(root / "content", draft)
    found = find_workspace(root)
    (built,) = pipeline.build_titles(found, (), lambda *_: None)
    assert isinstance(built, Built), built
    return found


def ask(
    workspace: Workspace,
    path: str,
    *,
    address: Address = ADDRESS,
    headers: dict[str, str] | None = None,
) -> httpx.Response:
    """Ask the preview once, as a browser on this machine does unless the headers say otherwise."""

    async def once(client: httpx.AsyncClient) -> httpx.Response:
        return await client.get(path, headers=headers)

    return asyncio.run(_with_client(workspace, address, once))


async def _with_client(
    workspace: Workspace,
    address: Address,
    use: Callable[[httpx.AsyncClient], Awaitable[httpx.Response]],
) -> httpx.Response:
    transport = httpx.ASGITransport(application(workspace, (SLUG,), address))
    base = f"http://{address.host}:{address.port}"
    async with httpx.AsyncClient(transport=transport, base_url=base) as client:
        return await use(client)


def test_the_root_leads_to_the_only_title(workspace: Workspace) -> None:
    answer = ask(workspace, "/")
    assert answer.status_code == 307
    assert answer.headers["location"] == f"/{SLUG}/"


def test_the_standing_editions_are_shown_at_once(workspace: Workspace) -> None:
    state = ask(workspace, f"/{SLUG}/state").json()
    assert state["pages"][0] == "i"
    assert state["pages"][-1].isdecimal()
    assert any(chapter["title"] == "The first chapter" for chapter in state["chapters"])


def test_a_page_is_a_picture_of_the_width_asked_for(workspace: Workspace) -> None:
    answer = ask(workspace, f"/{SLUG}/page/2/480.png")
    assert answer.headers["content-type"] == "image/png"
    assert int.from_bytes(answer.content[16:20], "big") == 480


@pytest.mark.parametrize("path", ["page/999/480.png", "page/0/481.png", "page/-1/480.png"])
def test_a_page_that_is_not_there_is_not_drawn(workspace: Workspace, path: str) -> None:
    assert ask(workspace, f"/{SLUG}/{path}").status_code == 404


def test_a_chapter_is_served_as_it_is_in_the_e_book_and_runs_no_script(
    workspace: Workspace,
) -> None:
    state = ask(workspace, f"/{SLUG}/state").json()
    file = next(c["file"] for c in state["chapters"] if c["title"] == "The first chapter")
    answer = ask(workspace, f"/{SLUG}/book/{file}")
    assert answer.headers["content-type"].startswith("application/xhtml+xml")
    assert "script-src 'none'" in answer.headers["content-security-policy"]
    assert "It is numbered by the press" in " ".join(answer.text.split())


@pytest.mark.parametrize(
    "host", ["press.example", "press.example:8137", "127.0.0.1:80", "10.0.0.7:8137", "", "[::"]
)
def test_a_foreign_host_is_refused(workspace: Workspace, host: str) -> None:
    assert ask(workspace, f"/{SLUG}/state", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8137", "localhost:8137", "[::1]:8137"])
def test_this_machine_may_be_named_in_its_own_ways(workspace: Workspace, host: str) -> None:
    assert ask(workspace, f"/{SLUG}/state", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://press.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"},
        {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors"},
    ],
)
def test_another_site_may_read_nothing(workspace: Workspace, headers: dict[str, str]) -> None:
    assert ask(workspace, f"/{SLUG}/state", headers=headers).status_code == 403


def test_a_link_from_another_site_may_be_followed(workspace: Workspace) -> None:
    answer = ask(workspace, f"/{SLUG}/", headers=VISIT)
    assert answer.status_code == 200
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/lighthouse/book/%2e%2e/%2e%2e/book.toml",
        "/lighthouse/book/..%2f..%2fbook.toml",
        "/lighthouse/book/..%5cbook.toml",
        "/-/%2e%2e/master.xhtml.j2",
    ],
)
def test_nothing_outside_is_served(workspace: Workspace, path: str) -> None:
    assert ask(workspace, path).status_code == 400


@pytest.mark.parametrize(
    "path",
    ["/-/master.xhtml.j2", "/lighthouse/book/META-INF/container.xml", "/elsewhere/", "/a/state"],
)
def test_nothing_else_is_served(workspace: Workspace, path: str) -> None:
    assert ask(workspace, path).status_code == 404


def test_beyond_loopback_a_name_of_someone_else_is_still_refused(workspace: Workspace) -> None:
    wide = Address(host="0.0.0.0", port=8137)
    path = f"/{SLUG}/state"
    assert (
        ask(workspace, path, address=wide, headers={"host": "192.168.1.5:8137"}).status_code == 200
    )
    assert (
        ask(workspace, path, address=wide, headers={"host": "press.example:8137"}).status_code
        == 421
    )


def test_a_port_that_is_taken_is_said_to_be() -> None:
    opened, address = listen("127.0.0.1", 0)
    with opened:
        opened.listen()
        assert address.port > 0
        with pytest.raises(UsageError, match="cannot be listened on"):
            listen("127.0.0.1", address.port)


def test_the_folder_of_a_title_is_told_from_templates(tmp_path: Path) -> None:
    from makeready.press.preview.server import _title_of

    content = tmp_path / "content"
    assert _title_of(str(content / "kites" / "text" / "01.md"), content) == "kites"
    assert _title_of(str(tmp_path / "templates" / "master.xhtml.j2"), content) == ""
