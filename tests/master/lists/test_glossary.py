"""Terms of the text lead to the entries of the glossary."""

from __future__ import annotations

from master.titles import findings, inside, made

GLOSSARY = "::: glossary\nWeir\n:   A low dam.\n:::\n"


def test_terms_are_linked_by_their_words_or_by_name() -> None:
    text = f'# A\n\n[weirs]{{.term}} and [dams]{{.term entry="weir"}}\n\n{GLOSSARY}'
    found = inside(made(text))
    assert found.count('href="#term-weir" role="doc-glossref"') == 2
    assert '<dt epub:type="glossterm" id="term-weir">Weir</dt>' in found


def test_a_chapter_that_is_a_glossary_needs_no_division() -> None:
    text = "# A\n\n[weir]{.term}\n\n# Glossary\n\nWeir\n:   A low dam.\n"
    assert 'href="#term-weir"' in inside(made(text))


def test_a_term_that_is_not_there_is_told_with_the_nearest() -> None:
    (found,) = findings(f"# A\n\n[wier]{{.term}}\n\n{GLOSSARY}")
    assert str(found) == "text/01.md:3: T-050 the glossary has no “wier”"
    assert found.hint == "did you mean “weir”?"


def test_a_term_with_two_entries_is_told_where_the_second_stands() -> None:
    text = f"# A\n\nx\n\n{GLOSSARY}\n::: glossary\nweir\n:   Another.\n:::\n"
    (found,) = findings(text)
    assert str(found) == "text/01.md:11: T-056 “weir” has a second entry"
