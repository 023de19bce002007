"""Both catalogues say the same to the library with which reading systems browse them."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from makeready.press.catalogue import make_catalogue
from press.quay import BASE, build_quay, nothing

HERE = Path(__file__).parent
LOCKED = HERE.parents[1] / "requirements/opds"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not shutil.which("npm"), reason="the client is a library for Node.js"),
]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which npm has installed the client that the lock names."""
    folder = tmp_path_factory.mktemp("client")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(LOCKED / name, folder)
    command = ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(folder))
    subprocess.run(command, check=True, capture_output=True)
    return folder


def test_a_client_reads_both_catalogues(client: Path, tmp_path: Path) -> None:
    site = make_catalogue(build_quay(tmp_path), nothing, base=BASE).folder
    command = ("node", str(HERE / "opds_client.mjs"), str(client), str(site))
    told = subprocess.run(command, check=True, capture_output=True).stdout
    one, two = json.loads(told)
    assert one == two
    assert [found["title"] for found in two] == ["Ferry & Tide", "Salt’s Use"]
    ferry = two[0]
    assert ferry["identifier"] == "urn:uuid:7f4f3d7a-52c9-45d0-a1f1-0d7fb8f4d2b6"
    assert ferry["authors"] == ["Ada Brook", "The Ferrymen"]
    assert ferry["links"] == [
        [f"{BASE}titles/ferry/ferry.epub", "application/epub+zip"],
        [f"{BASE}titles/ferry/ferry.pdf", "application/pdf"],
    ]
    assert ferry["images"] == [f"{BASE}titles/ferry/cover{end}.png" for end in ("", "-small")]
