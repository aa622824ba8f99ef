"""Step 2 of a tier: near a cut, or soon after it was published, an account keeps the tier it was told."""

from __future__ import annotations

import numpy as np

from kam_core.scoring.model.tiering_limits import Hysteresis
from kam_core.scoring.tiering.cut import Cutting
from kam_core.scoring.tiering.tier_inputs import A, B, C, Codes, Field, Flags, S

BOUNDARIES = ((S, A), (A, B), (B, C))
"""The upper and the lower tier of each cut."""


def kept(codes: Codes, cutting: Cutting, field: Field, band: Hysteresis) -> Codes:
    """The tiers after hysteresis; `codes` itself where nobody has a published tier.

    In the band of a cut an account keeps its published tier if that is one of the two beside this cut; before
    `stay_months` are over it keeps it anywhere. Prospects, accounts set by hand and, where the cut goes by rank or
    revenue, accounts without revenue keep nothing.
    """
    if not field.anybody_held:
        return codes
    # Only those who would lose what they were told are asked: few, whatever the number of accounts.
    rows = np.flatnonzero((codes != field.held) & field.could_keep)
    rows = rows[cutting.concerns[rows]]
    told = field.held[rows]
    keeps: Flags = np.asarray(field.held_months[rows] < band.stay_months)
    for boundary, (upper, lower) in enumerate(BOUNDARIES):
        beside = (told == upper) | (told == lower)
        keeps |= beside & cutting.near(boundary, band, rows)
    found = codes.copy()
    found[rows[keeps]] = told[keeps]
    return found
