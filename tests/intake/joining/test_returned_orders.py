"""Lists of returned orders: counted with their money, taken off where somebody says so."""

import pytest

from kam_core.intake import Choices, Intake, load
from tests.intake.handwritten_files import needs_shared, sentences, shared, text, workbook

ORDERS = "Order No,Customer,Order Date,Amount\nS-1,Ash,2024-01-05,100\nS-1,Ash,2024-01-05,40\nS-2,Elm,2024-01-09,60\n"


def read(listed: str, name: str = "back.csv", **choices: object) -> Intake:
    return load([text("sold.csv", ORDERS), text(name, listed)], Choices(**choices))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("listed", "name"),
    [
        ("Order No,Returned\nS-1,Yes\n", "back.csv"),
        ("Returned,Order ID\nyes,S-1\nno,S-2\n", "back.csv"),
        ("订单编号,退货\nS-1,是\n", "b.csv"),
        ("Bestellnummer,Retoure\nS-1,ja\n", "b.csv"),
        ("Order No,Comment\nS-1,broken\n", "returns.csv"),
        ("订单号,备注\nS-1,破损\n", "退货明细.csv"),
    ],
)
def test_a_list_of_returned_orders_is_reported_with_its_money_and_changes_nothing_unasked(
    listed: str, name: str
) -> None:
    intake = read(listed, name)
    assert intake.dataset.lines["amount"].sum() == 2_000_000
    (message,) = sentences(intake, "returns")
    assert "1 of 1 returned orders is in the files, with 2 lines worth 140.00" in message
    assert not {found.severity for found in intake.notes} & {"warn", "reject", "ask"}


def test_returned_orders_are_taken_off_where_a_person_says_so() -> None:
    intake = read("Order No,Returned\nS-1,Yes\nS-9,Yes\n", returns="subtract")
    assert intake.dataset.lines["amount"].sum() == 600_000
    assert intake.counts[0].left_out == 2
    assert "They were subtracted, as you chose." in sentences(intake, "returns")[0]


def test_that_returns_are_taken_off_is_remembered_with_the_data_set() -> None:
    first = read("Order No,Returned\nS-1,Yes\n", returns="subtract")
    again = load([text("sold.csv", ORDERS), text("back.csv", "Order No,Returned\nS-1,Yes\n")], Choices(), first.records)
    assert again.dataset.lines["amount"].sum() == 600_000


def test_a_list_of_orders_without_returns_subtracts_nothing() -> None:
    intake = read("Order No,Shipped by\nS-1,rail\n", returns="subtract")
    assert intake.dataset.lines["amount"].sum() == 2_000_000
    assert sentences(intake, "returns") == []


def test_a_sheet_of_returns_beside_the_orders_is_found_by_its_name() -> None:
    rows: list[list[object]] = [["Order No", "Customer", "Order Date", "Amount"], ["S-1", "Ash", "2024-01-05", 100]]
    book = workbook("year.xlsx", {"Orders": rows, "Returns": [["Order No", "Reason"], ["S-1", "late"]]})
    assert "worth 100.00" in sentences(load([book]), "returns")[0]


@needs_shared
def test_the_returns_of_the_superstore_are_296_orders() -> None:
    file = shared("cn_superstore_2023/示例 - 超市.xls")
    result = load([file])
    (note,) = sentences(result, "returns")
    assert note.startswith("示例 - 超市.xls [退货]: 296 of 296 returned orders are in the files")
    off = load([file], Choices(returns="subtract"))
    assert (result.dataset.lines["amount"].sum() - off.dataset.lines["amount"].sum()) / 10_000 == pytest.approx(
        1_349_543.71, abs=0.01
    )
