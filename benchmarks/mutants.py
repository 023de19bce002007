"""Small faults put into the code, one at a time, become the share of them that the tests notice.

mutmut makes the faults, of which a fixed seed draws as many from each room. Its own runner traces
every call of every test before its first mutant, and rewrites each function of a copy of the tree;
cosmic-ray starts a new Python for each mutant. Either takes hours here. So the tests are run once,
with coverage telling which of them see which line; then each mutant is a fork of that process, in
which the code of one function is exchanged and the tests that see its line are run, the fastest
first, until one fails. No file is changed. What other processes do is not mutated.
"""

from __future__ import annotations

import argparse
import functools
import gc
import io
import marshal
import os
import pickle
import random
import resource
import signal
import sys
import time
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, TypeAlias

import coverage
import pytest
from _pytest.runner import runtestprotocol
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.configuration import config
from mutmut.mutation.file_mutation import create_mutations

if TYPE_CHECKING:
    from collections.abc import Container, Generator, Iterable, Iterator, Mapping, Sequence

    import libcst

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src/makeready"
README, LIST = ROOT / "benchmarks/README.md", ROOT / "benchmarks/mutants.md"
START, END = "<!-- mutants -->\n", "<!-- end of mutants -->\n"

ROOMS: Mapping[str, tuple[str, ...]] = {
    "master": ("tests/master",),
    "intake": ("tests/intake",),
    "editions/print/prove": ("tests/editions/print/prove",),
    "checks": ("tests/checks",),
}
"""The folders of the source that are mutated, and the tests that are asked of each."""

SEED = 11
DRAWN = 80
"""Mutants drawn from each room."""

PATIENCE = 8.0
"""Seconds of processor time that the tests of one mutant may take as long as nothing is wrong."""

EXAMPLES = 10
"""What a property is tried with, chosen by the test's name alone, so that each run is the same."""

DEADLINE = 120.0
"""Seconds after which a fork is ended, whatever it does; its mutant counts as one that survived."""

KILLED, SLOW, SURVIVED = "killed", "timed out", "survived"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A function of a file with one fault in it, as code, and the line that differs."""

    room: str
    file: Path
    line: int
    function: str
    before: str
    after: str
    code: CodeType = field(repr=False)

    @property
    def name(self) -> str:
        """Return where the mutant is, as a reader looks for it."""
        return f"{self.file.relative_to(SOURCE)}:{self.line} in {self.function}"


def draw_mutants(room: str, count: int, seed: int) -> list[Mutant]:
    """Return so many mutants of a room, drawn by the seed; those that change nothing are put back.

    A fault in a default or a decorator is put back too, since functions are exchanged and not made
    anew.
    """
    drawn = random.Random(f"{seed} {room}")
    pool = [
        (path, number)
        for path in sorted((SOURCE / room).rglob("*.py"))
        for number in range(len(_mutations(path)[1]))
    ]
    drawn.shuffle(pool)
    found: list[Mutant] = []
    for path, number in pool:
        mutant = _mutant(room, path, number)
        if mutant is not None:
            found.append(mutant)
        if len(found) == count:
            break
    return found


@functools.cache
def _mutations(path: Path) -> tuple[libcst.Module, list[Any], Mapping[Any, Any]]:
    module, mutations, _, _ = create_mutations(str(path), path.read_text("utf-8"))
    wrapper = MetadataWrapper(module, unsafe_skip_copy=True)
    inside = [each for each in mutations if each.contained_by_top_level_function is not None]
    return module, inside, wrapper.resolve(PositionProvider)


def _mutant(room: str, path: Path, number: int) -> Mutant | None:
    module, mutations, places = _mutations(path)
    mutation = mutations[number]
    mutated = module.deep_replace(mutation.original_node, mutation.mutated_node).code
    plain = dict(_functions(compile(module.code, str(path), "exec")))
    try:
        changed = [
            (name, code)
            for name, code in _functions(compile(mutated, str(path), "exec"))
            if name in plain and _essence(code) != _essence(plain[name])
        ]
    except SyntaxError:
        return None
    if not changed:
        return None
    before, after = module.code.splitlines(), mutated.splitlines()
    line = places[mutation.original_node].start.line
    differs = next(n for n in range(line - 1, len(before)) if before[n : n + 1] != after[n : n + 1])
    return Mutant(
        room=room,
        file=path,
        line=line,
        function=changed[0][0],
        before=before[differs].strip(),
        after=after[differs].strip() if differs < len(after) else "",
        code=changed[0][1],
    )


def _functions(code: CodeType) -> Iterator[tuple[str, CodeType]]:
    """Yield the functions and the methods of a module by their qualified names."""
    for each in code.co_consts:
        if isinstance(each, CodeType) and "<locals>" not in each.co_qualname:
            if each.co_flags & 2:  # CO_NEWLOCALS and CO_OPTIMIZED tell a function from a class
                yield each.co_qualname, each
            if not each.co_flags & 1:
                yield from _functions(each)


def _essence(code: CodeType) -> bytes:
    """Return what code does, wherever it stands."""
    consts = tuple(
        _essence(each) if isinstance(each, CodeType) else (type(each).__name__, repr(each))
        for each in code.co_consts
    )
    names = code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars
    return marshal.dumps((code.co_code, consts, names, code.co_exceptiontable))


Memory: TypeAlias = dict[str, tuple[float, frozenset[tuple[str, int]]]]
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
        self._memory: Memory = pickle.loads(kept) if kept else {}
        self._files = {str(each.file) for each in mutants}
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
            self.results[mutant] = self._try(mutant, functions)
            _say(f"{number}/{len(self.mutants)} {self.results[mutant]}: {mutant.name}")
        return True

    def _look(self, items: Sequence[pytest.Item]) -> None:
        """Run the tests of which it is not known what they see, and those that share a fixture."""
        self._items = {item.nodeid: item for item in items}
        known = {item.nodeid for item in items if _key(item) in self._memory}
        fresh = [item for item in items if item.nodeid not in known or self._sets_up(item)]
        self._coverage.start()
        for number, item in enumerate(fresh):
            behind = fresh[(number + 1) % len(fresh)]  # the last one leaves shared fixtures alone
            self._context = item.nodeid
            self._coverage.switch_context(item.nodeid)
            _forget(self._files)  # what one test left there, another would not see run
            start = time.process_time()
            if not _passes(item, behind):
                _say(f"left out, since it fails without a mutant: {item.nodeid}")
                del self._items[item.nodeid]
            self._costs.setdefault(item.nodeid, time.process_time() - start)
        self._context = ""
        self._coverage.stop()
        self._learn(known, fresh)
        if self._keep:
            self._keep.write_bytes(pickle.dumps(self._memory))

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
                self._memory[_key(item)] = self._costs[name], frozenset(seen[name])
            self._costs[name], lines = self._memory[_key(item)]
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
        names = sorted(seen, key=self._costs.__getitem__)
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
                _say(f"left out, since it fails in a fork without a mutant: {name}")
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


@functools.cache
def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _key(item: pytest.Item) -> str:
    """Return a test's name and what its file says."""
    return f"{item.nodeid} {_digest(item.path)}"


