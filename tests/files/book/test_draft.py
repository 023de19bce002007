from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from makeready.core.errors import ConfigError, WorkspaceError
from makeready.core.model import Slug
from makeready.files.book.draft import CHAPTER, Draft, title_from, write_draft
from makeready.files.workspace import find_workspace, read_title

if TYPE_CHECKING:
    from pathlib import Path


def draft(slug: str = "lighthouse", **facts: str) -> Draft:
    known = {"title": "The Lighthouse", "author": "Ada Quill", "language": "en-GB", **facts}
    return Draft(slug=Slug(slug), **known)


def test_a_draft_is_a_title_with_a_note(tmp_path: Path) -> None:
    files = write_draft(tmp_path / "content", draft())
    assert files == ("book.toml", CHAPTER)
    title = read_title(find_workspace(tmp_path), "lighthouse")
    assert title.book.title == "The Lighthouse"
    assert [person.name for person in title.book.people] == ["Ada Quill"]
    assert "[^first]:" in title.texts[0].text


def test_two_drafts_have_two_identifiers(tmp_path: Path) -> None:
    found = []
    for slug in ("one", "two"):
        write_draft(tmp_path / "content", draft(slug))
        found.append(read_title(find_workspace(tmp_path), slug).book.identifier)
    assert found[0] != found[1]
    assert all(identifier.startswith("urn:uuid:") for identifier in found)


@pytest.mark.parametrize("title", ['Say "no"', "Back\\slash", "Größe und $title", "# not a remark"])
def test_a_title_may_have_any_characters(tmp_path: Path, title: str) -> None:
    write_draft(tmp_path / "content", draft(title=title))
    assert read_title(find_workspace(tmp_path), "lighthouse").book.title == title


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "lighthouse"
    folder.mkdir(parents=True)
    (folder / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(WorkspaceError, match="already a folder"):
        write_draft(tmp_path / "content", draft())
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("slug", ["Upper", "a b", "../a", "", ".hidden", "a/b"])
def test_a_name_that_is_no_slug_is_refused(tmp_path: Path, slug: str) -> None:
    with pytest.raises(WorkspaceError, match="not a slug"):
        write_draft(tmp_path / "content", draft(slug))
    assert not (tmp_path / "content").exists()


def test_a_fact_that_is_none_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="not a BCP 47 language"):
        write_draft(tmp_path / "content", draft(language="klingonese"))
    assert list((tmp_path / "content").iterdir()) == []


def test_a_slug_suggests_a_title() -> None:
    assert title_from("the-second-ferry") == "The second ferry"
