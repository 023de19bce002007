"""The marks around a list's numbers, which pandoc's HTML loses, become a class of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makeready.master.trees import unwrap

if TYPE_CHECKING:
    from lxml import etree

# A list has no attributes in pandoc's document; a division around it can say how it is numbered.
FILTER = """\
local marks = {OneParen = "makeready-paren", TwoParens = "makeready-parens"}
function OrderedList(list)
  local class = marks[tostring(list.listAttributes.delimiter)]
  return class and pandoc.Div({list}, pandoc.Attr("", {class})) or nil
end
"""
CLASSES = {"makeready-paren": "paren", "makeready-parens": "parens"}


def set_list_marks(tree: etree._Element) -> None:
    """Give each list the class that says which marks stand around its numbers, in place."""
    for division in [each for each in tree.iter("div") if each.get("class") in CLASSES]:
        for numbered in division.findall("ol"):
            own = (numbered.get("class") or "").split()
            numbered.set("class", " ".join([*own, CLASSES[division.get("class", "")]]))
        unwrap(division)
