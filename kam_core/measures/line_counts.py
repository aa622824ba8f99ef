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
    line_store = dataset.line_store
    if line_store is not None:
        in_view = sum(count for month, count in line_store.counts.items() if month <= view.last_month)
        return {
            "in_view": in_view,
            "after": sum(line_store.counts.values()) - in_view,
            "without_account": line_store.lines_without_account,
            "without_account_amount": line_store.amount_without_account,
        }
    counts = dataset.lines.select(
        (~after & ~without_account).sum().alias("in_view"),
        after.sum().alias("after"),
        without_account.sum().alias("without_account"),
        pl.col("amount").filter(without_account).sum().alias("without_account_amount"),
    )
    return {name: int(value) for name, value in counts.row(0, named=True).items()}
