"""The published model against a draft: counts, money, flow between tiers, movers with their reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import polars as pl

from kam_core.scoring import tier as tiering
from kam_core.scoring.model import Model
from kam_core.scoring.portfolio import Portfolio, field_under
from kam_core.scoring.score import Scores, Utilities, score, utilities
from kam_core.scoring.standing import NONE, Codes, Field
from kam_core.scoring.tier import Tiers
from kam_core.vocabulary.message import Message, Share
from kam_core.vocabulary.ranks import TIERS
from kam_core.whatif.curve import curve_by_score
from kam_core.whatif.why.explain import explain_all

_STATES = 5
"""None, S, A, B, C."""
MOST_MOVERS = 50
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
    """What a draft changes: scores and tiers of the same accounts under both. The rest is made when it is looked at.

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

    @property
    def moved(self) -> int:
        """How many change tier."""
        return len(self.changed)

    @cached_property
    def mix(self) -> pl.DataFrame:
        """`tier`, `accounts_before`, `accounts_after`, `revenue_before`, `revenue_after`, one row per tier."""
        columns: dict[str, list[int]] = {}
        for when, codes in (("before", self.published.tiers.tier), ("after", self.tiers.tier)):
            accounts, revenue = tier_totals(codes, self.published.field)
            columns |= {f"accounts_{when}": accounts, f"revenue_{when}": revenue}
        return pl.DataFrame({"tier": list(TIERS), **columns})

    @cached_property
    def drafted(self) -> Portfolio:
        """The accounts with the points, scores and tiers of the draft; the columns of `accounts` stay the published."""
        return replace(
            self.published,
            model=self.draft,
            matrix=points_under(self.published, self.draft),
            scores=self.scores,
            field=field_under(self.published, self.draft),
            tiers=self.tiers,
        )

    @cached_property
    def movers(self) -> tuple[Mover, ...]:
        """At most 50, the largest revenue first."""
        return self.first_movers(MOST_MOVERS)

    def first_movers(self, most: int | None = None) -> tuple[Mover, ...]:
        """So many movers, the largest revenue first; all of them where no number is given."""
        return _movers(self, most)

    @property
    def curve_before(self) -> pl.DataFrame:
        """The published model's curve: `account_share` in the order of its scores, `value_share` of revenue."""
        return self._curve(self.published.scores)

    @property
    def curve_after(self) -> pl.DataFrame:
        """The draft's curve likewise: a steeper one is a model that puts money first."""
        return self._curve(self.scores)

    def _curve(self, scores: Scores) -> pl.DataFrame:
        accounts, revenue = curve_by_score(scores.score, self.published.field)
        return pl.DataFrame({"account_share": accounts, "value_share": revenue})

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
    # From none … C to none … C in one small number, so that one count gives the whole flow.
    step = (before.view(np.uint8) + np.uint8(1)) * np.uint8(_STATES) + (after.view(np.uint8) + np.uint8(1))
    flow = np.bincount(step, minlength=_STATES**2).reshape(_STATES, _STATES)[1:, 1:]
    changed = np.flatnonzero(before != after)
    changed = changed[(before[changed] != NONE) & (after[changed] != NONE)]
    return WhatIf(
        published=published,
        draft=draft,
        scores=scores,
        tiers=tiers,
        flow=flow,
        up=int(np.tril(flow, -1).sum()),
        down=int(np.triu(flow, 1).sum()),
        changed=changed,
    )


def rescore(published: Portfolio, draft: Model) -> tuple[Scores, Tiers]:
    """Scores and tiers under the draft. Utilities and gates are reused as long as the draft leaves them alone."""
    scores = score(points_under(published, draft), draft)
    return scores, tiering.assign(scores.score, field_under(published, draft), draft)


def points_under(published: Portfolio, draft: Model) -> Utilities:
    """The accounts' points on the draft's criteria; those of the published model where they are the same."""
    return published.matrix if same_points(published.model, draft) else utilities(published.accounts, draft)


def same_points(one: Model, other: Model) -> bool:
    """Whether two models give every account the same points, whatever the weights."""
    return len(one.criteria) == len(other.criteria) and all(
        (a.name, a.measure, a.unless) == (b.name, b.measure, b.unless)
        and (a.utility is b.utility or a.utility == b.utility)
        for a, b in zip(one.criteria, other.criteria, strict=True)
    )


def tier_totals(codes: Codes, field: Field) -> tuple[list[int], list[int]]:
    """Accounts and revenue (ten-thousandths, exact) of S, A, B and C."""
    place = (codes + np.int8(1)).astype(np.intp)
    accounts = np.bincount(place, minlength=_STATES)[1:].tolist()
    if field.revenue_in_doubles is None:
        return accounts, [int(field.revenue[codes == code].sum()) for code in range(len(TIERS))]
    sums = np.bincount(place, weights=field.revenue_in_doubles, minlength=_STATES)[1:]
    return accounts, [int(one) for one in sums.tolist()]


def _movers(result: WhatIf, most: int | None) -> tuple[Mover, ...]:
    published = result.published
    dearest = result.changed[np.argsort(-published.field.revenue[result.changed], kind="stable")][:most]
    told = explain_all(published, result.drafted, dearest, by_criterion=False)
    return tuple(
        Mover(
            account_id=one.account_id,
            name=one.name,
            tier_before=TIERS[published.tiers.tier[row]],
            tier_after=TIERS[result.tiers.tier[row]],
            score_before=one.score_before,
            score_after=one.score_after,
            revenue=int(published.field.revenue[row]),
            why=one.sentence,
        )
        for row, one in zip(dearest.tolist(), told, strict=True)
    )


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
