"""Explain a change of tier by the score, the effective cut and the later steps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl

from kam_core.scoring.model.cuts import ParetoCut
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.effective_cut import BOUNDARIES, EffectiveCuts
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.message import Message
from kam_core.whatif.explanation.mover_sentence import mover_sentence
from kam_core.whatif.explanation.score_change import Rows, ScoreChange, score_change
from kam_core.whatif.explanation.steps import CriterionPart, CutDistance, Explanation, Steps, TierMoves

ABSENT = -1
NO_SENTENCE = Message("")


def explain(before: Portfolio, after: Portfolio, row: int) -> Explanation:
    """Explain the tier of the account at `row` of `after.accounts` against `before`."""
    return explain_all(before, after, np.array([row]))[0]


def movers(before: Portfolio, after: Portfolio) -> Rows:
    """Rows of `after.accounts` whose tier differs from that before, the larger revenue (after) first."""
    places = _rows_before(before, after)
    then = np.where(places >= 0, before.tiers.tier[places], ABSENT)
    rows = np.flatnonzero(then != after.tiers.tier)
    return rows[np.argsort(-after.inputs.revenue[rows], kind="stable")]


def explain_all(before: Portfolio, after: Portfolio, rows: Rows, by_criterion: bool = True) -> tuple[Explanation, ...]:
    """`explain` for many rows of `after.accounts`, in their order. Accounts are matched by `account_id`.

    Without `by_criterion` single criteria are left out except for the main one, which is faster.
    """
    rows = np.asarray(rows, dtype=np.intp)
    places = rows if before.accounts is after.accounts else _rows_before(before, after)[rows]
    matched = np.flatnonzero(places >= 0)
    change = score_change(before, after, places[matched], rows[matched])
    lines = EffectiveCuts(before), EffectiveCuts(after)
    where = {int(place): nth for nth, place in enumerate(matched)}
    found = []
    for nth, row in enumerate(rows.tolist()):
        then = int(places[nth]) if nth in where else None
        found.append(_explained(before, after, row, then, change, where.get(nth), lines, by_criterion))
    return tuple(found)


def _rows_before(before: Portfolio, after: Portfolio) -> Rows:
    """For each row of the after portfolio its row before; −1 where the account is new."""
    now, then = after.accounts["account_id"], before.accounts["account_id"]
    if len(now) == len(then) and bool((now == then).all()):
        return np.arange(len(now))
    old = pl.DataFrame({"account_id": then, "row": np.arange(len(then))})
    joined = pl.DataFrame({"account_id": now}).join(old, on="account_id", how="left", maintain_order="left")
    return joined["row"].fill_null(ABSENT).to_numpy().astype(np.intp)


def _explained(
    before: Portfolio,
    after: Portfolio,
    row: int,
    then: int | None,
    change: ScoreChange,
    nth: int | None,
    lines: tuple[EffectiveCuts, EffectiveCuts],
    by_criterion: bool,
) -> Explanation:
    steps_after = _steps(after, row)
    steps_before = None if then is None else _steps(before, then)
    distance: CutDistance | None = None
    criteria: tuple[CriterionPart, ...] = ()
    parts: tuple[float, float, float] | None = None
    main: str | None = None
    if then is not None and nth is not None and steps_before is not None:
        distance = _distance(before, after, (then, row), (steps_before.tier, steps_after.tier), change, nth, lines)
        criteria = _criteria(change, nth) if by_criterion else ()
        if not np.isnan(change.parts[nth]).any():
            data, weights, ranges = change.parts[nth].tolist()
            parts, main = (data, weights, ranges), change.main(nth)
    found = Explanation(
        account_id=after.accounts["account_id"][row],
        name=after.accounts["name"][row],
        tier_before=None if steps_before is None else _tier_label(steps_before.tier),
        tier_after=_tier_label(steps_after.tier),
        score_before=None if nth is None else _known(change.before[nth]),
        score_after=_known(after.scores.at(np.array([row]))[0] if nth is None else change.after[nth]),
        steps_before=steps_before,
        steps_after=steps_after,
        moves=None if steps_before is None else _moves(steps_before, steps_after),
        distance=distance,
        parts=parts,
        main=main,
        criteria=criteria,
        sentence=NO_SENTENCE,
    )
    return replace(found, sentence=mover_sentence(found, before, after, then, row))


def _steps(portfolio: Portfolio, row: int) -> Steps:
    tiers = portfolio.tiers
    return Steps(
        *(
            int(codes[row])
            for codes in (tiers.cut, tiers.after_hysteresis, tiers.gated, tiers.after_capacity, tiers.tier)
        )
    )


def _moves(before: Steps, after: Steps) -> TierMoves:
    return TierMoves(
        cut=after.cut - before.cut,
        hysteresis=(after.after_hysteresis - after.cut) - (before.after_hysteresis - before.cut),
        gates=(after.gated - after.after_hysteresis) - (before.gated - before.after_hysteresis),
        seats=(after.after_capacity - after.gated) - (before.after_capacity - before.gated),
        override=(after.tier - after.after_capacity) - (before.tier - before.after_capacity),
    )


def _distance(
    before: Portfolio,
    after: Portfolio,
    rows: tuple[int, int],
    tiers: tuple[int, int],
    change: ScoreChange,
    nth: int,
    lines: tuple[EffectiveCuts, EffectiveCuts],
) -> CutDistance | None:
    by_revenue = [isinstance(portfolio.model.cut, ParetoCut) for portfolio in (before, after)]
    if ABSENT in tiers or by_revenue[0] != by_revenue[1]:
        return None
    # The better of the two tiers is the one whose cut was crossed; for an account that stays in C it is the cut of B.
    boundary = min(*tiers, BOUNDARIES - 1)
    line = [lines[side].by_cut(boundary, rows[side]) for side in (0, 1)]
    if by_revenue[0]:
        own = [float(portfolio.inputs.revenue[row]) for portfolio, row in zip((before, after), rows, strict=True)]
        return CutDistance(
            "money", TIERS[boundary], own[0] - line[0], own[1] - own[0], 0.0, 0.0, line[0] - line[1], 0.0,
            own[1] - line[1], line[0], line[1],
        )  # fmt: skip
    parts = change.parts[nth]
    if np.isnan(parts).any():
        return None
    own = [float(change.before[nth]), float(change.after[nth])]
    full = [lines[side].by_seats(boundary, rows[side]) for side in (0, 1)]
    reach = [line[side] + full[side] for side in (0, 1)]
    data, weights, ranges = (float(part) for part in parts)
    return CutDistance(
        "points", TIERS[boundary], own[0] - reach[0], data, weights, ranges, line[0] - line[1], full[0] - full[1],
        own[1] - reach[1], reach[0], reach[1],
    )  # fmt: skip


def _criteria(change: ScoreChange, nth: int) -> tuple[CriterionPart, ...]:
    if np.isnan(change.by_criterion[nth]).any():
        return ()
    return tuple(
        CriterionPart(
            criterion.name,
            criterion.measure,
            float(change.weights_before[k]),
            float(change.weights_after[k]),
            _known(change.points_before[nth, k]),
            _known(change.points_after[nth, k]),
            *(float(part) for part in change.by_criterion[nth, k]),
        )
        for k, criterion in enumerate(change.criteria)
    )


def _tier_label(code: int) -> str | None:
    return None if code == ABSENT else TIERS[code]


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
