from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makeready.intake.read.formats.rtf.tokens import Kind, read_tokens


def say(rtf: bytes) -> str:
    return "".join(token.name for token in read_tokens(rtf) if token.kind is Kind.TEXT)


@pytest.mark.parametrize(
    ("rtf", "words"),
    [
        (rb"{\rtf1\ansi\ansicpg1251 \'cf\'f0\'e8}", "При"),
        (rb"{\rtf1\ansi\deff0{\fonttbl{\f0\fcharset161 A;}}\'e1\'e2}", "A;αβ"),
        (rb"{\rtf1\ansi{\fonttbl{\f2\fcharset128 A;}}\f2 \'93\'fa \plain\'e9}", "A;日 é"),
        (rb"{\rtf1\ansi{\fonttbl{\f2\fcharset128 A;}}\f2 \'83e x}", "A;テ x"),
        (rb"{\rtf1\ansi{\fonttbl{\f3\cpg1250 A;}}{\f3 \'b3}\'b3}", "A;ł³"),
        (rb"{\rtf1\mac\'8e}", "é"),
        (rb"{\rtf1\ansi\uc2 \u937\'83\'d6.}", "Ω."),
        (rb"{\rtf1\ansi \u-10179?\u-8704?, {\u55357\uc1\'3f}{\u56832\'3f}}", "😀, 😀"),
        (rb"{\rtf1\ansi \u8220?a\u8221?{\u8212-}b \\u12?}", "“a”—b \\u12?"),
        (b"{\\rtf1\\ansi\\bin3 {}{a \xe9}", "a é"),
        ("{\\rtf1\\ansi Ünter 😀}".encode(), "Ünter 😀"),
    ],
)
def test_each_character_is_read_in_the_code_page_of_its_font(rtf: bytes, words: str) -> None:
    assert say(rtf) == words


@given(st.binary(max_size=60))
def test_any_bytes_are_read_and_written_back_as_text_alone(data: bytes) -> None:
    tokens = read_tokens(b"{\\rtf1 " + data)
    written = "".join(map(str, tokens)).encode("utf-8")
    assert say(written) == "".join(each.name for each in tokens if each.kind is Kind.TEXT)
