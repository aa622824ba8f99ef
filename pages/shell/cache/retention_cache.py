"""Cache of the fitted retention models, by data and view; a change of entries or of the model fits nothing anew."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.insight.retention.fit import RetentionFit, retention_fit
from kam_core.measures.view import View
from kam_core.services.appraisal import in_unit_of
from kam_core.vocabulary.dataset import Dataset
from pages.shell.cache import frame_cache


@st.cache_resource(show_spinner=False, max_entries=16)
def _fit(_dataset: Dataset, _view: View, _accounts: pl.Series, key: tuple[object, ...]) -> RetentionFit:
    return retention_fit(in_unit_of(_dataset, _view), _view, _accounts)


def fitted_retention(data: Dataset, view: View) -> RetentionFit:
    """The retention models of a view, with a forecast for every account that is known in it."""
    # Windows do not matter to purchase histories, but the ledger of this view is there already.
    key = frame_cache.ledger_key(data, view)
    return _fit(data, view, frame_cache.ledger(data, view, key).accounts["account"], key)
