"""WeasyPrint is loaded without asking compilers, but where the loader knows too little."""

from __future__ import annotations

import ctypes.util
import subprocess
import sys
from typing import TYPE_CHECKING

import pyphen
import pytest

from editions.print.books import Chapter, look, master
from makeready.editions.print.plan.units import gather_resources
from makeready.editions.print.weasy import loading, render

if TYPE_CHECKING:
    from types import ModuleType

WITHOUT_PROGRAMS = """
import ctypes.util, subprocess, sys

def refuse(*words, **options):
    raise AssertionError(f"ran {words}")

subprocess.Popen = refuse
find = ctypes.util.find_library
import makeready.editions.print.weasy.loading
assert ctypes.util.find_library is find
assert "weasyprint.pdf" in sys.modules
from makeready.editions.print.weasy import render
"""

PUT_OFF = """
import sys
from makeready.editions.print.weasy import loading
subsetter = sys.modules[loading.RARELY_USED]
assert "Subsetter" not in object.__getattribute__(subsetter, "__dict__")
from fontTools import subset
assert subset is subsetter
assert subset.Subsetter().options.hinting
"""


def run(program: str) -> None:
    subprocess.run([sys.executable, "-c", program], check=True, timeout=300)


@pytest.mark.skipif(sys.platform != "linux", reason="other loaders know other names")
def test_no_program_is_run_to_find_libraries() -> None:
    run(WITHOUT_PROGRAMS)


def test_what_is_rarely_used_is_loaded_when_it_is_used() -> None:
    run(PUT_OFF)


def test_everything_is_asked_where_the_loader_finds_too_little(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    find = ctypes.util.find_library
    asked = []

    def import_module(name: str) -> ModuleType:
        if name == loading.LIBRARY:
            asked.append(ctypes.util.find_library is find)
            if not asked[-1]:
                raise OSError("no library of this name")
        return sys.modules[name]

    monkeypatch.setattr(loading, "import_module", import_module)
    loading.load_layout()
    assert asked == ([False, True] if sys.platform == "linux" else [True])
    assert ctypes.util.find_library is find


def test_libraries_that_are_nowhere_are_an_import_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def import_module(name: str) -> ModuleType:
        raise OSError(f"{name} has no library")

    monkeypatch.setattr(loading, "import_module", import_module)
    with pytest.raises(ImportError, match="a library that WeasyPrint needs is missing"):
        loading.load_layout()


def test_workers_load_the_hyphenation_before_there_is_text() -> None:
    # patterns that were asked for once in a process are remembered: no other test uses these
    assert not [name for name in pyphen.hdcache if "hyph_hu" in str(name)]
    book = master([Chapter(title="Reeds", body="<p>A word.</p>")]).book
    render.warm_up(gather_resources(book, look(), style="", pictures=()), "hu")
    assert [name for name in pyphen.hdcache if "hyph_hu" in str(name)]
