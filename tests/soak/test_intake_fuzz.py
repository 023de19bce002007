"""Ten minutes of fuzzing the import of extracted text."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from intake.extraction import generate
from intake.markers import MARKERS

SECONDS = int(os.environ.get("MAKEREADY_SOAK_SECONDS", "600"))
LIMITS = ("-timeout=25", "-rss_limit_mb=2048", "-max_len=8192", "-len_control=20")


def plant(corpus: Path) -> None:
    """Write documents to begin with: every way of marking notes, in two scripts, and cut in two."""
    for marker in MARKERS:
        for language in ("de", "zh"):
            text = generate(1, language, marker).text.encode()
            for place, part in enumerate((text[:4000], text[4000:8000])):
                corpus.joinpath(f"{marker.name}-{language}-{place}").write_bytes(b"t" + part)


@pytest.mark.soak
@pytest.mark.skipif(sys.platform != "linux", reason="the fuzzer has wheels for Linux only")
def test_no_text_crashes_the_import_or_hangs_it(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    plant(corpus)
    script = Path(__file__).with_name("fuzz_intake.py")
    run = subprocess.run(
        [sys.executable, str(script), f"-max_total_time={SECONDS}", *LIMITS, str(corpus)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-4000:]
