"""The account frame scored and tiered: the portfolio that every page looks at."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from kam_core.measures.view import View
from kam_core.scoring.model.model import Model
from kam_core.scoring.score import Scores, Utilities, group_points, score, utilities
from kam_core.scoring.tiering import tier as tiering
from kam_core.scoring.tiering.gate_effects import gates_holding
from kam_core.scoring.tiering.gates import gate_flags
from kam_core.scoring.tiering.tier import A, Codes, Field, Tiers
from kam_core.scoring.tiering.tier_totals import TierTotals, tier_totals
from kam_core.scoring.tiering.ties_at_cut import equals_at_a_cut
from kam_core.scoring.value_class import value_classes
from kam_core.vocabulary.cached_property import cached_property

PROSPECT_GROUPS = ("potential", "influence", "fit")


@dataclass(frozen=True)
class Portfolio:
    """Everything known of the accounts under one model.

    accounts: the account frame plus `score`, `coverage`, `rank` (1 = best score among buyers), `tier`, `cut_tier` (by
    score alone), `held_back_by` (the gates that lowered it), `equal_at_cut` (only the order decided), `overridden`,
    `provisional`, `prospect_points`, `realised_points`, `potential_points`, `value_class`,
    `evergreen`.
    """

    view: View
    model: Model
    accounts: pl.DataFrame
    matrix: Utilities
    scores: Scores
    field: Field
    tiers: Tiers

    @cached_property
    def totals(self) -> TierTotals:
        """Accounts and revenue of each tier; counted once, whatever drafts are set beside it."""
        return tier_totals(self.tiers.tier, self.field)


def build_portfolio(frame: pl.DataFrame, view: View, model: Model, held: pl.DataFrame | None = None) -> Portfolio:
    """Score and tier an account frame under a model whose bounds have been proposed.

    held: the tiers last published, for hysteresis (`account_id`, `tier`, optional `months`); None where none were.
    """
    matrix = utilities(frame, model)
    field = tier_field(frame, view, model, held)
    scores = score(matrix, model)
    tiers = tiering.assign(scores.score, field, model)
    accounts = frame.with_columns(
        pl.Series("score", scores.score, nan_to_null=True),
        pl.Series("coverage", scores.coverage),
        _ranks(scores.score, field),
        tiering.names(tiers.tier),
        tiering.names(tiers.cut, "cut_tier"),
        gates_holding(tiers, field),
        pl.Series("equal_at_cut", equals_at_a_cut(scores, field, model.cut, tiers.cut)),
        pl.Series("overridden", field.overridden != tiering.NONE),
        pl.Series("provisional", provisional(tiers.tier, scores, model)),
        pl.Series("prospect_points", group_points(matrix, model, PROSPECT_GROUPS), nan_to_null=True),
    )
    accounts = accounts.with_columns(value_classes(frame, matrix, model).get_columns())
    return Portfolio(view, model, accounts, matrix, scores, field, tiers)


def tier_field(frame: pl.DataFrame, view: View, model: Model, held: pl.DataFrame | None = None) -> Field:
    """What tiers need beside the score."""
    tiers, months = tiering.held_codes(frame, held)
    return Field(
        bought=frame["purchases_total"].to_numpy() > 0,
        revenue=frame["revenue"].to_numpy().astype(np.int64),
        gates=gate_flags(frame, model.gates),
        overridden=tiering.override_codes(frame, model.overrides, view.as_of),
        held=tiers,
        held_months=months,
        owner=tiering.owner_codes(frame),
    )


def field_under(published: Portfolio, model: Model) -> Field:
    """The field of the same accounts under another model: new gates and decisions, the same published tiers."""
    field = published.field
    if model.gates != published.model.gates:
        field = replace(field, gates=gate_flags(published.accounts, model.gates))
    if model.overrides != published.model.overrides:
        field = replace(
            field, overridden=tiering.override_codes(published.accounts, model.overrides, published.view.as_of)
        )
    return field


def provisional(tiers: Codes, scores: Scores, model: Model) -> np.ndarray:
    """S and A that rest on less data than the model asks for."""
    return (tiers >= 0) & (tiers <= A) & (scores.coverage < model.least_coverage)


def _ranks(score: np.ndarray, field: Field) -> pl.Series:
    """The place of each buyer, the best score at 1; null for the others."""
    buyers = np.flatnonzero(field.revenue > 0)
    ranked = buyers[np.argsort(-np.where(np.isnan(score), -np.inf, score)[buyers], kind="stable")]
    places = np.zeros(len(score), np.int64)
    places[ranked] = np.arange(1, len(ranked) + 1)
    ranks = pl.Series("rank", places)
    return ranks.set(ranks == 0, None)
