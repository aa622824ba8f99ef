"""Choice of the chart above the account list, of its two axes, and of one of the nine boxes."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
import streamlit as st

from kam_core.insight.account_matrix.axes import AHEAD, AXES, REALISED, Axis, known_axes
from kam_core.services.rules.saved_views import BOXES, LIST, MATRIX, MOVES
from kam_core.vocabulary.message import N_
from pages.shell.page_context import PageContext

CHART_LABELS = {
    LIST: N_("List"),
    MATRIX: N_("Matrix"),
    MOVES: N_("Movement"),
    BOXES: N_("Nine boxes"),
}
CHART_KEY, X_KEY, Y_KEY, BOX_KEY = "portfolio_picture", "portfolio_x", "portfolio_y", "portfolio_box"
AXIS_WIDTH = 300


@dataclass(frozen=True, slots=True)
class ChartChoice:
    """The chart, its axes, and the box whose accounts alone are listed (third on x, third on y; 0 is the lowest)."""

    chart: str
    x: Axis
    y: Axis
    box: tuple[int, int] | None


def set_chart(chart: str, x: str, y: str) -> None:
    """Let the screen show a chart with these axes, before they are drawn; no box is chosen."""
    st.session_state[CHART_KEY], st.session_state[X_KEY], st.session_state[Y_KEY] = chart, x, y
    st.session_state.pop(BOX_KEY, None)


def choose_chart(context: PageContext, accounts: pl.DataFrame) -> ChartChoice:
    """Ask for the chart, the list alone at first, and for its axes among those with data."""
    words = context.words
    chart = st.segmented_control(
        words.say("Chart"),
        list(CHART_LABELS),
        default=LIST,
        required=True,
        format_func=lambda name: words.say(CHART_LABELS[name]),
        label_visibility="collapsed",
        key=CHART_KEY,
        persist_state="session",
    )
    if chart in (None, LIST):
        x, y = _axis_in_use(X_KEY, REALISED), _axis_in_use(Y_KEY, AHEAD)
    else:
        known = known_axes(accounts)
        x = _ask_axis(context, words.say("Across"), known, X_KEY, REALISED)
        y = _ask_axis(context, words.say("Up"), known, Y_KEY, AHEAD)
    return ChartChoice(chart or LIST, AXES[x], AXES[y], _chosen_box(x, y))


def _axis_in_use(key: str, first: str) -> str:
    return str(st.session_state.get(key) or first)


def _ask_axis(context: PageContext, label: str, known: tuple[str, ...], key: str, first: str) -> str:
    if st.session_state.get(key) not in known:
        st.session_state[key] = first if first in known else known[0]
    return st.selectbox(
        label, known, format_func=lambda name: f"{label}: {context.words.say(AXES[name].label)}", required=True,
        label_visibility="collapsed", width=AXIS_WIDTH, key=key, persist_state="session",
    )  # fmt: skip


def choose_box(x: str, y: str, box: tuple[int, int] | None) -> None:
    """List the accounts of one box of these axes alone; the box that is chosen already, or None, lists all again."""
    if box is None or _chosen_box(x, y) == box:
        st.session_state.pop(BOX_KEY, None)
    else:
        st.session_state[BOX_KEY] = (x, y, *box)


def _chosen_box(x: str, y: str) -> tuple[int, int] | None:
    """The chosen box; none where it is one of other axes."""
    box = st.session_state.get(BOX_KEY)
    return (box[2], box[3]) if box is not None and box[:2] == (x, y) else None
