"""Panel with the chart of the revenue bridge; a bar leads to its accounts."""

from __future__ import annotations

import streamlit as st

from kam_core.charts.results.revenue_bridge import revenue_bridge_figure
from kam_core.insight.revenue_bridge.sentence import incomplete_prior, no_bridge
from pages.business.results.bridge_tab import KIND
from pages.business.results.cards import BRIDGE_TAB
from pages.business.results.result_figures import bridge_of
from pages.business.results.tabs import open_result_tab
from pages.shell.page_context import PageContext
from pages.widgets.headings import show_heading
from pages.widgets.linked_charts import show_choosing

YEAR = 12


def show_bridge(context: PageContext) -> None:
    """Show what changed the revenue since the earlier window, or why that cannot be said."""
    words, found = context.words, bridge_of(context)
    title = words.say("What changed the revenue")
    if found is None:
        show_heading(title)
        st.caption(words.say(no_bridge(context.view, context.dataset.first_month)))
        return
    months = found.window_months
    if context.view.prior_months == YEAR:
        aside = words.say("against the same months a year before")
    elif months == 1:
        aside = words.say("against the month before")
    else:
        aside = words.say("against the {months} months before", months=months)
    show_heading(title, aside)

    def choose(kind: str) -> None:
        st.session_state[KIND] = kind
        open_result_tab(BRIDGE_TAB, words)

    show_choosing(revenue_bridge_figure(found, words), "results_bridge", choose)
    incomplete = incomplete_prior(found)
    st.caption(
        words.say("Click a bar: its accounts are listed below.") if incomplete is None else words.say(incomplete)
    )
