"""An import is told in a line, and an audit proves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

SOURCE = (
    "# The Kiln Book\n\nBy Ann Potter\n\n## Firing\n\nIt burned until the Friday and went out.\n"
)


def carried_out(folder: Path, *words: str) -> int:
    content = folder / "content"
    content.mkdir(exist_ok=True)
    return main(["--content", str(content), "--output", str(folder / "output"), *words])


def test_a_source_is_imported_and_audited(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "kiln.txt"
    file.write_text(SOURCE, "utf-8")
    assert carried_out(tmp_path, "import", str(file), "--slug", "kiln") == 0
    assert capsys.readouterr().out.startswith("kiln: 1 files of text, 0 notes linked")
    assert carried_out(tmp_path, "audit", "kiln") == 0
    assert capsys.readouterr().out.endswith("every character of the source is accounted for\n")


def test_an_audit_lists_every_word_that_is_not_in_the_manuscript(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "kiln.txt"
    days = ("Friday", "Monday", "Sunday", "Tuesday")
    pages = (f"THE KILN\n\nIt burned on {day}.\n\n{n}\n" for n, day in enumerate(days, start=1))
    file.write_text("\f".join(pages), "utf-8")
    carried_out(tmp_path, "import", str(file), "--slug", "kiln")
    capsys.readouterr()
    carried_out(tmp_path, "audit", "kiln")
    told = capsys.readouterr().out
    assert "F.folio: 4 words of the source are not in the manuscript\n  1, 2, 3, 4\n" in told
    assert "F.head: 8 words of the source" in told
    assert "THE KILN (4 times)\n" in told
    assert 'title = "THE KILN"' in (tmp_path / "content/kiln/book.toml").read_text("utf-8")


def test_an_audit_of_another_source_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "kiln.txt"
    file.write_text(SOURCE, "utf-8")
    carried_out(tmp_path, "import", str(file), "--slug", "kiln")
    (tmp_path / "content/kiln/source/kiln.txt").write_text("Other words.\n", "utf-8")
    assert carried_out(tmp_path, "audit", "kiln") == 9
    assert "L-005" in capsys.readouterr().err
