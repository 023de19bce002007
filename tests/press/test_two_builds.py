"""Two builds at once that share an output folder and what is remembered do each other no harm."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from makeready.press.build.outcomes import Built
from makeready.press.build.pipeline import build_titles
from press.small_titles import chapter, editions, workspace, write_title

if TYPE_CHECKING:
    from pathlib import Path

SLUGS = ("salt", "sea")


def write(root: Path, word: str) -> None:
    for slug in SLUGS:
        write_title(root / "content", slug, chapter("One").replace("plain", word))


def start(root: Path, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "makeready", "--content", str(root / "content"), "build"]
    return subprocess.Popen(
        [*command, "--json", "--jobs", "1", *words],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        text=True,
    )


def finish(build: subprocess.Popen[str]) -> str:
    told, _ = build.communicate()
    assert build.returncode == 0, told
    return told


def build(root: Path) -> None:
    """Build in this process, and see that nothing that is remembered is damaged."""
    for outcome in build_titles(workspace(root), (), lambda _: None):
        assert isinstance(outcome, Built)
        assert "B-001" not in {found.code for found in outcome.findings}


TEXTS = ("plain", "simple")


# the last takes away at once what the other remembers
@pytest.mark.parametrize(
    ("words", "texts"),
    [
        ((), TEXTS[:1]),
        pytest.param((), TEXTS, marks=pytest.mark.soak),
        pytest.param(("--fresh",), TEXTS, marks=pytest.mark.soak),
        pytest.param(("--cache-size", "0"), TEXTS, marks=pytest.mark.soak),
    ],
)
def test_two_builds_at_once_give_what_one_gives(
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    words: tuple[str, ...],
    texts: tuple[str, ...],
) -> None:
    alone = tmp_path_factory.mktemp("alone")
    for word in texts:
        write(alone, word)
        write(tmp_path, word)
        build(alone)
        both = [start(tmp_path), start(tmp_path, *words)]
        told = "".join([finish(build) for build in both])
        assert "B-001" not in told
        assert editions(workspace(tmp_path)) == editions(workspace(alone))
    build(tmp_path)
