"""What stands before the contents is read on the page of the contents."""

from __future__ import annotations

from makeready.core.model import Matter
from makeready.site.reading import INDEX, read
from master.titles import made, text


def test_a_dedication_stands_on_the_page_of_the_contents() -> None:
    front = text("::: dedication\nTo the keepers\n:::\n", "front.md", Matter.FRONT)
    leaves = read(made(front, "# One\n\nx\n").xhtml).leaves
    assert [each.name for each in leaves] == [INDEX, "one.html"]
    assert "To the keepers" in leaves[0].html
