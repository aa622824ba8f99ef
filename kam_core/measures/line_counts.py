"""How many order lines a view counts, how many come after it, and those that name no account."""

from __future__ import annotations

import polars as pl

from kam_core.measures.view import View
from kam_core.vocabulary.dataset import Dataset


def lines_in_view(dataset: Dataset, view: View) -> dict[str, int]:
    """Counts for the header: `in_view`, `after` (later than the as-of date), `without_account`, and its money
    `without_account_amount` (ten-thousandths)."""
    after = pl.col("day") > view.as_of_day
    lines_without_account = pl.col("account").is_null()
    kept = dataset.line_store
    if kept is not None:
        seen = sum(count for month, count in kept.counts.items() if month <= view.last_month)
        return {
            "in_view": seen,
            "after": sum(kept.counts.values()) - seen,
            "without_account": kept.lines_without_account,
            "without_account_amount": kept.amount_without_account,
        }
    counts = dataset.lines.select(
        (~after & ~lines_without_account).sum().alias("in_view"),
        after.sum().alias("after"),
        lines_without_account.sum().alias("without_account"),
        pl.col("amount").filter(lines_without_account).sum().alias("without_account_amount"),
    )
    return {name: int(value) for name, value in counts.row(0, named=True).items()}
