"""Each kind of difference between two e-books is told once; equal ones have none."""

from __future__ import annotations

import pytest

from checks.differ.editions import call, epub, note, page
from makeready.checks.differ.compare import compare
from makeready.checks.differ.ebook import read_edition
from makeready.checks.differ.leaf import describe, make_leaf
from makeready.checks.differ.values import Deed, Difference, Subject

BOOK = (
    f"<h2>{page('4')}The reed bed</h2><p>Coots nest early, and <em>often</em> twice.{call(1, 'n1')}"
    f"</p><p>Nothing else stirs before noon.</p><p>{page('5')}Herons wait by sluices all day.</p>"
    '<p><img src="images/reed.png" alt="A reed"/></p>'
    '<p>See <a href="https://marsh.example/">the marsh</a>.</p>'
    f"{note(1, 'n1', 'Seen by the miller.')}"
)

CHANGES: dict[str, tuple[str, str, Subject, Deed, str, str]] = {
    "a word": ("all day", "all night", Subject.WORDS, Deed.CHANGED, "5", "{+night.+}"),
    "a word less": ("else stirs", "stirs", Subject.WORDS, Deed.CHANGED, "4", "[-else-]"),
    "a comma": ("early,", "early", Subject.WORDS, Deed.CHANGED, "4", "[-early,-] {+early+}"),
    "a paragraph more": (
        "<p>Nothing",
        "<p>An otter came by.</p><p>Nothing",
        Subject.WORDS,
        Deed.ADDED,
        "4",
        "An otter came by.",
    ),
    "a paragraph less": (
        "<p>Nothing else stirs before noon.</p>",
        "",
        Subject.WORDS,
        Deed.REMOVED,
        "4",
        "Nothing else stirs before noon.",
    ),
    "a heading": ("The reed bed", "The reeds", Subject.HEADING, Deed.CHANGED, "4", "{+reeds+}"),
    "a level": (
        f"<h2>{page('4')}The reed bed</h2>",
        f"<h3>{page('4')}The reed bed</h3>",
        Subject.HEADING,
        Deed.CHANGED,
        "4",
        "[-h2-] {+h3+}",
    ),
    "emphasis": (
        "<em>often</em>",
        "often",
        Subject.EMPHASIS,
        Deed.CHANGED,
        "4",
        "[-often (em)-]",
    ),
    "a language": (
        "<em>often</em>",
        '<em lang="la">often</em>',
        Subject.EMPHASIS,
        Deed.CHANGED,
        "4",
        "{+often (lang=la)+}",
    ),
    "a note": ("the miller", "two millers", Subject.NOTE, Deed.CHANGED, "4", "note 1"),
    "a description": ("A reed", "Two reeds", Subject.PICTURE, Deed.CHANGED, "5", "Two reeds"),
    "a link": ("marsh.example/", "fen.example/", Subject.LINK, Deed.CHANGED, "5", "fen.example"),
    "a page": (page("5"), page("6"), Subject.PAGE, Deed.MOVED, "5, now 6", "Herons wait by"),
}


def differ(old: bytes, new: bytes) -> tuple[Difference, ...]:
    return compare(read_edition(old), read_edition(new))


def test_the_same_book_has_no_difference() -> None:
    assert differ(epub(BOOK), epub(BOOK)) == ()


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_told_once_with_its_place(name: str) -> None:
    before, after, subject, deed, at, shown = CHANGES[name]
    assert before in BOOK
    (found,) = differ(epub(BOOK), epub(BOOK.replace(before, after, 1)))
    assert (found.subject, found.deed) == (subject, deed)
    line = describe(found)
    assert f"(p. {at}" in line
    assert shown in line


def test_a_new_note_renumbers_the_others_without_a_word() -> None:
    more = BOOK.replace(call(1, "n1"), call(2, "n1")).replace(
        note(1, "n1", "Seen by the miller."),
        note(1, "n0", "By the clerk.") + note(2, "n1", "Seen by the miller."),
    )
    more = more.replace("Coots nest", f"Coots{call(1, 'n0')} nest")
    told = differ(epub(BOOK), epub(more))
    assert [(each.subject, each.deed) for each in told] == [
        (Subject.WORDS, Deed.CHANGED),
        (Subject.NOTE, Deed.ADDED),
    ]
    assert (told[1].new, told[1].new_page) == ("By the clerk.", "4")


