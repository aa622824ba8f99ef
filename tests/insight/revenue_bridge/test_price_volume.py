"""Price against volume by hand, on random quantities, and from files with quantities."""

import datetime

import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kam_core.insight.revenue_bridge.changes import account_changes
from kam_core.insight.revenue_bridge.price_volume import PriceVolume, covers_whole_months, price_volume
from kam_core.intake import Upload, load
from kam_core.measures.view import View
from kam_core.services.appraisal import account_measures
from kam_core.vocabulary.dataset import SOLD_QUANTITIES, SOLD_QUANTITIES_TABLE, Dataset
from tests.datasets import SHARED, money

VIEW = View(datetime.date(2024, 12, 31))
HEAD = "account,date,product,quantity,amount,order_id"
CLASSIC = SHARED / "data" / "classicmodels"


def loaded(*rows: str) -> Dataset:
    text = "\n".join([HEAD, *(f"{row},{place}" for place, row in enumerate(rows))])
    return load([Upload("orders.csv", text.encode())]).dataset


def split(data: Dataset, view: View = VIEW) -> PriceVolume | None:
    accounts = account_measures(data, view).with_columns(pl.lit("C").alias("tier"))
    return price_volume(account_changes(accounts, view), data.tables.get(SOLD_QUANTITIES_TABLE), view)


def parts(found: PriceVolume) -> list[float]:
    amounts = (found.before, found.volume, found.price, found.added, found.dropped, found.rest, found.now)
    return [amount / 10_000 for amount in amounts]


def test_more_pieces_at_the_old_price_are_volume_and_the_higher_price_is_of_all_pieces_now() -> None:
    found = split(
        loaded(
            # 10 pieces at 5, then 12 at 6: volume 2 × 5 = 10, price 1 × 12 = 12.
            "a,2023-03-01,P,10,50", "a,2024-03-01,P,12,72",
            "a,2023-04-01,OLD,1,7", "a,2024-04-01,NEW,2,30",
            # Without a quantity: only its money counts.
            "a,2023-05-01,Q,,11", "a,2024-05-01,Q,,20",
        )
    )  # fmt: skip
    assert found is not None
    assert parts(found) == [68, 10, 12, 30, -7, 9, 122]
    assert (found.pairs, found.rest_before, found.rest_now) == (1, money(11), money(20))
    assert found.price_change == pytest.approx(0.2)


def test_returned_pieces_are_taken_off() -> None:
    found = split(loaded("a,2023-03-01,P,10,50", "a,2024-03-01,P,12,60", "a,2024-05-01,P,-2,-10"))
    assert found is not None
    assert parts(found) == [50, 0, 0, 0, 0, 0, 50]


def test_files_without_quantities_tell_no_price() -> None:
    data = loaded("a,2023-03-01,P,,50", "a,2024-03-01,P,,60")
    assert SOLD_QUANTITIES_TABLE not in data.tables
    assert split(data) is None


def test_a_date_within_a_month_is_told_apart_from_the_end_of_the_data() -> None:
    within = View(datetime.date(2024, 12, 10))
    assert [covers_whole_months(view, datetime.date(2024, 12, 20)) for view in (VIEW, within)] == [True, False]
    assert covers_whole_months(within, datetime.date(2024, 12, 10))


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 3), st.integers(0, 2), st.sampled_from([2023 * 12, 2024 * 12]),
            st.floats(-50, 50, allow_nan=False), st.integers(-900, 900),
        ),
        max_size=30,
    )
)  # fmt: skip
def test_the_causes_add_up_to_the_cent(rows: list[tuple[int, int, int, float, int]]) -> None:
    sold = pl.DataFrame(rows, schema=SOLD_QUANTITIES, orient="row")
    sums = {(account, month): 0 for account in range(4) for month in (2023 * 12, 2024 * 12)}
    for account, _, month, _, amount in rows:
        sums[account, month] += amount
    changes = pl.DataFrame(
        {"account": list(range(4)), "before": [sums[one, 2023 * 12] for one in range(4)],
         "now": [sums[one, 2024 * 12] for one in range(4)]}
    )  # fmt: skip
    found = price_volume(changes, sold, VIEW)
    if found is not None:
        steps = found.volume + found.price + found.added + found.dropped + found.rest
        assert found.before + steps == found.now


@pytest.mark.skipif(not CLASSIC.exists(), reason="the real data sets are not here")
def test_classicmodels_gives_what_pandas_reads_from_its_files() -> None:
    names = ("orders.csv", "orderdetails.csv", "products.csv", "customers.csv")
    data = load([Upload(name, (CLASSIC / name).read_bytes()) for name in names]).dataset
    found = split(data, View(datetime.date(2005, 5, 31)))
    assert found is not None
    orders = pd.read_csv(CLASSIC / "orders.csv")
    sold = pd.read_csv(CLASSIC / "orderdetails.csv").merge(orders[orders["status"] != "Cancelled"])
    sold["amount"] = sold["quantityOrdered"] * sold["priceEach"]
    windows = {"0": ("2003-06-01", "2004-05-31"), "1": ("2004-06-01", "2005-05-31")}
    sums = [
        sold[sold["orderDate"].between(*days)]
        .groupby(["customerNumber", "productCode"])[["quantityOrdered", "amount"]]
        .sum()
        .add_suffix(place)
        for place, days in windows.items()
    ]
    both = sums[0].join(sums[1], how="inner")
    price = (both["amount1"] / both["quantityOrdered1"] - both["amount0"] / both["quantityOrdered0"]) * both[
        "quantityOrdered1"
    ]
    assert found.pairs == len(both)
    assert found.price / 10_000 == pytest.approx(price.sum(), abs=0.01)
    assert found.volume / 10_000 == pytest.approx((both["amount1"] - both["amount0"] - price).sum(), abs=0.01)
    assert found.rest == 0
