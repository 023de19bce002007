"""A slug and a few facts become a title that builds at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.core.model import Slug
from makeready.files.book.draft import Draft, title_from, write_draft
from makeready.files.workspace import check_slug, find_content

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["check_slug", "new_title", "title_from"]

AUTHOR = "Author Unknown"
"""Stands where nobody has said who wrote the book."""

LANGUAGE = "en"
"""The language of a title of which nobody has said it."""


def new_title(
    start: Path, slug: str, *, content: Path | None, facts: tuple[str, str, str]
) -> tuple[str, ...]:
    """Make a title's folder and return its files, named from where the command was given.

    `facts` are title, author and language, each "" where nothing was said. Where there is no folder
    of titles from here upward, one is made here.
    """
    titles = find_content(start, content)
    title, author, language = facts
    draft = Draft(
        slug=Slug(slug),
        title=title or title_from(slug),
        author=author or AUTHOR,
        language=language or LANGUAGE,
    )
    made = write_draft(titles, draft)
    folder = titles.relative_to(start) if titles.is_relative_to(start) else titles
    return tuple((folder / slug / name).as_posix() for name in made)
