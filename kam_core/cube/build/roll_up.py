"""Roll cells up into the features of one view: closed months once, then the as-of month on top."""

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
from kam_core.cube.manifest import MaterializedView, Month, fingerprint
from kam_core.cube.parquet_files import CubeFile, write_parquet
from kam_core.cube.read.closed_months import SILENCES, closed_months
from kam_core.engines.engine import Engine
from kam_core.measures.cells.horizon import Horizon
from kam_core.measures.cells.packed_keys import Frame
from kam_core.measures.cells.purchase_gaps import silences
from kam_core.measures.cells.roll_up import merge_states, state, state_parts
from kam_core.measures.cells.roll_up_by_month import MonthlyRollUp
from kam_core.measures.features import FEATURE_COLUMNS, features, totals_of
from kam_core.measures.percentile_histogram import EXACT_RANKS, PercentileHistogram, histogram, merge_histograms
from kam_core.measures.view import View

TOTALS = ("positive_revenue", "costed_ever")


@dataclass(frozen=True, slots=True)
class RollUp:
    """Inputs of a roll-up: months, view, engine and folder."""

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
        """The months that the view looks back on."""
        past = [month.month for month in self.months if month.month <= self.view.last_month]
        return Horizon.of(self.view, min(past, default=self.view.last_month))

    @property
    def key(self) -> str:
        """Hash of all that the state of the closed months depends on."""
        last = self.view.last_month
        return fingerprint(self.horizon, [month.fingerprint for month in self.months if month.month < last])

    @property
    def feature_key(self) -> str:
        """Hash of all that the features depend on."""
        last = self.view.last_month
        return fingerprint(self.key, [month.fingerprint for month in self.months if month.month == last])


StepProgress = Callable[[int, int], None]
"""Callback with the number of finished steps and of all steps."""


def materialize(roll_up: RollUp, previous: MaterializedView | None, progress: StepProgress) -> MaterializedView:
    """Compute the features of the view; unchanged files of the previous build are used again. Raises OSError."""
    folder = roll_up.folder
    if previous and previous.feature_key == roll_up.feature_key and _complete(previous.files(), folder):
        return previous
    if previous and previous.key == roll_up.key and _complete((*previous.closed, *previous.silences), folder):
        ranges, closed, silence_files = previous.ranges, previous.closed, previous.silences
        steps = 2 * len(ranges)
    else:
        ranges = tuple(_ranges(roll_up))
        steps = 3 * len(ranges)
        closed, silence_files = _roll_up_closed_months(roll_up, ranges, lambda done: progress(done, steps))
    done = steps - 2 * len(ranges)
    parts = [_AsOfMonth(roll_up, one, closed[place], silence_files[place]) for place, one in enumerate(ranges)]
    totals = pl.DataFrame(schema=dict.fromkeys(TOTALS, pl.Int64()))
    for part in parts:
        totals = pl.concat([totals, roll_up.engine.collect(totals_of(part.state())).select(TOTALS)])
        done += 1
        progress(done, steps)
    grand_total = totals.sum()
    files: list[CubeFile] = []
    histograms = _Histograms()
    with ThreadPoolExecutor(1) as writer:
        writing: Future[CubeFile] | None = None
        for place, part in enumerate(parts):
            frame = features(*part.state_and_silences(), roll_up.horizon, roll_up.engine.of(grand_total))
            rows = roll_up.engine.collect(frame).select(FEATURE_COLUMNS).sort("account")
            if writing is not None:
                files.append(writing.result())
            writing = writer.submit(write_parquet, rows, folder, f"features/{roll_up.feature_key}-{place}.parquet")
            histograms.add(rows, len(parts))
            done += 1
            progress(done, steps)
        if writing is not None:
            files.append(writing.result())
    return MaterializedView(
        as_of_day=roll_up.view.as_of_day,
        window=roll_up.view.window_months,
        key=roll_up.key,
        feature_key=roll_up.feature_key,
        ranges=ranges,
        closed=closed,
        silences=silence_files,
        features=tuple(files),
        histograms=histograms.write(folder, f"histograms/{roll_up.feature_key}.parquet"),
    )


