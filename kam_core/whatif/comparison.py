"""Compare a draft with the published model: counts, revenue, flow between tiers, movers with reasons."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import polars as pl

from kam_core.scoring.kernel.approximate_scores import BLOCK
from kam_core.scoring.model.criterion import Criterion
from kam_core.scoring.model.model import Model
from kam_core.scoring.portfolio import Portfolio, tier_inputs_under
from kam_core.scoring.score import Scores, Utilities, score, utilities
from kam_core.scoring.tiering import tier as tiering
from kam_core.scoring.tiering.gate_effects import held_back
from kam_core.scoring.tiering.tier import Tiers
from kam_core.scoring.tiering.tier_inputs import LARGEST_COUNT, NONE, Codes, TierInputs
from kam_core.scoring.tiering.tier_totals import TierTotals, tier_totals
from kam_core.vocabulary.cached_property import cached_property
from kam_core.vocabulary.enums import KEY_TIERS, TIERS
from kam_core.vocabulary.message import Message
from kam_core.whatif.explanation.mover_reason import MoverReasons
from kam_core.whatif.explanation.tier_change import explain_all
from kam_core.whatif.revenue_curve import pareto_by_score

Rows = npt.NDArray[np.intp]
_STATES = 5
"""None, S, A, B, C."""
MOST_MOVERS = 50


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
    reason: Message
    """The reason in a few words; `why` is the whole sentence."""
    why: Message

    @property
    def up(self) -> bool:
        """Whether it moves up."""
        return TIERS.index(self.tier_after) < TIERS.index(self.tier_before)


@dataclass(frozen=True)
class WhatIf:
    """Scores and tiers of the same accounts under a draft and the published model; the rest is computed on first use.

    flow: 4 × 4 counts, rows = tier before, columns = tier after (S, A, B, C); `moved` counts all that change tier, `up`
    and `down` its two directions.
    """

    published: Portfolio
    draft: Model
    scores: Scores
    tiers: Tiers
    flow: np.ndarray
    up: int
    down: int
    changed: np.ndarray
    """Rows of the accounts that change tier."""
    shift: TierTotals
    """Change of accounts and revenue of each tier."""

    @property
    def moved(self) -> int:
        """Number of accounts that change tier."""
        return len(self.changed)

    @property
    def totals(self) -> tuple[TierTotals, TierTotals]:
        """Accounts and revenue of each tier before and after."""
        before = self.published.totals
        return before, before.plus(self.shift)

    @cached_property
    def mix(self) -> pl.DataFrame:
        """`tier`, `accounts_before`, `accounts_after`, `revenue_before`, `revenue_after`, one row per tier."""
        columns: dict[str, list[int]] = {}
        for when, totals in zip(("before", "after"), self.totals, strict=True):
            columns |= {f"accounts_{when}": totals.accounts, f"revenue_{when}": totals.revenue}
        return pl.DataFrame({"tier": list(TIERS), **columns})

    @cached_property
    def drafted(self) -> Portfolio:
        """The portfolio with points, scores and tiers of the draft; the columns of `accounts` stay those of the
        published model."""
        return replace(
            self.published,
            model=self.draft,
            matrix=points_under(self.published, self.draft),
            scores=self.scores,
            inputs=tier_inputs_under(self.published, self.draft),
            tiers=self.tiers,
        )

    @cached_property
    def gated(self) -> Portfolio:
        """`drafted` with the accounts that gates hold back under the draft alone, and which gates."""
        found = self.drafted
        rows, names = held_back(self.tiers, found.inputs)
        accounts = found.accounts[rows].with_columns(
            pl.Series("score", self.scores.at(rows), nan_to_null=True),
            tiering.tier_labels(self.tiers.tier[rows]),
            tiering.tier_labels(self.tiers.cut[rows], "cut_tier"),
            names.alias("held_back_by"),
        )
        return replace(found, accounts=accounts)

    @cached_property
    def movers(self) -> tuple[Mover, ...]:
        """At most 50, the largest revenue first."""
        return self.first_movers(MOST_MOVERS)

    def first_movers(self, most: int | None = None) -> tuple[Mover, ...]:
        """The first `most` movers, the largest revenue first; all without a number."""
        return self.explained(self.largest_movers(most))

    def explained(self, rows: Rows) -> tuple[Mover, ...]:
        """These movers with their reasons, in this order."""
        return _movers(self, rows)

    def largest_movers(self, most: int | None = None) -> Rows:
        """The rows of the first `most` movers, the largest revenue first, ties in their order; all without a number."""
        inputs = self.published.inputs
        if most is not None and len(self.changed) > max(most, LARGEST_COUNT):
            rows = inputs.largest_by_revenue
            before, after = self.published.tiers.tier[rows], self.tiers.tier[rows]
            found: Rows = rows[(before != after) & (before != NONE) & (after != NONE)]
            if len(found) >= most:
                return found[:most]
        return largest(self.changed, inputs.revenue, most)

    @property
    def curve_before(self) -> pl.DataFrame:
        """The published model's curve: `account_share` in the order of its scores, `value_share` of revenue."""
        return self._curve(self.published.scores)

    @property
    def curve_after(self) -> pl.DataFrame:
        """The draft's curve; the steeper, the more the model ranks by revenue."""
        return self._curve(self.scores)

    def _curve(self, scores: Scores) -> pl.DataFrame:
        accounts, revenue = pareto_by_score(scores.approximate, self.published.inputs)
        return pl.DataFrame({"account_share": accounts, "value_share": revenue})

    @property
    def key_share(self) -> tuple[float, float]:
        """S and A's share of the positive revenue before and after."""
        before, after = self.totals
        return before.share_of(len(KEY_TIERS)), after.share_of(len(KEY_TIERS))


