"""Revenue bridge as horizontal bars: revenue before as a dot, a bar per kind of change, revenue now as a dot."""

from __future__ import annotations

from itertools import accumulate
from typing import Any

import plotly.graph_objects as go

from kam_core.charts.theme import INK_COLOUR, NOW_COLOUR, framed
from kam_core.insight.revenue_bridge.bridge import Bridge
from kam_core.insight.revenue_bridge.changes import KIND_LABELS
from kam_core.locale.language import Language
from kam_core.locale.number_columns import number_column
from kam_core.vocabulary.money import MONEY_SCALE

LOSS_COLOUR = "#8a95a1"
"""Grey that is seen on the light and on the dark theme."""
WIDTH = 0.42
LEFT, RIGHT, COUNTS = 0.36, 0.82, 0.32
"""Part of the width that the bars take, and the right edge of the counts before them."""
ROOM = 0.05
"""Room on both sides of the bars, as a part of what they span."""
SMALL, TEXT = 12, 14
LEAST = 0.05
"""Smallest part of the unit that one decimal shows."""
MILLION = 6
MINUS = "\N{MINUS SIGN}"
QUIET_INK, RULE_INK = 0.7, 0.12


def revenue_bridge_figure(found: Bridge, words: Language, height: int = 280) -> go.Figure:
    """Floating bars from the revenue before to the revenue now; the first `customdata` of a bar is its kind.

    The axis need not begin at zero: totals are dots, not bars.
    """
    levels = list(accumulate([step.amount for step in found.steps], initial=found.prior))
    low, high = min(levels), max(levels)
    room = max((high - low) * ROOM, 1)
    last = len(found.steps) + 1
    colours = [NOW_COLOUR if step.amount >= 0 else LOSS_COLOUR for step in found.steps]
    texts = [_hover(words, KIND_LABELS[step.kind], step.accounts, step.amount) for step in found.steps]
    bars = go.Bar(
        y=list(range(1, last)),
        x=[step.amount for step in found.steps],
        base=levels[:-1],
        orientation="h",
        width=WIDTH,
        # A line of the same colour: the smallest change is seen, too.
        marker={"color": colours, "line": {"width": 1.5, "color": colours}, "cornerradius": 2},
        customdata=[[step.kind, text] for step, text in zip(found.steps, texts, strict=True)],
        hovertemplate="%{customdata[1]}<extra></extra>",
    )
    totals = go.Scatter(
        x=[found.prior, found.now],
        y=[0, last],
        mode="markers",
        marker={"size": 8, "color": INK_COLOUR},
        customdata=[words.money(found.prior, compact=False), words.money(found.now, compact=False)],
        hovertemplate="%{customdata}<extra></extra>",
    )
    return framed(
        bars,
        totals,
        height=height,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        xaxis={
            "domain": [LEFT, RIGHT], "range": [low - room, high + room], "visible": False, "automargin": False,
        },
        yaxis={"range": [last + 0.5, -0.5], "visible": False, "automargin": False},
        shapes=[*_rules(last), *_connectors(levels, last)],
        annotations=_labels(found, words, last),
        clickmode="event+select",
    )  # fmt: skip


def _rules(last: int) -> list[dict[str, Any]]:
    """Thin lines between the rows."""
    return [
        {
            "type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": row + 0.5, "y1": row + 0.5,
            "line": {"color": INK_COLOUR, "width": 1}, "opacity": RULE_INK, "layer": "below",
        }
        for row in range(last)
    ]  # fmt: skip


def _connectors(levels: list[int], last: int) -> list[dict[str, Any]]:
    """From each level down to the row in which the next change begins."""
    half = WIDTH / 2
    return [
        {
            "type": "line", "x0": level, "x1": level,
            "y0": row + (half if row else 0), "y1": row + 1 - (half if row + 1 < last else 0),
            "line": {"color": INK_COLOUR, "width": 1}, "opacity": 0.5, "layer": "below",
        }
        for row, level in enumerate(levels)
    ]  # fmt: skip


def _labels(found: Bridge, words: Language, last: int) -> list[dict[str, Any]]:
    """Name and number of accounts on the left, the amount on the right."""
    unit = _shared_unit(max(abs(found.prior), abs(found.now)), words)
    rows = [(0, found.prior_end, found.prior), (last, found.end, found.now)]
    notes: list[dict[str, Any]] = []
    for row, end, total in rows:
        text = _in_unit(total, unit, words)
        name = _total_label(found.window_months, words.month(end), words)
        notes += [_note(name, 0, row, "left", SMALL, QUIET_INK), _note(f"<b>{text}</b>", 1, row, "right", TEXT)]
    for row, step in enumerate(found.steps, 1):
        notes += [
            _note(words.say(KIND_LABELS[step.kind]), 0, row, "left", TEXT),
            _note(words.number(step.accounts), COUNTS, row, "right", SMALL, QUIET_INK),
            _note(_plus(_in_unit(step.amount, unit, words), step.amount), 1, row, "right", TEXT),
        ]
    return notes


def _total_label(months: int, month: str, words: Language) -> str:
    if months == 1:
        return month
    return words.say("{months} months to {month}", months=months, month=month)


def _shared_unit(amount: int, words: Language) -> int:
    """The power of ten of the unit in which all amounts are said; 0 where each is said with three figures.

    One decimal of a million shows each change; of a billion, or of 亿, most changes would be 0.1.
    """
    unit = next((unit.power for unit in words.spec.compact_units if amount / MONEY_SCALE >= 10**unit.power), 0)
    return unit if unit == MILLION else 0


def _in_unit(amount: int, power: int, words: Language) -> str:
    """An amount with one decimal of the unit; one that is too small for it, and all without a unit, with three
    figures."""
    parts = amount / MONEY_SCALE / 10**power
    if not power or abs(parts) < LEAST:
        return words.money(amount, fixed=True)
    number = number_column([parts], 1, words, fixed=True)[0]
    text = words.money(10**power * MONEY_SCALE).replace("1", number.lstrip(MINUS), 1)
    return f"{MINUS}{text}" if amount < 0 else text


def _plus(text: str, amount: int) -> str:
    return f"+{text}" if amount > 0 else text


def _hover(words: Language, label: str, accounts: int, amount: int) -> str:
    exact = _plus(words.money(amount, compact=False), amount)
    count = words.say("{count} account", "{count} accounts", "count", count=accounts)
    return f"<b>{words.say(label)}</b> {exact}<br>{count}"


def _note(text: str, x: float, y: float, anchor: str, size: int, ink: float = 1.0) -> dict[str, Any]:
    return {
        "text": text, "xref": "paper", "x": x, "y": y, "xanchor": anchor, "yanchor": "middle", "showarrow": False,
        "font": {"size": size, "color": INK_COLOUR}, "opacity": ink, "borderpad": 0,
    }  # fmt: skip
