"""Metrics in a row: label, value, a line below, the explanation, and the screen that shows what is counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import streamlit as st

from pages.navigation.page_link import show_page_link
from pages.widgets.escape import plain
from pages.widgets.shown_figures import FigureText

NARROWEST = 150
"""Least width in points of a figure in a strip."""


@dataclass(frozen=True)
class Metric:
    """A figure of `show_figure` with its label. `change` opens the line below it in bold; `info` is the text of its ⓘ;
    `leads_to` the address of the screen with what it counts, with its parameters; `chart` a sparkline."""

    label: str
    value: FigureText
    below: str | None = None
    info: str | None = None
    leads_to: str | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)
    change: str | None = None
    chart: Sequence[float] | None = None


def show_metrics(metrics: Sequence[Metric], alarm: int | None = None, key: str = "metrics") -> None:
    """Show a card for each; a click on it leads on. `alarm` is the position of the number that needs a decision."""
    with st.container(horizontal=True, key=key):
        for position, metric in enumerate(metrics):
            # The style lays the link over the whole card, below the ⓘ.
            alarms = "_alarm" if position == alarm else ""
            with st.container(key=f"{key}_card_{position}{alarms}", width="stretch", gap=None):
                st.metric(
                    metric.label,
                    f":red[{metric.value}]" if position == alarm else metric.value,
                    _line_below(metric),
                    delta_color="off",
                    delta_arrow="off" if metric.change else _arrow(metric.below),
                    border=True,
                    width="stretch",
                    height="stretch",
                    help=metric.info,
                )
                if metric.leads_to is not None:
                    show_page_link(metric.leads_to, metric.label, **metric.parameters)


def show_figure_grid(metrics: Sequence[Metric], key: str, alarm: int | None = None) -> None:
    """Show the figures side by side in one frame, two in a row on a narrow screen."""
    with st.grid(len(metrics), min_column_width=NARROWEST, gap=None, key=key):
        for position, metric in enumerate(metrics):
            value = plain(metric.value)
            st.metric(
                metric.label,
                f":red[{value}]" if position == alarm else value,
                None if metric.below is None else plain(metric.below),
                delta_color="off",
                delta_arrow="off",
                help=metric.info,
            )


def show_strip(metrics: Sequence[Metric], key: str) -> None:
    """Show the metrics in one frame, smaller than cards: what surrounds the screen's own answer."""
    with st.container(border=True, key=key):
        for column, metric in zip(st.columns(len(metrics)), metrics, strict=True):
            column.metric(
                metric.label,
                metric.value,
                _line_below(metric),
                delta_color="off",
                delta_arrow="off",
                help=metric.info,
                chart_data=metric.chart,
                chart_type="line",
            )


def _line_below(metric: Metric) -> str | None:
    if metric.change is None:
        return metric.below
    return f"**{plain(metric.change)}** {plain(metric.below or '')}"


def _arrow(below: str | None) -> Literal["up", "down", "off"]:
    sign = (below or " ")[0]
    return "up" if sign == "+" else "down" if sign in "-\N{MINUS SIGN}" else "off"
