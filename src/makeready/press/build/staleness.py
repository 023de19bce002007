"""The titles of a workspace → outcomes of those that are unchanged, and the stale ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from makeready.core.errors import MakereadyError
from makeready.core.findings import Finding
from makeready.core.model import Digest, Slug
from makeready.files.disk.values import key
from makeready.files.workspace import fingerprint_title, list_titles, read_title
from makeready.press.build import records
from makeready.press.build.memory import Memory
from makeready.press.build.outcomes import Failed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from makeready.core.model import Title
    from makeready.files.workspace import Fingerprint, Workspace
    from makeready.press.build.context import BuildContext
    from makeready.press.build.outcomes import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleTitle:
    """A title that has to be built: the key of its record, and the size of its folder.

    `record` is None where the title changed after it was looked at: its key would be wrong.
    `remarks` are about the cache.
    """

    slug: Slug
    record: Digest | None
    size: int
    remarks: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleRead:
    """A stale title that has been read, with the machine's fonts at that moment."""

    stale: StaleTitle
    machine: records.Machine


def select_titles(workspace: Workspace, slugs: tuple[str, ...]) -> tuple[Slug, ...]:
    """Return the titles that are asked for, each once, or all of them where none is named."""
    return tuple(Slug(slug) for slug in dict.fromkeys(slugs or list_titles(workspace)))


def sort_out_stale(
    context: BuildContext, slugs: Sequence[Slug]
) -> tuple[dict[Slug, Outcome], tuple[StaleTitle, ...]]:
    """Return the outcomes of titles of which nothing has changed, and the titles to be made."""
    looked_at = [(slug, _look_at(context, slug)) for slug in slugs]
    current = {slug: found for slug, found in looked_at if not isinstance(found, StaleTitle)}
    return current, tuple(found for _, found in looked_at if isinstance(found, StaleTitle))


def read_stale(context: BuildContext, stale: StaleTitle) -> tuple[TitleRead, Title]:
    """Return a title as it is on disk; its record is None if it changed since it was looked at.

    The fingerprint is taken again after reading: files may be saved at any moment, and a record
    under the key of other content would later pass for its build.
    """
    title = read_title(context.workspace, stale.slug)
    fingerprint = fingerprint_title(context.workspace, stale.slug)
    if _name_record(context, stale.slug, fingerprint) != stale.record:
        stale = replace(stale, record=None)
    machine = records.describe_machine(title.book.fallback_fonts)
    return TitleRead(stale=stale, machine=machine), title


def forget_records_of_changed_press(
    context: BuildContext, stale: Sequence[StaleTitle]
) -> tuple[StaleTitle, ...]:
    """Return the titles, their records None if templates or fonts have changed since `context`."""
    if records.digest_environment(context.workspace) == context.environment:
        return tuple(stale)
    return tuple(replace(title, record=None) for title in stale)


def _look_at(context: BuildContext, slug: Slug) -> Outcome | StaleTitle:
    memory = Memory(cache=context.cache, is_fresh=context.options.is_fresh)
    try:
        fingerprint = fingerprint_title(context.workspace, slug)
        name = _name_record(context, slug, fingerprint)
        known = records.recall_outcome(context.workspace, memory, slug, name)
    except MakereadyError as error:
        return Failed(slug=slug, error=error)
    if known is not None:
        return known
    return StaleTitle(slug=slug, record=name, size=fingerprint.size, remarks=memory.findings())


def _name_record(context: BuildContext, slug: Slug, fingerprint: Fingerprint) -> Digest:
    return key("title", slug, fingerprint.digest, context.environment)
