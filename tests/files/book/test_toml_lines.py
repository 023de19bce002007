"""Each key of a TOML text is found on its line, however it is written."""

from __future__ import annotations

import time
import tomllib

from hypothesis import given
from hypothesis import strategies as st

from makeready.files.book.toml_lines import line_of, lines

TEXT = '''\
# a comment
title = "x"  # [not a table]

description = """
[print]
theme = "no"
"""
print.theme = "a"
subjects = [
  "one", "two",
  # between
  """three
four""",
  "five",
]
parts = [
  {file = "a"},
  {file = "b",  matter = "c"}, # ]
  {file = "d"}
]

[[people]]
name = "x"

[series]
name = "y"

[[people]]
name = "z"
[people.extra]
deep = {inner = 1}
'''


def test_every_key_has_its_line() -> None:
    assert dict(lines(TEXT)) == {
        ("title",): 2,
        ("description",): 4,
        ("print",): 8,
        ("print", "theme"): 8,
        ("subjects",): 9,
        ("subjects", 0): 10,
        ("subjects", 1): 10,
        ("subjects", 2): 12,
        ("subjects", 3): 14,
        ("parts",): 16,
        ("parts", 0): 17,
        ("parts", 0, "file"): 17,
        ("parts", 1): 18,
        ("parts", 1, "file"): 18,
        ("parts", 1, "matter"): 18,
        ("parts", 2): 19,
        ("parts", 2, "file"): 19,
        ("people", 0): 22,
        ("people", 0, "name"): 23,
        ("series",): 25,
        ("series", "name"): 26,
        ("people", 1): 28,
        ("people", 1, "name"): 29,
        ("people", 1, "extra"): 30,
        ("people", 1, "extra", "deep"): 31,
        ("people", 1, "extra", "deep", "inner"): 31,
    }


def test_a_key_that_is_not_there_has_the_line_of_its_table() -> None:
    assert line_of(TEXT, ("people", 1, "role")) == 28
    assert line_of(TEXT, ("absent",)) is None


def test_windows_line_ends_count_once() -> None:
    assert line_of(TEXT.replace("\n", "\r\n"), ("people", 1, "name")) == 29


def test_elements_that_cannot_be_told_apart_have_the_line_of_their_list() -> None:
    text = "a = 1\nx = [ 1\n, 2\n, 3 ]\n"
    assert tomllib.loads(text)["x"] == [1, 2, 3]
    assert line_of(text, ("x", 2)) == 2


def test_a_statement_of_many_lines_does_not_hold_up_the_work() -> None:
    text = 'x = """\n' + "a\n" * 200_000 + '"""\ny = 1\n'
    start = time.process_time()
    line_of(text, ("y",))
    assert time.process_time() - start < 20


KEYS = st.text("abcxyz-", min_size=1, max_size=6)


@given(st.dictionaries(KEYS, st.lists(st.dictionaries(KEYS, st.integers()), max_size=4)))
def test_the_line_of_a_key_in_lists_of_tables_begins_with_it(
    tables: dict[str, list[dict[str, int]]],
) -> None:
    written = [
        line
        for name, rows in tables.items()
        for row in rows
        for line in (f"[[{name}]]", *(f"{key} = {value}" for key, value in row.items()))
    ]
    text = "\n".join(written)
    assert tomllib.loads(text) == {name: rows for name, rows in tables.items() if rows}
    for path, line in lines(text).items():
        last = path[-1]
        assert written[line - 1].startswith("[[" if isinstance(last, int) else f"{last} =")
