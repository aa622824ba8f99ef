"""Cache of churn risk, by data, views, model, tiers in force, working day, weights and cadence."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.insight.churn_risk.policy import RiskPolicy
from kam_core.insight.churn_risk.risk import ChurnRisk, checked_risk
from kam_core.insight.churn_risk.signals import RiskSources

RISK_TABLES = ("accounts", "feedback", "touches", "opportunities", "contracts")
"""The tables that risk is computed from, besides those of the account frame."""


@st.cache_resource(show_spinner=False, max_entries=32)
def churn_risk(
    _accounts: pl.DataFrame,
    _year_before: pl.DataFrame | None,
    _sources: RiskSources,
    _policy: RiskPolicy,
    _fitted: pl.DataFrame | None,
    _fitted_then: pl.DataFrame | None,
    key: tuple[object, ...],
) -> ChurnRisk:
    """The risk of all accounts, with the retention rates since the frame of a year before, and the purchase model
    where it did better than these over that year; `key` names everything that they depend on."""
    return checked_risk(_accounts, _year_before, _sources, _policy, _fitted, _fitted_then)
