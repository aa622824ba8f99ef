"""Cache of account frames, ledgers and monthly revenue, by view."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import streamlit as st

from kam_core import clock
from kam_core.insight import next_actions
from kam_core.measures.account_frame import READS
from kam_core.measures.account_totals import Ledger
from kam_core.measures.lifecycle import life_signs
from kam_core.measures.month_totals import month_totals
from kam_core.measures.monthly_revenue import monthly_revenue
from kam_core.measures.view import View, default_view
from kam_core.measures.view_key import HOME, ViewKey
from kam_core.services.appraisal import account_measures, in_unit_of, ledger_of
from kam_core.services.population import Population
from kam_core.vocabulary.dataset import Dataset


@st.cache_resource(show_spinner=False, max_entries=64)
def frame(_dataset: Dataset, _view: View, key: tuple[object, ...]) -> pl.DataFrame:
    """The account frame of a view."""
    return account_measures(_dataset, _view, ledger(_dataset, _view, ledger_key(_dataset, _view)))


@st.cache_resource(show_spinner=False, max_entries=32)
def ledger(_dataset: Dataset, _view: View, key: tuple[object, ...]) -> Ledger:
    """The ledger of purchases of a view."""
    return ledger_of(_dataset, _view)


def home_view(data: Dataset) -> View:
    """The view in which the first model of a data set is proposed, as of its default date."""
    home = ViewKey.parse(HOME)
    return replace(default_view(data, home.window_months, clock.today()), unit=home.unit)


def frame_key(data: Dataset, view: View) -> tuple[object, ...]:
    """The cache key of an account frame: everything that it depends on."""
    return *data.state((*READS, *life_signs.reads(view.lifecycle))), *_view_key(view), repr(view.lifecycle)


def ledger_key(data: Dataset, view: View) -> tuple[object, ...]:
    """The cache key of a ledger: of the entries only those that assign accounts to groups matter."""
    tables = ("accounts",) if view.unit == "group" else ()
    return *data.state(tables), *_view_key(view)


def _view_key(view: View) -> tuple[object, ...]:
    return view.as_of.isoformat(), view.window_months, view.unit, view.recurring_months, view.prior_months


@st.cache_resource(show_spinner=False, max_entries=32)
def _history(
    _dataset: Dataset, _view: View, months: int, accounts: tuple[int, ...], key: tuple[object, ...]
) -> pl.DataFrame:
    return monthly_revenue(in_unit_of(_dataset, _view), _view, months, accounts)


@st.cache_resource(show_spinner=False, max_entries=16)
def _next_steps(_dataset: Dataset, _view: View, key: tuple[object, ...]) -> pl.DataFrame:
    return next_actions.next_steps(in_unit_of(_dataset, _view).tables.get("plan"))


def next_steps(data: Dataset, view: View) -> pl.DataFrame:
    """The next open action per account, in the unit of the view."""
    return _next_steps(data, view, (*frame_key(data, view), *data.state(["plan"])))


def history(data: Dataset, view: View, months: int, accounts: tuple[int, ...]) -> pl.DataFrame:
    """Revenue of some accounts by month up to the as-of date, in the unit of the view."""
    return _history(data, view, months, accounts, frame_key(data, view))


@st.cache_resource(show_spinner=False, max_entries=64)
def _month_totals(_dataset: Dataset, _view: View, _accounts: pl.Series, key: tuple[object, ...]) -> pl.DataFrame:
    return month_totals(in_unit_of(_dataset, _view), _view, _accounts)


def totals_by_month(data: Dataset, view: View, accounts: pl.Series, population: Population) -> pl.DataFrame:
    """Revenue and margin by month up to the as-of date of the accounts of a population, in the unit of the view."""
    owners = None if population.owners is None else tuple(sorted(population.owners))
    return _month_totals(data, view, accounts, (*frame_key(data, view), owners))


@st.cache_resource(show_spinner=False, max_entries=8)
def _revenue_by_month(_dataset: Dataset, _view: View, months: int, key: tuple[object, ...]) -> pl.DataFrame:
    return monthly_revenue(in_unit_of(_dataset, _view), _view, months)


def revenue_by_month(data: Dataset, view: View, months: int) -> pl.DataFrame:
    """Revenue of all accounts by month over so many months up to the as-of date, in the unit of the view."""
    return _revenue_by_month(data, view, months, ledger_key(data, view))


@st.cache_resource(show_spinner=False, max_entries=16)
def _owners(_dataset: Dataset, key: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(_dataset.accounts["owner"].drop_nulls().unique().sort().to_list())


def owners(data: Dataset) -> tuple[str, ...]:
    """The owners of accounts, by name."""
    return _owners(data, data.state(["accounts"]))
