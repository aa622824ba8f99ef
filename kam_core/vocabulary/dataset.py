"""The dataset: an immutable bundle of typed tables from which measures are computed."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from types import MappingProxyType

import polars as pl

from kam_core.vocabulary.calendar import date_of, month_number
from kam_core.vocabulary.line_store import LineStore, refuse_damaged_files

LINE_COLUMNS: dict[str, pl.DataType] = {
    "account": pl.Int64(),
    "day": pl.Int64(),
    "month": pl.Int64(),
    "order": pl.Int64(),
    "amount": pl.Int64(),
    "margin": pl.Int64(),
    "list_amount": pl.Int64(),
    "product": pl.Int64(),
    "source": pl.Int64(),
    "line": pl.Int64(),
}
"""An order line after intake. `account`, `order` and `product` are codes (row numbers of the dataset's
`accounts`, `orders` and `products`); `amount`, `margin` and `list_amount` ten-thousandths; `source` is
the position in `Dataset.sources` and `line` the physical line or sheet row that it came from."""

ACCOUNT_COLUMNS: dict[str, pl.DataType] = {
    "account": pl.Int64(),
    "account_id": pl.String(),
    "name": pl.String(),
    "listed": pl.Boolean(),
    "parent": pl.Int64(),
    "referred_by": pl.Int64(),
    "industry": pl.String(),
    "region": pl.String(),
    "owner": pl.String(),
    "employees": pl.Int64(),
    "their_revenue": pl.Int64(),
    "wallet": pl.Int64(),
    "contract_start": pl.Int64(),
    "contract_end": pl.Int64(),
    "credit_limit": pl.Int64(),
    "open_balance": pl.Int64(),
    "credit_days_overdue": pl.Int64(),
    "first_contact": pl.Int64(),
    "tags": pl.String(),
}
"""An account after intake. `account` is the code: the row number in the order of `account_id`; `parent` and
`referred_by` are codes too. `listed` is true where an account list names it, false where only lines do."""


LINE_ATTRIBUTES_TABLE = "said_by_lines"
"""The table of account attributes that only order lines state, for accounts without an entry in a list: `account`,
`day`, and the name, owner, region and industry from that day on. A view as of an earlier date reads earlier rows."""
LINE_ATTRIBUTES = ("name", "owner", "region", "industry")

SOLD_QUANTITIES_TABLE = "sold_quantities"
"""The table of what was sold by quantity, from order lines that state one. It is left out of the hash of the data: no
score depends on it, and data that were imported before it existed are the same data."""
SOLD_QUANTITIES: dict[str, pl.DataType] = {
    "account": pl.Int64(), "product": pl.Int64(), "month": pl.Int64(), "quantity": pl.Float64(), "amount": pl.Int64(),
}  # fmt: skip
"""One row per account, product and month with a line that has both a quantity and an amount (ten-thousandths)."""

WON_DEALS_TABLE = "counted_won_deals"
"""The table of a dataset whose revenue has won deals in it: how many won deals are sales at their close date, and how
many are not; one row per use."""
WON_DEAL_USES = ("sale", "no_amount", "no_close_date", "no_account")
"""Uses of a won deal: a sale; left out without an amount or a close date; a sale that belongs to no account."""
WON_DEAL_COLUMNS: dict[str, pl.DataType] = {"use": pl.String(), "deals": pl.Int64(), "amount": pl.Int64()}


@dataclass(frozen=True)
class Dataset:
    """The data of one supplier: accounts, order lines and the optional tables, all typed.

    accounts: one row per account, `ACCOUNT_COLUMNS`, sorted by code.
    lines:    one row per order line, `LINE_COLUMNS`; a null account is a line that names none.
    orders:   `order` code, `order_id`; products: `product` code, `product_id`, `name`, `product_family`.
    tables:   the other tables of the vocabulary by name, `account` coded, dates as days; `LINE_ATTRIBUTES_TABLE`, and
              `WON_DEALS_TABLE` where won deals are sales.
    sources:  the names of the files and sheets that the lines came from.
    line_store: the lines on disk where they exceed memory; `lines` is empty then, and `scan` reads them.
    """

    name: str
    currency: str | None
    accounts: pl.DataFrame
    lines: pl.DataFrame
    orders: pl.DataFrame
    products: pl.DataFrame
    tables: Mapping[str, pl.DataFrame]
    sources: tuple[str, ...]
    content_id: str = ""
    line_store: LineStore | None = None
    entries: Mapping[str, str] = field(default_factory=dict)
    imported: Dataset | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "tables", MappingProxyType(dict(self.tables)))
        object.__setattr__(self, "entries", MappingProxyType(dict(self.entries)))
        if not self.content_id:
            object.__setattr__(self, "content_id", _content_id(self))

    @property
    def as_imported(self) -> Dataset:
        """The dataset without entries."""
        return self if self.imported is None else self.imported

    def state(self, tables: Iterable[str] | None = None) -> tuple[str, ...]:
        """The version of the rows: the id of the imported data and the versions of the entries, of all tables or of
        some."""
        among = self.entries if tables is None else set(tables)
        typed = (f"{table}:{version}" for table, version in sorted(self.entries.items()) if table in among)
        return self.content_id, *typed

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """All frames by name: the four core frames and the optional tables."""
        own = {
            "accounts": self.accounts,
            "lines": self.lines,
            "orders": self.orders,
            "products": self.products,
        }
        return own | dict(self.tables)

    @property
    def scan(self) -> pl.LazyFrame:
        """The order lines, wherever they are."""
        return self.lines.lazy() if self.line_store is None else self.line_store.lines(None)

    def lines_of(self, accounts: tuple[int, ...]) -> pl.LazyFrame:
        """The order lines of some accounts; for a single account a cube reads only its row groups."""
        one = accounts[0] if len(accounts) == 1 else None
        lines = self.lines.lazy() if self.line_store is None else self.line_store.lines(one)
        return lines.filter(pl.col("account").is_in(list(accounts)))

    def reading(self) -> AbstractContextManager[None]:
        """A context for code that collects order lines or their sums: unreadable files raise a `UserError`.

        For lines in memory nothing is caught: there it would hide a programming error.
        """
        return nullcontext() if self.line_store is None else refuse_damaged_files()

    @property
    def line_count(self) -> int:
        """The number of order lines, including those without an account."""
        if self.line_store is None:
            return self.lines.height
        return sum(self.line_store.counts.values()) + self.line_store.lines_without_account

    @property
    def row_counts(self) -> dict[str, int]:
        """Rows by table: order lines, accounts, and each of the other tables that it has."""
        counts = {"transactions": self.line_count, "accounts": self.accounts.height}
        return counts | {name: table.height for name, table in self.tables.items()}

    @property
    def filled_tables(self) -> frozenset[str]:
        """The tables with at least one row."""
        return frozenset(name for name, rows in self.row_counts.items() if rows)

    @property
    def first_month(self) -> int | None:
        """The month number of the first order line; None where there is none."""
        first = self.first_day
        return None if first is None else month_number(first)

    @property
    def first_day(self) -> datetime.date | None:
        """The day of the first order line; None where there is none."""
        if self.line_store is not None:
            return self.line_store.first_day
        first = self.lines["day"].min()
        return date_of(first) if isinstance(first, int) else None

    @property
    def last_day(self) -> datetime.date | None:
        """The day of the last order line; None where there is none."""
        if self.line_store is not None:
            return self.line_store.last_day
        last = self.lines["day"].max()
        return date_of(last) if isinstance(last, int) else None


def _content_id(dataset: Dataset) -> str:
    digest = hashlib.sha256(f"{dataset.name}|{dataset.currency}|{dataset.sources}".encode())
    for name, frame in sorted(dataset.frames.items()):
        digest.update(f"{name}{frame.schema}".encode())
        digest.update(frame.write_ipc(None, compat_level=pl.CompatLevel.oldest()).getbuffer())
    return digest.hexdigest()[:16]
