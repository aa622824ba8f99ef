"""Orders whose day or account was corrected between two exports would count twice: that is told."""

import pytest

from kam_core.intake import load
from tests.intake.handwritten_files import sentences, text

HEADER = "order id,customer,date,amount\n"
BEFORE = "7,Alm,2025-01-05,80\n8,Bor,2025-01-06,20\n"


def messages_of(later: str, before: str = BEFORE) -> list[str]:
    result = load([text("january.csv", HEADER + before)]).records
    return sentences(load([text("again.csv", HEADER + later)], stored_records=result), "moved_orders")


@pytest.mark.parametrize(
    "row", ["7,Alm,2025-01-09,80\n", "7,Cor,2025-01-05,80\n"], ids=["another date", "another account"]
)
def test_an_order_that_comes_again_with_another_day_or_account_is_warned_of_with_its_money(row: str) -> None:
    (one_finding,) = messages_of(row)
    assert one_finding.startswith(
        "again.csv: 1 order already exists with the same amount but another date or account, 80.00"
    )
    assert "for example 7" in one_finding


@pytest.mark.parametrize(
    "row",
    ["7,Alm,2025-01-05,80\n", "9,Alm,2025-01-09,80\n", "7,Alm,2025-02-05,-80\n"],
    ids=["the same again", "another order", "its credit"],
)
def test_orders_that_did_not_move_are_no_warning(row: str) -> None:
    assert messages_of(row) == []


def test_orders_with_lines_on_several_days_are_contracts_and_not_corrections() -> None:
    assert messages_of("7,Alm,2025-03-05,80\n", BEFORE + "7,Alm,2025-02-05,80\n") == []
