"""Figures and tables are told before anything else on a page."""

from __future__ import annotations

from intake.pdf.typed import (
    ITALIC,
    LEADING,
    LEFT,
    TOP,
    Put,
    filled,
    import_of,
    pdf_page,
    set_lines,
    survey_of,
    text_of,
)

ABOVE = set_lines(filled(5), TOP)
BELOW = set_lines(filled(5, 9), 300)
RULES = ((50.0, 460.0, 350.0, 460.6), (50.0, 444.0, 350.0, 444.6), (50.0, 400.0, 350.0, 400.6))


def row(base: float, *cells: str) -> list[Put]:
    return [Put(cell, LEFT + 100 * at, base) for at, cell in enumerate(cells) if cell]


def test_cells_between_rules_are_a_table_with_its_head() -> None:
    puts = [
        *ABOVE,
        Put("What boats paid", LEFT, 468, 9.0, ITALIC),
        *row(450, "Boat", "Oars", "Fee"),
        *row(430, "yawl", "two", "1/6"),
        *row(418, "cutter", "none", ""),
        *BELOW,
    ]
    text = text_of(import_of([pdf_page(0, puts, rules=RULES)]))
    assert (
        "| Boat | Oars | Fee | \n|---|---|---|\n| yawl | two | 1/6 | \n| cutter | none |  | "
        "\n\n: What boats paid\n"
    ) in text


def test_a_line_without_room_above_it_goes_on_in_its_cells() -> None:
    puts = [
        *ABOVE,
        *row(450, "Boat", "Oars", "Fee"),
        *row(430, "a yawl with a", "two", "what was asked of it"),
        *row(418, "torn sail", "", ""),
        *row(406, "cutter", "none", "2/-"),
    ]
    (each,) = survey_of([pdf_page(0, puts, rules=RULES)]).floats
    assert each.table is not None
    assert [len(cells[0]) for cells in each.table.rows] == [1, 2, 1]


def test_rows_with_one_white_gap_are_a_table_without_rules() -> None:
    puts = [
        *ABOVE,
        *row(450, "yawl", "two", "1/6"),
        *row(438, "cutter", "none", "2/-"),
        *row(426, "skiff", "four", "3d"),
        *BELOW,
    ]
    assert "|  |  |  |\n|---|---|---|\n| yawl | two | 1/6 | \n" in text_of(
        import_of([pdf_page(0, puts)])
    )


def test_running_text_between_two_rules_is_no_table() -> None:
    survey = survey_of(
        [pdf_page(0, [*ABOVE, *BELOW], rules=(RULES[0], (50.0, 200.0, 350.0, 200.6)))]
    )
    assert survey.floats == ()


def test_words_in_a_drawing_are_part_of_the_picture() -> None:
    drawings = ((100.0, 400.0, 160.0, 460.0), (165.0, 400.0, 230.0, 460.0), (120, 410, 150, 450))
    puts = [
        *ABOVE,
        Put("hull", 120, 430, 8.0),
        Put("Figure 1. A yawl and its tender.", 100, 380, 9.0),
        *BELOW,
    ]
    survey = survey_of([pdf_page(0, puts, drawings=drawings)])
    (each,) = survey.floats
    assert each.figure is not None
    assert [line.text for line in each.caption] == ["Figure 1. A yawl and its tender."]
    assert [(run.text, rule) for run, rule, _ in survey.aside] == [("hull", "P.figure")]


def test_text_flows_around_a_picture() -> None:
    lines = filled(6)
    puts = [*set_lines(lines[:3], TOP), *set_lines(lines[3:], 500 - 6 * LEADING)]
    made = import_of([pdf_page(0, puts), pdf_page(1, BELOW, pictures=((60, 400, 300, 560),))])
    assert "![]()" in text_of(made)


def test_text_on_a_coloured_ground_is_text() -> None:
    grounds = ((50.0, 440.0, 350.0, 456.0), (50.0, 400.0, 350.0, 440.0), (48.0, 400.0, 50.0, 456.0))
    puts = [*ABOVE, Put("What an oar is", LEFT + 5, 445), *set_lines(filled(2, 4), 425), *BELOW]
    made = import_of([pdf_page(0, puts, drawings=grounds)])
    assert "What an oar is" in text_of(made)
    assert "![" not in text_of(made)


def test_bars_of_a_chart_are_a_picture() -> None:
    bars = tuple((60.0 + 60 * at, 400.0, 120.0 + 60 * at, 420.0 + 9 * at) for at in range(4))
    puts = [*ABOVE, *(Put(str(at), 75 + 60 * at, 405) for at in range(4)), *BELOW]
    assert survey_of([pdf_page(0, puts, drawings=bars)]).floats


def test_running_text_among_many_drawings_is_text_on_a_ground() -> None:
    wedges = tuple((40.0 + 5 * at, 380.0 + at, 360.0 - 5 * at, 480.0 - at) for at in range(5))
    puts = [*ABOVE, *set_lines(filled(5, 4), 460), *BELOW]
    made = import_of([pdf_page(0, puts, drawings=wedges)])
    assert filled(5, 4)[1][-10:] in text_of(made)
    assert "![" not in text_of(made)


def test_a_frame_around_the_page_is_no_figure() -> None:
    frame = (
        (20.0, 20.0, 21.0, 580.0), (379.0, 20.0, 380.0, 580.0),
        (20.0, 20.0, 380.0, 21.0), (20.0, 579.0, 380.0, 580.0),
    )  # fmt: skip
    logo = (24.0, 540.0, 60.0, 576.0)
    puts = [*set_lines(filled(3), 500), *set_lines(["one boat", "two boats"], 440)]
    survey = survey_of([pdf_page(0, puts, rules=frame, pictures=(logo,))])
    assert [each.figure.box for each in survey.floats if each.figure] == [logo]
    assert sum(len(piece.paragraph.lines) for piece in survey.pieces) == 5


def test_a_table_with_coloured_cells_between_its_rules_is_a_table() -> None:
    heights, edges = (460.0, 444.0, 428.0, 412.0), (50.0, 150.0, 250.0)
    rules = [
        *((50.0, y, 250.0, y + 0.5) for y in heights),
        *((x, 412.0, x + 0.5, 460.0) for x in edges),
    ]
    grounds = [(50.0, y, 150.0, y + 16) for y in heights[1:]]
    puts = [*ABOVE, *row(448, "Boat", "Fee"), *row(432, "yawl", "1/6"), *row(416, "cutter", "2/6")]
    text = text_of(import_of([pdf_page(0, [*puts, *BELOW], rules=rules, drawings=grounds)]))
    assert "| yawl | 1/6 |" in text
    assert "![" not in text
