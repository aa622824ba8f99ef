"""Cache of the fiscal year's results, by data, view, population and the month in which the year starts."""

from __future__ import annotations

import datetime

import polars as pl
import streamlit as st

from kam_core.insight.targets.fiscal_results import FiscalResults, fiscal_results
from kam_core.insight.targets.fiscal_year import FiscalYear
from kam_core.measures.monthly_revenue import monthly_revenue
from kam_core.measures.view import View
from kam_core.services.appraisal import in_unit_of
from kam_core.vocabulary.dataset import Dataset
from pages.shell.cache import frame_cache

TABLES = ("accounts", "targets", "forecasts", "opportunities", "contracts", "payments")
MONTHS = 24
"""Months up to the as-of date in which commits are held against what came."""


@st.cache_resource(show_spinner=False, max_entries=16)
def _fiscal(
    _accounts: pl.DataFrame,
    _totals: pl.DataFrame,
    _dataset: Dataset,
    _view: View,
    _last_day: datetime.date | None,
    first_month: int,
    has_targets: bool,
    owners: tuple[str, ...] | None,
    key: tuple[object, ...],
) -> FiscalResults:
    data = in_unit_of(_dataset, _view)
    return fiscal_results(
        _accounts.select("account", "owner"),
        _totals,
        monthly_revenue(data, _view, MONTHS),
        data.tables,
        FiscalYear(first_month),
        _view,
        last_day=_last_day,
        owners=owners,
        everybody=_dataset.accounts,
        has_targets=has_targets,
    )


def fiscal(
    data: Dataset,
    view: View,
    accounts: pl.DataFrame,
    totals: pl.DataFrame,
    year: FiscalYear,
    owners: frozenset[str] | None,
    has_targets: bool,
) -> FiscalResults:
    """The fiscal year of a population: its accounts, and the folded names of their owners (None: all)."""
    named = None if owners is None else tuple(sorted(owners))
    key = (*frame_cache.frame_key(data, view), *data.state(TABLES))
    return _fiscal(accounts, totals, data, view, data.last_day, year.first_month, has_targets, named, key)
