"""Derive order lines from won deals, for data sets whose revenue is what was won.

The lines are derived at each import from all deals of the data set and are never stored as orders: newer deals replace
those of earlier files, and nothing is counted twice.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from kam_core.intake.comparing.row_key import PLACE
from kam_core.intake.findings import Finding, OpenQuestionError, Place, finding
from kam_core.vocabulary.dataset import WON_DEAL_COLUMNS, WON_DEAL_USES
from kam_core.vocabulary.field import STORED_TYPES
from kam_core.vocabulary.message import Message, Money
from kam_core.vocabulary.plurals import Plural
from kam_core.vocabulary.tables.transactions import TRANSACTIONS

QUESTION = "won_deals"
"""The question whether won deals are sales."""
SALE, LEAVE = "sale", "leave"
"""Its answers."""
SOLD, NO_AMOUNT, NO_DATE, NO_ACCOUNT = WON_DEAL_USES

COUNTED = Plural(
    "{place}: {count} won deal worth {money} counts as a sale on its close date.",
    "{place}: {count} won deals worth {money} count as sales on their close dates.",
    "count",
)
NOT_COUNTED = Plural(
    "{place}: {count} won deal worth {money} is not counted as a sale.",
    "{place}: {count} won deals worth {money} are not counted as sales.",
    "count",
)
WITHOUT_DATE = Plural(
    "{place}: {count} won deal worth {money} has no close date and is not counted as a sale.",
    "{place}: {count} won deals worth {money} have no close date and are not counted as sales.",
    "count",
)
WITHOUT_AMOUNT = Plural(
    "{place}: {count} won deal has no amount and is not counted as a sale.",
    "{place}: {count} won deals have no amount and are not counted as sales.",
    "count",
)
WITH_ORDERS = Plural(
    "{place}: {count} won deal worth {money} counts as a sale so far, and now there are orders as well. If both are "
    "the same business, it is counted twice. Count the orders alone, or both?",
    "{place}: {count} won deals worth {money} count as sales so far, and now there are orders as well. If both are "
    "the same business, they are counted twice. Count the orders alone, or both?",
    "count",
)


def is_won() -> pl.Expr:
    """Whether a deal is won."""
    return pl.col("status") == "won"


def use_of_won_deal() -> pl.Expr:
    """The use of a won deal: an unknown amount is never 0, and an expected close is no date of a sale."""
    return (
        pl.when(pl.col("amount").is_null())
        .then(pl.lit(NO_AMOUNT))
        .when(pl.col("closed").is_null())
        .then(pl.lit(NO_DATE))
        .when(pl.col("account").is_null())
        .then(pl.lit(NO_ACCOUNT))
        .otherwise(pl.lit(SOLD))
    )


def won_deal_lines(deals: pl.DataFrame) -> pl.DataFrame:
    """Order lines of the won deals that count. `deals`: `PLACE` and the columns of the opportunities."""
    sold = deals.filter(is_won(), use_of_won_deal().is_in([SOLD, NO_ACCOUNT]))
    columns = {field.name: pl.lit(None, STORED_TYPES[field.kind]) for field in TRANSACTIONS.fields}
    columns |= {
        "account": pl.col("account"),
        "date": pl.col("closed"),
        "amount": pl.col("amount"),
        "order_id": pl.col("id"),
        "product": pl.col("product"),
        "product_name": pl.col("product"),
        "owner": pl.col("owner"),
        "currency": pl.col("currency"),
    }
    return sold.select(*PLACE, *(value.alias(name) for name, value in columns.items()))


def won_deal_summary(deals: pl.DataFrame) -> pl.DataFrame:
    """`WON_DEAL_COLUMNS`: won deals and their money, one row per use that occurs."""
    won = deals.filter(is_won()).with_columns(use_of_won_deal().alias("use"))
    order = {use: place for place, use in enumerate(WON_DEAL_USES)}
    return (
        won.group_by("use")
        .agg(pl.len().alias("deals"), pl.col("amount").sum())
        .sort(pl.col("use").replace_strict(order, return_dtype=pl.Int8()))
        .select(pl.col(name).cast(dtype) for name, dtype in WON_DEAL_COLUMNS.items())
    )


def proposed(has_orders: bool) -> str:
    """The proposed answer: beside orders, won deals would count twice."""
    return LEAVE if has_orders else SALE


def decided(
    answer: str | None, earlier: str | None, orders: pl.DataFrame, had_orders: bool, deals: pl.DataFrame
) -> str:
    """The answer now given, else that of an earlier import, else the proposal.

    orders: the order lines of the data set; deals: its deals, as far as they are known before the merge.
    Raises OpenQuestionError where orders come to a data set whose sales were won deals so far.
    """
    if answer is not None:
        return answer
    if earlier == SALE and orders.height and not had_orders:
        lines = won_deal_lines(deals)
        if lines.height:
            origin, money = lines["origin"][0], Money(int(lines["amount"].sum()))
            raise OpenQuestionError(
                QUESTION, Message(WITH_ORDERS, place=Place(origin).words, count=lines.height, money=money)
            )
    return earlier or proposed(bool(orders.height))


def won_deal_findings(
    summary: pl.DataFrame, counted: bool, deals: pl.DataFrame, places: Mapping[int, Place]
) -> list[Finding]:
    """Report the won deals that count as sales, and those that do not."""
    uses = {row["use"]: row for row in summary.iter_rows(named=True)}
    if not uses:
        return []
    place = places[deals.filter(is_won())["source"][0]]

    def report(severity: str, text: Plural, *named: str) -> list[Finding]:
        rows = [uses[use] for use in named if use in uses]
        count, money = sum(row["deals"] for row in rows), Money(sum(row["amount"] for row in rows))
        return [finding(severity, QUESTION, place, text, count=count, money=money)] if count else []

    if not counted:
        return report("note", NOT_COUNTED, *WON_DEAL_USES)
    return [
        *report("note", COUNTED, SOLD, NO_ACCOUNT),
        *report("warn", WITHOUT_DATE, NO_DATE),
        *report("warn", WITHOUT_AMOUNT, NO_AMOUNT),
    ]


def naming_rows(deals: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """Rows in the columns of order lines by which deals name the accounts that no line names."""
    first = pl.coalesce("created", "closed", "expected_close").alias("date")
    named = deals.filter(pl.col("account").is_not_null() & ~pl.col("account").is_in(lines["account"].implode()))
    own = ("source", "line", "account", "date", "owner")
    return named.with_columns(first).select(
        pl.col(name) if name in own else pl.lit(None, dtype).alias(name) for name, dtype in lines.schema.items()
    )