def compare(published: Portfolio, draft: Model) -> WhatIf:
    """Score and tier the same accounts under the draft and compare both.

    Only changed accounts and their revenue are counted; the rest is taken from the published totals.
    """
    scores, tiers = rescore(published, draft)
    before, after = published.tiers.tier, tiers.tier
    differs, step = _transitions(before, after)
    # A table of 5 × 5 is summed faster in Python than by numpy.
    steps = _table(np.bincount(step, minlength=_STATES**2))
    flow = [row[1:] for row in steps[1:]]
    up, down = sum(sum(row[:tier]) for tier, row in enumerate(flow)), 0
    for tier, row in enumerate(flow):
        down += sum(row[tier + 1 :])
        row[tier] = published.totals.accounts[tier] - sum(steps[tier + 1])
    nobody = not any(steps[0]) and not any(row[0] for row in steps)
    return WhatIf(
        published=published,
        draft=draft,
        scores=scores,
        tiers=tiers,
        flow=np.array(flow),
        up=up,
        down=down,
        changed=differs if nobody else differs[(step >= _STATES) & (step % _STATES > 0)],
        shift=_shift(steps, step, published.inputs, differs),
    )


def _table(sums: np.ndarray) -> list[list[int]]:
    """Sums by transition as a table, rows by the state before."""
    plain = [int(one) for one in sums.tolist()]
    return [plain[start : start + _STATES] for start in range(0, _STATES**2, _STATES)]


def _gained(table: list[list[int]]) -> list[int]:
    """Inflow minus outflow of each of S, A, B, C."""
    return [sum(row[state] for row in table) - sum(table[state]) for state in range(1, _STATES)]


def _transitions(before: Codes, after: Codes) -> tuple[Rows, Rows]:
    """Changed rows, and their transitions (state before × 5 + state after), so that one bincount gives the whole
    flow."""
    rows, steps = [np.empty(0, np.intp)], [np.empty(0, np.intp)]
    # nonzero is three times as fast where more than a tenth of the flags are set as where a twentieth is: so some are
    # added.
    size = min(BLOCK, len(before))
    flags = np.ones(size + size // 8 + 1, np.bool_)
    for start in range(0, len(before), BLOCK):
        old, new = before[start : start + BLOCK], after[start : start + BLOCK]
        differs = flags[size - len(old) : size]
        many = np.count_nonzero(np.not_equal(old, new, out=differs)) > len(old) // 64
        found = flags[size - len(old) :].nonzero()[0][: size - len(flags)] if many else differs.nonzero()[0]
        steps.append((old[found] - NONE).astype(np.intp) * _STATES + (new[found] - NONE))
        rows.append(found + start)
    return np.concatenate(rows), np.concatenate(steps)


def _shift(steps: list[list[int]], step: Rows, inputs: TierInputs, rows: Rows) -> TierTotals:
    """Change of accounts and revenue of each tier, from the changed accounts."""
    doubles = inputs.revenue_float64
    if doubles is None:
        came, gone = (
            tier_totals((codes + NONE).astype(np.int8), inputs, rows) for codes in (step % _STATES, step // _STATES)
        )
        return came.minus(gone)
    money, positive = (
        _gained(_table(np.bincount(step, weights=column[rows], minlength=_STATES**2)))
        for column in (doubles, inputs.buyer_revenue)
    )
    return TierTotals(_gained(steps), money, positive)


def rescore(published: Portfolio, draft: Model) -> tuple[Scores, Tiers]:
    """Scores and tiers under the draft. Utilities and gates are reused where the draft does not change them."""
    scores = score(points_under(published, draft), draft)
    return scores, tiering.assign_tiers(scores.approximate, tier_inputs_under(published, draft), draft)


def points_under(published: Portfolio, draft: Model) -> Utilities:
    """The accounts' points on the draft's criteria, reused from the published model where they are the same."""
    return published.matrix if same_points(published.model, draft) else utilities(published.accounts, draft)


def same_points(one: Model, other: Model) -> bool:
    """Whether two models give every account the same points, whatever the weights."""
    return one is other or (
        len(one.criteria) == len(other.criteria) and all(map(_same_points, one.criteria, other.criteria))
    )


def _same_points(one: Criterion, other: Criterion) -> bool:
    """Compare criteria except for their weight; field by field, as pydantic's comparison is slow for a slider move."""
    return (one.name, one.measure, one.unless) == (other.name, other.measure, other.unless) and (
        type(one.utility) is type(other.utility) and one.utility.__dict__ == other.utility.__dict__
    )


def largest(rows: Rows, revenue: npt.NDArray[np.int64], most: int | None) -> Rows:
    """The first `most` of the rising rows, the largest revenue first; ties in their order."""
    money = revenue[rows]
    if most is not None and len(rows) > most:
        # All rows at least as large as the last one shown; the sort decides among equals.
        last = np.partition(money, len(money) - most)[len(money) - most]
        rows = rows[money >= last]
        money = revenue[rows]
    return rows[np.argsort(-money, kind="stable")[:most]]


def _movers(result: WhatIf, rows: Rows) -> tuple[Mover, ...]:
    published = result.published
    explanations = explain_all(published, result.drafted, rows, by_criterion=False)
    reasons = MoverReasons(published, result.drafted)
    return tuple(
        Mover(
            account_id=one.account_id,
            name=one.name,
            tier_before=TIERS[published.tiers.tier[row]],
            tier_after=TIERS[result.tiers.tier[row]],
            score_before=one.score_before,
            score_after=one.score_after,
            revenue=int(published.inputs.revenue[row]),
            reason=reasons.reason(one, row),
            why=one.sentence,
        )
        for row, one in zip(rows.tolist(), explanations, strict=True)
    )
