"""Portfolio: the account frame with scores and tiers under one model."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from kam_core.measures.view import View
from kam_core.scoring.model.model import Model
from kam_core.scoring.part_points import part_points
from kam_core.scoring.score import Scores, Utilities, group_points, score, utilities
from kam_core.scoring.tiering import tier as tiering
from kam_core.scoring.tiering.gate_effects import failed_gates
from kam_core.scoring.tiering.gates import gate_flags
from kam_core.scoring.tiering.tier import A, Codes, TierInputs, Tiers
from kam_core.scoring.tiering.tier_totals import TierTotals, tier_totals
from kam_core.scoring.tiering.ties_at_cut import equals_at_a_cut
from kam_core.scoring.value_class import value_classes
from kam_core.vocabulary.cached_property import cached_property

PROSPECT_GROUPS = ("potential", "influence", "fit")


@dataclass(frozen=True)
class Portfolio:
    """Scores and tiers of all accounts under one model.

    accounts: the account frame plus `score`, `coverage`, `rank` (1 = best score among buyers), `tier`, `cut_tier` (by
    score alone), `held_back_by` (the gates that lowered it), `equal_at_cut` (only the order decided), `overridden`,
    `provisional`, `prospect_points`, `realised_points`, `potential_points`, `value_class`,
    `evergreen`, and the columns of `part_points`.
    """

    view: View
    model: Model
    accounts: pl.DataFrame
    matrix: Utilities
    scores: Scores
    inputs: TierInputs
    tiers: Tiers

    @cached_property
    def totals(self) -> TierTotals:
        """Accounts and revenue of each tier; computed once."""
        return tier_totals(self.tiers.tier, self.inputs)


def build_portfolio(
    frame: pl.DataFrame, view: View, model: Model, published_tiers: pl.DataFrame | None = None
) -> Portfolio:
    """Score and tier an account frame under a model whose bounds have been proposed.

    published_tiers: for hysteresis (`account_id`, `tier`, optional `months`); None where none were published.
    """
    matrix = utilities(frame, model)
    inputs = build_tier_inputs(frame, view, model, published_tiers)
    scores = score(matrix, model)
    tiers = tiering.assign_tiers(scores.score, inputs, model)
    accounts = frame.with_columns(
        pl.Series("score", scores.score, nan_to_null=True),
        pl.Series("coverage", scores.coverage),
        _ranks(scores.score, inputs),
        tiering.tier_labels(tiers.tier),
        tiering.tier_labels(tiers.cut, "cut_tier"),
        failed_gates(tiers, inputs),
        pl.Series("equal_at_cut", equals_at_a_cut(scores, inputs, model.cut, tiers.cut)),
        pl.Series("overridden", inputs.overridden != tiering.NONE),
        pl.Series("provisional", provisional(tiers.tier, scores, model)),
        pl.Series("prospect_points", group_points(matrix, model, PROSPECT_GROUPS), nan_to_null=True),
    )
    accounts = accounts.with_columns(
        *value_classes(frame, matrix, model).get_columns(), *part_points(matrix, model).get_columns()
    )
    return Portfolio(view, model, accounts, matrix, scores, inputs, tiers)


def build_tier_inputs(
    frame: pl.DataFrame, view: View, model: Model, published_tiers: pl.DataFrame | None = None
) -> TierInputs:
    """The arrays that tiering needs besides the score."""
    tiers, months = tiering.published_codes(frame, published_tiers)
    return TierInputs(
        bought=frame["purchases_total"].to_numpy() > 0,
        revenue=frame["revenue"].to_numpy().astype(np.int64),
        gates=gate_flags(frame, model.gates),
        overridden=tiering.override_codes(frame, model.overrides, view.as_of),
        published=tiers,
        published_months=months,
        owner=tiering.owner_codes(frame),
    )


def tier_inputs_under(published: Portfolio, model: Model) -> TierInputs:
    """Inputs of the same accounts under another model: new gates and overrides, the same published tiers."""
    inputs = published.inputs
    if model.gates != published.model.gates:
        inputs = replace(inputs, gates=gate_flags(published.accounts, model.gates))
    if model.overrides != published.model.overrides:
        inputs = replace(
            inputs, overridden=tiering.override_codes(published.accounts, model.overrides, published.view.as_of)
        )
    return inputs


def provisional(tiers: Codes, scores: Scores, model: Model) -> np.ndarray:
    """S and A accounts with less coverage than the model requires."""
    return (tiers >= 0) & (tiers <= A) & (scores.coverage < model.least_coverage)


def _ranks(score: np.ndarray, inputs: TierInputs) -> pl.Series:
    """The rank of each buyer, the best score at 1; null for the others."""
    buyers = np.flatnonzero(inputs.revenue > 0)
    ranked = buyers[np.argsort(-np.where(np.isnan(score), -np.inf, score)[buyers], kind="stable")]
    numbers = np.zeros(len(score), np.int64)
    numbers[ranked] = np.arange(1, len(ranked) + 1)
    ranks = pl.Series("rank", numbers)
    return ranks.set(ranks == 0, None)
