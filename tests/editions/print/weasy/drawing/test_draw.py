"""The word spaces of a justified text are corrected by what the kerning beside them was."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from weasyprint.layout import inline

from makeready.editions.print.weasy.drawing import draw


def test_spaces_make_up_for_kerning_that_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    layout = SimpleNamespace(
        justification_spacing=2.0,
        get_first_line=lambda: ("a line", None),
        deactivate=lambda: None,
        reactivate=lambda _: None,
    )
    box = SimpleNamespace(justification_spacing=2.0, pango_layout=layout, style={})
    monkeypatch.setattr(inline, "count_expandable_spaces", lambda _: 3)
    monkeypatch.setattr(draw, "line_size", lambda *_: (106.0, 10.0))
    draw._correct_spaces(box, 100.0)
    assert layout.justification_spacing == pytest.approx(0.0)
