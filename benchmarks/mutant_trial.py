"""Mutants become those that tests notice, each in a fork of a process that ran the tests once."""

from __future__ import annotations

import functools
import gc
import os
import pickle
import resource
import signal
import time
from collections import defaultdict
from contextlib import suppress
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING, Any

import coverage
from _pytest.runner import runtestprotocol
from mutant_sample import ROOT, digest

if TYPE_CHECKING:
    from collections.abc import Container, Generator, Iterable, Iterator, Mapping, Sequence

    from mutant_sample import Mutant

import pytest

PATIENCE = 8.0
"""Seconds of processor time that the tests of one mutant may take as long as nothing is wrong."""

EXAMPLES = 10
"""What a property is tried with, chosen by the test's name alone, so that each run is the same."""

DEADLINE = 120.0
"""Seconds after which a fork is ended, whatever it does; its mutant counts as one that survived."""

KILLED, SLOW, SURVIVED = "killed", "timed out", "survived"

Memory = dict[str, tuple[float, frozenset[tuple[str, int]]]]
"""The tests by their names and files: the seconds that each takes, and the lines that it sees."""


class Trial:
    """Runs the tests once to learn what they see, and then against each mutant in a fork."""

    def __init__(self, mutants: Sequence[Mutant], seconds: float, keep: Path | None) -> None:
        self.mutants = mutants
        self.end = time.monotonic() + seconds
        self.results: dict[Mutant, str] = {}
        self._seen: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
        self._costs: dict[str, float] = {}
        self._items: dict[str, pytest.Item] = {}
        self._sound: set[str] = set()
        self._shared: set[str] = set()
        self._keep = keep
        kept = keep.read_bytes() if keep and keep.exists() else b""
        known: tuple[Memory, dict[str, str]] = pickle.loads(kept) if kept else ({}, {})
        self._memory, self._noticed = known
        self._files = {str(each.file) for each in mutants}
        # what a test sees is told by lines, which are others where a file has changed
        states = "".join(digest(Path(file)) for file in sorted(self._files))
        self._state = sha256(states.encode()).hexdigest()[:16]
        self._coverage = coverage.Coverage(
            data_file=None, include=sorted(self._files), messages=False
        )
        self._coverage.set_option("run:disable_warnings", ["no-data-collected"])
        self._context = ""

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """Have properties tried with few examples, always the same."""
        # its plugin must meet it first
        from hypothesis import settings

        plain = settings()
        settings.register_profile(
            "mutants", plain, derandomize=True, database=None, max_examples=EXAMPLES
        )
        settings.load_profile("mutants")

    @pytest.hookimpl
    def pytest_collection_modifyitems(self, items: Sequence[pytest.Item]) -> None:
        """Have those properties, too, tried with few examples that ask for more."""
        from hypothesis import settings

        for item in items:
            function: Any = getattr(item, "obj", None)
            own = getattr(function, "_hypothesis_internal_use_settings", None)
            if own is not None:
                few = settings(own, max_examples=min(own.max_examples, EXAMPLES))
                function = getattr(function, "__func__", function)
                function._hypothesis_internal_use_settings = few  # noqa: SLF001  (settles it for a given test)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[object]
    ) -> Generator[None, object, object]:
        """Count what a shared fixture runs for all tests that ask for it."""
        if fixturedef.scope == "function" or not self._context:
            return (yield)
        self._coverage.switch_context(f"@{fixturedef.baseid}@{fixturedef.argname}")
        try:
            return (yield)
        finally:
            self._coverage.switch_context(self._context)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run all, then try the mutants."""
        self._look(session.items)
        functions = _live_functions(self._files)
        gc.freeze()
        for number, mutant in enumerate(self.mutants, 1):
            if time.monotonic() > self.end:
                break
            if mutant.key in self._noticed:
                self.results[mutant] = self._noticed[mutant.key]
                continue
            self.results[mutant] = self._try(mutant, functions)
            if self.results[mutant] != SURVIVED:
                self._noticed[mutant.key] = self.results[mutant]
            self._write()
            say(f"{number}/{len(self.mutants)} {self.results[mutant]}: {mutant.name}")
        return True

    def _look(self, items: Sequence[pytest.Item]) -> None:
        """Run the tests of which it is not known what they see, and those that share a fixture."""
        self._items = {item.nodeid: item for item in items}
        known = {item.nodeid for item in items if self._key(item) in self._memory}
        fresh = [item for item in items if item.nodeid not in known or self._sets_up(item)]
        self._coverage.start()
        for number, item in enumerate(fresh):
            # there is always one behind, so that fixtures that are shared stay as they are
            behind = (*fresh[number + 1 :], *(each for each in items if each is not item))[0]
            self._context = item.nodeid
            self._coverage.switch_context(item.nodeid)
            _forget(self._files)  # what one test left there, another would not see run
            start = time.process_time()
            if not _passes(item, behind):
                say(f"left out, since it fails without a mutant: {item.nodeid}")
                del self._items[item.nodeid]
            self._costs.setdefault(item.nodeid, time.process_time() - start)
        self._context = ""
        self._coverage.stop()
        self._learn(known, fresh)
        self._write()

    def _key(self, item: pytest.Item) -> str:
        """Return a test's name, with the states of its file and of the files that are mutated."""
        return f"{item.nodeid} {digest(item.path)} {self._state}"

    def _write(self) -> None:
        """Keep what is known, so that a run that is broken off can go on."""
        if self._keep:
            self._keep.write_bytes(pickle.dumps((self._memory, self._noticed)))

    def _sets_up(self, item: pytest.Item) -> bool:
        """Tell whether a test is the first to ask for a fixture that the whole session shares."""
        known = getattr(item, "_fixtureinfo").name2fixturedefs  # noqa: B009  (of functions alone)
        shared = {
            f"{d.baseid} {d.argname}"
            for all_of in known.values()
            for d in all_of[-1:]
            if d.scope == "session" and d.baseid
        }
        new = shared - self._shared
        self._shared |= new
        return bool(new)

    def _learn(self, known: set[str], fresh: Sequence[pytest.Item]) -> None:
        data = self._coverage.get_data()
        seen: defaultdict[str, set[tuple[str, int]]] = defaultdict(set)
        for file in data.measured_files() if fresh else ():
            for line, contexts in data.contexts_by_lineno(file).items():
                for context in contexts:
                    for name in self._tests_of(context):
                        seen[name].add((str(Path(file).relative_to(ROOT)), line))
        for name, item in self._items.items():
            if name not in known:
                self._memory[self._key(item)] = self._costs[name], frozenset(seen[name])
            self._costs[name], lines = self._memory[self._key(item)]
            for each in lines:
                self._seen[each].add(name)

    def _tests_of(self, context: str) -> Iterator[str]:
        if not context.startswith("@"):
            yield from (context,) if context in self._items else ()
            return
        _, base, argument = context.split("@", 2)
        for name, item in self._items.items():
            if name.startswith(base) and argument in getattr(item, "fixturenames", ()):
                yield name

    def _try(self, mutant: Mutant, functions: Mapping[tuple[str, str], list[FunctionType]]) -> str:
        place = str(mutant.file.relative_to(ROOT)), mutant.line
        seen = self._seen[place] & self._items.keys()
        own = f"test_{mutant.file.stem}.py::"
        # the tests of the module itself first, and of these and of the others the fastest
        names = sorted(seen, key=lambda name: (f"/{own}" not in name, self._costs[name]))
        chosen: list[pytest.Item] = []
        seconds = 0.0
        for name in names:
            seconds += self._costs[name]
            if chosen and seconds > PATIENCE:
                break
            chosen.append(self._items[name])
        live = functions.get((str(mutant.file), mutant.function), [])
        if not chosen or not live:
            return SURVIVED
        verdict, name = self._fork(chosen, mutant, live)
        if verdict == KILLED and not self._is_sound(name):
            return self._try(mutant, functions)
        return verdict

    def _is_sound(self, name: str) -> bool:
        """Tell whether a test that fails with a mutant passes in a fork without one, or drop it."""
        if name not in self._sound:
            verdict, _ = self._fork([self._items[name]], None, ())
            if verdict != SURVIVED:
                say(f"left out, since it fails in a fork without a mutant: {name}")
                del self._items[name]
                return False
            self._sound.add(name)
        return True

    def _fork(
        self, items: Sequence[pytest.Item], mutant: Mutant | None, live: Iterable[FunctionType]
    ) -> tuple[str, str]:
        behind = next(each for each in self._items.values() if each is not items[-1])
        seconds = sum(self._costs[each.nodeid] for each in items)
        return _fork((*items, behind), mutant, live, allowed=int(5 + 3 * seconds))


