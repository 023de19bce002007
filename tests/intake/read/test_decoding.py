"""Bytes of an unknown encoding become the text that was meant, or an error that helps."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from makeready.core.errors import SourceError
from makeready.intake.read.decoding import decode, decode_as

GERMAN = "Die Bögen werden „gefalzt“ und größer geschnitten – über Nacht trocknen sie. "
FRENCH = "L’œuvre du relieur était précieuse ; déjà, à Noël, où l’encre gèle, il cousait. "
SPANISH = "El río crecía según la estación; ¿quién medía el caudal en el año más seco? "
CZECH = "Příliš hluboká řeka teče údolím a mlynář měří každý den její hladinu. "
TURKISH = "Değirmenin taşı ağır döner; işçi günü şafakta açar, çuvalları taşır. "
RUSSIAN = "Река медленно течёт к морю, и каждый поворот нанесён на карту. «Так» — говорят. "
GREEK = "Ο ποταμός ρέει αργά προς τη θάλασσα και ο χάρτης δείχνει κάθε στροφή του. "
LITHUANIAN = "Ąžuolas auga prie upės, žmonės šią dieną kepa duoną ir čia ją valgo. "
CHINESE = "面粉里有一点盐，水慢慢地加进去，面团要揉到光滑为止。"
JAPANESE = "小麦粉に塩を少し入れて、水をゆっくり加え、なめらかになるまでこねます。"

SAMPLES = [
    ("utf-8", CHINESE),
    ("utf-8-sig", FRENCH),
    ("utf-16", GERMAN),
    ("utf-16-le", CHINESE + "\n"),
    ("utf-16-be", SPANISH),
    ("utf-32", JAPANESE),
    ("cp1252", GERMAN),
    ("cp1252", FRENCH),
    ("cp1252", SPANISH),
    ("cp1250", CZECH),
    ("cp1251", RUSSIAN),
    ("cp1253", GREEK),
    ("cp1254", TURKISH),
    ("cp1257", LITHUANIAN),
    ("gb18030", CHINESE),
    ("cp932", JAPANESE),
]


@pytest.mark.parametrize("times", [1, 5, 100])
@pytest.mark.parametrize(("codec", "text"), SAMPLES, ids=[f"{c}-{t[:6]}" for c, t in SAMPLES])
def test_the_encoding_is_found(codec: str, text: str, times: int) -> None:
    data = (text * times).encode(codec)
    decoded = decode("a.txt", data)
    assert decoded.text == text * times
    assert data.decode(decoded.codec) == decoded.text


def test_nothing_is_normalised() -> None:
    text = '① “quoted” ‘quotes’ "straight" 10³ ﬁne\r\nＷide\f e\u0301'
    assert decode("a.txt", text.encode()).text == text


def test_utf_8_is_not_worth_a_word() -> None:
    assert decode("a.txt", FRENCH.encode()).findings == ()


def test_a_legacy_encoding_is_told() -> None:
    (told,) = decode("a.txt", GERMAN.encode("cp1252")).findings
    assert told.code == "S-101"
    assert "Windows-1252" in told.message
    assert str(told.place) == "a.txt"


def test_a_reading_as_good_as_another_is_uncertain() -> None:
    (told,) = decode("a.txt", "川は海に流れる。".encode("euc_jp")).findings
    assert told.code == "S-102"


def test_mojibake_is_told_and_kept() -> None:
    spoiled = (FRENCH * 3).encode().decode("cp1252", errors="ignore")
    decoded = decode("a.txt", spoiled.encode())
    assert decoded.text == spoiled
    assert [told.code for told in decoded.findings] == ["S-103"]


@pytest.mark.parametrize("data", [b"PK\x03\x04\x00\x00\x01", b"\x00\x01\x02", b"a\x00b"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="no text") as caught:
        decode("odd.txt", data)
    assert "odd.txt" in str(caught.value)
    assert "UTF-8" in caught.value.hint


def test_an_empty_file_is_an_empty_text() -> None:
    assert decode("a.txt", b"").text == ""


@example(b"\x80\xe1\x80\x80\xe1\x80\x80")
@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_source_error(data: bytes) -> None:
    with contextlib.suppress(SourceError):
        decoded = decode("a.txt", data)
        assert decode_as(data, decoded.codec) == decoded.text


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_utf_8_comes_back(text: str) -> None:
    assert decode("a.txt", b"\xef\xbb\xbf" + text.encode()).text == text
