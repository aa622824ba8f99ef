"""Revenue, margin, target and last three months of a window, by hand on small data and by pandas on the demo."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import polars as pl
import pytest

from kam_core.insight.results.figures import Results, results
from kam_core.intake import Choices, Upload, load
from kam_core.measures.month_totals import month_totals
from kam_core.measures.view import View
from kam_core.scoring.model.cuts import QuotaCut
from kam_core.scoring.model.presets import built_in_preset
from kam_core.scoring.tiering.key_accounts import key_accounts_at, with_key
from kam_core.services.appraisal import account_measures, score_accounts
from kam_core.vocabulary.calendar import month_start
from kam_core.vocabulary.dataset import Dataset
from tests.datasets import dataset, money, monthly
from tests.source_files import ROOT

MODEL = built_in_preset("transactions_only").with_cut(QuotaCut(s=0.34, a=0.34, b=0.0))
DEMO = ROOT / "data" / "demo"


def results_of(data: Dataset, view: View, only: Sequence[int] | None = None, **more: Any) -> Results:
    """The results of all accounts, or of those with these codes, with the earlier date where the data reach it."""
    accounts = score_accounts(account_measures(data, view), view, MODEL).accounts
    then = view.earlier(view.window_months or 12)
    first = data.first_month
    earlier = None
    if first is not None and then.last_month >= first:
        before = score_accounts(account_measures(data, then), then, MODEL).accounts
        accounts = with_key(accounts, key_accounts_at(before, then.as_of))
        earlier = (before, then.as_of)
    if only is not None:
        accounts = accounts.filter(pl.col("account").is_in(only))
    totals = month_totals(data, view, accounts["account"])
    return results(
        accounts, totals, view, last_day=data.last_day, targets=data.tables.get("targets"), earlier=earlier, **more
    )


def until(end: str, months: int | None = 12, **more: Any) -> View:
    return View(datetime.date.fromisoformat(end), months, **more)


def steady(end_day: str = "2024-12-31") -> list[dict[str, Any]]:
    """100 a month from January 2023, and a last line on the last day of the data."""
    return [*monthly("a", "2023-01-10", 24, 100, margin=40), {"account": "a", "date": end_day, "amount": 0}]


def by_month(found: Results, column: str) -> Mapping[str, Any]:
    frame = found.months
    return {month_start(month).isoformat()[:7]: value for month, value in frame.select("month", column).iter_rows()}


def test_the_last_three_months_are_compared_with_the_three_before_and_with_last_year() -> None:
    lines = [*steady(), {"account": "a", "date": "2024-11-15", "amount": -60}]
    last = results_of(dataset(lines), until("2024-12-31")).last_three
    assert last is not None
    assert last.before is not None
    assert last.year_before is not None
    assert (last.now.start, last.now.end) == (datetime.date(2024, 10, 1), datetime.date(2024, 12, 31))
    assert (last.now.amount, last.before.amount, last.year_before.amount) == (money(240), money(300), money(300))
    assert last.change == pytest.approx(-0.2)
    assert last.year_change == pytest.approx(-0.2)


def test_an_unfinished_month_is_shown_and_left_out_of_the_last_three() -> None:
    found = results_of(dataset(steady("2024-12-10")), until("2024-12-31"))
    assert found.last_three is not None
    assert found.last_three.now.end == datetime.date(2024, 11, 30)
    assert [month for month, unfinished in by_month(found, "unfinished").items() if unfinished] == ["2024-12"]
    # Seen as of a day within a month, that month is unfinished although the data go on.
    within = results_of(dataset(steady()), until("2024-06-15"))
    assert within.last_three is not None
    assert within.last_three.now.end == datetime.date(2024, 5, 31)


def test_february_ends_on_its_29th_in_a_leap_year_and_on_its_28th_in_others() -> None:
    for end, last_month in (("2024-02-29", 2), ("2024-02-28", 1), ("2023-02-28", 2)):
        lines = [*monthly("a", "2022-01-10", 24, 100), {"account": "a", "date": end, "amount": 1}]
        last = results_of(dataset(lines), until(end)).last_three
        assert last is not None
        assert last.now.end.month == last_month


def test_with_fewer_than_six_complete_months_nothing_is_compared_with_the_last_three() -> None:
    data = dataset([*monthly("a", "2024-08-10", 5, 100), {"account": "a", "date": "2024-12-31", "amount": 0}])
    found = results_of(data, until("2024-12-31"))
    assert found.last_three is not None
    assert (found.last_three.now.amount, found.last_three.before, found.data_months) == (money(300), None, 5)
    short = results_of(dataset([{"account": "a", "date": "2024-12-31", "amount": 1}]), until("2024-12-31"))
    assert short.last_three is None


def test_the_window_before_is_unknown_where_the_data_do_not_cover_it() -> None:
    data = dataset(steady())
    assert results_of(data, until("2024-12-31")).change == 0
    assert results_of(data, until("2024-11-30")).revenue_prior is None
    assert results_of(data, until("2024-12-31", None)).change is None
    assert by_month(results_of(data, until("2024-12-31", None)), "revenue_year_before")["2023-12"] is None


def test_months_stand_beside_those_of_the_year_before_and_add_up_to_the_window() -> None:
    lines = [*steady(), {"account": "a", "date": "2024-02-29", "amount": -150}]
    found = results_of(dataset(lines), until("2024-12-31"))
    assert by_month(found, "revenue")["2024-02"] == money(-50)
    assert by_month(found, "revenue_year_before")["2024-02"] == money(100)
    assert sum(by_month(found, "revenue").values()) == found.revenue == money(1050)
    assert (found.margin, found.margin_rate) == (money(480), pytest.approx(0.4))


def test_a_margin_that_no_line_states_is_unknown_and_not_nothing() -> None:
    found = results_of(dataset(monthly("a", "2023-01-31", 1, 100)), until("2023-01-31", 1))
    assert (found.margin, found.margin_rate, by_month(found, "margin")) == (None, None, {"2023-01": None})


def targets(*rows: tuple[str | None, str | None, str, float, str | None]) -> list[dict[str, Any]]:
    # The first column of the table is null in some rows only, so its type comes from the others.
    return [
        {"account": account, "owner": owner, "month": day_of(month), "amount": money(amount), "measure": measure}
        for account, owner, month, amount, measure in rows
    ]


def day_of(month: str) -> int:
    return (datetime.date.fromisoformat(f"{month}-01") - datetime.date(1970, 1, 1)).days


def with_targets(*rows: tuple[str | None, str | None, str, float, str | None]) -> Dataset:
    lines = [*steady(), *monthly("b", "2023-01-10", 24, 10)]
    data = dataset(lines, [{"account": "a", "owner": "Li Na"}, {"account": "b", "owner": "Wu"}])
    codes = {"a": 0, "b": 1}
    frame = pl.DataFrame(
        [row | {"account": None if row["account"] is None else codes[row["account"]]} for row in targets(*rows)],
        schema={"account": pl.Int64, "owner": pl.String, "month": pl.Int64, "amount": pl.Int64, "measure": pl.String},
    )
    return Dataset(
        name="t", currency=None, accounts=data.accounts, lines=data.lines, orders=data.orders, products=data.products,
        tables={"targets": frame}, sources=data.sources,
    )  # fmt: skip


def test_the_target_is_that_of_the_months_of_the_window_and_of_revenue_alone() -> None:
    data = with_targets(
        (None, "Li Na", "2024-11", 90, "revenue"), (None, "Wu", "2024-11", 30, None),
        (None, "Wu", "2024-12", 100, "margin"), (None, "Wu", "2023-11", 500, "revenue"),
    )  # fmt: skip
    reached = results_of(data, until("2024-12-31")).target
    assert reached is not None
    # November alone has a target: 110 sold of 120.
    assert (reached.target, reached.revenue, reached.months, reached.of_months) == (money(120), money(110), 1, 12)
    assert reached.share == pytest.approx(110 / 120)


def test_the_owner_filter_counts_the_targets_of_that_owner() -> None:
    data = with_targets((None, "LI  na", "2024-11", 90, "revenue"), (None, "Wu", "2024-11", 30, "revenue"))
    reached = results_of(data, until("2024-12-31"), only=[0], owners=frozenset({"li na"})).target
    assert reached is not None
    assert (reached.target, reached.revenue) == (money(90), money(100))


def test_a_target_of_an_account_is_part_of_that_of_its_owner() -> None:
    data = with_targets(
        (None, "Li Na", "2024-11", 90, "revenue"), ("a", None, "2024-11", 80, "revenue"),
        ("b", None, "2024-11", 7, "revenue"),
    )  # fmt: skip
    reached = results_of(data, until("2024-12-31")).target
    assert reached is not None
    assert reached.target == money(90 + 7)


def test_the_target_of_an_unfinished_month_does_not_count_yet() -> None:
    data = with_targets((None, "Wu", "2024-05", 50, None), (None, "Wu", "2024-06", 50, None))
    reached = results_of(data, until("2024-06-15")).target
    assert reached is not None
    assert (reached.target, reached.months) == (money(50), 1)


def test_without_targets_there_is_nothing_to_reach() -> None:
    assert results_of(dataset(steady()), until("2024-12-31")).target is None


def test_key_accounts_are_counted_at_both_dates_with_what_they_bring() -> None:
    lines = [
        *monthly("whale", "2022-01-10", 36, 60), *monthly("fading", "2022-01-10", 24, 40),
        *monthly("rising", "2022-01-10", 24, 10), *monthly("rising", "2024-01-10", 12, 50),
        {"account": "whale", "date": "2024-12-31", "amount": 0},
    ]  # fmt: skip
    change = results_of(dataset(lines), until("2024-12-31")).key
    assert change.before is not None
    assert change.entered is not None
    assert change.left is not None
    assert change.now.accounts + change.left.accounts == change.before.accounts + change.entered.accounts
    assert (change.now.on, change.before.on) == (datetime.date(2024, 12, 31), datetime.date(2023, 12, 31))
    # A year before, all three bought 60, 40 and 10 a month; two of them are S and A.
    assert (change.before.accounts, change.before.revenue) == (2, money(12 * 100))
    assert change.before.share == pytest.approx(100 / 110)
    assert (change.left.accounts, change.left.revenue) == (1, money(12 * 40))
    assert (change.entered.accounts, change.entered.revenue) == (1, money(12 * 50))


def test_of_twenty_equal_accounts_every_share_is_its_number() -> None:
    lines = [line for n in range(20) for line in monthly(f"a{n:02d}", "2023-01-28", 24, 5)]
    found = results_of(dataset(lines), until("2024-12-31"))
    assert (found.largest.top1, found.largest.top5, found.largest.top10) == (0.05, 0.25, 0.5)
    assert found.largest.major == 0
    assert found.tiers["accounts"].sum() == found.active == 20
    assert found.tiers["accounts_share"].to_list() == found.tiers["revenue_share"].to_list()
    # At ten equal accounts each is exactly a tenth, the least that is reported by itself.
    ten = results_of(dataset([line for line in lines if line["account"] < "a10"]), until("2024-12-31"))
    assert ten.largest.major == 10


def test_an_account_below_zero_makes_no_share_exceed_the_whole() -> None:
    lines = [*steady(), *monthly("b", "2023-01-10", 24, -70), *monthly("c", "2023-01-10", 24, 20)]
    found = results_of(dataset(lines), until("2024-12-31"))
    assert (found.revenue, found.active) == (money(12 * 50), 2)
    assert found.largest.top1 == pytest.approx(100 / 120)
    assert (found.largest.top5, found.largest.top10) == (1, 1)
    assert found.tiers["revenue"].sum() == money(12 * 120)
    assert sum(found.tiers["revenue_share"]) == pytest.approx(1)
    assert found.key.now.share is not None
    assert found.key.now.share <= 1


def test_an_empty_portfolio_has_no_figures_and_no_error() -> None:
    found = results_of(dataset(accounts=[{"account": "hope"}]), until("2024-12-31"))
    assert (found.revenue, found.active, found.change, found.last_three, found.target) == (0, 0, None, None, None)
    assert (found.largest.top1, found.key.now.share, found.tiers["accounts"].sum()) == (None, None, 0)


@pytest.fixture(scope="module")
def demo() -> Results:
    files = [Upload(path.name, path.read_bytes(), role=path.stem) for path in sorted(DEMO.glob("*.csv"))]
    return results_of(load(files, Choices(currency="CNY", name="Demo")).dataset, until("2026-09-30"))


def test_the_demo_gives_what_pandas_reads_from_its_files(demo: Results) -> None:
    orders = pd.read_csv(DEMO / "transactions.csv", encoding="utf-8-sig")
    sold = orders[orders["status"] != "cancelled"]
    months = sold.groupby(sold["date"].str[:7])[["amount", "margin"]].sum().round(4)
    window = months.loc["2025-10":"2026-09"]
    assert by_month(demo, "revenue") == {month: round(value * 10_000) for month, value in window["amount"].items()}
    assert by_month(demo, "margin") == {month: round(value * 10_000) for month, value in window["margin"].items()}
    before = months.loc["2024-10":"2025-09", "amount"].tolist()
    assert list(by_month(demo, "revenue_year_before").values()) == [round(value * 10_000) for value in before]
    assert (demo.revenue, demo.revenue_prior) == (money(183_357_784.60), money(165_054_586.80))
    targets = pd.read_csv(DEMO / "targets.csv", encoding="utf-8-sig")
    of_window = targets[(targets["measure"] == "revenue") & (targets["month"] >= "2025-10-01")]
    assert demo.target is not None
    assert demo.target.target == money(of_window["amount"].sum())
    by_account = sold[sold["date"] >= "2025-10-01"].groupby("account")["amount"].sum()
    assert demo.active == (by_account > 0).sum()
    assert demo.largest.top10 == pytest.approx(by_account.nlargest(10).sum() / by_account[by_account > 0].sum())
