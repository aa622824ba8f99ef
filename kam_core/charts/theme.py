"""Colours and layout of all figures; tier colours are the same everywhere and never the only mark."""

from __future__ import annotations

from html import escape
from typing import Any

import plotly.graph_objects as go

from kam_core.vocabulary.enums import TIERS

TIER_COLOURS = dict(zip(TIERS, ("#6a2c91", "#2f73c0", "#2a9d8f", "#a3adba"), strict=True))
"""Distinct for colour-blind readers, also by lightness; the first four of chartCategoricalColors in
.streamlit/config.toml."""
TIER_INK = dict(zip(TIERS, ("#ffffff", "#ffffff", "#14181d", "#14181d"), strict=True))
"""Text on a tier's colour."""
DARK_TIER_COLOURS = dict(zip(TIERS, ("#c490f0", "#1f74d0", "#62d8c8", "#7f8a98"), strict=True))
"""The same for badges on the dark theme."""
DARK_TIER_INK = dict(zip(TIERS, ("#14181d", "#ffffff", "#14181d", "#14181d"), strict=True))
NO_TIER_COLOUR = "#c9b79c"
STAGE_COLOURS = {
    "prospect": "#c9b79c",
    "initial": "#8ecae6",
    "deepening": "#4f9fcf",
    "mature": "#2f6db5",
    "cooling": "#d98e32",
    "ended": "#8d99ae",
}
ACCENT = "#3f7fbf"
QUIET = "#9aa5b1"

PAGE_COLOUR, INK_COLOUR = "#000038", "#000037"
SOFT_COLOUR, BEFORE_COLOUR, NOW_COLOUR = "#000011", "#000012", "#000017"
BROWSER_TIER_COLOURS = dict(zip(TIERS, ("#000001", "#000002", "#000003", "#000004"), strict=True))
BROWSER_TIER_INK = dict(zip(TIERS, (PAGE_COLOUR, "#ffffff", "#14181d", "#14181d"), strict=True))
"""Placeholders that Streamlit's page replaces by the colours of the theme in use, light or dark: background and text,
the first, second and seventh of chartSequentialColors, and the first four of chartCategoricalColors (config.toml)."""

ABOVE: dict[str, Any] = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0}
"""A legend above the picture that grows upwards where a narrow screen breaks it into lines."""
CONFIG: dict[str, Any] = {"displayModeBar": False, "displaylogo": False, "scrollZoom": False}
"""For every chart: no tool bar, no logo; nothing that calls a foreign host."""


def faded(colour: str, opacity: float) -> str:
    """A hex colour as rgba."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def safe(text: str | None) -> str:
    """Text for Plotly, which reads a little HTML: account names are data, not markup."""
    return escape(text or "")


def framed(*traces: Any, height: int = 300, **layout: Any) -> go.Figure:
    """A figure with the common layout; `layout` overrides."""
    settings: dict[str, Any] = {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 28, "b": 8},
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "legend": {"orientation": "h", "y": 1.12, "x": 0},
        "xaxis": {"automargin": True, "fixedrange": True},
        "yaxis": {"automargin": True, "fixedrange": True},
    }
    for name, value in layout.items():
        settings[name] = {**settings[name], **value} if isinstance(settings.get(name), dict) else value
    return go.Figure(data=list(traces), layout=settings)
