"""Totals of each account from the order lines, for the tables that depend on them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from data.generator.date_range import LAST_DAY
from data.generator.orders import Line


@dataclass(frozen=True, slots=True)
class AccountTotals:
    """Sums without cancelled orders; money is cents."""

    revenue: dict[str, int]
    """The 12 months to the last day."""
    margin: dict[str, int]
    by_month: dict[tuple[str, date], int]
    """(account, first of month) → revenue."""
    ever: dict[str, int]
    last_purchase: dict[str, date]

    def largest(self, count: int) -> list[str]:
        """The accounts with most revenue ever, largest first."""
        return sorted(self.ever, key=lambda key: (-self.ever[key], key))[:count]


def account_totals(lines: list[Line]) -> AccountTotals:
    """Add up all lines that count."""
    year = LAST_DAY.replace(year=LAST_DAY.year - 1)
    revenue: dict[str, int] = defaultdict(int)
    margin: dict[str, int] = defaultdict(int)
    by_month: dict[tuple[str, date], int] = defaultdict(int)
    ever: dict[str, int] = defaultdict(int)
    last: dict[str, date] = {}
    for line in lines:
        if line.status == "cancelled":
            continue
        ever[line.account] += line.amount
        by_month[line.account, line.day.replace(day=1)] += line.amount
        if line.amount > 0:
            last[line.account] = max(line.day, last.get(line.account, line.day))
        if line.day > year:
            revenue[line.account] += line.amount
            margin[line.account] += line.margin
    return AccountTotals(dict(revenue), dict(margin), dict(by_month), dict(ever), last)
