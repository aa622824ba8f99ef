"""Invalid files, limits and disk errors: a message, and the previous cube stays in use."""

import datetime
import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from kam_core.cube import manifest
from kam_core.cube.build import memory_limit, month
from kam_core.cube.build.lock import exclusive_build
from kam_core.cube.build.memory_limit import MemoryLimit
from kam_core.cube.read.cube import Cube
from kam_core.store.files import durable_files
from kam_core.vocabulary.message import UserError
from tests.cube.sample_lines import built, by_month, cells, one_file, rows, stored_features

GIVEN = rows((1, "2024-03-10", 1, 10.0), (2, "2024-03-11", 2, 20.0), (1, "2024-04-30", 3, 5.0))


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    """Two months in two files, and a cube of them in `cube`."""
    result = by_month(tmp_path / "in", GIVEN)
    built(result, tmp_path / "cube")
    return result


def refused(paths: list[Path], out: Path, **more: object) -> str:
    """The sentence; and the cube of before is as it was."""
    before = (out / manifest.NAME).read_bytes() if (out / manifest.NAME).exists() else None
    with pytest.raises(UserError) as refusal:
        built(paths, out, **more)  # type: ignore[arg-type]
    if before is not None:
        assert (out / manifest.NAME).read_bytes() == before
        assert stored_features(out).height == 2
    return str(refusal.value)


def test_a_torn_file_of_lines_is_named(paths: list[Path], tmp_path: Path) -> None:
    content = paths[1].read_bytes()
    paths[1].write_bytes(content[: len(content) // 2])
    assert str(paths[1]) in refused(paths, tmp_path / "cube")


def test_a_file_of_lines_damaged_in_the_middle_is_named(paths: list[Path], tmp_path: Path) -> None:
    big = pl.concat([GIVEN.tail(1)] * 5_000).with_columns(amount=pl.int_range(pl.len()) * 7919 % 100_003)
    big.write_parquet(paths[1])
    content = bytearray(paths[1].read_bytes())
    content[40 : len(content) // 2] = bytes(len(content) // 2 - 40)
    paths[1].write_bytes(content)
    assert paths[1].name in refused(paths, tmp_path / "cube")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"account": pl.col("account").cast(pl.String)}, "accounts have type text, but integer in the cube"),
        ({"order": pl.col("order").cast(pl.String)}, "orders have type text, but integer in the cube"),
        ({"account": pl.col("account").cast(pl.Float64)}, "column account"),
        ({"date": pl.col("date").cast(pl.String)}, "column date"),
        ({"amount": pl.col("amount").cast(pl.String)}, "column amount"),
    ],
)
def test_a_column_that_changed_its_type_is_named(
    paths: list[Path], tmp_path: Path, change: dict[str, pl.Expr], message: str
) -> None:
    GIVEN.tail(1).with_columns(**change).write_parquet(paths[1])
    sentence = refused(paths, tmp_path / "cube")
    assert message in sentence
    assert str(paths[1]) in sentence


@pytest.mark.parametrize("column", ["account", "date", "amount"])
def test_a_column_that_is_missing_is_named(paths: list[Path], tmp_path: Path, column: str) -> None:
    GIVEN.tail(1).drop(column).write_parquet(paths[1])
    assert f"no column {column}" in refused(paths, tmp_path / "cube")


def test_a_folder_without_lines_and_a_missing_path_are_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "no Parquet file" in refused([tmp_path / "empty"], tmp_path / "cube")
    assert "nowhere" in refused([tmp_path / "nowhere"], tmp_path / "cube")


def test_files_without_a_line_make_no_cube(paths: list[Path], tmp_path: Path) -> None:
    for path in paths:
        GIVEN.clear().write_parquet(path)
    assert "no order line" in refused(paths, tmp_path / "cube")


