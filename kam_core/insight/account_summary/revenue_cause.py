"""Main cause of a change in an account's revenue: the product family that explains most of it."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kam_core.measures.view import View
from kam_core.vocabulary.dataset import Dataset


@dataclass(frozen=True, slots=True)
class RevenueCause:
    """The product family with the largest change in the direction of the whole (ten-thousandths).

    family_*: its revenue in the prior window and in this one; other_*: that of all other lines, also of those without
    a family. The two add up to the revenue of the account.
    """

    family: str
    family_before: int
    family_now: int
    other_before: int
    other_now: int

    @property
    def change(self) -> int:
        """The change of the account's revenue."""
        return self.family_now + self.other_now - self.family_before - self.other_before

    @property
    def share(self) -> float | None:
        """The family's part of the change; None where the other families moved the other way, so that it exceeds the
        whole."""
        share = (self.family_now - self.family_before) / self.change
        return share if share <= 1 else None


def revenue_cause(dataset: Dataset, view: View, codes: tuple[int, ...]) -> RevenueCause | None:
    """The main cause between the prior window and this one; None without a prior window in the data, without product
    families, and where revenue did not change."""
    prior_start, prior_end, start = view.prior_start(), view.prior_end(), view.first_month(dataset.first_month)
    data_start = dataset.first_month
    if prior_start is None or prior_end is None or data_start is None or prior_start < data_start:
        return None
    families = dataset.products.select("product", "product_family")
    if families["product_family"].drop_nulls().is_empty():
        return None
    now = (pl.col("month") >= start) & (pl.col("month") <= view.last_month)
    before = pl.col("month").is_between(prior_start, prior_end)
    with dataset.reading():
        sums = (
            dataset.lines_of(codes)
            .filter((pl.col("day") <= view.as_of_day) & (now | before))
            .group_by("product")
            .agg(
                pl.col("amount").filter(before).sum().alias("before"),
                pl.col("amount").filter(now).sum().alias("now"),
            )
            .collect()
        )
    by_family = (
        sums.join(families, on="product", how="left")
        .group_by("product_family")
        .agg(pl.col("before").sum(), pl.col("now").sum())
        .with_columns((pl.col("now") - pl.col("before")).alias("change"))
    )
    whole_before, whole_now = int(by_family["before"].sum()), int(by_family["now"].sum())
    if whole_before == whole_now:
        return None
    named = by_family.filter(pl.col("product_family").is_not_null()).sort(
        "change", "product_family", descending=[whole_now > whole_before, False]
    )
    if named.is_empty() or (named["change"][0] > 0) != (whole_now > whole_before) or named["change"][0] == 0:
        return None
    family, family_before, family_now = named.row(0)[:3]
    return RevenueCause(family, family_before, family_now, whole_before - family_before, whole_now - family_now)
