"""Input checks of a cube: column types, units, currencies and cancelled orders."""

import datetime
from pathlib import Path

import polars as pl
import pytest

from kam_core.__main__ import main
from kam_core.cube.read.cube import Cube
from kam_core.intake import OpenQuestionError
from kam_core.vocabulary.message import UserError
from tests.cube.sample_lines import built, one_file, rows, stored_features

MARCH = rows((1, "2024-03-10", 1, 10.0), (2, "2024-03-11", 2, 20.0))
APRIL = rows((1, "2024-04-30", 3, 5.0))
UNITS = pl.col("amount") / 10_000
BEYOND = 9 * 10**15 + 1
"""One ten-thousandth more than 900 thousand million."""


def build_notices(paths: list[Path], out: Path, **more: object) -> str:
    """What a build says of the lines."""
    return " ".join(str(notice) for notice in built(paths, out, **more).notices)  # type: ignore[arg-type]


def test_whole_numbers_beside_decimals_are_refused_with_both_files(tmp_path: Path) -> None:
    first = one_file(tmp_path / "in" / "a.parquet", MARCH)
    second = one_file(tmp_path / "in" / "b.parquet", APRIL.with_columns(amount=UNITS))
    with pytest.raises(UserError, match=f"whole numbers in {first}.*decimals in {second}"):
        built([first, second], tmp_path / "cube")
    built([first], tmp_path / "cube")
    with pytest.raises(UserError, match=f"whole numbers in {first}.*decimals in {second}"):
        built([first, second], tmp_path / "cube")
    assert Cube.open(tmp_path / "cube").amount == 300_000


def test_whole_numbers_beside_decimals_in_one_file_are_refused_with_both_columns(tmp_path: Path) -> None:
    path = one_file(tmp_path / "in.parquet", MARCH.with_columns(amount=UNITS, list_amount=pl.lit(7, pl.Int64)))
    with pytest.raises(UserError, match=f"{path}: .*list_amount contains whole numbers.* amount contains decimals"):
        built([path], tmp_path / "cube")


def test_a_money_column_without_values_has_no_unit(tmp_path: Path) -> None:
    first = one_file(tmp_path / "a.parquet", MARCH.with_columns(margin=pl.lit(None, pl.Float64)))
    second = one_file(tmp_path / "b.parquet", APRIL.with_columns(margin=pl.lit(7, pl.Int64)))
    built([first, second], tmp_path / "cube")
    assert Cube.open(tmp_path / "cube").lines().collect()["margin"].sum() == 7


def test_cancelled_orders_are_left_out_and_counted(tmp_path: Path) -> None:
    given = pl.concat([MARCH, APRIL, MARCH]).with_columns(
        status=pl.Series(["shipped", " Cancelled ", None, "已取消", "VOID"])
    )
    path = one_file(tmp_path / "in.parquet", given)
    assert "3 lines are excluded because their order was cancelled" in build_notices([path], tmp_path / "cube")
    cube = Cube.open(tmp_path / "cube")
    assert (cube.line_count, cube.amount) == (2, 150_000)
    # The place in the file is that of the row, with those left out before it.
    assert sorted(cube.lines().collect()["line"]) == [1, 3]
    assert "3 lines are excluded" in build_notices([path], tmp_path / "cube")


def test_lines_in_several_currencies_are_added_up_only_on_request(tmp_path: Path) -> None:
    first = one_file(tmp_path / "a.parquet", MARCH.with_columns(currency=pl.lit("EUR")))
    second = one_file(tmp_path / "b.parquet", APRIL.with_columns(currency=pl.lit("usd ")))
    with pytest.raises(OpenQuestionError, match=f"EUR in {first}, USD in {second}"):
        built([first, second], tmp_path / "cube")
    added = built([first, second], tmp_path / "cube", add_up=True)
    assert "Amounts in 2 currencies (EUR, USD) are added up" in str(added.notices[-1])
    assert Cube.open(tmp_path / "cube").currency is None
    # A renewal need not be told again.
    third = one_file(tmp_path / "c.parquet", MARCH.with_columns(currency=pl.lit("CHF")))
    assert built([first, second, third], tmp_path / "cube").cube.added_up


def test_the_currency_of_the_lines_is_the_cubes(tmp_path: Path) -> None:
    path = one_file(tmp_path / "a.parquet", MARCH.with_columns(currency=pl.lit("€")))
    other = one_file(tmp_path / "b.parquet", APRIL)
    built([path, other], tmp_path / "cube")
    assert Cube.open(tmp_path / "cube").currency == "EUR"
    with pytest.raises(UserError, match="in EUR, not USD"):
        built([path, other], tmp_path / "cube", currency="USD")
    built([other], tmp_path / "other", currency="USD")
    assert Cube.open(tmp_path / "other").currency == "USD"


def test_what_an_import_writes_can_be_built_from(tmp_path: Path) -> None:
    orders = tmp_path / "orders.csv"
    orders.write_text(
        "customer,order date,order,sales,product,status,currency\n"
        "A,2024-03-10,1,10.5,x,shipped,EUR\nB,2024-03-11,2,20,y,Cancelled,EUR\nA,2024-04-12,3,5,x,,EUR\n"
    )
    assert main(["import", str(orders), "--out", str(tmp_path / "out")]) == 0
    built([tmp_path / "out" / "transactions.parquet"], tmp_path / "cube")
    assert Cube.open(tmp_path / "cube").amount == 155_000
    pl.DataFrame({"account": ["A"], "name": ["Ant"]}).write_parquet(tmp_path / "out" / "accounts.parquet")
    assert f"Only transactions.parquet is read in {tmp_path / 'out'}" in build_notices(
        [tmp_path / "out"], tmp_path / "second"
    )
    cube = Cube.open(tmp_path / "second")
    assert (cube.amount, cube.currency) == (155_000, "EUR")
    assert cube.accounts()["account_id"].to_list() == ["A"]


