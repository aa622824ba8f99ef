"""Cohorts: accounts by the quarter of their first purchase, who still buys and how much revenue is left."""

from __future__ import annotations

import streamlit as st

from kam_core.charts.loyalty.cohorts import cohorts_figure
from kam_core.charts.theme import CONFIG
from kam_core.insight.lifecycle.cohort_sentence import cohort_answer, cohort_note
from kam_core.insight.lifecycle.cohorts import Cohorts, quarter_text
from kam_core.locale.language import Language
from kam_core.vocabulary.message import N_
from pages.shell.cache.lifecycle_cache import cohorts_of
from pages.shell.measuring_spinner import measuring_spinner
from pages.shell.page_context import PageContext
from pages.widgets.escape import plain
from pages.widgets.headings import show_heading

SHARES = {"buying_share": N_("Still buying"), "revenue_share": N_("Revenue kept")}


def show_cohorts(context: PageContext) -> None:
    """Show the sentence, the switch between accounts and revenue, and the grid."""
    words = context.words
    with measuring_spinner(context):
        found = cohorts_of(context)
    if found.cells.is_empty():
        st.info(words.say("No account has bought by {now}, so there is no cohort yet.", now=context.view.as_of))
        return
    show_heading(
        words.say("Accounts by the quarter of their first purchase"), words.say("in %; columns: quarters since")
    )
    st.markdown(plain(words.say(cohort_answer(found))))
    share = st.segmented_control(
        words.say("Measure"), list(SHARES), default="buying_share", required=True,
        format_func=lambda name: words.say(SHARES[name]), label_visibility="collapsed", key="cohort_share",
        persist_state="session",
    )  # fmt: skip
    figure = cohorts_figure(found.cells, found.means, share, _labels(found, words), words)
    st.plotly_chart(figure, key="cohorts", config=CONFIG)
    st.caption(plain(words.joined([words.say(one) for one in cohort_note(found, context.view.as_of)])))


def _labels(found: Cohorts, words: Language) -> list[str]:
    """The quarter of each cohort and how many accounts it has."""
    sizes = found.cells.unique("cohort", maintain_order=True).select("cohort", "accounts")
    return [
        words.say("by {quarter} ({count})", quarter=quarter_text(cohort), count=count)
        if cohort == found.first
        else words.say("{quarter} ({count})", quarter=quarter_text(cohort), count=count)
        for cohort, count in sizes.iter_rows()
    ]
