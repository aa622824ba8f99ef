"""Current rows of an entry table at some accounts, cached by the state of the data."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.entries.entry_rows import EntryRow, rows
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.entry import Entry
from pages.shell.page_context import PageContext

MOST_SUGGESTED = 30


@st.cache_resource(show_spinner=False, max_entries=256)
def _rows(
    _data: Dataset, _entries: tuple[Entry, ...], table: str, account: str, key: tuple[str, ...]
) -> tuple[EntryRow, ...]:
    return rows(_data, _entries, table, account)


def current_rows(context: PageContext, table: str, accounts: tuple[str, ...]) -> list[EntryRow]:
    """The rows of a table at these accounts (ids), imported and typed."""
    # Accounts that were renamed or regrouped leave these rows as they are.
    key = (context.data_set, *context.dataset.state((table,)))
    entries = context.entries(table)
    return [row for account in accounts for row in _rows(context.dataset, entries, table, account, key)]


def frequent_values(context: PageContext, table: str, column: str) -> list[str]:
    """The most frequent values of a column of text, to choose from."""
    frame = context.dataset.tables.get(table)
    if frame is None or column not in frame.columns:
        return []
    counts = frame[column].drop_nulls().value_counts().sort("count", column, descending=[True, False])
    return [str(word) for word in counts[column].head(MOST_SUGGESTED).to_list()]


def account_names(context: PageContext, codes: tuple[int, ...]) -> dict[str, str]:
    """Id → name of accounts by their codes."""
    names = context.dataset.accounts.filter(pl.col("account").is_in(list(codes))).select("account_id", "name")
    return {account: name or account for account, name in names.iter_rows()}
