"""Month chart of the results screen, with a switch between revenue and margin."""

from __future__ import annotations

import streamlit as st

from kam_core.charts.results.month_results import month_results_figure, unit_text
from kam_core.charts.theme import CONFIG
from kam_core.insight.concentration.concentration_sentence import MEASURE_WORDS
from kam_core.insight.results.figures import Results
from kam_core.locale.language import Language
from kam_core.vocabulary.calendar import month_start
from pages.widgets.headings import show_heading

MEASURES = ("revenue", "margin")


def show_month_chart(found: Results, words: Language) -> None:
    """Show the heading with period and unit, the switch, and the bars; a sentence where there are none."""
    if found.chart_months.is_empty():
        show_heading(words.say("Revenue by month"))
        st.info(words.say("No data for this chart. Choose another measure or a longer window."))
        return
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        place = st.container(width="content")
        measure = _measure(words) if found.margin is not None else MEASURES[0]
    with place:
        title = words.say("Revenue by month") if measure == MEASURES[0] else words.say("Margin by month")
        show_heading(title, _period(found, words, measure))
    last = found.last_three if measure == MEASURES[0] else found.last_three_margin
    st.plotly_chart(month_results_figure(found.chart_months, words, measure, last), key="results_months", config=CONFIG)


def _measure(words: Language) -> str:
    return st.segmented_control(
        words.say("Measure"),
        MEASURES,
        default=MEASURES[0],
        required=True,
        format_func=lambda name: words.say(MEASURE_WORDS[name]),
        label_visibility="collapsed",
        key="results_measure",
        persist_state="session",
    )


def _period(found: Results, words: Language, measure: str) -> str:
    """First and last month, and the unit of the numbers in the bars."""
    first, last = (words.month(month_start(found.chart_months["month"][place])) for place in (0, -1))
    period = first if first == last else words.say("{first} – {last}", first=first, last=last)
    unit = unit_text(found.chart_months, words, measure)
    return words.say("{period}, {unit}", period=period, unit=unit) if unit else period
