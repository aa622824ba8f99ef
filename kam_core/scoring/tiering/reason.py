"""Explain the tier of an account in one sentence, step by step (domain: tier)."""

from __future__ import annotations

from kam_core.scoring.model.cuts import ParetoCut, QuotaCut, ScoreCut
from kam_core.scoring.model.overrides import Override
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.capacity import apply_capacity
from kam_core.scoring.tiering.gates import GATE_REASONS
from kam_core.scoring.tiering.tier import in_force, ranked_scores, seats
from kam_core.vocabulary.durations import months_ago, months_text
from kam_core.vocabulary.enums import KEY_TIERS, TIERS
from kam_core.vocabulary.message import Message, Points, Share, Term


def tier_reason(portfolio: Portfolio, row: int) -> Message:
    """The sentence for one row of `portfolio.accounts`."""
    if not portfolio.inputs.bought[row] and portfolio.inputs.overridden[row] < 0:
        return Message("A prospect without a purchase has no tier; prospects are ranked by what they may bring.")
    stays, gates, overflow = _hysteresis(portfolio, row), _gates(portfolio, row), _overflow(portfolio, row)
    steps = [
        _cut(portfolio, row), *_equals(portfolio, row), *stays, *gates, *overflow, *_override(portfolio, row),
        *_exempt_or_unknown(portfolio, row), *_coverage(portfolio, row),
    ]  # fmt: skip
    if portfolio.inputs.overridden[row] < 0:
        # The result first, then its steps.
        tier = portfolio.accounts["tier"][row]
        if overflow:
            steps.insert(0, Message("{tier} within the seats.", tier=tier))
        elif gates:
            steps.insert(0, Message("{tier} after the gates.", tier=tier))
        elif stays:
            steps.insert(0, Message("{tier} as published before.", tier=tier))
    sentence = steps[0]
    for step in steps[1:]:
        sentence = Message("{first} {then}", first=sentence, then=step)
    return sentence


def _cut(portfolio: Portfolio, row: int) -> Message:
    account = portfolio.accounts.row(row, named=True)
    tier, score, rank = account["cut_tier"], account["score"], account["rank"]
    buyers = int((portfolio.inputs.revenue > 0).sum())
    cut = portfolio.model.cut
    if not portfolio.inputs.bought[row]:
        return Message("A prospect without a purchase.")
    if rank is None:
        if isinstance(cut, ScoreCut) and score is not None:
            return _by_score(cut, tier, score)
        return Message("{tier}: no revenue in this window.", tier=tier)
    if score is None and not isinstance(cut, ParetoCut):
        return Message("{tier}: it has no score, because none of the measures that count is known of it.", tier=tier)
    match cut:
        case QuotaCut():
            ends = [sum(seats(cut, buyers)[: n + 1]) for n in range(3)]
            if tier == TIERS[-1]:
                return Message(
                    "C: score {score} is rank {rank} of {buyers} {buyers:buyer|buyers}; S, A and B take the best "
                    "{end}.",
                    score=Points(score), rank=rank, buyers=buyers, end=ends[2],
                )  # fmt: skip
            return Message(
                "{tier}: score {score} is rank {rank} of {buyers} {buyers:buyer|buyers}; the places down to {end} "
                "are {tier}.",
                tier=tier, score=Points(score), rank=rank, buyers=buyers, end=ends[TIERS.index(tier)],
            )  # fmt: skip
        case ParetoCut():
            limit = _cut_of(cut, tier) or 1.0
            return Message(
                "{tier}: by revenue it lies in the first {limit} of the total.", tier=tier, limit=Share(limit)
            )
        case ScoreCut():
            return _by_score(cut, tier, score)


def _cut_of(cut: ParetoCut | ScoreCut, tier: str) -> float | None:
    """The cut that earns a tier; None for the last one, and where it was never proposed."""
    return dict(zip(TIERS, (cut.s, cut.a, cut.b), strict=False)).get(tier)


def _by_score(cut: ScoreCut, tier: str, score: float) -> Message:
    least = _cut_of(cut, tier)
    if least is None:
        return Message("C: score {score} is below {cut}, the cut of B.", score=Points(score), cut=Points(cut.b or 0.0))
    return Message(
        "{tier}: score {score} reaches {cut}, the cut of {tier}.", tier=tier, score=Points(score), cut=Points(least)
    )


def _hysteresis(portfolio: Portfolio, row: int) -> list[Message]:
    tiers, band = portfolio.tiers, portfolio.model.hysteresis
    by_cut, stayed = int(tiers.cut[row]), int(tiers.after_hysteresis[row])
    if by_cut == stayed:
        return []
    tier, months = TIERS[stayed], int(portfolio.inputs.published_months[row])
    if months < band.stay_months:
        return [
            Message("It stays {tier}, published {ago}; a tier stays at least {least}.",
                    tier=tier, ago=months_ago(months), least=months_text(band.stay_months))
        ]  # fmt: skip
    # The cut between the published tier and the side on which the account lies now.
    upper = TIERS[stayed - 1 if by_cut < stayed else stayed]
    match portfolio.model.cut:
        case ScoreCut():
            return [
                Message("It stays {tier}, the tier last published: within {points} {points:point|points} of the cut "
                        "of {upper}.",
                        tier=tier, upper=upper, points=Points(band.points))
            ]  # fmt: skip
        case QuotaCut():
            return [
                Message("It stays {tier}, the tier last published: at most {share} of buyers from the cut of {upper}.",
                        tier=tier, upper=upper, share=Share(band.share))
            ]  # fmt: skip
        case ParetoCut():
            return [
                Message("It stays {tier}, the tier last published: at most {share} of revenue from the cut of {upper}.",
                        tier=tier, upper=upper, share=Share(band.share))
            ]  # fmt: skip


