"""Cells → the view that is kept ready: closed months rolled up once, the as-of month laid over them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import narwhals.stable.v2 as nw
import numpy as np
import polars as pl

from kam_core.cube.build.account_ranges import WHOLE, Range, ranges_of
from kam_core.cube.build.memory_limit import MemoryLimit
from kam_core.cube.build.month_cells import MonthCells
from kam_core.cube.manifest import Month, Ready, fingerprint
from kam_core.cube.parquet_files import Piece, put
from kam_core.cube.read.closed_months import SILENCES, closed_months
from kam_core.engines.engine import Engine
from kam_core.measures.cells.horizon import Horizon
from kam_core.measures.cells.packed_keys import Frame
from kam_core.measures.cells.roll_up import merged, state, state_parts
from kam_core.measures.cells.roll_up_by_month import MonthlyRollUp
from kam_core.measures.cells.silences import silences
from kam_core.measures.features import FEATURE_COLUMNS, features, totals_of
from kam_core.measures.percentile_histogram import EXACT_RANKS, PercentileHistogram, histogram
from kam_core.measures.percentile_histogram import merged as merged_histogram
from kam_core.measures.view import View

TOTALS = ("positive_revenue", "costed_ever")


@dataclass(frozen=True, slots=True)
class RollUp:
    """What a view is rolled up from, and where to."""

    folder: Path
    engine: Engine
    limit: MemoryLimit
    months: Sequence[Month]
    view: View

    @property
    def cells(self) -> MonthCells:
        """The cells of all months."""
        return MonthCells(self.folder, self.engine, self.months)

    @property
    def horizon(self) -> Horizon:
        """From where the view looks back."""
        seen = [month.month for month in self.months if month.month <= self.view.last_month]
        return Horizon.of(self.view, min(seen, default=self.view.last_month))

    @property
    def key(self) -> str:
        """Names all that the closed months' state depends on."""
        last = self.view.last_month
        return fingerprint(self.horizon, [month.fingerprint for month in self.months if month.month < last])

    @property
    def feature_key(self) -> str:
        """Names all that the features depend on."""
        last = self.view.last_month
        return fingerprint(self.key, [month.fingerprint for month in self.months if month.month == last])


Told = Callable[[int, int], None]
"""Is told how many steps are done, and of how many."""


def ready(roll: RollUp, before: Ready | None, told: Told) -> Ready:
    """The view kept ready: what of it is there as before stays, what is not is made. Raises OSError."""
    if before is not None and before.feature_key == roll.feature_key and _whole(before.files(), roll.folder):
        return before
    if before is not None and before.key == roll.key and _whole((*before.closed, *before.silences), roll.folder):
        ranges, closed, quiet = before.ranges, before.closed, before.silences
        steps = 2 * len(ranges)
    else:
        ranges = tuple(_ranges(roll))
        steps = 3 * len(ranges)
        closed, quiet = _closed(roll, ranges, lambda done: told(done, steps))
    made = steps - 2 * len(ranges)
    now = [_Now(roll, one, closed[place], quiet[place]) for place, one in enumerate(ranges)]
    totals = pl.DataFrame(schema=dict.fromkeys(TOTALS, pl.Int64()))
    for one in now:
        totals = pl.concat([totals, roll.engine.collect(totals_of(one.state())).select(TOTALS)])
        made += 1
        told(made, steps)
    whole = totals.sum()
    files: list[Piece] = []
    counted = _Counted()
    with ThreadPoolExecutor(1) as writer:
        writing: Future[Piece] | None = None
        for place, one in enumerate(now):
            frame = features(*one.state_and_silences(), roll.horizon, roll.engine.of(whole))
            rows = roll.engine.collect(frame).select(FEATURE_COLUMNS).sort("account")
            if writing is not None:
                files.append(writing.result())
            writing = writer.submit(put, rows, roll.folder, f"features/{roll.feature_key}-{place}.parquet")
            counted.add(rows, len(now))
            made += 1
            told(made, steps)
        if writing is not None:
            files.append(writing.result())
    return Ready(
        as_of_day=roll.view.as_of_day,
        window=roll.view.window_months,
        key=roll.key,
        feature_key=roll.feature_key,
        ranges=ranges,
        closed=closed,
        silences=quiet,
        features=tuple(files),
        histograms=counted.put(roll.folder, f"histograms/{roll.feature_key}.parquet"),
    )


