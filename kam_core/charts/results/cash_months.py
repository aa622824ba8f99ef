"""Signed, revenue and collected by month: one row of bars each, on one scale."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from kam_core.charts.theme import BEFORE_COLOUR, INK_COLOUR, NOW_COLOUR, framed
from kam_core.locale.language import Language
from kam_core.vocabulary.calendar import month_start
from kam_core.vocabulary.message import N_

FLOWS = {"signed": N_("Signed"), "revenue": N_("Revenue"), "collected": N_("Collected")}
COLOURS = {"signed": BEFORE_COLOUR, "revenue": NOW_COLOUR, "collected": NOW_COLOUR}
ROW_HEIGHT, ROOM = 96, 1.45
MOST_LABELS = 12
SMALL = 12


def cash_months_figure(months: pl.DataFrame, words: Language) -> go.Figure:
    """`month` (month number), `signed`, `revenue`, `collected` (ten-thousandths), `unfinished` → rows of bars.

    A flow of which nothing is known is left out.
    """
    flows = [name for name in FLOWS if months[name].null_count() < months.height]
    dates = [month_start(number) for number in months["month"]]
    values = [value for name in flows for value in months[name].to_list()]
    high, low = max([0, *values]) or 1, min([0, *values])
    traces, axes, annotations = [], {}, []
    share = 1 / max(1, len(flows))
    for place, name in enumerate(flows):
        suffix = "" if place == 0 else str(place + 1)
        top = 1 - place * share
        axes[f"yaxis{suffix}"] = {
            "visible": False, "fixedrange": True, "domain": [top - share, top], "range": [low, high * ROOM],
            "automargin": False,
        }  # fmt: skip
        traces.append(_bars(months, name, f"y{suffix}", dates, words))
        total = words.money(int(months[name].sum()), fixed=True)
        annotations.append(
            {
                "xref": "paper", "yref": "paper", "x": 0, "y": top, "xanchor": "left", "yanchor": "top",
                "showarrow": False, "borderpad": 0,
                "text": f"<b>{words.say(FLOWS[name])}</b>  {total}",
            }
        )  # fmt: skip
    return framed(
        *traces,
        height=ROW_HEIGHT * max(1, len(flows)) + 24,
        margin={"l": 0, "r": 0, "t": 0, "b": 24},
        xaxis={
            "tickvals": list(range(len(dates))), "ticktext": _ticks(dates, words), "tickangle": 0, "showgrid": False,
            "zeroline": False, "tickfont": {"size": SMALL, "color": INK_COLOUR}, "automargin": False,
            "range": [-0.6, len(dates) - 0.4], "anchor": f"y{'' if len(flows) < 2 else len(flows)}",
        },
        annotations=annotations,
        **axes,
    )  # fmt: skip


def _bars(months: pl.DataFrame, name: str, axis: str, dates: list[Any], words: Language) -> go.Bar:
    values = months[name].to_list()
    label = words.say(FLOWS[name])
    hover = [
        words.say("{month}: {money}", month=words.month(date), money=f"{label} {words.money(value, fixed=True)}")
        for date, value in zip(dates, values, strict=True)
    ]
    marker: dict[str, Any] = {"color": COLOURS[name], "cornerradius": 2}
    if months["unfinished"].any():
        shape = ["/" if one else "" for one in months["unfinished"]]
        marker["pattern"] = {
            "shape": shape,
            "fillmode": "replace",
            "fgcolor": COLOURS[name],
            "size": 6,
            "solidity": 0.4,
        }
    return go.Bar(
        x=list(range(len(values))), y=values, yaxis=axis, width=0.6, marker=marker, customdata=hover,
        hovertemplate="%{customdata}<extra></extra>", cliponaxis=False,
    )  # fmt: skip


def _ticks(dates: list[Any], words: Language) -> list[str]:
    """Names of the months; beyond a year only of each January and July, with the year."""
    if len(dates) <= MOST_LABELS:
        return [words.short_month(date) for date in dates]
    return [words.month(date) if date.month in (1, 7) else "" for date in dates]
