"""Encode typed rows as a dataset: integer codes for accounts, orders and products."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from kam_core.intake.findings import Finding, Place, finding
from kam_core.intake.joining.accounts import Accounts
from kam_core.intake.values.rejected_rows import RowErrors, reject_rows
from kam_core.intake.values.typed_rows import TypedRows
from kam_core.vocabulary.dataset import LINE_COLUMNS
from kam_core.vocabulary.field import STORED_TYPES, Table
from kam_core.vocabulary.message import N_, Money
from kam_core.vocabulary.overflow_check import check_overflow, gross_turnover
from kam_core.vocabulary.plurals import Plural

UNKNOWN_ACCOUNT = N_('{place}: account "{value}" is neither in the account list nor in the orders.')
UNNAMED = Plural(
    "{place}: {count} row worth {money} has no account. It is saved but not assigned to any account.",
    "{place}: {count} rows worth {money} have no account. They are saved but not assigned to any account.",
    "count",
)
UNNAMED_UNVALUED = Plural(
    "{place}: {count} row has no account and no amount. It is saved but not assigned to any account.",
    "{place}: {count} rows have no account and no amount. They are saved but not assigned to any account.",
    "count",
)
NO_ACCOUNT = N_("{place}: the row has neither an account nor an owner.")


def encode_lines(
    lines: pl.DataFrame, accounts: Accounts, sources: Mapping[int, int]
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Encode lines to LINE_COLUMNS; returns them with the orders and the products.

    sources: number of a sheet → position among the sources. Refuses lines whose sums would overflow.
    """
    lines = lines.with_columns(accounts.encode(lines["account"]))
    lines = lines.rename({"date": "day"}).sort("source", "line")
    products = (
        lines.filter(pl.col("product").is_not_null())
        .group_by("product")
        .agg(
            pl.col("product_name").sort_by("day", "source", "line").drop_nulls().last().alias("name"),
            pl.col("product_family").sort_by("day", "source", "line").drop_nulls().last(),
        )
        .sort("product")
        .rename({"product": "product_id"})
        .with_row_index("product")
        .with_columns(pl.col("product").cast(pl.Int64))
        .select("product", "product_id", pl.coalesce("name", "product_id").alias("name"), "product_family")
    )
    # Without an order id an order is what an account bought on one day.
    by_day = pl.when(pl.col("order_id").is_null())
    lines = lines.with_columns(by_day.then("account").alias("order_account"), by_day.then("day").alias("order_day"))
    keys = ["order_id", "order_account", "order_day"]
    orders = (
        lines.select(keys)
        .unique()
        .sort(keys, nulls_last=True)
        .with_row_index("order")
        .with_columns(pl.col("order").cast(pl.Int64))
    )
    by_id = products.select(pl.col("product").alias("product_code"), "product_id")
    date = pl.col("day").cast(pl.Int32).cast(pl.Date)
    coded = (
        lines.join(orders, on=keys, how="left", nulls_equal=True)
        .join(by_id, left_on="product", right_on="product_id", how="left")
        .with_columns(
            pl.col("product_code").alias("product"),
            (date.dt.year().cast(pl.Int64) * 12 + date.dt.month().cast(pl.Int64) - 1).alias("month"),
            pl.col("source").replace_strict(dict(sources), return_dtype=pl.Int64()),
        )
        .sort("source", "line")
        .select(pl.col(name).cast(dtype) for name, dtype in LINE_COLUMNS.items())
    )
    check_overflow(gross_turnover(coded))
    return coded, orders.select("order", "order_id"), products


def table_rows(table: Table, parts: Sequence[TypedRows]) -> pl.DataFrame:
    """`source`, `line` and all columns of the table, null if missing in a file."""
    columns = {field.name: STORED_TYPES[field.kind] for field in table.fields}
    frames = [
        rows.frame.with_columns(
            pl.lit(None, dtype).alias(name) for name, dtype in columns.items() if not rows.has(name)
        ).select("source", "line", *columns)
        for rows in parts
    ]
    # The files may say nothing of a table that earlier ones filled.
    nothing = pl.DataFrame(schema={"source": pl.Int64(), "line": pl.Int64(), **columns})
    return pl.concat([nothing, *frames]).sort("source", "line")


def rows_with_accounts(
    table: Table,
    every: pl.DataFrame,
    accounts: Accounts,
    places: Mapping[int, Place],
    findings: list[Finding],
    row_errors: dict[int, RowErrors],
) -> pl.DataFrame:
    """The rows with a known account; others are rejected.

    An empty account passes where the table allows it.
    """
    if not table.has_account:
        return every
    codes = accounts.encode(every["account"])
    unknown = codes.is_null() & every["account"].is_not_null()
    reject_rows(
        every.filter(unknown), places, "unknown_account", UNKNOWN_ACCOUNT, findings, row_errors, value="account"
    )
    every = every.filter(~unknown)
    if table.name == "targets":
        nobody = pl.col("account").is_null() & pl.col("owner").is_null()
        reject_rows(every.filter(nobody), places, "nobody", NO_ACCOUNT, findings, row_errors)
        return every.filter(~nobody)
    if table.name == "team":
        # Somebody who may be asked, whatever the account.
        return every
    for group in every.filter(pl.col("account").is_null()).partition_by("source", maintain_order=True):
        place = places[group["source"][0]]
        if "amount" in group.columns and group["amount"].count():
            worth = Money(int(group["amount"].sum()))
            findings.append(finding("warn", "no_account", place, UNNAMED, count=group.height, money=worth))
        else:
            findings.append(finding("warn", "no_account", place, UNNAMED_UNVALUED, count=group.height))
    return every


def encode_table(table: Table, every: pl.DataFrame, accounts: Accounts) -> pl.DataFrame:
    """Encode a table: columns in the order of the vocabulary, `account` as a code.

    Rows of an account that is no longer known are not in it.
    """
    if not table.has_account:
        return every.select(list(table.names))
    codes = accounts.encode(every["account"])
    lost = codes.is_null() & every["account"].is_not_null()
    return every.with_columns(codes).filter(~lost).select(list(table.names))
