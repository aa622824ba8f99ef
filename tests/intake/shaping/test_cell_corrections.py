"""Cells corrected and rows dropped by hand, header rows and mappings that a person chose."""

import pytest

from kam_core.intake import Choices, Intake, Upload, load
from kam_core.intake.matching.mapping import NOT_USED, ColumnMapping, header_set_key
from kam_core.intake.shaping.cell_corrections import CellFix, RowDrop
from kam_core.vocabulary.message import UserError

ORDERS = "customer,date,amount\nAnn,2024-01-05,1OO\nBob,2024-01-06,200\nEve,2024-13-06,5\n"


def read(text: str, **choices: object) -> Intake:
    return load([Upload("orders.csv", text.encode())], Choices(**choices))


def test_a_corrected_cell_brings_its_row_back() -> None:
    assert read(ORDERS).counts[0].rejected == 2
    fixed = read(
        ORDERS,
        fixes=(CellFix("orders.csv", None, 2, "amount", "100"), CellFix("orders.csv", None, 4, "date", "2024-12-06")),
    )
    count = fixed.counts[0]
    assert (count.read, count.loaded, count.left_out, count.rejected) == (3, 3, 0, 0)
    assert fixed.dataset.lines["amount"].sum() == 305 * 10_000


def test_a_dropped_row_is_left_out_and_counted() -> None:
    dropped = read(ORDERS, dropped=(RowDrop("orders.csv", None, 2), RowDrop("orders.csv", None, 4)))
    count = dropped.counts[0]
    assert (count.read, count.loaded, count.left_out, count.rejected) == (3, 1, 2, 0)
    assert any("2 rows were deleted manually" in str(note.message) for note in dropped.notes)


def test_a_correction_of_another_file_changes_nothing_here() -> None:
    assert read(ORDERS, fixes=(CellFix("other.csv", None, 2, "amount", "100"),)).counts[0].rejected == 2


def test_a_row_that_is_too_long_can_be_dropped() -> None:
    dropped = read(
        "customer,date,amount\nAnn,2024-01-05,1,2,3\nBob,2024-01-06,2\n", dropped=(RowDrop("orders.csv", None, 2),)
    )
    assert (dropped.counts[0].left_out, dropped.counts[0].rejected) == (1, 0)


def test_a_person_can_say_which_row_names_the_columns() -> None:
    text = "date,amount,customer\nKunde,Datum,Betrag\nAnn,2024-01-05,7\n"
    result = read(text, files={"orders.csv": {"header": "2"}})
    assert result.file_summaries[0].header_row == 2
    assert result.dataset.lines["amount"].to_list() == [70_000]


def test_a_header_row_that_is_not_there_is_refused() -> None:
    with pytest.raises(UserError, match="there is no row 9"):
        read(ORDERS, header="9")


def test_a_mapping_of_the_same_headers_is_applied_again() -> None:
    text = "who,when,gross,net\nAnn,2024-01-05,119,100\n"
    key = header_set_key(["Net", "gross", "WHEN", "who"])
    mapped = ColumnMapping({"account": "who", "date": "when", "amount": "net", "list_amount": "gross"}, "transactions")
    found = read(text, remembered={key: mapped})
    assert found.dataset.lines.select("amount", "list_amount").rows() == [(1_000_000, 1_190_000)]


def test_a_column_that_shall_not_be_used_is_not() -> None:
    text = "customer,date,amount,region\nAnn,2024-01-05,1,North\n"
    key = header_set_key(["customer", "date", "amount", "region"])
    assert read(text).dataset.accounts["region"].to_list() == ["North"]
    assert read(text, remembered={key: ColumnMapping({"region": NOT_USED})}).dataset.accounts["region"].to_list() == [
        None
    ]