@dataclass
class _Histograms:
    """Histograms of the measures, where there are too many accounts for exact ranks."""

    parts: dict[str, PercentileHistogram] = field(default_factory=dict)

    def add(self, rows: pl.DataFrame, ranges: int) -> None:
        """Add the accounts of one range; `ranges` is the number of ranges, of about the same size."""
        if rows.height * ranges <= EXACT_RANKS:
            return
        for name, dtype in rows.schema.items():
            if name != "account" and dtype.is_numeric():
                part = histogram(rows[name].cast(pl.Float64).fill_null(float("nan")).to_numpy())
                total = self.parts.get(name)
                self.parts[name] = part if total is None else merge_histograms(total, part)

    def write(self, folder: Path, name: str) -> tuple[CubeFile, ...]:
        """Write the histograms to a file; none where ranks are exact."""
        if not self.parts:
            return ()
        return (write_parquet(pl.concat([part.frame(measure) for measure, part in self.parts.items()]), folder, name),)


def _complete(files: Sequence[CubeFile], folder: Path) -> bool:
    return all(file.is_complete(folder) for file in files)


def _ranges(roll_up: RollUp) -> list[Range]:
    past = [month for month in roll_up.months if month.month <= roll_up.view.last_month]
    files = [file.path(roll_up.folder) for month in past for file in month.cells]
    if not files:
        return [WHOLE]
    account = pl.scan_parquet(files, glob=False).select("account")
    accounts = int(account.select(pl.col("account").approx_n_unique()).collect().item())
    return ranges_of(account, roll_up.limit.parts(accounts))


def _roll_up_closed_months(
    roll_up: RollUp, ranges: Sequence[Range], progress: Callable[[int], None]
) -> tuple[tuple[CubeFile, ...], tuple[CubeFile, ...]]:
    """Write state and silences of the months before the as-of month, range by range."""
    closed, silence_files = [], []
    for place, accounts in enumerate(ranges):
        rows, gaps = closed_months(roll_up.cells, roll_up.view.last_month - 1, roll_up.horizon, accounts)
        closed.append(write_parquet(rows, roll_up.folder, f"state/{roll_up.key}-{place}.parquet"))
        silence_files.append(write_parquet(gaps, roll_up.folder, f"silences/{roll_up.key}-{place}.parquet"))
        del rows, gaps
        progress(place + 1)
    return tuple(closed), tuple(silence_files)


@dataclass(frozen=True, slots=True)
class _AsOfMonth:
    """The as-of month added to the closed months, for a range of accounts."""

    roll_up: RollUp
    accounts: Range
    closed_file: CubeFile
    silence_file: CubeFile

    def state(self) -> Frame:
        """`STATE_COLUMNS`."""
        return merge_states(self._scan(self.closed_file), state(self._month(), self.roll_up.horizon))

    def state_and_silences(self) -> tuple[Frame, Frame]:
        """State and silences; on polars the files are read once."""
        engine = self.roll_up.engine
        if engine.name != "polars":
            return self.state(), self.silences()
        closed = engine.collect(self._scan(self.closed_file))
        month = engine.collect(state_parts(self._month(), self.roll_up.horizon))
        sums = MonthlyRollUp(np.union1d(closed["account"].to_numpy(), month["account"].to_numpy()))
        sums.begin(closed)
        del closed
        sums.add(month)
        silence_rows = nw.concat([self._closed_silences(), engine.of(sums.silences())], how="vertical")
        return engine.of(sums.state()), silence_rows

    def silences(self) -> Frame:
        """`SILENCES`."""
        month = self._month()
        # An account without an order in the as-of month ended no silence in it.
        closed = self._scan(self.closed_file).join(month.select("account"), on="account", how="semi")
        return nw.concat([self._closed_silences(), silences(month, closed).select(*SILENCES)], how="vertical")

    def _closed_silences(self) -> Frame:
        return self._scan(self.silence_file).select(*SILENCES)

    def _month(self) -> Frame:
        last = self.roll_up.view.last_month
        return self.roll_up.cells.up_to(last, self.accounts, first_month=last)

    def _scan(self, file: CubeFile) -> Frame:
        return self.roll_up.engine.scan([file.path(self.roll_up.folder)])
