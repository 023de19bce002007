"""A finished file on disk → what an outside program says of it, in the program's own form."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from makeready.core.errors import ToolError
from makeready.files.programs.machine import ace, browser, epubcheck, java
from makeready.files.programs.memory_limit import no_memory_limit
from makeready.files.programs.run import run

_PATIENCE = 600.0
"""How long a program may take, in seconds; a book of a thousand pages takes one minute."""


def run_epubcheck(path: Path) -> bytes:
    """Return EPUBCheck's report of an e-book, as JSON."""
    command = (java(), "-jar", epubcheck(), str(path), "--json", "-", "--quiet")
    # 1 says that there are errors in the book, which the report tells better
    with no_memory_limit():
        return run(command, timeout=_PATIENCE, accepted=(0, 1)).output


def run_ace(path: Path) -> bytes:
    """Return Ace's report of an e-book, as JSON."""
    with tempfile.TemporaryDirectory(prefix="makeready-") as folder:
        out = Path(folder)
        command = (ace(), "--force", "--silent", "--outdir", str(out), str(path))
        # Ace gives a browser five seconds to start, which a busy machine does not keep
        environment = {"PUPPETEER_EXECUTABLE_PATH": browser(), "ACE_TIMEOUT_INITIAL": "60000"}
        with no_memory_limit():
            run(command, timeout=_PATIENCE, environment=environment)
        found = out / "report.json"
        if not found.is_file():
            raise ToolError("Ace wrote no report", hint="does Chromium start on this machine?")
        return found.read_bytes()


def run_qpdf(path: Path) -> tuple[str, ...]:
    """Return what qpdf complains of in a PDF, a line each; nothing where the file is sound."""
    program = shutil.which("qpdf")
    if program is None:
        raise ToolError("qpdf is not installed", hint="see `makeready doctor`")
    # 2 says errors and 3 warnings, both told on the error stream
    ran = run((program, "--check", str(path)), timeout=_PATIENCE, accepted=(0, 2, 3))
    if ran.status == 0:
        return ()
    told = ran.complaint.decode(errors="replace").replace(str(path), path.name)
    lines = (line.removeprefix("WARNING: ") for line in told.splitlines() if line.strip())
    return tuple(line for line in lines if not line.startswith("qpdf: operation succeeded"))
