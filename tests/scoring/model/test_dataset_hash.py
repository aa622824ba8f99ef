"""The hash of data: the same for the same rows, whatever they are called and wherever they come from."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from kam_core.scoring.model.dataset_hash import data_hash
from kam_core.scoring.model.model_hash import HASH_DIGITS
from kam_core.store.store import Store
from kam_core.vocabulary.dataset import Dataset
from tests.datasets import dataset, monthly

NOW = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
LINES = [*monthly("C1", "2024-01-15", 3, 100.0, margin=10.0), *monthly("C2", "2024-02-01", 2, 50.0)]
ACCOUNTS = [{"account": "C1", "name": "Ant", "owner": "Kim"}, {"account": "C2", "name": "Bee"}]
NEEDS = {"needs": [{"account": "C1", "date": "2024-03-01", "importance": 0.5}]}


def given() -> Dataset:
    return dataset(LINES, ACCOUNTS, NEEDS)


def test_the_name_the_currency_and_the_files_of_a_data_set_do_not_count() -> None:
    other = replace(given(), name="Another", currency="EUR", sources=("a.csv", "b.csv"), content_id="")
    assert other.content_id != given().content_id
    assert data_hash(other) == data_hash(given())
    assert len(data_hash(given())) == HASH_DIGITS


def test_the_order_of_the_rows_and_their_place_in_a_file_do_not_count() -> None:
    data = given()
    moved = data.lines.reverse().with_columns(pl.col("line") + 7, pl.lit(3, pl.Int64()).alias("source"))
    assert data_hash(replace(data, lines=moved)) == data_hash(data)


def test_data_that_were_kept_and_read_again_have_the_hash_that_they_had(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    snapshot = store.snapshots.save(given(), None, NOW)
    assert data_hash(store.snapshots.load(snapshot)) == data_hash(given())


def test_a_table_without_rows_and_a_column_without_values_do_not_count() -> None:
    data = given()
    empty = pl.DataFrame(schema={"account": pl.Int64(), "said": pl.String()})
    wider = data.accounts.with_columns(pl.lit(None, pl.String()).alias("newer"))
    assert data_hash(replace(data, accounts=wider, tables={**data.tables, "newer": empty})) == data_hash(data)


def test_minus_zero_is_zero() -> None:
    zero, minus = ({"needs": [{"account": "C1", "importance": value}]} for value in (0.0, -0.0))
    assert data_hash(dataset(LINES, tables=zero)) == data_hash(dataset(LINES, tables=minus))


def lines(change: pl.Expr) -> Callable[[Dataset], Dataset]:
    return lambda data: replace(data, lines=data.lines.with_columns(change))


def accounts(change: pl.Expr) -> Callable[[Dataset], Dataset]:
    return lambda data: replace(data, accounts=data.accounts.with_columns(change))


FIRST = pl.int_range(pl.len()) == 0
OTHERS: dict[str, Callable[[Dataset], Dataset]] = {
    "an amount one ten-thousandth larger": lines(pl.when(FIRST).then(pl.col("amount") + 1).otherwise("amount")),
    "a day later": lines(pl.when(FIRST).then(pl.col("day") + 1).otherwise("day")),
    "a margin of nothing for none": lines(pl.col("margin").fill_null(0)),
    "a line of somebody else": lines(pl.when(FIRST).then(1).otherwise("account").cast(pl.Int64).alias("account")),
    "a line less": lambda data: replace(data, lines=data.lines.head(4)),
    "a line twice": lambda data: replace(data, lines=pl.concat([data.lines, data.lines.head(1)])),
    "a letter less": accounts(pl.when(FIRST).then(pl.lit("An")).otherwise("name").alias("name")),
    "a letter in the next name": accounts(pl.Series("name", ["An", "tBee"])),
    "an owner of no letters": accounts(pl.col("owner").fill_null("")),
    "an owner of the other account": accounts(pl.col("owner").reverse()),
    "a table less": lambda data: replace(data, tables={}),
    "a number of a table": lambda data: dataset(LINES, ACCOUNTS, {"needs": [{**NEEDS["needs"][0], "importance": 0.6}]}),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_other_rows_have_another_hash(other: Callable[[Dataset], Dataset]) -> None:
    assert data_hash(other(given())) != data_hash(given())
