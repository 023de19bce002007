"""What the pages show is told with the line of the manuscript, and can be waived there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from makeready.cli import main
from press.titles import write_title

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

CODE = "    the longest line of code that anybody ever wrote down, " + "and longer still, " * 6
LONG = "The reeds stood in the water as far as the mill, *and further*. " * 60
TEXT = f"# One\n\nA line of code:\n\n{CODE}\n\nA call.[^a]\n\n# Two\n\n[^a]:\n    {LONG}\n"
WAIVER = """
[[waivers]]
code = "P-004"
at = "text/a.md:5"
because = "The line is of that length in the program, too."
"""


def folders(root: Path) -> tuple[str, ...]:
    return ("--content", str(root / "content"), "--output", str(root / "output"))


def told(root: Path, *, more: str = "") -> list[tuple[str, str, int]]:
    folder = write_title(root / "content", {"text/a.md": TEXT}, more=more)
    (folder / "style.css").write_text("pre { margin-right: -30pt }")
    assert main((*folders(root), "build")) == 0
    found = json.loads((root / "output/mills/findings.json").read_text())["findings"]
    return [(finding["code"], finding["file"], finding["line"]) for finding in found]


def test_a_finding_of_the_pages_names_its_line_and_can_be_waived_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = {"P-003": 7, "P-004": 5, "P-011": 12}
    assert {(code, "text/a.md", line) for code, line in lines.items()} <= set(told(tmp_path))
    assert "text/a.md:5: P-004" in capsys.readouterr().err
    told(tmp_path, more=WAIVER)
    assert "P-004" not in capsys.readouterr().err


def test_words_that_the_pages_lack_are_told_with_their_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_title(
        tmp_path / "content", {"text/a.md": "# One\n\nReeds.\n\n*Hidden words.*\n"}
    )
    (folder / "style.css").write_text("em { font-size: 0 }")
    assert main((*folders(tmp_path), "build")) == 9
    assert "text/a.md:5: P-002" in capsys.readouterr().err
