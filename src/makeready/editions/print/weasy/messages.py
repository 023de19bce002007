"""The warnings of WeasyPrint become values, and stay out of the log."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from makeready.editions.typefaces import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator


class _WarningHandler(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage().replace(BASE, ""))


@contextmanager
def collect_warnings() -> Iterator[_WarningHandler]:
    """Collect the warnings of WeasyPrint, and keep them out of the log."""
    layout_warnings = _WarningHandler()
    logger = logging.getLogger("weasyprint")
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(layout_warnings)
    try:
        yield layout_warnings
    finally:
        logger.removeHandler(layout_warnings)
        logger.propagate = propagate
