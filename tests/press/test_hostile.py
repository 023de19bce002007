"""Hostile titles are refused with a finding, or built with the attack harmless and reported."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from makeready.cli import main
from press.titles import listing, write_title

if TYPE_CHECKING:
    from pathlib import Path

    Files = dict[str, str | bytes]

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {0}>'
    "{1}</svg>"
)
SHOW = "# One\n\n![A](images/x.svg){alt='a'}\n"


def words(markdown: str) -> Files:
    return {"text/a.md": f"# One\n\n{markdown}\n"}


def drawing(inside: str, attributes: str = "", before: str = "") -> Files:
    return {"text/a.md": SHOW, "images/x.svg": before + SVG.format(attributes, inside)}


def style(css: str) -> Files:
    return {"text/a.md": "# One\n", "style.css": css}


# What a title holds, and the beginning of what must be said of it.
REFUSED: dict[str, tuple[Files, str]] = {
    "script": (words("<script>go()</script>"), "text/a.md:3: T-002"),
    "script in a note": (words("x[^1]\n\n[^1]: <script>go()</script>"), "text/a.md:5: T-002"),
    "script in an inline note": (words("x^[<script>go()</script>]"), "text/a.md:3: N-006"),
    "script left open": (words("x <script> y"), "text/a.md:3: T-018"),
    "event handler": (words('<b onclick="go()">x</b>'), "text/a.md:3: T-003"),
    "event handler in a note": (
        words("x[^1]\n\n[^1]: <img src=x onerror=go()>"),
        "text/a.md:5: T-003",
    ),
    "event handler in a table": (
        words("| a |\n|---|\n| <img src=x onerror=go()> |"),
        "text/a.md:5: T-003",
    ),
    "event handler in a heading": (words("## x <img src=x onerror=go()>"), "text/a.md:3: T-003"),
    "script link": (words("[x](javascript:go)"), "text/a.md:3: T-004"),
    "script link in capitals": (words("[x](JavaScript:go)"), "text/a.md:3: T-004"),
    "script link with a tab": (words('<a href="java&#9;script:go">x</a>'), "text/a.md: T-004"),
    "script link with a line break": (
        words('<a href="java\nscript:go">x</a>'),
        "text/a.md:3: T-004",
    ),
    "script link in entities": (words("[x](&#x6A;avascript:go)"), "text/a.md: T-004"),
    "file picture": (words("![x](file:///etc/passwd){alt=x}"), "text/a.md:3: T-010"),
    "picture above": (words("![](../../x)"), "text/a.md:3: T-010"),
    "picture from the network": (
        words("![](http://elsewhere.example/x.png)"),
        "text/a.md:3: T-010",
    ),
    "frame": (words('<iframe src="x"></iframe>'), "text/a.md:3: T-002"),
    "form": (words("<form><input></form>"), "text/a.md:3: T-002"),
    "style element": (words("<style>@import 'x'</style>"), "text/a.md:3: T-002"),
    "base": (words('<base href="http://elsewhere.example/">'), "text/a.md:3: T-002"),
    "end of the document": (words("x </body></html> y"), "text/a.md:3: T-018"),
    "swallowing element": (words("x <textarea> y"), "text/a.md:3: T-018"),
    "torn note": (words("x[^1]\n\n[^1]: y </li></ol></section> z"), "text/a.md:5: N-005"),
    "NUL": (words("x\0y"), "text/a.md:3: T-014"),
    "escape": (words("x\x1b[31my"), "text/a.md:3: T-014"),
    "reference to a control character": (words("x &#1; y"), "text/a.md:3: T-014"),
    "a hundred quotations": (words("> " * 100 + "far down"), "text/a.md:3: T-016"),
    "a hundred lists": (words("".join(f"{'  ' * n}- item {n}\n" for n in range(100))), "T-016"),
    "a thousand elements": (words("<b>" * 1000 + "far down" + "</b>" * 1000), "T-016"),
    "SVG script": (drawing("<script>go()</script>"), "images/x.svg:1: T-012"),
    "SVG onload": (drawing("", 'onload="go()"'), "images/x.svg:1: T-012"),
    "SVG foreign object": (drawing("<foreignObject/>"), "images/x.svg:1: T-012"),
    "SVG link outside": (
        drawing('<use xlink:href="http://elsewhere.example/#x"/>'),
        "images/x.svg:1: T-012",
    ),
    "SVG style import": (
        drawing("<style>@import url(//elsewhere.example)</style>"),
        "images/x.svg:1: T-012",
    ),
    "SVG external entity": (
        drawing("&x;", before='<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "images/x.svg: T-012",
    ),
    "SVG parameter entity": (
        drawing("", before='<!DOCTYPE svg [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>'),
        "images/x.svg",
    ),
    "SVG external type": (
        drawing("", before='<!DOCTYPE svg SYSTEM "http://elsewhere.example/x.dtd">'),
        "images/x.svg: T-012",
    ),
    "SVG billion laughs": (
        drawing(
            "&l9;",
            before="<!DOCTYPE svg [<!ENTITY l0 'ha'>"
            + "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
            + "]>",
        ),
        "images/x.svg:1: T-012",
    ),
    "SVG under another name": (
        {
            "text/a.md": "# One\n\n![A kite.](images/x.png)\n",
            "images/x.png": SVG.format("", "<script/>"),
        },
        "images/x.png: T-017",
    ),
    "style import": (style('@import "http://elsewhere.example/x.css";'), "style.css:1: T-013"),
    "style import in escapes": (style(r'@\69mport "x.css";'), "style.css:1: T-013"),
    "style address": (style("p { background: url(file:///etc/passwd) }"), "style.css:1: T-013"),
    "style address in escapes": (style(r"p { background: \75 rl(x) }"), "style.css:1: T-013"),
    "style that hides": (
        style("p { display: none }") | words("Hidden words."),
        "style.css:1: P-025",
    ),
}

AGAIN = frozenset(
    (
        *("script in a note", "form", "style element", "base", "a hundred lists"),
        *(f"event handler in a {place}" for place in ("note", "table", "heading")),
        *(f"script link {way}" for way in ("in capitals", "with a line break", "in entities")),
        *("SVG onload", "SVG foreign object", "SVG external type", "SVG parameter entity"),
        *("style import in escapes", "style address in escapes"),
    )
)
"""Other ways to write what another title has too; tests/master/read tries each by itself."""


def run(root: Path) -> int:
    return main(("--content", str(root / "content"), "--output", str(root / "output"), "build"))


@pytest.mark.parametrize(
    ("files", "said"),
    [
        pytest.param(*each, id=name, marks=pytest.mark.soak if name in AGAIN else ())
        for name, each in REFUSED.items()
    ],
)
def test_a_hostile_title_is_refused_and_told(
    files: Files, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_title(tmp_path / "content", files)
    before = listing(tmp_path)
    assert run(tmp_path) == 9
    assert said in capsys.readouterr().err
    assert listing(tmp_path) == before


def test_a_refusal_leaves_the_editions_from_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_title(tmp_path / "content", words("Fine."))
    assert run(tmp_path) == 0
    before = listing(tmp_path / "output")
    (folder / "text/a.md").write_text("<script>go()</script>\n")
    assert run(tmp_path) == 9
    assert "those from before stay" in capsys.readouterr().err
    assert listing(tmp_path / "output") == before


HARMLESS = """\
# {{ 7 * 7 }} {% include "x" %}

