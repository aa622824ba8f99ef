"""Cache of search indexes, by the accounts of a data set and the view that orders them."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.insight.search.search_index import SearchIndex, search_index
from pages.shell.page_context import PageContext


def account_index(context: PageContext) -> SearchIndex:
    """The index of the accounts that this person may read, ordered by their revenue in the view."""
    view, owners = context.view, context.scope.owners
    key = (
        *context.dataset.state(("accounts",)), view.as_of.isoformat(), view.window_months, view.unit,
        None if owners is None else tuple(sorted(owners)),
    )  # fmt: skip
    return _index(context.scope.rows(context.dataset.accounts), context.portfolio.accounts, key)


@st.cache_resource(show_spinner=False, max_entries=16)
def _index(_accounts: pl.DataFrame, _revenue: pl.DataFrame, key: tuple[object, ...]) -> SearchIndex:
    return search_index(_accounts, _revenue)
