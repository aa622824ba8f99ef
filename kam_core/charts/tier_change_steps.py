"""Waterfall of a tier change: distance to the cut before, its parts, distance after."""

from __future__ import annotations

import plotly.graph_objects as go

from kam_core.charts.theme import ACCENT, QUIET, faded, framed
from kam_core.locale.language import Language
from kam_core.vocabulary.message import N_
from kam_core.vocabulary.money import MONEY_SCALE
from kam_core.whatif.explanation.steps import CutDistance

STEPS = {
    "data": N_("Its own data"),
    "weights": N_("Weights"),
    "ranges": N_("Ranges and other accounts"),
    "cut": N_("Cut change"),
    "seats": N_("Seats"),
}
NEGLIGIBLE = {"points": 0.005, "money": 0.5}
"""Smaller steps are not drawn; the sum is unaffected."""
FALLING = "#c2703d"


def distance_figure(distance: CutDistance, words: Language, height: int = 300) -> go.Figure:
    """Distance to the cut before → data, weights, ranges and peers, cut, seats → distance after.

    0 is the cut itself: bars that end to its right are inside the tier. Money in currency units.
    """
    values = {name: float(getattr(distance, name)) for name in STEPS}
    shown = [name for name, value in values.items() if abs(value) >= NEGLIGIBLE[distance.unit]]
    names = [words.say("Previous distance"), *(words.say(STEPS[name]) for name in shown), words.say("New distance")]
    numbers = [distance.before, *(values[name] for name in shown), distance.after]
    scale = MONEY_SCALE if distance.unit == "money" else 1
    return framed(
        go.Waterfall(
            orientation="h",
            measure=["absolute", *["relative"] * len(shown), "total"],
            y=names,
            x=[number / scale for number in numbers],
            text=[distance_text(number, distance.unit, words) for number in numbers],
            textposition="outside",
            cliponaxis=False,
            increasing={"marker": {"color": faded(ACCENT, 0.65)}},
            decreasing={"marker": {"color": faded(FALLING, 0.75)}},
            totals={"marker": {"color": QUIET}},
            connector={"line": {"color": faded(ACCENT, 0.3), "width": 1}},
            hovertemplate="%{y}: %{text}<extra></extra>",
        ),
        height=height,
        margin={"l": 8, "r": 8, "t": 24, "b": 8},
        xaxis={"zeroline": True, "zerolinecolor": QUIET, "zerolinewidth": 2, "range": _range(numbers, scale)},
        yaxis={"autorange": "reversed", "showgrid": False},
        annotations=[
            {
                "x": 0, "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False,
                "text": words.say("cut of {tier}", tier=distance.boundary),
            }
        ],
    )  # fmt: skip


def distance_text(value: float, unit: str, words: Language) -> str:
    """A distance or a step with its sign, in points or in money."""
    if unit == "money":
        return ("+" if value > 0 else "") + words.money(value)
    # Rounded first, and added to 0: nobody should read "+0" or "-0".
    rounded = round(value, 1) + 0.0
    return ("+" if rounded > 0 else "") + words.number(rounded, 1)


def _range(numbers: list[float], scale: int) -> list[float]:
    """Axis range from the lowest to the highest end of a bar, with space for the texts."""
    reached, at = [0.0, numbers[0], numbers[-1]], numbers[0]
    for step in numbers[1:-1]:
        at += step
        reached.append(at)
    room = 0.18 * (max(reached) - min(reached) or 1.0)
    return [(min(reached) - room) / scale, (max(reached) + room) / scale]
