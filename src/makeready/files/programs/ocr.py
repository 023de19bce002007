"""A PDF of pictures → what OCRmyPDF and tesseract read off its pages, in a folder of files.

Both are programs of their own, and nothing of them is imported: they meet the files of strangers,
take minutes, and need not be there.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from makeready.core.errors import OverdueError, ToolError
from makeready.files.programs.packages import command_for, command_for_data
from makeready.files.programs.run import run

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_PATIENCE = 60.0  # seconds for a question to a program
_A_PAGE = 300.0  # seconds for each page: on a busy machine a page takes a minute
_MARKS = 20.0  # seconds for each picture of a mark, at most
_MEGAPIXELS = 150  # of a page, at most: a sheet of A3 at 600 dots to the inch has 70
_CELLS = 12  # in a row of tesseract's tables
_CONFIG = "hocr_char_boxes 1\n"
_VERSION = re.compile(r"tesseract v?(\d[\w.-]{0,20})")
# where OCRmyPDF leaves the picture that was read, the one made last first
_PICTURES = ("ocr.png", "pp_clean.png", "pp_deskew.png", "pp_bg.png", "rasterize.png")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """A page that was read: its number from 0, its hOCR, and the picture that was read."""

    number: int
    hocr: Path
    picture: Path | None


def program() -> tuple[str, ...]:
    """Return the command that runs OCRmyPDF, this Python's own first; empty where there is none."""
    if importlib.util.find_spec("ocrmypdf") is not None:
        return sys.executable, "-m", "ocrmypdf"
    found = shutil.which("ocrmypdf")
    return (found,) if found else ()


@cache
def read_tesseract_version() -> str:
    """Return the version of tesseract, or nothing where there is none."""
    if shutil.which("tesseract") is None:
        return ""
    ran = run(("tesseract", "--version"), timeout=_PATIENCE, accepted=None)
    found = _VERSION.search((ran.output + ran.complaint).decode(errors="replace"))
    return found[1] if found else ""


def list_data() -> frozenset[str]:
    """Return the names of the languages whose data tesseract has here."""
    ran = run(("tesseract", "--list-langs"), timeout=_PATIENCE, accepted=None)
    written = (ran.output + b"\n" + ran.complaint).decode(errors="replace")
    return frozenset(line.strip() for line in written.splitlines()[1:])


def require(data: Iterable[str]) -> None:
    """Raise ToolError, with the commands that help, unless pictures can be read with this data."""
    lacking = [
        name
        for name, there in (("OCRmyPDF", program()), ("tesseract", read_tesseract_version()))
        if not there
    ]
    if lacking:
        raise ToolError(
            f"{' and '.join(lacking)} read{'s' * (len(lacking) == 1)} pictures of pages, and "
            f"{'is' if len(lacking) == 1 else 'are'} not installed",
            hint=" && ".join(map(command_for, lacking)),
        )
    if missing := sorted(set(data) - list_data()):
        raise ToolError(
            f"tesseract has no data for {', '.join(missing)}",
            hint=command_for_data(missing),
        )


def read_pages(
    pdf: Path, pages: Sequence[int], data: Sequence[str], folder: Path, *, jobs: int
) -> tuple[Path, tuple[ReadPage, ...]]:
    """Have pages read, from 0; return the PDF with these pages straightened, and what was read.

    The files are put into `folder`, which is empty. Raises ToolError.
    """
    (folder / "config").write_text(_CONFIG, "utf-8")
    made = folder / "read.pdf"
    command = (
        *program(),
        *("--language", "+".join(data), "--mode", "force", "--pages", _ranges(pages)),
        *("--deskew", "--rotate-pages", "--output-type", "pdf", "--optimize", "0"),
        *("--invalidate-digital-signatures", "--max-image-mpixels", str(_MEGAPIXELS)),
        *("--tesseract-timeout", f"{_A_PAGE:g}", "--tesseract-config", str(folder / "config")),
        *("--jobs", str(jobs), "--keep-temporary-files", "--quiet"),
        *(str(pdf), str(made)),
    )
    _run_bounded(command, folder, _PATIENCE + _A_PAGE * len(pages))
    kept = next(iter(sorted(folder.glob("ocrmypdf.io.*"))), folder)
    found = (_find_page(kept, number) for number in pages)
    return made, tuple(page for page in found if page is not None)


def read_marks(
    pictures: Sequence[Path], folder: Path, data: str, *, stops: bool
) -> tuple[tuple[str, int], ...]:
    """Return the digits on each of these pictures, and how sure tesseract is of them (0 to 100).

    With `stops` a stop may stand behind them. Such a picture is best read as a line, a raised
    figure as a word: of some forty marks of the faces that were tried all came out right.
    """
    if not pictures:
        return ()
    mode, letters = ("7", "0123456789.") if stops else ("8", "0123456789")
    listed = folder / "marks.txt"
    listed.write_text("".join(f"{each}\n" for each in pictures), "utf-8")
    command = (
        *("tesseract", str(listed), "stdout", "-l", data, "--psm", mode, "--dpi", "300"),
        *("-c", f"tessedit_char_whitelist={letters}", "tsv"),
    )
    ran = run(
        command,
        timeout=_PATIENCE + _MARKS * len(pictures),
        environment={"OMP_THREAD_LIMIT": "1"},
    )
    read = [("", 0)] * len(pictures)
    for row in ran.output.decode(errors="replace").splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) == _CELLS and cells[0] == "5" and cells[11].strip():
            page = int(cells[1]) - 1
            if 0 <= page < len(read):
                digits = cells[11].strip().strip(".")
                read[page] = read[page][0] + digits, round(float(cells[10]))
    return tuple(read)


def _ranges(pages: Sequence[int]) -> str:
    """Return page numbers as OCRmyPDF reads them, from 1."""
    return ",".join(str(number + 1) for number in pages)


def _find_page(kept: Path, number: int) -> ReadPage | None:
    name = f"{number + 1:06}"
    hocr = kept / f"{name}_ocr_hocr.hocr"
    if not hocr.is_file():
        return None
    pictures = (kept / f"{name}_{end}" for end in _PICTURES)
    picture = next((each for each in pictures if each.is_file()), None)
    return ReadPage(number=number, hocr=hocr, picture=picture)


def _run_bounded(command: Sequence[str], folder: Path, patience: float) -> None:
    """Run OCRmyPDF and the programs that it starts; all of them end when the time is over."""
    environment = {**os.environ, "TMPDIR": str(folder), "OMP_THREAD_LIMIT": "1"}
    said = folder / "complaint"
    with said.open("wb") as complaint:
        process = subprocess.Popen(  # noqa: S603 -- a list of arguments, and no shell reads it
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=complaint,
            env=environment,
            start_new_session=True,
        )
        try:
            process.wait(timeout=patience)
        except subprocess.TimeoutExpired as error:
            told = f"OCRmyPDF took longer than {patience:g} seconds and was stopped"
            raise OverdueError(told) from error
        finally:
            _end(process)
    if process.returncode:
        lines = said.read_bytes().decode(errors="replace").strip().splitlines()
        raise ToolError(
            f"OCRmyPDF failed with status {process.returncode}", hint="\n".join(lines[-8:])
        )


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program with all that it started, also where the import is stopped meanwhile."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
