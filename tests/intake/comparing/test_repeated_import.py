"""Every table brought a second time changes nothing, whatever else is there."""

from pathlib import Path

import polars as pl
import pytest

from kam_core.intake import Choices, Intake, Upload, load
from kam_core.vocabulary.tables import TABLES

DEMO = Path(__file__).resolve().parents[3] / "data" / "demo"
SHOWN = [name for name in TABLES if (DEMO / f"{name}.csv").exists()]
"""Tables that the demo has rows of."""
CHOICES = Choices(currency="CNY", name="Demo")


def brought(table: str) -> Upload:
    file = DEMO / f"{table}.csv"
    return Upload(file.name, file.read_bytes(), role=table)


@pytest.fixture(scope="module")
def everything() -> Intake:
    return load([brought(table) for table in SHOWN], CHOICES)


def content(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows without where they came from, in one order."""
    columns = [name for name in frame.columns if name not in ("source", "line")]
    return frame.select(columns).sort(columns)


@pytest.mark.parametrize("table", SHOWN)
def test_a_table_that_comes_again_is_unchanged_and_so_is_all_else(table: str, everything: Intake) -> None:
    again = load([brought(table)], CHOICES, everything.records)
    (difference,) = again.differences
    assert (difference.table, difference.new, difference.changed, difference.missing, difference.removed) == (
        table,
        0,
        0,
        0,
        0,
    )
    assert difference.unchanged > 0
    for name, frame in everything.dataset.frames.items():
        assert content(again.dataset.frames[name]).equals(content(frame)), name


@pytest.mark.parametrize("table", [name for name in SHOWN if name not in ("transactions", "accounts")])
def test_a_table_imported_later_gives_the_same_as_imported_together(table: str, everything: Intake) -> None:
    before = load([brought(name) for name in SHOWN if name != table], CHOICES)
    later = load([brought(table)], CHOICES, before.records)
    for name, frame in everything.dataset.frames.items():
        assert content(later.dataset.frames[name]).equals(content(frame)), name
