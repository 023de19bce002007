"""The functions of a room become a sample of mutants: in each, one function has one small fault.

mutmut makes the faults. A fixed seed draws them, so that anyone can draw the same again.
"""

from __future__ import annotations

import functools
import marshal
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Any

from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.file_mutation import create_mutations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import libcst

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src/makeready"


@functools.cache
def digest(path: Path) -> str:
    """Return the digest of a file."""
    return sha256(path.read_bytes()).hexdigest()


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
    def key(self) -> str:
        """Return what tells the mutant from others, in this state of its file."""
        return f"{self.name} {self.before} {self.after} {digest(self.file)}"

    @property
    def name(self) -> str:
        """Return where the mutant is, as a reader looks for it."""
        return f"{self.file.relative_to(SOURCE)}:{self.line} in {self.function}"


def draw_mutants(room: str, count: int, seed: int) -> list[Mutant]:
    """Return so many mutants of a room, drawn by the seed; those that change nothing are put back.

    A fault in a default or a decorator is put back too, since functions are exchanged and not made
    anew. Each fault is drawn by a number of its own, so that a change in one file leaves those that
    are drawn from the other files nearly as they were.
    """
    pool = [
        (path, number)
        for path in sorted((SOURCE / room).rglob("*.py"))
        for number in range(len(_mutations(path)[1]))
    ]
    pool.sort(key=lambda each: _lot(seed, *each))
    found: list[Mutant] = []
    for path, number in pool:
        mutant = _mutant(room, path, number)
        if mutant is not None:
            found.append(mutant)
        if len(found) == count:
            break
    return found


def find_mutant(room: str, name: str, before: str, after: str) -> Mutant | None:
    """Return the mutant of a list that changes this line of a function so, wherever it is now."""
    path, function = SOURCE / name.partition(":")[0], name.rpartition(" in ")[2]
    if not path.is_file():
        return None
    module, mutations, places = _mutations(path)
    lines = [line.strip() for line in module.code.splitlines()]
    for number, mutation in enumerate(mutations):
        place = places[mutation.original_node]
        # the first line that differs is one of those of what is changed
        if before in lines[place.start.line - 1 : place.end.line]:
            mutant = _mutant(room, path, number)
            found = mutant and (mutant.function, mutant.before, mutant.after)
            if found == (function, before, after):
                return mutant
    return None


def _lot(seed: int, path: Path, number: int) -> str:
    """Return the number by which a fault is drawn: as good as random, and the same everywhere."""
    told = f"{seed} {path.relative_to(SOURCE).as_posix()} {number}"
    return sha256(told.encode()).hexdigest()


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
