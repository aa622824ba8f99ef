"""Every table brought a second time changes nothing, whatever else is there."""

from pathlib import Path

import polars as pl
import pytest

from kam_core.intake import Choices, Intake, Upload, load
from kam_core.vocabulary.tables import TABLES

DEMO = Path(__file__).resolve().parents[3] / "data" / "demo"
SHOWN = [name for name in TABLES if (DEMO / f"{name}.csv").exists()]
"""Tables that the demo has rows of."""
LATER = [name for name in SHOWN if name not in ("transactions", "accounts")]
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


@pytest.mark.long
@pytest.mark.parametrize("table", LATER)
def test_a_table_imported_later_gives_the_same_as_imported_together(table: str, everything: Intake) -> None:
    in_turn([[name for name in SHOWN if name != table], [table]], everything)


@pytest.mark.parametrize("first", [0, 1])
def test_every_other_table_imported_later_gives_the_same_as_imported_together(first: int, everything: Intake) -> None:
    at_once, later = LATER[first::2], LATER[1 - first :: 2]
    in_turn([["transactions", "accounts", *at_once], later], everything)


def in_turn(files: list[list[str]], everything: Intake) -> None:
    before = load([brought(name) for name in files[0]], CHOICES)
    later = load([brought(name) for name in files[1]], CHOICES, before.records)
    for name, frame in everything.dataset.frames.items():
        assert content(later.dataset.frames[name]).equals(content(frame)), name
