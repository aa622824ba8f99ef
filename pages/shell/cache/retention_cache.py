"""Cache of the fitted retention models, by data and view; a change of entries or of the model fits nothing anew."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.insight.retention.contract_renewals import ContractRenewals, contract_renewals
from kam_core.insight.retention.fit import RetentionFit, retention_fit
from kam_core.insight.retention.holdout import Holdout, holdout_of
from kam_core.measures.view import View
from kam_core.services.appraisal import in_unit_of
from kam_core.vocabulary.dataset import Dataset
from kam_core.vocabulary.message import Message
from pages.shell.cache import frame_cache


@st.cache_resource(show_spinner=False, max_entries=16)
def _fit(_dataset: Dataset, _view: View, _accounts: pl.Series, key: tuple[object, ...]) -> RetentionFit:
    return retention_fit(in_unit_of(_dataset, _view), _view, _accounts)


def fitted_retention(data: Dataset, view: View) -> RetentionFit:
    """The retention models of a view, with a forecast for every account that is known in it."""
    # Windows do not matter to purchase histories, but the ledger of this view is there already.
    key = frame_cache.ledger_key(data, view)
    return _fit(data, view, frame_cache.ledger(data, view, key).accounts["account"], key)


@st.cache_resource(show_spinner=False, max_entries=16)
def _holdout(_dataset: Dataset, _view: View, key: tuple[object, ...]) -> Holdout | Message:
    return holdout_of(in_unit_of(_dataset, _view), _view)


def holdout(data: Dataset, view: View) -> Holdout | Message:
    """The check of the models on the last months of a view, or why there is none."""
    return _holdout(data, view, frame_cache.ledger_key(data, view))


@st.cache_resource(show_spinner=False, max_entries=16)
def _renewals(_dataset: Dataset, _view: View, key: tuple[object, ...]) -> ContractRenewals:
    return contract_renewals(in_unit_of(_dataset, _view).tables.get("contracts"), _view.as_of_day)


def renewals(data: Dataset, view: View) -> ContractRenewals:
    """The renewals of yearly contracts up to the date of a view, with the model fitted to them."""
    return _renewals(data, view, (*frame_cache.ledger_key(data, view), *data.state(["contracts"])))
