"""No attack hangs, ends in a traceback or a fault of ours, or leaves a file behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from press.titles import write_title
from soak import attacks
from soak.attack_run import run

if TYPE_CHECKING:
    from pathlib import Path

    from soak.attacks import Files

pytestmark = pytest.mark.soak

LIMIT = 20
"""Seconds that a task may take; what is at fault is then looked for, which takes its own time."""

BUILDS = {
    f"{kind}: {name}": files
    for kind, table in (
        ("drawing", attacks.DRAWINGS),
        ("picture", attacks.PICTURES),
        ("style", attacks.STYLES),
        ("text", attacks.TEXTS),
    )
    for name, files in table.items()
}


@pytest.mark.parametrize("name", BUILDS)
def test_a_build_ends_and_leaves_nothing(name: str, tmp_path: Path) -> None:
    files: Files = BUILDS[name]
    write_title(tmp_path / "content", files)
    done = run(tmp_path, "build", "--time-limit", str(LIMIT), "--jobs", "1")
    output = tmp_path / "output/mills"
    made = sorted(each.suffix for each in output.glob("*")) if output.is_dir() else []
    assert (done.code == 0) is (".pdf" in made)
    assert (".pdf" in made) is (".epub" in made)
    if done.code:
        assert "error" in done.err


@pytest.mark.parametrize("name", attacks.WORKS)
def test_a_bibliography_ends_and_leaves_nothing(name: str, tmp_path: Path) -> None:
    files: Files = {"text/a.md": "# One\n\nx [@a]\n", "a.bib": attacks.WORKS[name]}
    folder = write_title(tmp_path / "content", files)
    with (folder / "book.toml").open("a", encoding="utf-8") as book:
        book.write('\n[bibliography]\nfiles = ["a.bib"]\n')
    done = run(tmp_path, "build", "--time-limit", str(LIMIT), "--jobs", "1")
    assert done.code == 0 or "a.bib" in done.err


@pytest.mark.parametrize("name", attacks.SOURCES)
def test_an_import_ends_and_leaves_nothing(name: str, tmp_path: Path) -> None:
    file, data = attacks.SOURCES[name]
    (tmp_path / "content").mkdir()
    packed = attacks.pack(data) if isinstance(data, dict) else data
    (tmp_path / file).write_bytes(packed.encode() if isinstance(packed, str) else packed)
    done = run(tmp_path, "import", file, "--slug", "a", "--time-limit", str(LIMIT))
    if done.code:
        assert "error" in done.err
        assert not list((tmp_path / "content").iterdir())


@pytest.mark.parametrize(
    "words",
    [
        ("release", "-v1"),
        ("release", "--", "-v1"),
        ("release", "v1;ls"),
        ("release", "../v1"),
        ("catalogue", "--base-url", "javascript:go()"),
        ("catalogue", "--base-url", "\n"),
        ("preview", "../../etc"),
        ("build", "../mills"),
        ("build", "-"),
        ("check", "nowhere"),
        ("diff", "-x", "y"),
        ("diff", "/dev/null", "/dev/zero"),
        ("explain", "../../X"),
        ("new", "../a"),
        ("import", "/dev/null", "--slug", "a"),
        ("import", "content", "--slug", "a"),
        ("audit", "mills"),
    ],
    ids=" ".join,
)
def test_odd_words_of_a_command_line_are_refused(words: tuple[str, ...], tmp_path: Path) -> None:
    write_title(tmp_path / "content", {"text/a.md": attacks.TEXT})
    done = run(tmp_path, *words)
    assert done.code != 0
    assert done.err
