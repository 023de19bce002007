"""No attack on a preview, a site, a check, a release or the disk hangs or leaves a file behind."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
import zipfile
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from press.titles import listing, write_title
from soak import attacks
from soak.attack_run import INTERRUPTED, end, run, start

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif("sys.platform == 'win32'", reason="there are no such signals and limits"),
]

EPUB = "output/mills/mills.epub"
PDF = "output/mills/mills.pdf"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the small book once."""
    root = tmp_path_factory.mktemp("made")
    write_title(root / "content", {"text/a.md": attacks.TEXT})
    assert run(root, "build", "--jobs", "1").code == 0
    return root


@pytest.fixture
def press(made: Path, tmp_path: Path) -> Path:
    """Return a copy of the small book and its editions."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path


# --- the site ---

HISTORIES: dict[str, str | bytes] = {
    "no heading": "What changed.\n",
    "a heading alone": "## \n",
    "a day that is none": "## 1.0 - 2026-13-45\n",
    "a version that is none": "## <script> - 2026-01-01\n",
    "zeros": b"\0" * 5000,
    "bytes": bytes(range(256)),
    "headings without end": "## 1.0 - 2026-01-01\n" * 40_000,
    "quotations in quotations": "## 1.0 - 2026-01-01\n" + "> " * 5000 + "x",
    "a tag": "## 1.0 - 2026-01-01\n<script>go()</script> ]]> &x; \u202e\n",
}


@pytest.mark.parametrize("name", HISTORIES)
def test_a_history_breaks_no_site(name: str, press: Path) -> None:
    data = HISTORIES[name]
    (press / "content/mills/CHANGES.md").write_bytes(
        data.encode() if isinstance(data, str) else data
    )
    done = run(press, "catalogue", "--base-url", "https://example.org/", limit=120)
    assert done.code == 0 or "CHANGES.md" in done.err
    assert_site_is_whole(press, is_there=done.code == 0)


TITLES = {
    "a script": "</title><script>go()</script>",
    "quotation marks": "' \\\" `` ]]> --> {x} %s \\\\",
    "other directions": "\\u202eabc\\u2066",
    "a long one": "long " * 1000,
}


@pytest.mark.parametrize("name", TITLES)
def test_a_title_breaks_no_site(name: str, tmp_path: Path) -> None:
    write_title(tmp_path / "content", {"text/a.md": attacks.TEXT}, title=TITLES[name])
    built = run(tmp_path, "build", "--jobs", "1")
    done = run(tmp_path, "catalogue", "--base-url", "https://example.org/", limit=120)
    assert (built.code == 0) is (done.code == 0), built.err + done.err
    assert_site_is_whole(tmp_path, is_there=done.code == 0)


def assert_site_is_whole(root: Path, *, is_there: bool) -> None:
    pages = [each for each in (root / "output").rglob("*.html") if "site" in each.parts[-3:]]
    assert bool(list((root / "output").rglob("index.html"))) is is_there
    assert not any(b"<script>go()" in page.read_bytes() for page in pages)
    for feed in (*root.rglob("output/**/*.atom"), *root.rglob("output/**/*.xml")):
        etree.parse(feed)


# --- the check ---


def _flipped(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        largest = max(packed.infolist(), key=lambda each: each.compress_size)
    where = largest.header_offset + 30 + len(largest.filename) + largest.compress_size // 2
    return data[:where] + bytes([data[where] ^ 0x55]) + data[where + 1 :]


def _swollen(data: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as packed,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as other,
    ):
        for each in packed.infolist():
            is_text = each.filename.endswith(".xhtml")
            other.writestr(each, packed.read(each) + b" " * (100_000_000 if is_text else 0))
    return out.getvalue()


DAMAGES: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "a byte of the e-book": (EPUB, _flipped),
    "an e-book that unpacks without end": (EPUB, _swollen),
    "half an e-book": (EPUB, lambda data: data[: len(data) // 2]),
    "an empty e-book": (EPUB, lambda _: b""),
    "an e-book of zeros": (EPUB, lambda data: b"\0" * len(data)),
    "a printed edition without its table": (PDF, lambda data: data[:-400]),
    "half a printed edition": (PDF, lambda data: data[: len(data) // 2]),
    "an empty printed edition": (PDF, lambda _: b""),
    "a printed edition of zeros": (PDF, lambda data: b"\0" * len(data)),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_check_tells_of_damaged_editions(name: str, press: Path) -> None:
    file, damage = DAMAGES[name]
    path = press / file
    path.write_bytes(damage(path.read_bytes()))
    done = run(press, "check", limit=300)
    assert done.code != 0
    assert path.name in done.out + done.err


# --- the release ---


@pytest.mark.parametrize("tag", ["v1.0;ls", "$(ls)", "v1.0'x", "mills-v1.0\u202e", "v" * 200])
def test_a_tag_that_names_no_version_is_refused(tag: str, press: Path) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    for words in (("init", "-q"), ("add", "content"), ("commit", "-qm", "x"), ("tag", tag)):
        subprocess.run(("git", *who, *words), cwd=press, check=True)
    before = listing(press / "output")
    done = run(press, "release", tag, limit=120)
    assert done.code == 2
    assert listing(press / "output") == before


# --- the disk ---


@pytest.mark.skipif("not shutil.which('prlimit')", reason="prlimit bounds the size of files")
@pytest.mark.parametrize("largest", [0, 3000, 20_000, 60_000])
def test_a_disk_that_is_full_leaves_the_old_pair(largest: int, press: Path) -> None:
    before = listing(press / "output/mills")
    (press / "content/mills/text/a.md").write_text("# One\n\nOther words.\n", "utf-8")
    done = run(press, "build", "--fresh", "--jobs", "1", largest=largest)
    assert done.code
    assert "error" in done.err
    assert listing(press / "output/mills") == before


@pytest.mark.parametrize("verb", ["build", "catalogue", "check"])
def test_a_full_temporary_folder_is_told_of(verb: str, press: Path) -> None:
    (press / "content/mills/text/a.md").write_text("# One\n\nOther words.\n", "utf-8")
    before = listing(press / "output/mills")
    with small_disk(press / "t"):
        done = run(press, verb)
    if done.code and verb == "build":
        assert "space" in done.err
    assert listing(press / "output/mills") == before or done.code == 0


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """Mount a disk of 64 KB, which only the superuser of a machine may do."""
    folder.mkdir(exist_ok=True)
    words = ("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder))
    if shutil.which("mount") is None or subprocess.run(words, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        yield
    finally:
        subprocess.run(("umount", str(folder)), check=True)


@pytest.mark.parametrize("kind", ["a file", "a folder of the system", "a folder to read only"])
def test_an_output_folder_that_takes_nothing_is_told_of(kind: str, tmp_path: Path) -> None:
    write_title(tmp_path / "content", {"text/a.md": attacks.TEXT})
    output = tmp_path / "output"
    if kind == "a file":
        output.write_text("")
    elif kind == "a folder of the system":
        output.symlink_to("/proc/self")
    else:
        output.mkdir(mode=0o555)
        if os.access(output, os.W_OK):
            pytest.skip("the superuser writes everywhere")
    done = run(tmp_path, "build", "--jobs", "1")
    assert done.code
    assert "output" in done.err


# --- a signal ---


@pytest.mark.parametrize("after", [0, 2])
@pytest.mark.parametrize("what", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_build_that_is_ended_leaves_nothing(
    jobs: str, what: signal.Signals, after: float, tmp_path: Path
) -> None:
    long = "".join(f"# Chapter {n}\n\n{'Words of a mill. ' * 800}\n\n" for n in range(20))
    write_title(tmp_path / "content", {"text/a.md": long}, slug="mills")
    write_title(tmp_path / "content", {"text/a.md": long}, slug="more")
    build = start(tmp_path, "build", "--jobs", jobs)
    assert build.stderr is not None
    build.stderr.readline()
    time.sleep(after)
    os.killpg(build.pid, what)
    done = end(tmp_path, build, 60)
    assert done.code == INTERRUPTED
    assert not list(tmp_path.glob("output/*/*.pdf"))


@pytest.mark.parametrize("what", [signal.SIGINT, signal.SIGTERM])
def test_a_preview_answers_and_ends(what: signal.Signals, press: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    preview = start(press, "preview", "mills", "--port", str(port), "--json")
    assert preview.stdout is not None
    url = next(json.loads(line)["url"] for line in preview.stdout if '"preview"' in line)
    with urllib.request.urlopen(url, timeout=60) as answer:
        assert b"<html" in answer.read()
    os.killpg(preview.pid, what)
    assert end(press, preview, 60).code in {0, INTERRUPTED}
