"""Explain the tier of an account in one sentence, step by step (domain: tier)."""

from __future__ import annotations

from dataclasses import dataclass

from kam_core.scoring.model.cuts import ParetoCut, QuotaCut, ScoreCut
from kam_core.scoring.model.overrides import Override
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.capacity import apply_capacity
from kam_core.scoring.tiering.gates import GATE_REASONS
from kam_core.scoring.tiering.tier import in_force, ranked_scores, seats
from kam_core.vocabulary.durations import months_ago, months_text
from kam_core.vocabulary.enums import KEY_TIERS, TIERS
from kam_core.vocabulary.message import Message, Points, Share, Term


@dataclass(frozen=True)
class TierSteps:
    """The steps that decided a tier; each is empty where it changed nothing."""

    cut: Message
    equals: list[Message]
    hysteresis: list[Message]
    gates: list[Message]
    seats: list[Message]
    override: list[Message]
    unchecked: list[Message]
    coverage: list[Message]


def tier_steps(portfolio: Portfolio, row: int) -> TierSteps:
    """The steps for one row of `portfolio.accounts`."""
    return TierSteps(
        _cut(portfolio, row), _equals(portfolio, row), _hysteresis(portfolio, row), _gates(portfolio, row),
        _overflow(portfolio, row), _override(portfolio, row), _exempt_or_unknown(portfolio, row),
        _coverage(portfolio, row),
    )  # fmt: skip


def tier_reason(portfolio: Portfolio, row: int) -> Message:
    """The sentence for one row of `portfolio.accounts`."""
    if not portfolio.inputs.bought[row] and portfolio.inputs.overridden[row] < 0:
        return Message("Prospects have no purchases and no tier; they are ranked by potential.")
    found = tier_steps(portfolio, row)
    steps = [
        found.cut, *found.equals, *found.hysteresis, *found.gates, *found.seats, *found.override, *found.unchecked,
        *found.coverage,
    ]  # fmt: skip
    if portfolio.inputs.overridden[row] < 0:
        # The result first, then its steps.
        tier = portfolio.accounts["tier"][row]
        if found.seats:
            steps.insert(0, Message("{tier} after seat limits.", tier=tier))
        elif found.gates:
            steps.insert(0, Message("{tier} after gates.", tier=tier))
        elif found.hysteresis:
            steps.insert(0, Message("{tier} as last published.", tier=tier))
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
        return Message("Prospect without purchases.")
    if rank is None:
        if isinstance(cut, ScoreCut) and score is not None:
            return _by_score(cut, tier, score)
        return Message("{tier}: no revenue in this window.", tier=tier)
    if score is None and not isinstance(cut, ParetoCut):
        return Message("{tier}: no score, because there are no data for any criterion.", tier=tier)
    match cut:
        case QuotaCut():
            ends = [sum(seats(cut, buyers)[: n + 1]) for n in range(3)]
            if tier == TIERS[-1]:
                return Message(
                    "C: score {score}, rank {rank} of {buyers} active customer; the top {end} by score "
                        "qualify for S, A or B.",
                    "C: score {score}, rank {rank} of {buyers} active customers; the top {end} by score "
                        "qualify for S, A or B.",
                    "buyers",
                    score=Points(score), rank=rank, buyers=buyers, end=ends[2],
                )  # fmt: skip
            return Message(
                "{tier}: score {score}, rank {rank} of {buyers} active customer; the top {end} by score "
                    "qualify for {tier}.",
                "{tier}: score {score}, rank {rank} of {buyers} active customers; the top {end} by score "
                    "qualify for {tier}.",
                "buyers",
                tier=tier, score=Points(score), rank=rank, buyers=buyers, end=ends[TIERS.index(tier)],
            )  # fmt: skip
        case ParetoCut():
            limit = _cut_of(cut, tier) or 1.0
            return Message(
                "{tier}: among the top accounts by revenue that make {limit} of the total.",
                tier=tier,
                limit=Share(limit),
            )
        case ScoreCut():
            return _by_score(cut, tier, score)


def _cut_of(cut: ParetoCut | ScoreCut, tier: str) -> float | None:
    """The cut that earns a tier; None for the last one, and where it was never proposed."""
    return dict(zip(TIERS, (cut.s, cut.a, cut.b), strict=False)).get(tier)


def _by_score(cut: ScoreCut, tier: str, score: float) -> Message:
    least = _cut_of(cut, tier)
    if least is None:
        return Message("C: score {score}, below the cut of {cut} for B.", score=Points(score), cut=Points(cut.b or 0.0))
    return Message(
        "{tier}: score {score}, at or above the cut of {cut}.", tier=tier, score=Points(score), cut=Points(least)
    )


