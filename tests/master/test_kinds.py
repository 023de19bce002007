"""Headings say what kind of section they open, in many languages."""

from __future__ import annotations

import pytest

from makeready.core.model import Matter
from makeready.master.kinds import find_kind


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("序言", "preface"),
        ("あとがき", "afterword"),
        ("서문", "preface"),
        ("المقدمة", "introduction"),
        ("מבוא", "introduction"),
        ("نتیجه‌گیری", "conclusion"),
        ("Παράρτημα 2", "appendix"),
        ("附錄二", "appendix"),
        ("נספח א׳", "appendix"),
        ("Appendix B", "appendix"),
        ("附录记", ""),
        ("Appendices", ""),
    ],
)
def test_the_kind_of_a_section(heading: str, kind: str) -> None:
    assert find_kind((), heading, Matter.BODY).name == kind
