"""Cache of what follows from a portfolio for each account: range of tiers, development, and target grade."""

from __future__ import annotations

import datetime

import polars as pl
import streamlit as st

from kam_core.insight.invest.development import Development, developments
from kam_core.insight.target_grades.grades import target_grades
from kam_core.scoring.portfolio import Portfolio
from kam_core.services.appraisal import in_unit_of
from kam_core.vocabulary.dataset import Dataset
from kam_core.whatif.robustness.tier_range import tier_ranges


@st.cache_resource(show_spinner=False, max_entries=16)
def ranges(_portfolio: Portfolio, key: tuple[object, ...]) -> pl.DataFrame:
    """The range of tiers of every account and the value to ask for first, in the order of the portfolio."""
    return tier_ranges(_portfolio)


@st.cache_resource(show_spinner=False, max_entries=16)
def grades(_portfolio: Portfolio, key: tuple[object, ...]) -> pl.DataFrame:
    """The target grades of the prospects."""
    return target_grades(_portfolio)


@st.cache_resource(show_spinner=False, max_entries=16)
def _developments(
    _dataset: Dataset, _portfolio: Portfolio, today: datetime.date, key: tuple[object, ...]
) -> dict[str, Development]:
    return developments(in_unit_of(_dataset, _portfolio.view).tables, _portfolio, today)


def in_development(
    data: Dataset, portfolio: Portfolio, today: datetime.date, key: tuple[object, ...]
) -> dict[str, Development]:
    """The accounts in development by id; `key`: that of the portfolio, which names the tables that they come from."""
    return _developments(data, portfolio, today, key)


@st.cache_resource(show_spinner=False, max_entries=16)
def list_findings(
    _dataset: Dataset, _portfolio: Portfolio, today: datetime.date, key: tuple[object, ...]
) -> pl.DataFrame:
    """`account_id`, the columns of `ranges`, `development_until`, `development_fault` and `development_soon`."""
    ends = pl.DataFrame(
        [
            (one.account_id, one.until, one.fault is not None, one.ends_soon)
            for one in in_development(_dataset, _portfolio, today, key).values()
        ],
        schema={
            "account_id": pl.String,
            "development_until": pl.Date,
            "development_fault": pl.Boolean,
            "development_soon": pl.Boolean,
        },
        orient="row",
    )
    return ranges(_portfolio, key).join(ends, on="account_id", how="left", maintain_order="left")
