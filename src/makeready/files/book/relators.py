"""The MARC relator codes for those who make books, with their terms.

Source: Library of Congress, MARC Code List for Relators.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

RELATORS: Mapping[str, str] = MappingProxyType(
    {
        "adp": "adapter",
        "aft": "author of afterword, colophon, etc.",
        "ann": "annotator",
        "ant": "bibliographic antecedent",
        "aqt": "author in quotations or text abstracts",
        "art": "artist",
        "aui": "author of introduction, etc.",
        "aut": "author",
        "bkd": "book designer",
        "bkp": "book producer",
        "clr": "colorist",
        "cmm": "commentator",
        "com": "compiler",
        "cov": "cover designer",
        "cre": "creator",
        "crr": "corrector",
        "ctb": "contributor",
        "ctg": "cartographer",
        "cur": "curator",
        "cwt": "commentator for written text",
        "ded": "dedicator",
        "drm": "technical draftsman",
        "dte": "dedicatee",
        "dub": "dubious author",
        "edc": "editor of compilation",
        "edt": "editor",
        "egr": "engraver",
        "etr": "etcher",
        "fmo": "former owner",
        "hnr": "honoree",
        "ill": "illustrator",
        "ilu": "illuminator",
        "isb": "issuing body",
        "ive": "interviewee",
        "ivr": "interviewer",
        "lbt": "librettist",
        "ltg": "lithographer",
        "lyr": "lyricist",
        "mrk": "markup editor",
        "nrt": "narrator",
        "oth": "other",
        "pbl": "publisher",
        "pfr": "proofreader",
        "pht": "photographer",
        "prt": "printer",
        "red": "redaktor",
        "res": "researcher",
        "rev": "reviewer",
        "scr": "scribe",
        "spn": "sponsor",
        "trc": "transcriber",
        "trl": "translator",
        "tyd": "type designer",
        "tyg": "typographer",
        "wac": "writer of added commentary",
        "wam": "writer of accompanying material",
        "wat": "writer of added text",
        "wdc": "woodcutter",
        "wde": "wood engraver",
        "win": "writer of introduction",
        "wpr": "writer of preface",
        "wst": "writer of supplementary textual content",
    }
)