def _passes(item: pytest.Item, behind: pytest.Item | None) -> bool:
    return all(not report.failed for report in runtestprotocol(item, log=False, nextitem=behind))


def _live_functions(files: set[str]) -> Mapping[tuple[str, str], list[FunctionType]]:
    """Return the functions in memory by their file and qualified name, whoever holds them."""
    found: defaultdict[tuple[str, str], list[FunctionType]] = defaultdict(list)
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
    found = (each for each in gc.get_objects() if isinstance(each, kind))
    return tuple(each for each in found if hasattr(each.__wrapped__, "__code__"))


def _say(words: str) -> None:
    os.write(2, f"{words}\n".encode())


def table(results: Mapping[Mutant, str]) -> str:
    """Return the figures of each room and of all as a table."""
    lines = ["| room | mutants | killed | timed out | survived | share noticed |"]
    lines.append("|:---|---:|---:|---:|---:|---:|")
    for room in (*ROOMS, "all"):
        counts = Counter(how for each, how in results.items() if room in (each.room, "all"))
        total = counts.total()
        if total:
            share = (counts[KILLED] + counts[SLOW]) / total
            figures = (str(total), *(str(counts[how]) for how in (KILLED, SLOW, SURVIVED)))
            lines.append(f"| {' | '.join((room, *figures))} | {share:.1%} |")
    return "\n".join(lines) + "\n"


def listing(results: Mapping[Mutant, str]) -> str:
    """Return every mutant that was tried, by room and file, with what became of it."""
    out = io.StringIO()
    out.write("# The sample of mutants\n\n`nox -s mutants` writes this list.\n")
    for room in ROOMS:
        out.write(f"\n## {room}\n\n")
        own = [(each, how) for each, how in results.items() if each.room == room]
        for each, how in sorted(own, key=lambda pair: (pair[0].name, pair[0].after)):
            out.write(f"- {how}: `{each.name}`\n")
            if how == SURVIVED:
                out.write(f"  - was `` {each.before} ``\n  - is `` {each.after} ``\n")
    return out.getvalue()


def main() -> int:
    """Draw mutants, try them, print the table, and write it and the list into benchmarks/."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("rooms", nargs="*", choices=[*ROOMS, []], help="folders of the source")
    parser.add_argument("--count", type=int, default=DRAWN, help="mutants of each room")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--minutes", type=float, default=60, help="after which no more are tried")
    parser.add_argument("--seen", type=Path, help="where to keep what the tests see, for more runs")
    given = parser.parse_args()
    config()
    rooms = given.rooms or list(ROOMS)
    mutants = [each for room in rooms for each in draw_mutants(room, given.count, given.seed)]
    _say(f"{len(mutants)} mutants drawn")
    trial = Trial(mutants, given.minutes * 60, given.seen)
    tests = [path for room in rooms for path in ROOMS[room]]
    pytest.main(["-q", "-p", "no:randomly", "-m", "not browser and not soak", *tests], [trial])
    figures = table(trial.results)
    sys.stdout.write(figures)
    if not given.rooms:
        text = README.read_text("utf-8")
        before, rest = text.split(START)
        README.write_text(before + START + figures + END + rest.split(END)[1], "utf-8")
        LIST.write_text(listing(trial.results), "utf-8")
    elif survivors := [each for each, how in trial.results.items() if how == SURVIVED]:
        for each in survivors:
            sys.stdout.write(f"{each.name}\n  was {each.before}\n  is  {each.after}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
