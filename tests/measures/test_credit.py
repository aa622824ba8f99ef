"""Open balances, late payments and signed business: by hand, and on real orders and payments."""

import datetime
import json
from typing import Any

import polars as pl
import pytest

from kam_core.insight.cash.credit_list import credit_list
from kam_core.intake import Choices, Upload, load
from kam_core.measures.account_frame import account_frame
from kam_core.measures.credit.open_balance import over_limit
from kam_core.measures.credit.payments import collected_by_month, late_payments
from kam_core.measures.credit.signed import signed_by_month
from kam_core.measures.view import View
from kam_core.services.appraisal import account_measures
from kam_core.vocabulary.calendar import month_start
from tests.datasets import SHARED, dataset, day, money

CLASSIC = SHARED / "data" / "classicmodels"
FILES = ("orders.csv", "orderdetails.csv", "products.csv", "customers.csv", "payments.csv")
LINES = [
    {"account": "a", "date": "2025-01-10", "amount": 100},
    {"account": "a", "date": "2025-03-10", "amount": 60},
    {"account": "b", "date": "2025-01-10", "amount": 40},
    {"account": "c", "date": "2025-01-10", "amount": 5},
]
ACCOUNTS = [{"account": "b", "open_balance": 7, "credit_limit": 5, "parent": "c"}, {"account": "c", "credit_limit": 50}]
PAID = [("a", "2025-02-10", 30, "2025-02-01"), ("a", "2025-04-20", 70, "2025-04-21"), ("b", "2025-02-01", 40, None)]


def data(paid: list[tuple[str, str, float, str | None]] | None = None) -> Any:
    rows = [
        {"account": account, "date": date, "amount": money(amount), "due": None if due is None else day(due)}
        for account, date, amount, due in (PAID if paid is None else paid)
    ]
    return dataset(LINES, ACCOUNTS, {"payments": rows} if rows else {})


def balances(as_of: str, paid: list[tuple[str, str, float, str | None]] | None = None, unit: str = "account") -> Any:
    frame = account_measures(data(paid), View(datetime.date.fromisoformat(as_of), unit=unit))
    return dict(frame.select("account_id", "open_balance").iter_rows())


def test_where_the_list_gives_no_open_balance_it_is_orders_minus_payments_up_to_the_date() -> None:
    assert balances("2025-03-31") == {"a": money(130), "b": money(7), "c": money(5)}
    assert balances("2025-04-30") == {"a": money(60), "b": money(7), "c": money(5)}
    assert balances("2025-02-28") == {"a": money(70), "b": money(7), "c": money(5)}


def test_without_any_payment_an_open_balance_is_unknown_and_not_all_revenue() -> None:
    assert balances("2025-03-31", paid=[]) == {"a": None, "b": money(7), "c": None}


def test_a_group_owes_what_its_accounts_bought_minus_what_they_paid() -> None:
    # 40 + 5 bought, 40 paid.
    assert balances("2025-03-31", unit="group") == {"a": money(130), "c": money(5)}


def test_a_payment_is_late_after_its_due_day_and_without_one_neither_late_nor_in_time() -> None:
    table = data().tables["payments"]
    late = late_payments(table, day("2025-12-31"))
    assert late.select("late_payments", "late_paid", "last_days_late").rows() == [(1, money(30), 9)]
    assert collected_by_month(table, day("2025-02-28"))["collected"].to_list() == [money(30), money(40)]


def test_signed_are_contracts_by_their_start_and_without_values_won_deals_by_the_day_they_closed() -> None:
    contracts = pl.DataFrame({"account": [0, 0, None], "start": [day("2025-01-05"), None, day("2025-01-09")],
                              "value": [money(50), money(60), money(70)]})  # fmt: skip
    days = [day("2025-02-03"), day("2025-02-04")]
    deals = pl.DataFrame({"account": [1, 1], "closed": days, "status": ["won", "lost"], "amount": [money(9), money(8)]})
    first = signed_by_month(contracts, deals, day("2025-12-31"))
    assert (first.source, first.without, first.rows["signed"].to_list()) == ("contracts", 2, [money(50)])
    then = signed_by_month(contracts.drop("value"), deals, day("2025-12-31"))
    assert (then.source, then.rows["signed"].to_list()) == ("deals", [money(9)])
    assert month_start(then.rows["month"][0]) == datetime.date(2025, 2, 1)
    assert signed_by_month(None, None, day("2025-12-31")).source is None


@pytest.mark.skipif(not CLASSIC.exists(), reason="needs the real data")
def test_of_classicmodels_the_sharp_gifts_warehouse_owes_most_and_three_accounts_are_over_their_limit() -> None:
    facts = json.loads((CLASSIC / "facts.json").read_text())
    files = [Upload(name, (CLASSIC / name).read_bytes()) for name in FILES]
    loaded = load(files, Choices(currency="USD", name="classic")).dataset
    frame = account_frame(loaded, View(datetime.date(2005, 5, 31), None))
    credit = credit_list(frame, late_payments(loaded.tables["payments"], day("2005-05-31")))
    top = [[name, amount / 10_000, limit / 10_000] for name, amount, limit in
           credit.rows.head(3).select("name", "open_balance", "credit_limit").iter_rows()]  # fmt: skip
    assert [row[0] for row in top] == [row[0] for row in facts["open_balance_top3"]]
    assert [round(row[1], 2) for row in top] == [83_984.89, 57_885.20, 52_420.07]
    assert [row[2] for row in top] == [row[2] for row in facts["open_balance_top3"]]
    assert credit.over_limit_accounts == facts["open_balance_over_credit_limit"] == 3
    assert frame.select(over_limit()).to_series().count() == 3
    quiet = [frame.filter(pl.col("recency_days") > days).height for days in (90, 180, 365)]
    assert quiet == [66, 51, 14]
