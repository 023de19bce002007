"""Bytes of Windows-1252 in a text that is UTF-8 otherwise."""

from __future__ import annotations

import pytest

from makeready.intake.read.decoding import decode, decode_as

TEXTS = (
    "Das größere Mühlrad – über Nöll.",
    "L’œuvre déjà gelée à Noël.",
    "面粉里有一点盐。",
    "Река к морю.",
)


@pytest.mark.parametrize("byte", [b"\x92", b"\x93", b"\x94", b"\x96", b"\x97", b"\xe9"])
@pytest.mark.parametrize("text", TEXTS)
def test_they_are_read_as_such_and_told(text: str, byte: bytes) -> None:
    data = text.encode() + b"\nWeft " + byte + b" hem\n" + text.encode()
    decoded = decode("a.txt", data)
    assert decoded.text == f"{text}\nWeft {byte.decode('cp1252')} hem\n{text}"
    assert decode_as(data, decoded.codec) == decoded.text
    (told,) = decoded.findings
    assert told.code == "S-104"
    assert told.message.startswith("1 byte ")
    assert "line 2" in told.message
