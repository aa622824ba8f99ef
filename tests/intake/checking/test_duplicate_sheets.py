"""Sheets of one workbook that say the same, and hidden ones."""

import io

import pytest
import xlsxwriter

from kam_core.intake import Choices, Intake, OpenQuestionError, Upload, load
from tests.intake.handwritten_files import lines

HEADER = ["Client", "Order Date", "Order No", "Amount"]
APRIL = [HEADER, ["Acme", "2023-04-01", "1", 20], ["Acme", "2023-04-02", "2", 5], ["Zeta", "2023-04-03", "3", 7]]
MAY = [HEADER, ["Zeta", "2023-05-01", "4", 9]]
SUMS = [["Client", "Date", "Amount"], ["Acme", "2023-04-30", 25], ["Zeta", "2023-04-30", 7]]
Sheets = dict[str, list[list[object]]]


def book(sheets: Sheets, hidden: str = "") -> Upload:
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer)
    for title, rows in sheets.items():
        sheet = workbook.add_worksheet(title)
        for i, row in enumerate(rows):
            sheet.write_row(i, 0, row)
        if title == hidden:
            sheet.hide()
    workbook.close()
    return Upload("book.xlsx", buffer.getvalue())


def total(intake: Intake) -> float:
    return sum(float(str(amount)) for _, _, amount in lines(intake))


def warned(intake: Intake) -> list[str]:
    return intake.findings.filter(intake.findings["severity"] == "warn")["rule"].to_list()


@pytest.mark.parametrize(
    ("sheets", "hidden", "amount", "rules"),
    [
        ({"April": APRIL, "May": MAY}, "", 41, []),
        ({"April": APRIL, "April (2)": APRIL}, "", 32, ["sheet_copy"]),
        ({"Lines": APRIL, "Old": APRIL}, "Old", 32, ["sheet_copy"]),
        ({"Summary": SUMS, "Lines": APRIL}, "", 32, ["summary_sheet"]),
        ({"April": APRIL, "May": MAY, "All": [*APRIL, *MAY[1:]]}, "", 41, ["sheet_copy", "sheet_copy"]),
        ({"April": APRIL, "May": [*MAY, APRIL[3]]}, "", 41, ["sheets_overlap"]),
        ({"April": APRIL, "May": [*MAY, ["Zeta", "2023-04-03", "3", 8]]}, "", 49, ["orders_in_sheets"]),
    ],
    ids=["months", "copy", "hidden copy", "summary", "months and all", "a shared line", "a changed order"],
)
def test_lines_in_two_sheets_count_once(sheets: Sheets, hidden: str, amount: float, rules: list[str]) -> None:
    intake = load([book(sheets, hidden)])
    assert total(intake) == amount
    assert warned(intake) == rules
    assert all(one.read == one.loaded + one.left_out + one.rejected for one in intake.counts)


def test_a_hidden_sheet_with_other_rows_is_asked_about() -> None:
    upload = book({"April": APRIL, "May": MAY}, "May")
    with pytest.raises(OpenQuestionError) as asked:
        load([upload])
    assert asked.value.question == "hidden_sheets"
    assert total(load([upload], Choices(hidden_sheets="read"))) == 41
    assert total(load([upload], Choices(hidden_sheets="leave"))) == 32


def test_sheets_named_for_their_months_give_their_rows_the_day() -> None:
    rows = [["Client", "Net"], ["Acme", 20]]
    intake = load([book({"Apr 2023": rows, "2023-05": rows})])
    assert lines(intake) == [("Acme", "2023-04-01", 20.0), ("Acme", "2023-05-01", 20.0)]
    assert warned(intake) == []
