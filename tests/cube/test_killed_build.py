"""Killed builds: the previous cube stays intact, the next build completes."""

import datetime
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from kam_core.cube.build import month
from kam_core.cube.read.cube import Cube
from tests.cube.sample_lines import built, by_month, expected, stored_features
from tests.engines.lines import lines

ROOT = Path(__file__).resolve().parents[2]
END = datetime.date(2024, 12, 31)
IN_CI = (0, 2, 4)


@pytest.fixture(scope="module")
def given() -> pl.DataFrame:
    """Lines of four months."""
    frame = lines().with_columns(pl.col("day").cast(pl.Int32).cast(pl.Date).alias("date")).drop("day", "month")
    return frame.filter(pl.col("date") > datetime.date(2024, 8, 31))


def killed(files: int, out: Path, paths: list[Path]) -> bool:
    """Whether a build was killed before it came to its end."""
    command = [sys.executable, "-m", "tests.cube.killed", str(files), str(out), *map(str, paths)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert ended.returncode in (0, -9), ended.stderr.decode()
    return ended.returncode == -9


def _rounds(given: pl.DataFrame, tmp_path: Path, points: list[int]) -> int:
    """How many builds were killed."""
    before = given.filter(pl.col("date") < datetime.date(2024, 12, 20))
    old = by_month(tmp_path / "old", before)
    built(old, tmp_path / "first", as_of=END)
    new = by_month(tmp_path / "new", given)
    for path, other in zip(new, old, strict=True):
        # The months before the last are the same files.
        if path != new[-1]:
            shutil.copy2(other, path)
    whole = expected(given, END, 12)
    count = 0
    for point in points:
        out = tmp_path / f"cube-{point}"
        shutil.copytree(tmp_path / "first", out)
        was_killed = killed(point, out, new)
        count += was_killed
        if was_killed:
            assert_frame_equal(stored_features(out), expected(before, END, 12), check_exact=True)
        built(new, out)
        assert_frame_equal(stored_features(out), whole, check_exact=True)
        assert Cube.open(out).line_count == given.height
        assert not [path for path in out.rglob(".writing-*") if path.is_file()]
        shutil.rmtree(out)
    return count


def test_a_killed_build_is_resumed(given: pl.DataFrame, tmp_path: Path) -> None:
    assert _rounds(given, tmp_path, list(IN_CI)) == len(IN_CI)


@pytest.mark.long
def test_a_build_killed_at_any_file_is_resumed(given: pl.DataFrame, tmp_path: Path) -> None:
    assert _rounds(given, tmp_path, list(range(12))) >= 5


def test_months_that_a_killed_build_finished_are_not_built_again(
    given: pl.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = by_month(tmp_path / "in", given)
    # Three files make a month: its lines, cells and facts.
    assert killed(7, tmp_path / "cube", paths)
    result: list[int] = []
    real = month.build_month
    monkeypatch.setattr(month, "build_month", lambda plan, *rest: (result.append(plan.month), real(plan, *rest))[1])
    built(paths, tmp_path / "cube")
    assert result == [2024 * 12 + 10, 2024 * 12 + 11]
    assert_frame_equal(stored_features(tmp_path / "cube"), expected(given, END, 12), check_exact=True)
