"""What a verb has to say → lines on a terminal, or JSON for machines."""

from __future__ import annotations

import contextlib
import json as encoder
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TextIO

from makeready.cli.progress.pace import Pace
from makeready.cli.progress.plain import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makeready.core.errors import MakereadyError
    from makeready.core.findings import Finding, Place
    from makeready.press.build.outcomes import Progress, Step


class Unread(Exception):  # noqa: N818 -- says what happened
    """Nobody reads what a command prints any more, as behind `head`."""


def _print(text: str, stream: TextIO) -> None:
    try:
        print(text, file=stream, flush=True)
    except BrokenPipeError as error:
        raise Unread from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Console:
    """The two streams of a command; results go to `out`, everything else to `err`.

    People are given each remedy once, however many findings it is good for.
    """

    out: TextIO
    err: TextIO
    json: bool
    _given: set[str] = field(default_factory=set, repr=False)

    def line(self, text: str) -> None:
        """Print a result for people."""
        if not self.json:
            _print(text, self.out)

    def note(self, text: str) -> None:
        """Print for people what is not the result."""
        if not self.json:
            _print(text, self.err)

    def event(self, name: str, /, **facts: object) -> None:
        """Print one JSON object for machines, on one line."""
        if self.json:
            text = encoder.dumps({"event": name, **facts}, ensure_ascii=False)
            _print(text, self.out)

    def finding(self, found: Finding, slug: str = "") -> None:
        """Print a fault of a book as `file:line: CODE message`, a hint not given yet below it."""
        place = _format_place(found.place, slug)
        hint = "" if found.hint in self._given else found.hint
        self._given.add(hint)
        self.note(f"{place}{found.code} {found.message}" + _below(hint))
        self.event(
            "finding",
            slug=slug,
            code=found.code,
            severity=found.severity,
            message=found.message,
            hint=found.hint,
            **_place_as_json(found.place),
        )

    def error(self, error: MakereadyError, slug: str = "") -> None:
        """Print why the work stopped as `error: place: message`, its hint below it."""
        place = _format_place(error.where, slug)
        self.note(f"error: {place}{error.message}" + _below(error.hint))
        self.event(
            "error",
            slug=slug,
            kind=type(error).__name__,
            exit_code=error.exit_code,
            message=error.message,
            hint=error.hint,
            **_place_as_json(error.where),
        )

    @contextlib.contextmanager
    def progress(self) -> Iterator[Progress]:
        """Give the function that shows how far the work is: bars on a terminal, else lines."""
        lock = threading.Lock()
        with self._open_display() as advance:

            def one_by_one(step: Step) -> None:
                with lock:
                    advance(step)

            yield one_by_one

    def _open_display(self) -> contextlib.AbstractContextManager[Progress]:
        if self.json:
            return contextlib.nullcontext(self._as_events())
        if self.err.isatty():
            from makeready.cli.progress.bars import bars

            return bars(self.err)
        return contextlib.nullcontext(Lines(self.note).advance)

    def _as_events(self) -> Progress:
        pace = Pace()

        def advance(step: Step) -> None:
            left = pace.estimate(step)
            self.event(
                "progress",
                slug=step.slug,
                stage=step.stage,
                done=step.done,
                total=step.total,
                pages=step.pages,
                seconds_left=None if left is None else round(left, 1),
                is_last=step.is_last,
            )

        return advance


def _format_place(place: Place | None, slug: str) -> str:
    """Return the place before a message; its file is named from the folder of titles."""
    if place is None:
        return f"{slug}: " if slug else ""
    return f"{slug}/{place}: " if slug else f"{place}: "


def _below(hint: str) -> str:
    return "\n  hint: " + hint.replace("\n", "\n  ") if hint else ""


def _place_as_json(place: Place | None) -> dict[str, object]:
    return {} if place is None else {"file": place.file, "line": place.line}
