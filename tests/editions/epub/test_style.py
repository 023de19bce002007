from __future__ import annotations

from pathlib import Path

import tinycss2

from editions.epub.books import NO_PAGES, chapter, face, master
from makeready.core.model import FontRole, Look
from makeready.editions.epub.publication import publication
from makeready.editions.epub.style import select_faces, style_sheet

SERIF = face("Reed Serif", FontRole.TEXT)
SANS = face("Reed Sans", FontRole.SANS)
MONO = face("Reed Mono", FontRole.MONO)
FACES = (SERIF, SANS, MONO)
TEMPLATES = Path(__file__).parents[3] / "templates"


def packed(content: str, look: Look, style: str = "") -> set[str]:
    found = publication(master(chapter("a", "A", content), style=style), NO_PAGES, look)
    return {each.name for each in found.items if each.name.startswith("fonts/")}


def test_only_faces_in_use_are_packed() -> None:
    look = Look(css="p { margin: 0 }", faces=FACES)
    assert packed("<p>x</p>", look) == {"fonts/reed-serif.otf"}
    assert packed("<pre>x</pre>", look) == {"fonts/reed-serif.otf", "fonts/reed-mono.otf"}
    named = "h1 { font-family: 'Reed Sans' }"
    assert "fonts/reed-sans.otf" in packed("<p>x</p>", look, named)


def test_what_is_no_font_is_packed_as_it_is() -> None:
    look = Look(css="", faces=(face("Reed Serif", FontRole.TEXT, b"bytes of a font"),))
    found = publication(master(chapter("a", "A", "<p>x</p>")), NO_PAGES, look)
    fonts = [each for each in found.items if each.name.startswith("fonts/")]
    assert [(each.data, each.media_type) for each in fonts] == [(b"bytes of a font", "font/otf")]


def test_the_title_has_the_last_word() -> None:
    look = Look(css="p { margin: 0 }", faces=FACES)
    faces = select_faces(look, "", {FontRole.TEXT})
    css = style_sheet(look, "p { margin: 1em }", faces, ("Reed CJK",))
    assert css.index("@font-face") < css.index("html {") < css.index("margin: 0")
    assert css.endswith("p { margin: 1em }\n")
    assert 'html { font-family: "Reed Serif", "Reed CJK", serif }' in css
    assert "monospace" not in css


def test_our_style_sheet_is_sound_and_leaves_the_page_to_the_reader() -> None:
    css = (TEMPLATES / "css" / "ebook.css").read_text(encoding="utf-8")
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    # the marks of lists, as in a) or (a), have no other way to be said; what knows the direction of
    # the text stands apart for reading systems that do not
    known = {"counter-style", "supports"}
    assert {rule.at_keyword for rule in rules if rule.type == "at-rule"} == known
    rules += [
        inner
        for rule in rules
        if rule.type == "at-rule" and rule.at_keyword == "supports"
        for inner in tinycss2.parse_rule_list(rule.content, skip_whitespace=True)
    ]
    rules = [rule for rule in rules if getattr(rule, "at_keyword", "") != "supports"]
    assert {rule.type for rule in rules} == {"at-rule", "qualified-rule"}
    declared = [
        each
        for rule in rules
        for each in tinycss2.parse_blocks_contents(rule.content, skip_whitespace=True)
        if each.type != "comment"
    ]
    assert {each.type for each in declared} == {"declaration"}
    # pictures alone: black lines with nothing behind them would vanish on a dark page
    behind = [rule for rule in rules if "background" in tinycss2.serialize(rule.content)]
    assert [tinycss2.serialize(rule.prelude).strip() for rule in behind] == ["img"]
    colours = {tinycss2.serialize(e.value).strip() for e in declared if e.name == "color"}
    assert colours == {"inherit"}
    sizes = [tinycss2.serialize(e.value) for e in declared if e.name == "font-size"]
    assert all(size.strip().endswith("em") for size in sizes)
