"""Fuzz the import of extracted text: no crash, no hang, every character accounted for.

Run: python tests/soak/fuzz_intake.py -max_total_time=600 -timeout=25 [CORPUS]
Arguments are libFuzzer's. A corpus to begin with is made by tests/soak/test_intake_fuzz.py. An
input that fails is written to a file whose name begins with `crash-` or `timeout-`; give that file
as the only argument to run it again.
"""

from __future__ import annotations

import contextlib
import hashlib
import sys
from collections import defaultdict
from pathlib import Path

import atheris

sys.path[:0] = [str(Path(__file__).parents[2] / folder) for folder in ("src", "tests")]

with atheris.instrument_imports(include=["makeready"]):
    from makeready.core.errors import SourceError
    from makeready.core.model import Digest
    from makeready.intake.account.ledger import check
    from makeready.intake.account.report.page import report
    from makeready.intake.clean import clean
    from makeready.intake.model import Imported, Kind, RawText
    from makeready.intake.read.decoding import decode

DECODED, PIECED = b"d", b"p"
SHORT = 400

# What converters write, so that chance finds the way into the rules.
PIECES = (
    *("\n", "\n\n", "\n\n\n\n\n\n", "\f", "\r\n", " ", "  ", "\t", "\u00a0", "\u2028", "\u200b"),
    *(
        "# ",
        "#### **",
        "**",
        "*",
        "_",
        "|",
        "| a | 1 |\n",
        "|---|---|\n",
        "- ",
        "> ",
        "```\n",
        "    ",
    ),
    *("①", "^①", "② ", "^③ ", "<sup>1</sup>", "<sup>&</sup>lt;sup>2</sup> ", "[1]", "[2] ", "3 "),
    *(
        "4. ",
        "$^{1}$",
        "$^{2}$^{5}",
        "[22](#page-20-0)",
        '<span id="page-1-0"></span>',
        "\\*",
        "† ",
    ),
    *("[^1]", "[^1]: ", "![](_page_1.png)", "<http://a.example/b>", "https://a.example/c-", "\\_"),
    *("I. ", "II. ", "1. ", "1.1 ", "Chapter 1", "第一章", "（一）", "Contents", "Inhalt", "目录"),
    *(" ..... 12", " 13", "12", "iv", "12 THE HEAD", "The head 13", "THE HEAD"),
    *(
        "win- win",
        "Ein- und",
        "con-\nsumption",
        "word",
        "Word",
        "der",
        "Ünder",
        "水是慢的",
        "。",
        ".",
    ),
    *(
        ", ",
        "; ",
        "“",
        "”",
        '"',
        "--",
        "—",
        "…",
        "e\u0301",
        "\ud7ff",
        "\U0001f600",
        "<u>",
        "</u>",
        "&lt;",
    ),
    *("<", ">", "&", "\\", "`", "~", "^", "{", "}", "@", "!", ":", "=", "+", "%", "\x00", "\x1b"),
)


def text_of(provider: atheris.FuzzedDataProvider) -> str:
    """Return a text of pieces and of arbitrary characters, as the fuzzer wishes."""
    parts: list[str] = []
    while provider.remaining_bytes() > 0 and len(parts) < 2000:
        choice = provider.ConsumeIntInRange(0, len(PIECES) + 8)
        if choice < len(PIECES):
            times = provider.ConsumeIntInRange(1, 3)
            parts.append(PIECES[choice] * times)
        else:
            parts.append(provider.ConsumeUnicodeNoSurrogates(choice - len(PIECES) + 1))
    return "".join(parts)


def try_once(data: bytes) -> None:
    """Import what the bytes describe; the first of them says in which way they do."""
    way, rest = data[:1], data[1:]
    if way == DECODED:
        with contextlib.suppress(SourceError):
            import_text(decode("a.txt", rest).text)
    elif way == PIECED:
        import_text(text_of(atheris.FuzzedDataProvider(rest)))
    else:
        import_text(rest.decode("utf-8", errors="replace"))


def import_text(text: str) -> None:
    """Import the text and hold the result to the ledger's invariants."""
    raw = RawText(
        name="a.md",
        digest=Digest(hashlib.sha256(text.encode()).hexdigest()),
        encoding="utf-8",
        text=text,
    )
    imported = clean(raw)
    hold(text, imported)
    if len(text) < SHORT:
        assert clean(raw) == imported, "two imports of one text differ"
        report(raw, imported)


def hold(source: str, imported: Imported) -> None:
    """Assert that the ledger tiles the source, keeps what it says it keeps, and gives the texts."""
    operations = imported.ledger.operations
    at = 0
    for operation in operations:
        assert operation.start == at or operation.start == operation.end <= at, "not tiled"
        at = max(at, operation.end)
        if operation.kind in {Kind.KEEP, Kind.MOVE}:
            assert operation.text == source[operation.start : operation.end], "kept and altered"
    assert at == len(source), "the end is not accounted for"
    folded: dict[str, str] = defaultdict(str)
    for operation in sorted(operations, key=lambda each: each.order):
        folded[operation.target] += operation.text
    for written in imported.texts:
        assert folded[written.file] == written.text, "the ledger does not give the text"
    faults = check(imported.ledger, source)
    assert not faults, "; ".join(map(str, faults))


if __name__ == "__main__":
    atheris.Setup(sys.argv, try_once)
    atheris.Fuzz()