Text with {{ book.title }} and {% for x in y %} and {# no comment #}.

<div>

<table><tr><td>

## Page 1 {#page-1}

[a]{#note-1} [b]{#makeready-part} [c]{.noteref} [d](#page-1) <blink onwheel>e</blink>

<!-- a comment <script>go()</script> -->

javascript:go() and file:///etc/passwd, only said.
""".replace(" onwheel", "")


def test_what_is_strange_and_harmless_is_built_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files: Files = {"text/a.md": HARMLESS, "text/b.md": "# Two\n\nThe words of the second file.\n"}
    write_title(tmp_path / "content", files, title="{{ 7 * 7 }} <b>&amp;")
    before = listing(tmp_path / "content")
    assert run(tmp_path) == 0
    told = capsys.readouterr().err
    for code in ("T-005", "T-006", "T-007", "T-015"):
        assert code in told
    assert listing(tmp_path / "content") == before
    assert listing(tmp_path).keys() - {f"content/{name}" for name in before} == {
        f"output/mills/{name}"
        for name in ("findings.json", "inventory.json", "master.xhtml", "mills.epub", "mills.pdf")
    }
    with zipfile.ZipFile(tmp_path / "output/mills/mills.epub") as book:
        shown = "".join(
            book.read(name).decode() for name in book.namelist() if name.endswith(("xhtml", "opf"))
        )
    assert "{{ 7 * 7 }} {% include" in shown
    assert "{{ 7 * 7 }} &lt;b&gt;&amp;amp;" in shown
    assert "The words of the second file." in shown
    assert "<script" not in shown
    assert 'href="javascript' not in shown
    assert 'href="file' not in shown


LEAVING = {
    "a part above": ('file = "../x.md"', 4, "book.toml"),
    "a part of the machine": ('file = "/etc/passwd"', 4, "book.toml"),
}


@pytest.mark.parametrize(("part", "code", "said"), LEAVING.values(), ids=LEAVING)
def test_a_part_outside_is_refused(
    part: str, code: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_title(tmp_path / "content", words("x"))
    settings = (folder / "book.toml").read_text()
    (folder / "book.toml").write_text(settings.replace('file = "text/a.md"', part))
    (tmp_path / "content/x.md").write_text("secret")
    assert run(tmp_path) == code
    assert said in capsys.readouterr().err
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize("name", ["text/a.md", "images/x.png", "style.css"])
def test_links_out_of_the_folder_are_not_followed(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a secret of this machine")
    folder = write_title(tmp_path / "content", words("x"))
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(secret)
    assert run(tmp_path) in (4, 5)
    told = capsys.readouterr().err
    assert name in told
    assert "a secret of" not in told
    assert not (tmp_path / "output").exists()


def test_a_folder_that_leads_out_is_not_followed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/x.svg").write_text(SVG.format("", "<g/>"))
    folder = write_title(tmp_path / "content", {"text/a.md": SHOW})
    (folder / "images").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert run(tmp_path) != 0
    assert capsys.readouterr().err
    assert not (tmp_path / "output").exists()


def test_settings_of_fifty_megabytes_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_title(tmp_path / "content", words("x"))
    with (folder / "book.toml").open("ab") as stream:
        stream.truncate(50_000_000)
    assert run(tmp_path) == 4
    assert "50,000,000 bytes" in capsys.readouterr().err


@pytest.mark.parametrize("data", [b"\xe9t\xe9", "x".encode("utf-16"), b"\xff"])
def test_a_chapter_that_is_not_utf_8_is_refused_with_its_line(
    data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_title(tmp_path / "content", {"text/a.md": b"# One\n\n" + data})
    assert run(tmp_path) == 5
    assert "mills/text/a.md:3: " in capsys.readouterr().err


@pytest.mark.parametrize("escape", ["\\u0000", "\\u0001", "\\u001b"])
def test_control_characters_in_the_settings_are_refused(
    escape: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_title(tmp_path / "content", words("x"), title=f"The{escape}Mills")
    assert 0 < run(tmp_path) < 10
    assert capsys.readouterr().err.count("book.toml") >= 1


def test_a_long_paragraph_is_built(tmp_path: Path) -> None:
    write_title(tmp_path / "content", words("flour and rye " * 1000))
    assert run(tmp_path) == 0


@pytest.mark.soak
def test_a_paragraph_of_a_megabyte_is_built(tmp_path: Path) -> None:
    write_title(tmp_path / "content", words("flour and rye " * 72_000))
    assert run(tmp_path) == 0
