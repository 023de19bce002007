"""Speeches of a record and sections of a law are paragraphs, though nothing separates them."""

from __future__ import annotations

import pytest

from intake.cleaned import cleaned, manuscript
from makeready.intake.account.ledger import check

LINE = "the tanner kept the hides in the long pit until the bark had done its work"


def _paragraphs(source: str) -> list[str]:
    return [each for each in manuscript(source).replace("\\", "").split("\n\n") if each.strip()]


def test_each_speech_of_a_record_is_a_paragraph() -> None:
    spoken = [
        *("THE COURT: Go on.", f"MR. VAT: He said that {LINE},\nand that nobody hurried him."),
        *("A. PITMAN: No.", "THE COURT: We rise.", f"MR. VAT: So {LINE}.", "A. PITMAN: Yes, sir."),
    ]
    source = "# Hearing\n\n" + "\n".join(spoken) + "\n"
    found = [each.replace("\n", " ").strip() for each in _paragraphs(source)[1:]]
    assert found == [each.replace("\n", " ") for each in spoken]
    assert check(cleaned(source).ledger, source) == ()


@pytest.mark.parametrize("sign", ["§ ", "Art. ", "Artikel "])
def test_each_section_of_a_law_is_a_paragraph_and_so_are_its_parts(sign: str) -> None:
    sections = "\n".join(
        f"{sign}{n}. Whoever keeps hides shall see that {LINE},\nand that it be clean.\n"
        f"(1) The pit shall be long.\n(2) It shall be deep."
        for n in range(1, 6)
    )
    found = _paragraphs(f"# An Act\n\n{sections}\n")
    assert sum(each.startswith(sign) for each in found) == 5
    assert sum(each.startswith("(") for each in found) == 10


def test_words_before_a_colon_and_sections_that_are_cited_stay_in_their_paragraph() -> None:
    prose = (
        f"It says so in the deed.\nNote: {LINE}.\nThe rest follows\nArt. 5 of the deed, and then\n"
        f"§ 9. Nobody read it.\nArt. 2 was lost, for {LINE}.\n"
    )
    assert len(_paragraphs(f"# Hides\n\n{prose}")) == 2
