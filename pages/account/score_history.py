"""Score history of an account: score and tier at past month-ends, with imports, models and contract dates."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.charts.score_history import score_history_figure
from kam_core.charts.theme import CONFIG
from kam_core.services.score_history import marks, score_history
from pages.account.account_view import AccountView
from pages.shell.cache.frame_cache import frame_key
from pages.shell.cache.model_cache import model_text
from pages.shell.cache.store_cache import open_store
from pages.shell.page_context import PageContext
from pages.widgets.headings import show_heading

LEAST_POINTS = 2


def show_score_history(view: AccountView) -> None:
    """Show the chart in a fold: every account is scored at each date, so it waits until somebody opens it."""
    words, context = view.words, view.context
    fold = st.expander(words.say("Score by month-end"), key="account_score_history", on_change="rerun")
    if not fold.open:
        return
    with fold:
        with st.spinner(words.say("Scoring past month-ends, only the first time.")):
            history = _history(context)
        points = history.filter(pl.col("account") == view.portfolio.accounts["account"][view.account.row])
        points = points.drop_nulls("score").sort("as_of")
        if points.height < LEAST_POINTS:
            st.caption(words.say("The data hold fewer than two full windows, so there is no history yet."))
            return
        found = marks(open_store(), context.data_set, context.dataset, view.profile.account_id)
        show_heading(words.say("Score and tier under the model of today"))
        st.plotly_chart(
            score_history_figure(points, [(mark.day, words.say(mark.text)) for mark in found], words),
            key="account_score_months",
            config=CONFIG,
        )
        st.caption(words.say("Without manual and published tiers. Dotted: imports, models, manual tiers, contracts."))


def _history(context: PageContext) -> pl.DataFrame:
    key = (*frame_key(context.dataset, context.view), model_text(context.published))
    return _scores(context, key)


@st.cache_resource(show_spinner=False, max_entries=8)
def _scores(_context: PageContext, key: tuple[object, ...]) -> pl.DataFrame:
    return score_history(_context.dataset, _context.view, _context.published)
