"""Builders of tier inputs, models and tier codes."""

from __future__ import annotations

from typing import Any

import numpy as np

from kam_core.scoring.model.cuts import Cut
from kam_core.scoring.model.model import Model, rebuilt
from kam_core.scoring.model.tiering_limits import Capacity, Hysteresis
from kam_core.scoring.tiering import tier as tiering
from kam_core.scoring.tiering.gates import GateFlags
from kam_core.scoring.tiering.tier import TierInputs, Tiers, assign_tiers

ONE = """
version = 1
name = "test"
[[criteria]]
name = "revenue"
group = "realised"
measure = "revenue"
weight = 1.0
utility = { kind = "linear", lo = 0.0, hi = 1000.0 }
"""
CODES = {"S": 0, "A": 1, "B": 2, "C": 3, "-": -1}


def codes(letters: str) -> Any:
    """ "SA-" as 0, 1, −1."""
    return np.array([CODES[letter] for letter in letters], dtype=np.int8)


def letters(found: Any) -> str:
    """0, 1, −1 as "SA-"."""
    return "".join(tier or "-" for tier in tiering.tier_labels(found).to_list())


def model(cut: Cut, hysteresis: Hysteresis | None = None, capacity: Capacity | None = None) -> Model:
    """A model of one criterion with this cut, bands and seats, without gates."""
    return rebuilt(
        Model.from_toml(ONE),
        cut=cut.model_dump(),
        gates={"mutual_dependence": False, "recurring": False, "revenue_and_margin": False},
        hysteresis=(hysteresis or Hysteresis()).model_dump(),
        capacity=(capacity or Capacity()).model_dump(),
    )


def tier_inputs(
    n: int,
    published_letters: str = "",
    months: list[int] | None = None,
    owners: list[int] | None = None,
    by_hand: str = "",
    revenue: list[int] | None = None,
    bought: list[bool] | None = None,
    fails: str = "",
) -> TierInputs:
    """Tier inputs of n buyers; `fails` marks with "s" who fails a gate of S, with "k" who fails one of S and A."""
    return TierInputs(
        bought=np.array([True] * n if bought is None else bought),
        revenue=np.array(revenue or [1] * n, dtype=np.int64),
        gates=GateFlags(
            {"mutual_dependence": np.array([mark == "s" for mark in fails])} if fails else {},
            {"recurring": np.array([mark == "k" for mark in fails])} if fails else {},
        ),
        overridden=codes(by_hand or "-" * n),
        published=codes(published_letters or "-" * n),
        published_months=np.array(months or [tiering.LONG_AGO] * n, dtype=np.int32),
        owner=np.array(owners or [-1] * n, dtype=np.int32),
    )


def tiers(
    score: list[float],
    cut: Cut,
    hysteresis: Hysteresis | None = None,
    capacity: Capacity | None = None,
    **more: Any,
) -> Tiers:
    """The tiers of accounts with these scores."""
    return assign_tiers(np.array(score), tier_inputs(len(score), **more), model(cut, hysteresis, capacity))
