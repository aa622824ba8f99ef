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
FEW = 1_000


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
    pieces = [month.lines] if len(orders) <= FEW else [(piece,) for piece in month.lines]
    parts = [_apart(scan(folder, some, schema).select(LINES), orders, month.month, text) for some in pieces]
    files = [
        put(pl.concat(kind).sort("account"), folder, f"strays/{month.month}-{name}-{stem}.parquet")
        for stem, kind in zip(("lines", "own", "shared"), zip(*parts, strict=True), strict=True)
    ]
    lines, own, shared = ((piece,) for piece in files)
    accounts = pl.concat([part[1] for part in parts])["account"].sort()
    few = tuple(accounts.to_list()) if len(accounts) <= FEW else ()
    return StrayMonth(month.month, name, lines, own, shared, few)


def _apart(
    lines: pl.LazyFrame, orders: pl.Series, month: int, text: bool
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """`lines`, `own` and `shared` of some lines of a month."""
    stray = lines.filter(order_words.key_of("order", text).is_in(_sought(orders))).collect()
    accounts = stray["account"].unique()
    theirs = lines.filter(pl.col("account").is_in(_sought(accounts)))
    others = theirs.join(stray.lazy().select("order").unique(), on="order", how="anti")
    bought = nets_of(others).filter(pl.col("amount") > 0).collect()
    days = stray.select("account", "day").unique()
    shared = bought.select("account", "day").unique().join(days, on=["account", "day"], how="semi")
    cells = nw.to_native(purchase_cells(nw.from_native(bought.lazy()))).collect()
    # An account without another purchase has its place too: its cell's own purchases are none.
    places = accounts.to_frame().with_columns(pl.lit(month, pl.Int64).alias("month"))
    return stray, places.join(cells, on=["account", "month"], how="left"), shared


def _sought(values: pl.Series) -> list[int] | pl.Expr:
    """Few values are sought by the statistics of the files."""
    return values.to_list() if len(values) <= FEW else pl.lit(values.implode())


def nets_of(lines: pl.LazyFrame) -> pl.LazyFrame:
    """`nets` of a polars frame."""
    native = nw.to_native(nets(nw.from_native(lines)))
    assert isinstance(native, pl.LazyFrame)
    return native
