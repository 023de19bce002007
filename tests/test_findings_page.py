"""docs/findings.md lists every code of the register, as the register has it."""

from __future__ import annotations

import re
from pathlib import Path

from makeready.press.codes import every_code

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/findings.md"
SOURCE = ROOT / "src/makeready"
HEAD = """\
# Findings

What makeready may say of a book. An error stops the build before an edition is replaced, a warning
is told and may be waived in book.toml, a hint is only told. `makeready explain CODE` says the same
on the command line. Each is listed with the module whose table defines it.

The page is the register of codes in Markdown: after a change of a code,
`python tests/test_findings_page.py` writes it anew.
"""
FAMILIES = {
    "A": "Accessibility",
    "B": "Build",
    "C": "Contents",
    "E": "E-book",
    "L": "Ledger",
    "N": "Notes",
    "P": "Print",
    "S": "Source",
    "T": "Text",
    "W": "Waivers",
    "X": "Parity",
}


def modules() -> dict[str, str]:
    """Return the module whose source defines each code, by its path below src/makeready."""
    return {
        code: path.relative_to(SOURCE).as_posix()
        for path in sorted(SOURCE.rglob("*.py"))
        for code in re.findall(r'code="([A-Z]-\d+)"', path.read_text("utf-8"))
    }


def page() -> str:
    """Return the page that the register of codes makes."""
    defined = modules()
    lines = [HEAD]
    family = ""
    for code in every_code().values():
        if code.code[0] != family:
            family = code.code[0]
            lines.append(f"\n## {FAMILIES[family]}\n")
        lines.append(f"\n### {code.code}: {code.title}\n")
        # an example of a link is to be read, and leads nowhere
        remedy = code.remedy.replace("](", "\\](")
        where = f"`{defined[code.code]}`"
        lines.append(f"\n*{code.severity.capitalize()}*, {where}. {code.why}\n\n**Do:** {remedy}\n")
    return "".join(lines)


def test_the_page_is_the_register() -> None:
    assert PAGE.read_text("utf-8") == page()


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
