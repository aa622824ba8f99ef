"""Summary of the data set in use: tables, row counts, and features that missing tables would add."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl
import streamlit as st

from kam_core.locale.language import Language
from kam_core.vocabulary.calendar import month_start
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.tables import TABLES
from pages.navigation.screens import locked_screens
from pages.shell.cache import store_cache
from pages.shell.data_set.cubes import show_cubes
from pages.shell.data_set.current import use_data_set
from pages.shell.data_set.default_data_set_choice import ask_first_data_set
from pages.shell.page_context import PageContext
from pages.shell.workspace import workspace
from pages.widgets.choices import choose
from pages.widgets.headings import show_heading
from pages.widgets.row_table import show_rows

TABLE_HEADERS = {"table": N_("Table"), "rows": N_("Rows"), "unlocks": N_("Used for")}


def show_data_set_summary(context: PageContext, words: Language) -> None:
    """Show the switch to another data set, the period of the order lines and the tables."""
    data = context.dataset
    show_heading(words.say("Current data"))
    _show_data_sets(words)
    show_cubes(words)
    if data.first_month is not None and data.last_day is not None:
        st.caption(
            words.say(
                "{lines} order line from {start} to {end}",
                "{lines} order lines from {start} to {end}",
                "lines",
                lines=data.line_count,
                start=month_start(data.first_month),
                end=data.last_day,
            )
        )
    rows = data.row_counts
    listed = [(words.say(table.label), rows.get(name, 0), words.say(table.feeds)) for name, table in TABLES.items()]
    show_rows(
        pl.DataFrame(listed, schema=list(TABLE_HEADERS), orient="row"),
        "tables",
        {name: words.say(label) for name, label in TABLE_HEADERS.items()},
        rows_at_first=len(TABLES),
    )
    _show_locked_screens(data.filled_tables, words)


def _show_locked_screens(have: Collection[str], words: Language) -> None:
    """Show which screens are not in the menu yet, and the tables that unlock them."""
    locked = locked_screens(have)
    if locked:
        missing = dict.fromkeys(
            words.say(TABLES[name].label) for one in locked for name in one.needs if name not in have
        )
        st.caption(
            words.say(
                "Not in the menu yet: {screens}. Upload {tables} to unlock them.",
                screens=words.listed([words.say(one.title) for one in locked]),
                tables=words.listed(list(missing)),
            )
        )


def _show_data_sets(words: Language) -> None:
    if not store_cache.data_sets():
        return
    with st.container(horizontal=True, key="books"):
        choose_data_set(words)
        ask_first_data_set(words)


def choose_data_set(words: Language) -> None:
    """Ask for another data set; nothing where there is only the demo."""
    data_sets = store_cache.data_set_names()
    if not data_sets:
        return
    now = workspace().dataset
    choose(
        words.say("Data set"),
        [None, *data_sets],
        lambda data_set_id: words.say("Demo data") if data_set_id is None else data_sets[data_set_id],
        f"book_{now}",
        words,
        first=now if now in data_sets else None,
        on_change=use_data_set,
        width=320,
    )