def _passes(item: pytest.Item, behind: pytest.Item | None) -> bool:
    return all(not report.failed for report in runtestprotocol(item, log=False, nextitem=behind))


def _live_functions(files: set[str]) -> Mapping[tuple[str, str], list[FunctionType]]:
    """Return the functions in memory by their file and qualified name, whoever holds them."""
    found: defaultdict[tuple[str, str], list[FunctionType]] = defaultdict(list)
    gc.unfreeze()  # the tests set aside what they have loaded
    for each in gc.get_objects():
        if isinstance(each, FunctionType) and each.__code__.co_filename in files:
            found[each.__code__.co_filename, each.__code__.co_qualname].append(each)
    return found


def _fork(
    items: Sequence[pytest.Item],
    mutant: Mutant | None,
    live: Iterable[FunctionType],
    *,
    allowed: int,
) -> tuple[str, str]:
    """Return what becomes of a mutant in a process of its own, and the test that kills it."""
    inlet, outlet = os.pipe()
    process = os.fork()
    if not process:
        os._exit(_child(items, mutant, live, allowed=allowed, outlet=outlet))
    os.close(outlet)
    end = time.monotonic() + DEADLINE
    code = None
    while code is None and time.monotonic() < end:
        ended, status = os.waitpid(process, os.WNOHANG)
        code = os.waitstatus_to_exitcode(status) if ended else None
        time.sleep(0.0 if ended else 0.02)
    with suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL)
    if code is None:
        os.waitpid(process, 0)
    with os.fdopen(inlet, "rb") as told:
        name = told.read().decode()
    if code is None:
        return SURVIVED, name  # it waits for something, and nobody can say that it was noticed
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return SLOW, name
    return (KILLED if code else SURVIVED), name


