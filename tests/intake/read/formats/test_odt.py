"""An OpenDocument text keeps its formulas, frames, remarks and changes, or they are named."""

from __future__ import annotations

import io
import zipfile

import pytest

from makeready.intake.account.whole import take_whole
from makeready.intake.model import Choices, Imported
from makeready.intake.read.files import Wants, read_source

_URN = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = (
    f'xmlns:office="{_URN}:office:1.0" xmlns:text="{_URN}:text:1.0" '
    f'xmlns:style="{_URN}:style:1.0" xmlns:draw="{_URN}:drawing:1.0" '
    f'xmlns:fo="{_URN}:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
_STYLES = (
    '<style:style style:name="T1" style:family="text"><style:text-properties '
    'fo:font-variant="small-caps"/></style:style>'
    '<style:style style:name="T2" style:family="text"><style:text-properties '
    'text:display="none"/></style:style>'
)
MATH = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>v</mi><mo>=</mo><mn>2</mn></math>'


def document(body: str, formula: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {_SPACES}><office:automatic-styles>{_STYLES}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
        )
        archive.writestr("styles.xml", f"<office:document-styles {_SPACES}/>")
        archive.writestr(
            "META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{_URN}:manifest:1.0"/>'
        )
        if formula:
            archive.writestr("Formula-0/content.xml", formula)
    return out.getvalue()


def imported(body: str, formula: str = "", **choices: str) -> Imported:
    wants = Wants(choices=Choices(**choices))
    return take_whole(read_source("gate.odt", document(body, formula), wants))


def test_a_formula_is_kept_as_tex() -> None:
    frame = '<draw:frame><draw:object xlink:href="Formula-0/"/></draw:frame>'
    body = f"<text:p>Water flows at {frame} here.</text:p><text:p>{frame}</text:p>"
    made = imported(body, MATH)
    assert made.texts[0].text == "Water flows at $v = 2$ here.\n\n$$\nv = 2\n$$\n"
    assert "S-114" not in [found.code for found in made.findings]


REMARK = (
    "<text:p>It holds.<office:annotation><dc:creator>Ed</dc:creator><text:p>Is it so?</text:p>"
    "</office:annotation></text:p>"
)


def test_a_remark_is_named_or_a_note() -> None:
    made = imported(REMARK)
    assert made.texts[0].text == "It holds.\n"
    assert any("Ed Is it so" in found.message for found in made.findings)
    assert imported(REMARK, comments="notes").texts[0].text == (
        "It holds.[^1]\n\n[^1]: Ed: Is it so?\n"
    )


CHANGED = (
    '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><text:p>'
    "seldom </text:p>"
    '</text:deletion></text:changed-region><text:changed-region text:id="c2"><text:insertion/>'
    "</text:changed-region></text:tracked-changes>"
    '<text:p>The gate <text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>'
    'always <text:change-end text:change-id="c2"/>holds.</text:p>'
)


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        ("accept", "The gate always holds.\n"),
        ("reject", "The gate seldom holds.\n"),
        ("mark", "The gate ~~seldom~~ [always ]{.inserted}holds.\n"),
    ],
)
def test_tracked_changes_are_as_the_editor_chooses(choice: str, text: str) -> None:
    made = imported(CHANGED, changes=choice)
    assert made.texts[0].text == text
    assert "S-147" in [found.code for found in made.findings]
    left = {"accept": "seldom", "reject": "always", "mark": ""}[choice]
    assert any(left and left in f.message for f in made.findings) == bool(left)


def test_an_insertion_of_several_paragraphs_is_rejected_whole() -> None:
    body = (
        '<text:tracked-changes><text:changed-region text:id="c2"><text:insertion/>'
        "</text:changed-region></text:tracked-changes>"
        '<text:p>One.<text:change-start text:change-id="c2"/> New.</text:p><text:p>Newer.</text:p>'
        '<text:p>Newest.<text:change-end text:change-id="c2"/>Two.</text:p>'
    )
    assert imported(body, changes="reject").texts[0].text == "One.\n\nTwo.\n"