@dataclass
class _Counted:
    """Histograms of the measures by which accounts may be ranked, where there are too many to rank one by one."""

    parts: dict[str, PercentileHistogram] = field(default_factory=dict)

    def add(self, rows: pl.DataFrame, ranges: int) -> None:
        """Count the accounts of one of so many ranges of about the same size."""
        if rows.height * ranges <= EXACT_RANKS:
            return
        for name, dtype in rows.schema.items():
            if name != "account" and dtype.is_numeric():
                part = histogram(rows[name].cast(pl.Float64).fill_null(float("nan")).to_numpy())
                before = self.parts.get(name)
                self.parts[name] = part if before is None else merged_histogram(before, part)

    def put(self, folder: Path, name: str) -> tuple[Piece, ...]:
        """The histograms as a file; none where accounts are ranked one by one."""
        if not self.parts:
            return ()
        return (put(pl.concat([part.frame(measure) for measure, part in self.parts.items()]), folder, name),)


def _whole(files: Sequence[Piece], folder: Path) -> bool:
    return all(piece.whole(folder) for piece in files)


def _ranges(roll: RollUp) -> list[Range]:
    seen = [month for month in roll.months if month.month <= roll.view.last_month]
    files = [piece.path(roll.folder) for month in seen for piece in month.cells]
    if not files:
        return [WHOLE]
    account = pl.scan_parquet(files, glob=False).select("account")
    accounts = int(account.select(pl.col("account").approx_n_unique()).collect().item())
    return ranges_of(account, roll.limit.parts(accounts))


def _closed(
    roll: RollUp, ranges: Sequence[Range], told: Callable[[int], None]
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """State and silences of the months before the as-of month, range by range."""
    closed, quiet = [], []
    for place, accounts in enumerate(ranges):
        rows, gaps = closed_months(roll.cells, roll.view.last_month - 1, roll.horizon, accounts)
        closed.append(put(rows, roll.folder, f"state/{roll.key}-{place}.parquet"))
        quiet.append(put(gaps, roll.folder, f"silences/{roll.key}-{place}.parquet"))
        del rows, gaps
        told(place + 1)
    return tuple(closed), tuple(quiet)


@dataclass(frozen=True, slots=True)
class _Now:
    """The as-of month laid over the closed ones, for a range of accounts."""

    roll: RollUp
    accounts: Range
    closed_file: Piece
    silence_file: Piece

    def state(self) -> Frame:
        """`STATE_COLUMNS`."""
        return merged(self._scan(self.closed_file), state(self._month(), self.roll.horizon))

    def state_and_silences(self) -> tuple[Frame, Frame]:
        """Both; on polars read once."""
        engine = self.roll.engine
        if engine.name != "polars":
            return self.state(), self.silences()
        closed = engine.collect(self._scan(self.closed_file))
        month = engine.collect(state_parts(self._month(), self.roll.horizon))
        sums = MonthlyRollUp(np.union1d(closed["account"].to_numpy(), month["account"].to_numpy()))
        sums.begin(closed)
        del closed
        sums.add(month)
        quiet = nw.concat([self._closed_silences(), engine.of(sums.silences())], how="vertical")
        return engine.of(sums.state()), quiet

    def silences(self) -> Frame:
        """`SILENCES`."""
        month = self._month()
        # Who did nothing in the as-of month ended no silence in it.
        before = self._scan(self.closed_file).join(month.select("account"), on="account", how="semi")
        return nw.concat([self._closed_silences(), silences(month, before).select(*SILENCES)], how="vertical")

    def _closed_silences(self) -> Frame:
        return self._scan(self.silence_file).select(*SILENCES)

    def _month(self) -> Frame:
        last = self.roll.view.last_month
        return self.roll.cells.up_to(last, self.accounts, first_month=last)

    def _scan(self, piece: Piece) -> Frame:
        return self.roll.engine.scan([piece.path(self.roll.folder)])
