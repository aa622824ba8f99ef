"""Refresh of a cube: only changed months are rebuilt."""

import datetime
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from kam_core.cube.build import source_plan
from kam_core.cube.read.cube import Cube
from kam_core.cube.read.cube_dataset import dataset_of
from kam_core.cube.source import source_files
from kam_core.cube.source.input_schema import InputSchema
from kam_core.measures.account_totals import open_ledger
from kam_core.measures.view import View
from tests.cube.sample_lines import built, by_month, cells, expected, in_memory, names, rows, stored_features
from tests.engines.lines import lines

END = datetime.date(2024, 12, 31)


@pytest.fixture(scope="module")
def given() -> pl.DataFrame:
    """Lines of the last year and a half."""
    frame = lines().with_columns(pl.col("day").cast(pl.Int32).cast(pl.Date).alias("date")).drop("day", "month")
    return frame.filter(pl.col("date") > datetime.date(2023, 6, 30))


def test_without_a_change_no_file_of_lines_is_read(
    given: pl.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = by_month(tmp_path / "in", given)
    before = built(paths, tmp_path / "cube").cube
    monkeypatch.setattr(source_plan, "read_input_schema", _never)
    monkeypatch.setattr(source_files, "scan", _never)
    again = built(paths, tmp_path / "cube")
    assert (again.unchanged, again.rebuilt_months) == (True, 0)
    assert again.cube == before


def test_a_late_correction_changes_the_files_of_its_month_only(given: pl.DataFrame, tmp_path: Path) -> None:
    paths = by_month(tmp_path / "in", given)
    built(paths, tmp_path / "cube")
    before = {kind: names(tmp_path / "cube", kind) for kind in ("lines", "cells")}
    october = (pl.col("date") >= datetime.date(2023, 10, 1)) & (pl.col("date") < datetime.date(2023, 11, 1))
    mended = given.with_columns(
        pl.when(october).then(pl.col("amount") // 2).otherwise(pl.col("amount")).alias("amount")
    )
    mended.filter(october).write_parquet(paths[3])
    result = built(paths, tmp_path / "cube")
    assert result.rebuilt_months == 1
    for kind, old in before.items():
        new = {piece.path(tmp_path / "cube").name for month in result.cube.months for piece in getattr(month, kind)}
        assert {name[:5] for name in new - old} == {str(2023 * 12 + 9)}
        assert {name[:5] for name in old - new} == {str(2023 * 12 + 9)}
    assert_frame_equal(stored_features(tmp_path / "cube"), expected(mended, END, 12), check_exact=True)


def test_only_the_changed_file_is_read(given: pl.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = by_month(tmp_path / "in", given)
    built(paths, tmp_path / "cube")
    pl.read_parquet(paths[-1]).head(100).write_parquet(paths[-1])
    read: set[str] = set()
    real = source_files.scan

    def noted(path: str, shape: InputSchema, text_orders: bool) -> pl.LazyFrame:
        read.add(Path(path).name)
        return real(path, shape, text_orders)

    monkeypatch.setattr(source_files, "scan", noted)
    built(paths, tmp_path / "cube")
    assert read == {paths[-1].name}


def test_a_removed_file_removes_its_lines(given: pl.DataFrame, tmp_path: Path) -> None:
    paths = by_month(tmp_path / "in", given)
    built(paths, tmp_path / "cube")
    result = built([path for path in paths if path != paths[4]], tmp_path / "cube")
    assert result.rebuilt_months == 0
    rest = given.filter(~((pl.col("date").dt.year() == 2023) & (pl.col("date").dt.month() == 11)))
    assert_frame_equal(stored_features(tmp_path / "cube"), expected(rest, END, 12), check_exact=True)


def test_files_that_no_longer_belong_to_a_cube_are_removed(given: pl.DataFrame, tmp_path: Path) -> None:
    paths = by_month(tmp_path / "in", given)
    built(paths, tmp_path / "cube")
    unknown_file = tmp_path / "cube" / "lines" / "24000-0123456789abcdef-0.parquet"
    unknown_file.write_bytes(b"left over")
    first = Cube.open(tmp_path / "cube")
    for rows_left in (300, 200):
        pl.read_parquet(paths[-1]).head(rows_left).write_parquet(paths[-1])
        built(paths, tmp_path / "cube")
        if rows_left == 300:
            assert not unknown_file.exists()
            assert first.lines().collect().height == given.height, "who reads the cube of before goes on reading it"
    assert not all(piece.is_complete(tmp_path / "cube") for piece in first.manifest.files())


def test_the_name_of_the_cube_stays_until_it_is_given_another(given: pl.DataFrame, tmp_path: Path) -> None:
    paths = by_month(tmp_path / "in", given)[-3:]
    built(paths, tmp_path / "cube", name="Sales", currency="EUR", window=None)
    built([*paths[:-1]], tmp_path / "cube")
    cube = Cube.open(tmp_path / "cube")
    assert (cube.name, cube.currency, cube.ready[1]) == ("Sales", "EUR", None)
    built([*paths[:-1]], tmp_path / "cube", name="Orders", window=2)
    cube = Cube.open(tmp_path / "cube")
    assert (cube.name, cube.currency, cube.ready[1]) == ("Orders", "EUR", 2)


def test_precomputed_features_are_not_used_against_another_prior_window(given: pl.DataFrame, tmp_path: Path) -> None:
    """The cube is ready for three months against the three before; those of last year are rolled up from its months."""
    built(by_month(tmp_path / "in", given), tmp_path / "cube", window=3)
    for view in (View(END, 3), View(END, 3, prior_months=12)):
        found = open_ledger(dataset_of(Cube.open(tmp_path / "cube")), view).features
        assert_frame_equal(found, open_ledger(in_memory(given), view).features, check_exact=True)


def test_a_credit_of_the_new_month_changes_its_own_month_only(tmp_path: Path) -> None:
    """By hand: in March account 1 buys for 100; in May, under the same order, all goes back: a credit of that day,
    and the purchase of March stays one."""
    given = rows((1, "2024-03-10", 501, 100.0), (1, "2024-04-12", 502, 7.0), (2, "2024-05-31", 601, 50.0))
    paths = by_month(tmp_path / "in", given)
    built(paths, tmp_path / "cube")
    assert stored_features(tmp_path / "cube").filter(account=1)["purchases"].to_list() == [2]
    late = pl.concat([given, rows((1, "2024-05-31", 501, -100.0))])
    late.filter(pl.col("date") > datetime.date(2024, 4, 30)).write_parquet(paths[-1])
    result = built(paths, tmp_path / "cube")
    one = stored_features(tmp_path / "cube").filter(account=1)
    assert one.select("purchases", "revenue", "purchased").rows() == [(2, 70_000, 1_070_000)]
    assert_frame_equal(
        stored_features(tmp_path / "cube"), expected(late, datetime.date(2024, 5, 31), 12), check_exact=True
    )
    assert cells(tmp_path / "cube", "2024-05").filter(account=1)["purchases"].to_list() == [1, 1, 0]
    assert result.rebuilt_months == 1


def _never(*given: object) -> None:
    raise AssertionError("a file of lines was looked into")