def _child(
    items: Sequence[pytest.Item],
    mutant: Mutant | None,
    live: Iterable[FunctionType],
    *,
    allowed: int,
    outlet: int,
) -> int:
    os.setpgid(0, 0)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, allowed + 1))
    _forget()
    for function in live:
        if mutant is not None:
            function.__code__ = mutant.code
    # the last one is only there to be behind another
    for item, behind in pairwise(items):
        _forget({str(mutant.file)} if mutant else ())
        if not _passes_or_ends(item, behind):
            os.write(outlet, item.nodeid.encode())
            return 1
    return 0


def _passes_or_ends(item: pytest.Item, behind: pytest.Item) -> bool:
    try:
        return _passes(item, behind)
    except BaseException:  # noqa: BLE001  (whatever it is, the mutant is noticed)
        return False


def _forget(files: Container[str] | None = None) -> None:
    """Empty the caches of the functions of these files, or of all of ours."""
    for each in _caches():
        file = each.__wrapped__.__code__.co_filename
        if file in files if files is not None else file.startswith(str(ROOT)):
            each.cache_clear()


@functools.cache
def _caches() -> tuple[Any, ...]:
    kind = functools._lru_cache_wrapper  # noqa: SLF001  (the type has no other name)
    gc.unfreeze()
    found = (each for each in gc.get_objects() if isinstance(each, kind))
    return tuple(each for each in found if hasattr(each.__wrapped__, "__code__"))


def say(words: str) -> None:
    """Write a line to the terminal, whatever pytest captures."""
    os.write(2, f"{words}\n".encode())
