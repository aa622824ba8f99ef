"""Cache of account costs in the unit of the view, for customer equity."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.measures.view import View
from kam_core.services.appraisal import in_unit_of
from kam_core.vocabulary.dataset import Dataset
from pages.shell.cache import frame_cache


@st.cache_resource(show_spinner=False, max_entries=16)
def _costs(_dataset: Dataset, _view: View, key: tuple[object, ...]) -> pl.DataFrame | None:
    return in_unit_of(_dataset, _view).tables.get("account_costs")


def account_costs(data: Dataset, view: View) -> pl.DataFrame | None:
    """The account costs, in the unit of the view; None without any."""
    return _costs(data, view, frame_cache.frame_key(data, view))
