"""Summarise the deals of a sheet by outcome for the screen: each status with its deals, money and what it counts as."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from kam_core.intake.joining.outcomes import with_outcomes
from kam_core.intake.joining.won_deals import NO_ACCOUNT, SALE, SOLD, is_won, use_of_won_deal
from kam_core.intake.line_kinds.kind_summary import KindSummary, ValueSummary
from kam_core.intake.line_kinds.sale_parts import SalePart, SaleParts
from kam_core.intake.values.typed_rows import TypedRows
from kam_core.vocabulary.calendar import date_of
from kam_core.vocabulary.field import STORED_TYPES
from kam_core.vocabulary.lexicon.line_kind_words import LineKind
from kam_core.vocabulary.tables.pipeline import OPPORTUNITIES

WON, OPEN = "won", "open"
NEEDED = ("account", "stage", "status", "amount", "closed")


def summarise_deals(rows: TypedRows) -> KindSummary | None:
    """Summarise the deals by their own words for a status, else for a stage; None for other tables.

    Nothing counts yet: `with_answer` says what won deals are.
    """
    if rows.table_match.table is not OPPORTUNITIES:
        return None
    by, frame = _deals(rows)
    values = (
        frame.with_columns(pl.col("status").fill_null(OPEN))
        .group_by("value", "status")
        .agg(
            pl.len(),
            pl.when(pl.col("amount").count() > 0).then(pl.col("amount").sum()),
            pl.col("closed").min().alias("first_day"),
            pl.col("closed").max().alias("last_day"),
        )
        .sort(pl.col("status") != WON, pl.col("len"), "value", descending=[False, True, False])
    )
    left_out = LineKind.LEFT_OUT.value
    return KindSummary(
        by,
        tuple(
            ValueSummary(
                row["value"], row["len"], row["amount"], left_out, left_out,
                None if row["first_day"] is None else date_of(row["first_day"]),
                None if row["last_day"] is None else date_of(row["last_day"]),
                outcome=row["status"],
            )
            for row in values.iter_rows(named=True)
        ),
    )  # fmt: skip


def with_answer(deals: KindSummary, answer: str, proposal: str) -> KindSummary:
    """The summary with what won deals count as, and what is proposed."""
    kind, proposed = (LineKind.SALE if one == SALE else LineKind.LEFT_OUT for one in (answer, proposal))
    values = (
        replace(one, kind=kind.value, proposal=proposed.value) if one.outcome == WON else one for one in deals.values
    )
    return replace(deals, values=tuple(values))


def deal_parts(rows: TypedRows, answer: str) -> SaleParts | None:
    """Split the deals of a sheet by what they count as; None for other tables and for several currencies."""
    if rows.table_match.table is not OPPORTUNITIES:
        return None
    deals = _deals(rows)[1]
    if "currency" in deals.columns and deals["currency"].n_unique() > 1:
        return None
    use = use_of_won_deal()
    sold = is_won().fill_null(False) & use.is_in([SOLD, NO_ACCOUNT]) & pl.lit(answer == SALE)
    kind = pl.when(sold).then(pl.lit(LineKind.SALE.value)).otherwise(pl.lit(LineKind.LEFT_OUT.value)).alias("kind")
    parts = deals.with_columns(kind).group_by("value", "kind").agg(pl.len(), pl.col("amount").sum())
    parts = parts.sort("amount", "value", descending=[True, False])
    return SaleParts(
        tuple(SalePart(row["value"], row["kind"], False, row["len"], row["amount"], 0) for row in parts.to_dicts()),
        None,
    )


def _deals(rows: TypedRows) -> tuple[str, pl.DataFrame]:
    """The header of the column that says how deals ended, and the deals with its cell as `value` and their status."""
    column = rows.table_match.fields["status" if rows.has("status") else "stage"].column
    frame = rows.frame.with_columns(
        pl.lit(None, STORED_TYPES[OPPORTUNITIES.field(name).kind]).alias(name)
        for name in NEEDED
        if name not in rows.frame.columns
    )
    cells = rows.sheet.body.select("line", pl.col(str(column)).alias("value"))
    deals = with_outcomes(OPPORTUNITIES, frame).join(cells, on="line", how="left", maintain_order="left")
    return rows.sheet.headers[column], deals.with_columns(pl.coalesce("value", "stage").alias("value"))
