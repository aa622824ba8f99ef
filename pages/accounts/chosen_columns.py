"""Columns of the account list beside the usual ones: any measure that has data."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import streamlit as st

from kam_core.vocabulary.measures import MEASURES
from pages.shell.page_context import PageContext

COLUMNS_KEY = "portfolio_columns"
USUAL = ("revenue", "margin_rate", "growth")
"""Measures that the list shows in any case."""


def offered_columns(accounts: pl.DataFrame) -> tuple[str, ...]:
    """The measures that can be added: those with data for at least one account."""
    return tuple(name for name in MEASURES if name not in USUAL and name in accounts.columns and accounts[name].count())


def set_columns(columns: Sequence[str]) -> None:
    """Let the list show these measures, before they are asked for."""
    st.session_state[COLUMNS_KEY] = list(columns)


def choose_columns(context: PageContext, accounts: pl.DataFrame) -> tuple[str, ...]:
    """Ask for the measures to add, in a popover that says how many there are."""
    words = context.words
    offered = offered_columns(accounts)
    chosen = [name for name in st.session_state.get(COLUMNS_KEY, ()) if name in offered]
    if COLUMNS_KEY in st.session_state:
        st.session_state[COLUMNS_KEY] = chosen
    label = words.say("Columns") if not chosen else words.say("Columns (+{count})", count=len(chosen))
    with st.popover(label, icon=":material/view_column:", key="portfolio_columns_popover"):
        picked = st.multiselect(
            words.say("Beside the usual columns"),
            offered,
            format_func=lambda name: words.say(MEASURES[name].label),
            placeholder=words.say("Add a measure"),
            key=COLUMNS_KEY,
            persist_state="session",
        )
    return tuple(picked)


def with_chosen_columns(listed: pl.DataFrame, accounts: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """The rows of the list with more measures at the end; a column that is there already stays as it is."""
    more = [name for name in columns if name not in listed.columns]
    if not more:
        return listed
    return listed.join(accounts.select("account_id", *more), on="account_id", how="left", maintain_order="left")
