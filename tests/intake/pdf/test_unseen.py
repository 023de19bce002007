"""What a PDF holds and its pages do not show is told."""

from __future__ import annotations

import pytest

from makeready.intake.pdf.unseen import report_unseen
from makeready.intake.pdf.values import Beside, PdfPage

WORDS = (
    "The lamp was lit before the boats came in and nobody at the quay had thought of bread. " * 4
)
SHIFTED = "".join(chr((ord(c) - 97 + 3) % 26 + 97) if c.islower() else c for c in WORDS)


def _told(text: str = WORDS, **beside: object) -> list[tuple[str, str]]:
    page = PdfPage(number=4, label="", width=9, height=9, text=text, runs=())
    said = report_unseen("x.pdf", Beside(**beside), [page])  # type: ignore[arg-type]  # by names
    return [(found.code, found.message) for found in said]


def test_files_are_named_and_a_portfolio_is_called_one() -> None:
    assert _told(files=("a.pdf",)) == [("S-165", "1 file: a.pdf")]
    many = tuple(f"{n}.pdf" for n in range(9))
    ((_, message),) = _told(files=many, portfolio=True)
    assert message.startswith("a portfolio of 9 files: 0.pdf, ")
    assert message.endswith("7.pdf, …")


def test_typed_words_and_remarks_are_told_with_their_pages() -> None:
    assert _told(remarks=((2, "remark", "Is this so?"),)) == [
        ("S-166", "1 in all; page 3, remark: “Is this so?”")
    ]


def test_a_form_made_when_it_is_opened_is_told() -> None:
    assert [code for code, _ in _told(drawn_by_form=True, unmade=True)] == ["S-170"]


def test_numbers_whose_order_nothing_tells_are_told_with_their_words() -> None:
    page = PdfPage(
        number=4, label="", width=9, height=9, text=WORDS, runs=(), unsure=("on 12 ספר",)
    )
    assert [(found.code, found.message) for found in report_unseen("x.pdf", Beside(), [page])] == [
        ("S-181", "1 in all; page 5: “on 12 ספר”")
    ]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (WORDS, False),
        (SHIFTED, True),
        ('"7+%- )(*&^ ' * 8, True),
        ("Bread " + ". " * 90 + "4\nSalt " + "." * 90 + "12\nOf oak and of elm", False),
        ('The to#er a$ove the qu%y and its l"ght were ba!lt anew th#n. ' * 4, True),
        ("12.4 18.0 22,901 7 " * 20, False),
        ("Лампу зажгли до того, как пришли лодки. " * 6, False),
        ("灯は船が着く前に灯された。" * 8, False),
        ("PDF", False),
    ],
    ids="words shifted signs leaders accents figures russian japanese short".split(),
)
def test_letters_that_make_no_words_are_told(text: str, wrong: bool) -> None:
    assert [code for code, _ in _told(text)] == ["S-167"] * wrong
