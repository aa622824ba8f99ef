"""Overlay of manual entries on the tables of a data set."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

import polars as pl

from kam_core.entries.row_state import RowState, row_states
from kam_core.entries.table_overlay import ACCOUNT, Overlay, blank, overlay
from kam_core.vocabulary.dataset import ACCOUNT_COLUMNS, LINE_ATTRIBUTES, LINE_ATTRIBUTES_TABLE, Dataset
from kam_core.vocabulary.entry import Entry
from kam_core.vocabulary.field import Table
from kam_core.vocabulary.tables import TABLES

ACCOUNTS = "accounts"
CODED = ("parent", "referred_by")
"""Columns of the account list that name another account."""
NOT_TYPED = ("transactions",)
"""Tables that only files fill."""


def overlaid_frame(dataset: Dataset, table: str, entries: Sequence[Entry]) -> pl.DataFrame | None:
    """The frame of one table, or of `accounts`, with its entries; None where there are none."""
    states = row_states(entries)
    if not states or table not in TABLES or table in NOT_TYPED:
        return None
    laid = overlay_of(dataset, table, states)
    return _accounts(dataset, laid.rows) if table == ACCOUNTS else _coded(dataset, laid.rows)


def with_frames(dataset: Dataset, frames: Mapping[str, pl.DataFrame | None], versions: Mapping[str, str]) -> Dataset:
    """The data set with these frames instead of the imported ones; `versions` identify its state."""
    laid = {
        name: frame for name, frame in frames.items() if frame is not None and (len(frame) or name in dataset.tables)
    }
    accounts = laid.pop(ACCOUNTS, dataset.accounts)
    tables = {**dataset.tables, **laid}
    if accounts is not dataset.accounts and LINE_ATTRIBUTES_TABLE in tables:
        tables[LINE_ATTRIBUTES_TABLE] = _without_typed(tables[LINE_ATTRIBUTES_TABLE], dataset.accounts, accounts)
    return dataclasses.replace(dataset, accounts=accounts, tables=tables, entries=dict(versions), imported=dataset)


def overlay_of(dataset: Dataset, table: str, states: Sequence[RowState]) -> Overlay:
    """The overlay of one table: its rows, and the row states by row."""
    known = frozenset(dataset.accounts["account_id"].to_list())
    return overlay(TABLES[table], imported(dataset, TABLES[table]), states, known)


def imported(dataset: Dataset, table: Table) -> pl.DataFrame:
    """The imported rows of a table in the columns of the vocabulary, accounts by their ids."""
    ids = dataset.accounts["account_id"]
    if table.name == ACCOUNTS:
        frame = dataset.accounts.drop(ACCOUNT).rename({"account_id": ACCOUNT})
        return frame.with_columns(ids.gather(frame[name]).alias(name) for name in CODED).select(table.names)
    frame = dataset.tables.get(table.name, blank(table))
    if not table.has_account or table.name not in dataset.tables:
        return frame.select(table.names)
    return frame.with_columns(ids.gather(frame[ACCOUNT]).alias(ACCOUNT)).select(table.names)


def _coded(dataset: Dataset, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with accounts by their codes, as the data set has them."""
    return rows if ACCOUNT not in rows.columns else rows.with_columns(_code(dataset, rows[ACCOUNT]).alias(ACCOUNT))


def _accounts(dataset: Dataset, rows: pl.DataFrame) -> pl.DataFrame:
    """The account list with its entries; accounts themselves come only from files."""
    fields = rows.rename({ACCOUNT: "account_id"}).with_columns(_code(dataset, rows[name]).alias(name) for name in CODED)
    own = dataset.accounts.select(ACCOUNT, "account_id", "listed")
    return own.join(fields, on="account_id", how="left", maintain_order="left").select(list(ACCOUNT_COLUMNS))


def _code(dataset: Dataset, ids: pl.Series) -> pl.Series:
    codes = dataset.accounts.select(pl.col("account_id").alias("_id"), ACCOUNT)
    return pl.DataFrame({"_id": ids}).join(codes, on="_id", how="left", maintain_order="left")[ACCOUNT]


def _without_typed(from_lines: pl.DataFrame, before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Account fields from order lines, without the ones that somebody overtyped."""
    typed = before.select(
        ACCOUNT, *((before[name].ne_missing(after[name])).alias(f"_typed_{name}") for name in LINE_ATTRIBUTES)
    ).join(after.select(ACCOUNT, *(pl.col(name).alias(f"_is_{name}") for name in LINE_ATTRIBUTES)), on=ACCOUNT)
    joined = from_lines.join(typed, on=ACCOUNT, how="left", maintain_order="left")
    return joined.with_columns(
        pl.when(pl.col(f"_typed_{name}").fill_null(False)).then(f"_is_{name}").otherwise(name).alias(name)
        for name in LINE_ATTRIBUTES
    ).select(from_lines.columns)
