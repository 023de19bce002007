"""A Word document keeps its boxes, remarks, changes and hidden words, or they are named."""

from __future__ import annotations

import io
import zipfile

import pytest

from makeready.core.errors import SourceError
from makeready.intake.account.whole import take_whole
from makeready.intake.model import Choices, Imported, Part
from makeready.intake.read.files import Wants, read_source
from makeready.intake.read.formats import archive
from makeready.intake.read.formats.docx import prepare

_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_STYLES = (
    '<w:style w:type="paragraph" w:styleId="Poem"><w:name w:val="Poem"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Part"><w:name w:val="Part of Mine"/><w:pPr>'
    '<w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
)


def document(body: str, **parts: str) -> bytes:
    """Return a Word document with this body; `parts` are further members by their stems."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        kinds = "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{_KIND}.{name}+xml"/>'
            for name in ("styles", *parts)
        )
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            'relationships+xml"/><Override PartName="/word/document.xml" '
            f'ContentType="{_KIND}.document.main+xml"/>{kinds}</Types>',
        )
        relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        relations = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        )
        archive.writestr(
            "_rels/.rels",
            f'{relations}<Relationship Id="r1" Type="{relation}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        named = "".join(
            f'<Relationship Id="{name}" Type="{relation}/{name}" Target="{name}.xml"/>'
            for name in ("styles", *parts)
        )
        archive.writestr("word/_rels/document.xml.rels", f"{relations}{named}</Relationships>")
        archive.writestr("word/styles.xml", f"<w:styles {_SPACES}>{_STYLES}</w:styles>")
        archive.writestr(
            "word/document.xml", f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>"
        )
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return out.getvalue()


def paragraph(words: str, style: str = "", run: str = "") -> str:
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    text = f'<w:t xml:space="preserve">{words}</w:t>'
    return f"<w:p>{styled}<w:r><w:rPr>{run}</w:rPr>{text}</w:r></w:p>"


def imported(data: bytes, **choices: str) -> Imported:
    wants = Wants(choices=Choices(**choices))
    return take_whole(read_source("gate.docx", data, wants))


def text_of(data: bytes, **choices: str) -> str:
    return "\n".join(text.text for text in imported(data, **choices).texts)


BOX = (
    "<w:p><w:r><w:t>Beside it.</w:t></w:r><w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
    f"{paragraph('Boxed words of the miller.')}</w:txbxContent></v:textbox></v:shape></w:pict>"
    "</w:r></w:p>"
)


def test_a_text_box_is_a_box_behind_its_paragraph() -> None:
    text = text_of(document(BOX + paragraph("After.")))
    assert text == "Beside it.\n\n::: box\nBoxed words of the miller.\n:::\n\nAfter.\n"


def test_the_older_form_of_a_box_is_not_a_second_one() -> None:
    inner = f"<w:txbxContent>{paragraph('Once only.')}</w:txbxContent>"
    both = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice>{inner}</mc:Choice>"
        f"<mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert text_of(document(both)).count("Once only.") == 1


CHANGED = (
    '<w:p><w:r><w:t xml:space="preserve">The gate </w:t></w:r><w:ins w:id="1" w:author="A">'
    '<w:r><w:t xml:space="preserve">always </w:t></w:r></w:ins><w:del w:id="2" w:author="A"><w:r>'
    '<w:delText xml:space="preserve">seldom </w:delText></w:r></w:del><w:r><w:t>holds.</w:t></w:r>'
    "</w:p>"
)


@pytest.mark.parametrize(
    ("choice", "text", "kept"),
    [
        ("accept", "The gate always holds.\n", (5, 4, 0)),
        ("reject", "The gate seldom holds.\n", (5, 4, 0)),
        ("mark", "The gate [always]{.inserted} ~~seldom~~ holds.\n", (5, 5, 0)),
    ],
)
def test_tracked_changes_are_as_the_editor_chooses(
    choice: str, text: str, kept: tuple[int, int, int]
) -> None:
    made = imported(document(CHANGED), changes=choice)
    assert made.texts[0].text == text
    assert made.compared == kept
    assert "S-147" in [found.code for found in made.findings]


REMARKS = (
    f'<w:comments {_SPACES}><w:comment w:id="0" w:author="Ed">{paragraph("Is it so?")}'
    "</w:comment></w:comments>"
)
REMARKED = '<w:p><w:r><w:t>It holds.</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r></w:p>'


def test_a_remark_is_named_and_asked_about() -> None:
    made = imported(document(REMARKED, comments=REMARKS))
    assert made.texts[0].text == "It holds.\n"
    told = [found.message for found in made.findings if found.code == "S-142"]
    assert told == ["comments: 4 words left out: “Ed Is it so”"]
    asked = [question.proposal for question in made.questions if question.section == "document"]
    assert asked == ['[document]\ncomments = "notes"']


def test_a_remark_may_become_a_note() -> None:
    text = text_of(document(REMARKED, comments=REMARKS), comments="notes")
    assert text == "It holds.[^1]\n\n[^1]: Ed: Is it so?\n"


HIDDEN = paragraph("Seen ") + paragraph("unseen", run="<w:vanish/>")


def test_hidden_words_are_named_or_kept() -> None:
    assert text_of(document(HIDDEN)) == "Seen\n"
    assert "unseen" in text_of(document(HIDDEN), hidden="keep")
    inventory = prepare("a.docx", document(HIDDEN), Choices()).inventory
    assert inventory is not None
    assert Part.HIDDEN in {each.part for each in inventory.passages}


def test_running_heads_are_named_or_kept() -> None:
    head = f"<w:hdr {_SPACES}>{paragraph('Draft of the gate')}</w:hdr>"
    data = document(paragraph("Words."), header1=head)
    made = imported(data)
    assert made.compared == (5, 1, 0)
    assert text_of(data, headers="keep") == "Words.\n\n::: box\nDraft of the gate\n:::\n"


def test_a_head_of_a_page_number_alone_is_no_words() -> None:
    head = f"<w:hdr {_SPACES}>{paragraph('12')}</w:hdr>"
    assert imported(document(paragraph("Words."), header1=head)).compared == (1, 1, 0)


def test_small_capitals_stay_small_capitals() -> None:
    text = text_of(document(paragraph("McDuff", run="<w:smallCaps/>")))
    assert text == "[McDuff]{.smallcaps}\n"


def test_an_outline_level_makes_a_heading_and_a_poem_is_verse() -> None:
    body = paragraph("One", "Part") + paragraph("first line", "Poem") + paragraph("last", "Poem")
    assert text_of(document(body)) == "# One\n\n| first line\n| last\n"


def test_lines_of_a_poem_that_were_set_otherwise_before_stay_together() -> None:
    was = '<w:pPrChange w:id="1"><w:pPr><w:pStyle w:val="Poem"/></w:pPr></w:pPrChange>'
    first, last = (paragraph(words, "Poem") for words in ("first line", "last"))
    body = first.replace("</w:pPr>", f"{was}</w:pPr>", 1) + last
    assert text_of(document(body)) == "| first line\n| last\n"


def test_a_typed_contents_list_is_left_out_and_named() -> None:
    made = imported(document(paragraph("Gates 7", "TOC1") + paragraph("Words.")))
    assert made.texts[0].text == "Words.\n"
    assert "S-143" in [found.code for found in made.findings]


def test_words_that_pandoc_drops_are_named_with_their_place() -> None:
    body = "<w:p><w:r><w:t>Read.</w:t></w:r><w:wrap><w:r><w:t>Not this.</w:t></w:r></w:wrap></w:p>"
    made = imported(document(body))
    assert made.texts[0].text == "Read.\n"
    told = [found.message for found in made.findings if found.code == "S-141"]
    assert told == ["“Not this” (document.xml, paragraph 1) is not in the manuscript"]
    assert made.compared == (3, 1, 0)


def test_readings_of_characters_stay_with_them() -> None:
    ruby = (
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>mizu</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>水</w:t>"
        "</w:r></w:rubyBase></w:ruby></w:r></w:p>"
    )
    made = imported(document(ruby))
    assert made.texts[0].text == '[水]{ruby="mizu"}\n'
    assert made.compared == (2, 2, 0)


def test_formulas_are_kept_as_tex() -> None:
    math = "<m:oMath><m:r><m:t>x</m:t></m:r><m:r><m:t>=1</m:t></m:r></m:oMath>"
    made = imported(document(f"<w:p><w:r><w:t>Let </w:t></w:r>{math}</w:p>"))
    assert made.texts[0].text == "Let $x = 1$\n"
    assert "S-114" not in [found.code for found in made.findings]


def test_a_picture_by_link_is_told_with_its_address() -> None:
    lamp = '<w:p><w:r><a:blip xmlns:a="urn:a" r:link="lamp"/></w:r></w:p>'
    data = document("<w:p><w:r><w:t>Words.</w:t></w:r></w:p>" + lamp)
    (found,) = prepare("a.docx", data, Choices()).findings
    assert (found.code, found.message) == ("S-111", "lamp")


def test_more_text_than_a_library_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_TEXT", 100)
    with pytest.raises(SourceError, match="unpacks to too much"):
        prepare("a.docx", document("<w:p/>" * 50), Choices())


def spoken(words: str, language: str, more: str = "") -> str:
    said = f'<w:t xml:space="preserve">{words}</w:t>'
    return f'<w:r><w:rPr>{more}<w:lang w:val="{language}" w:bidi="he-IL"/></w:rPr>{said}</w:r>'


def test_words_in_another_language_than_most_are_marked() -> None:
    first = spoken("All of the reeds ", "en-GB") + spoken("un ", "fr-FR")
    second = spoken("mot", "fr-FR", "<w:i/>") + spoken(" grow", "en-US")
    data = document(f"<w:p>{first}{second}</w:p><w:p>{spoken('נהר', 'en-GB', '<w:rtl/>')}</w:p>")
    assert (
        text_of(data).strip()
        == 'All of the reeds [un *mot*]{lang="fr-FR"} grow\n\n[נהר]{lang="he-IL"}'
    )
    assert read_source("a.docx", data, Wants()).metadata.language == "en-GB"


def test_a_document_in_one_language_has_no_marks_of_it() -> None:
    data = document(f"<w:p>{spoken('Rohr', 'de-DE')}{spoken(' 12 ', 'en-US')}</w:p>")
    assert text_of(data).strip() == "Rohr 12"
    assert read_source("a.docx", data, Wants()).metadata.language == "de-DE"


def test_words_written_leftward_are_in_the_language_of_their_script() -> None:
    arabic = '<w:rtl/><w:lang w:bidi="ar-SA"/>'
    data = document(
        paragraph("Oil and tar.", run='<w:lang w:val="en-GB"/>')[:-6]
        + (
            f"<w:r><w:rPr>{arabic}</w:rPr><w:t>\u05e9\u05de\u05df</w:t></w:r>"
            f"<w:r><w:rPr>{arabic}</w:rPr><w:t>\u0632\u064a\u062a</w:t></w:r>"
            f'<w:r><w:rPr><w:lang w:val="en-GB"/>{arabic}</w:rPr><w:t> wax</w:t></w:r></w:p>'
        )
    )
    made = take_whole(read_source("a.docx", data, Wants())).texts[0].text
    assert '[\u05e9\u05de\u05df]{lang="he"}[\u0632\u064a\u062a]{lang="ar-SA"} wax' in made


def test_a_list_that_goes_on_has_the_next_number() -> None:
    def item(words: str, number: int) -> str:
        return paragraph(words).replace(
            "<w:p>",
            '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/>'
            f'<w:numId w:val="{number}"/></w:numPr></w:pPr>',
        )

    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl>'
    )
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists = "".join(
        f'<w:num w:numId="{name}"><w:abstractNumId w:val="0"/>{more}</w:num>'
        for name, more in ((1, ""), (2, ""), (3, anew))
    )
    numbering = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>{lists}'
    data = document(
        item("Oil", 1) + paragraph("Or") + item("Tar", 2) + paragraph("Or") + item("Wax", 3),
        numbering=f"<w:numbering {_SPACES}>{numbering}</w:numbering>",
    )
    made = take_whole(read_source("a.docx", data, Wants())).texts[0].text
    assert made == "1.  Oil\n\nOr\n\n2.  Tar\n\nOr\n\n1.  Wax\n"


def test_a_large_first_letter_is_a_part_of_its_word() -> None:
    large = paragraph("O").replace("<w:p>", '<w:p><w:pPr><w:framePr w:dropCap="drop"/></w:pPr>')
    made = take_whole(read_source("a.docx", document(large + paragraph("il burns.")), Wants()))
    assert made.texts[0].text == "Oil burns.\n"
    assert not [each for each in made.findings if each.code == "S-141"]


def test_braces_behind_a_dollar_sign_are_words() -> None:
    made = take_whole(read_source("a.docx", document(paragraph("Put ${oil} in.")), Wants()))
    assert not [each for each in made.findings if each.code == "S-141"]


def test_the_words_of_a_field_that_is_one_element_stay() -> None:
    number = '<w:fldSimple w:instr=" SEQ Table "><w:r><w:t>7</w:t></w:r></w:fldSimple>'
    link = f"<w:fldSimple w:instr=' HYPERLINK \"https://weir.org\"'>{_said('gates')}</w:fldSimple>"
    body = f"<w:p>{_said('Table ')}{number}{_said(': Of ')}{link}</w:p>"
    text = read_source("gate.docx", document(body), Wants()).raw.text
    assert text == "Table 7: Of [gates](https://weir.org)\n"


def _said(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
