"""Histogram of the scores, with the cuts marked in it."""

from __future__ import annotations

import numpy as np

from kam_core.scoring.tiering.tier import NONE
from kam_core.vocabulary.enums import TIERS
from kam_core.whatif.comparison import WhatIf

SCORE_CLASS = 2.5
"""Width of a class of the score distribution, in points."""


def score_classes(result: WhatIf) -> tuple[list[float], list[int], dict[str, float]]:
    """Middle and count of each score class of the tiered accounts, and the lowest score that the cut put in S, A, B."""
    tiered = result.tiers.cut != NONE
    scores = result.scores.score
    known = scores[tiered & ~np.isnan(scores)]
    counts, edges = np.histogram(known, bins=np.arange(0.0, 100.0 + SCORE_CLASS, SCORE_CLASS))
    lowest = {}
    for code, tier in enumerate(TIERS[:-1]):
        inside = scores[(result.tiers.cut == code) & ~np.isnan(scores)]
        if len(inside):
            lowest[tier] = float(inside.min())
    return (edges[:-1] + SCORE_CLASS / 2).tolist(), counts.tolist(), lowest
