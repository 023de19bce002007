from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from makeready.checks.read.alignment import Alignment, align_pages, is_furniture
from makeready.checks.read.print import Page, Printed
from makeready.checks.read.text import read_master

MASTER = """\
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<head><title>Kites</title></head>
<body><section id="one" data-running="Paper"><h1 id="one-title">Paper</h1>{blocks}
<section class="notes">{notes}</section></section></body></html>
"""
NOTE = (
    '<aside class="note" id="n{n}"><p><a class="backlink" href="#c{n}">{n}</a> {text}</p></aside>'
)
CALL = '<a id="c{n}" class="noteref" href="#n{n}">{n}</a>'
WORDS = st.text("abcdefghij", min_size=1, max_size=9)
# A text that says one word over and over can be parted at a page's end in more ways than one.
LONG_WORDS = st.lists(
    st.text("abcdefghij", min_size=6, max_size=9), min_size=1, max_size=30, unique=True
)
PARAGRAPHS = st.lists(
    st.lists(WORDS, min_size=3, max_size=30).map(" ".join), min_size=1, max_size=6
)


def page(label: str, lines: list[str]) -> Page:
    """A page of these lines, each a run of type of its own."""
    texts = ["".join(line.split()) for line in lines]
    numbers = [n for n, text in enumerate(texts) for _ in text]
    return Page(
        label=label,
        size=(400, 600),
        text="".join(texts),
        boxes=tuple((0.0, 0.0, 1.0, 1.0) for _ in numbers),
        lines=tuple(numbers),
        runs=tuple(numbers),
        furniture=(),
        pictures=0,
        outside="",
        links=(),
    )


def read(paragraphs: list[str], notes: list[str], pages: list[list[str]]) -> Alignment:
    blocks = "".join(f"<p>{text}</p>" for text in paragraphs)
    texts = "".join(NOTE.format(n=n, text=text) for n, text in enumerate(notes, 1))
    master = read_master(MASTER.format(blocks=blocks, notes=texts).encode())
    sheets = tuple(page(str(n), lines) for n, lines in enumerate(pages, 1))
    return align_pages(master, Printed(pages=sheets, outline=(), fonts=(), unembedded=()))


def broken(text: str, width: int, *, hyphens: bool) -> list[str]:
    """The text in lines of this width; hyphens stand where a word is broken."""
    lines = []
    while text:
        line, text = text[:width], text[width:]
        is_word = bool(text) and line[-1].isalpha() and text[0].isalpha()
        lines.append(line + "\u2010" * (hyphens and is_word))
    return lines


