"""Orders whose day or account was corrected between two exports would count twice: that is told."""

import pytest

from kam_core.intake import load
from tests.intake.handwritten_files import sentences, text

HEADER = "order id,customer,date,amount\n"
BEFORE = "7,Alm,2025-01-05,80\n8,Bor,2025-01-06,20\n"


def told(later: str, before: str = BEFORE) -> list[str]:
    held = load([text("january.csv", HEADER + before)]).records
    return sentences(load([text("again.csv", HEADER + later)], stored_records=held), "moved_orders")


@pytest.mark.parametrize(
    "row", ["7,Alm,2025-01-09,80\n", "7,Cor,2025-01-05,80\n"], ids=["another day", "another account"]
)
def test_an_order_that_comes_again_with_another_day_or_account_is_warned_of_with_its_money(row: str) -> None:
    (said,) = told(row)
    assert said.startswith(
        "again.csv: 1 order is there already with the same money under another day or account, 80.00"
    )
    assert "such as 7" in said


@pytest.mark.parametrize(
    "row",
    ["7,Alm,2025-01-05,80\n", "9,Alm,2025-01-09,80\n", "7,Alm,2025-02-05,-80\n"],
    ids=["the same again", "another order", "its credit"],
)
def test_what_was_not_moved_is_not_warned_of(row: str) -> None:
    assert told(row) == []


def test_orders_with_lines_on_several_days_are_contracts_and_not_corrections() -> None:
    assert told("7,Alm,2025-03-05,80\n", BEFORE + "7,Alm,2025-02-05,80\n") == []
