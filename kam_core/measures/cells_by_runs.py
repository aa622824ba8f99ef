"""The cells of lines that lie in the order of their accounts: the bits of `cells`, without a search for groups.

`cells` is the definition; it groups lines that lie in any order, on any engine. Where the lines of an account follow
one another, their sums are sums of neighbours, which takes a third of the time. A test holds both to the same bits.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import polars as pl

from kam_core.measures.cells import CELL_COLUMNS

_ALL_INTEGERS = dict.fromkeys(CELL_COLUMNS, pl.Int64())
Integers = npt.NDArray[np.int64]
MOST_DAYS = 64
"""Days of a month are counted as bits of one word."""
AT_ONCE = 65_536
"""Lines that are added up at once: what that takes stays within a processor's own memory."""


def cells_by_runs(lines: pl.DataFrame) -> pl.DataFrame:
    """`CELL_COLUMNS`, sorted by account, of lines sorted by account, all of one month.

    lines: as `cells` takes them, all Int64; only `margin` and `list_amount` may be null. ValueError where days lie
    further apart than those of a month.
    """
    cuts = [0, *_cuts(lines["account"].to_numpy()), lines.height]
    parts = [_cells(lines[begin:end]) for begin, end in pairwise(cuts) if begin < end]
    return pl.concat([pl.DataFrame(schema=_ALL_INTEGERS), *parts], rechunk=True)


def _cuts(account: Integers) -> list[int]:
    """Where lines are cut so that no account is in two parts."""
    edges = range(AT_ONCE, len(account), AT_ONCE)
    return sorted({int(np.searchsorted(account, account[edge])) for edge in edges})


def _cells(lines: pl.DataFrame) -> pl.DataFrame:
    """The same of some accounts that have a line."""
    account, amount = lines["account"].to_numpy(), lines["amount"].to_numpy()
    starts = _starts(account)
    count = np.diff(starts, append=len(account))
    margin, costed, costed_lines = _known(lines["margin"], amount, starts, count)
    listed_amount, listed, _ = _known(lines["list_amount"], amount, starts, count)
    bought = _Bought.of(lines, account, amount, starts)
    none = bought.count == 0
    columns = {
        "account": account[starts],
        "month": np.full(len(starts), lines["month"][0], np.int64),
        "revenue": np.add.reduceat(amount, starts),
        "margin": margin,
        "costed_revenue": costed,
        "costed_lines": costed_lines,
        "list_amount": listed_amount,
        "listed_revenue": listed,
        "lines": count,
        "purchased": bought.amount,
        "purchases": bought.count,
        "purchase_days": bought.days,
        **{name: pl.Series(ends).set(pl.Series(none), None) for name, ends in bought.ends.items()},
    }
    return pl.DataFrame({name: columns[name] for name in CELL_COLUMNS}, schema_overrides=_ALL_INTEGERS)


def _starts(values: Integers) -> Integers:
    """Where another value begins than the one before."""
    return np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1]]))


def _known(
    column: pl.Series, amount: Integers, starts: Integers, count: Integers
) -> tuple[Integers, Integers, Integers]:
    """Sums of a column per account; sums of the amounts of lines that know it, and how many these are."""
    if column.null_count() == len(column):
        return (np.zeros(len(starts), np.int64),) * 3
    values = column.fill_null(0).to_numpy() if column.null_count() else column.to_numpy()
    summed = np.add.reduceat(values, starts)
    if not column.null_count():
        return summed, np.add.reduceat(amount, starts), count
    known = column.is_not_null().to_numpy()
    return summed, np.add.reduceat(amount * known, starts), np.add.reduceat(known, starts, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class _Bought:
    """Per account the purchases: what an order nets to on a day, where that is more than 0."""

    amount: Integers
    count: Integers
    days: Integers
    ends: dict[str, Integers]
    """`PURCHASE_ENDS`; they say nothing where there is no purchase."""

    @classmethod
    def of(cls, lines: pl.DataFrame, account: Integers, amount: Integers, starts: Integers) -> _Bought:
        """Those of lines whose accounts begin at `starts`."""
        place, net, day = _purchases(lines["order"].to_numpy(), account, amount, lines["day"].to_numpy())
        bought = net > 0
        place, net, day = place[bought], net[bought], day[bought]
        empty = np.zeros(len(starts), np.int64)
        if not len(place):
            return cls(empty, empty, empty, dict.fromkeys(("first_day", "last_day", "largest_purchase"), empty))
        first = int(day.min())
        if int(day.max()) - first >= MOST_DAYS:
            raise ValueError("the lines are of more than one month")
        begins = _starts(place)
        # Which account each run of purchases is of: its number among those that the lines are of.
        owner = np.searchsorted(account[starts], place[begins])
        days = np.bitwise_or.reduceat(np.uint64(1) << (day - first).astype(np.uint64), begins)

        def laid(values: npt.NDArray[np.integer]) -> Integers:
            whole = np.zeros(len(starts), np.int64)
            whole[owner] = values
            return whole

        return cls(
            laid(np.add.reduceat(net, begins)),
            laid(np.diff(begins, append=len(place))),
            laid(np.bitwise_count(days)),
            {
                "first_day": laid(np.minimum.reduceat(day, begins)),
                "last_day": laid(np.maximum.reduceat(day, begins)),
                "largest_purchase": laid(np.maximum.reduceat(net, begins)),
            },
        )


def _purchases(
    order: Integers, account: Integers, amount: Integers, day: Integers
) -> tuple[Integers, Integers, Integers]:
    """Account, sum and day of what each order nets to on one day, sorted by account; also sums of 0 and less.

    Lines of an order and day mostly follow one another, and days and orders mostly rise.
    """
    account, order, amount, day = _runs(account, order, amount, day)
    falls = (day[1:] < day[:-1]) | ((day[1:] == day[:-1]) & (order[1:] <= order[:-1]))
    falls &= account[1:] == account[:-1]
    if falls.any():
        # An order and day may come back within these accounts: their rows are sorted, then neighbours again.
        rows = np.flatnonzero(np.isin(account, account[1:][falls]))
        sorted_rows = rows[np.lexsort((order[rows], day[rows], account[rows]))]
        for values in (order, amount, day):
            values[rows] = values[sorted_rows]
        account, order, amount, day = _runs(account, order, amount, day)
    return account, amount, day


def _runs(
    account: Integers, order: Integers, amount: Integers, day: Integers
) -> tuple[Integers, Integers, Integers, Integers]:
    """Neighbours of the same account, order and day as one, their amounts added up."""
    other = (account[1:] != account[:-1]) | (order[1:] != order[:-1]) | (day[1:] != day[:-1])
    begins = np.flatnonzero(np.concatenate([[True], other]))
    return account[begins], order[begins], np.add.reduceat(amount, begins), day[begins]
