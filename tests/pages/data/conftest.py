"""Fixtures of the data screen: a session that waits for slow readings, and a cube on the server."""

import shutil
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from kam_core.__main__ import main
from pages.data import reading
from tests.engines.lines import lines
from tests.pages.app_session import arrive, move_in


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    # A browser looks again by itself while files are read; here the page waits for them, on a busy machine for longer.
    monkeypatch.setattr(reading, "AT_ONCE_SECONDS", 50.0)
    move_in(monkeypatch, tmp_path)
    return arrive()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lines and the cube of them, made once."""
    folder = tmp_path_factory.mktemp("made")
    dates = pl.col("day").cast(pl.Int32).cast(pl.Date).alias("date")
    lines(4_000, 150).filter(pl.col("month") >= 2023 * 12).select(
        (pl.lit("C") + pl.col("account").cast(pl.String).str.zfill(4)).alias("account"),
        dates, pl.col("order").alias("order_id"), "amount", "margin", "list_amount",
    ).write_parquet(folder / "lines.parquet")  # fmt: skip
    given, out = str(folder / "lines.parquet"), str(folder / "sales")
    assert main(["build", "--lines", given, "--out", out, "--name", "Sales", "--currency", "EUR"]) == 0
    return folder


@pytest.fixture
def cube(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cube on the shelf of a home of one's own."""
    move_in(monkeypatch, tmp_path / "home")
    shutil.copy2(made / "lines.parquet", tmp_path)
    return shutil.copytree(made / "sales", tmp_path / "home" / "cubes" / "sales")
