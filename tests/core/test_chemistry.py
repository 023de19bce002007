"""Formulas of chemistry are spelled in TeX; what is not known of them is not guessed."""

from __future__ import annotations

import pytest

from makeready.core.chemistry import spell_reaction


@pytest.mark.parametrize(
    ("words", "spelled"),
    [
        ("NH4+", r"{\mathrm{N}\mathrm{H}_{4}^{+}}"),
        ("PO4^3-", r"{\mathrm{P}\mathrm{O}_{4}^{3-}}"),
        ("^{14}_6C", r"{{}^{14}_{6}\mathrm{C}}"),
        ("Ca(OH)2", r"{\mathrm{Ca}(\mathrm{O}\mathrm{H})_{2}}"),
        ("CuSO4.5H2O", r"{\mathrm{Cu}\mathrm{S}\mathrm{O}_{4}\cdot 5\,\mathrm{H}_{2}\mathrm{O}}"),
        ("2Na + Cl2 -> 2NaCl", None),
        ("HC#N(aq)", r"{\mathrm{H}\mathrm{C}{\equiv}\mathrm{N}\mathrm{(aq)}}"),
    ],
)
def test_species_and_reactions_are_spelled(words: str, spelled: str | None) -> None:
    wanted = spelled or (
        r"{2\,\mathrm{Na} + \mathrm{Cl}_{2} \longrightarrow 2\,\mathrm{Na}\mathrm{Cl}}"
    )
    assert spell_reaction(words) == wanted


@pytest.mark.parametrize("words", ["", "A ->[heat] B", "$x$", "Fe^{II}", "H2O_{(l)}"])
def test_what_is_not_known_is_left(words: str) -> None:
    assert spell_reaction(words) == ""
