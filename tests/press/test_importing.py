"""A source becomes a title's folder, and stays the editor's once it was edited."""

from __future__ import annotations

import datetime as dt
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from makeready.core.errors import ConfigError, OverdueError, SourceError, WorkspaceError
from makeready.core.findings import Place
from makeready.core.model import Slug
from makeready.files.workspace import Workspace, read_title
from makeready.press.auditing import audit
from makeready.press.importing import import_source

if TYPE_CHECKING:
    from makeready.press.importing import Received

REPOSITORY = Path(__file__).resolve().parents[2]
TODAY = dt.date(2020, 2, 20)
SOURCE = (
    "# The Kiln Book\n\nBy Ann Potter\n\nPublished on 3 May 2019\n\n## First firing\n\n"
    "The kiln was lit on the Monday and burned until the Friday.<sup>1</sup>\n\n"
    "<sup>1</sup> In a wet year it took longer.\n\n## Second firing\n\n"
    "Nobody slept much, and everybody ate what the baker brought in the mornings.\n"
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    content = tmp_path / "content"
    content.mkdir()
    templates = REPOSITORY / "templates"
    return Workspace(content=content, output=tmp_path, templates=templates, fonts=tmp_path)


def received(workspace: Workspace, text: str = SOURCE, recipe: str = "") -> Received:
    file = workspace.output / "kiln.txt"
    file.write_text(text, "utf-8")
    answers = workspace.output / "answers.toml"
    answers.write_text(recipe, "utf-8")
    return import_source(workspace, file, "kiln", recipe=answers if recipe else None, today=TODAY)


def test_a_script_that_the_press_has_no_face_for_gets_the_family_that_brings_it(
    workspace: Workspace,
) -> None:
    pressed = replace(workspace, fonts=REPOSITORY / "fonts")
    received(pressed, SOURCE.replace("Nobody", "陶工 and Καλός and nobody"))
    book = read_title(pressed, "kiln").book
    assert book.fallback_fonts == ("Noto Serif CJK SC",)


def test_a_title_stands_in_its_folder(workspace: Workspace) -> None:
    told = received(workspace)
    assert (told.linked, told.alone, told.changed) == (1, 0, {})
    title = read_title(workspace, "kiln")
    assert title.book.title == "The Kiln Book"
    assert [person.name for person in title.book.people] == ["Ann Potter"]
    assert title.book.modified == title.book.published == dt.date(2019, 5, 3)
    assert [part.file for part in title.book.parts] == [
        "text/01-first-firing.md",
        "text/02-second-firing.md",
    ]
    assert "[^1]: In a wet year" in title.texts[0].text
    folder = workspace.content / "kiln/source"
    assert sorted(path.name for path in folder.iterdir()) == [
        "kiln.txt",
        "ledger.jsonl",
        "recipe.toml",
        "report.html",
        "sha256",
    ]


def test_a_title_without_a_date_bears_the_day_that_is_handed_in(workspace: Workspace) -> None:
    received(workspace, SOURCE.replace("Published on 3 May 2019\n\n", ""))
    assert read_title(workspace, "kiln").book.modified == TODAY


def test_the_same_source_gives_the_same_bytes(workspace: Workspace) -> None:
    received(workspace)
    folder = workspace.content / "kiln"
    files = {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    received(workspace)
    assert files == {p: p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_edited_text_is_kept_and_the_new_one_put_beside(workspace: Workspace) -> None:
    received(workspace)
    path = workspace.content / "kiln/text/01-first-firing.md"
    path.write_text(path.read_text("utf-8").replace("lit", "kindled"), "utf-8")
    told = received(workspace)
    assert told.changed == {"text/01-first-firing.md": (1, 1)}
    assert "kindled" in path.read_text("utf-8")
    beside = workspace.content / "kiln/text.new/01-first-firing.md"
    assert "lit" in beside.read_text("utf-8")


def test_book_toml_stays_the_editors(workspace: Workspace) -> None:
    received(workspace)
    path = workspace.content / "kiln/book.toml"
    path.write_text(path.read_text("utf-8").replace("The Kiln Book", "Kilns"), "utf-8")
    received(workspace)
    assert read_title(workspace, "kiln").book.title == "Kilns"


def test_a_recipe_is_obeyed_and_kept(workspace: Workspace) -> None:
    received(workspace)
    held = (workspace.content / "kiln/source/recipe.toml").read_text("utf-8")
    said = '[[text]]\nline = 9\nraw = "Monday"\nto = "Sunday"\n'
    received(workspace, recipe=held + said)
    folder = workspace.content / "kiln"
    assert "on the Sunday" in (folder / "text/01-first-firing.md").read_text("utf-8")
    assert said.strip() in (folder / "source/recipe.toml").read_text("utf-8")


def test_a_recipe_of_another_source_is_refused(workspace: Workspace) -> None:
    with pytest.raises(ConfigError, match="another source"):
        received(workspace, recipe='[source]\nsha256 = "0"\n')
    assert not (workspace.content / "kiln").exists()


def test_an_import_that_is_stopped_at_its_end_leaves_the_title_as_it_was(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise OverdueError("too long", where=Place("kiln.txt"), hint="")

    def whole() -> dict[Path, bytes]:
        found = sorted(workspace.content.rglob("*"))
        return {path: path.read_bytes() for path in found if path.is_file()}

    monkeypatch.setattr("makeready.master.make.make", stop)
    with pytest.raises(OverdueError):
        received(workspace)
    assert list(workspace.content.iterdir()) == []
    monkeypatch.undo()
    received(workspace)
    before = whole()
    monkeypatch.setattr("makeready.master.make.make", stop)
    with pytest.raises(OverdueError):
        received(workspace, SOURCE.replace("Monday", "Sunday"))
    assert whole() == before


def test_an_audit_accounts_for_every_character(workspace: Workspace) -> None:
    received(workspace)
    told = audit(workspace, "kiln")
    assert (told.findings, told.edited) == ((), ())
    assert sum(size for _, size in told.rules.values()) == len(SOURCE)


def test_an_audit_reads_bytes_outside_utf_8_as_import_did(workspace: Workspace) -> None:
    file = workspace.output / "kiln.txt"
    mixed = SOURCE.replace("Monday", "“Mönday”").encode().replace(b"baker", b"baker\x92s boy")
    file.write_bytes(mixed)
    import_source(workspace, file, "kiln", recipe=None, today=TODAY)
    assert (workspace.content / "kiln/source/kiln.txt").read_bytes() == mixed
    assert "baker’s boy" in read_title(workspace, "kiln").texts[1].text
    assert audit(workspace, "kiln").findings == ()


def test_an_audit_names_what_was_edited(workspace: Workspace) -> None:
    received(workspace)
    path = workspace.content / "kiln/text/02-second-firing.md"
    path.write_text("Nobody slept.\n", "utf-8")
    assert audit(workspace, "kiln").edited == ("text/02-second-firing.md",)


def test_an_audit_finds_another_source(workspace: Workspace) -> None:
    received(workspace)
    (workspace.content / "kiln/source/kiln.txt").write_text("Other words.\n", "utf-8")
    assert [found.code for found in audit(workspace, "kiln").findings] == ["L-005"]


def test_an_audit_needs_a_title_and_its_ledger(workspace: Workspace) -> None:
    with pytest.raises(WorkspaceError, match='there is no title "kiln"'):
        audit(workspace, "kiln")
    (workspace.content / "kiln").mkdir()
    (workspace.content / "kiln/book.toml").write_text("", "utf-8")
    with pytest.raises(WorkspaceError, match="no ledger"):
        audit(workspace, "kiln")


def test_a_slug_is_a_name_for_a_folder(workspace: Workspace) -> None:
    with pytest.raises(WorkspaceError, match="not a slug"):
        import_source(workspace, workspace.output, "../kiln", recipe=None, today=TODAY)


def test_a_file_that_is_not_there_is_named(workspace: Workspace) -> None:
    with pytest.raises(SourceError, match=r"none\.txt"):
        import_source(
            workspace, workspace.output / "none.txt", Slug("kiln"), recipe=None, today=TODAY
        )


@pytest.mark.parametrize(
    ("file", "remedy"),
    [
        ("_quarto.yml", "quarto render"),
        ("_bookdown.yml", "render_book"),
        ("src/SUMMARY.md", "mdbook"),
        ("01.md", "pandoc *.md"),
        ("x.txt", "name one file"),
    ],
)
def test_a_folder_of_chapters_is_named_with_what_makes_one_file_of_it(
    workspace: Workspace, tmp_path: Path, file: str, remedy: str
) -> None:
    (tmp_path / "reeds" / file).parent.mkdir(parents=True)
    (tmp_path / "reeds" / file).write_text("x")
    with pytest.raises(SourceError, match="this is a folder") as caught:
        import_source(workspace, tmp_path / "reeds", "reeds", recipe=None, today=TODAY)
    assert remedy in caught.value.hint


def test_the_notes_of_a_document_are_counted_and_each_finding_is_told_once(
    workspace: Workspace,
) -> None:
    file = workspace.output / "kiln.rst"
    notes = "".join(f".. [{n}] In year {n} it took longer.\n\n" for n in (1, 2, 3))
    picture = ".. image:: elsewhere.png\n\n"
    file.write_text(f"Firing\n======\n\nLit [1]_ and [2]_ fed [3]_.\n\n{picture}{notes}", "utf-8")
    told = import_source(workspace, file, "kiln", recipe=None, today=TODAY)
    assert (told.linked, told.alone) == (3, 0)
    assert len(told.findings) == len(set(told.findings)) > 0


PAGE = """<html lang="en"><head><title>The Kiln</title></head><body><h1>Firing</h1>
<p>It was lit<a id="c" href="#n">1</a> on Monday.</p><img src="pictures/kiln.png" alt="A kiln">
<p style="display: none">Nobody reads this.</p><h2></h2><p><a href="two.html">More</a></p>
<p><a id="n" href="#c">1</a> Of brick.</p></body></html>"""


def imported(workspace: Workspace, page: str = PAGE) -> Received:
    (workspace.output / "kiln.html").write_text(page, "utf-8")
    return import_source(
        workspace, workspace.output / "kiln.html", "kiln", recipe=None, today=TODAY
    )


def test_an_audit_of_a_document_claims_what_was_compared(workspace: Workspace) -> None:
    told = imported(workspace)
    audited = audit(workspace, "kiln")
    assert audited.document == "kiln.html"
    assert audited.compared == told.compared
    assert audited.compared is not None
    words, kept, taken = audited.compared
    named = [found.message for found in audited.findings]
    assert named == ["hidden words: 3 words left out: “Nobody reads this”"]
    assert words - kept - taken == 3
    assert {"D.linked-note", "D.empty-heading", "D.link"} <= audited.rules.keys()


def test_an_audit_finds_another_document(workspace: Workspace) -> None:
    imported(workspace)
    (workspace.content / "kiln/source/kiln.html").write_text("<p>Other.</p>", "utf-8")
    audited = audit(workspace, "kiln")
    assert audited.compared is None
    assert [found.code for found in audited.findings] == ["L-005"]


def test_a_picture_that_lies_beside_the_source_is_taken(workspace: Workspace) -> None:
    picture = b"\x89PNG\r\n\x1a\n"
    (workspace.output / "pictures").mkdir()
    (workspace.output / "pictures/kiln.png").write_bytes(picture)
    imported(workspace)
    assert (workspace.content / "kiln/images/kiln.png").read_bytes() == picture


def test_a_picture_beside_extracted_text_is_taken_and_shown(workspace: Workspace) -> None:
    source = workspace.output / "kiln.md"
    source.with_name("k.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    marks = "![A kiln](k.png){width=50%}\n\nA sign ![](k.png) here, ![none](lost.png) there."
    source.write_text(f"# Firing\n\n{marks}\n\nIt was lit on Monday.\n", "utf-8")
    told = import_source(workspace, source, "kiln", recipe=None, today=TODAY)
    text = (workspace.content / "kiln/text/01-firing.md").read_text("utf-8")
    assert "\n\n![A kiln](images/k.png){width=50%}\n\n" in text
    assert "A sign ![](images/k.png) here, none there." in text
    assert (workspace.content / "kiln/images/k.png").is_file()
    lost = [str(found.place) for found in told.findings if found.code == "S-135"]
    assert lost == ["source/kiln.md:5"]
    assert "M.image" in audit(workspace, "kiln").rules


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes with names")
@pytest.mark.parametrize("name", ["a%00b.png", f"{'k' * 300}.png", "ring.png", "pipe.png"])
def test_a_picture_that_can_be_no_file_is_told_as_missing(workspace: Workspace, name: str) -> None:
    (workspace.output / "ring.png").symlink_to("ring.png")
    os.mkfifo(workspace.output / "pipe.png")
    source = workspace.output / "kiln.md"
    source.write_text(f"# Firing\n\nIt was lit on ![]({name}) Monday.\n", "utf-8")
    told = import_source(workspace, source, "kiln", recipe=None, today=TODAY)
    assert "S-135" in [found.code for found in told.findings]


@pytest.mark.parametrize("name", ["../secret.png", "%2e%2e/secret.png", "/etc/hostname"])
def test_nothing_outside_the_folder_of_the_source_is_taken(workspace: Workspace, name: str) -> None:
    (workspace.output.parent / "secret.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    told = imported(workspace, f"<p>x <img src='{name}'></p>")
    assert "S-111" in [found.code for found in told.findings]
    assert not (workspace.content / "kiln/images").exists()


def test_what_would_forbid_an_edition_is_told_at_once(workspace: Workspace) -> None:
    (workspace.output / "pictures").mkdir()
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'
    (workspace.output / "pictures/kiln.svg").write_text(drawing, "utf-8")
    told = imported(workspace, PAGE.replace("kiln.png", "kiln.svg"))
    assert "T-012" in [found.code for found in told.findings]


def test_a_document_is_asked_about_once_and_its_recipe_obeyed(workspace: Workspace) -> None:
    imported(workspace)
    path = workspace.content / "kiln/source/recipe.toml"
    recipe = path.read_text("utf-8")
    assert '#[document]\n#hidden = "keep"' in recipe
    path.write_text(recipe.replace("#[document]\n#hidden", "[document]\nhidden"), "utf-8")
    told = imported(workspace)
    assert "Nobody reads this." in (workspace.content / "kiln/text/01.md").read_text("utf-8")
    assert not [found for found in told.findings if found.code == "S-142"]


@pytest.mark.parametrize("text", ["", " \n\n", "\f\n"])
def test_a_source_without_words_makes_no_title(workspace: Workspace, text: str) -> None:
    with pytest.raises(SourceError, match="no words"):
        received(workspace, text)
    assert not (workspace.content / "kiln").exists()
