"""Sentences on customer equity: what it is, how it changed, what more retention adds, and what winning costs."""

from __future__ import annotations

import datetime

from kam_core.insight.customer_equity.cost_to_win import WinningCost, WinningCosts
from kam_core.insight.customer_equity.equity import CustomerEquity
from kam_core.vocabulary.message import Change, Message, Money, ShownFigure

ALL = "all"


def equity_sentence(found: CustomerEquity, now: datetime.date) -> Message:
    """The customer equity now and at the earlier date, or what is missing for it."""
    if found.then is None:
        return Message(
            "There is no earlier window to compare with, so no retention rate is known. Choose a window of some months "
            "and a date before it, or load older data."
        )
    if found.total is None:
        return Message(
            "No line has a margin, so nothing can be said about value. Upload transactions with a margin or with the "
            "cost of goods."
        )
    equity = ShownFigure("customer_equity", ALL, Money(found.total))
    if found.total_before is None or found.total_before <= 0:
        return Message("On {now} customer equity is {equity}.", now=now, equity=equity)
    change = found.total / found.total_before - 1.0
    return Message(
        "On {now} customer equity is {equity}, {change} from {before} on {then}.",
        now=now, equity=equity, then=found.then,
        change=ShownFigure("customer_equity_change", ALL, Change(change)),
        before=ShownFigure("customer_equity_before", ALL, Money(found.total_before)),
    )  # fmt: skip


def left_out_sentence(found: CustomerEquity) -> Message | None:
    """How many accounts the equity leaves out; None where it has all."""
    count = found.without_margin
    if not count or found.total is None:
        return None
    return Message(
        "{count} account without a known margin is not part of it.",
        "{count} accounts without a known margin are not part of it.",
        "count",
        count=count,
    )


def simulated_sentence(found: CustomerEquity, tier: str | None, points: int) -> Message:
    """What the equity changes from and to when the retention of a tier, or of all, changes by some points."""
    chosen = found.tiers["tier"].to_list() if tier is None else [tier]
    shift = dict.fromkeys(chosen, points / 100)
    changed, gain = found.with_points(shift), found.gain(shift)
    population = f"points:{tier or ALL}:{points}"
    whom = Message("all tiers") if tier is None else Message("tier {tier}", tier=tier)
    return Message(
        "Retention {points} points for {whom}: customer equity goes from {equity} to {changed} ({gain}).",
        points=f"{points:+d}".replace("-", "\N{MINUS SIGN}"),
        whom=whom,
        equity=ShownFigure("customer_equity", ALL, None if found.total is None else Money(found.total)),
        changed=ShownFigure("customer_equity_simulated", population, None if changed is None else Money(changed)),
        gain=ShownFigure("equity_gain", population, None if gain is None else Change(gain)),
    )


def no_gain_sentence(found: CustomerEquity) -> Message | None:
    """The tiers for which no gain can be stated; None where there is none."""
    known = found.tiers.filter(found.tiers["equity"].is_not_null() & (found.tiers["accounts"] > 0))
    lost = known.filter(known["equity"] <= 0)["tier"].cast(str).to_list()
    if not lost:
        return None
    return Message(
        "No gain can be stated for {tiers}: equity is not above 0, because cost to serve exceeds the margin or margins "
        "are negative.",
        tiers=", ".join(lost),
    )


def winning_sentence(costs: WinningCosts | None) -> Message:
    """What it cost to win an account back against winning a new one, or what is missing."""
    if costs is None or (costs.new.mean is None and costs.won_back.mean is None):
        return Message(
            "What it costs to win a customer is not known for this window. Upload account costs of the kind “win”."
        )
    return Message(
        "{new}; {back}.",
        new=_cost(costs.new, Message("Winning a new customer"), "cost_to_win_new"),
        back=_cost(costs.won_back, Message("winning a former one back"), "cost_to_win_back"),
    )


def _cost(cost: WinningCost, what: Message, figure: str) -> Message:
    if not cost.accounts:
        return Message("{what}: none in this window", what=what)
    if cost.mean is None:
        return Message("{what}: no cost known for {count} of them", what=what, count=cost.accounts)
    return Message(
        "{what} cost {money} on average (known for {known} of {count})",
        what=what, known=cost.with_cost, count=cost.accounts,
        money=ShownFigure(figure, ALL, Money(cost.mean)),
    )  # fmt: skip
