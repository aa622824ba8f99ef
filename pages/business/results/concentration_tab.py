"""Tab with the concentration of the revenue at the last quarter ends."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.charts.results.concentration_history import concentration_history_figure
from kam_core.charts.theme import CONFIG
from kam_core.insight.concentration.history import concentration_history, quarter_ends
from kam_core.locale.language import Language
from kam_core.vocabulary.calendar import last_complete_month
from kam_core.vocabulary.message import Rate
from pages.navigation.page_link import show_page_link
from pages.shell.cache import frame_cache
from pages.shell.measuring_spinner import measuring_spinner
from pages.shell.page_context import PageContext
from pages.widgets.headings import show_heading
from pages.widgets.row_table import show_rows

YEAR = 12


def show_concentration_tab(context: PageContext) -> None:
    """Show how much rested on the largest customers at each quarter end, as lines and as a table."""
    words, window = context.words, context.view.window_months or YEAR
    start = context.dataset.first_month
    last = last_complete_month(context.view.as_of, context.dataset.last_day)
    ends = [] if start is None else quarter_ends(last, window, start)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        period = words.say(
            "{months} month to each quarter end, of positive revenue",
            "{months} months to each quarter end, of positive revenue",
            "months", months=window,
        )  # fmt: skip
        show_heading(words.say("Concentration over time"), period)
        show_page_link("dependence", words.say("Show all"))
    if not ends:
        st.info(words.say("The data do not cover a full window up to a quarter end. Choose a shorter window."))
        return
    with measuring_spinner(context):
        revenue = frame_cache.revenue_by_month(
            context.dataset, context.view, context.view.last_month - ends[0] + window
        )
    own = revenue.join(context.accounts.select("account"), on="account", how="semi")
    history = concentration_history(own, ends, window)
    if history.is_empty():
        st.info(words.say("No account has revenue in this period."))
        return
    st.plotly_chart(concentration_history_figure(history, words), key="results_concentration", config=CONFIG)
    heads = {
        "end": words.say("Quarter end"),
        "customers": words.say("Active customers"),
        "top1": words.say("Largest customer"),
        "top5": words.say("Five largest"),
        "top10": words.say("Ten largest"),
        "n80": words.say("Make 80%"),
        "hhi": words.say("HHI"),
    }
    show_rows(_rows(history, words), "concentration_history", heads, right=list(heads)[1:])


def _rows(history: pl.DataFrame, words: Language) -> pl.DataFrame:
    """The quarter ends with their figures as texts, the latest first."""
    return pl.DataFrame(
        [
            {
                "end": row["end"],
                **{name: words.number(row[name]) for name in ("customers", "n80", "hhi")},
                **{name: words.show(Rate(row[name])) for name in ("top1", "top5", "top10")},
            }
            for row in history.reverse().iter_rows(named=True)
        ]
    )
