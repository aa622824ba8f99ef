"""Charts of accounts: a click on a point opens its account."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from kam_core.charts.theme import CONFIG
from pages.navigation.page_link import open_account


def show_clickable(figure: go.Figure, key: str) -> None:
    """Show a figure of accounts; the first `customdata` of a point is the id of the account that a click opens."""
    event = st.plotly_chart(figure, key=key, config=CONFIG, on_select="rerun", selection_mode="points")
    points = event["selection"]["points"]
    if points and points[0].get("customdata"):
        # A list inside a list arrives as an object with the positions as keys.
        data = points[0]["customdata"]
        open_account(str(data["0"] if isinstance(data, dict) else data[0]))
