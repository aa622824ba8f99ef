"""Determinism of cubes: same bits for any order of lines and any partition of the work."""

import datetime
import random
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from kam_core.cube.build import memory_limit, month_files, month_rows
from kam_core.cube.build import roll_up as roll_up
from kam_core.cube.build.memory_limit import MemoryLimit
from kam_core.cube.read.cube import Cube
from kam_core.engines.engine_choice import engine_of
from kam_core.measures.cells.horizon import Horizon
from kam_core.measures.cells.purchase_gaps import silences
from kam_core.measures.cells.roll_up import state
from kam_core.measures.features import FEATURE_COLUMNS, features
from kam_core.measures.view import View
from kam_core.vocabulary.calendar import month_end, month_number
from tests.cube.sample_lines import (
    built,
    by_month,
    cells,
    expected,
    in_memory,
    lines_of,
    one_file,
    rows,
    stored_features,
)
from tests.engines.lines import lines

END = datetime.date(2024, 12, 31)


@pytest.fixture(scope="module")
def given() -> pl.DataFrame:
    """Twenty thousand lines; every fifth line of an order comes a month later."""
    return lines().with_columns(pl.col("day").cast(pl.Int32).cast(pl.Date).alias("date")).drop("day", "month")


@pytest.fixture(scope="module")
def whole(given: pl.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cube of files by month, made at once."""
    folder = tmp_path_factory.mktemp("whole")
    built(by_month(folder / "in", given), folder / "cube")
    return folder / "cube"


@pytest.fixture(scope="module")
def late(given: pl.DataFrame) -> pl.DataFrame:
    """Those of the last year and a half."""
    return given.filter(pl.col("date") > datetime.date(2023, 6, 30))


@pytest.fixture(scope="module")
def whole_late(late: pl.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Their cube, of files by month, made at once."""
    folder = tmp_path_factory.mktemp("late")
    built(by_month(folder / "in", late), folder / "cube")
    return folder / "cube"


def test_the_stored_features_equal_those_of_the_lines_in_memory(given: pl.DataFrame, whole: Path) -> None:
    assert_frame_equal(stored_features(whole), expected(given, END, 12), check_exact=True)


@pytest.mark.parametrize(("months_ago", "window"), [(0, None), (1, 12), (5, 3), (17, 12), (30, None), (45, 3)])
def test_cells_as_of_any_past_month_end_equal_those_of_the_lines_up_to_it(
    given: pl.DataFrame, whole: Path, months_ago: int, window: int | None
) -> None:
    as_of = month_end(month_number(END) - months_ago)
    view = View(as_of, window)
    engine = engine_of("polars")
    first = min(Cube.open(whole).months)
    frame = engine.of(Cube.open(whole).cells(view.last_month).collect())
    horizon = Horizon.of(view, first)
    got = engine.collect(features(state(frame, horizon), silences(frame), horizon)).select(FEATURE_COLUMNS)
    known = given.filter(pl.col("date") <= as_of)
    assert_frame_equal(got.sort("account"), expected(known, as_of, window), check_exact=True)


def test_months_that_come_one_by_one_make_the_same_cube(late: pl.DataFrame, whole_late: Path, tmp_path: Path) -> None:
    paths = by_month(tmp_path / "in", late)
    for count in [9, len(paths) - 1, len(paths)]:
        result = built(paths[:count], tmp_path / "cube")
        as_of = month_end(max(Cube.open(tmp_path / "cube").months))
        if count < len(paths):
            known = late.filter(pl.col("date") <= as_of)
            assert_frame_equal(stored_features(tmp_path / "cube"), expected(known, as_of, 12), check_exact=True)
    assert result.rebuilt_months == 1
    _same(tmp_path / "cube", whole_late)


def test_days_that_come_one_by_one_make_the_same_cube(late: pl.DataFrame, whole_late: Path, tmp_path: Path) -> None:
    """The daily case: the last month grows, closed months stay rolled up."""
    now = pl.col("date") > datetime.date(2024, 11, 30)
    paths = by_month(tmp_path / "in", late.filter(~now))
    closed: list[list[str]] = []
    for last in (5, 20, 31):
        part = now & (pl.col("date") <= datetime.date(2024, 12, last))
        one_file(tmp_path / "in" / "now.parquet", late.filter(part))
        result = built([*paths, tmp_path / "in" / "now.parquet"], tmp_path / "cube", as_of=datetime.date(2024, 12, 31))
        assert_frame_equal(
            stored_features(tmp_path / "cube"), expected(late.filter(~now | part), END, 12), check_exact=True
        )
        ready = result.cube.ready
        assert ready is not None
        closed.append([piece.name for piece in ready.closed])
    assert closed[0] == closed[1] == closed[2]
    _same(tmp_path / "cube", whole_late)


def test_eight_ranges_of_accounts_make_the_same_cube(
    late: pl.DataFrame, whole_late: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory_limit, "LINE_BYTES", MemoryLimit().free // 150)
    accounts = Cube.open(whole_late).accounts().height
    monkeypatch.setattr(memory_limit, "ACCOUNT_BYTES", MemoryLimit().free * 8 // accounts)
    monkeypatch.setattr(month_files, "PART_LINES", 70)
    result = built(by_month(tmp_path / "in", late), tmp_path / "cube", MemoryLimit())
    assert result.cube.ready is not None
    assert len(result.cube.ready.ranges) >= 7
    assert max(len(one.lines) for one in result.cube.months) >= 5
    _same(tmp_path / "cube", whole_late)


def test_lines_in_any_order_and_split_in_any_way_make_the_same_cube(
    late: pl.DataFrame, whole_late: Path, tmp_path: Path
) -> None:
    shuffled = late.sample(fraction=1.0, shuffle=True, seed=11)
    cuts = sorted(random.Random(3).sample(range(1, late.height), 6))
    parts = [
        one_file(tmp_path / "in" / f"{place}.parquet", shuffled[begin:end])
        for place, (begin, end) in enumerate(zip([0, *cuts], [*cuts, late.height], strict=True))
    ]
    built(parts, tmp_path / "cube")
    _same(tmp_path / "cube", whole_late)


def test_a_file_of_all_months_is_split_and_makes_the_same_cube(
    late: pl.DataFrame, whole_late: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(month_rows, "STAGING_ROWS", 1_000)
    built([one_file(tmp_path / "all.parquet", late)], tmp_path / "cube")
    _same(tmp_path / "cube", whole_late)
    assert not (tmp_path / "cube" / ".spool").exists()


def test_duckdb_makes_the_same_cube(given: pl.DataFrame, tmp_path: Path) -> None:
    some = given.filter(pl.col("date") > datetime.date(2024, 6, 30))
    built(by_month(tmp_path / "in", some), tmp_path / "cube", engine="duckdb")
    assert_frame_equal(stored_features(tmp_path / "cube"), expected(some, END, 12), check_exact=True)


def _same(out: Path, whole: Path) -> None:
    assert_frame_equal(stored_features(out), stored_features(whole), check_exact=True)
    for last in ("2024-02", "2024-12"):
        assert_frame_equal(cells(out, last), cells(whole, last), check_exact=True)
    assert_frame_equal(lines_of(out), lines_of(whole), check_exact=True)


def test_an_order_credited_a_month_later_stays_a_purchase_of_its_day(tmp_path: Path) -> None:
    """By hand: account 1 buys for 100 in March and has all of it credited in April under the order's own id."""
    given = rows(
        (1, "2024-03-10", 501, 100.0),
        (1, "2024-04-02", 501, -100.0),
        (1, "2024-04-20", 502, 30.0),
        (2, "2024-03-10", 601, 50.0),
    )
    built(by_month(tmp_path / "in", given), tmp_path / "cube")
    march = cells(tmp_path / "cube", "2024-03").filter(account=1)
    assert march.select("revenue", "purchases", "purchased").rows() == [(1_000_000, 1, 1_000_000)]
    april = cells(tmp_path / "cube", "2024-04").filter(account=1)
    assert april.select("month", "revenue", "purchases", "purchased").rows() == [
        (2024 * 12 + 2, 1_000_000, 1, 1_000_000),
        (2024 * 12 + 3, -700_000, 1, 300_000),
    ]


def test_two_purchases_of_a_day_count_as_one_day_and_a_later_call_off_as_another(tmp_path: Path) -> None:
    """By hand: on 10 March orders 1 and 2; 5 more of order 2 are called off in April, a purchase of that day."""
    given = rows((1, "2024-03-10", 1, 10.0), (1, "2024-03-10", 2, 20.0), (1, "2024-04-02", 2, 5.0))
    built(by_month(tmp_path / "in", given), tmp_path / "cube")
    found = cells(tmp_path / "cube", "2024-04").sort("month")
    assert found.select("purchases", "purchase_days", "purchased", "largest_purchase").rows() == [
        (2, 1, 300_000, 200_000),
        (1, 1, 50_000, 50_000),
    ]


def test_lines_without_an_order_are_one_order_a_day(tmp_path: Path) -> None:
    given = rows((1, "2024-03-10", 0, 10.0), (1, "2024-03-10", 0, 20.0), (1, "2024-03-11", 0, 5.0)).drop("order")
    built([one_file(tmp_path / "in.parquet", given)], tmp_path / "cube")
    march = cells(tmp_path / "cube", "2024-03")
    assert march.select("purchases", "purchase_days", "largest_purchase").rows() == [(2, 2, 300_000)]


def test_text_ids_of_accounts_and_orders_give_the_same_features(given: pl.DataFrame, tmp_path: Path) -> None:
    some = given.filter(pl.col("date") > datetime.date(2023, 10, 31))
    texts = some.with_columns(
        account="K" + pl.col("account").cast(pl.String), order="O-" + pl.col("order").cast(pl.String)
    )
    paths = by_month(tmp_path / "in", texts)
    built(paths[:9], tmp_path / "cube")
    first = Cube.open(tmp_path / "cube").accounts()
    built(paths, tmp_path / "cube")
    accounts = Cube.open(tmp_path / "cube").accounts()
    assert accounts.head(first.height).equals(first)
    want = expected(some, END, 12).with_columns(("K" + pl.col("account").cast(pl.String)).alias("account"))
    got = (
        stored_features(tmp_path / "cube")
        .join(accounts, on="account", how="left")
        .with_columns(account=pl.col("account_id"))
        .select(FEATURE_COLUMNS)
    )
    assert_frame_equal(got.sort("account"), want.sort("account"), check_exact=True)


def test_text_ids_of_products_keep_their_codes(tmp_path: Path) -> None:
    given = rows((1, "2024-03-10", 1, 10.0), (2, "2024-04-11", 2, 20.0), (1, "2024-04-30", 3, 5.0))
    first = one_file(tmp_path / "1.parquet", given.head(1).with_columns(product=pl.lit("tea")))
    second = one_file(tmp_path / "2.parquet", given.tail(2).with_columns(product=pl.Series(["cake", "tea"])))
    built([first], tmp_path / "cube")
    built([first, second], tmp_path / "cube")
    cube = Cube.open(tmp_path / "cube")
    named = cube.lines().collect().join(cube.products(), on="product", how="left").sort("day")
    assert named["product_id"].to_list() == ["tea", "cake", "tea"]
    assert cube.products().rows() == [(0, "tea"), (1, "cake")]


def test_account_numbers_of_any_size_are_their_own_codes(tmp_path: Path) -> None:
    large = [-(2**63), -1, 0, 2**62, 2**63 - 1]
    given = rows(*((account, "2024-03-10", place, 10.0) for place, account in enumerate(large)))
    built([one_file(tmp_path / "in.parquet", given.reverse())], tmp_path / "cube")
    cube = Cube.open(tmp_path / "cube")
    assert cube.accounts()["account_id"].to_list() == [str(account) for account in large]
    assert cube.lines(2**62).collect()["order"].to_list() == [3]
    assert cube.cells(2024 * 12 + 2, -1).collect()["revenue"].to_list() == [100_000]


def test_the_lines_and_cells_of_one_account_are_those_of_all(given: pl.DataFrame, whole: Path) -> None:
    cube = Cube.open(whole)
    last = month_number(END)
    for account in (0, 3, 250, 10**9):
        lines_ = cube.lines().filter(account=account).collect()
        assert_frame_equal(cube.lines(account).collect(), lines_, check_row_order=False)
        cells_ = cube.cells(last).filter(account=account).collect().sort("month")
        assert_frame_equal(cube.cells(last, account).collect().sort("month"), cells_)


def test_the_cube_holds_every_line_of_the_files(given: pl.DataFrame, whole: Path) -> None:
    wanted = in_memory(given).lines.drop("source", "line")
    assert_frame_equal(lines_of(whole), wanted.sort(wanted.columns, nulls_last=True), check_exact=True)
    assert Cube.open(whole).line_count == given.height


def test_with_too_many_accounts_for_exact_ranks_histograms_count_every_value(
    given: pl.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = given.filter(pl.col("date") > datetime.date(2024, 10, 31))
    paths = by_month(tmp_path / "in", some)
    built(paths, tmp_path / "few")
    assert Cube.open(tmp_path / "few").histogram("revenue") is None
    monkeypatch.setattr(roll_up, "EXACT_RANKS", 100)
    built(paths, tmp_path / "many")
    features_ = stored_features(tmp_path / "many")
    for measure in ("revenue", "recency_days", "gap_days"):
        stored = Cube.open(tmp_path / "many").histogram(measure)
        assert stored is not None
        assert stored.size == features_[measure].count()
        values = features_[measure].drop_nulls().cast(pl.Float64)
        ranks = (values.rank() - 1) / (len(values) - 1) * 100
        got = stored.mean_ranks(values.to_numpy())
        assert abs(got - ranks.to_numpy()).max() <= stored.error_bound * 100 + 1e-9
