"""A build's findings → a file beside the editions, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from makeready.core.findings import Finding, Place, Severity

if TYPE_CHECKING:
    from makeready.core.model import Digest

FINDINGS = "findings.json"
"""The file that keeps what a build found, waived or not, for the check of what it made."""


class _Finding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    code: str
    severity: Severity
    message: str
    file: str | None = None
    line: int | None = None
    hint: str = ""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    master: str
    findings: tuple[_Finding, ...]


def encode_findings(findings: tuple[Finding, ...], master: Digest) -> bytes:
    """Return the findings of the build that made this master, as JSON."""
    written = _File(master=master, findings=tuple(map(_encode, findings)))
    return msgspec.json.format(msgspec.json.encode(written), indent=2) + b"\n"


def decode_findings(data: bytes, master: Digest) -> tuple[Finding, ...] | None:
    """Return the findings of the build that made this master, or None where they are another's."""
    try:
        read = msgspec.json.decode(data, type=_File)
    except msgspec.MsgspecError:
        return None
    return tuple(map(_decode, read.findings)) if read.master == master else None


def _encode(found: Finding) -> _Finding:
    return _Finding(
        code=found.code,
        severity=found.severity,
        message=found.message,
        file=found.place.file if found.place else None,
        line=found.place.line if found.place else None,
        hint=found.hint,
    )


def _decode(found: _Finding) -> Finding:
    return Finding(
        code=found.code,
        severity=found.severity,
        message=found.message,
        place=None if found.file is None else Place(found.file, found.line),
        hint=found.hint,
    )