@given(PARAGRAPHS, st.integers(5, 60), st.integers(1, 12), st.booleans())
def test_however_lines_and_pages_are_broken_every_character_is_found(
    paragraphs: list[str], width: int, height: int, hyphens: bool
) -> None:
    lines = [
        "Paper",
        *(line for text in paragraphs for line in broken(text, width, hyphens=hyphens)),
    ]
    pages = [[*lines[n : n + height], str(1 + n // height)] for n in range(0, len(lines), height)]
    alignment = read(paragraphs, [], pages)
    assert alignment.departures == ()
    assert alignment.consumed == len("".join("".join(["Paper", *paragraphs]).split()))
    assert None not in alignment.starts
    assert list(alignment.starts) == sorted(
        start for start in alignment.starts if start is not None
    )


@given(PARAGRAPHS, st.data())
def test_a_character_altered_anywhere_is_a_departure(
    paragraphs: list[str], data: st.DataObject
) -> None:
    lines = ["Paper", *paragraphs]
    row = data.draw(st.integers(0, len(lines) - 1))
    at = data.draw(st.integers(0, len(lines[row]) - 1))
    assume(not lines[row][at].isspace())
    lines[row] = lines[row][:at] + "Z" + lines[row][at + 1 :]
    assert read(paragraphs, [], [lines]).departures != ()


@given(PARAGRAPHS, st.data())
def test_a_paragraph_left_out_is_a_departure(paragraphs: list[str], data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, len(paragraphs) - 1))
    lines = ["Paper", *paragraphs[:gone], *paragraphs[gone + 1 :]]
    assert read(paragraphs, [], [lines]).departures != ()


@given(
    st.lists(st.tuples(PARAGRAPHS, LONG_WORDS), min_size=1, max_size=5),
    # a note shows the sixteen characters by which it is known before it goes on overleaf
    st.integers(24, 60),
    st.integers(1, 12),
)
def test_notes_may_stand_behind_their_paragraphs_and_go_on_overleaf(
    parts: list[tuple[list[str], list[str]]], width: int, height: int
) -> None:
    texts = [" ".join(text) for text, _ in parts]
    notes = [" ".join(note) for _, note in parts]
    lines = ["Paper"]
    for number, (text, note) in enumerate(zip(texts, notes, strict=True), 1):
        lines += broken(f"{text}{number}", width, hyphens=False)
        lines += broken(f"{number} {note}", width, hyphens=False)
    pages = [lines[n : n + height] for n in range(0, len(lines), height)]
    paragraphs = [f"{text}{CALL.format(n=number)}" for number, text in enumerate(texts, 1)]
    alignment = read(paragraphs, notes, pages)
    assert alignment.departures == ()
    assert [note.index for note in alignment.notes] == list(range(len(notes)))


def test_a_note_in_a_table_is_not_taken_for_the_next_cell() -> None:
    rows = f"granite{CALL.format(n=1)}</p><p>12</p><p>marble{CALL.format(n=2)}</p><p>2, 3"
    shown = ["Paper", "granite1", "1It is heavy.", "12", "marble2", "2It is white.", "2,3"]
    alignment = read([rows], ["It is heavy.", "It is white."], [shown])
    assert alignment.departures == ()
    assert [note.index for note in alignment.notes] == [0, 1]


def test_a_piece_of_a_note_may_stand_between_paragraphs() -> None:
    texts = [f"The kite flew{CALL.format(n=1)} over the roofs.", "The town looked up at the kite."]
    note = "It was brown, and its tail was made of ribbons of every colour."
    shown = [
        ["Paper", "The kite flew1 over the", "1 It was brown, and its", "1"],
        ["roofs.", "tail was made of", "The town looked up", "2"],
        ["at the kite.", "ribbons of every colour.", "3"],
    ]
    alignment = read(texts, [note], shown)
    assert alignment.departures == ()
    assert [(each.first, each.last) for each in alignment.notes] == [(0, 2)]


def test_a_note_stands_below_the_text_that_calls_it() -> None:
    text = f"The kite flew{CALL.format(n=1)} over the roofs of the town."
    shown = [
        ["Paper", "The kite flew1 over the", "1", ". It was brown.", "1"],
        ["roofs of the town."],
    ]
    alignment = read([text], ["It was brown."], shown)
    assert alignment.departures == ()
    assert [(note.index, note.first, note.last) for note in alignment.notes] == [(0, 0, 0)]
    assert alignment.calls[0][0] == 0


def test_a_note_may_go_on_on_the_next_page() -> None:
    text = f"The kite flew{CALL.format(n=1)} over the roofs of the town."
    note = "It was brown, and its tail was made of ribbons."
    shown = [
        ["Paper", "The kite flew1 over the", "1", ". It was brown, and its", "1"],
        ["roofs of the town.", "tail was made of ribbons.", "2"],
    ]
    alignment = read([text], [note], shown)
    assert alignment.departures == ()
    assert [(each.first, each.last) for each in alignment.notes] == [(0, 1)]


def test_the_last_words_of_a_note_may_stand_below_the_text_that_goes_on() -> None:
    text = f"The kite flew{CALL.format(n=1)} over the roofs of the town and out to sea."
    note = "It was brown, and its tail was made of ribbons that shone."
    shown = [
        ["Paper", "The kite flew1 over the", "1", "It was brown, and its tail was made of", "1"],
        ["roofs", "ribbons that shone.", "of the town and out to sea.", "2"],
    ]
    alignment = read([text], [note], shown)
    assert alignment.departures == ()
    assert [(each.first, each.last) for each in alignment.notes] == [(0, 1)]


def test_a_few_words_of_a_note_may_stand_before_the_page_turns() -> None:
    text = "the kites went up over the harbour"
    pages = [["Paper", f"{text}1", "1See:", "1"], ["a table of kites and their strings", "2"]]
    found = read([text + CALL.format(n=1)], ["See: a table of kites and their strings"], pages)
    assert found.departures == ()
    assert [(note.first, note.last) for note in found.notes] == [(0, 1)]


def test_a_note_that_is_altered_is_a_departure_and_still_found() -> None:
    text = f"The kite flew{CALL.format(n=1)} over the roofs of the town."
    note = "It was brown, and its tail was made of many coloured ribbons."
    altered = note.replace("coloured", "plainest")
    alignment = read(
        [text], [note], [["Paper", "The kite flew1 over the roofs of the town.", "1", altered]]
    )
    assert [(d.expected[:5], d.found[:5]) for d in alignment.departures] == [("colou", "plain")]


def test_text_behind_an_altered_note_is_read_on() -> None:
    texts = [
        f"The kite flew{CALL.format(n=1)} over.",
        f"The town looked up{CALL.format(n=2)} at it.",
    ]
    altered = "1 It was brown, and its tail was made of snobbir deruoloc ynam."
    shown = [
        "Paper",
        "The kite flew1 over.",
        altered,
        "The town looked up2 at it.",
        "2 In the square.",
    ]
    notes = ["It was brown, and its tail was made of many coloured ribbons.", "In the square."]
    alignment = read(texts, notes, [shown])
    assert [d.found for d in alignment.departures] == ["snobbirderuolocynam"]
    assert [note.index for note in alignment.notes] == [0, 1]
    assert sorted(alignment.calls) == [0, 1]


def test_a_note_that_begins_wrongly_is_a_departure_and_counts_as_missing() -> None:
    text = f"The kite flew{CALL.format(n=1)} over the roofs of the town."
    lines = ["Paper", "The kite flew1 over the roofs of the town.", "1", "It was green."]
    alignment = read([text], ["It was brown."], [lines])
    assert alignment.notes == ()
    assert [d.found for d in alignment.departures] == ["1Itwasgreen."]


def test_what_a_page_adds_is_passed_over_and_nothing_else() -> None:
    master = "<ul><li>paper</li><li>string</li></ul><hr/><p>Then wind.</p>"
    blocks = MASTER.format(blocks=master, notes="").encode()

    def departures(lines: list[str]) -> int:
        sheets = (page("1", lines),)
        printed = Printed(pages=sheets, outline=(), fonts=(), unembedded=())
        return len(align_pages(read_master(blocks), printed).departures)

    assert departures(["Paper", "•", "paper", "•", "string", "* * *", "Then wind.", "1"]) == 0
    assert departures(["Paper", "paper", "string", "Then wind.", "•", "•", "1"]) > 0
    assert departures(["Paper", "•", "paper", "glue", "•", "string", "* * *", "Then wind."]) > 0
    assert departures(["Paper", "paper", "string", "Then wind.", "And rain."]) > 0


def test_furniture_is_the_number_and_the_head_of_a_page() -> None:
    heads = ("PaperandstringinHarbourStreet",)
    assert is_furniture("12PaperandstringinHarbourStreet", "12", heads)
    assert is_furniture("Paperandstring…12", "12", heads)
    assert is_furniture("12", "12", heads)
    assert not is_furniture("13", "12", heads)
    assert not is_furniture("12Somethingelse", "12", heads)


def listed(markup: str, lines: list[str]) -> Alignment:
    """Read a page of these lines under a chapter that has this list and a paragraph."""
    after = "And so the paper was ready."
    master = read_master(MASTER.format(blocks=f"{markup}<p>{after}</p>", notes="").encode())
    sheet = page("1", ["Paper", *lines, after, "1"])
    return align_pages(master, Printed(pages=(sheet,), outline=(), fonts=(), unembedded=()))


@given(st.lists(st.text("abcdefghij", min_size=1, max_size=5), min_size=1, max_size=6))
def test_short_items_of_lists_are_told_from_their_markers(items: list[str]) -> None:
    bullets = "".join(f"<li>{item}</li>" for item in items)
    assert not listed(f"<ul>{bullets}</ul>", [f"\u2022{item}" for item in items]).departures
    numbered = [f"{n}.{item}" for n, item in enumerate(items, 7)]
    assert not listed(f'<ol start="7">{bullets}</ol>', numbered).departures


@pytest.mark.parametrize(
    ("attributes", "shown"),
    [
        ("", "1. 2. 3."),
        ("", "a) b) c)"),
        ("", "\u2022 \u2022 \u2022"),
        ('start="26" type="a"', "z. aa. ab."),
        ('start="8" type="I"', "VIII. IX. X."),
        ('start="0"', "0. 1. 2."),
        ('reversed="reversed"', "3. 2. 1."),
        ('reversed="reversed" start="12"', "(12) (11) (10)"),
    ],
)
def test_the_numbers_of_a_list_are_those_that_its_document_says(
    attributes: str, shown: str
) -> None:
    items = ["reeds", "rushes", "rope"]
    markup = "".join(f"<li>{item}</li>" for item in items)
    marked = [f"{m}{item}" for m, item in zip(shown.split(), items, strict=True)]
    assert not listed(f"<ol {attributes}>{markup}</ol>", marked).departures


def test_an_item_may_read_like_its_marker() -> None:
    markup = '<ol type="i" start="4"><li>iv</li><li>v</li></ol>'
    assert not listed(markup, ["iv.iv", "v.v"]).departures


@pytest.mark.parametrize("shown", ["1. 2. 4.", "4. 5. 6.", "a) b) d)", "ii. iii. iv."])
def test_a_wrong_number_of_a_list_is_a_departure(shown: str) -> None:
    items = ["reeds and more", "rushes and more", "rope and more"]
    markup = "".join(f"<li>{item}</li>" for item in items)
    marked = [f"{m}{item}" for m, item in zip(shown.split(), items, strict=True)]
    assert listed(f"<ol>{markup}</ol>", marked).departures


def test_the_number_of_a_chapter_is_no_page_number_of_the_contents_before_it() -> None:
    contents = (
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>'
        '<nav id="contents" epub:type="toc"><ol><li><a href="#one">Paper</a></li></ol></nav>'
        '<section id="one"><h1><span class="number">1</span> Paper</h1><p>Words.</p></section>'
        "</body></html>"
    )
    sheets = (page("v", ["Paper . . . 1", "v"]), page("1", ["1", "Paper", "Words.", "1"]))
    printed = Printed(pages=sheets, outline=(), fonts=(), unembedded=())
    alignment = align_pages(read_master(contents.encode()), printed)
    assert alignment.departures == ()
    assert alignment.numbers == {0: "1"}
