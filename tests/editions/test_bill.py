"""A lock becomes a bill of materials that is the same each time."""

from __future__ import annotations

import json

import pytest

from makeready.core.errors import ConfigError
from makeready.editions.bill import bill

LOCK = """# a lock
salt==1.0 ; python_version >= '3.11' \\
    --hash=sha256:{0}
"""


def test_a_bill_is_valid_and_lasting() -> None:
    lock = LOCK.format("ab" * 32)
    made = bill(lock, subject="ferry", version="1.0", digest="so")
    assert bill(lock, subject="ferry", version="1.0", digest="so") == made
    read = json.loads(made)
    assert (read["bomFormat"], read["specVersion"]) == ("CycloneDX", "1.6")
    (part,) = read["components"]
    assert part["hashes"] == [{"alg": "SHA-256", "content": "ab" * 32}]


def test_another_release_has_another_number() -> None:
    numbers = {
        json.loads(bill("salt==1.0", subject="ferry", version="1.0", digest=digest))["serialNumber"]
        for digest in ("one", "two")
    }
    assert len(numbers) == 2


@pytest.mark.parametrize("line", ["salt>=1.0", "salt", "-e .", "salt==1.0,==2.0"])
def test_a_lock_that_leaves_anything_open_is_refused(line: str) -> None:
    with pytest.raises(ConfigError):
        bill(line, subject="ferry", version="1.0", digest="so")
