"""A build makes what changed and nothing else, and the same bytes whichever way it goes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from makeready.core.model import Slug
from makeready.editions.print.plan import parts
from makeready.files.programs import toolchain
from makeready.press.build import pipeline, schedule, staleness
from makeready.press.build.limits.overdue import lay_out
from makeready.press.build.outcomes import BuildOptions, Built, Failed, Step
from makeready.press.build.pipeline import make_title
from makeready.press.build.schedule import make_in_worker
from press.in_process import InProcess
from press.small_titles import chapter, editions, workspace, write_title

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from pathlib import Path

    from makeready.press.build.outcomes import FinishedTitle, Outcome
    from makeready.press.workers.pool import Result, Task


@dataclass
class Counted(InProcess):
    """Does tasks in this process and remembers which."""

    count: int = 1
    asked: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def run(self, tasks: Iterable[Task]) -> Generator[Result]:
        return super().run(map(self._noted, tasks))

    def _noted(self, task: Task) -> Task:
        if task.call is make_in_worker:
            self.titles.append(task.own.title.book.slug)  # type: ignore[attr-defined]  # an order
        elif task.call is lay_out:
            self.asked.append(task.own.unit.name)  # type: ignore[attr-defined]  # a job
        return task


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> Counted:
    counted = Counted()

    @contextmanager
    def hired(_: BuildOptions) -> Iterator[Counted]:
        yield counted

    monkeypatch.setattr(schedule, "open_workers", hired)
    return counted


def quiet(step: Step) -> None:
    assert step.done <= step.total


def build(root: Path, *slugs: str, options: BuildOptions | None = None) -> tuple[Outcome, ...]:
    return pipeline.build_titles(workspace(root), slugs, quiet, options)


def codes(outcome: Outcome) -> set[str]:
    assert isinstance(outcome, Built)
    return {found.code for found in outcome.findings}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_title(tmp_path / "content", "salt", *(chapter(name) for name in ("One", "Two", "Three")))
    return tmp_path


def test_an_edited_chapter_is_laid_out_and_no_other(root: Path, workers: Counted) -> None:
    build(root)
    every = set(workers.asked)
    assert every > {"one", "two", "three"}
    workers.asked.clear()
    text = root / "content/salt/text/2.md"
    text.write_text(text.read_text().replace("plain", "simple"))
    build(root)
    assert workers.asked == ["two"]


def test_of_a_huge_chapter_the_part_that_is_edited_is_laid_out(
    root: Path, workers: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "HUGE", 1)
    (root / "content/salt/style.css").write_text("h2 { break-before: page }")
    text = root / "content/salt/text/2.md"
    text.write_text(text.read_text() + "\n## Brine\n\nIt dries.\n\n## Pans\n\nThey are flat.\n")
    build(root)
    assert set(workers.asked) > {"one", "two", "brine", "pans", "three"}
    workers.asked.clear()
    text.write_text(text.read_text().replace("dries", "dries up"))
    build(root)
    assert workers.asked == ["brine"]


def test_nothing_changed_is_nothing_done(root: Path, workers: Counted) -> None:
    first = build(root)
    before = editions(workspace(root))
    workers.asked.clear()
    assert build(root) == first
    assert editions(workspace(root)) == before
    assert workers.asked == []


def test_a_fresh_build_makes_everything_again(root: Path, workers: Counted) -> None:
    build(root)
    before, laid_out = editions(workspace(root)), sorted(workers.asked)
    workers.asked.clear()
    build(root, options=BuildOptions(is_fresh=True))
    assert sorted(workers.asked) == laid_out
    assert editions(workspace(root)) == before


def test_an_edition_that_was_changed_is_put_back(root: Path, workers: Counted) -> None:
    build(root)
    before = editions(workspace(root))
    workers.asked.clear()
    (root / "output/salt/salt.pdf").write_bytes(b"other")
    (root / "output/salt/salt.epub").unlink()
    (outcome,) = build(root)
    assert isinstance(outcome, Built)
    assert editions(workspace(root)) == before
    assert workers.asked == []


def flip(entries: list[Path]) -> None:
    for entry in entries:
        entry.write_bytes(entry.read_bytes()[:-1] + b"\xc1")


def cut(entries: list[Path]) -> None:
    for entry in entries:
        entry.write_bytes(entry.read_bytes()[:-7])


def empty(entries: list[Path]) -> None:
    for entry in entries:
        entry.write_bytes(b"")


def exchange(entries: list[Path]) -> None:
    """Give each entry the bytes of the one before it, which are whole."""
    contents = [entry.read_bytes() for entry in entries]
    for entry, data in zip(entries, contents[-1:] + contents[:-1], strict=True):
        entry.write_bytes(data)


def remembered(root: Path) -> list[Path]:
    return sorted((root / "output/.cache").glob("??/*"))


@pytest.mark.parametrize(
    "damage",
    [flip, exchange, *(pytest.param(each, marks=pytest.mark.soak) for each in (cut, empty))],
)
def test_what_is_damaged_is_made_again_and_told(
    root: Path, workers: Counted, damage: Callable[[list[Path]], None]
) -> None:
    (whole,) = build(root)
    before = editions(workspace(root))
    damage(remembered(root))
    workers.asked.clear()
    (outcome,) = build(root)
    assert codes(outcome) == codes(whole) | {"B-001"}
    assert workers.asked
    assert editions(workspace(root)) == before
    assert build(root) == (whole,)


@pytest.mark.usefixtures("workers")
def test_a_damaged_record_of_the_title_is_told(root: Path) -> None:
    (whole,) = build(root)
    told: list[Path] = []
    for entry in remembered(root):
        kept = entry.read_bytes()
        flip([entry])
        (outcome,) = build(root)
        told += [entry] if codes(outcome) - codes(whole) == {"B-001"} else []
        entry.write_bytes(kept)
    # of a book that stands in the output unchanged the record alone is read
    assert len(told) == 1


def test_a_small_cache_is_kept_small(root: Path, workers: Counted) -> None:
    build(root, options=BuildOptions(cache_limit=0))
    assert not list((root / "output/.cache").glob("??/*"))
    before = editions(workspace(root))
    build(root, options=BuildOptions(cache_limit=0))
    assert editions(workspace(root)) == before
    assert len(workers.asked) == 2 * len(set(workers.asked))


@pytest.mark.usefixtures("workers")
def test_a_cache_is_made_smaller_where_nothing_changed(root: Path) -> None:
    first = build(root)
    assert sum(entry.stat().st_size for entry in remembered(root)) > 1000
    assert build(root, options=BuildOptions(cache_limit=1000)) == first
    assert sum(entry.stat().st_size for entry in remembered(root)) <= 1000


def test_many_titles_are_made_as_wholes_with_the_same_bytes(
    root: Path, tmp_path_factory: pytest.TempPathFactory, workers: Counted
) -> None:
    build(root)
    other = tmp_path_factory.mktemp("other")
    chapters = [chapter(name) for name in ("One", "Two", "Three")]
    for slug in ("salt", "sea", "road", "wood"):
        write_title(other / "content", slug, *chapters)
    (other / "content/road/text/2.md").write_bytes(b"\xff")
    outcomes = {outcome.slug: outcome for outcome in build(other)}
    assert workers.titles == ["road", "salt", "wood", "sea"][1:]
    assert isinstance(outcomes[Slug("road")], Failed)
    assert list(outcomes) == ["road", "salt", "sea", "wood"]
    kept, made = editions(workspace(root)), editions(workspace(other))
    assert {name: made[name] for name in kept} == kept


@pytest.mark.usefixtures("workers")
def test_all_titles_are_told_of_from_the_start(root: Path) -> None:
    build(root)
    for slug in ("sea", "wood"):
        write_title(root / "content", slug, chapter("One"))
    steps: list[Step] = []
    outcomes = pipeline.build_titles(workspace(root), (), steps.append)
    made = [outcome.pages for outcome in outcomes[1:] if isinstance(outcome, Built)]
    told = [(step.done, step.total, step.pages) for step in steps if not step.slug]
    assert told == [(1, 3, 0), (2, 3, made[0]), (3, 3, sum(made))]


@pytest.mark.soak
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.usefixtures("workers")
def test_processes_make_the_same_bytes(root: Path, jobs: int) -> None:
    build(root)
    wanted = editions(workspace(root))
    output = root / "elsewhere"
    made = makeready(root, "build", "--jobs", str(jobs), output=output)
    assert made.returncode == 0, made.stderr
    files = {path.name: path.read_bytes() for path in sorted((output / "salt").iterdir())}
    assert {f"salt/{name}": data for name, data in files.items()} == wanted


def makeready(root: Path, *words: str, output: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "makeready", "--content", str(root / "content")]
    return subprocess.run(
        [*command, "--output", str(output), *words],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )


WATCHED = """
import sys
begun = []
sys.addaudithook(
    lambda event, _: event in ("subprocess.Popen", "os.fork", "os.posix_spawn", "os.exec")
    and begun.append(event)
)
from makeready.cli import main
code = main(["--content", sys.argv[1], "--output", sys.argv[2], "build"])
heavy = {"weasyprint", "lxml", "pikepdf", "pypandoc", "jinja2", "ebooklib", "fontTools", "rich"}
print(code, begun, sorted(heavy & set(sys.modules)))
"""


def test_where_nothing_changed_nothing_is_loaded_or_started(root: Path, workers: Counted) -> None:
    build(root)
    looked = subprocess.run(
        [sys.executable, "-c", WATCHED, str(root / "content"), str(root / "output")],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert looked.stdout.splitlines()[-1] == "0 [] []"
    assert workers.titles == []


def test_another_style_makes_the_title_anew(root: Path, workers: Counted) -> None:
    build(root)
    workers.asked.clear()
    (root / "content/salt/style.css").write_text("p { color: #333 }")
    build(root)
    assert len(workers.asked) > 3
    workers.asked.clear()
    style = root / "content/salt/style.css"
    style.unlink()
    (outcome,) = build(root)
    assert isinstance(outcome, Built)
    assert workers.asked == []


def save_text(root: Path) -> None:
    text = root / "content/salt/text/2.md"
    text.write_text(text.read_text().replace("plain", "late"))


def save_theme(root: Path) -> None:
    theme = root / "templates/themes/classic.css"
    theme.write_text(theme.read_text() + "p { color: #333 }\n")


def save_font(root: Path) -> None:
    faces = root / "fonts/fonts.toml"
    faces.write_text(faces.read_text().replace("weight = 700", "weight = 800"))


@pytest.mark.parametrize(
    ("reader", "save", "others"),
    [
        ("read_title", save_text, 2),
        ("read_materials", save_theme, 0),
        pytest.param("read_materials", save_font, 0, marks=pytest.mark.soak),
        pytest.param("read_title", save_text, 0, marks=pytest.mark.soak),
        pytest.param("read_materials", save_theme, 3, marks=pytest.mark.soak),
        pytest.param("read_materials", save_font, 3, marks=pytest.mark.soak),
    ],
)
@pytest.mark.usefixtures("workers")
def test_what_is_saved_between_two_looks_is_not_remembered_as_what_was_before(
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    reader: str,
    save: Callable[[Path], None],
    others: int,
) -> None:
    here = workspace(root)
    shutil.copytree(here.templates, root / "templates")
    shutil.copytree(here.fonts, root / "fonts")
    for number in range(others):
        write_title(root / "content", f"other-{number}", chapter("One"))
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    build(root)
    wanted = editions(workspace(root))
    shutil.rmtree(root / "output")

    module = staleness if reader == "read_title" else schedule
    read = getattr(module, reader)
    with monkeypatch.context() as patch:

        def late(*arguments: object) -> object:
            patch.undo()
            save(root)
            return read(*arguments)

        patch.setattr(module, reader, late)
        build(root)
    assert editions(workspace(root)) != wanted
    for path, data in before.items():
        path.write_bytes(data)
    build(root)
    assert editions(workspace(root)) == wanted


@pytest.mark.parametrize("stays", [True, False])
def test_a_font_of_the_machine_that_changes_while_it_is_used_is_looked_at_again(
    root: Path, workers: Counted, monkeypatch: pytest.MonkeyPatch, *, stays: bool
) -> None:
    with (root / "content/salt/book.toml").open("a") as book:
        book.write('[print]\nfallback = ["A Font"]\n')
    has, make = ["version 1"], make_title
    monkeypatch.setattr(toolchain, "read_machine_fonts", lambda _: (has[-1],))

    def slowly(*arguments: object) -> FinishedTitle:
        done = make(*arguments)  # type: ignore[arg-type]  # handed on as they came
        has.append("version 1" if stays else "version 2")
        return done

    monkeypatch.setattr(pipeline, "make_title", slowly)
    build(root)
    workers.asked.clear()
    build(root)
    assert (workers.asked == []) == stays
