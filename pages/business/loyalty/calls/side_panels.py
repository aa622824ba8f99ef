"""Right side of Loyalty: the flow between the stages a year apart, and whether earlier warnings were right."""

from __future__ import annotations

import streamlit as st

from kam_core.charts.loyalty.stage_stream import stage_stream_figure
from kam_core.charts.loyalty.warned_dots import warned_dots_figure
from kam_core.charts.theme import CONFIG
from kam_core.insight.churn_risk.back_test import back_test_answer, back_test_line
from kam_core.insight.lifecycle.analysis import transitions
from kam_core.insight.lifecycle.cooling_moves import cooling_answer, cooling_line, cooling_moves
from pages.panels.churn_risk import back_test_of
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading
from pages.widgets.shown_figures import say_figures


def show_stage_stream(context: PageContext) -> None:
    """Show the flow from the earlier date to now, and how many turned cooling or ended."""
    words, accounts = context.words, context.accounts
    then, now = context.earlier_view.as_of, context.view.as_of
    with st.container(key="side_head_stages"):
        show_heading(
            words.say("Lifecycle"), words.say("{count} account", "{count} accounts", "count", count=accounts.height)
        )
    if not context.reaches_earlier:
        st.caption(words.say("There are no data for {then}. Choose a later comparison date.", then=then))
        return
    change = transitions(context.population.rows(context.earlier.accounts), accounts)
    st.plotly_chart(stage_stream_figure(change.frame, then, now, words), key="stage_stream", config=CONFIG)
    moved = cooling_moves(change)
    line = cooling_line(moved, then)
    parts = [f":blue[**{plain(words.say(cooling_answer(moved)))}**]"]
    st.caption(words.joined([*parts, *([] if line is None else [plain(words.say(line))])]))


def show_back_test(context: PageContext) -> None:
    """Show how many of those that left had been warned three months before, beside the plain rule."""
    words = context.words
    with st.container(key="side_head_warned"):
        show_heading(words.say("Did we see it coming?"))
    found = back_test_of(context)
    if found is None:
        st.caption(words.say("The data are too short: this needs 15 months before the as-of date."))
        return
    st.markdown(f"**{plain(say_figures(words, back_test_answer(found)))}**")
    if found.too_few:
        return
    st.plotly_chart(warned_dots_figure(found.warned_left, found.left, words), key="warned_dots", config=CONFIG)
    st.caption(plain(say_figures(words, back_test_line(found))))
    st.caption(words.say("Payments, contracts, coaches and competitors of that time are not known: left out."))
