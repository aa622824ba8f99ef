"""Text files whose rows do not fit their header, or whose quotation marks stand where they should not."""

import pytest

from kam_core.intake import Intake, load
from tests.intake.handwritten_files import lines, text

HEAD = "account,date,amount,margin,note\n"


def read(body: str, head: str = HEAD) -> Intake:
    return load([text("o.csv", head + body)])


def names(intake: Intake) -> list[object]:
    return [name for name, _, _ in lines(intake)]


@pytest.mark.parametrize("row", ["Birke,2024-03-06,1,200,50,", "Birke,2024-03-06,310,,75,"])
def test_a_row_with_a_blank_cell_too_many_whose_cells_have_moved_is_refused(row: str) -> None:
    intake = read(f"Ahorn,2024-03-05,100,20,late\nLinde,2024-03-05,80,10,early\n{row}\n")
    assert names(intake) == ["Ahorn", "Linde"]
    assert intake.rejected["line"].to_list() == [4]


@pytest.mark.parametrize(
    "body", ["Ahorn,2024-03-05,100,20,late\nBirke,2024-03-06,250,50,on time,\n",
             "Ahorn,2024-03-05,100,20,late,\nBirke,2024-03-06,250,50,,\n",
             "Ahorn,2024-03-05,100,20,\nBirke,2024-03-06,3,1,,,\n"],
)  # fmt: skip
def test_blank_cells_behind_a_fitting_row_are_ignored(body: str) -> None:
    intake = read(body)
    assert names(intake) == ["Ahorn", "Birke"]
    assert not [one for one in intake.notes if one.severity != "note"]


def test_a_line_with_ambiguous_cells_is_rejected() -> None:
    head = "account,date,item,colour,amount\n"
    intake = read('Ahorn,2024-03-05,Desk,red,5\nBirke,2024-03-06,"Lamp, tall,"grey, matt",7\n', head)
    assert names(intake) == ["Ahorn"]
    assert [(one.rule, one.place.line) for one in intake.notes if one.severity == "reject"] == [("torn_row", 3)]
    assert intake.rejected.height == 1


@pytest.mark.parametrize("cell", ['"5" pipe"', '5" pipe', '"a ""b"" c" ', '"a, b"'])
def test_marks_inside_a_cell_that_has_one_reading_are_part_of_its_text(cell: str) -> None:
    intake = read(f"Ahorn,2024-03-05,{cell},9\nBirke,2024-03-06,x,8\n", "account,date,item,amount\n")
    assert [amount for _, _, amount in lines(intake)] == [9.0, 8.0]
    assert not [one for one in intake.notes if one.severity != "note"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [("'Ahorn, Sons',2024-03-05,5\n'Birke',2024-03-06,7\n", ["Ahorn, Sons", "Birke"]),
     ("'Ahorn','2024-03-05','5'\n'O''Hara','2024-03-06','7'\n", ["Ahorn", "O'Hara"]),
     ("'Neill Ltd,2024-03-05,5\nBirke's,2024-03-06,7\n", ["'Neill Ltd", "Birke's"])],
)  # fmt: skip
def test_single_marks_are_quotation_marks_where_all_cells_are_written_so(body: str, expected: list[str]) -> None:
    assert names(read(body, "account,date,amount\n")) == expected
