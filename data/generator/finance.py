"""What finance booked per month: control totals, equal to the orders but for one month."""

from collections import defaultdict
from datetime import date

from data.generator.csv_rows import Row, money
from data.generator.date_range import FIRST_DAY, LAST_DAY, month_starts
from data.generator.orders import Line


def control_total_rows(lines: list[Line]) -> list[Row]:
    """Revenue and margin of each month; all but the last are closed. Finance has not taken back the largest cancelled
    order of the last twelve closed months: its month differs by just that order."""
    revenue: dict[date, int] = defaultdict(int)
    margin: dict[date, int] = defaultdict(int)
    cancelled: dict[tuple[date, str], tuple[int, int]] = {}
    months = month_starts(FIRST_DAY, LAST_DAY)
    for line in lines:
        month = line.day.replace(day=1)
        if line.status != "cancelled":
            revenue[month] += line.amount
            margin[month] += line.margin
        elif month in months[-13:-1]:
            amount, earned = cancelled.get((month, line.order), (0, 0))
            cancelled[month, line.order] = amount + line.amount, earned + line.margin
    (differs, _), (amount, earned) = max(cancelled.items(), key=lambda item: (item[1], item[0]))
    revenue[differs] += amount
    margin[differs] += earned
    return [
        {
            "month": month,
            "revenue": money(revenue[month]),
            "margin": money(margin[month]),
            "closed": month != months[-1],
        }
        for month in months
    ]
