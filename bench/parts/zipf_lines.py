"""Generate order lines with Zipf-distributed accounts, one Parquet file per month.

Made day by day, so that a hundred million lines need no more memory than a hundred thousand.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from kam_core.vocabulary.calendar import day_number, month_end, month_number, month_start

LAST_DAY = datetime.date(2026, 1, 31)
LINES_OF_AN_ORDER = 4
CREDIT_SHARE = 0.02
NO_MARGIN_SHARE = 0.01
CREDITED_LATER = 12
"""How many orders of a month are credited in the next one under their own id."""
CENT = 100
"""A hundredth of a currency unit in ten-thousandths."""
ROWS_AT_ONCE = 131_072
SCHEMA = pa.schema(
    [
        ("account", pa.int64()),
        ("date", pa.date32()),
        ("order_id", pa.int64()),
        ("amount", pa.int64()),
        ("margin", pa.int64()),
        ("list_amount", pa.int64()),
    ]
)

Columns = dict[str, np.ndarray]


@dataclass
class _Market:
    """Who buys how often and how much, and what waits to be credited."""

    chance: np.random.Generator
    reach: np.ndarray
    """Cumulated share of orders by rank: the n-th account orders 1/n as often as the first."""
    account: np.ndarray
    """The account at each rank."""
    next_order: int = 1
    to_credit: list[tuple[int, int, int]] = field(default_factory=list)
    """Order, account and amount of the lines that the next month takes back."""

    @classmethod
    def of(cls, accounts: int, seed: int) -> _Market:
        chance = np.random.default_rng(seed)
        reach = np.cumsum(1.0 / np.arange(1, accounts + 1))
        return cls(chance, reach / reach[-1], chance.permutation(accounts))

    def day(self, day: int, lines: int) -> Columns:
        """That many new lines of one day, in the order of their orders."""
        size = self.chance.integers(1, LINES_OF_AN_ORDER + 1, lines)
        orders = int(np.searchsorted(np.cumsum(size), lines)) + 1 if lines else 0
        order = np.repeat(np.arange(orders), size[:orders])[:lines]
        rank = np.searchsorted(self.reach, self.chance.random(orders), side="right")
        credit = self.chance.random(orders) < CREDIT_SHARE
        scale = np.where(credit, -400.0, 4_000.0) / (1.0 + rank) ** 0.2
        drawn = scale[order] * self.chance.lognormal(0.0, 0.8, lines)
        cents = np.where(credit[order], np.minimum(np.rint(drawn), -1.0), np.maximum(np.rint(drawn), 1.0))
        amount = cents.astype(np.int64) * CENT
        columns = _columns(self.chance, self.account[rank][order], day, order + self.next_order, amount)
        self.next_order += orders
        return columns

    def credits(self, day: int) -> Columns:
        """Half or all of what was to be credited, under the ids of the orders."""
        order, account, amount = (np.array(values, dtype=np.int64) for values in zip(*self.to_credit, strict=True))
        back = -np.where(self.chance.random(len(order)) < 0.5, amount, amount // 2)
        self.to_credit = []
        return _columns(self.chance, account, day, order, back)


def write_lines(
    folder: Path, lines: int, accounts: int, months: int, seed: int, last_day: datetime.date = LAST_DAY
) -> list[Path]:
    """Write `lines` order lines of at most `accounts` accounts, one file for each of `months` calendar months.

    The last month ends with `last_day`. Columns: `account` and `order_id` Int64 (ids rise with time), `date`, and
    `amount`, `margin` (1 % null), `list_amount` in ten-thousandths; rows in the order of days. 2 % of the orders are
    credit notes, and a dozen lines of a month are taken back in the next one under the id of their order.
    The same arguments give the same rows. The paths are in the order of months.
    """
    folder.mkdir(parents=True, exist_ok=True)
    market = _Market.of(accounts, seed)
    last = month_number(last_day)
    begin = day_number(month_start(last - months + 1))
    days = day_number(last_day) - begin + 1
    paths = []
    for month in range(last - months + 1, last + 1):
        first = day_number(month_start(month)) - begin
        after = min(day_number(month_end(month)) - begin + 1, days)
        # As many lines a day as bring the total to `lines`, whatever it is.
        quota = [lines * (day + 1) // days - lines * day // days for day in range(first, after)]
        start = month_start(month)
        path = folder / f"lines-{start:%Y-%m}.parquet"
        with pq.ParquetWriter(path, SCHEMA, compression="zstd") as writer:
            for part in _gathered(_month(market, begin + first, quota)):
                writer.write_table(part)
        paths.append(path)
    return paths


def _month(market: _Market, first_day: int, quota: list[int]) -> Iterator[Columns]:
    """The days of a month, and on its second half what the month before had to take back."""
    reversals: list[tuple[int, int, int]] = []
    for number, lines in enumerate(quota):
        late: Columns | None = None
        if market.to_credit and (number == len(quota) // 2) and lines > len(market.to_credit):
            lines -= len(market.to_credit)
            late = market.credits(first_day + number)
        columns = market.day(first_day + number, lines)
        yield columns
        if late is not None:
            yield late
        bought = np.flatnonzero(columns["amount"] > 0)
        if len(reversals) < CREDITED_LATER and len(bought):
            at = int(market.chance.choice(bought))
            reversals.append((int(columns["order_id"][at]), int(columns["account"][at]), int(columns["amount"][at])))
    market.to_credit = reversals


def _columns(
    chance: np.random.Generator, account: np.ndarray, day: int, order: np.ndarray, amount: np.ndarray
) -> Columns:
    """Lines of one day with what they earned and what they would have cost by the list."""
    lines = len(account)
    discount = chance.choice(np.array([0, 0, 5, 10, 20]), lines)
    return {
        "account": account,
        "date": np.full(lines, day, dtype=np.int32),
        "order_id": order,
        "amount": amount,
        "margin": np.rint(amount * chance.normal(0.25, 0.12, lines)).astype(np.int64),
        "no_margin": chance.random(lines) < NO_MARGIN_SHARE,
        "list_amount": amount * 100 // (100 - discount),
    }


def _gathered(parts: Iterator[Columns]) -> Iterator[pa.Table]:
    """Days put together until they are worth a row group."""
    waiting: list[Columns] = []
    rows = 0
    for part in parts:
        waiting.append(part)
        rows += len(part["account"])
        if rows >= ROWS_AT_ONCE:
            yield _table(waiting)
            waiting, rows = [], 0
    if waiting:
        yield _table(waiting)


def _table(parts: list[Columns]) -> pa.Table:
    whole = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    empty = whole.pop("no_margin")
    arrays = [
        pa.array(whole[column.name], mask=empty if column.name == "margin" else None).cast(column.type)
        for column in SCHEMA
    ]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)
