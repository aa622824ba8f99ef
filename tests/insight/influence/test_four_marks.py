"""The four marks of a key account on small books: limits, and what is unknown."""

import polars as pl
import pytest

from kam_core.insight.four_marks.marks import Influence, big_influence, big_picture, big_system, big_trade
from tests.datasets import day, money

AS_OF = day("2024-12-31")


@pytest.mark.parametrize(("account", "holds"), [(19, True), (18, True), (17, False), (20, False)])
def test_the_first_tenth_of_the_buyers_by_revenue_ever_are_big_trade(account: int, holds: bool) -> None:
    # Twenty buyers, the last two of them the largest, and one account that never bought.
    amounts = [money(n + 1) for n in range(20)] + [0]
    mark = big_trade(pl.DataFrame({"account": range(21), "revenue_total": amounts}), account)
    assert mark.holds is holds


def test_trade_is_unknown_where_no_revenue_is_known() -> None:
    assert big_trade(pl.DataFrame({"account": [0], "revenue_total": [0]}), 0).holds is None


@pytest.mark.parametrize(
    ("known", "holds"),
    [
        (Influence(True, 0, None), True), (Influence(False, 2, None), True), (Influence(False, 1.5, None), None),
        (Influence(False, 0, 4), True), (Influence(False, 1.5, 3), False), (Influence(False, 0, None), None),
    ],
)  # fmt: skip
def test_influence_needs_a_tag_referrals_or_a_mark_and_only_a_low_mark_denies_it(
    known: Influence, holds: bool | None
) -> None:
    assert big_influence(known).holds is holds


def deals(*spans: tuple[str, str | None, str]) -> pl.DataFrame:
    rows = [(0, day(created), closed and day(closed), status) for created, closed, status in spans]
    return pl.DataFrame(rows, schema={"account": int, "created": int, "closed": int, "status": str}, orient="row")


@pytest.mark.parametrize(
    ("departments", "holds"),
    [(["IT", "it ", "Finance", "Board"], True), (["IT", "Finance"], False), ([None, ""], None)],
)
def test_a_system_is_departments_times_the_median_days_of_its_closed_deals(
    departments: list[str | None], holds: bool | None
) -> None:
    contacts = pl.DataFrame({"account": [0] * len(departments), "department": departments})
    # 80 and 100 days: median 90; the open one, and one closed after the date, do not count.
    table = deals(
        ("2024-01-01", "2024-03-21", "won"), ("2024-01-01", "2024-04-10", "lost"), ("2020-01-01", None, "open"),
        ("2020-01-01", "2025-02-01", "won"),
    )  # fmt: skip
    assert big_system(0, {"contacts": contacts, "opportunities": table}, AS_OF).holds is holds
    assert big_system(0, {"contacts": contacts}, AS_OF).holds is None


@pytest.mark.parametrize(
    ("table", "row", "holds"),
    [
        ("benefits", {"side": "theirs", "date": AS_OF}, True), ("benefits", {"side": "ours", "date": AS_OF}, None),
        ("benefits", {"side": "theirs", "date": AS_OF + 1}, None), ("plan", {"their_benefit": "less scrap"}, True),
        ("plan", {"their_benefit": " "}, None), ("contacts", {"personal_win": "promotion"}, True),
    ],
)  # fmt: skip
def test_what_they_win_is_known_from_benefits_the_plan_or_a_contact(
    table: str, row: dict[str, object], holds: bool | None
) -> None:
    assert big_picture(0, {table: pl.DataFrame([{"account": 0, **row}])}, AS_OF).holds is holds
    assert big_picture(1, {table: pl.DataFrame([{"account": 0, **row}])}, AS_OF).holds is None
