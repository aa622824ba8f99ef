"""Bar chart of monthly revenue, with the window and the prior window marked."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from kam_core.charts.axis import money_ticks
from kam_core.charts.theme import ABOVE, ACCENT, QUIET, faded, framed
from kam_core.locale.language import Language
from kam_core.vocabulary.message import Message

COLOURS = {
    "earlier": faded(QUIET, 0.45),
    "prior": faded(ACCENT, 0.45),
    "window": ACCENT,
}
"""Colours of the periods, in their order on the chart."""


def revenue_history_figure(months: pl.DataFrame, words: Language, height: int = 240) -> go.Figure:
    """`month` (first days), `revenue` (ten-thousandths), `period` → bars, one colour a period, named in the legend."""
    revenue = months["revenue"]
    low, high = (value if isinstance(value, int) else 0 for value in (revenue.min(), revenue.max()))
    traces = []
    for period, colour in COLOURS.items():
        part = months.filter(pl.col("period") == period)
        if part.is_empty():
            continue
        traces.append(
            go.Bar(
                x=[day.isoformat() for day in part["month"].to_list()],
                y=part["revenue"].to_list(),
                name=words.say(_label(period, part.height)),
                marker={"color": colour},
                customdata=[
                    [day.isoformat()[:7], words.money(money)] for day, money in part.select("month", "revenue").rows()
                ],
                hovertemplate="%{customdata[0]}: %{customdata[1]}<extra></extra>",
            )
        )
    return framed(
        *traces,
        height=height,
        showlegend=True,
        legend=ABOVE,
        barmode="overlay",
        bargap=0.2,
        margin={"l": 8, "r": 8, "t": 30, "b": 8},
        xaxis={"type": "date", "tickformat": "%Y-%m", "dtick": "M6", "showgrid": False},
        yaxis={"zeroline": True, "zerolinecolor": QUIET, **money_ticks(low, high, words)},
    )


def _label(period: str, months: int) -> Message:
    match period:
        case "window":
            return Message("last {months} month", "last {months} months", "months", months=months)
        case "prior":
            return Message("previous {months} month", "previous {months} months", "months", months=months)
        case _:
            return Message("earlier")
