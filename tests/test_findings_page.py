"""docs/findings.md lists every code of the register, as the register has it."""

from __future__ import annotations

from pathlib import Path

from makeready.press.codes import every_code

PAGE = Path(__file__).resolve().parents[1] / "docs/findings.md"
HEAD = """\
# Findings

What makeready may say of a book. An error stops the build before an edition is replaced, a warning
is told and may be waived in book.toml, a hint is only told. `makeready explain CODE` says the same
on the command line.

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


def page() -> str:
    """Return the page that the register of codes makes."""
    lines = [HEAD]
    family = ""
    for code in every_code().values():
        if code.code[0] != family:
            family = code.code[0]
            lines.append(f"\n## {FAMILIES[family]}\n")
        lines.append(f"\n### {code.code}: {code.title}\n")
        # an example of a link is to be read, and leads nowhere
        remedy = code.remedy.replace("](", "\\](")
        lines.append(f"\n*{code.severity.capitalize()}.* {code.why}\n\n**Do:** {remedy}\n")
    return "".join(lines)


def test_the_page_is_the_register() -> None:
    assert PAGE.read_text("utf-8") == page()


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
