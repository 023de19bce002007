"""What holds for all tests: how properties are tried, and that a busy machine fails none.

`nox -s soak` tries them with the profile named soak.
"""

from __future__ import annotations

import gc
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from makeready.editions.epub.cover import draw_cover
from makeready.press.build import context
from makeready.press.workers.pool import Pool
from press.in_process import InProcess
from touched import find_touched, list_changed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

any_pace = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", any_pace, max_examples=20)
settings.register_profile("soak", any_pace, max_examples=200)
settings.load_profile("quick")


touched = pytest.StashKey["frozenset[Path]"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the tests be asked for that a change touches."""
    told = "run the tests of modules that changed since a commit, which is HEAD unless it is named"
    parser.addoption("--touched", nargs="?", const="HEAD", metavar="COMMIT", help=told)


def pytest_configure(config: pytest.Config) -> None:
    """Find what is touched, once."""
    since = config.getoption("--touched")
    if since:
        root = config.rootpath
        config.stash[touched] = find_touched(root, list_changed(root, since))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave aside the files of tests that nothing touches, which need not even be imported."""
    found = config.stash.get(touched, None)
    if found is None or collection_path.suffix != ".py":
        return None
    return True if collection_path not in found else None


def pytest_sessionstart() -> None:
    """Have no garbage looked for while tests and libraries are loaded, which all stay."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Have garbage looked for among what tests make, and not among all tests and libraries.

    A layout makes many small objects; looking through them took some 4 % of the time where it was
    done ten times as often.
    """
    gc.enable()
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def in_process() -> Iterator[None]:
    """Lay out in the tests' own process where a test does not say how many processes work.

    Starting two processes takes most of the time that a small book takes. What processes do has its
    tests in tests/press/workers, and in all tests that run the command line.
    """

    def choose(count: int, limit: float, memory: int) -> InProcess | Pool:
        return Pool(count, limit, memory) if count else InProcess()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(context, "cores", lambda: 0)
        patch.setattr(context, "Pool", choose)
        # most books of the tests have one of a few titles, and so the same cover
        patch.setattr("makeready.editions.epub.publication.draw_cover", cache(draw_cover))
        yield
