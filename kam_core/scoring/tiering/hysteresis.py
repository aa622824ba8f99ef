"""Step 2 of tiering: hysteresis. Near a cut or soon after publication an account keeps its published tier."""

from __future__ import annotations

import numpy as np

from kam_core.scoring.model.tiering_limits import Hysteresis
from kam_core.scoring.tiering.cut import AppliedCut
from kam_core.scoring.tiering.tier_inputs import A, B, C, Codes, Flags, S, TierInputs

BOUNDARIES = ((S, A), (A, B), (B, C))
"""The upper and the lower tier of each cut."""


def apply_hysteresis(codes: Codes, applied_cut: AppliedCut, inputs: TierInputs, band: Hysteresis) -> Codes:
    """The tiers after hysteresis; `codes` itself where no account has a published tier.

    In the band of a cut an account keeps its published tier if that is one of the two beside this cut; before
    `stay_months` are over it keeps it anywhere. Prospects, overridden accounts and, where the cut goes by rank or
    revenue, accounts without revenue keep no tier.
    """
    if not inputs.has_published_tiers:
        return codes
    # Only accounts that would change are examined: few, whatever the number of accounts.
    rows = np.flatnonzero((codes != inputs.published) & inputs.may_keep_published)
    rows = rows[applied_cut.applies_to[rows]]
    published = inputs.published[rows]
    stays: Flags = np.asarray(inputs.published_months[rows] < band.stay_months)
    for boundary, (upper, lower) in enumerate(BOUNDARIES):
        beside = (published == upper) | (published == lower)
        stays |= beside & applied_cut.in_band(boundary, band, rows)
    result = codes.copy()
    result[rows[stays]] = published[stays]
    return result
