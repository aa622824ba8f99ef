"""Ranges of weights within which an account keeps its tier, with a mark at the present weight."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from kam_core.charts.axis import ROW, THICKNESS, names_above
from kam_core.charts.theme import ACCENT, faded, framed, safe
from kam_core.locale.language import Language
from kam_core.whatif.robustness.account_weight_range import AccountRange
from kam_core.whatif.robustness.one_weight import LEVER_END


def ranges_figure(
    ranges: Sequence[AccountRange], labels: Sequence[str], words: Language, height: int | None = None
) -> go.Figure:
    """One row per weight, in points of the sum of all active weights, as far as a lever goes."""
    places, names = list(range(len(ranges))), [safe(label) for label in labels]
    ends = [(min(one.low, LEVER_END), min(one.high, LEVER_END)) for one in ranges]
    texts = [f"{name}: {_text(one, words)}" for name, one in zip(names, ranges, strict=True)]
    bars = go.Bar(
        orientation="h",
        width=THICKNESS,
        y=places,
        x=[high - low for low, high in ends],
        base=[low for low, _ in ends],
        marker={"color": faded(ACCENT, 0.45)},
        customdata=texts,
        hovertemplate="%{customdata}<extra></extra>",
    )
    marks = go.Scatter(
        y=places,
        x=[min(one.present, LEVER_END) for one in ranges],
        mode="markers",
        marker={"symbol": "line-ns", "size": 14, "line": {"width": 3, "color": ACCENT}},
        customdata=[f"{name}: {words.number(one.present, 1)}" for name, one in zip(names, ranges, strict=True)],
        hovertemplate="%{customdata}<extra></extra>",
    )
    most = min(max((one.most for one in ranges), default=1.0), LEVER_END)
    return framed(
        bars,
        marks,
        height=height or 60 + ROW * len(ranges),
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        xaxis={"range": [0, 1.01 * most], "title": words.say("weight (points)")},
        **names_above(texts),
    )


def _text(one: AccountRange, words: Language) -> str:
    reach = min(one.most, LEVER_END)
    if one.low <= 0 and one.high >= reach:
        return words.say("any weight")
    if one.high > LEVER_END:
        return words.say("{low} or more", low=words.number(one.low, 1))
    return f"{words.number(one.low, 1)} – {words.number(one.high, 1)}"
