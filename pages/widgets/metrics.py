"""Numbers in a row."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st


def show_metrics(metrics: Sequence[tuple[str, str, str | None]], alarm: int | None = None) -> None:
    """Label, value and what stands below it; `alarm` is the position of the number that needs a decision."""
    with st.container(horizontal=True, key="metrics"):
        for place, (label, value, below) in enumerate(metrics):
            st.metric(
                label,
                f":red[{value}]" if place == alarm else value,
                below,
                delta_color="normal" if below and below[0] in "+-" else "off",
                delta_arrow="auto" if below and below[0] in "+-" else "off",
                border=True,
                width="stretch",
                height="stretch",
            )
