"""Score cuts whose numbers are found in the data."""

from __future__ import annotations

from typing import Literal

from kam_core.scoring.model.model import ScoreCut
from kam_core.scoring.model.presets import propose
from kam_core.scoring.portfolio import Portfolio

PROPOSED: tuple[Literal["share", "natural"], ...] = ("share", "natural")
"""How the numbers of a score cut are found: by shares of the buyers, or at natural breaks of the scores."""


def proposed_cuts(portfolio: Portfolio) -> dict[str, ScoreCut]:
    """Score cuts under the published model, by the way in which their numbers are found in the data."""
    cuts = {how: propose(portfolio.model.with_cut(ScoreCut(proposed=how)), portfolio.accounts).cut for how in PROPOSED}
    return {how: cut for how, cut in cuts.items() if isinstance(cut, ScoreCut)}
