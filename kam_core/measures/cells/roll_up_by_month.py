"""Roll cells up month by month in numpy, bit-equal to `roll_up`, with one month's cells in memory at a time.

`roll_up` groups cells in any order, on any engine. Cells of one month hold an account once, so they can be added to its
place in one go, without a search for groups. Both take columns and parts from the same declaration; only silences are
written once more here. A test holds both to the same bits.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import polars as pl

from kam_core.measures.cells.aggregation import Aggregation
from kam_core.measures.cells.purchase_gaps import SILENCE_FLOOR_DAYS
from kam_core.measures.cells.state_columns import STATE

Integers = npt.NDArray[np.int64]
NO_DAY = Aggregation.MAX.identity
SPARSE = 8
"""Accounts have a lookup table where their numbers span at most so many times their count."""


class MonthlyRollUp:
    """State of accounts. `accounts`: their numbers, rising; each has a cell in some month. Cells of others are
    skipped."""

    def __init__(self, accounts: Integers) -> None:
        self.accounts = accounts
        self.values = {column.name: np.full(len(accounts), column.aggregation.identity, np.int64) for column in STATE}
        self.last_day = np.full(len(accounts), NO_DAY, np.int64)
        self.ended: list[pl.DataFrame] = []
        self.table: npt.NDArray[np.int32] | None = None
        if len(accounts) and int(accounts[-1]) - int(accounts[0]) < SPARSE * len(accounts):
            self.table = np.full(int(accounts[-1]) - int(accounts[0]) + 1, -1, np.int32)
            self.table[accounts - accounts[0]] = np.arange(len(accounts), dtype=np.int32)

    def begin(self, state: pl.DataFrame) -> None:
        """Start from the state of the months before: `STATE_COLUMNS` of some of the accounts."""
        place, _ = self._places(state["account"].to_numpy())
        for column in STATE:
            known = state[column.name].fill_null(column.aggregation.identity)
            self.values[column.name][place] = known.to_numpy()
        self.last_day[place] = self.values["last_day"][place]

    def add(self, parts: pl.DataFrame) -> None:
        """`state_parts` of cells, in the order of months and within a month of accounts; in several calls, split
        anywhere."""
        account = parts["account"].to_numpy()
        # Where account numbers fall, a new month begins: within a month each account occurs once.
        begins = [0, *(np.flatnonzero(account[1:] <= account[:-1]) + 1).tolist(), len(account)]
        for begin, end in pairwise(begins):
            if begin < end:
                self._add(parts[begin:end])

    def _add(self, parts: pl.DataFrame) -> None:
        place, included = self._places(parts["account"].to_numpy())
        if not included.all():
            place, parts = place[included], parts.filter(pl.Series(included))
        for column in STATE:
            part, values = parts[f"{column.name}_of"], self.values[column.name]
            if column.aggregation is Aggregation.SUM:
                added = part.to_numpy()
                if added.any():
                    values[place] += added
            elif part.null_count() < len(part):
                known = part.cast(pl.Int64).fill_null(column.aggregation.identity).to_numpy()
                values[place] = column.aggregation.ufunc(values[place], known)
        self._silences(parts, place)

    def state(self) -> pl.DataFrame:
        """`STATE_COLUMNS`, sorted by account; nothing may be added afterwards."""
        import pyarrow as pa

        # Through Arrow no data is copied.
        columns = [pl.Series("account", pa.array(self.accounts))]
        for column in STATE:
            values = self.values[column.name]
            unknown = values == column.aggregation.identity if column.aggregation.nullable else None
            columns.append(pl.Series(column.name, pa.array(values, mask=unknown)))
        return pl.DataFrame(columns)

    def silences(self) -> pl.DataFrame:
        """`account`, `silence_days`: the silences of the same cells."""
        return pl.concat([pl.DataFrame(schema={"account": pl.Int64, "silence_days": pl.Int64}), *self.ended])

    def _places(self, account: Integers) -> tuple[npt.NDArray[np.integer], npt.NDArray[np.bool_]]:
        """Indices of accounts, and flags of those that are in `accounts`."""
        if not len(self.accounts):
            return np.zeros(len(account), np.int32), np.zeros(len(account), np.bool_)
        if self.table is None:
            place = np.minimum(np.searchsorted(self.accounts, account), len(self.accounts) - 1)
            return place, self.accounts[place] == account
        low, high = self.accounts[0], self.accounts[-1]
        within = (account >= low) & (account <= high)
        indices = self.table[np.where(within, account, low) - low]
        # numpy indexes with this type: else it would convert the indices for every column.
        return indices.astype(np.intp), within & (indices >= 0)

    def _silences(self, parts: pl.DataFrame, place: npt.NDArray[np.integer]) -> None:
        bought = parts["purchases_total_of"].to_numpy() > 0
        place = place[bought]
        first, last = (parts[name].fill_null(0).to_numpy()[bought] for name in ("first_day_of", "last_day_of"))
        before = self.last_day[place]
        days = first - np.where(before == NO_DAY, first, before)
        ended = days > SILENCE_FLOOR_DAYS
        self.last_day[place] = last
        self.ended.append(pl.DataFrame({"account": self.accounts[place[ended]], "silence_days": days[ended]}))
