"""Long plain texts are read at once, and give what reading them cell by cell gives."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kam_core.intake.decoding.decode import Decoded
from kam_core.intake.shaping.delimited_text import parse_delimited_text
from kam_core.intake.shaping.fast_delimited import LONG, parse_uniform_lines

CELLS = st.text(
    st.sampled_from(list("aB1\" .-#'\t\x0b\x85\u2028\u00a0\ufeff客户,;|√é😀")), max_size=6
) | st.sampled_from(["C:\\x", "NULL", "NaN", "007", "1e5", "2024-03-05", "true", "", " "])


def by_cell(text: str, delimiter: str) -> tuple[list[list[str]], list[int]]:
    # The line of Excel's own names the delimiter, so that nothing is guessed here.
    grid = parse_delimited_text("f.csv", Decoded(f"sep={delimiter}\n{text}", "utf-8"))
    assert grid.rows is not None
    return grid.rows, [line - 1 for line in grid.lines]


def _quoted(cell: str, quotes: str, delimiter: str) -> str:
    if quotes == "all" or (quotes == "some" and (delimiter in cell or '"' in cell or len(cell) == 3)):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def test_a_delimiter_that_the_file_names_is_not_overruled_by_blanks_below_each_other() -> None:
    assert by_cell("1\t,\n1\t,", ",") == ([["1\t", ""], ["1\t", ""]], [1, 2])


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_reading_at_once_gives_the_same_cells_in_the_same_lines(data: st.DataObject) -> None:
    delimiter = data.draw(st.sampled_from([",", ";", "\t", "|"]))
    width = data.draw(st.integers(1, 4))
    rows = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6))
    end = data.draw(st.sampled_from(["\n", "\r\n", "\r"]))
    quotes = data.draw(st.sampled_from(["none", "some", "all"]))
    quoted = [[_quoted(cell, quotes, delimiter) for cell in row] for row in rows]
    text = end.join(delimiter.join(row) for row in quoted) + data.draw(st.sampled_from(["", end]))
    plain = parse_uniform_lines(text, delimiter)
    # Cells that hold the delimiter make lines of different length: these are read with care.
    assume(plain is not None)
    assert plain is not None
    frame, lines = plain
    # Blanks before a cell, and rows of nothing else, go in the next stage anyway.
    blank = "" if delimiter == "\t" else " "
    wanted = {line: [cell.lstrip(blank) for cell in row] for row, line in zip(*by_cell(text, delimiter), strict=True)}
    got = {line: [cell or "" for cell in row] for row, line in zip(frame.rows(), lines, strict=True)}
    assert {line: row for line, row in got.items() if any(row)} == {
        line: row for line, row in wanted.items() if any(row)
    }


@pytest.mark.parametrize(
    "text",
    [
        'a,b\n1,"2\n3"\n',
        'a,b\n1,2"\n',
        'a,b\n1,"2" \n',
        'a,b\n1,"2" x"\n',
        'a,b\n1, "2"\n',
        'a,b\n1,"2\n',
        "a,b\n1,2,3\n",
        "a,b\n1\n",
        "a,b\n1,2,3\n1\n",
        "title\na,b\n1,2\n",
        "a,b\n\n1,2\n",
        "\na,b\n1,2\n",
        "a\n1\n",
        "a,b\n1," + "x" * 32_001 + "\n",
        ",".join("a" * 501) + "\n",
    ],
    ids=lambda text: repr(text[:20]),
)
def test_a_text_that_is_not_plain_is_left_to_be_read_with_care(text: str) -> None:
    assert parse_uniform_lines(text, ",") is None


def test_a_plain_text_is_read_at_once_only_where_it_is_long() -> None:
    row = "A,2024-03-05,1\n"
    short = parse_delimited_text("f.csv", Decoded("account,date,amount\n" + row, "utf-8"))
    long = parse_delimited_text(
        "f.csv", Decoded("account,date,amount\n" + row * (LONG // len(row) + 1) + ",,\n" + row, "utf-8")
    )
    assert short.frame is None
    assert long.rows is None
    assert long.frame is not None
    assert long.frame.row(0) == ("account", "date", "amount")
    assert long.frame.row(-1) == ("A", "2024-03-05", "1")
    assert long.lines[-3:] == [long.lines[-1] - 3, long.lines[-1] - 2, long.lines[-1]]
