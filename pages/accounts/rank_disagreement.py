"""Score and money disagree: accounts that rank far apart by score and by revenue, both ways."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.insight.rank_disagreement.disagreement import rank_disagreement
from kam_core.locale.language import Language
from kam_core.scoring.model.labels import GROUP_LABELS
from kam_core.vocabulary.message import PointsChange
from pages.shell.page_context import PageContext
from pages.widgets.account_table import show_accounts
from pages.widgets.tables.column import ANSWER, Cell, Column

LISTED = ("account_id", "tier", "name", "revenue", "revenue_rank", "rank", "why")


def show_rank_disagreement(context: PageContext, filtered: pl.DataFrame) -> None:
    """Show two short lists of the accounts that match, drawn once somebody opens them."""
    words = context.words
    opened = st.expander(words.say("Score and money disagree"), key="portfolio_disagreement", on_change="rerun")
    if not opened.open:
        return
    with opened:
        found = rank_disagreement(context.portfolio, filtered)
        st.caption(
            words.say(
                "Ranks among all active customers; accounts at the level of S and A come first. The reason is the part "
                "of the score that differs most from customers of similar revenue."
            )
        )
        for key, heading, rows in (
            ("above", words.say("Higher by score than by revenue"), found.above),
            ("below", words.say("Lower by score than by revenue"), found.below),
        ):
            st.markdown(heading)
            show_accounts(
                _rows(rows, words), words, f"portfolio_disagreement_{key}", _columns(words), height=240, find=False
            )


def _rows(rows: pl.DataFrame, words: Language) -> pl.DataFrame:
    reasons = [
        words.say("{part}: {difference} points", part=words.say(GROUP_LABELS[group]), difference=PointsChange(points))
        for group, points in rows.select("group", "group_difference").iter_rows()
    ]
    return rows.with_columns(pl.Series("why", reasons, dtype=pl.String)).select(LISTED)


def _columns(words: Language) -> dict[str, Column]:
    return {
        "revenue_rank": Column(words.say("Rank by revenue"), Cell.NUMBER, digits=0, priority=ANSWER),
        "rank": Column(words.say("Rank by score"), Cell.NUMBER, digits=0, priority=ANSWER),
        "why": Column(words.say("Why"), width=180),
    }
