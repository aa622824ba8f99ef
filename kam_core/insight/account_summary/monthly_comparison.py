"""Revenue of an account by month beside the same month a year earlier."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.measures.monthly_revenue import monthly_revenue
from kam_core.measures.view import View
from kam_core.vocabulary.calendar import month_start
from kam_core.vocabulary.dataset import Dataset

YEAR = 12


@dataclass(frozen=True)
class MonthlyComparison:
    """The twelve months to the as-of date: `month` (its first day), `revenue`, `revenue_year_before`
    (ten-thousandths). A month before the first order line of the data is unknown, one without lines is 0."""

    months: pl.DataFrame

    @property
    def has_revenue(self) -> bool:
        """Whether any of the months has an amount."""
        return any(money for name in ("revenue", "revenue_year_before") for money in self.months[name].to_list())

    @property
    def compared(self) -> int:
        """The number of months that have one a year earlier."""
        return self.months["revenue_year_before"].drop_nulls().len()

    @property
    def below(self) -> int:
        """The number of months below the same month a year earlier."""
        return int((self.months["revenue"] < self.months["revenue_year_before"]).sum())


def monthly_comparison(dataset: Dataset, view: View, codes: tuple[int, ...]) -> MonthlyComparison:
    """Compare each of the last twelve months with the same month a year earlier, for accounts united on a page."""
    sums = monthly_revenue(dataset, view, 2 * YEAR, codes).group_by("month").agg(pl.col("revenue").sum())
    revenue: dict[int, int] = dict(sums.iter_rows())
    first = dataset.first_month

    def known(month: int) -> int | None:
        return None if first is None or month < first else revenue.get(month, 0)

    last = range(view.last_month - YEAR + 1, view.last_month + 1)
    return MonthlyComparison(
        pl.DataFrame(
            {
                "month": [month_start(month) for month in last],
                "revenue": [known(month) for month in last],
                "revenue_year_before": [known(month - YEAR) for month in last],
            },
            schema={"month": pl.Date, "revenue": pl.Int64, "revenue_year_before": pl.Int64},
        )
    )
