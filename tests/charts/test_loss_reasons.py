"""Pareto chart of reasons for leaving: bars and running sum on one scale."""

import polars as pl

from kam_core.charts.loyalty.loss_reasons import loss_reasons_figure
from kam_core.locale.language import Language


def test_the_line_starts_at_the_top_of_the_first_bar_and_ends_at_all_losses() -> None:
    reasons = pl.DataFrame(
        {
            "reason": ["service", "price"],
            "accounts": [3, 1],
            "revenue_total": [1_200_000, 50_000],
            "cumulative_share": [0.75, 1.0],
        }
    )
    bars, line = loss_reasons_figure(reasons, Language("en").with_currency("USD")).data
    assert list(bars.y) == [3, 1]
    assert (list(line.y), list(line.text)) == ([3, 4], ["75%", "100%"])
