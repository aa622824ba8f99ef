"""Count the order lines in a view, after it, and without an account."""

from __future__ import annotations

import polars as pl

from kam_core.measures.view import View
from kam_core.vocabulary.dataset import Dataset


def lines_in_view(dataset: Dataset, view: View) -> dict[str, int]:
    """Counts for the header: `in_view`, `after` (later than the as-of date), `without_account`, and its money
    `without_account_amount` (ten-thousandths)."""
    after = pl.col("day") > view.as_of_day
    without_account = pl.col("account").is_null()
    kept = dataset.kept
    if kept is not None:
        in_view = sum(count for month, count in kept.counts.items() if month <= view.last_month)
        return {
            "in_view": in_view,
            "after": sum(kept.counts.values()) - in_view,
            "without_account": kept.nameless,
            "without_account_amount": kept.nameless_amount,
        }
    counts = dataset.lines.select(
        (~after & ~without_account).sum().alias("in_view"),
        after.sum().alias("after"),
        without_account.sum().alias("without_account"),
        pl.col("amount").filter(without_account).sum().alias("without_account_amount"),
    )
    return {name: int(value) for name, value in counts.row(0, named=True).items()}
