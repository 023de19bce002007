"""A layout that breaks off → the rule of the style sheet or the picture that brings it to this.

WeasyPrint raises whatever its code comes upon for values that it does not foresee: KeyError,
RecursionError, ZeroDivisionError. Which of a title's own things is the reason is found by leaving
them out one by one, until the layout comes to its end.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import tinycss2

from makeready.core.errors import EditionError, MakereadyError
from makeready.core.findings import Place
from makeready.core.model import Digest
from makeready.editions.print.weasy.render import lay_out_unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makeready.core.model import Asset
    from makeready.editions.print.values import LaidUnit, LayoutJob, Resources

STYLE = "style.css"
_MOST_RULES = 40
_EMPTY = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


def lay_out_or_explain(job: LayoutJob, resources: Resources) -> LaidUnit:
    """Return a unit laid out.

    Raises EditionError with the place where the title's style sheet or one of its pictures is more
    than the layout bears; any other error is let through.
    """
    try:
        return lay_out_unit(job, resources)
    except (MakereadyError, MemoryError):
        raise
    except Exception as error:
        # the library has no error of its own for what it does not foresee
        place = _find_reason(job, resources)
        if place is None:
            raise
        what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise EditionError(
            f"the layout of “{job.unit.name}” breaks off here ({what})",
            where=place,
            hint="take it out, or write it in another way; without it the chapter can be laid out",
        ) from error


def _find_reason(job: LayoutJob, resources: Resources) -> Place | None:
    if resources.style and _succeeds(job, _with_style(resources, "")):
        return _find_rule(job, resources)
    for name in job.unit.shows:
        if _succeeds(job, _without_picture(resources, name)):
            return Place(name)
    return None


def _find_rule(job: LayoutJob, resources: Resources) -> Place:
    """Return the line of the rule without which the layout succeeds, or the style sheet."""
    for line, rest in _leave_out(resources.style):
        if _succeeds(job, _with_style(resources, rest)):
            return Place(STYLE, line)
    return Place(STYLE)


def _leave_out(style: str) -> Iterator[tuple[int, str]]:
    """Yield the line of each rule, and the style sheet without it."""
    try:
        rules = [
            rule
            for rule in tinycss2.parse_stylesheet(style, skip_whitespace=True, skip_comments=True)
            if rule.type in ("qualified-rule", "at-rule")
        ]
        for at, rule in enumerate(rules[:_MOST_RULES]):
            rest = (*rules[:at], *rules[at + 1 :])
            yield rule.source_line, "\n".join(each.serialize() for each in rest)
    except RecursionError:
        return


def _with_style(resources: Resources, style: str) -> Resources:
    css = resources.css.removesuffix(resources.style) + style
    digest = Digest(hashlib.sha256(f"{resources.digest}{style}".encode()).hexdigest())
    return replace(resources, css=css, style=style, digest=digest)


def _without_picture(resources: Resources, name: str) -> Resources:
    pictures = tuple(_empty(each) if each.name == name else each for each in resources.pictures)
    return replace(resources, pictures=pictures, digest=Digest(f"{resources.digest}-{name}"))


def _empty(picture: Asset) -> Asset:
    return replace(picture, data=_EMPTY, media_type="image/svg+xml")


def _succeeds(job: LayoutJob, resources: Resources) -> bool:
    try:
        lay_out_unit(job, resources)
    except Exception:  # noqa: BLE001 -- whatever it is, this was not the reason alone
        return False
    return True
