"""Costs of accounts, value plans and targets of owners."""

from collections import defaultdict
from datetime import date

from data.generator.account_totals import AccountTotals
from data.generator.accounts import Account
from data.generator.characters import CAME_BACK, LIGHTHOUSE, LOSS_MAKER
from data.generator.csv_rows import Row, round_to
from data.generator.date_range import LAST_DAY, days_before_end, month_starts
from data.generator.people import EVERY_OWNER
from data.generator.seeded_random import Draw

COSTS = 600
PLANNED = 25


def cost_rows(accounts: list[Account], totals: AccountTotals) -> list[Row]:
    """About 600 costs over three years: winning at the start, serving all along."""
    draw = Draw("account costs")
    known = {account.id: account for account in accounts}
    chosen = [known[key] for key in totals.largest(150)]
    rows = []
    for account in chosen:
        yearly = account.yearly
        if draw.chance(0.7):
            first = account.first_order
            rows.append(_cost(account, draw.workday(first, min(LAST_DAY, account.last_purchase)), "win",
                              yearly * draw.between(0.01, 0.06)))  # fmt: skip
        for _ in range(draw.whole(2, 4)):
            heavy = 3.0 if account.id == LOSS_MAKER else 1.0
            day = draw.workday(max(account.first_order, days_before_end(900)), account.last_purchase)
            rows.append(_cost(account, day, "serve", yearly * heavy * draw.between(0.004, 0.03)))
        if draw.chance(0.3):
            day = draw.workday(account.first_order, account.last_purchase)
            rows.append(_cost(account, day, "other", yearly * draw.between(0.001, 0.008)))
    return sorted(rows, key=lambda row: (row["date"], row["account"], row["kind"], row["amount"]))


def _cost(account: Account, day: date, kind: str, amount: float) -> Row:
    return {"account": account.id, "date": day, "amount": round_to(amount, 10) + 200, "kind": kind}


def value_plan_rows(accounts: list[Account], totals: AccountTotals) -> list[Row]:
    """Five years for 25 accounts: the first invests, the second breaks even."""
    draw = Draw("value plan")
    known = {account.id: account for account in accounts}
    rows = []
    for key in sorted([*totals.largest(15), *draw.some(totals.largest(90)[15:], PLANNED - 15)]):
        base = known[key].yearly
        for step, year in enumerate(range(2023, 2028)):
            revenue = round_to(base * (0.55, 0.8, 1.0, 1.1, 1.15)[step] * draw.between(0.92, 1.08), 1_000)
            margin = round_to(revenue * draw.between(0.34, 0.42), 1_000)
            cost = round_to(margin * (1.45, 1.0, 0.35, 0.3, 0.4)[step], 1_000)
            rows.append({"account": key, "year": year, "revenue": revenue, "margin": margin, "cost": cost})
    return rows


def invest_rows(accounts: list[Account], totals: AccountTotals) -> list[Row]:
    """Two accounts that are built up: the lighthouse, and the account that came back."""
    return [
        {
            "account": LIGHTHOUSE,
            "reason": "示范医院，带动整个华北",
            "until": date(2027, 6, 30),
        },
        {"account": CAME_BACK, "reason": "新厂投产，重新合作", "until": date(2027, 3, 31)},
    ]


def target_rows(accounts: list[Account], totals: AccountTotals) -> list[Row]:
    """Monthly revenue targets of every owner for the last two years, near what came in."""
    draw = Draw("targets")
    owner_of = {account.id: account.owner for account in accounts}
    actual: dict[tuple[str | None, date], int] = defaultdict(int)
    for (key, month), cents in totals.by_month.items():
        actual[owner_of[key], month] += cents
    months = month_starts(date(2024, 10, 1), LAST_DAY)
    rows = []
    for owner in EVERY_OWNER:
        mean = sum(actual[owner, month] for month in months) / len(months) / 100
        ambition = draw.between(0.96, 1.14)
        for month in months:
            # Half the year's mean and half the month's own level: targets know the season, not the future.
            level = 0.5 * mean + 0.5 * actual[owner, month] / 100
            rows.append({"owner": owner, "month": month, "amount": round_to(level * ambition, 1_000),
                         "measure": "revenue"})  # fmt: skip
    return rows
