"""The cells as of a month, with the orders that reach over several months put together up to that month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import narwhals.stable.v2 as nw
import polars as pl

from kam_core.cube.manifest import Month, StrayMonth
from kam_core.cube.month import cell_schema
from kam_core.cube.parquet import Piece
from kam_core.cube.ranges import WHOLE, Range
from kam_core.engines.engine import Engine
from kam_core.measures.cells import (
    CELL_COLUMNS,
    LINE_SUMS,
    PURCHASE_ENDS,
    PURCHASE_SUMS,
    Frame,
    purchase_cells,
    purchases,
    united,
)

FEW = 1_000


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a cube, on an engine."""

    folder: Path
    engine: Engine
    months: Sequence[Month]
    strays: Sequence[StrayMonth]

    def as_of(
        self, last_month: int, accounts: Range = WHOLE, only: pl.DataFrame | None = None, held: bool = False
    ) -> Frame:
        """`CELL_COLUMNS` up to a month, of a range of accounts, as that month knew them.

        only: a column `account`, those that are wanted. held: put together once and kept in memory, as polars would do
        it once for each use; the other engines keep to theirs.
        """
        base = self.base(None, last_month, accounts)
        strays = self._strays(last_month, accounts)
        if only is not None:
            base = self._those(base, only)
        held = held and self.engine.name == "polars"
        if held and (only is not None or not strays):
            base = self._held(base)
        if not strays:
            return base
        own = self._own(strays, accounts)
        if only is not None:
            own = self._those(own, only)
        touched = own.select("account").unique()
        if held:
            touched = self._held(touched)
        plain, mine = (base.join(touched, on="account", how=how) for how in ("anti", "semi"))
        if held:
            # Each read by itself: at no time is anything there twice.
            plain, mine = self._held(plain), self._held(mine)
        resolved = self._resolved(mine, own, strays, accounts)
        if only is not None:
            resolved = self._those(resolved, only)
        return nw.concat([plain, self._held(resolved) if held else resolved], how="vertical")

    def with_strays(self, last_month: int, accounts: Range) -> pl.DataFrame:
        """`account` of those of a range with an order that has lines in several months up to this one."""
        strays = self._strays(last_month, accounts)
        if not strays:
            return pl.DataFrame(schema={"account": pl.Int64()})
        return self.engine.collect(self._own(strays, accounts).select("account").unique())

    def put_together(self, touched: pl.DataFrame, last_month: int, accounts: Range) -> pl.DataFrame:
        """`CELL_COLUMNS` up to a month of the accounts that `with_strays` names."""
        strays = self._strays(last_month, accounts)
        mine = self._held(self._those(self.base(None, last_month, accounts), touched))
        return self.engine.collect(self._resolved(mine, self._own(strays, accounts), strays, accounts))

    def _strays(self, last_month: int, accounts: Range) -> list[StrayMonth]:
        return [stray for stray in self.strays if stray.month <= last_month and stray.lines and stray.touches(accounts)]

    def _own(self, strays: Sequence[StrayMonth], accounts: Range) -> Frame:
        return self._scan([kept for stray in strays for kept in stray.own], accounts)

    def _held(self, frame: Frame) -> Frame:
        return self.engine.of(self.engine.collect(frame))

    def _those(self, frame: Frame, only: pl.DataFrame) -> Frame:
        """Rows of some accounts; few are sought by the statistics of the files, many by a join."""
        if only.height <= FEW:
            return frame.filter(nw.col("account").is_in(only["account"].to_list()))
        return frame.join(self.engine.of(only), on="account", how="semi")

    def base(self, first_month: int | None, last_month: int, accounts: Range = WHOLE) -> Frame:
        """`CELL_COLUMNS` of a span of months, every order netted within its month alone."""
        files = [
            piece
            for month in self.months
            if month.month <= last_month and (first_month is None or month.month >= first_month)
            for piece in month.cells
            if piece.holds(accounts)
        ]
        if not files:
            return self.engine.of(pl.DataFrame(schema=cell_schema()))
        return self._scan(files, accounts).select(*CELL_COLUMNS)

    def linked(self, last_month: int) -> pl.DataFrame:
        """`account` of those with an order that has lines in this month and in one before."""
        now = [stray for stray in self.strays if stray.month == last_month and stray.lines]
        before = [kept for stray in self.strays if stray.month < last_month for kept in stray.lines]
        if not now or not before:
            return pl.DataFrame(schema={"account": pl.Int64()})
        mine = self._scan(now[0].lines).select("account", "order").unique()
        earlier = self._scan(before).select("account", "order").unique()
        return self.engine.collect(mine.join(earlier, on=["account", "order"], how="semi").select("account").unique())

    def _resolved(self, mine: Frame, own: Frame, strays: Sequence[StrayMonth], accounts: Range) -> Frame:
        """The cells of accounts with strays. mine: theirs, every order netted within its month alone."""
        pair = ["account", "month"]
        pairs = own.select(*pair).unique()
        stray = purchases(self._scan([kept for one in strays for kept in one.lines], accounts))
        shared = self._scan([kept for one in strays for kept in one.shared], accounts)
        parts = [
            mine.join(pairs, on=pair, how="anti"),
            _bought(mine.join(pairs, on=pair, how="semi").select(*pair, *LINE_SUMS)),
            _summed(own.filter(nw.col("orders") > 0)),
            _summed(purchase_cells(stray)),
            _counted_twice(stray, shared),
        ]
        return united(nw.concat([part.select(*CELL_COLUMNS) for part in parts], how="vertical"))

    def _scan(self, files: Sequence[Piece], accounts: Range = WHOLE) -> Frame:
        frame = self.engine.scan([kept.path(self.folder) for kept in files])
        low, high = accounts
        if low is not None:
            frame = frame.filter(nw.col("account") >= low)
        if high is not None:
            frame = frame.filter(nw.col("account") < high)
        return frame


def _bought(lines: Frame) -> Frame:
    """Sums of lines as cells without a purchase."""
    return lines.with_columns(*_nothing(PURCHASE_SUMS, 0), *_nothing(PURCHASE_ENDS, None))


def _summed(bought: Frame) -> Frame:
    """Purchases as cells without a line."""
    return bought.with_columns(*_nothing(LINE_SUMS, 0))


def _counted_twice(stray: Frame, shared: Frame) -> Frame:
    """Days on which a stray and another order of the account began: taken off once."""
    days = stray.select("account", "month", "day").unique().join(shared, on=["account", "day"], how="semi")
    counted = days.select("account", "month", nw.lit(-1).cast(nw.Int64).alias("off"))
    sums = counted.group_by("account", "month").agg(nw.col("off").sum().alias("purchase_days"))
    others = tuple(name for name in PURCHASE_SUMS if name != "purchase_days")
    return sums.with_columns(
        nw.col("purchase_days").cast(nw.Int64),
        *_nothing(LINE_SUMS, 0),
        *_nothing(others, 0),
        *_nothing(PURCHASE_ENDS, None),
    )


def _nothing(names: Sequence[str], value: int | None) -> list[nw.Expr]:
    return [nw.lit(value, nw.Int64).alias(name) for name in names]
