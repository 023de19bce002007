"""Programs are run without a shell, within a time, and their failures are told."""

from __future__ import annotations

import sys

import pytest

from makeready.core.errors import ToolError
from makeready.files.programs.run import run


def python(program: str) -> tuple[str, ...]:
    return (sys.executable, "-c", program)


def test_what_a_program_writes_is_returned() -> None:
    ran = run(
        python("import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)"),
        timeout=120,
        accepted=(0, 3),
    )
    assert (ran.status, ran.output.strip(), ran.complaint.strip()) == (3, b"out", b"err")


def test_no_shell_reads_the_arguments() -> None:
    ran = run((*python("import sys; print(sys.argv[1])"), "$HOME; `id` *"), timeout=120)
    assert ran.output.strip() == b"$HOME; `id` *"


def test_the_environment_is_added_to() -> None:
    program = "import os; print(os.environ['SALT'], 'PATH' in os.environ)"
    assert run(python(program), timeout=120, environment={"SALT": "x"}).output.strip() == b"x True"


def test_a_failure_is_told_with_the_end_of_the_output() -> None:
    program = "import sys; [print(n, file=sys.stderr) for n in range(100)]; sys.exit(1)"
    with pytest.raises(ToolError, match="failed with status 1") as caught:
        run(python(program), timeout=120)
    assert caught.value.hint.splitlines() == [str(n) for n in range(80, 100)]


def test_a_program_that_is_not_there_is_told() -> None:
    with pytest.raises(ToolError, match="no-such-program is not installed"):
        run(("no-such-program",), timeout=120)


def test_a_file_that_is_no_program_is_told() -> None:
    with pytest.raises(ToolError, match="cannot be run"):
        run((__file__,), timeout=120)


def test_a_program_that_does_not_end_is_stopped() -> None:
    with pytest.raises(ToolError, match=r"took longer than 0\.5 seconds"):
        run(python("import time; time.sleep(60)"), timeout=0.5)


def test_what_a_program_is_handed_reaches_it() -> None:
    echo = python("import sys; sys.stdout.buffer.write(sys.stdin.buffer.read()); sys.exit(5)")
    ran = run(echo, timeout=120, accepted=None, data="ä".encode())
    assert (ran.output.decode(), ran.status) == ("ä", 5)
