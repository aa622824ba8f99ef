"""Cohorts as a grid: a row per quarter of first purchase, a column per quarter since, shaded by the share."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from kam_core.charts.theme import INK_COLOUR, framed
from kam_core.locale.language import Language

ROW_POINTS, HEAD_POINTS = 28, 60
SHADES = [[0.0, "rgba(63,127,191,0.05)"], [1.0, "rgba(63,127,191,0.75)"]]
"""From none to all, on either theme."""
LINES = 4
"""Diagonals of the hatch of an open cell."""


def cohorts_figure(
    cells: pl.DataFrame, means: pl.DataFrame, share: str, labels: list[str], words: Language
) -> go.Figure:
    """`cohort`, `since`, `open` and a share column of cells, one label per cohort in their order → the grid.

    The first row shows the means of the closed cells. Open cells are hatched and have no number; unknown ones are
    empty.
    """
    order = cells["cohort"].unique(maintain_order=True).to_list()
    places = {cohort: place + 1 for place, cohort in enumerate(order)}
    width = int(cells["since"].max() or 0) + 1  # type: ignore[arg-type]
    grid: list[list[float | None]] = [[None] * width for _ in range(len(order) + 1)]
    for since, value in means.select("since", share).iter_rows():
        grid[0][since] = value
    opened = []
    for row in cells.iter_rows(named=True):
        if row["open"]:
            opened.append((row["since"], places[row["cohort"]]))
        else:
            grid[places[row["cohort"]]][row["since"]] = row[share]
    # The unit stands in the heading: per cent signs would not fit on a phone.
    texts = [["" if value is None else words.number(100 * value) for value in line] for line in grid]
    everybody = words.say("All cohorts")
    names = [f"<b>{everybody}</b>", *labels]
    figure = framed(
        go.Heatmap(
            z=[[None if value is None else min(value, 1.0) for value in line] for line in grid],
            x=list(range(width)),
            y=list(range(len(grid))),
            text=texts,
            texttemplate="%{text}",
            textfont={"color": INK_COLOUR, "size": 12},
            colorscale=SHADES,
            zmin=0,
            zmax=1,
            showscale=False,
            xgap=1,
            ygap=1,
            customdata=[[name] * width for name in names],
            hovertemplate="%{customdata}: %{text}%<extra></extra>",
            hoverongaps=False,
        ),
        height=HEAD_POINTS + ROW_POINTS * len(grid),
        margin={"l": 0, "r": 0, "t": 28, "b": 4},
        xaxis={
            "side": "top", "tickvals": list(range(width)), "ticktext": [words.number(place) for place in range(width)],
            "showgrid": False, "zeroline": False, "range": [-0.5, width - 0.5],
        },
        yaxis={
            "tickvals": list(range(len(names))), "ticktext": names, "range": [len(grid) - 0.5, -0.5],
            "showgrid": False, "zeroline": False,
        },
    )  # fmt: skip
    figure.update_layout(shapes=[_hatch(x, y) for x, y in opened])
    return figure


def _hatch(x: int, y: int) -> dict[str, Any]:
    """Diagonal lines over a cell: its quarter is not over."""
    steps = [(2 * place + 1) / (2 * LINES) for place in range(LINES)]
    rising = [f"M{x - 0.5},{y - 0.5 + step}L{x - 0.5 + step},{y - 0.5}" for step in steps]
    falling = [f"M{x - 0.5 + step},{y + 0.5}L{x + 0.5},{y - 0.5 + step}" for step in steps]
    return {"type": "path", "path": "".join([*rising, *falling]), "line": {"width": 1, "color": "#8a95a1"}}
