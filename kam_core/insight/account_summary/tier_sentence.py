"""Why an account has its tier: the decisive step in one sentence, and what else counted."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.scoring.model.cuts import QuotaCut
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.reason import TierSteps, gate_reason, override_of, tier_steps
from kam_core.vocabulary.enums import TIERS
from kam_core.vocabulary.message import Message, Points, ShownFigure


@dataclass(frozen=True)
class TierSentence:
    """The decisive step, and the others."""

    decisive: Message
    others: list[Message]


def tier_sentence(portfolio: Portfolio, row: int) -> TierSentence:
    """The sentence for one row of `portfolio.accounts`."""
    account = portfolio.accounts.row(row, named=True)
    if not portfolio.inputs.bought[row] and portfolio.inputs.overridden[row] < 0:
        return TierSentence(Message("Prospect: no purchase yet, so no tier; prospects are ranked by potential."), [])
    steps = tier_steps(portfolio, row)
    place = _place(portfolio, row) or steps.cut
    beside = [*steps.equals, *steps.unchecked, *steps.coverage]
    decisive = _decisive(portfolio, row, account["tier"], steps)
    if decisive is None:
        return TierSentence(place, beside)
    return TierSentence(decisive, [place, *_earlier(steps), *beside])


def _decisive(portfolio: Portfolio, row: int, tier: str | None, steps: TierSteps) -> Message | None:
    """The last step that changed the tier; None where the cut alone decided."""
    if steps.override:
        override = override_of(portfolio, row)
        assert override is not None
        values = {"tier": override.tier, "author": override.author, "reason": override.reason}
        if override.until is None:
            return Message("{tier}, set manually by {author}: {reason}.", **values)
        return Message("{tier}, set manually by {author} until {until}: {reason}.", until=override.until, **values)
    if steps.seats:
        return Message("{tier}, because the seats above are full.", tier=tier)
    if steps.gates:
        return _gated(portfolio, row)
    if steps.hysteresis:
        return Message("{tier} as last published; by score alone it would be {other}.",
                       tier=tier, other=TIERS[int(portfolio.tiers.cut[row])])  # fmt: skip
    return None


def _gated(portfolio: Portfolio, row: int) -> Message:
    stayed, gated = int(portfolio.tiers.after_hysteresis[row]), int(portfolio.tiers.gated[row])
    if gated < stayed:
        return Message("{tier}, on a seat freed by a gate.", tier=TIERS[gated])
    alone = f"account:{portfolio.accounts['account_id'][row]}"
    first, *rest = portfolio.inputs.gates.failed(row, TIERS[stayed])
    why = gate_reason(portfolio, first)
    for gate in rest:
        why = Message("{first}; {then}", first=why, then=gate_reason(portfolio, gate))
    return Message(
        "{lower}, held back from {tier} by {count} gate: {why}.",
        "{lower}, held back from {tier} by {count} gates: {why}.",
        "count",
        lower=TIERS[gated], tier=TIERS[stayed], count=ShownFigure("gates_failed", alone, len(rest) + 1), why=why,
    )  # fmt: skip


def _earlier(steps: TierSteps) -> list[Message]:
    """The sentences of the steps that say more than that they decided."""
    if steps.override or steps.seats:
        return [*steps.hysteresis, *steps.gates, *steps.seats]
    return steps.hysteresis


def _place(portfolio: Portfolio, row: int) -> Message | None:
    """Score and rank, and how far down the tier reaches by score; None where a quota by score did not decide."""
    account = portfolio.accounts.row(row, named=True)
    rank, score, tier = account["rank"], account["score"], account["cut_tier"]
    if not isinstance(portfolio.model.cut, QuotaCut) or rank is None or score is None or tier is None:
        return None
    alone, reached = f"account:{account['account_id']}", tier if tier != TIERS[-1] else TIERS[-2]
    values = {
        "score": ShownFigure("score", alone, Points(score)),
        "rank": ShownFigure("rank", alone, rank),
        "count": ShownFigure("active_customers", "all", portfolio.inputs.buyers),
        "end": ShownFigure("last_rank", f"tier:{reached}", last_rank(portfolio, reached)),
    }
    if tier == TIERS[0]:
        return Message("S by score: {score} is rank {rank} of {count}, and the top {end} by score qualify for S.",
                       **values)  # fmt: skip
    if tier == TIERS[-1]:
        return Message("C by score: {score} is rank {rank} of {count}, and B reaches down to rank {end}.", **values)
    return Message("{tier} by score: {score} is rank {rank} of {count}, and {tier} reaches down to rank {end}.",
                   tier=tier, **values)  # fmt: skip


def last_rank(portfolio: Portfolio, tier: str) -> int:
    """The last rank by score that qualifies for this tier or a better one; 0 where none does."""
    better = TIERS[: TIERS.index(tier) + 1]
    qualified = portfolio.accounts.filter(pl.col("cut_tier").cast(pl.String).is_in(better) & ~pl.col("overridden"))
    last = qualified["rank"].max()
    return last if isinstance(last, int) else 0
