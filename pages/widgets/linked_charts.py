"""Charts whose marks lead on: a point to its account, a bar to the accounts that it counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from kam_core.charts.theme import CONFIG
from pages.navigation.page_link import open_account, open_page


def show_clickable(figure: go.Figure, key: str) -> None:
    """Show a figure of accounts; the first `customdata` of a point is the id of the account that a click opens."""
    chosen = _chosen(figure, key)
    if chosen is not None:
        open_account(chosen)


def show_leading(figure: go.Figure, key: str, address: str, parameter: str) -> None:
    """Show a figure whose marks count accounts; a click opens the screen at `address`, filtered by the first
    `customdata` of the mark as the value of a query parameter."""
    chosen = _chosen(figure, key)
    if chosen is not None:
        open_page(address, **{parameter: chosen})


def _chosen(figure: go.Figure, key: str) -> str | None:
    """The first `customdata` of the mark that was clicked; it travels with the click, so it is that of the mark that
    was seen."""
    return _first_datum(st.plotly_chart(figure, key=key, config=CONFIG, on_select="rerun", selection_mode="points"))


def show_choosing(figure: go.Figure, key: str, choose: Callable[[str], None]) -> None:
    """Show a figure; a click on a mark calls `choose` with its first `customdata`, once, before the screen is drawn
    again."""

    def clicked() -> None:
        chosen = _first_datum(st.session_state[key])
        if chosen is not None:
            choose(chosen)

    st.plotly_chart(figure, key=key, config=CONFIG, on_select=clicked, selection_mode="points")


def _first_datum(event: Any) -> str | None:
    points = event["selection"]["points"]
    if not points or not points[0].get("customdata"):
        return None
    # A list inside a list arrives as an object with the positions as keys.
    data = points[0]["customdata"]
    return str(data["0"] if isinstance(data, dict) else data[0])
