"""The silences of cells that are in memory: the bits of `silences`, by one sort instead of a window per account."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from kam_core.measures.roll_up import SILENCE_FLOOR_DAYS

Integers = npt.NDArray[np.int64]


def silences_sorted(cells: pl.DataFrame) -> pl.DataFrame:
    """`account`, `silence_days`, sorted by both: what `silences` tells of these cells, which may lie in any order."""
    bought = cells.lazy().filter(pl.col("orders") > 0).select("account", "first_day", "last_day").collect()
    account, first, last = (bought[name].to_numpy() for name in bought.columns)
    # Days of two months do not overlap, so the first day sorts an account's months.
    order = np.lexsort((first, account)) if (packed := _packed(account, first)) is None else np.argsort(packed)
    account, first, last = account[order], first[order], last[order]
    days = first[1:] - last[:-1]
    ended = (account[1:] == account[:-1]) & (days > SILENCE_FLOOR_DAYS)
    found = pl.DataFrame({"account": account[1:][ended], "silence_days": days[ended]})
    return found.sort("account", "silence_days")


def _packed(account: Integers, day: Integers) -> Integers | None:
    """Account and day as one number, which sorts several times faster than two; None where they do not fit."""
    if not len(account):
        return None
    low, begin = int(account.min()), int(day.min())
    if int(account.max()) - low >= 2**31 or int(day.max()) - begin >= 2**32:
        return None
    packed: Integers = ((account - low) << 32) | (day - begin)
    return packed
