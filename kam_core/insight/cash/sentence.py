"""Sentences about cash: did the money come, and who owes most."""

from __future__ import annotations

from kam_core.insight.cash.cash_months import CashMonths
from kam_core.insight.cash.credit_list import Credit
from kam_core.measures.credit.signed import DEALS
from kam_core.vocabulary.calendar import month_start
from kam_core.vocabulary.durations import month_of_year
from kam_core.vocabulary.message import Message, Money, Rate, ShownFigure

ALL = "all"


def cash_sentence(cash: CashMonths, credit: Credit) -> Message:
    """What came in against revenue, and what is open."""
    parts = [_collected(cash), _open(credit)]
    return Message("{first} {then}", first=parts[0], then=parts[1])


def _collected(cash: CashMonths) -> Message:
    if cash.collected is None:
        return Message("No payments are recorded, so what was collected is not known.")
    money = ShownFigure("collected", ALL, Money(cash.collected))
    if cash.collection_rate is None:
        return Message("{money} was collected in a window without revenue.", money=money)
    rate = ShownFigure("collection_rate", ALL, Rate(cash.collection_rate))
    revenue = ShownFigure("revenue", ALL, Money(cash.revenue))
    return Message("{money} was collected, {rate} of revenue ({revenue}).", money=money, rate=rate, revenue=revenue)


def _open(credit: Credit) -> Message:
    if credit.rows.is_empty() and credit.unknown:
        return Message("Open balances are not known.")
    if credit.rows.is_empty():
        return Message("No account has an open balance.")
    balance = ShownFigure("open_balance_total", ALL, Money(credit.open_balance))
    if credit.overdue is None:
        return Message("{open} is open.", open=balance)
    return Message(
        "{open} is open, {overdue} of it overdue.",
        open=balance,
        overdue=ShownFigure("overdue_total", ALL, Money(credit.overdue)),
    )


def cash_notes(cash: CashMonths) -> list[Message]:
    """What the months are counted from, and what they leave out."""
    found = []
    if cash.signed_source is None:
        found.append(Message("Signed business needs a file of contracts, or of opportunities with won deals."))
    elif cash.signed_source == DEALS:
        found.append(Message("Signed: won deals by the day they closed, as no contract has a value."))
    else:
        found.append(Message("Signed: values of contracts by their start."))
    if cash.signed_without:
        found.append(
            Message(
                "{count} of them is left out: account, day or amount is missing.",
                "{count} of them are left out: account, day or amount is missing.",
                "count", count=cash.signed_without,
            )
        )  # fmt: skip
    if cash.collected is None:
        found.append(Message("Collected needs a file of payments."))
    elif cash.payments_from is not None and not cash.months.is_empty() and cash.payments_from > cash.months["month"][0]:
        start = month_of_year(month_start(cash.payments_from))
        found.append(Message("Payments begin in {month}: months before count as nothing collected.", month=start))
    return found


def credit_notes(credit: Credit) -> list[Message]:
    """Who is above the limit, what was paid in advance, and of whom nothing is known."""
    found = []
    if credit.over_limit_accounts:
        found.append(
            Message(
                "{count} account is over its credit limit, by {money}.",
                "{count} accounts are over their credit limit, by {money} together.",
                "count",
                count=ShownFigure("over_limit_accounts", ALL, credit.over_limit_accounts),
                money=ShownFigure("over_limit_total", ALL, Money(credit.over_limit)),
            )
        )
    if credit.credit_balance:
        found.append(Message("{money} was paid in advance and is not deducted.", money=Money(-credit.credit_balance)))
    if credit.unknown:
        found.append(
            Message(
                "Of {count} account the open balance is not known.",
                "Of {count} accounts the open balance is not known.",
                "count", count=credit.unknown,
            )
        )  # fmt: skip
    return found
