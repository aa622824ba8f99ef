"""What the gates make of a tier that a cut would give."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from kam_core.scoring.tiering.tier import NONE, A, B, Codes, S, TierInputs


def after_gates(codes: Codes, rows: npt.NDArray[np.intp], inputs: TierInputs) -> Codes:
    """Tiers of these rows by cut → after the gates, S to A to B. Decisions by hand win, as everywhere.

    Hysteresis and seats are left out: they depend on the past and on everybody else.
    """
    tier = codes.copy()
    tier[(tier == S) & inputs.fails_s_gate[rows]] = A
    tier[(tier == A) & inputs.fails_key_gate[rows]] = B
    held = inputs.overridden[rows]
    return np.where(held != NONE, held, tier).astype(np.int8)