def test_rows_without_a_date_or_an_amount_are_counted_and_stored_with_file_and_line(tmp_path: Path) -> None:
    given = pl.concat([GIVEN, GIVEN.head(2)]).with_columns(
        date=pl.when(pl.int_range(pl.len()) == 3).then(None).otherwise(pl.col("date")),
        amount=pl.when(pl.int_range(pl.len()) == 4).then(None).otherwise(pl.col("amount")),
    )
    path = one_file(tmp_path / "in.parquet", given)
    cube = built([path], tmp_path / "cube").cube
    assert cube.rejected is not None
    rejected = pl.read_parquet(cube.rejected.path(tmp_path / "cube"))
    assert rejected.select("file", "line", "column").rows() == [(str(path), 4, "date"), (str(path), 5, "amount")]
    assert Cube.open(tmp_path / "cube").rejected == 2
    assert Cube.open(tmp_path / "cube").line_count == 3


def test_impossible_dates_and_amounts_that_are_no_number_are_rejected(tmp_path: Path) -> None:
    given = GIVEN.with_columns(
        date=pl.Series([datetime.date(1024, 3, 1), datetime.date(2024, 3, 1), datetime.date(2024, 3, 2)]),
        amount=pl.Series([1.0, float("nan"), 3.0]),
    )
    built([one_file(tmp_path / "in.parquet", given)], tmp_path / "cube")
    cube = Cube.open(tmp_path / "cube")
    assert (cube.rejected, cube.line_count, cube.amount) == (2, 1, 30_000)


def test_lines_without_an_account_are_counted_with_their_money(tmp_path: Path) -> None:
    given = pl.concat([GIVEN, rows((None, "2024-03-12", 9, 7.5), (None, "2024-04-12", 8, 2.0))], how="vertical_relaxed")
    built(by_month(tmp_path / "in", given), tmp_path / "cube")
    cube = Cube.open(tmp_path / "cube")
    assert cube.without_account == (2, 95_000)
    assert (cube.line_count, cube.amount) == (3, 350_000)


def test_amounts_in_currency_units_are_rounded_once_and_counted(tmp_path: Path) -> None:
    given = GIVEN.with_columns(amount=pl.Series([0.1 + 0.2, 1.00006, 2.5]))
    result = built([one_file(tmp_path / "in.parquet", given)], tmp_path / "cube").cube
    assert sum(month.cut for month in result.months) == 1
    assert sorted(Cube.open(tmp_path / "cube").lines().collect()["amount"]) == [3_000, 10_001, 25_000]


def test_decimals_and_days_as_numbers_are_read_too(tmp_path: Path) -> None:
    given = GIVEN.with_columns(
        day=pl.col("date").cast(pl.Int32).cast(pl.Int64),
        amount=pl.Series(["1.25", "2.50", "3.75"]).cast(pl.Decimal(12, 2)),
    ).drop("date")
    built([one_file(tmp_path / "in.parquet", given)], tmp_path / "cube")
    assert cells(tmp_path / "cube", "2024-04")["revenue"].to_list() == [12_500, 37_500, 25_000]


def test_a_torn_month_file_is_refused_by_name_and_made_anew_by_the_next_build(
    paths: list[Path], tmp_path: Path
) -> None:
    whole = stored_features(tmp_path / "cube")
    torn = sorted((tmp_path / "cube" / "cells").iterdir())[0]
    torn.write_bytes(torn.read_bytes()[:-9])
    with pytest.raises(UserError, match=torn.name):
        Cube.open(tmp_path / "cube")
    assert built(paths, tmp_path / "cube").rebuilt_months == 1
    assert stored_features(tmp_path / "cube").equals(whole)


@pytest.mark.parametrize("kind", ["lines", "cells", "state", "features", "silences"])
def test_any_file_that_is_gone_is_made_anew(paths: list[Path], tmp_path: Path, kind: str) -> None:
    whole = stored_features(tmp_path / "cube")
    sorted((tmp_path / "cube" / kind).iterdir())[0].unlink()
    built(paths, tmp_path / "cube")
    assert stored_features(tmp_path / "cube").equals(whole)