def _hysteresis(portfolio: Portfolio, row: int) -> list[Message]:
    tiers, band = portfolio.tiers, portfolio.model.hysteresis
    by_cut, stayed = int(tiers.cut[row]), int(tiers.after_hysteresis[row])
    if by_cut == stayed:
        return []
    tier, months = TIERS[stayed], int(portfolio.inputs.published_months[row])
    if months < band.stay_months:
        return [
            Message("Stays {tier}, published {ago}: a published tier stays for at least {least}.",
                    tier=tier, ago=months_ago(months), least=months_text(band.stay_months))
        ]  # fmt: skip
    # The cut between the published tier and the side on which the account lies now.
    upper = TIERS[stayed - 1 if by_cut < stayed else stayed]
    match portfolio.model.cut:
        case ScoreCut():
            return [
                Message(
                    "Stays {tier} as last published: within {points} point of the cut of {upper}.",
                    "Stays {tier} as last published: within {points} points of the cut of {upper}.",
                    "points",
                        tier=tier, upper=upper, points=Points(band.points))
            ]  # fmt: skip
        case QuotaCut():
            return [
                Message("Stays {tier} as last published: within {share} of active customers from the cut of {upper}.",
                        tier=tier, upper=upper, share=Share(band.share))
            ]  # fmt: skip
        case ParetoCut():
            return [
                Message("Stays {tier} as last published: within {share} of revenue from the cut of {upper}.",
                        tier=tier, upper=upper, share=Share(band.share))
            ]  # fmt: skip


def _gates(portfolio: Portfolio, row: int) -> list[Message]:
    stayed, gated = int(portfolio.tiers.after_hysteresis[row]), int(portfolio.tiers.gated[row])
    if gated < stayed:
        return [Message("Takes a {tier} seat freed by a gate.", tier=TIERS[gated])]
    if gated == stayed:
        return []
    gates = portfolio.inputs.gates.failed(row, TIERS[stayed])
    why = gate_reason(portfolio, gates[0])
    for gate in gates[1:]:
        why = Message("{first}; {then}", first=why, then=gate_reason(portfolio, gate))
    return [
        Message(
            "Qualified for {tier} by score; lowered to {lower} by {count} gate: {why}.",
            "Qualified for {tier} by score; lowered to {lower} by {count} gates: {why}.",
            "count",
                tier=TIERS[stayed], lower=TIERS[gated], count=len(gates), why=why)
    ]  # fmt: skip


def _equals(portfolio: Portfolio, row: int) -> list[Message]:
    if not portfolio.accounts["equal_at_cut"][row]:
        return []
    if isinstance(portfolio.model.cut, ParetoCut):
        return [Message("Tied by revenue with other accounts at this cut; decided by account id.")]
    return [Message("Tied with other accounts at this cut; decided by account id.")]


def _exempt_or_unknown(portfolio: Portfolio, row: int) -> list[Message]:
    """Exemption of an S or A account from gates, or a gate whose value is not known yet."""
    account = portfolio.accounts.row(row, named=True)
    if account["tier"] not in KEY_TIERS or not portfolio.model.gates.recurring:
        return []
    if account["invest"]:
        return [Message("In development: exempt from the gates on recurring purchases and revenue.")]
    if account["recurring"] is None:
        least = portfolio.view.recurring_months * 3 // 2
        return [
            Message("Recurring purchases cannot be checked yet: this needs {months} months of purchases.",
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
                Message(
                    "Lowered to {lower}: the {places} {tier} seat of {owner} are full.",
                    "Lowered to {lower}: the {places} {tier} seats of {owner} are full.",
                    "places",
                        places=one.places, tier=tier, owner=portfolio.accounts["owner"][row], lower=lower)
            )  # fmt: skip
        else:
            steps.append(
                Message(
                    "Lowered to {lower}: all {places} {tier} seat are full.",
                    "Lowered to {lower}: all {places} {tier} seats are full.",
                    "places",
                        places=one.places, tier=tier, lower=lower)
            )  # fmt: skip
    return steps


def gate_reason(portfolio: Portfolio, gate: str) -> object:
    """Text of the reason why this gate is failed."""
    part = portfolio.model.gates.least_rate_of_portfolio
    if gate == "margin_rate" and part != 0.5:
        return Message("the margin rate is below {part} of the portfolio's", part=Share(part))
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
            Message("Manual tier {tier} by {author}: {reason}.",
                    tier=override.tier, author=override.author, reason=override.reason)
        ]  # fmt: skip
    return [
        Message("Manual tier {tier} by {author}, valid until {until}: {reason}.",
                tier=override.tier, author=override.author, until=override.until, reason=override.reason)
    ]  # fmt: skip


def _coverage(portfolio: Portfolio, row: int) -> list[Message]:
    if not portfolio.accounts["provisional"][row]:
        return []
    return [
        Message("Provisional: only {coverage} of the weight has data.",
                coverage=Share(portfolio.accounts["coverage"][row]))
    ]  # fmt: skip
