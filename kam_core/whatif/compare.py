"""The published model against a draft: counts, money, flow between tiers, movers with their reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl

from kam_core.insight.concentration import thinned
from kam_core.insight.movement import main_cause
from kam_core.scoring import tier as tiering
from kam_core.scoring.model import Model
from kam_core.scoring.portfolio import Portfolio, field_under
from kam_core.scoring.score import Scores, score, utilities
from kam_core.scoring.tier import NONE, Tiers
from kam_core.vocabulary.message import Message, Points, Share
from kam_core.vocabulary.ranks import TIERS

MOST_MOVERS = 50
HARDLY_POINTS = 0.05
"""A change of score below what the screen shows."""
KEY_TIERS = 2


@dataclass(frozen=True)
class Mover:
    """One account that changes tier under the draft. Money in ten-thousandths."""

    account_id: str
    name: str
    tier_before: str
    tier_after: str
    score_before: float | None
    score_after: float | None
    revenue: int
    why: Message

    @property
    def up(self) -> bool:
        """Whether the draft lifts it."""
        return TIERS.index(self.tier_after) < TIERS.index(self.tier_before)


@dataclass(frozen=True)
class WhatIf:
    """What the draft changes.

    mix:    `tier`, `accounts_before`, `accounts_after`, `revenue_before`, `revenue_after`, one row per tier.
    flow:   4 × 4 counts, rows = tier before, columns = tier after (S, A, B, C).
    curve:  ≤ 500 rows `account_share`, `before`, `after`: cumulative revenue share with the accounts in the order of
            either score, so a steeper curve is a model that puts money first.
    movers: at most 50, the largest revenue first; `moved` counts all, `up` and `down` its two directions.
    """

    mix: pl.DataFrame
    flow: np.ndarray
    curve: pl.DataFrame
    movers: tuple[Mover, ...]
    moved: int
    up: int
    down: int
    scores: Scores
    tiers: Tiers

    @property
    def curve_before(self) -> pl.DataFrame:
        """The published model's curve in the columns of every Pareto curve."""
        return self.curve.select("account_share", pl.col("before").alias("value_share"))

    @property
    def curve_after(self) -> pl.DataFrame:
        """The draft's curve in the columns of every Pareto curve."""
        return self.curve.select("account_share", pl.col("after").alias("value_share"))

    @property
    def key_share(self) -> tuple[float, float]:
        """S and A's share of revenue before and after."""
        shares = []
        for column in ("revenue_before", "revenue_after"):
            total = int(self.mix[column].sum())
            shares.append(int(self.mix[column].head(KEY_TIERS).sum()) / total if total else 0.0)
        return shares[0], shares[1]


def compare(published: Portfolio, draft: Model) -> WhatIf:
    """Score and tier the same accounts under the draft and set the two side by side."""
    scores, tiers = rescore(published, draft)
    before, after = published.tiers.tier, tiers.tier
    tiered = (before != NONE) & (after != NONE)
    flow = np.zeros((len(TIERS), len(TIERS)), dtype=np.int64)
    np.add.at(flow, (before[tiered], after[tiered]), 1)
    changed = np.flatnonzero(tiered & (before != after))
    return WhatIf(
        mix=_mix(published, tiers),
        flow=flow,
        curve=_curves(published, scores),
        movers=_movers(published, draft, scores, tiers, changed),
        moved=len(changed),
        up=int((after[changed] < before[changed]).sum()),
        down=int((after[changed] > before[changed]).sum()),
        scores=scores,
        tiers=tiers,
    )


def rescore(published: Portfolio, draft: Model) -> tuple[Scores, Tiers]:
    """Scores and tiers under the draft. Utilities and gates are reused as long as the draft leaves them alone."""
    model = published.model
    matrix = published.matrix if same_points(model, draft) else utilities(published.accounts, draft)
    scores = score(matrix, draft)
    return scores, tiering.assign(scores.score, field_under(published, draft), draft)


def same_points(one: Model, other: Model) -> bool:
    """Whether two models give every account the same points, whatever the weights."""
    shapes = [[(c.name, c.measure, c.utility, c.unless) for c in model.criteria] for model in (one, other)]
    return shapes[0] == shapes[1]


