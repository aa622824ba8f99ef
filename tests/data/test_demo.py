"""The demo data are reproducible, whole, and hold the characters that data/README.md promises."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest

from data.generate import DEMO, write
from data.generator import characters as who
from kam_core.vocabulary.field import Kind
from kam_core.vocabulary.tables import TABLES

DEMO_TABLES = tuple(name for name in TABLES if (DEMO / f"{name}.csv").exists())
"""Tables that the demo has rows of."""
LAST_DAY = date(2026, 9, 30)
YEAR_BEFORE = date(2025, 9, 30)
MAY_LIE_AHEAD = {"expected_close", "contract_end", "end", "due", "until"}


def read(name: str) -> pl.DataFrame:
    """A demo table as text, dates as dates, numbers as numbers."""
    frame = pl.read_csv(DEMO / f"{name}.csv", infer_schema=False)
    fields = {field.name: field.kind for field in TABLES[name].fields}
    numeric = {Kind.MONEY, Kind.NUMBER, Kind.COUNT, Kind.DAYS, Kind.SHARE}
    return frame.with_columns(
        pl.col(c).str.to_date("%Y-%m-%d") if fields[c] is Kind.DATE else pl.col(c).cast(pl.Float64)
        for c in frame.columns
        if fields[c] is Kind.DATE or fields[c] in numeric
    )


@pytest.fixture(scope="module")
def tables() -> dict[str, pl.DataFrame]:
    return {name: read(name) for name in DEMO_TABLES}


@pytest.fixture(scope="module")
def lines(tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    return tables["transactions"].filter(pl.col("status") != "cancelled")


@pytest.fixture(scope="module")
def year(lines: pl.DataFrame) -> pl.DataFrame:
    """Revenue and margin per account in the 12 months to the last day, largest first."""
    return (
        lines.filter(pl.col("date") > YEAR_BEFORE)
        .group_by("account")
        .agg(pl.col("amount").sum().alias("revenue"), pl.col("margin").sum())
        .sort("revenue", "account", descending=[True, False])
        .with_columns(rate=pl.col("margin") / pl.col("revenue"))
    )


def purchase_days(lines: pl.DataFrame, account: str) -> list[date]:
    orders = lines.filter(pl.col("account") == account).group_by("order_id", "date").agg(pl.col("amount").sum())
    return sorted(set(orders.filter(pl.col("amount") > 0)["date"].to_list()))


def usual_gap(days: list[date]) -> float:
    return (days[-1] - days[0]).days / (len(days) - 1)


def of(frame: pl.DataFrame, account: str) -> dict[str, object]:
    return frame.row(by_predicate=pl.col("account") == account, named=True)


def test_generating_again_gives_the_committed_bytes(tmp_path: Path) -> None:
    write(tmp_path)
    assert {f.name for f in tmp_path.iterdir()} == {f"{name}.csv" for name in DEMO_TABLES}
    for written in tmp_path.iterdir():
        assert written.read_bytes() == (DEMO / written.name).read_bytes(), f"{written.name}: run make demo"


def test_all_files_together_stay_under_three_megabytes() -> None:
    assert sum(f.stat().st_size for f in DEMO.iterdir()) < 3_000_000


@pytest.mark.parametrize("name", DEMO_TABLES)
def test_every_required_column_is_there_and_every_column_is_ours(name: str, tables: dict[str, pl.DataFrame]) -> None:
    columns = tables[name].columns
    assert set(TABLES[name].required) <= set(columns) <= set(TABLES[name].names)
    assert all(tables[name][column].null_count() == 0 for column in TABLES[name].required)


@pytest.mark.parametrize("name", DEMO_TABLES)
def test_choices_and_bounds_of_the_vocabulary_are_kept(name: str, tables: dict[str, pl.DataFrame]) -> None:
    for field in TABLES[name].fields:
        if field.name not in tables[name].columns:
            continue
        values = tables[name][field.name].drop_nulls()
        if field.choices:
            assert set(values) <= {word for word, _ in field.choices}, field.name
        if field.low is not None:
            assert values.min() >= field.low, field.name
        if field.high is not None:
            assert values.max() <= field.high, field.name


@pytest.mark.parametrize("name", DEMO_TABLES)
def test_no_date_lies_after_the_last_day_but_those_that_may(name: str, tables: dict[str, pl.DataFrame]) -> None:
    dated = [f.name for f in TABLES[name].fields if f.kind is Kind.DATE and f.name not in MAY_LIE_AHEAD]
    for column in set(dated) & set(tables[name].columns):
        latest = tables[name][column].max()
        assert latest is None or latest <= LAST_DAY, column


@pytest.mark.parametrize("name", DEMO_TABLES)
def test_every_account_that_is_mentioned_exists(name: str, tables: dict[str, pl.DataFrame]) -> None:
    known = set(tables["accounts"]["account"])
    for column in {"account", "parent", "referred_by"} & set(tables[name].columns):
        assert set(tables[name][column].drop_nulls()) <= known


def test_lines_add_up_and_reach_the_last_day(tables: dict[str, pl.DataFrame]) -> None:
    frame = tables["transactions"]
    assert frame["date"].min() < date(2023, 10, 8)
    assert frame["date"].max() == LAST_DAY
    assert 15_000 <= frame.height <= 18_000
    assert frame.filter((pl.col("quantity") * pl.col("price") - pl.col("amount")).abs() > 0.005).is_empty()
    assert frame.filter((pl.col("status") == "returned") != (pl.col("amount") < 0)).is_empty()
    assert (frame["status"] == "cancelled").any()


def test_prices_stay_the_same_for_three_years(tables: dict[str, pl.DataFrame]) -> None:
    per_unit = tables["transactions"].with_columns(
        list_price=(pl.col("list_amount") / pl.col("quantity")).round(2),
        unit_cost=((pl.col("amount") - pl.col("margin")) / pl.col("quantity")).round(2),
    )
    kinds = per_unit.group_by("product").agg(pl.col("list_price", "unit_cost", "product_family").n_unique())
    assert kinds.height >= 55
    assert kinds.select(pl.max("list_price", "unit_cost", "product_family")).row(0) == (1, 1, 1)


def test_the_largest_fifth_brings_about_seven_tenths(year: pl.DataFrame) -> None:
    revenue = year.filter(pl.col("revenue") > 0)["revenue"]
    top = revenue.head(-(-revenue.len() // 5)).sum() / revenue.sum()
    assert 0.70 <= top <= 0.75


def test_groups_have_two_to_five_children_and_a_buying_head(
    tables: dict[str, pl.DataFrame], lines: pl.DataFrame
) -> None:
    children = tables["accounts"].drop_nulls("parent").group_by("parent").len()
    assert children.height == 25
    assert children["len"].is_between(2, 5).all()
    assert set(children["parent"]) <= set(lines["account"])
    heads_of_heads = tables["accounts"].filter(pl.col("account").is_in(children["parent"].implode()))
    assert heads_of_heads["parent"].null_count() == 25


def test_names_are_unique(tables: dict[str, pl.DataFrame]) -> None:
    assert tables["accounts"]["name"].n_unique() == tables["accounts"].height


def test_every_lifecycle_stage_occurs(lines: pl.DataFrame, tables: dict[str, pl.DataFrame]) -> None:
    quiet, started, years, initial = {}, {}, {}, set()
    for account in tables["accounts"]["account"]:
        days = purchase_days(lines, account)
        if days and (len(days) <= 2 or (LAST_DAY - days[0]).days < 180):
            initial.add(account)
        if len(days) < 3:
            continue
        quiet[account] = ((LAST_DAY - days[-1]).days, usual_gap(days))
        started[account] = (LAST_DAY - days[0]).days
        window = lines.filter((pl.col("account") == account) & (pl.col("amount") > 0))
        years[account] = (
            window.filter(pl.col("date") > YEAR_BEFORE)["amount"].sum(),
            window.filter(pl.col("date").is_between(date(2024, 10, 1), YEAR_BEFORE))["amount"].sum(),
        )
    ended = {a for a, (days, gap) in quiet.items() if days > max(365, 3 * gap)}
    cooling = {a for a, (days, gap) in quiet.items() if days > max(60, 2 * gap)} - ended
    living = set(quiet) - ended - cooling - initial
    deepening = {a for a in living if started[a] > 730 and years[a][0] >= 1.15 * years[a][1]}
    assert len(ended) >= 20
    assert len(cooling) >= 15
    assert len(initial) >= 10
    assert len(deepening) >= 40
    assert len(living - deepening) >= 100


def test_the_whale_is_the_largest_account(year: pl.DataFrame) -> None:
    assert year["account"][0] == who.WHALE
    assert year["revenue"][0] > 1.3 * year["revenue"][1]


def test_the_thin_margin_giant_is_large_and_earns_under_half_the_usual_rate(year: pl.DataFrame) -> None:
    portfolio = year["margin"].sum() / year["revenue"].sum()
    assert who.THIN_MARGIN in year["account"].head(5)
    assert 0 < of(year, who.THIN_MARGIN)["rate"] < 0.42 * portfolio


def test_the_one_order_wonder_bought_once_and_much(lines: pl.DataFrame, year: pl.DataFrame) -> None:
    own = lines.filter(pl.col("account") == who.ONE_ORDER)
    assert own["order_id"].n_unique() == 1
    assert own["date"].min() > YEAR_BEFORE
    assert who.ONE_ORDER in year["account"].head(12)


def test_the_cooling_key_account_was_large_and_regular_and_is_silent(
    lines: pl.DataFrame, year: pl.DataFrame, tables: dict[str, pl.DataFrame]
) -> None:
    days = purchase_days(lines, who.COOLING_KEY)
    silent = (LAST_DAY - days[-1]).days
    assert len(days) > 80
    assert 60 < silent < 365
    assert silent > 2 * usual_gap(days)
    assert who.COOLING_KEY in year["account"].head(10)
    touched = tables["touches"].filter(pl.col("account") == who.COOLING_KEY)["date"].max()
    assert (LAST_DAY - touched).days > 90
    assert 0 < (of(tables["accounts"], who.COOLING_KEY)["contract_end"] - LAST_DAY).days <= 90


def test_the_one_that_came_back_was_silent_beyond_the_ended_limit(lines: pl.DataFrame) -> None:
    days = purchase_days(lines, who.CAME_BACK)
    silences = [(later - earlier).days for earlier, later in pairwise(days)]
    assert max(silences) > max(365, 3 * usual_gap(days))
    assert (LAST_DAY - days[-1]).days < 60
    assert sum(day > days[silences.index(max(silences))] for day in days) >= 5


def test_prospects_never_bought_but_are_assessed_and_worked_on(
    tables: dict[str, pl.DataFrame],
) -> None:
    buyers = tables["transactions"]["account"].implode()
    prospects = set(tables["accounts"].filter(~pl.col("account").is_in(buyers))["account"])
    assert len(prospects) == who.PROSPECTS
    assert prospects <= set(tables["opportunities"]["account"])
    assert prospects <= set(tables["assessments"]["account"])


def test_the_lighthouse_is_small_shines_and_sends_others(tables: dict[str, pl.DataFrame], year: pl.DataFrame) -> None:
    assert of(year, who.LIGHTHOUSE)["revenue"] < year["revenue"].mean()
    judged = tables["assessments"].filter(
        (pl.col("account") == who.LIGHTHOUSE) & (pl.col("criterion") == "brand_lighthouse")
    )
    assert judged["score"].to_list() == [5.0]
    sent = tables["accounts"].filter(pl.col("referred_by") == who.LIGHTHOUSE)["account"]
    assert set(who.REFERRED_BY_LIGHTHOUSE) <= set(sent)


def test_nobody_refers_in_a_circle(tables: dict[str, pl.DataFrame]) -> None:
    sender = dict(tables["accounts"].drop_nulls("referred_by").select("account", "referred_by").rows())
    assert len(sender) >= 30
    for start in sender:
        seen, at = {start}, sender.get(start)
        while at:
            assert at not in seen
            seen.add(at)
            at = sender.get(at)


def test_one_of_the_fifteen_largest_accounts_has_no_owner(tables: dict[str, pl.DataFrame], year: pl.DataFrame) -> None:
    assert of(tables["accounts"], who.NO_OWNER)["owner"] is None
    assert who.NO_OWNER in year["account"].head(15)


def test_the_complaint_storm_is_open_recent_and_felt(tables: dict[str, pl.DataFrame]) -> None:
    voices = tables["feedback"].filter(pl.col("account") == who.COMPLAINT_STORM)
    complaints = voices.filter((pl.col("kind") == "complaint") & (pl.col("status") == "open"))
    assert complaints.filter(pl.col("date") > date(2026, 7, 2)).height >= 6
    assert set(voices.filter(pl.col("kind") == "survey")["satisfaction"]) == {1.0, 2.0}


def test_nobody_was_met_after_the_last_contact_with_the_account(tables: dict[str, pl.DataFrame]) -> None:
    touches, people = tables["touches"], tables["contacts"].filter(pl.col("last_contact").is_not_null())
    last = touches.group_by("account").agg(pl.col("date").max().alias("last"))
    assert people.join(last, on="account", how="anti").is_empty()
    assert people.join(last, on="account").filter(pl.col("last_contact") > pl.col("last")).is_empty()
    named = touches.join(people, left_on=["account", "contact"], right_on=["account", "name"])
    assert named.filter(pl.col("date") > pl.col("last_contact")).is_empty()


def test_a_technical_buyer_blocks_the_largest_open_deal(tables: dict[str, pl.DataFrame]) -> None:
    deals = tables["opportunities"].filter(pl.col("status") == "open").sort("amount", descending=True)
    assert deals["account"][0] == who.BLOCKED_DEAL
    against = tables["contacts"].filter((pl.col("account") == who.BLOCKED_DEAL) & (pl.col("role") == "technical buyer"))
    assert against["support"].to_list() == [-2.0]


def test_the_quarterly_buyer_never_misses_a_quarter(lines: pl.DataFrame) -> None:
    days = purchase_days(lines, who.QUARTERLY)
    assert len(days) == 12
    assert all(89 <= (b - a).days <= 92 for a, b in pairwise(days))


def test_the_loss_maker_is_large_and_costs_money(year: pl.DataFrame) -> None:
    assert who.LOSS_MAKER in year["account"].head(10)
    assert of(year, who.LOSS_MAKER)["margin"] < 0
