"""Bars of a measure by month over those of the year before, with targets, and the last three months set apart."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from kam_core.charts.theme import BEFORE_COLOUR, INK_COLOUR, NOW_COLOUR, PAGE_COLOUR, SOFT_COLOUR, framed
from kam_core.insight.results.last_three_months import LastThreeMonths, Months
from kam_core.locale.language import Language
from kam_core.locale.number_columns import number_column
from kam_core.vocabulary.calendar import month_start
from kam_core.vocabulary.message import N_, Change, Money
from kam_core.vocabulary.money import MONEY_SCALE

GAP = 0.5
"""Room before the last three months, in months."""
WIDE, SLIM = 0.76, 0.56
HEADROOM = 1.5
"""Height of the chart over its highest bar: labels stand above."""
YEAR_LABELS = 12
"""Beyond so many months only the first of each quarter is labelled, with its year."""
THIS_YEAR, EACH_YEAR = (N_("this year"), N_("last year")), (N_("in the month"), N_("a year earlier"))
"""Names of the bars and of those behind them, within a year and beyond."""
SMALL = 12
"""Points of captions and of labels at marks."""
FIGURE_SPACE, SIGN_SPACE = "\u2007", "\u2008"
"""As wide as a digit, and as the mark between digits."""


def month_results_figure(
    months: pl.DataFrame,
    words: Language,
    measure: str = "revenue",
    last: LastThreeMonths | None = None,
    height: int = 280,
) -> go.Figure:
    """`month`, `revenue` and `margin` with their `…_year_before`, `target`, `unfinished` → the bars.

    measure: revenue or margin; targets are of revenue alone. Unfinished months are hatched.
    """
    numbers = months["month"].to_list()
    places = [place + (GAP if last and number >= last.now.first else 0) for place, number in enumerate(numbers)]
    at = dict(zip(numbers, places, strict=True))
    values, before = months[measure].to_list(), months[f"{measure}_year_before"].to_list()
    targets = months["target"].to_list() if measure == "revenue" else [None] * months.height
    present = [value for value in (0, *values, *before, *targets) if value is not None]
    low, high = min(present), max(present) or 1
    dates = [month_start(number) for number in numbers]
    hover = [_hover(words, *row) for row in zip(dates, values, before, targets, strict=True)]
    annotations = [*_series_labels(places, values, before, targets, words, len(places) - (6 if last else 0))]
    shapes: list[dict[str, Any]] = []
    if last is not None and last.now.first in at:
        annotations += _band_texts(last, at, words)
        shapes = _band(last, at, high)
    return framed(
        _bars(places, before, WIDE, BEFORE_COLOUR, hover),
        _bars(places, values, SLIM, NOW_COLOUR, hover, _texts(values, high, words), months["unfinished"].to_list()),
        *_target_lines(places, targets),
        height=height,
        barmode="overlay",
        margin={"l": 0, "r": 16, "t": 0, "b": 24},
        xaxis={
            "tickvals": places, "ticktext": _tick_texts(dates, words), "tickangle": 0, "showgrid": False,
            "zeroline": False, "range": [-0.6, (places[-1] if places else 0) + 0.6],
            "tickfont": {"size": SMALL, "color": INK_COLOUR}, "automargin": False,
        },
        yaxis={
            "visible": False, "range": [low * 1.15, low + (high - low) * HEADROOM], "automargin": False,
        },
        shapes=[*shapes, _zero_line()],
        annotations=annotations,
        uniformtext={"minsize": 10, "mode": "hide"},
    )  # fmt: skip


def unit_text(months: pl.DataFrame, words: Language, measure: str = "revenue") -> str:
    """The unit of the numbers in the bars, such as ¥M or ¥万; empty where they are whole."""
    power = _power(max((value for value in months[measure].to_list() if value is not None), default=0), words)
    return "" if power == 0 else words.money(10**power * MONEY_SCALE).replace("1", "", 1)


def _power(high: int, words: Language) -> int:
    return next((unit.power for unit in words.spec.compact_units if high / MONEY_SCALE >= 10**unit.power), 0)


def _texts(values: list[int | None], high: int, words: Language) -> list[str]:
    """Numbers in one unit, with a decimal where they have few digits."""
    power = _power(max((value for value in values if value is not None), default=0), words)
    unit = MONEY_SCALE * 10**power
    lead = high / unit
    digits = 0 if power == 0 or lead >= 100 else 1 if lead >= 10 else 2
    known = [None if value is None else value / unit for value in values]
    texts = number_column(known, digits, words, fixed=True)
    # As wide as the widest: where one has no room in its bar, all are hidden, not all but the shortest.
    widest = max(texts, key=len, default="")
    return ["" if value is None else _widened(text, widest) for value, text in zip(values, texts, strict=True)]


def _widened(text: str, widest: str) -> str:
    missing = [FIGURE_SPACE if sign.isdigit() else SIGN_SPACE for sign in widest[: len(widest) - len(text)]]
    half = len(missing) // 2
    return "".join([*missing[:half], text, *missing[half:]])


def _bars(
    places: list[float], values: list[int | None], width: float, colour: str, hover: list[str],
    texts: list[str] | None = None, hatched: list[bool] | None = None,
) -> go.Bar:  # fmt: skip
    marker: dict[str, Any] = {"color": colour, "line": {"width": 0}, "cornerradius": 2}
    if hatched and any(hatched):
        shape = ["/" if one else "" for one in hatched]
        marker["pattern"] = {"shape": shape, "fillmode": "replace", "fgcolor": colour, "size": 6, "solidity": 0.4}
    ink = [INK_COLOUR if one else PAGE_COLOUR for one in hatched or []]
    return go.Bar(
        x=places, y=values, width=width, marker=marker, text=texts, textposition="inside" if texts else "none",
        insidetextanchor="start", textangle=0, textfont={"color": ink, "size": SMALL} if texts else None,
        constraintext="inside", cliponaxis=False, customdata=hover, hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip


def _target_lines(places: list[float], targets: list[int | None]) -> list[go.Scatter]:
    """A line across each month with a target, over a wider one in the colour of the page."""
    known = [(place, target) for place, target in zip(places, targets, strict=True) if target is not None]
    if not known:
        return []
    half = WIDE / 2 + 0.02
    x = [one for place, _ in known for one in (place - half, place + half, None)]
    y = [one for _, target in known for one in (target, target, None)]
    return [
        go.Scatter(x=x, y=y, mode="lines", line={"color": colour, "width": width}, hoverinfo="skip")
        for colour, width in ((PAGE_COLOUR, 5), (INK_COLOUR, 2))
    ]


def _hover(words: Language, date: Any, value: int | None, before: int | None, target: int | None) -> str:
    lines = [f"<b>{words.month(date)}</b> {words.maybe_money(value)}"]
    if before is not None:
        lines.append(words.say("last year {money}", money=Money(before)))
    if target is not None:
        lines.append(words.say("target {money}", money=Money(target)))
    return "<br>".join(lines)


def _tick_texts(dates: list[Any], words: Language) -> list[str]:
    if len(dates) <= YEAR_LABELS:
        return [words.short_month(date) for date in dates]
    return [words.month(date) if date.month % 3 == 1 else "" for date in dates]


def _series_labels(
    places: list[float], values: list[int | None], before: list[int | None], targets: list[int | None],
    words: Language, until: int,
) -> list[dict[str, Any]]:  # fmt: skip
    """Label each series once, at the month with the most room to its right among the first ones."""
    highest = [max(one or 0 for one in row) for row in zip(values, before, targets, strict=True)]
    candidates = range(max(1, min(until, len(places) - 1)))
    if not places or not any(highest):
        return []
    name, earlier = THIS_YEAR if len(places) <= YEAR_LABELS else EACH_YEAR
    place = max(candidates, key=lambda n: highest[n] - (highest[n + 1] if n + 1 < len(places) else 0))
    labels = [
        _text(words.say(name), places[place], highest[place], yanchor="bottom", yshift=2, bold=True,
              font={"color": NOW_COLOUR, "size": SMALL})
    ]  # fmt: skip
    marks = [
        (words.say("target"), targets[place], WIDE / 2 + 0.02), (words.say(earlier), before[place], WIDE / 2)
    ]  # fmt: skip
    known = sorted(((y, text, dx) for text, y, dx in marks if y is not None and y > 0), key=lambda mark: -mark[0])
    for (y, text, dx), rise in zip(known, (-10, 12), strict=False):
        labels.append(
            {
                "text": text, "x": places[place] + dx, "y": y, "ax": 12, "ay": rise, "xanchor": "left",
                "showarrow": True, "arrowhead": 0, "arrowwidth": 1, "arrowcolor": INK_COLOUR, "standoff": 0,
                "font": {"size": SMALL, "color": INK_COLOUR}, "borderpad": 1,
            }
        )  # fmt: skip
    return labels


def _band(last: LastThreeMonths, at: dict[int, float], high: int) -> list[dict[str, Any]]:
    """The field behind the last months, and a bracket over those before."""
    now = last.now
    shapes: list[dict[str, Any]] = [
        {
            "type": "rect", "x0": at[now.first] - 0.5, "x1": at[now.last] + 0.5, "y0": 0, "y1": 1, "yref": "paper",
            "fillcolor": SOFT_COLOUR, "opacity": 0.6, "line": {"width": 0}, "layer": "below",
        }
    ]  # fmt: skip
    if last.before is not None and last.before.first in at:
        left, right = at[last.before.first] - WIDE / 2, at[last.before.last] + WIDE / 2
        y, foot = high * (HEADROOM - 0.22), high * (HEADROOM - 0.25)
        shapes.append(
            {"type": "path", "path": f"M{left},{foot} L{left},{y} L{right},{y} L{right},{foot}",
             "line": {"color": INK_COLOUR, "width": 1}, "opacity": 0.6}
        )  # fmt: skip
    return shapes


def _band_texts(last: LastThreeMonths, at: dict[int, float], words: Language) -> list[dict[str, Any]]:
    """Amount and changes of the last months in the field, and the amount of those before over the bracket."""
    span, before = _span(last.now, words), last.before
    lines = [f"<b>{span} {words.money(last.now.amount, fixed=True)}</b>"]
    if before is not None and last.change is not None:
        change = words.show(Change(last.change))
        # Narrow bars make a narrow field: the bracket beside it names what the change is against.
        if len(at) <= YEAR_LABELS:
            change = words.say("{change} on {months}", change=Change(last.change), months=_span(before, words))
        lines.append(f"<b>{change}</b>")
    if last.year_change is not None:
        lines.append(words.say("{change} on last year", change=Change(last.year_change)))
    middle = (at[last.now.first] + at[last.now.last]) / 2
    texts = [
        _text("<br>".join(lines), middle, 1, yref="paper", yanchor="top", yshift=-6,
              font={"size": SMALL, "color": INK_COLOUR})
    ]  # fmt: skip
    if before is not None and before.first in at:
        text = f"{_span(before, words)}<br>{words.money(before.amount, fixed=True)}"
        texts.append(
            _text(text, (at[before.first] + at[before.last]) / 2, 1, yref="paper", yanchor="top", yshift=-2,
                  font={"size": SMALL, "color": INK_COLOUR})
        )  # fmt: skip
    return texts


def _span(span: Months, words: Language) -> str:
    return words.month_span(month_start(span.first), month_start(span.last))


def _text(text: str, x: float, y: float, bold: bool = False, **settings: Any) -> dict[str, Any]:
    return {"text": f"<b>{text}</b>" if bold else text, "x": x, "y": y, "showarrow": False, **settings}


def _zero_line() -> dict[str, Any]:
    return {
        "type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": 0, "y1": 0,
        "line": {"color": INK_COLOUR, "width": 1}, "opacity": 0.5,
    }  # fmt: skip
