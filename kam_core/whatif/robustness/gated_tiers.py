"""Apply gates and overrides to tiers by cut."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from kam_core.scoring.tiering.tier import NONE, A, B, Codes, S, TierInputs


def after_gates(codes: Codes, rows: npt.NDArray[np.intp], inputs: TierInputs) -> Codes:
    """Tiers of these rows by cut → after the gates, S to A to B. Overrides take precedence.

    Hysteresis and seats are left out: they depend on the past and on all other accounts.
    """
    tier = codes.copy()
    tier[(tier == S) & inputs.fails_s_gate[rows]] = A
    tier[(tier == A) & inputs.fails_key_gate[rows]] = B
    overridden = inputs.overridden[rows]
    return np.where(overridden != NONE, overridden, tier).astype(np.int8)