def test_a_paragraph_that_changed_its_place_is_moved_and_not_new() -> None:
    noon = "<p>Nothing else stirs before noon.</p>"
    later = BOOK.replace(noon, "").replace("<aside", f"{noon}<aside")
    (found,) = differ(epub(BOOK), epub(later))
    assert (found.deed, found.old_page, found.new_page) == (Deed.MOVED, "4", "5")


def test_another_picture_and_another_title_are_told() -> None:
    told = differ(epub(BOOK), epub(BOOK, title="Rushes", picture=b"b"))
    assert [(each.subject, each.deed) for each in told] == [
        (Subject.PICTURE, Deed.CHANGED),
        (Subject.METADATA, Deed.CHANGED),
    ]


def test_pages_that_all_move_by_one_are_one_stretch() -> None:
    text = "".join(f"<p>{page(str(n))}Paragraph of page {n}.</p>" for n in range(3, 40))
    later = "".join(f"<p>{page(str(n + 2))}Paragraph of page {n}.</p>" for n in range(3, 40))
    (found,) = differ(epub(text), epub(later))
    assert (found.old_page, found.new_page) == ("3–39", "5–41")


def test_the_leaf_shows_both_readings_and_escapes_them() -> None:
    one, two = epub(BOOK), epub(BOOK.replace("all day", "&lt;b&gt; &amp; night"))
    editions = read_edition(one), read_edition(two)
    leaf = make_leaf(editions, ("v1", "v2"), compare(*editions), "").decode()
    assert '<p class="kind">Errata</p>' in leaf
    assert "From v1 to v2." in leaf
    assert "<del>all day.</del>" in leaf
    assert "<ins>&lt;b&gt; &amp; night.</ins>" in leaf
    assert '<p class="reading" lang="en">' in leaf


def test_the_leaf_marks_a_paragraph_that_is_new() -> None:
    one, two = epub(BOOK), epub(BOOK.replace("<p>Nothing", "<p>An otter came by.</p><p>Nothing"))
    editions = read_edition(one), read_edition(two)
    leaf = make_leaf(editions, ("v1", "v2"), compare(*editions), "").decode()
    assert "<ins>An otter came by.</ins>" in leaf


def test_emphasis_is_told_beside_other_words_of_its_paragraph() -> None:
    changed = BOOK.replace("<em>often</em>", "often").replace("early", "late")
    found = differ(epub(BOOK), epub(changed))
    assert [each.subject for each in found] == [Subject.WORDS, Subject.EMPHASIS]


