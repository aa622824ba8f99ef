"""Accounts in development: why, until when, and which tier they would have once the gates count again."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl

from kam_core.measures.invest_flag import MOST_MONTHS, PLAN_YEARS
from kam_core.measures.view import View
from kam_core.scoring.portfolio import Portfolio
from kam_core.scoring.tiering.gates import GateFlags, gate_flags
from kam_core.scoring.tiering.tier import NONE, A, S
from kam_core.vocabulary.calendar import date_of, month_end
from kam_core.vocabulary.enums import KEY_TIERS, TIERS
from kam_core.vocabulary.message import Message, ShownFigure

WARNING_DAYS = 90
"""Days before the end of a development from which it asks for a decision."""
Fault = Literal["no_end", "too_long", "ended"]


@dataclass(frozen=True)
class Development:
    """The development of one account: its reason (None: the first two years of its value plan) and its end, None where
    no end is given; fault: why a mark does not count, None where it counts.

    days_left: from the working day to the end; negative once it is over. tier: today's; tier_after: the tier with the
    gates on recurring purchases and revenue, by today's figures; None without a tier.
    """

    account_id: str
    reason: str | None
    until: datetime.date | None
    fault: Fault | None
    days_left: int | None
    tier: str | None
    tier_after: str | None

    @property
    def ends_soon(self) -> bool:
        """Whether it counts and its end is so near that somebody must decide."""
        return self.fault is None and self.days_left is not None and self.days_left <= WARNING_DAYS


def developments(
    tables: Mapping[str, pl.DataFrame], portfolio: Portfolio, today: datetime.date
) -> dict[str, Development]:
    """Account id → development of the accounts that are marked or in the first two years of their value plan.

    tables: in the unit of the view. Of several marks the one that counts and ends last is given.
    """
    found = {**_plans(tables, portfolio.view), **_better_marks(tables, portfolio.view)}
    if not found:
        return {}
    rows = {
        int(account): row for row, account in enumerate(portfolio.accounts["account"].to_list()) if account in found
    }
    gates = gate_flags(portfolio.accounts.with_columns(invest=pl.lit(False)), portfolio.model.gates)
    made = {}
    for account, row in rows.items():
        reason, until, fault = found[account]
        tier = portfolio.accounts["tier"][row]
        account_id = str(portfolio.accounts["account_id"][row])
        made[account_id] = Development(
            account_id, reason, until, fault, None if until is None else (until - today).days, tier,
            None if tier is None else _tier_after(portfolio, row, gates),
        )  # fmt: skip
    return made


Mark = tuple[str | None, datetime.date | None, Fault | None]


def _plans(tables: Mapping[str, pl.DataFrame], view: View) -> dict[int, Mark]:
    plan = tables.get("value_plan")
    if plan is None:
        return {}
    first = plan.group_by("account").agg(pl.col("year").min()).drop_nulls()
    young = first.filter((view.as_of.year - pl.col("year")).is_between(0, PLAN_YEARS - 1))
    return {
        int(account): (None, datetime.date(int(year) + PLAN_YEARS - 1, 12, 31), None)
        for account, year in young.select("account", "year").iter_rows()
    }


def _better_marks(tables: Mapping[str, pl.DataFrame], view: View) -> dict[int, Mark]:
    """The marks, without those that do not count beside a value plan that does."""
    marks = tables.get("invest")
    if marks is None:
        return {}
    plans = _plans(tables, view)
    best: dict[int, Mark] = {}
    for account, reason, day in marks.select("account", "reason", "until").iter_rows():
        until = None if day is None else date_of(int(day))
        mark: Mark = (reason, until, _fault(until, view))
        before = best.get(int(account), plans.get(int(account)))
        if before is None or _order(mark) > _order(before):
            best[int(account)] = mark
    return best


def _order(mark: Mark) -> tuple[bool, datetime.date]:
    _, until, fault = mark
    return fault is None, until or datetime.date.min


def _fault(until: datetime.date | None, view: View) -> Fault | None:
    if until is None:
        return "no_end"
    if until < view.as_of:
        return "ended"
    return "too_long" if until > month_end(view.last_month + MOST_MONTHS) else None


def _tier_after(portfolio: Portfolio, row: int, gates: GateFlags) -> str | None:
    if portfolio.inputs.overridden[row] != NONE:
        return str(portfolio.accounts["tier"][row])
    code = int(portfolio.tiers.after_hysteresis[row])
    if code == S and gates.first_failed(row, TIERS[S]):
        code = A
    if code == A and gates.first_failed(row, TIERS[A]):
        code = A + 1
    return None if code == NONE else TIERS[code]


def development_sentences(one: Development) -> list[Message]:
    """Reason and end, and what follows the end; or why the mark does not count."""
    if one.fault is not None:
        return [_fault_sentence(one)]
    if one.reason is None:
        first = Message("In development until {day}: the first two years of its value plan.", day=one.until)
    else:
        first = Message("In development until {day}: {reason}.", day=one.until, reason=one.reason.rstrip("。."))
    if one.tier is None:
        return [first]
    if one.tier == one.tier_after and one.tier not in KEY_TIERS:
        then = Message("By today's figures nothing changes then: it is {tier} without these gates, too.", tier=one.tier)
    elif one.tier == one.tier_after:
        then = Message(
            "Then the gates on recurring purchases and revenue count again; by today's figures it would stay {tier}.",
            tier=one.tier,
        )
    else:
        then = Message(
            "Then the gates on recurring purchases and revenue count again; by today's figures it would be {tier}.",
            tier=one.tier_after,
        )
    return [first, then]


def end_warning(one: Development) -> Message | None:
    """A sentence where the end is within 90 days; None before."""
    if not one.ends_soon or one.days_left is None:
        return None
    if one.days_left < 0:
        return Message("Its development is over: extend it or let the gates count.")
    days = ShownFigure("development_days", f"account:{one.account_id}", one.days_left)
    return Message(
        "Its development ends in {days} day: extend it or let the gates count.",
        "Its development ends in {days} days: extend it or let the gates count.",
        "days",
        days=days,
    )  # fmt: skip


def _fault_sentence(one: Development) -> Message:
    match one.fault:
        case "no_end":
            return Message("Marked as in development without an end date, so the mark does not count; give an end.")
        case "too_long":
            return Message(
                "Marked as in development until {day}, which does not count: the limit is 24 months from today.",
                day=one.until,
            )
        case _:
            return Message("No longer in development: the mark ended on {day}.", day=one.until)
