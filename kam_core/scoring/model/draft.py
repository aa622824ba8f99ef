"""Create a draft: the published model with other weights and another cut."""

from __future__ import annotations

from collections.abc import Mapping

from kam_core.scoring.model.cuts import Cut
from kam_core.scoring.model.model import Model


def draft_of(base: Model, weights: Mapping[str, float], cut: Cut) -> Model:
    """The base model with other weights and another cut; the base itself where nothing differs."""
    new_cut = base.cut if _same_cut(base.cut, cut) else cut
    same = all(criterion.weight == weights[criterion.name] for criterion in base.criteria) and new_cut is base.cut
    return base if same else base.with_weights(weights, new_cut)


def _same_cut(one: Cut, other: Cut) -> bool:
    """Whether two cuts are equal except for the rounding of percentages typed on a screen."""
    same_kind = one.kind == other.kind and getattr(one, "proposed", None) == getattr(other, "proposed", None)
    return same_kind and all(abs((getattr(one, tier) or 0.0) - (getattr(other, tier) or 0.0)) < 1e-9 for tier in "sab")
