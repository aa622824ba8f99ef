"""Ordered categories: tiers, lifecycle stages and value classes."""

from __future__ import annotations

from typing import Literal, get_args

import polars as pl

from kam_core.vocabulary.message import N_

Tier = Literal["S", "A", "B", "C"]
TIERS: tuple[str, ...] = get_args(Tier)
"""Best first."""
TIER = pl.Enum(list(TIERS))
STRATEGIC = TIERS[0]
KEY_TIERS = TIERS[:2]
"""Tiers of key accounts."""

STAGES = ("prospect", "initial", "deepening", "mature", "cooling", "ended")
"""In the order of the lifecycle."""
STAGE = pl.Enum(list(STAGES))

VALUE_CLASSES = ("whale", "cash_whale", "one_off_whale", "rising_fish", "small_fish")
VALUE_CLASS = pl.Enum(list(VALUE_CLASSES))

RANK_LABELS = {
    "S": N_("Strategic"),
    "A": N_("Partner"),
    "B": N_("Value"),
    "C": N_("General"),
    "prospect": N_("Prospect"),
    "initial": N_("Initial"),
    "deepening": N_("Deepening"),
    "mature": N_("Mature"),
    "cooling": N_("Cooling"),
    "ended": N_("Ended"),
    "whale": N_("Whale"),
    "cash_whale": N_("Cash whale"),
    "one_off_whale": N_("One-off whale"),
    "rising_fish": N_("Rising fish"),
    "small_fish": N_("Small fish"),
}
"""The English label of each rank; the catalogue's keys."""
EVERGREEN = N_("Evergreen")
"""Bought in each of the last five years, and regularly: a flag beside the value class."""
