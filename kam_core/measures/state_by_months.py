"""The state of many accounts, month by month: the bits of `state`, with one month's cells in memory at a time.

`state` is the definition; it groups cells in any order, on any engine. Cells of one month hold an account once, so they
can be added to its place in one go, without a search for groups. A test holds both to the same bits.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import polars as pl

from kam_core.measures.roll_up import (
    BOUGHT,
    LARGEST,
    LEAST,
    SILENCE_FLOOR_DAYS,
    STATE_COLUMNS,
    SUMS,
)

Integers = npt.NDArray[np.int64]
ENDS = np.iinfo(np.int64)
"""Its ends stand for nothing known; no day and no money is that large."""
SPARSE = 8
"""Accounts have a table of places where their numbers span at most so many times their count."""


class StateByMonths:
    """Sums, least and largest of accounts. `accounts`: their numbers, rising; each has a cell in some month. Cells of
    others are passed over."""

    def __init__(self, accounts: Integers) -> None:
        self.accounts = accounts
        start = dict.fromkeys(LEAST, ENDS.max) | {name: 0 if name in BOUGHT else ENDS.min for name in LARGEST}
        self.values = {name: np.full(len(accounts), start.get(name, 0), np.int64) for name in STATE_COLUMNS[1:]}
        self.last_day = np.full(len(accounts), ENDS.min, np.int64)
        self.ended: list[pl.DataFrame] = []
        self.table: npt.NDArray[np.int32] | None = None
        if len(accounts) and int(accounts[-1]) - int(accounts[0]) < SPARSE * len(accounts):
            self.table = np.full(int(accounts[-1]) - int(accounts[0]) + 1, -1, np.int32)
            self.table[accounts - accounts[0]] = np.arange(len(accounts), dtype=np.int32)

    def begin(self, state: pl.DataFrame) -> None:
        """What the months before came to: `STATE_COLUMNS` of some of the accounts, before anything is added."""
        place, _ = self._places(state["account"].to_numpy())
        for name, values in self.values.items():
            nothing = ENDS.max if name in LEAST else ENDS.min
            values[place] = state[name].fill_null(nothing).to_numpy()
        self.last_day[place] = self.values["last_day"][place]

    def add(self, parts: pl.DataFrame) -> None:
        """`state_parts` of cells, in the order of months and within a month of accounts; call by call, cut anywhere."""
        account = parts["account"].to_numpy()
        # Where accounts begin anew, so does a month: within one, each has a place of its own.
        begins = [0, *(np.flatnonzero(account[1:] <= account[:-1]) + 1).tolist(), len(account)]
        for begin, end in pairwise(begins):
            if begin < end:
                self._add(parts[begin:end])

    def _add(self, parts: pl.DataFrame) -> None:
        place, ours = self._places(parts["account"].to_numpy())
        if not ours.all():
            place, parts = place[ours], parts.filter(pl.Series(ours))
        for name in SUMS:
            part = parts[f"{name}_of"].to_numpy()
            if part.any():
                self.values[name][place] += part
        for names, nothing, better in ((LEAST, ENDS.max, np.minimum), (LARGEST, ENDS.min, np.maximum)):
            for name in names:
                column = parts[f"{name}_of"]
                if column.null_count() < len(column):
                    part = column.cast(pl.Int64).fill_null(nothing).to_numpy()
                    kept = self.values[name]
                    kept[place] = better(kept[place], part)
        self._silences(parts, place)

    def state(self) -> pl.DataFrame:
        """`STATE_COLUMNS`, sorted by account; nothing may be added afterwards."""
        import pyarrow as pa

        ends = dict.fromkeys(LEAST, ENDS.max) | dict.fromkeys(LARGEST, ENDS.min)
        # By way of Arrow nothing is copied.
        columns = [pl.Series("account", pa.array(self.accounts))]
        for name, values in self.values.items():
            unknown = values == ends[name] if name in ends else None
            columns.append(pl.Series(name, pa.array(values, mask=unknown)))
        return pl.DataFrame(columns)

    def silences(self) -> pl.DataFrame:
        """`account`, `silence_days`: what `silences` tells of the same cells."""
        return pl.concat([pl.DataFrame(schema={"account": pl.Int64, "silence_days": pl.Int64}), *self.ended])

    def _places(self, account: Integers) -> tuple[npt.NDArray[np.integer], npt.NDArray[np.bool_]]:
        """Where accounts are, and which of them are ours."""
        if not len(self.accounts):
            return np.zeros(len(account), np.int32), np.zeros(len(account), np.bool_)
        if self.table is None:
            place = np.minimum(np.searchsorted(self.accounts, account), len(self.accounts) - 1)
            return place, self.accounts[place] == account
        low, high = self.accounts[0], self.accounts[-1]
        within = (account >= low) & (account <= high)
        found = self.table[np.where(within, account, low) - low]
        # numpy looks places up in this type: else it would turn them into it column by column.
        return found.astype(np.intp), within & (found >= 0)

    def _silences(self, parts: pl.DataFrame, place: npt.NDArray[np.integer]) -> None:
        bought = parts["purchases_total_of"].to_numpy() > 0
        place = place[bought]
        first, last = (parts[name].fill_null(0).to_numpy()[bought] for name in ("first_day_of", "last_day_of"))
        before = self.last_day[place]
        days = first - np.where(before == ENDS.min, first, before)
        ended = days > SILENCE_FLOOR_DAYS
        self.last_day[place] = last
        self.ended.append(pl.DataFrame({"account": self.accounts[place[ended]], "silence_days": days[ended]}))
