"""What is due at an account: contact, agreed actions, complaints, money and contract, the longest overdue first."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from kam_core.insight.account_summary.contact_interval import contact_interval, interval_factor, promised_tier
from kam_core.measures.contract_ends import contract_ends
from kam_core.measures.view import View
from kam_core.scoring.portfolio import Portfolio
from kam_core.vocabulary.calendar import date_of, day_number
from kam_core.vocabulary.contact_days import ContactCadence
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.optional_columns import with_optional
from kam_core.vocabulary.plan_status import done

CONTRACT_DAYS = 90
"""Days before its end from which a contract is due."""
COMPLAINTS = ("complaint", "incident")


class DueKind(StrEnum):
    """What an item asks for."""

    CONTACT = "contact"
    ACTION = "action"
    COMPLAINT = "complaint"
    MONEY = "money"
    CONTRACT = "contract"


@dataclass(frozen=True, slots=True)
class DueItem:
    """An item and its day.

    text: the words of the action or of the complaint. days: of an interval. amount: money in ten-thousandths. on: the
    day on which it is due, of a complaint the day on which it came; days_late: days after that day, negative before
    it, None without a day and for complaints, which have no deadline.
    """

    kind: DueKind
    on: datetime.date | None = None
    days_late: int | None = None
    text: str | None = None
    days: int | None = None
    amount: int | None = None

    @property
    def late(self) -> bool:
        """Whether its day is over."""
        return self.days_late is not None and self.days_late > 0


def due_items(
    dataset: Dataset,
    portfolio: Portfolio,
    row: int,
    codes: tuple[int, ...],
    today: datetime.date,
    published: pl.DataFrame | None = None,
    cadence: ContactCadence | None = None,
) -> list[DueItem]:
    """All that is due at one row of the portfolio, late items first, then complaints, then what comes.

    published: `account_id` and `tier` as last published, by which contacts are promised; None where nothing was.
    cadence: the promised days, where they are not the usual ones.
    """
    account = portfolio.accounts.row(row, named=True)
    tier = promised_tier(account["account_id"], account["tier"], published)
    interval = contact_interval(tier, str(account["stage"]), cadence, interval_factor(portfolio.accounts, row))
    items = [
        *_contact(dataset, account, interval, portfolio.view, codes, today), *_actions(dataset, codes, today),
        *_complaints(dataset, codes, today), *_money(account),
        *_contract(dataset, account, codes, today),
    ]  # fmt: skip
    return sorted(items, key=_order)


def _order(item: DueItem) -> tuple[int, int]:
    if item.late:
        return 0, -(item.days_late or 0)
    if item.kind == DueKind.COMPLAINT:
        return 1, 0 if item.on is None else day_number(item.on)
    return (3, 0) if item.days_late is None else (2, -item.days_late)


def _due(
    kind: DueKind, day: int | None, today: datetime.date, text: str | None = None, days: int | None = None
) -> DueItem:
    if day is None:
        return DueItem(kind, text=text, days=days)
    return DueItem(kind, date_of(day), day_number(today) - day, text, days)


def _contact(
    dataset: Dataset,
    account: dict[str, object],
    interval: int | None,
    view: View,
    codes: tuple[int, ...],
    today: datetime.date,
) -> list[DueItem]:
    """The next contact by its interval, the first one from the first purchase on. Without any recorded interaction in
    the data it is unknown."""
    touches = dataset.tables.get("touches")
    if interval is None or touches is None or touches.is_empty():
        return []
    past = touches.filter(pl.col("account").is_in(list(codes)) & (pl.col("date") <= day_number(today)))["date"].max()
    if isinstance(past, int):
        return [_due(DueKind.CONTACT, past + interval, today, days=interval)]
    tenure = account["tenure_days"]
    first = view.as_of_day - tenure if isinstance(tenure, int) else None
    return [_due(DueKind.CONTACT, first, today, days=interval)]


def _actions(dataset: Dataset, codes: tuple[int, ...], today: datetime.date) -> list[DueItem]:
    plan = dataset.tables.get("plan")
    if plan is None:
        return []
    own = with_optional(plan, {"due": pl.Int64, "status": pl.String}).filter(
        pl.col("account").is_in(list(codes)) & ~done()
    )
    rows = own.sort("due", "action", nulls_last=True).select("action", "due").iter_rows()
    return [_due(DueKind.ACTION, day, today, text=action) for action, day in rows]


def _complaints(dataset: Dataset, codes: tuple[int, ...], today: datetime.date) -> list[DueItem]:
    feedback = dataset.tables.get("feedback")
    if feedback is None:
        return []
    day = day_number(today)
    columns = {"status": pl.String, "closed_on": pl.Int64, "topic": pl.String, "text": pl.String}
    # As the measure of open complaints counts them: one closed later was still open.
    still_open = pl.col("closed_on").is_null() | (pl.col("closed_on") > day)
    closed_without_day = (pl.col("status").fill_null("open") == "closed") & pl.col("closed_on").is_null()
    own = with_optional(feedback, columns).filter(
        pl.col("account").is_in(list(codes)) & pl.col("kind").is_in(COMPLAINTS) & (pl.col("date") <= day)
        & still_open & ~closed_without_day
    ).sort("date")  # fmt: skip
    return [
        DueItem(DueKind.COMPLAINT, date_of(row["date"]), text=row["text"] or row["topic"])
        for row in own.iter_rows(named=True)
    ]


def _money(account: dict[str, object]) -> list[DueItem]:
    days, amount = account["credit_days_overdue"], account["open_balance"]
    if not isinstance(days, int) or days <= 0:
        return []
    return [DueItem(DueKind.MONEY, days_late=days, amount=amount if isinstance(amount, int) else None)]


def _contract(
    dataset: Dataset, account: dict[str, object], codes: tuple[int, ...], today: datetime.date
) -> list[DueItem]:
    """The end of the contract: of the last one in the table of contracts, else as given with the account."""
    end, contracts = account["contract_end"], dataset.tables.get("contracts")
    if contracts is not None:
        # United on a page, the accounts have one last contract.
        own = contracts.filter(pl.col("account").is_in(list(codes))).with_columns(pl.lit(codes[0]).alias("account"))
        found = contract_ends(own)
        end = end if found.is_empty() else found["contract_until"][0]
    if not isinstance(end, int) or account["stage"] == "ended" or end - day_number(today) > CONTRACT_DAYS:
        return []
    return [_due(DueKind.CONTRACT, end, today)]