def _gates(portfolio: Portfolio, row: int) -> list[Message]:
    stayed, gated = int(portfolio.tiers.after_hysteresis[row]), int(portfolio.tiers.gated[row])
    if gated < stayed:
        return [Message("It takes a place of {tier} that a gate left free.", tier=TIERS[gated])]
    if gated == stayed:
        return []
    gates = portfolio.inputs.gates.failed(row, TIERS[stayed])
    why = gate_reason(portfolio, gates[0])
    for gate in gates[1:]:
        why = Message("{first}; {then}", first=why, then=gate_reason(portfolio, gate))
    return [
        Message("Qualified for {tier} by score; lowered to {lower} by {count} {count:gate|gates}: {why}.",
                tier=TIERS[stayed], lower=TIERS[gated], count=len(gates), why=why)
    ]  # fmt: skip


def _equals(portfolio: Portfolio, row: int) -> list[Message]:
    if not portfolio.accounts["equal_at_cut"][row]:
        return []
    if isinstance(portfolio.model.cut, ParetoCut):
        return [Message("Others at this cut have the same revenue: only the order of the account ids decided.")]
    return [Message("Others at this cut have the same score: only the order of the account ids decided.")]


def _exempt_or_unknown(portfolio: Portfolio, row: int) -> list[Message]:
    """Exemption of an S or A account from gates, or a gate whose value is not known yet."""
    account = portfolio.accounts.row(row, named=True)
    if account["tier"] not in KEY_TIERS or not portfolio.model.gates.recurring:
        return []
    if account["invest"]:
        return [Message("Being built up: exempt from the gates on recurring purchases and revenue.")]
    if account["recurring"] is None:
        least = portfolio.view.recurring_months * 3 // 2
        return [
            Message("Whether its purchases recur is not known yet: that takes {months} months of purchases.",
                    months=least)
        ]  # fmt: skip
    return []


def _overflow(portfolio: Portfolio, row: int) -> list[Message]:
    if portfolio.tiers.after_capacity[row] == portfolio.tiers.gated[row]:
        return []
    scores = ranked_scores(portfolio.scores.score)
    result = apply_capacity(portfolio.tiers.gated, scores, portfolio.inputs, portfolio.model.capacity)
    steps = []
    for one in result.overflows:
        if row not in one.rows:
            continue
        tier, lower = TIERS[one.tier], TIERS[one.tier + 1]
        if one.over == "owner":
            steps.append(
                Message("Over the {places} {places:seat|seats} of {tier} that {owner} has, it became {lower}.",
                        places=one.places, tier=tier, owner=portfolio.accounts["owner"][row], lower=lower)
            )  # fmt: skip
        else:
            steps.append(
                Message("Over the {places} {places:seat|seats} of {tier} in all, it became {lower}.",
                        places=one.places, tier=tier, lower=lower)
            )  # fmt: skip
    return steps


def gate_reason(portfolio: Portfolio, gate: str) -> object:
    """Text of the reason why this gate is failed."""
    part = portfolio.model.gates.least_rate_of_portfolio
    if gate == "margin_rate" and part != 0.5:
        return Message("the margin rate is under {part} of the portfolio's", part=Share(part))
    return Term(GATE_REASONS[gate])


def override_of(portfolio: Portfolio, row: int) -> Override | None:
    """The override in force for this row, if any."""
    account_id = portfolio.accounts["account_id"][row]
    in_force_now = [
        override
        for override in portfolio.model.overrides
        if override.account_id == account_id and in_force(override, portfolio.view.as_of)
    ]
    return in_force_now[-1] if in_force_now else None


def _override(portfolio: Portfolio, row: int) -> list[Message]:
    override = override_of(portfolio, row)
    if override is None:
        return []
    if override.until is None:
        return [
            Message("Set to {tier} by {author}: {reason}.",
                    tier=override.tier, author=override.author, reason=override.reason)
        ]  # fmt: skip
    return [
        Message("Set to {tier} by {author} until {until}: {reason}.",
                tier=override.tier, author=override.author, until=override.until, reason=override.reason)
    ]  # fmt: skip


def _coverage(portfolio: Portfolio, row: int) -> list[Message]:
    if not portfolio.accounts["provisional"][row]:
        return []
    return [
        Message("Provisional: only {coverage} of the weight rests on data.",
                coverage=Share(portfolio.accounts["coverage"][row]))
    ]  # fmt: skip
