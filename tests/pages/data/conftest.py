"""Fixtures of the data screen: a session that waits for slow readings, and a cube on the server."""

import shutil
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from kam_core.__main__ import main
from kam_core.sandbox import child, parent
from kam_core.sandbox.request import Request
from pages.data import reading
from tests.engines.lines import lines
from tests.pages.app_session import arrive, move_in


class _ReadHere:
    """Reads what a reading process would be asked to, when it is waited for."""

    pid, returncode = 0, 0

    def __init__(self, folder: Path, _stderr: int) -> None:
        self.folder = folder

    def wait(self, _seconds: float) -> None:
        child.read(self.folder, Request.of(self.folder))


@pytest.fixture(autouse=True)
def _no_process_for_each_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read uploads in this process: a new one takes a second to start. Request and answer pass through files as ever;
    tests/sandbox starts real ones, and so do uploads in a browser."""
    monkeypatch.setattr(parent, "_spawn", _ReadHere)
    # Before anything is reported the page waits; later it would show how far the reading is and go on.
    monkeypatch.setattr(child, "ProgressWriter", lambda _folder: lambda *_stage: None)


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
