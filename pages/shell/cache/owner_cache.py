"""Cache of the list of owners, by everything that the list of attention depends on."""

from __future__ import annotations

import polars as pl
import streamlit as st

from kam_core.insight.owners.owner_list import OwnerList, OwnerSources, owner_list


@st.cache_resource(show_spinner=False, max_entries=16)
def owners(_accounts: pl.DataFrame, _sources: OwnerSources, key: tuple[object, ...]) -> OwnerList:
    """The owners of these accounts; `key` names everything that they depend on."""
    return owner_list(_accounts, _sources)
