"""How far a character reaches beyond the measure, so that the edge of a column looks straight.

A share of the character's own width: small marks hang by more than half, letters with open corners
by a hair. Source of the method: Hàn Thế Thành, "Micro-typographic extensions" (2000).
"""

from __future__ import annotations

RIGHT = {
    "-": 0.6, "\u2010": 0.6, "\u2011": 0.6, ",": 0.6, ".": 0.6, ";": 0.4, ":": 0.4,
    "\u201d": 0.5, "\u2019": 0.6, "\u201c": 0.5, "\u2018": 0.6, "\u00bb": 0.3, "\u00ab": 0.3,
    "\u2013": 0.3, "\u2014": 0.2, "!": 0.15, "?": 0.15, ")": 0.1, "\u2026": 0.15,
    "r": 0.04, "k": 0.03, "y": 0.04, "A": 0.03, "F": 0.03, "T": 0.04, "V": 0.04, "Y": 0.04,
}  # fmt: skip
"""Shares of their widths by which characters hang at the end of a line."""

LEFT = {
    "\u201c": 0.5, "\u2018": 0.6, "\u201e": 0.4, "\u201a": 0.5, "\u00ab": 0.3, "\u00bb": 0.3,
    "(": 0.1, "A": 0.03, "T": 0.04, "V": 0.04, "W": 0.03, "Y": 0.04, "v": 0.03, "w": 0.03,
    "y": 0.03,
}  # fmt: skip
"""Shares of their widths by which characters hang at the start of a line."""
