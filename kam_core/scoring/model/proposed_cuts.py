"""Propose score cuts from the data, by shares of buyers or natural breaks."""

from __future__ import annotations

from typing import Literal

from kam_core.scoring.model.cuts import ScoreCut
from kam_core.scoring.model.presets import propose
from kam_core.scoring.portfolio import Portfolio

PROPOSED: tuple[Literal["share", "natural"], ...] = ("share", "natural")
"""Ways of proposing a score cut: by shares of the buyers, or at natural breaks of the scores."""


def proposed_cuts(portfolio: Portfolio) -> dict[str, ScoreCut]:
    """Score cuts proposed for the published model, by the way of proposing them."""
    cuts = {way: propose(portfolio.model.with_cut(ScoreCut(proposed=way)), portfolio.accounts).cut for way in PROPOSED}
    return {way: cut for way, cut in cuts.items() if isinstance(cut, ScoreCut)}
