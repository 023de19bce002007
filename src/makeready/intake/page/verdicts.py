"""Why a block is no part of the text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Why a block is set aside."""

    rule: str
    evidence: str
    confidence: float
    by: str = "rule"
