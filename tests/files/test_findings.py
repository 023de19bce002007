from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from makeready.core.findings import Finding, Place, Severity
from makeready.core.model import Digest
from makeready.files.findings import decode_findings, encode_findings

MASTER = Digest("ab" * 32)
words = st.text(st.characters(exclude_categories=["Cs"]))
places = st.none() | st.builds(Place, words, st.none() | st.integers(1, 9999))
findings = st.builds(
    Finding,
    code=words,
    severity=st.sampled_from(Severity),
    message=words,
    place=places,
    hint=words,
)


@given(st.lists(findings).map(tuple))
def test_what_is_written_is_read_again(found: tuple[Finding, ...]) -> None:
    assert decode_findings(encode_findings(found, MASTER), MASTER) == found


def test_the_findings_of_another_build_are_not_these() -> None:
    assert decode_findings(encode_findings((), MASTER), Digest("cd" * 32)) is None


def test_what_is_no_such_file_holds_no_findings() -> None:
    for data in (b"", b"{}", b'{"master": 1}', b"\xff"):
        assert decode_findings(data, MASTER) is None
