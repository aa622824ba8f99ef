"""Back-test chart: share of lost revenue in S and A by model, with its interval."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from kam_core.charts.theme import ABOVE, ACCENT, QUIET, framed, safe
from kam_core.locale.language import Language


def back_test_figure(
    names: Sequence[str],
    shares: Sequence[float],
    between: Sequence[tuple[float, float] | None],
    base: Sequence[float],
    words: Language,
) -> go.Figure:
    """One line per model, the first on top: the share of leaving money, its interval (None is none), and the share of
    all money. All shares 0–1.
    """
    ends = [one or (share, share) for share, one in zip(shares, between, strict=True)]
    labels = [safe(name) for name in names]
    texts = [
        words.percent(share, 0)
        if one is None
        else words.say("{share} ({low} – {high})", share=words.percent(share, 0), low=words.percent(one[0], 0),
                       high=words.percent(one[1], 0))
        for share, one in zip(shares, between, strict=True)
    ]  # fmt: skip
    found = go.Scatter(
        x=list(shares),
        y=labels,
        mode="markers",
        name=words.say("of revenue lost"),
        marker={"color": ACCENT, "size": 11},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [high - share for share, (_, high) in zip(shares, ends, strict=True)],
            "arrayminus": [share - low for share, (low, _) in zip(shares, ends, strict=True)],
            "color": ACCENT,
        },
        customdata=texts,
        hovertemplate="%{y}: %{customdata}<extra></extra>",
    )
    everybody = go.Scatter(
        x=list(base),
        y=labels,
        mode="markers",
        name=words.say("of total revenue"),
        marker={"color": QUIET, "size": 13, "symbol": "line-ns-open", "line": {"width": 3}},
        customdata=[words.percent(share, 0) for share in base],
        hovertemplate="%{y}: %{customdata}<extra></extra>",
    )
    return framed(
        everybody,
        found,
        height=90 + 42 * len(labels),
        showlegend=True,
        legend=ABOVE,
        margin={"l": 8, "r": 8, "t": 34, "b": 8},
        xaxis={"range": [-0.02, 1.02], "tickformat": ".0%", "title": {"text": words.say("share in S and A")}},
        yaxis={"autorange": "reversed", "type": "category"},
    )
