"""What import keeps as it was printed, and says so."""

from __future__ import annotations

from intake.cleaned import cleaned

SAYS = "The firſt of theſe men was a ſailor, and he would not ſuf-\nfer any man to ſpeak of it.\n"


def test_the_long_s_is_kept_and_told_once() -> None:
    made = cleaned(SAYS)
    assert made.texts[0].text.count("ſ") == SAYS.count("ſ")
    assert "ſuffer any man" in made.texts[0].text
    assert [each.message for each in made.findings if each.code == "S-174"] == ["ſ stands 5 times"]
