"""Payments of orders: what was paid when, so that orders less payments leave the open balance of the account list."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from data.generator.characters import LEFT_WARNED
from data.generator.csv_rows import Row, money
from data.generator.date_range import LAST_DAY
from data.generator.orders import Line
from data.generator.seeded_random import Draw

TERMS = (30, 45, 60, 90)
"""Days from an order to its due day, as agreed with the account."""
LAST_LATE = 4
"""So many last orders of an account that left with a warning were paid late."""
LATE = 30
"""An account whose payments are later than this by the account list pays late throughout."""


@dataclass(slots=True)
class _Invoice:
    """What an order is to bring after credit notes; money is cents."""

    order: str
    day: date
    amount: int
    unpaid: int = 0


def payment_rows(account_rows: list[Row], lines: list[Line]) -> list[Row]:
    """One row per order that was paid, wholly or in part, by day."""
    draw = Draw("payments")
    invoices = _invoices(lines)
    rows = []
    for account in account_rows:
        own = invoices.get(account["account"], [])
        overdue = account["credit_days_overdue"] or 0
        terms = _leave_unpaid(own, account["open_balance"], overdue)
        last_ones = {one.order for one in own[-LAST_LATE:]} if account["account"] in LEFT_WARNED else set()
        for invoice in own:
            if invoice.amount > invoice.unpaid:
                row = _payment(draw, account["account"], invoice, terms, overdue)
                if invoice.order in last_ones:
                    row["date"] = row["due"] + timedelta(days=draw.whole(35, 75))
                rows.append(row)
    return sorted(rows, key=lambda row: (row["date"], row["account"], row["order_id"]))


def _invoices(lines: list[Line]) -> dict[str, list[_Invoice]]:
    """Orders of each account by day; credit notes are set off against the orders before them, latest first."""
    sums: dict[tuple[str, date, str], int] = defaultdict(int)
    for line in lines:
        if line.status != "cancelled":
            sums[line.account, line.day, line.order] += line.amount
    found: dict[str, list[_Invoice]] = defaultdict(list)
    for (account, day, order), amount in sorted(sums.items()):
        if amount >= 0:
            found[account].append(_Invoice(order, day, amount))
            continue
        for earlier in reversed(found[account]):
            taken = min(earlier.amount, -amount)
            earlier.amount -= taken
            amount += taken
    return found


def _leave_unpaid(invoices: list[_Invoice], balance: int | None, overdue: int) -> int:
    """Mark what is unpaid and return the terms of the account in days. The latest orders are unpaid; where payments
    are late, an order that was due so long ago is unpaid in part as well. Without a balance in the account list every
    order of the last 30 days is unpaid. `balance` is whole yuan."""
    if balance is None:
        for invoice in invoices:
            invoice.unpaid = invoice.amount if (LAST_DAY - invoice.day).days < TERMS[0] else 0
        return TERMS[0]
    left = balance * 100
    if overdue:
        old = [one for one in invoices if (LAST_DAY - one.day).days >= overdue + TERMS[0] and one.amount > 0]
        if old:
            old[-1].unpaid = min(left, old[-1].amount * 3 // 5)
            left -= old[-1].unpaid
    oldest = LAST_DAY
    for invoice in reversed(invoices):
        taken = min(left, invoice.amount - invoice.unpaid)
        invoice.unpaid += taken
        left -= taken
        if taken:
            oldest = invoice.day
    silent = (LAST_DAY - oldest).days - overdue
    return next((days for days in TERMS if days >= silent), TERMS[-1])


def _payment(draw: Draw, account: str, invoice: _Invoice, terms: int, overdue: int) -> Row:
    due = invoice.day + timedelta(days=terms)
    if overdue > LATE:
        # Late payers get later: the last twelve months are worse than the years before.
        recent = (LAST_DAY - invoice.day).days <= 365
        delay = draw.whole(25, 70) if recent else draw.whole(5, 30)
    else:
        delay = draw.whole(0, 18) if overdue else draw.whole(-8, 3)
    paid = due + timedelta(days=delay)
    if paid > LAST_DAY:
        paid = draw.workday(max(invoice.day, LAST_DAY - timedelta(days=12)), LAST_DAY)
    if invoice.unpaid and overdue and (LAST_DAY - invoice.day).days > overdue:
        due = LAST_DAY - timedelta(days=overdue)
    # A first part that came long before: what was agreed for the rest is not known.
    part = invoice.unpaid > 0 and not overdue and due < LAST_DAY
    known = not part and (due - paid).days <= TERMS[0]
    return {
        "account": account,
        "date": paid,
        "amount": money(invoice.amount - invoice.unpaid),
        "order_id": invoice.order,
        "due": due if known else None,
    }
