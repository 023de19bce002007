"""Notes that wait for the next page stay in the order of their calls.

WeasyPrint 70 takes the last notes off a page where its text has no room beside them, and puts them
behind those that wait already: a piece of a note that is carried over would follow a later one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from weasyprint.layout import page

if TYPE_CHECKING:
    from collections.abc import Mapping

_make_page = page.make_page

_PLACES: WeakKeyDictionary[Any, Mapping[object, int]] = WeakKeyDictionary()
"""The places of a document's notes among all that it has, by what lays the document out."""


def mend() -> None:
    """Have WeasyPrint make pages with this module's function."""
    page.make_page = make_page


def make_page(context: Any, *given: Any) -> object:  # noqa: ANN401  (the library is untyped)
    """Return what WeasyPrint makes as the next page, the notes that wait for it in order."""
    if context not in _PLACES:
        # The first page is made while none of the notes is taken out of this list.
        _PLACES[context] = {note: at for at, note in enumerate(context.footnotes)}
    context.reported_footnotes.sort(key=lambda note: _PLACES[context].get(note, -1))
    return _make_page(context, *given)
