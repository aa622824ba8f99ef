"""The frozen bundle of typed tables that every measure starts from."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from types import MappingProxyType

import polars as pl

from kam_core.vocabulary.calendar import date_of, month_number
from kam_core.vocabulary.line_store import Kept, reading_files

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


SAID_BY_LINES = "said_by_lines"
"""The table of what order lines say of accounts that no list describes: `account`, `day`, and the name, owner, region
and industry from that day on. A view as of an earlier date takes what was said until then."""
SAID = ("name", "owner", "region", "industry")


@dataclass(frozen=True)
class Dataset:
    """What one supplier loaded: accounts, order lines and the optional tables, all typed.

    accounts: one row per account, `ACCOUNT_COLUMNS`, sorted by code.
    lines:    one row per order line, `LINE_COLUMNS`; a null account is a line that names none.
    orders:   `order` code, `order_id`; products: `product` code, `product_id`, `name`, `product_family`.
    tables:   the other tables of the vocabulary by name, `account` coded, dates as days; and `SAID_BY_LINES`.
    sources:  the names of the files and sheets that the lines came from.
    kept:     where the lines are too many to hold: what stands for them. `lines` is empty then, and `scan` reads them.
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
    kept: Kept | None = None
    entries: Mapping[str, str] = field(default_factory=dict)
    imported: Dataset | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "tables", MappingProxyType(dict(self.tables)))
        object.__setattr__(self, "entries", MappingProxyType(dict(self.entries)))
        if not self.content_id:
            object.__setattr__(self, "content_id", _content_id(self))

    @property
    def as_imported(self) -> Dataset:
        """Without what people typed."""
        return self if self.imported is None else self.imported

    def state(self, tables: Iterable[str] | None = None) -> tuple[str, ...]:
        """What tells these rows from all others: the id of the imported data and the versions of what was typed, into
        any table or into some."""
        among = self.entries if tables is None else set(tables)
        typed = (f"{table}:{version}" for table, version in sorted(self.entries.items()) if table in among)
        return self.content_id, *typed

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """Every frame by name: the four of its own and the optional tables."""
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
        return self.lines.lazy() if self.kept is None else self.kept.lines(None)

    def lines_of(self, accounts: tuple[int, ...]) -> pl.LazyFrame:
        """The order lines of some accounts; of one in a cube without reading those of others."""
        one = accounts[0] if len(accounts) == 1 else None
        lines = self.lines.lazy() if self.kept is None else self.kept.lines(one)
        return lines.filter(pl.col("account").is_in(list(accounts)))

    def reading(self) -> AbstractContextManager[None]:
        """Around whatever collects order lines or their sums: files that cannot be read are refused in a sentence.

        Of lines in memory nothing is caught: there it would hide a mistake of ours.
        """
        return nullcontext() if self.kept is None else reading_files()

    @property
    def line_count(self) -> int:
        """How many order lines there are, those without an account too."""
        if self.kept is None:
            return self.lines.height
        return sum(self.kept.counts.values()) + self.kept.nameless

    @property
    def first_month(self) -> int | None:
        """The month number of the first order line; None where there is none."""
        first = self.first_day
        return None if first is None else month_number(first)

    @property
    def first_day(self) -> datetime.date | None:
        """The day of the first order line; None where there is none."""
        if self.kept is not None:
            return self.kept.first_day
        first = self.lines["day"].min()
        return date_of(first) if isinstance(first, int) else None

    @property
    def last_day(self) -> datetime.date | None:
        """The day of the last order line; None where there is none."""
        if self.kept is not None:
            return self.kept.last_day
        last = self.lines["day"].max()
        return date_of(last) if isinstance(last, int) else None


def _content_id(dataset: Dataset) -> str:
    digest = hashlib.sha256(f"{dataset.name}|{dataset.currency}|{dataset.sources}".encode())
    for name, frame in sorted(dataset.frames.items()):
        digest.update(f"{name}{frame.schema}".encode())
        digest.update(frame.write_ipc(None, compat_level=pl.CompatLevel.oldest()).getbuffer())
    return digest.hexdigest()[:16]
