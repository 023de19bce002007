"""The listings become the site's pages: templates filled, each page a file of HTML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import jinja2
from markupsafe import Markup

from makeready.core.errors import EditionError
from makeready.site import citation
from makeready.site.listing import Kind, Site

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from makeready.site.listing import Listing
    from makeready.site.reading import Leaf, Reading

PER_PAGE = 48
"""How many titles a page of the list shows."""

_FOLDER = "catalogue/"
_LEAST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The templates of the site, ready to be filled."""

    site: Site
    environment: jinja2.Environment

    def front(self, listings: Sequence[Listing]) -> Iterator[tuple[str, bytes]]:
        """Yield the pages of the list of titles, and those for a search and for a wrong address."""
        runs = [listings[start : start + PER_PAGE] for start in range(0, len(listings), PER_PAGE)]
        names = [front_name(number) for number, _ in enumerate(runs or [()], start=1)]
        for number, (name, run) in enumerate(zip(names, runs or [()], strict=True)):
            facts = {"listings": run, "names": names, "number": number, "total": len(listings)}
            yield name, self._fill_template("index", "", facts)
        yield "search.html", self._fill_template("search", "", {})
        # a server shows this page at any address, so that only an absolute one leads home
        yield "404.html", self._fill_template("missing", self.site.base, {})

    def title(self, listing: Listing, roles: Mapping[str, str]) -> bytes:
        """Return the page of a title; `roles` has the terms of the MARC codes."""
        facts = {
            "listing": listing,
            "book": listing.book,
            "roles": roles,
            "reference": citation.reference(listing.book),
            "bibtex": citation.bibtex(listing, self.site).decode(),
            "highwire": citation.highwire(listing, self.site),
            # the encoder has written < and & as escapes, so that no element can end in it
            "json_ld": Markup(citation.json_ld(listing, self.site)),  # noqa: S704 -- see above
            "pdf": next((d for d in listing.downloads if d.kind is Kind.PDF), None),
        }
        return self._fill_template("title", "../../", facts)

    def leaf(self, listing: Listing, reading: Reading, number: int) -> bytes:
        """Return a reading page, with the ways to the one before and the one after it."""
        leaves = reading.leaves
        facts = {
            "listing": listing,
            "book": listing.book,
            "leaf": leaves[number],
            "before": leaves[number - 1] if number else None,
            "after": leaves[number + 1] if number + 1 < len(leaves) else None,
            "text": _markup(leaves[number]),
        }
        return self._fill_template("leaf", "../../../", facts)

    def _fill_template(self, name: str, root: str, facts: Mapping[str, object]) -> bytes:
        """Return a page; `root` leads from it to the site's first folder."""
        try:
            template = self.environment.get_template(f"{_FOLDER}{name}.html.j2")
            return template.render(site=self.site, root=root, **facts).encode()
        except jinja2.TemplateError as error:
            raise EditionError(
                f"a page of the catalogue cannot be made: {error}",
                hint=f"correct templates/{_FOLDER}{name}.html.j2",
            ) from error


def prepare(site: Site, templates: Mapping[str, str]) -> Pages:
    """Return the pages' templates; they are those of the press's folder `catalogue`."""
    environment = jinja2.Environment(
        loader=jinja2.DictLoader(dict(templates)),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["bytes"] = format_size
    environment.filters["filled"] = fill_words
    environment.filters["day"] = lambda day: f"{day.day} {day:%B %Y}"
    return Pages(site=site, environment=environment)


def front_name(number: int) -> str:
    """Return the file of a page of the list of titles, counted from one."""
    return "index.html" if number == 1 else f"page-{number}.html"


def format_size(size: int) -> str:
    """Return a size in bytes as people say it, in powers of a thousand."""
    value = float(size)
    for unit in ("bytes", "kB", "MB"):
        if value < _LEAST:
            return f"{value:.0f} {unit}" if unit != "MB" else f"{value:.1f} {unit}"
        value /= _LEAST
    return f"{value:.1f} GB"


def fill_words(words: str) -> str:
    """Return text in Markdown with the lines of each paragraph joined; lists keep their lines."""
    blocks: list[str] = []
    for line in words.splitlines():
        starts = not blocks or not line or not blocks[-1] or line.startswith(("- ", "* ", "#"))
        if starts:
            blocks.append(line)
        else:
            blocks[-1] += " " + line.strip()
    return "\n".join(blocks)


def _markup(leaf: Leaf) -> Markup:
    # lxml wrote it from the master, whose raw HTML was held to a list
    return Markup(leaf.html)  # noqa: S704 -- made by a serialiser
