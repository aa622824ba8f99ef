"""Purchases by day, against a sum by hand: an order is many purchases where it is called off on many days."""

import datetime
from collections import defaultdict

import narwhals.stable.v2 as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kam_core.measures.account_frame import account_frame
from kam_core.measures.cells.from_lines import purchases
from kam_core.measures.cells.packed_keys import range_columns, ranges_of
from kam_core.measures.view import View
from tests.datasets import dataset, money

YEAR_END = View(datetime.date(2024, 12, 31))


def of_a(*lines: dict[str, object]) -> dict[str, object]:
    frame = account_frame(dataset([{"account": "a", **line} for line in lines]), YEAR_END)
    return frame.filter(pl.col("account_id") == "a").row(0, named=True)


def test_a_frame_order_called_off_three_times_is_three_purchases_and_its_last_call_off_is_the_last_purchase() -> None:
    found = of_a(*({"date": f"2024-{month}-10", "amount": 100, "order": 1} for month in ("01", "06", "12")))
    assert (found["purchases"], found["recency_days"], found["revenue"]) == (3, 21, money(300))


def test_100_and_a_credit_of_40_two_months_later_are_60_by_one_purchase() -> None:
    found = of_a(
        {"date": "2024-01-10", "amount": 100, "order": 1},
        {"date": "2024-03-10", "amount": -40, "order": 1},
    )
    assert (found["revenue"], found["purchases"], found["purchased"]) == (money(60), 1, money(100))


def test_the_largest_of_100_and_50_with_a_credit_of_120_makes_two_thirds_of_the_purchases() -> None:
    found = of_a(
        {"date": "2024-01-10", "amount": 100, "order": 1},
        {"date": "2024-02-10", "amount": 50, "order": 2},
        {"date": "2024-03-10", "amount": -120, "order": 3},
    )
    assert found["revenue"] == money(30)
    assert found["largest_purchase_share"] == pytest.approx(100 / 150)


def test_a_credit_before_its_order_is_no_purchase_and_the_order_is_one() -> None:
    found = of_a(
        {"date": "2024-01-10", "amount": -40, "order": 1},
        {"date": "2024-03-10", "amount": 100, "order": 1},
    )
    assert (found["revenue"], found["purchases"], found["tenure_days"]) == (money(60), 1, 296)


def test_who_only_has_credits_has_no_purchase_and_no_share_of_one() -> None:
    found = of_a({"date": "2024-01-10", "amount": -40, "order": 1})
    assert (found["purchases"], found["purchased"], found["recency_days"]) == (0, 0, None)
    assert found["largest_purchase_share"] is None


LINE = st.tuples(
    st.integers(0, 2),  # account
    st.none() | st.integers(1, 3),  # order: the same id may be another account's
    st.sampled_from([19_750, 19_751, 19_752, 19_753, 19_782]),  # 28 January … 31 January, 29 February 2024
    st.integers(-30, 40),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINE, min_size=1, max_size=25))
def test_purchases_are_what_one_order_of_one_account_nets_to_on_one_day_if_that_is_above_zero(
    rows: list[tuple[int, int | None, int, int]],
) -> None:
    nets: dict[tuple[int, int | None, int], int] = defaultdict(int)
    for account, order, day, amount in rows:
        nets[account, order, day] += amount
    frame = pl.DataFrame(
        rows, schema={"account": pl.Int64, "order": pl.Int64, "day": pl.Int64, "amount": pl.Int64}, orient="row"
    ).with_columns(pl.when(pl.col("day") < 19_754).then(24_288).otherwise(24_289).cast(pl.Int64).alias("month"))
    lazy = nw.from_native(frame.lazy())
    ranges = ranges_of(range_columns(lazy).collect("polars").to_native().row(0, named=True))
    for known in (None, ranges):
        found = purchases(lazy, known).collect("polars").to_native()
        got = {(row["account"], row["order"], row["day"]): row["amount"] for row in found.iter_rows(named=True)}
        assert got == {key: net for key, net in nets.items() if net > 0}
