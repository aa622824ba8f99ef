"""Win back: ended accounts, what they brought a year, and what they used to buy."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.insight.lifecycle import analysis
from pages.business.loyalty.tables import win_back_columns, win_back_rows
from pages.shell.cache.lifecycle_cache import families_of_ended
from pages.shell.page_context import PageContext
from pages.widgets.account_table import show_accounts
from pages.widgets.headings import show_heading


def show_win_back(context: PageContext) -> None:
    """Show the ended accounts, former key accounts first."""
    words = context.words
    ended = analysis.win_back_list(context.accounts)
    show_heading(words.say("Win back: lost accounts, highest value first"))
    if ended.is_empty():
        st.caption(words.say("No account has ended by {now}.", now=context.view.as_of))
        return
    if ended["was_tier"].is_not_null().any():
        st.caption(words.say("Former key accounts come first."))
    rows = context.with_value_texts(win_back_rows(ended, words), "industry")
    families = families_of_ended(context)
    if families is None:
        st.caption(words.say("Load order lines with a product family to see what they used to buy."))
    else:
        rows = _with_families(rows, families, context)
    show_accounts(rows, words, "lifecycle_win_back", win_back_columns(words), height=600)


def _with_families(rows: pl.DataFrame, families: pl.DataFrame, context: PageContext) -> pl.DataFrame:
    """The list with the families of each account in one text, after its money."""
    codes = dict(context.accounts.select("account", "account_id").iter_rows())
    texts = {
        codes[account]: ", ".join(context.value_text(one) for one in names) for account, names in families.iter_rows()
    }
    bought = pl.Series("families", [texts.get(one) for one in rows["account_id"]], dtype=pl.String)
    place = rows.columns.index("yearly_revenue") + 1
    return rows.insert_column(place, bought)