def test_source_columns_named_like_internal_columns_do_no_harm(tmp_path: Path) -> None:
    ours = ("line", "line_", "month", "source", "day", "product_id", "account_id", "amount_cut", "column")
    given = pl.concat([MARCH, APRIL]).with_columns(pl.lit("x").alias(name) for name in ours)
    built([one_file(tmp_path / "in.parquet", given)], tmp_path / "cube")
    cube = Cube.open(tmp_path / "cube")
    assert (cube.line_count, cube.amount) == (3, 350_000)
    assert sorted(cube.lines().collect()["line"]) == [1, 2, 3]


def test_whole_numbers_too_large_for_an_amount_are_rejected_rows(tmp_path: Path) -> None:
    given = MARCH.with_columns(amount=pl.Series([BEYOND, BEYOND - 1]))
    built([one_file(tmp_path / "in.parquet", given)], tmp_path / "cube")
    cube = Cube.open(tmp_path / "cube")
    assert (cube.rejected, cube.line_count, cube.amount) == (1, 1, BEYOND - 1)


def test_lines_whose_sums_would_overflow_are_refused_and_the_previous_cube_stays(tmp_path: Path) -> None:
    """One sale and 1,024 credits of 900 thousand million: 922.5 million million, of which sums hold 922.3."""
    first = one_file(tmp_path / "in" / "a.parquet", MARCH)
    built([first], tmp_path / "cube")
    size = 9 * 10**15
    given = rows(*((place, "2024-04-30", place, 1.0) for place in range(1025)))
    second = one_file(tmp_path / "in" / "b.parquet", given.with_columns(amount=pl.Series([size, *[-size] * 1024])))
    with pytest.raises(UserError, match="too large to add up"):
        built([first, second], tmp_path / "cube")
    assert Cube.open(tmp_path / "cube").amount == 300_000


def test_blanks_around_ids_are_stripped_and_counted(tmp_path: Path) -> None:
    given = pl.concat([MARCH, APRIL]).with_columns(
        account=pl.Series(["A", "\u00a0A\u3000", "B"]), order=pl.Series(["1", "2", " 3"])
    )
    path = one_file(tmp_path / "in.parquet", given)
    assert "Spaces around ids were removed in 2 lines" in build_notices([path], tmp_path / "cube")
    assert Cube.open(tmp_path / "cube").accounts()["account_id"].to_list() == ["A", "B"]
    assert stored_features(tmp_path / "cube")["revenue"].to_list() == [300_000, 50_000]


def test_two_files_with_the_same_bytes_are_reported_and_counted_twice(tmp_path: Path) -> None:
    first, second = (one_file(tmp_path / "in" / name, MARCH) for name in ("a.parquet", "b.parquet"))
    assert f"{first} and {second} are identical" in build_notices([first, second], tmp_path / "cube")
    assert Cube.open(tmp_path / "cube").amount == 600_000
    # The same size alone says nothing.
    other = one_file(tmp_path / "in" / "c.parquet", MARCH.with_columns(amount=pl.Series([100_001, 200_001])))
    assert other.stat().st_size == first.stat().st_size
    assert "identical" not in build_notices([first, other], tmp_path / "second")


def test_a_last_day_far_from_all_others_is_reported(tmp_path: Path) -> None:
    far = APRIL.with_columns(date=pl.lit(datetime.date(2026, 4, 30)))
    near = APRIL.with_columns(date=pl.lit(datetime.date(2025, 3, 11)))
    first = one_file(tmp_path / "a.parquet", MARCH)
    assert "no other line in the year before" in build_notices(
        [first, one_file(tmp_path / "b.parquet", far)], tmp_path / "far"
    )
    # 11 March to 11 March is a year, and not more.
    assert "in the year before" not in build_notices([first, one_file(tmp_path / "c.parquet", near)], tmp_path / "near")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"account": pl.Series([2**63, 1], dtype=pl.UInt64)}, "Use text for this column"),
        ({"date": pl.Series(["2024-03-10", "2024-03-11"])}, "dates as text.*import .* --out DIR"),
        ({"date": pl.col("date").cast(pl.Datetime("us", "Asia/Shanghai"))}, "times in the time zone Asia/Shanghai"),
    ],
)
def test_a_refused_column_comes_with_advice(tmp_path: Path, change: dict[str, pl.Expr], message: str) -> None:
    path = one_file(tmp_path / "in.parquet", MARCH.with_columns(**change))
    with pytest.raises(UserError, match=message):
        built([path], tmp_path / "cube")


def test_unsigned_ids_that_fit_are_accepted(tmp_path: Path) -> None:
    given = MARCH.with_columns(account=pl.Series([2**63 - 1, 1], dtype=pl.UInt64))
    built([one_file(tmp_path / "in.parquet", given)], tmp_path / "cube")
    assert Cube.open(tmp_path / "cube").accounts()["account"].to_list() == [1, 2**63 - 1]


def test_a_table_of_another_format_is_sent_through_an_import(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("account,date,amount\nA,2024-03-10,1\n")
    with pytest.raises(UserError, match=f"python -m kam_core import {path} --out DIR"):
        built([path], tmp_path / "cube")


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_a_folder_may_have_letters_that_patterns_are_made_of(tmp_path: Path, engine: str) -> None:
    strange = tmp_path / "a*[1]? {b}"
    path = one_file(strange / "in*[2].parquet", pl.concat([MARCH, APRIL]))
    built([path], strange / "cube[*]?", engine=engine)
    assert stored_features(strange / "cube[*]?")["revenue"].to_list() == [150_000, 200_000]
