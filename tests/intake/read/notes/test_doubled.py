"""A note that pandoc defines twice is defined once, and one before a colon is called."""

from __future__ import annotations

from makeready.intake.read.notes.doubled import drop_doubled


def test_definitions_that_nothing_calls_go() -> None:
    text = "![Oil[^1]](a.png) It burns[^3]: so.\n\n[^1]: Of pine.\n\n[^2]: Of pine.\n"
    assert drop_doubled(f"{text}\n[^3]: Of wax.\n") == text.replace(
        "[^2]: Of pine.\n", "[^3]: Of wax.\n"
    )