def _mix(published: Portfolio, tiers: Tiers) -> pl.DataFrame:
    revenue = published.field.revenue
    columns: dict[str, list[int]] = {}
    for when, codes in (("before", published.tiers.tier), ("after", tiers.tier)):
        inside = codes != NONE
        columns[f"accounts_{when}"] = np.bincount(codes[inside], minlength=len(TIERS)).tolist()
        # Integer money adds up exactly, which a weighted bincount in doubles would not.
        columns[f"revenue_{when}"] = [int(revenue[codes == code].sum()) for code in range(len(TIERS))]
    return pl.DataFrame({"tier": list(TIERS), **columns})


def _curves(published: Portfolio, scores: Scores) -> pl.DataFrame:
    revenue = published.field.revenue
    buyers = np.flatnonzero(revenue > 0)
    total = max(1, int(revenue[buyers].sum()))
    place = thinned(len(buyers))
    curves = {"account_share": place / max(1, len(buyers))}
    for name, values in (("before", published.scores.score), ("after", scores.score)):
        order = buyers[np.argsort(-np.where(np.isnan(values), -np.inf, values)[buyers], kind="stable")]
        cumulative = np.concatenate([[0], np.cumsum(revenue[order])]) / total
        curves[name] = cumulative[place]
    return pl.DataFrame(curves)


def _movers(published: Portfolio, draft: Model, scores: Scores, tiers: Tiers, changed: np.ndarray) -> tuple[Mover, ...]:
    dearest = changed[np.argsort(-published.field.revenue[changed], kind="stable")][:MOST_MOVERS]
    ids, names = published.accounts["account_id"], published.accounts["name"]
    why = _reasons(published, draft, scores, tiers)
    return tuple(
        Mover(
            account_id=ids[row],
            name=names[row],
            tier_before=TIERS[published.tiers.tier[row]],
            tier_after=TIERS[tiers.tier[row]],
            score_before=_known(published.scores.score[row]),
            score_after=_known(scores.score[row]),
            revenue=int(published.field.revenue[row]),
            why=why(row),
        )
        for row in dearest.tolist()
    )


def _reasons(published: Portfolio, draft: Model, scores: Scores, tiers: Tiers) -> Callable[[int], Message]:
    """What makes the sentence of one mover; everything that is the same for all of them is looked at once."""
    model = published.model
    by_hand = draft.overrides != model.overrides
    other_cut, other_kind = model.cut != draft.cut, model.cut.kind != draft.cut.kind
    comparable = same_points(model, draft)
    measures = [criterion.measure for criterion in draft.criteria]

    def why(row: int) -> Message:
        before, after = published.scores.score[row], scores.score[row]
        if by_hand or published.field.overridden[row] != NONE:
            return Message("a tier set by hand came or went")
        if other_kind or (other_cut and abs(after - before) < HARDLY_POINTS):
            return Message("the cut moved; its score is {after}", after=Points(after))
        if not comparable:
            return Message("score {before} → {after}", before=Points(before), after=Points(after))
        rose = int(tiers.tier[row]) < int(published.tiers.tier[row])
        if (after > before) != rose or abs(after - before) < HARDLY_POINTS:
            return Message(
                "score {before} → {after}, but others {passed}",
                before=Points(before),
                after=Points(after),
                passed=Message("fell further") if rose else Message("rose further"),
            )
        cause = main_cause(published.scores.contributions[row], scores.contributions[row], measures, rose)
        return Message("score {before} → {after}: {cause}", before=Points(before), after=Points(after), cause=cause)

    return why


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def what_if_sentence(result: WhatIf, untouched: bool = False) -> Message:
    """The page's answer in one sentence; `untouched` while the draft is still the published model."""
    if untouched:
        return Message("Move a weight or a cut: so far your draft is the published model.")
    if result.moved == 0:
        return Message("Your draft moves nobody: every account keeps its tier.")
    before, after = result.key_share
    return Message(
        "With your draft {moved} accounts change tier: {up} up, {down} down; "
        "S and A hold {before} → {after} of revenue.",
        moved=result.moved, up=result.up, down=result.down, before=Share(before), after=Share(after),
    )  # fmt: skip
