"""Orders with lines in several months: what they come to depends on the month from which one looks.

A month's cells see only their month. So the lines of such orders ("strays") are kept apart, and beside them what the
cells of their accounts are without them; a view puts together what it may know. Cells themselves stay a matter of
their month, and a late line of an old order changes no file of the old month's lines or cells.

Piece per month with strays:
- lines:  `account`, `order`, `day`, `month`, `amount` of the strays in this month;
- own:    of every account with such a line, the month's purchases without strays (`purchase_cells`);
- shared: `account`, `day` on which a stray has a line and an order that is none began: a day counts once.

An order counts as a stray as soon as its id occurs in two months, even under different accounts: it comes to the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import narwhals.stable.v2 as nw
import polars as pl

from kam_core.cube import order_words
from kam_core.cube.manifest import Month, StrayMonth, fingerprint
from kam_core.cube.month import stored_schema
from kam_core.cube.parquet import put, scan
from kam_core.measures.cells import nets, purchase_cells

LINES = ("account", "order", "day", "month", "amount")
FEW_ORDERS = 1_000


def strays_of(
    months: Sequence[Month], before: Sequence[StrayMonth], folder: Path, text_orders: bool, memory: int
) -> tuple[StrayMonth, ...]:
    """The strays of all months; those of a month whose lines and strays are as before are not made again."""
    known = {stray.month: stray for stray in before}
    several = order_words.in_several({month.month: month.orders for month in months}, folder, memory)
    made = []
    for month in months:
        orders = several.get(month.month)
        if orders is None:
            continue
        name = fingerprint(month.fingerprint, _digest(orders))
        old = known.get(month.month)
        if old is not None and old.fingerprint == name and all(kept.whole(folder) for kept in old.files()):
            made.append(old)
        else:
            made.append(_made(month, orders, name, folder, text_orders))
    return tuple(made)


def _digest(orders: pl.Series) -> str:
    import hashlib

    return hashlib.sha256(orders.to_numpy().tobytes()).hexdigest()


def _made(month: Month, orders: pl.Series, name: str, folder: Path, text: bool) -> StrayMonth:
    """All at once where strays are few; else part by part, as no account is in two parts of a month."""
    schema = stored_schema(text)
    parts: list[tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]] = []
    for pieces in [month.lines] if len(orders) <= FEW_ORDERS else [[piece] for piece in month.lines]:
        lines = scan(folder, pieces, schema).select(LINES)
        stray = lines.filter(
            order_words.key_of("order", text).is_in(orders.to_list() if len(orders) <= FEW_ORDERS else orders.implode())
        ).collect()
        if stray.is_empty():
            continue
        accounts = stray["account"].unique()
        theirs = lines.filter(
            pl.col("account").is_in(accounts.to_list() if len(accounts) <= FEW_ORDERS else accounts.implode())
        )
        own = nets_of(theirs.join(stray.lazy().select("order").unique(), on="order", how="anti")).filter(
            pl.col("amount") > 0
        )
        bought = own.collect()
        days = stray.select("account", "day").unique()
        shared = bought.select("account", "day").unique().join(days, on=["account", "day"], how="semi")
        cells = nw.to_native(purchase_cells(nw.from_native(bought.lazy()))).collect()
        # An account without another purchase has its place too: its cell's own purchases are none.
        own_cells = (
            accounts.to_frame()
            .with_columns(pl.lit(month.month, pl.Int64).alias("month"))
            .join(cells, on=["account", "month"], how="left")
        )
        parts.append((stray, own_cells, shared))
    stems = ("lines", "own", "shared")
    files = (
        [
            put(
                pl.concat([part[place] for part in parts]).sort("account"),
                folder,
                f"strays/{month.month}-{name}-{stem}.parquet",
            )
            for place, stem in enumerate(stems)
        ]
        if parts
        else []
    )
    of = {stem: (kept,) for stem, kept in zip(stems, files, strict=False)}
    return StrayMonth(month.month, name, of.get("lines", ()), of.get("own", ()), of.get("shared", ()))


def nets_of(lines: pl.LazyFrame) -> pl.LazyFrame:
    """`nets` of a polars frame."""
    native = nw.to_native(nets(nw.from_native(lines)))
    assert isinstance(native, pl.LazyFrame)
    return native
