"""Charts of the account list: value by potential, revenue by margin rate, nine boxes; one at a time, on demand."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.charts.account_matrix import margin_matrix_figure, nine_box_figure, value_matrix_figure
from kam_core.charts.theme import CONFIG
from kam_core.insight import account_matrix
from kam_core.vocabulary.message import N_
from pages.shell.page_context import PageContext
from pages.widgets.linked_charts import show_clickable

LIST = "list"
CHARTS = {
    LIST: N_("List"),
    "value": N_("Value × potential"),
    "margin": N_("Revenue × margin rate"),
    "boxes": N_("Nine boxes"),
}
HEIGHT = 390


def show_chart(context: PageContext, accounts: pl.DataFrame, filtered: pl.DataFrame) -> None:
    """Ask for a chart and show it above the list; the list alone at first.

    accounts: those of the screen; filtered: those that match the filters.
    """
    words = context.words
    chart = st.segmented_control(
        words.say("Chart"),
        list(CHARTS),
        default=LIST,
        required=True,
        format_func=lambda name: words.say(CHARTS[name]),
        label_visibility="collapsed",
        key="portfolio_picture",
        persist_state="session",
    )
    if chart == "boxes":
        cuts = context.published.box_cuts
        boxes = account_matrix.nine_box(filtered, cuts)
        st.plotly_chart(nine_box_figure(boxes, words, HEIGHT), key="portfolio_boxes", config=CONFIG)
        st.caption(
            words.say("Boundaries at one third and two thirds of 100 points; darker means more revenue.")
            if cuts is None
            else words.say(
                "Boundaries at {low} and {high} points; darker means more revenue.", low=cuts[0], high=cuts[1]
            )
        )
    elif chart in ("value", "margin"):
        _show_matrix(context, accounts, filtered, chart)


def _show_matrix(context: PageContext, accounts: pl.DataFrame, filtered: pl.DataFrame, chart: str) -> None:
    words = context.words
    matrix = account_matrix.value_matrix(filtered) if chart == "value" else account_matrix.margin_matrix(filtered)
    if matrix.points.is_empty() and chart == "margin":
        st.info(
            words.say(
                "No margin data for these accounts. To see this chart, upload order lines with a Margin or "
                "Cost of goods column."
            )
        )
    elif matrix.points.is_empty() and matrix.unknown:
        st.info(
            words.say("No data on their potential. Upload assessments, needs, annual purchases or a longer history.")
        )
    elif matrix.points.is_empty():
        st.info(words.say("No active customers to show. Widen the filter, or upload order lines on the Data page."))
    elif chart == "value":
        show_clickable(
            value_matrix_figure(matrix.points, context.published.class_cut, words, HEIGHT), "portfolio_value_matrix"
        )
    else:
        show_clickable(
            margin_matrix_figure(matrix.points, account_matrix.portfolio_margin_rate(accounts), words, HEIGHT),
            "portfolio_margin_matrix",
        )
    if matrix.left_out:
        st.caption(words.say("Shows the {count} accounts with the highest revenue.", count=matrix.points.height))
    if matrix.unknown:
        st.caption(
            words.say(
                "{count} account is not shown: one of the two values is missing.",
                "{count} accounts are not shown: one of the two values is missing.",
                "count",
                count=matrix.unknown,
            )
        )
