"""What the control words of an RTF file mean here.

They are those of the Rich Text Format Specification 1.9.1 (Microsoft, 2008).
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from makeready.intake.model import Part
from makeready.intake.read.formats.rtf.tokens import Kind, Token

if TYPE_CHECKING:
    from collections.abc import Mapping

PARTS: Mapping[str, Part | None] = MappingProxyType(
    {
        "footnote": Part.NOTE,
        "annotation": Part.COMMENT,
        "atnauthor": Part.COMMENT,
        "shptxt": Part.BOX,
        "dptxbxtext": Part.BOX,
        "xe": Part.INDEX,
        "tc": Part.LIST,
        "subject": Part.FRONT,
        "keywords": Part.FRONT,
        "doccomm": Part.FRONT,
        "fldinst": None,
        "moMath": None,
        **dict.fromkeys(
            (f"{place}{side}" for place in ("header", "footer") for side in ("", "l", "r", "f")),
            Part.HEADER,
        ),
    }
)
"""Groups whose words are gathered, and what they are; None for a field's instruction, a formula."""

SILENT = frozenset(
    "fonttbl colortbl stylesheet listtable listoverridetable revtbl filetbl pict listtext "
    "title author operator company manager category creatim revtim printim buptim hlinkbase "
    "generator bkmkstart bkmkend atnid atnref atndate atntime atnparent atrfstart atrfend sn sv "
    "rsidtbl themedata colorschememapping datastore latentstyles xmlnstbl mmathPr txe rxe ftnsep "
    "ftnsepc ftncn aftnsep aftnsepc aftncn".split()
)
DOUBLED = frozenset(
    "nonshppict nonesttables shprslt mmathPict objclass objname objdata objalias".split()
)
"""Groups that are left out: another group beside them says the same, or nothing is to be seen."""

KNOWN = frozenset({"shpinst", "shppict", "ud", "result", "fldrslt", "mmath", "moMathPara"})
"""Groups whose words count although old programs may pass over them."""

SHOWN = frozenset({"footnote", "result", "mmath", "moMathPara"})
"""Groups that pandoc is not to pass over although other programs may."""

OBJECTS = frozenset(
    "mmath moMathPara object objemb objlink objautlink objsub objpub objicemb objhtml objocx "
    "result".split()
)
"""Words of an object, whose picture pandoc passes over, and of a formula's frame."""

SIGNS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("tab", "line", "cell", "nestcell", "emspace", "enspace", "qmspace"), " "),
        "emdash": "—",
        "endash": "–",
        "lquote": "‘",
        "rquote": "’",
        "ldblquote": "“",
        "rdblquote": "”",
        "bullet": "•",
        "~": " ",
        "_": "‑",
    }
)
ENDS = frozenset({"par", "sect", "page", "row", "nestrow"})
OF_TABLES = frozenset({"intbl", "trowd", "cell", "row"})
LISTS = re.compile(r"(?:TOC|INDEX|TOA)\b")
LINK = re.compile(r'HYPERLINK "?(?:https?|mailto):', re.IGNORECASE)
CHANGES: Mapping[str, Part] = MappingProxyType({"deleted": Part.DELETED, "revised": Part.INSERTED})
PLAIN = (
    *(Token(kind=Kind.WORD, name=name, value=0) for name in ("b", "i", "caps", "scaps", "strike")),
    *(Token(kind=Kind.WORD, name=name) for name in ("ulnone", "nosupersub")),
)
"""Plain characters; where pandoc 3.9 reads `plain`, it forgets what the paragraph is, too."""

CHARACTERS = frozenset({*CHANGES, "plain", "v"})
GATHERED = frozenset({*PARTS, *SILENT, *DOUBLED})
SETTLED = frozenset({*CHANGES, *OBJECTS, "v", "ansicpg", "plain"})
"""Words that are not handed on, for what they say is done, or would have pandoc do worse."""

ASIDE = frozenset({Part.COMMENT, Part.HEADER, Part.INDEX, Part.LIST})
RUNS = frozenset({Part.DELETED, Part.INSERTED, Part.HIDDEN})
KEPT: Mapping[Part, str] = MappingProxyType({Part.DELETED: "reject", Part.INSERTED: "accept"})
