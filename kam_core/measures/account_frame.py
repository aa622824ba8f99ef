"""Account frame: all measures, one row per account."""

from __future__ import annotations

import polars as pl

from kam_core.measures import account_economics, customer_voice, latest_assessments, product_breadth, wallet
from kam_core.measures.account_totals import Ledger, open_ledger
from kam_core.measures.credit.open_balance import with_open_balance
from kam_core.measures.invest_flag import invest_flags
from kam_core.measures.qualification.flags import with_qualification_flags
from kam_core.measures.view import View
from kam_core.vocabulary.dataset import LINE_ATTRIBUTES, LINE_ATTRIBUTES_TABLE, Dataset
from kam_core.vocabulary.field import STORED_TYPES
from kam_core.vocabulary.measures import FLAGS, MEASURES

IDENTITY = (
    "account",
    "account_id",
    "name",
    "parent",
    "industry",
    "region",
    "owner",
    "contract_start",
    "contract_end",
    "credit_limit",
    "open_balance",
)
"""Master data columns, before the measures."""
READS = (
    "accounts", "touches", "feedback", "assessments", "account_costs", "needs", "value_plan", "invest", "payments",
    "buying", "checks", "contracts",
)  # fmt: skip
"""The tables that the frame is computed from, besides the order lines."""


def account_frame(dataset: Dataset, view: View) -> pl.DataFrame:
    """One row per account known as of the date, sorted by code; columns as of `frame_of`."""
    return frame_of(dataset, open_ledger(dataset, view))


def frame_of(dataset: Dataset, ledger: Ledger) -> pl.DataFrame:
    """The account frame from a ledger.

    Columns: `IDENTITY`, every measure of the vocabulary (money in ten-thousandths, shares 0–1, null where
    unknown), and the flags of `FLAGS`.
    """
    frame = ledger.accounts.join(dataset.accounts.select(IDENTITY), on="account", how="left", maintain_order="left")
    frame = _with_line_attributes(frame, dataset, ledger.view)
    for part in _parts(dataset, ledger):
        frame = frame.join(part, on="account", how="left", maintain_order="left")
    frame = with_open_balance(frame, dataset.tables.get("payments"), ledger.view.as_of_day)
    measures = [
        (pl.col(name) if name in frame.columns else pl.lit(None)).cast(STORED_TYPES[measure.kind]).alias(name)
        for name, measure in MEASURES.items()
    ]
    frame = with_qualification_flags(frame, dataset, ledger)
    return frame.select(*IDENTITY, *measures, *FLAGS)


def _with_line_attributes(frame: pl.DataFrame, dataset: Dataset, view: View) -> pl.DataFrame:
    """Replace name, owner, region and industry that only lines give by their values up to the as-of date."""
    line_attributes = dataset.tables.get(LINE_ATTRIBUTES_TABLE)
    if line_attributes is None:
        return frame
    latest = (
        line_attributes.filter(pl.col("day") <= view.as_of_day)
        .sort("account", "day", maintain_order=True)
        .group_by("account", maintain_order=True)
        .agg(pl.col(name).drop_nulls().last().alias(f"said_{name}") for name in LINE_ATTRIBUTES)
    )
    from_lines = pl.col("account").is_in(line_attributes["account"].implode())
    return (
        frame.join(latest, on="account", how="left", maintain_order="left")
        .with_columns(
            pl.when(from_lines).then(pl.coalesce("said_name", "account_id")).otherwise("name").alias("name"),
            *(pl.when(from_lines).then(f"said_{name}").otherwise(name).alias(name) for name in LINE_ATTRIBUTES[1:]),
        )
        .drop(f"said_{name}" for name in LINE_ATTRIBUTES)
    )


def _parts(dataset: Dataset, ledger: Ledger) -> list[pl.DataFrame]:
    bought = ledger.features
    judged = latest_assessments.latest_assessments(dataset, ledger)
    return [
        bought,
        product_breadth.product_breadth(dataset, ledger),
        wallet.wallet(dataset, ledger, bought),
        customer_voice.customer_voice(dataset, ledger),
        customer_voice.touch_recency(dataset, ledger),
        account_economics.costs(dataset, ledger, bought),
        account_economics.referral_value(dataset, ledger, bought),
        account_economics.needs(dataset, ledger),
        judged,
        latest_assessments.mutual_dependence_passed(judged),
        invest_flags(dataset, ledger),
    ]
