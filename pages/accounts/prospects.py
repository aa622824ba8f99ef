"""Prospects on the accounts screen: their target grades, counted apart, and the table."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.insight.account_list import account_rows
from kam_core.insight.account_list.sentence import ALL, MATCHING
from kam_core.insight.target_grades.grades import grade_counts_sentence, grade_rule
from pages.accounts.account_list import prospect_columns, prospect_rows
from pages.shell.cache import tier_range_cache
from pages.shell.page_context import PageContext
from pages.widgets.account_table import show_accounts
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.shown_figures import say_figures


def show_prospects(context: PageContext, accounts: pl.DataFrame, filtered: pl.DataFrame) -> None:
    """Show how many prospects would be in which grade, the rule of the grades, and the prospects that match."""
    words = context.words
    grades = tier_range_cache.grades(context.portfolio, context.portfolio_key)
    prospects = account_rows.prospects(filtered, grades)
    show_heading(words.say("Prospects, highest potential first"))
    if prospects.is_empty():
        st.caption(words.say("No purchases yet, so no tier; ranked by potential, influence and fit."))
    else:
        population = ALL if filtered.height == accounts.height else MATCHING
        st.markdown(plain(say_figures(words, grade_counts_sentence(prospects, population))))
        st.caption(plain(say_figures(words, grade_rule(context.portfolio))))
    show_accounts(
        context.with_value_texts(prospect_rows(prospects), "industry", "region"),
        words,
        "portfolio_prospects",
        prospect_columns(words, prospects),
        height=400,
    )
