"""Accounts without any warning, and churn risk computed from a change of one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from kam_core.insight.churn_risk.policy import RiskPolicy
from kam_core.insight.churn_risk.retention_rates import RetentionRates
from kam_core.insight.churn_risk.risk import ChurnRisk, churn_risk
from kam_core.insight.churn_risk.signals import RiskSources
from kam_core.vocabulary.enums import STAGE, TIER
from tests.datasets import day

TODAY = day("2024-12-31")
CALM: dict[str, Any] = {
    "account": 0, "account_id": "0", "name": "Acme", "owner": "Li", "tier": "A", "stage": "mature", "is_key": True,
    "revenue": 1_000_000, "revenue_prior": 900_000, "growth": 0.1, "recency_days": 9, "gap_days": 10.0,
    "purchases": 12, "purchases_prior": 11, "purchases_total": 30, "contract_end": None, "credit_days_overdue": 0.0,
    "open_balance": None,
}  # fmt: skip
TYPES: dict[str, Any] = {
    "tier": TIER, "stage": STAGE, "contract_end": pl.Int64, "open_balance": pl.Int64, "gap_days": pl.Float64,
    "growth": pl.Float64, "credit_days_overdue": pl.Float64, "recency_days": pl.Int64, "owner": pl.String,
}  # fmt: skip
CERTAIN = RetentionRates(None, 1.0)
"""Without a warning every account stays."""


def accounts(*changes: Mapping[str, Any]) -> pl.DataFrame:
    """Accounts by place, calm but for these changes."""
    return pl.DataFrame(
        [CALM | {"account": place, "account_id": f"{place}"} | dict(row) for place, row in enumerate(changes)],
        schema_overrides=TYPES,
    )


def risk_of(
    change: Mapping[str, Any],
    tables: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    rates: RetentionRates = CERTAIN,
    policy: RiskPolicy | None = None,
    fitted: pl.DataFrame | None = None,
    is_past: bool = False,
) -> ChurnRisk:
    """The risk of one account; days of the tables as ISO text."""
    frames = {name: pl.DataFrame([_row(row) for row in rows]) for name, rows in (tables or {}).items()}
    return churn_risk(accounts(change), RiskSources(TODAY, frames, is_past=is_past), rates, policy, fitted)


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    days = ("date", "end", "closed_on", "tender_date")
    return {"account": 0, **{name: day(value) if name in days and value else value for name, value in row.items()}}
