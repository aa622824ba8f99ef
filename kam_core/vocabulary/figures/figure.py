"""Definition of a figure: label, formula, and whether people judge a part of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a screen. `judged`: whether people's judgements are part of it."""

    label: str
    formula: str
    judged: bool = False
