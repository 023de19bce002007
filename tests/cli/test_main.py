"""Every command line ends with an exit code, and errors are told in one form."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import makeready as package
from makeready.cli import explain
from makeready.core.errors import MakereadyError, MasterError
from makeready.core.findings import Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.conftest import Told

SOURCE = Path(package.__file__).parents[1]


def test_an_unknown_verb_is_a_usage_error(makeready: Callable[..., Told]) -> None:
    told = makeready("no-verb")
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("error: argument VERB: invalid choice: 'no-verb'")
    assert told.err.endswith("\n  hint: see makeready --help\n")


def test_a_verb_is_needed(makeready: Callable[..., Told]) -> None:
    assert makeready().code == 2


def test_an_option_is_not_shortened(makeready: Callable[..., Told]) -> None:
    told = makeready("build", "--fre")
    assert (told.code, told.err) == (
        2,
        "error: unrecognized arguments: --fre\n  hint: see makeready --help\n",
    )


def test_help_is_no_error(makeready: Callable[..., Told]) -> None:
    with pytest.raises(SystemExit) as caught:
        makeready("build", "--help")
    assert caught.value.code == 0


def stop_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def stop(*_: object) -> int:
        raise error

    monkeypatch.setattr(explain, "run", stop)


def test_an_error_is_told_with_its_place_and_its_remedy(
    makeready: Callable[..., Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    error = MasterError("it is so", where=Place("text/a.md", 3), hint="do this\nor that")
    stop_with(monkeypatch, error)
    assert makeready("explain", "W-001") == (
        6,
        "",
        "error: text/a.md:3: it is so\n  hint: do this\n  or that\n",
    )


def test_an_error_is_one_json_object_for_machines(
    makeready: Callable[..., Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_with(monkeypatch, MasterError("it is so", where=Place("text/a.md", 3)))
    told = makeready("explain", "W-001", "--json")
    assert (told.code, told.err) == (6, "")
    assert json.loads(told.out) == {
        "event": "error",
        "slug": "",
        "kind": "MasterError",
        "exit_code": 6,
        "message": "it is so",
        "hint": "",
        "file": "text/a.md",
        "line": 3,
    }


@pytest.mark.parametrize("kind", MakereadyError.__subclasses__())
def test_every_error_has_its_exit_code(
    kind: type[MakereadyError], makeready: Callable[..., Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_with(monkeypatch, kind("it is so"))
    assert makeready("explain", "W-001").code == kind.exit_code
    assert kind.exit_code in range(2, 11)


def test_an_interruption_is_quiet(
    makeready: Callable[..., Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_with(monkeypatch, KeyboardInterrupt())
    assert makeready("explain", "W-001") == (130, "", "interrupted\n")


def test_a_mistake_of_ours_is_told_as_one_with_what_to_send(
    makeready: Callable[..., Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_with(monkeypatch, ZeroDivisionError("by none"))
    told = makeready("explain", "W-001")
    assert (told.code, told.out) == (10, "")
    first, _, rest = told.err.partition("\n")
    assert first == (
        "error: this is a fault of makeready, not of the book: ZeroDivisionError: by none"
    )
    assert "please report it" in rest
    assert f"makeready {package.__version__}, Python " in rest
    assert re.search(r"^ *makeready/cli/__init__\.py:\d+ main$", rest, re.MULTILINE)
    assert str(SOURCE) not in rest


def run(*words: str, program: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *(["-c", program] if program else ["-m", "makeready"]), *words]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_package_is_a_program() -> None:
    done = run("--version")
    assert (done.returncode, done.stdout) == (0, f"makeready {package.__version__}\n")


def test_starting_up_loads_no_heavy_library() -> None:
    program = "import sys, makeready.cli; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = set(run(program=program).stdout.split())
    assert "makeready" in loaded
    heavy = {"ebooklib", "langcodes", "lxml", "msgspec", "pypandoc", "rich", "weasyprint"}
    assert not loaded & heavy


QUIET = """
from makeready.cli import main
main(["no-verb"])
import onnxruntime
"""


def test_no_library_leaves_a_file_of_its_own_in_the_temporary_folder(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason="pymupdf4llm brings onnxruntime where there is one")
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "TMPDIR": str(tmp_path)}
    environment.pop("ORT_DISABLE_TELEMETRY", None)
    subprocess.run([sys.executable, "-c", QUIET], env=environment, check=True, capture_output=True)
    assert list(tmp_path.iterdir()) == []


EARLY = """
import sys
from makeready.__main__ import start

class Interrupted:
    def __getattr__(self, name):
        raise KeyboardInterrupt

sys.modules["makeready.cli"] = Interrupted()
sys.exit(start())
"""


def test_an_interruption_while_the_program_is_read_is_no_fault() -> None:
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    done = subprocess.run(
        [sys.executable, "-c", EARLY], env=environment, check=False, capture_output=True
    )
    assert (done.returncode, done.stderr) == (130, b"")


@pytest.mark.parametrize(
    ("words", "errors"),
    [
        (("no-verb", "--json"), subprocess.DEVNULL),
        (("no-verb",), subprocess.STDOUT),
    ],
)
def test_a_reader_may_leave_before_the_end(words: tuple[str, ...], errors: int) -> None:
    command = [sys.executable, "-m", "makeready", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors) as left:
        assert left.stdout is not None
        left.stdout.close()
    assert left.returncode == 141
