"""Accounts that may leave, for export: one row per account with its reasons, risk and expected loss."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from kam_core.insight.churn_risk.risk import ChurnRisk
from kam_core.reports.export import NumberFormat, SheetColumn
from kam_core.vocabulary.message import N_, Message
from kam_core.vocabulary.money import MONEY_SCALE

COLUMNS: dict[str, tuple[str, NumberFormat]] = {
    "tier": (N_("Tier"), NumberFormat.TEXT),
    "name": (N_("Account"), NumberFormat.TEXT),
    "why": (N_("Why"), NumberFormat.TEXT),
    "owner": (N_("Owner"), NumberFormat.TEXT),
    "risk": (N_("Risk"), NumberFormat.SHARE),
    "loss": (N_("Expected loss"), NumberFormat.WHOLE),
    "stake": (N_("At stake"), NumberFormat.WHOLE),
    "health": (N_("Health"), NumberFormat.WHOLE),
    "account": (N_("Account id"), NumberFormat.TEXT),
}
"""The columns for people in their order; money in currency units, risk 0–1."""


def risk_table(leaving: pl.DataFrame, risk: ChurnRisk, show: Callable[[object], str] = str) -> pl.DataFrame:
    """`COLUMNS` of the accounts in the order given; sentences by `show` in the reader's language."""
    reasons = risk.reasons_by_account(leaving["account"].to_list())
    why = ["; ".join(show(reason.text) for reason in reasons[account]) for account in leaving["account"]]
    return leaving.select(
        pl.col("tier").cast(pl.String), "name", pl.Series("why", why, dtype=pl.String), "owner", "risk",
        *(pl.col(name) / MONEY_SCALE for name in ("loss", "stake")), "health", pl.col("account_id").alias("account"),
    )  # fmt: skip


def sheet_columns(say: Callable[[Message], str]) -> list[SheetColumn]:
    """The columns with their heads in the reader's words."""
    return [SheetColumn(name, say(Message(label)), form) for name, (label, form) in COLUMNS.items()]
