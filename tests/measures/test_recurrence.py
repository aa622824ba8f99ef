"""Recurring purchasing by hand: who buys again and again, who bought once, and of whom nobody can know yet."""

import datetime
from collections.abc import Sequence
from typing import Any

import polars as pl
import pytest

from kam_core.measures.account_frame import account_frame
from kam_core.measures.view import View
from kam_core.vocabulary.message import UserError
from tests.datasets import dataset, monthly

YEAR_END = datetime.date(2024, 12, 31)
LONG_BEFORE = monthly("start", "2016-01-10", 1, 1)
"""Another account's purchase, so that the data are long enough."""


def bought(*purchases: tuple[str, float], account: str = "a") -> list[dict[str, Any]]:
    return [{"account": account, "date": date, "amount": amount} for date, amount in purchases]


def recurring(
    lines: Sequence[dict[str, Any]], accounts: Sequence[dict[str, Any]] = (), months: int = 12
) -> bool | None:
    data = dataset([*LONG_BEFORE, *lines], accounts)
    frame = account_frame(data, View(YEAR_END, recurring_months=months))
    found: bool | None = frame.filter(pl.col("account_id") == "a")["recurring"].item()
    return found


def test_a_weekly_buyer_of_ten_months_in_years_of_data_is_unknown() -> None:
    days = [datetime.date(2024, 3, 4) + datetime.timedelta(weeks=week) for week in range(43)]
    assert recurring(bought(*((day.isoformat(), 100) for day in days))) is None


def test_from_eighteen_months_of_tenure_on_it_is_known() -> None:
    assert recurring(monthly("a", "2023-08-10", 17, 10)) is None
    assert recurring(monthly("a", "2023-07-10", 18, 10)) is True


def test_a_grower_from_10_to_60_in_two_years_by_many_orders_recurs() -> None:
    assert recurring([*monthly("a", "2023-01-10", 10, 1), *monthly("a", "2024-01-10", 12, 5)]) is True


def test_the_same_growth_by_one_purchase_does_not_recur() -> None:
    # 10 and 60: the second-best year is a sixth of the best, and the one purchase makes 60 of 70.
    assert recurring(bought(("2022-05-10", 5), ("2023-05-10", 5), ("2024-05-10", 60))) is False


def test_a_fifth_of_the_best_year_is_enough_and_less_is_not_where_one_purchase_makes_half() -> None:
    assert recurring(bought(("2023-05-01", 200), ("2024-05-01", 1000))) is True
    assert recurring(bought(("2023-05-01", 199), ("2024-05-01", 1000))) is False


def test_just_under_half_by_one_purchase_recurs() -> None:
    # 150 a year before, then 1,000 in two purchases: 574 of 1,150 is under half, 575 is half.
    assert recurring(bought(("2023-05-01", 150), ("2024-05-01", 574), ("2024-06-01", 426))) is True
    assert recurring(bought(("2023-05-01", 150), ("2024-05-01", 575), ("2024-06-01", 425))) is False


def test_200_million_once_fourteen_months_ago_do_not_recur_and_six_months_ago_are_unknown() -> None:
    assert recurring(bought(("2023-10-20", 200_000_000))) is False
    assert recurring(bought(("2024-06-20", 200_000_000))) is None


def test_a_full_year_must_have_passed_after_the_month_of_the_one_purchase() -> None:
    assert recurring(bought(("2023-12-01", 1_000))) is False
    assert recurring(bought(("2024-01-01", 1_000))) is None


def test_a_small_purchase_within_the_year_after_leaves_it_unknown() -> None:
    assert recurring(bought(("2023-08-01", 1_000), ("2023-11-01", 1))) is None
    assert recurring(bought(("2023-08-01", 1_000), ("2024-08-31", 1))) is None


def test_a_small_purchase_after_more_than_a_year_does_not_make_one_purchase_recur() -> None:
    # Two years with purchases, the second-best 1 of 1,000, and one purchase makes nearly all.
    assert recurring(bought(("2023-08-01", 1_000), ("2024-09-01", 1))) is False
    assert recurring(bought(("2023-08-01", 1_000), ("2024-09-01", 300))) is True


def test_a_small_purchase_before_the_large_one_changes_nothing() -> None:
    assert recurring(bought(("2023-07-15", 1), ("2023-11-01", 1_000))) is False


def test_who_never_bought_is_unknown_and_who_stopped_years_ago_does_not_recur() -> None:
    assert recurring([], [{"account": "a"}]) is None
    assert recurring(monthly("a", "2017-01-10", 36, 10)) is False


EVERY_THREE_YEARS = bought(("2018-03-01", 900), ("2021-03-01", 900), ("2024-03-01", 900))


def test_who_buys_every_three_years_recurs_by_a_running_contract_of_two_years() -> None:
    assert recurring(EVERY_THREE_YEARS) is False
    contract = {"account": "a", "contract_start": "2024-01-01", "contract_end": "2025-12-31"}
    assert recurring(EVERY_THREE_YEARS, [contract]) is True
    assert recurring(EVERY_THREE_YEARS, [contract | {"contract_end": "2025-12-30"}]) is False
    assert (
        recurring(EVERY_THREE_YEARS, [contract | {"contract_start": "2020-01-01", "contract_end": "2024-12-30"}])
        is False
    )


def test_who_buys_every_three_years_recurs_over_windows_of_three_years() -> None:
    assert recurring(EVERY_THREE_YEARS, months=36) is True
    assert recurring(bought(("2018-03-01", 900), ("2024-03-01", 100)), months=36) is False


def test_a_longer_window_asks_for_a_longer_tenure() -> None:
    # One and a half windows of 24 months: 36 months.
    assert recurring(monthly("a", "2022-02-10", 35, 10), months=24) is None
    assert recurring(monthly("a", "2022-01-10", 36, 10), months=24) is True


def test_only_windows_of_one_two_or_three_years_are_possible() -> None:
    with pytest.raises(UserError, match=r"18 months\. Use 12, 24, 36"):
        View(YEAR_END, recurring_months=18)


def test_a_purchase_larger_than_seven_trillion_is_still_one_purchase() -> None:
    assert recurring(bought(("2023-10-20", 8e12))) is False
    assert recurring(bought(("2023-03-20", 7.3e12), ("2024-10-20", 7.4e12))) is True