def test_small_capitals_frames_and_hidden_words() -> None:
    body = (
        '<text:p><text:span text:style-name="T1">McDuff</text:span> rows.'
        '<text:span text:style-name="T2">unseen</text:span><draw:frame><draw:text-box>'
        "<text:p>Framed words.</text:p></draw:text-box></draw:frame></text:p>"
    )
    made = imported(body)
    assert made.texts[0].text == "[McDuff]{.smallcaps} rows.\n\n::: box\nFramed words.\n:::\n"
    assert any("unseen" in found.message for found in made.findings)


def test_title_and_author_by_their_styles_go_into_book_toml() -> None:
    body = (
        '<text:p text:style-name="Title">The Gate</text:p>'
        '<text:p text:style-name="Author">Ada Brook</text:p><text:p>Words.</text:p>'
    )
    made = imported(body)
    assert made.metadata.title == "The Gate"
    assert made.metadata.people[0].sort_as == "Brook, Ada"
    assert made.texts[0].text == "Words.\n"
    assert made.compared == (5, 5, 0)


def test_readings_of_characters_stay_with_them() -> None:
    ruby = (
        "<text:p><text:ruby><text:ruby-base>水</text:ruby-base><text:ruby-text>みず"
        "</text:ruby-text></text:ruby>は</text:p>"
    )
    made = imported(ruby)
    assert made.texts[0].text == '[水]{ruby="みず"}は\n'


def test_lists_go_on_and_begin_as_they_say() -> None:
    def items(words: str, more: str = "", start: str = "") -> str:
        first = f"<text:list-item{start}><text:p>{words}</text:p></text:list-item>"
        return f'<text:list text:style-name="L1"{more}>{first}</text:list>'

    style = (
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" '
        'style:num-suffix="." style:num-format="1"/></text:list-style>'
    )
    or_else = "<text:p>Or</text:p>"
    body = (
        items("Oil", ' xml:id="a"')
        + or_else
        + items("Tar", ' text:continue-list="a"')
        + or_else
        + items("Wax", ' text:continue-numbering="true"')
        + or_else
        + items("Tin", "", ' text:start-value="7"')
        + or_else
        + items("Ink")
    )
    data = document(body)
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        held = {name: old.read(name) for name in old.namelist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, content in held.items():
            new.writestr(
                name,
                content.replace(
                    b"</office:automatic-styles>", style.encode() + b"</office:automatic-styles>"
                ),
            )
    made = take_whole(read_source("a.odt", out.getvalue(), Wants())).texts[0].text
    numbers = [line for line in made.split("\n") if line[:1].isdigit()]
    assert numbers == ["1.  Oil", "2.  Tar", "3.  Wax", "7.  Tin", "1.  Ink"]


def test_a_frame_with_a_picture_and_several_paragraphs_keeps_its_words() -> None:
    picture = '<draw:frame><draw:image xlink:href="Pictures/a.png"/></draw:frame>'
    held = f"<text:p>{picture}</text:p><text:p>A weir.</text:p><text:p>By Ann.</text:p>"
    frame = f"<draw:frame><draw:text-box>{held}</draw:text-box></draw:frame>"
    made = take_whole(
        read_source("a.odt", document(f"<text:p>{frame}Oil burns.</text:p>"), Wants())
    )
    assert made.texts[0].text.startswith("Oil burns.\n\n::: box\n")
    assert "A weir.\n\nBy Ann.\n:::" in made.texts[0].text


def test_a_reference_leads_to_its_bookmark_and_not_to_the_first_one() -> None:
    body = (
        '<text:h text:outline-level="1"><text:bookmark text:name="a"/>Lock</text:h>'
        '<text:p><text:bookmark-start text:name="b 1"/>Gate 1<text:bookmark-end text:name="b 1"/>'
        '</text:p><text:p>See <text:bookmark-ref text:ref-name="b 1">Gate 1</text:bookmark-ref>, '
        '<text:bookmark-ref text:ref-name="c">Weir</text:bookmark-ref>.</text:p>'
    )
    made = imported(body)
    assert made.texts[0].text.endswith("[]{#b-1}Gate 1\n\nSee [Gate 1](#b-1), Weir.\n")
    assert "Weir → #c, which is nowhere" in "".join(
        e.evidence + e.text for e in made.ledger.operations
    )
