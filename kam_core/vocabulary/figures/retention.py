"""Figures of the retention models: purchases expected and purchases that happened."""

from __future__ import annotations

from kam_core.vocabulary.figures.figure import Figure
from kam_core.vocabulary.message import N_

RETENTION: dict[str, Figure] = {
    "holdout_expected": Figure(
        N_("Purchases expected"),
        N_("Purchases that the model expected in the months left out of the fit, of the accounts known before them."),
    ),
    "holdout_actual": Figure(
        N_("Purchases made"),
        N_("Days with a purchase in the months left out of the fit, of the accounts known before."),
    ),
}
