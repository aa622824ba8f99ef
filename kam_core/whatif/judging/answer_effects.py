"""Scores and tiers of accounts if one judged criterion had a mark of 1, 2, 3, 4 or 5."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from kam_core.measures.latest_assessments import mutual_dependence_passed
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.score import MISSING_POINTS, raw_values
from kam_core.scoring.tiering.gates import GateFlags
from kam_core.scoring.tiering.tier import NONE, Codes
from kam_core.scoring.utility import Percentile
from kam_core.vocabulary.judgement.criterion import LEAST, MOST
from kam_core.whatif.robustness.missing_values import tiers_at
from kam_core.whatif.robustness.one_weight import Numbers

MARKS = tuple(range(LEAST, MOST + 1))
GATE = "mutual_dependence"
DEPENDENCE = ("mutual_dependence", "meets_our_management", "compensates_loss")
"""Criteria on which the gate of S rests."""
Rows = np.ndarray


@dataclass(frozen=True)
class AnswerEffects:
    """One row per account, one column per mark from 1 to 5; all other values and accounts stay as they are.

    scores: 0–100, NaN without a score; tiers: after gates, −1 without a tier; scored: whether the criterion is in the
    score; gated: whether the gate of S rests on it.
    """

    scores: Numbers
    tiers: Codes
    scored: bool
    gated: bool


def answer_effects(portfolio: Portfolio, rows: Rows, criterion: str) -> AnswerEffects:
    """Give each account every mark in turn. A mark that has no part in the score or the gates changes nothing."""
    column = _column(portfolio, criterion)
    gated = criterion in DEPENDENCE and portfolio.model.gates.mutual_dependence
    now = portfolio.scores.score[rows]
    scores = (
        np.repeat(now[:, None], len(MARKS), axis=1)
        if column is None
        else np.column_stack([_scores(portfolio, rows, column, mark) for mark in MARKS])
    )
    tiers = np.empty(scores.shape, np.int8)
    for place, mark in enumerate(MARKS):
        judged = _with_gate(portfolio, rows, criterion, mark) if gated else portfolio
        tiers[:, place] = tiers_at(judged, rows, scores[:, place])
    tiers[portfolio.tiers.tier[rows] == NONE] = NONE
    return AnswerEffects(scores, tiers, column is not None, gated)


def model_criteria(portfolio: Portfolio, judged: Sequence[str]) -> tuple[str, ...]:
    """The judged criteria that have a part in score or gates, in the order of the model, then those of the gate."""
    weighted = [criterion.measure for criterion in portfolio.model.criteria if criterion.weight > 0]
    return tuple(dict.fromkeys([*(name for name in weighted if name in judged), *DEPENDENCE]))


def _column(portfolio: Portfolio, criterion: str) -> int | None:
    """The criterion's place in the model; None where it has no weight or another one stands for it."""
    for place, one in enumerate(portfolio.model.criteria):
        if one.measure == criterion and one.weight > 0:
            # Without any data it is not active yet; its first mark activates it, unless another one replaces it.
            empty = bool(np.isnan(portfolio.matrix.points[:, place]).all())
            replaced = one.unless is not None and not portfolio.matrix.active[place] and not empty
            return None if replaced else place
    return None


def _scores(portfolio: Portfolio, rows: Rows, column: int, mark: int) -> Numbers:
    """The scores of these accounts with one mark; other missing values follow the model's policy."""
    model = portfolio.model
    weights = np.array([criterion.weight for criterion in model.criteria]) * portfolio.matrix.active
    weight = model.criteria[column].weight
    weights[column] = 0.0
    points = portfolio.matrix.points[rows]
    known = ~np.isnan(points)
    filled = np.where(known, points, MISSING_POINTS.get(model.missing, 0.0))
    base = known @ weights if model.missing == "share_out" else np.full(len(points), float(weights.sum()))
    given = _points(portfolio, rows, column, mark)
    return np.asarray((filled @ weights + given * weight) / (base + weight))


def _points(portfolio: Portfolio, rows: Rows, column: int, mark: int) -> Numbers:
    criterion = portfolio.model.criteria[column]
    if not isinstance(criterion.utility, Percentile):
        return np.full(len(rows), criterion.utility.points(np.array([float(mark)]))[0])
    values = raw_values(portfolio.accounts, criterion.measure)
    points = np.empty(len(rows))
    for place, row in enumerate(rows.tolist()):
        changed = values.copy()
        changed[row] = mark
        points[place] = criterion.utility.ranked(changed)[0][row]
    return points


def _with_gate(portfolio: Portfolio, rows: Rows, criterion: str, mark: int) -> Portfolio:
    """The portfolio with the gate of mutual dependence tested again for these accounts."""
    names = [name for name in DEPENDENCE if name in portfolio.accounts.columns]
    judged = portfolio.accounts.select("account", *names)[rows].with_columns(pl.lit(float(mark)).alias(criterion))
    passed = mutual_dependence_passed(judged)["mutual_dependence_passed"]
    gates = portfolio.inputs.gates
    failed = gates.s_only[GATE].copy()
    failed[rows] = (~passed).fill_null(False).to_numpy()
    flags = GateFlags({**gates.s_only, GATE: failed}, gates.key)
    return replace(portfolio, inputs=replace(portfolio.inputs, gates=flags))
