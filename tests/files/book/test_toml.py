"""A TOML file becomes a structure or one error."""

from __future__ import annotations

import msgspec
import pytest

from makeready.core.errors import ConfigError
from makeready.files.book.toml import LARGEST, decode, format_path, read_toml


class Inner(msgspec.Struct, forbid_unknown_fields=True):
    size: int = 0


class Outer(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    inner: Inner | None = None


def test_a_byte_order_mark_is_no_text() -> None:
    assert decode(read_toml(b'\xef\xbb\xbfname = "x"', "f.toml"), Outer).name == "x"


def test_an_optional_table_is_as_strict_as_any() -> None:
    text = b'name = "x"\n[inner]\nsise = 1\n'
    with pytest.raises(ConfigError) as caught:
        decode(read_toml(text, "f.toml"), Outer)
    assert str(caught.value) == (
        'f.toml:3: inner.sise: this key is not known\n  hint: did you mean "size"?'
    )


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(ConfigError, match="1,000,001 bytes; settings may have 1,000,000"):
        read_toml(b"#" * (LARGEST + 1), "f.toml")


def test_a_key_path_is_written_as_people_do() -> None:
    assert format_path(("people", 1, "name")) == "people[1].name"
