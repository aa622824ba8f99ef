"""Accounts in order, and what is computed from a change of one of them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from kam_core.insight.attention.account_attention import AttentionList, find_attention
from kam_core.insight.attention.signals import AttentionSources
from kam_core.insight.next_actions import next_steps
from kam_core.measures.view import View
from kam_core.scoring.tiering import key_accounts
from kam_core.vocabulary.enums import STAGE, TIER
from tests.datasets import day

VIEW = View(datetime.date(2024, 12, 31))
TODAY = day("2024-12-31")
USUAL: dict[str, Any] = {
    "account": 0, "account_id": "0", "name": "Acme", "industry": None, "owner": "Li", "tier": "A", "stage": "mature",
    "revenue": 1_000_000, "revenue_prior": 900_000, "revenue_total": 3_000_000, "growth": 0.1, "margin": 10,
    "discount_rate": 0.05, "recency_days": 9, "gap_days": 10.0, "purchases_total": 30, "tenure_days": 900,
    "satisfaction": 4.0, "contract_end": None, "credit_days_overdue": 0, "open_balance": None,
    "disqualified": False,
}  # fmt: skip
"""A key account in order; money in ten-thousandths."""
TYPES: dict[str, Any] = {
    "tier": TIER, "stage": STAGE, "contract_end": pl.Int64, "owner": pl.String, "industry": pl.String,
    "open_balance": pl.Int64, "gap_days": pl.Float64, "satisfaction": pl.Float64,
}  # fmt: skip
WAS_A = pl.DataFrame(
    [("0", "A", datetime.date(2023, 12, 31), False)], schema=key_accounts.FORMER_KEY_COLUMNS, orient="row"
)
"""The first account was A a year ago."""


def listed(
    *changes: Mapping[str, Any],
    before: pl.DataFrame | None = None,
    tables: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    **more: Any,
) -> AttentionList:
    """The list for accounts in order but for these changes; tables with accounts by place and days as ISO text."""
    frame = pl.DataFrame(
        [USUAL | {"account": place, "account_id": f"{place}"} | dict(row) for place, row in enumerate(changes)],
        schema_overrides=TYPES,
    )
    return find_attention(key_accounts.with_key(frame, before), sources(tables or {}, **more))


def sources(tables: Mapping[str, Sequence[Mapping[str, Any]]], **more: Any) -> AttentionSources:
    """The sources with these tables on the last day of 2024."""
    frames = {
        name: pl.DataFrame([_row(row) for row in rows]).cast({pl.Null: pl.Int64}) for name, rows in tables.items()
    }
    given: dict[str, Any] = {"view": VIEW, "today": TODAY, "steps": next_steps(frames.get("plan")), **more}
    return AttentionSources(tables=frames, **given)


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    days = ("date", "due", "end", "raised_on", "until", "closed_on", "month")
    return {name: day(value) if name in days and value else value for name, value in row.items()}


def reasons_of(found: AttentionList, place: int = 0) -> list[str]:
    """The reasons of a listed account in English, the most urgent first."""
    return [str(reason.text) for reason in found.entries[place].reasons]