def test_a_cube_of_another_version_is_refused_and_made_anew(paths: list[Path], tmp_path: Path) -> None:
    file = tmp_path / "cube" / manifest.NAME
    file.write_text(json.dumps(json.loads(file.read_text()) | {"definition": manifest.DEFINITION + 1}))
    with pytest.raises(UserError, match="another version"):
        Cube.open(tmp_path / "cube")
    built(paths, tmp_path / "cube")
    assert stored_features(tmp_path / "cube").height == 2


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"format": 3, "definition": 2}', b"\xff\xfe", None])
def test_a_manifest_that_was_changed_by_hand_is_refused(
    paths: list[Path], tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "cube" / manifest.NAME
    if content is None:
        content = file.read_bytes().replace(b'"name": "cube"', b'"name": "Cube"')
    file.write_bytes(content)
    with pytest.raises(UserError, match="damaged"):
        Cube.open(tmp_path / "cube")
    built(paths, tmp_path / "cube")
    assert stored_features(tmp_path / "cube").height == 2


def test_a_missing_cube_is_refused_with_the_command_that_builds_one(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="python -m kam_core build"):
        Cube.open(tmp_path)


def test_a_second_build_in_the_same_folder_is_refused(paths: list[Path], tmp_path: Path) -> None:
    with exclusive_build(tmp_path / "cube"):
        assert "Someone else" in refused(paths, tmp_path / "cube")


def test_the_lock_of_a_killed_build_does_not_block_the_next(paths: list[Path], tmp_path: Path) -> None:
    script = (
        "import os, signal, sys, pathlib\n"
        "from kam_core.cube.build.lock import alone\n"
        "with alone(pathlib.Path(sys.argv[1])):\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    root = Path(__file__).resolve().parents[2]
    ended = subprocess.run([sys.executable, "-c", script, str(tmp_path / "cube")], cwd=root, check=False)
    assert ended.returncode != 0
    assert built(paths, tmp_path / "cube").unchanged


def test_a_limit_that_is_too_small_says_the_least_that_works() -> None:
    with pytest.raises(UserError, match=f"minimum is {memory_limit.MINIMUM // 10**6} MB"):
        MemoryLimit.parse("100MB")
    assert MemoryLimit.parse("600MB").total == 600_000_000
    assert MemoryLimit.parse("1.5GiB").total == 1_610_612_736


@pytest.mark.parametrize("text", ["", "much", "2", "-1GB", "2XB", "1e3GB", "NaNGB"])
def test_a_text_that_is_no_amount_of_memory_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="not a memory size"):
        MemoryLimit.parse(text)


def test_a_full_disk_is_reported_and_the_next_build_resumes(
    paths: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    GIVEN.tail(1).with_columns(amount=pl.lit(99)).write_parquet(paths[1])
    with monkeypatch.context() as full:
        full.setattr(durable_files, "sync", _full)
        assert "disk is full" in refused(paths, tmp_path / "cube")
    built(paths, tmp_path / "cube")
    assert Cube.open(tmp_path / "cube").amount == 300_099


def test_a_file_that_changes_while_it_is_read_is_named(
    paths: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    GIVEN.tail(1).with_columns(amount=pl.lit(99)).write_parquet(paths[1])
    real = month.build_month

    def meanwhile(*given: Any) -> Any:
        result = real(*given)
        GIVEN.tail(1).with_columns(amount=pl.lit(98)).write_parquet(paths[1])
        return result

    with monkeypatch.context() as moving:
        moving.setattr(month, "build_month", meanwhile)
        assert f"{paths[1]} was changed while being read" in refused(paths, tmp_path / "cube")
    built(paths, tmp_path / "cube")
    assert Cube.open(tmp_path / "cube").amount == 300_098


def test_a_cube_in_the_folder_of_its_lines_does_not_take_itself_for_lines(tmp_path: Path) -> None:
    by_month(tmp_path / "in", GIVEN)
    built([tmp_path / "in"], tmp_path / "in" / "cube")
    assert built([tmp_path / "in"], tmp_path / "in" / "cube").unchanged
    with pytest.raises(UserError, match="is in the folder of the cube"):
        built([tmp_path / "in" / "cube" / "lines"], tmp_path / "in" / "cube")


def test_a_day_within_the_months_of_the_data_is_refused_with_the_month_end_before(
    paths: list[Path], tmp_path: Path
) -> None:
    assert "2024-02-29" in refused(paths, tmp_path / "cube", as_of=datetime.date(2024, 3, 15))
    assert "start on 2024-03-10" in refused(paths, tmp_path / "cube", as_of=datetime.date(2024, 3, 1))


def _full(descriptor: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
