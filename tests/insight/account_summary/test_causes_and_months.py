"""Revenue of an account against the year before, and the product family that explains it, by hand."""

import dataclasses
import datetime

import polars as pl

from kam_core.insight.account_summary.monthly_comparison import monthly_comparison
from kam_core.insight.account_summary.revenue_cause import RevenueCause, revenue_cause
from kam_core.measures.view import View
from kam_core.vocabulary.dataset import Dataset
from tests.datasets import dataset, money

YEAR = View(datetime.date(2024, 12, 31))
FAMILIES = ("Imaging", "Service", None)


def data(*lines: tuple[str, str, float, int], start: str = "2023-01-01") -> Dataset:
    """Lines of account, day, amount and product: 0 Imaging, 1 Service, 2 of no family."""
    rows = [
        {"account": account, "date": day, "amount": amount, "product": product}
        for account, day, amount, product in lines
    ]
    found = dataset([{"account": "other", "date": start, "amount": 1, "product": 2}, *rows])
    products = pl.DataFrame(
        {"product": range(3), "product_id": ["p0", "p1", "p2"], "name": ["P0", "P1", "P2"], "product_family": FAMILIES},
        schema=found.products.schema,
    )
    return dataclasses.replace(found, products=products, content_id="")


def code(found: Dataset, account: str = "a") -> tuple[int, ...]:
    return tuple(found.accounts.filter(pl.col("account_id") == account)["account"].to_list())


def test_the_family_with_the_largest_fall_is_named_with_its_share_of_the_fall() -> None:
    found = data(
        ("a", "2023-03-01", 478, 0), ("a", "2023-05-01", 150, 1), ("a", "2024-03-01", 274, 0),
        ("a", "2024-06-01", 129, 1),
    )  # fmt: skip
    cause = revenue_cause(found, YEAR, code(found))
    assert cause == RevenueCause("Imaging", money(478), money(274), money(150), money(129))
    # 204 of the 225 that are missing.
    assert cause is not None
    assert cause.share == 204 / 225


def test_a_family_that_lost_more_than_the_account_has_no_share_of_the_fall() -> None:
    found = data(("a", "2023-03-01", 500, 0), ("a", "2024-03-01", 100, 0), ("a", "2024-06-01", 300, 1))
    cause = revenue_cause(found, YEAR, code(found))
    assert cause is not None
    assert (cause.family, cause.change, cause.share) == ("Imaging", money(-100), None)


def test_a_rise_is_explained_by_the_family_that_rose_most() -> None:
    found = data(("a", "2023-03-01", 100, 0), ("a", "2024-03-01", 130, 0), ("a", "2024-04-01", 90, 1))
    cause = revenue_cause(found, YEAR, code(found))
    assert cause is not None
    assert (cause.family, cause.family_before, cause.family_now) == ("Service", 0, money(90))


def test_lines_without_a_family_count_among_the_others_and_the_sum_is_the_revenue() -> None:
    found = data(("a", "2023-03-01", 100, 0), ("a", "2023-04-01", 7, 2), ("a", "2024-03-01", 50, 0))
    cause = revenue_cause(found, YEAR, code(found))
    assert cause == RevenueCause("Imaging", money(100), money(50), money(7), 0)


def test_there_is_no_cause_without_families_without_a_year_before_and_without_a_change() -> None:
    lines = (("a", "2023-03-01", 100, 0), ("a", "2024-03-01", 50, 0))
    assert revenue_cause(dataset([{"account": "a", "date": "2023-01-01", "amount": 1}]), YEAR, (0,)) is None
    short = data(("a", "2023-08-01", 100, 0), ("a", "2024-03-01", 50, 0), start="2023-07-01")
    assert revenue_cause(short, YEAR, code(short)) is None, "the data begin inside the prior window"
    same = data(*lines, ("a", "2024-04-01", 50, 0))
    assert revenue_cause(same, YEAR, code(same)) is None


def test_each_month_stands_beside_the_same_month_a_year_earlier() -> None:
    found = data(
        ("a", "2023-02-10", 20, 0), ("a", "2023-03-10", 5, 0), ("a", "2024-02-10", 10, 0), ("a", "2024-02-11", 4, 0),
        ("a", "2024-03-10", 9, 0), ("other", "2024-02-10", 1_000, 0),
    )  # fmt: skip
    compared = monthly_comparison(found, YEAR, code(found))
    assert compared.months["month"].to_list() == [datetime.date(2024, month, 1) for month in range(1, 13)]
    assert compared.months["revenue"].to_list()[:3] == [0, money(14), money(9)]
    assert compared.months["revenue_year_before"].to_list()[:3] == [0, money(20), money(5)]
    assert (compared.below, compared.compared) == (1, 12)


def test_months_before_the_first_order_line_are_unknown_and_not_compared() -> None:
    found = data(("a", "2023-12-05", 8, 0), ("a", "2024-12-05", 3, 0), start="2023-11-20")
    compared = monthly_comparison(found, YEAR, code(found))
    assert compared.months["revenue_year_before"].to_list() == [None] * 10 + [0, money(8)]
    assert (compared.below, compared.compared) == (1, 2)


def test_accounts_united_on_a_page_are_added_up_by_month() -> None:
    found = data(("a", "2024-02-10", 10, 0), ("b", "2024-02-20", 5, 1))
    compared = monthly_comparison(found, YEAR, (*code(found), *code(found, "b")))
    assert compared.months["revenue"].to_list()[1] == money(15)