TABLE = "<table><tr><th>Day</th><th>Wind</th></tr><tr><td>Monday</td><td>none</td></tr></table>"
LIST = '<ol start="3"><li>a net</li><li>a pole</li></ol>'
SCENES = "<p>The boat left.</p><hr/><p>Nobody waved.</p><p>It rained.</p>"
PICTURE = '<p><img src="images/reed.png" alt="A reed"/></p>'
LINK = '<a href="https://marsh.example/">marsh</a>'
FORMULA = '<math alttext="{}"><mi>x</mi></math>'
CODE = "<pre><code>if wet:\n    go()</code></pre>"
CALLS = f"<p>A coot{call(1, 'a')} and a heron{call(2, 'b')}.</p>"
NOTES = note(1, "a", "Black it is.") + note(2, "b", "Grey it is, and tall.")
OTHERS: dict[str, tuple[str, str, str, Subject, Deed, str]] = {
    "a scene break less": (SCENES, "<hr/>", "", Subject.BREAK, Deed.REMOVED, "[-* * *-]"),
    "a scene break more": (SCENES, "</p><p>It", "</p><hr/><p>It", Subject.BREAK, Deed.ADDED, "It"),
    "a list's first number": (LIST, '"3"', '"4"', Subject.STRUCTURE, Deed.CHANGED, "from 4"),
    "the kind of a list's numbers": (
        LIST, "<ol", '<ol type="a"', Subject.STRUCTURE, Deed.CHANGED, "lower-case letters",
    ),
    "an item's own number": (
        LIST, "<li>a pole", '<li value="9">a pole', Subject.STRUCTURE, Deed.CHANGED, "number 9",
    ),
    "a list that is counted down": (
        LIST, "<ol", '<ol reversed="reversed"', Subject.STRUCTURE, Deed.CHANGED, "counted down",
    ),
    "items that are one": (
        LIST.replace("<li>", "<li><p>").replace("</li>", "</p></li>"),
        "</li><li>", "", Subject.STRUCTURE, Deed.CHANGED, "[-item of a list-]",
    ),
    "a cell": (TABLE, ">none<", ">south<", Subject.WORDS, Deed.CHANGED, "{+south+}"),
    "a head that is a cell": (
        TABLE, "<th>Wind</th>", "<td>Wind</td>", Subject.STRUCTURE, Deed.CHANGED, "{+cell+}",
    ),
    "a cell that is wider": (
        TABLE, "<td>none", '<td colspan="2">none', Subject.STRUCTURE, Deed.CHANGED, "2 columns",
    ),
    "rows that are one": (
        TABLE, "</tr><tr>", "", Subject.STRUCTURE, Deed.CHANGED, "[-row-]",
    ),
    "a quotation that is none": (
        f"<blockquote><p>Wet.</p></blockquote>{SCENES}",
        "<blockquote><p>Wet.</p></blockquote>", "<p>Wet.</p>",
        Subject.STRUCTURE, Deed.CHANGED, "[-in a quotation-]",
    ),
    "the language of a paragraph": (
        SCENES, "<p>It", '<p lang="la">It', Subject.STRUCTURE, Deed.CHANGED, "language la",
    ),
    "a class": (
        SCENES, "<p>It", '<p class="right">It', Subject.STRUCTURE, Deed.CHANGED, "“right”",
    ),
    "a picture elsewhere": (
        f"{PICTURE}{SCENES}", PICTURE + SCENES, SCENES + PICTURE,
        Subject.PICTURE, Deed.MOVED, "A reed",
    ),
    "a link elsewhere": (
        f"<p>The {LINK} is wet.</p><p>The marsh is green.</p>",
        f"The {LINK} is wet.</p><p>The marsh", f"The marsh is wet.</p><p>The {LINK}",
        Subject.LINK, Deed.MOVED, "marsh.example",
    ),
    "a formula": (
        f"<p>As {FORMULA.format('x^2')} says.</p>", "x^2", "x_2",
        Subject.WORDS, Deed.CHANGED, "[-x^2-] {+x_2+}",
    ),
    "an indent of code": (CODE, "    go", "go", Subject.WORDS, Deed.CHANGED, "{+if wet:\ngo"),
    "a line of verse that goes on": (
        "<p>The stair<br/>of stone</p>", "<br/>", " ", Subject.WORDS, Deed.CHANGED, "[-/-]",
    ),
    "a paragraph of a note that goes on": (
        note(1, "a", "Wet.</p><p>Cold."), "</p><p>", " ", Subject.NOTE, Deed.CHANGED, "[-¶-]",
    ),
    "notes that change their calls": (
        CALLS + NOTES, CALLS, CALLS.replace("#a", "#c").replace("#b", "#a").replace("#c", "#b"),
        Subject.NOTE, Deed.MOVED, "it is",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_what_readers_see_besides_words_is_told(name: str) -> None:
    book, before, after, subject, deed, shown = OTHERS[name]
    assert before in book
    (found,) = differ(epub(book), epub(book.replace(before, after, 1)))
    assert (found.subject, found.deed) == (subject, deed)
    assert shown in describe(found)


def test_the_numbers_of_a_list_are_told_once_where_its_first_item_went() -> None:
    old, new = epub(LIST), epub(LIST.replace("<li>a net</li>", ""))
    (found,) = differ(old, new)
    assert (found.subject, found.deed) == (Subject.WORDS, Deed.REMOVED)


def test_the_numbers_of_an_index_are_no_links_of_their_own() -> None:
    old, new = (
        epub(f'<ul><li>keeper, <a class="page" href="#{place}">1</a></li></ul>')
        for place in ("at-1", "at-2")
    )
    assert differ(old, new) == ()
