"""Metrics in a row: label, value and a line below."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st


def show_metrics(metrics: Sequence[tuple[str, str, str | None]], alarm: int | None = None) -> None:
    """Show label, value and the line below it; `alarm` is the position of the number that needs a decision."""
    with st.container(horizontal=True, key="metrics"):
        for position, (label, value, below) in enumerate(metrics):
            st.metric(
                label,
                f":red[{value}]" if position == alarm else value,
                below,
                delta_color="normal" if below and below[0] in "+-" else "off",
                delta_arrow="auto" if below and below[0] in "+-" else "off",
                border=True,
                width="stretch",
                height="stretch",
            )
