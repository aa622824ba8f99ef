"""Price against volume: how much of the change of revenue came from prices, and how much from quantities."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import polars as pl

from kam_core.measures.view import View
from kam_core.vocabulary.calendar import month_end

BOTH = (pl.col("quantity_0") > 0) & (pl.col("quantity_1") > 0) & (pl.col("amount_0") > 0) & (pl.col("amount_1") > 0)


@dataclass(frozen=True)
class PriceVolume:
    """The change of revenue in ten-thousandths by cause; before + volume + price + added + dropped + rest = now.

    before, now: revenue of the accounts in both windows. compared: revenue now of what was bought in both, by `pairs`
    pairs of account and product. added, dropped: products that an account bought in one of both windows only. rest: the
    change of everything without quantity, product or positive price; rest_before, rest_now: its revenue.
    """

    before: int
    now: int
    pairs: int
    compared: int
    volume: int
    price: int
    added: int
    dropped: int
    rest_before: int
    rest_now: int

    @property
    def rest(self) -> int:
        """Change of what cannot be split."""
        return self.rest_now - self.rest_before

    @property
    def price_change(self) -> float | None:
        """Mean change of price: the effect over what today's quantities cost at the earlier prices; None without."""
        earlier = self.compared - self.price
        return self.price / earlier if earlier > 0 else None


def price_volume(changes: pl.DataFrame, sold: pl.DataFrame | None, view: View) -> PriceVolume | None:
    """Split the change of `account_changes` by the quantities sold (`SOLD_QUANTITIES`, in the unit of the view).

    Of an account and a product bought in both windows: volume (q₁ − q₀)·p₀, price (p₁ − p₀)·q₁, together the change of
    its revenue. None where nothing was bought in both windows, and without a prior window.
    """
    first, last = view.prior_start(), view.prior_end()
    if sold is None or first is None or last is None or view.window_months is None:
        return None
    start = view.last_month - view.window_months + 1
    now = pl.col("month").is_between(start, view.last_month)
    before = pl.col("month").is_between(first, last)
    sums = (
        sold.join(changes.select("account"), on="account", how="semi")
        .group_by("account", "product")
        .agg(
            *(
                pl.col(column).filter(window).sum().alias(f"{column}_{place}")
                for column in ("quantity", "amount")
                for place, window in ((0, before), (1, now))
            ),
        )
    )
    pairs = sums.filter(BOTH)
    if pairs.is_empty():
        return None
    at_earlier_price = (pl.col("quantity_1") * (pl.col("amount_0") / pl.col("quantity_0"))).round().cast(pl.Int64)
    split = pairs.with_columns(at_earlier_price.alias("repriced"))
    added = sums.filter((pl.col("quantity_0") == 0) & (pl.col("amount_0") == 0) & (pl.col("amount_1") > 0))
    dropped = sums.filter((pl.col("quantity_1") == 0) & (pl.col("amount_1") == 0) & (pl.col("amount_0") > 0))
    whole_before, whole_now = int(changes["before"].sum()), int(changes["now"].sum())
    return PriceVolume(
        before=whole_before,
        now=whole_now,
        pairs=split.height,
        compared=int(split["amount_1"].sum()),
        volume=int((split["repriced"] - split["amount_0"]).sum()),
        price=int((split["amount_1"] - split["repriced"]).sum()),
        added=int(added["amount_1"].sum()),
        dropped=-int(dropped["amount_0"].sum()),
        rest_before=whole_before - int(split["amount_0"].sum()) - int(dropped["amount_0"].sum()),
        rest_now=whole_now - int(split["amount_1"].sum()) - int(added["amount_1"].sum()),
    )


def covers_whole_months(view: View, data_end: datetime.date | None) -> bool:
    """Whether no line of the as-of month lies after the as-of date: quantities are known by month."""
    return view.as_of == month_end(view.last_month) or data_end is None or data_end <= view.as_of
