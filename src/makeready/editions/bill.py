"""A lock becomes a bill of materials: what made the editions, in CycloneDX.

Sources: pip's format of requirements with hashes; CycloneDX 1.6.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import InvalidRequirement, Requirement

from makeready.core.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator

_HASH = "--hash=sha256:"


def bill(lock: str, *, subject: str, version: str, digest: str) -> bytes:
    """Return the bill of what a lock names; `digest` of the release makes its serial number.

    Raises ConfigError where a line of the lock is not a package of one version.
    """
    made = Bom(
        components=list(_components(lock)),
        # the number must be unique to a release, and the same when the release is made again
        serial_number=uuid.uuid5(uuid.NAMESPACE_URL, f"{subject}@{version}#{digest}"),
    )
    # the library writes none where there is none, though its types do not say so
    made.metadata.timestamp = None  # type: ignore[assignment]
    made.metadata.component = Component(
        name=subject, version=version, type=ComponentType.DATA, bom_ref=subject
    )
    made.register_dependency(made.metadata.component, made.components)
    return JsonV1Dot6(made).output_as_string(indent=1).encode() + b"\n"


def _components(lock: str) -> Iterator[Component]:
    for line in lock.replace("\\\n", " ").splitlines():
        words = line.partition("#")[0].split(_HASH)
        if not words[0].strip():
            continue
        name, version = _package(words[0].strip())
        yield Component(
            name=name,
            version=version,
            type=ComponentType.LIBRARY,
            bom_ref=f"{name}@{version}",
            purl=PackageURL("pypi", None, name, version),
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=one.strip()) for one in words[1:]],
        )


def _package(written: str) -> tuple[str, str]:
    try:
        required = Requirement(written)
    except InvalidRequirement as error:
        raise ConfigError(f"the lock has a line that names no package: {error}") from error
    pins = tuple(required.specifier)
    if len(pins) != 1 or pins[0].operator != "==":
        raise ConfigError(f"the lock leaves the version of {required.name} open")
    return required.name, pins[0].version
